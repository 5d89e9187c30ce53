"""Counting the open tables of recorded crime: place x quarter x offence, corrections below zero added in."""

VERSION = 1

PLACES = {
    "recorded_crime_csp": "coalesce(tables.csp, '') AS code, tables.csp_name AS name",
    "recorded_crime_force": "'' AS code, tables.force AS name",
}
"""How each contract names its place: a GSS code ('' where the publisher gives none) and a name."""

CHOSEN = """
-- rows of the tables that stand for each force and financial year today
SELECT tables.financial_year, tables.quarter, tables.force, {places},
       tables.offence_code, coalesce(tables."group", '') AS "group",
       coalesce(tables.subgroup, tables."group", '') AS subgroup, tables.offences
FROM read_parquet({files}, filename = true, union_by_name = true) AS tables
JOIN current ON current.file = tables.filename
            AND current.force = tables.force
            AND current.financial_year = tables.financial_year
"""

COUNTED = """
-- offences by place, quarter and offence; a quarter is named by its first month: 1 is April to June
SELECT force, code, name,
       printf('%04d-%02d', CAST(left(financial_year, 4) AS INTEGER) + CASE WHEN quarter = 4 THEN 1 ELSE 0 END,
              CASE quarter WHEN 1 THEN 4 WHEN 2 THEN 7 WHEN 3 THEN 10 ELSE 1 END) AS quarter,
       offence_code, "group", subgroup, CAST(sum(offences) AS BIGINT) AS events
FROM chosen GROUP BY ALL ORDER BY ALL
"""
