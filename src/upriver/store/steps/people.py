"""Counting the people behind rows by their keyed hash: the hash is read, grouped by, and goes no further."""

GATHERED = """
-- rows of one file with their period, place and keyed hash; a blank hash stays blank
SELECT {period} AS period, {place} AS place, {key} AS person FROM read_parquet({file}){where}
"""

BORN = "CREATE OR REPLACE TEMP TABLE {name} (period VARCHAR, place VARCHAR, person VARCHAR)"

INSIDE = """
-- rows of the period asked for, less those that lie beside the partnership
CREATE OR REPLACE TEMP TABLE {name}_inside AS
SELECT period, person FROM {name}
WHERE list_contains(?, period) AND (NOT list_contains(?, left(place, 3)) OR list_contains(?, place))
"""

PEOPLE = """
-- how many people had how many rows, by the month of their first and the months from it to their second
WITH numbered AS (
  SELECT person, period, row_number() OVER (PARTITION BY person ORDER BY period) AS nth,
         12 * CAST(left(period, 4) AS INTEGER) + CAST(right(period, 2) AS INTEGER) AS month
  FROM {name}_inside WHERE person IS NOT NULL
), each AS (
  SELECT person, count(*) AS times, min(period) AS first,
         min(month) FILTER (WHERE nth = 2) - min(month) AS wait
  FROM numbered GROUP BY person
)
SELECT times, first, wait, count(*) AS people FROM each GROUP BY ALL ORDER BY ALL
"""

UNKEYED = "SELECT count(*), count(*) FILTER (WHERE person IS NULL) FROM {name}_inside"

MET = """
-- people and rows of each of two lists, and of those who are on both
WITH one AS (SELECT person, count(*) AS rows FROM first_inside WHERE person IS NOT NULL GROUP BY person),
     two AS (SELECT person, count(*) AS rows FROM second_inside WHERE person IS NOT NULL GROUP BY person)
SELECT (SELECT count(*) FROM one), (SELECT count(*) FROM two), (SELECT count(*) FROM one SEMI JOIN two USING (person)),
       (SELECT coalesce(sum(rows), 0) FROM one), (SELECT coalesce(sum(rows), 0) FROM two),
       (SELECT coalesce(sum(rows), 0) FROM one SEMI JOIN two USING (person)),
       (SELECT coalesce(sum(rows), 0) FROM two SEMI JOIN one USING (person))
"""
