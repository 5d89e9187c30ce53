"""Two downloads of the same month laid side by side, by value and not by text."""

from __future__ import annotations

from pathlib import Path

from upriver.store.engine import engine, literal

_OPEN = "('Under investigation')"

COMPARE = """
-- the same crimes in the older and the newer file, by the publisher's identifier
WITH old AS (SELECT * FROM read_parquet({old}) WHERE falls_within = $provider AND month = $month),
     new AS (SELECT * FROM read_parquet({new}) WHERE falls_within = $provider AND month = $month),
     old_known AS (SELECT * FROM old WHERE crime_id <> '' QUALIFY row_number() OVER (PARTITION BY crime_id) = 1),
     new_known AS (SELECT * FROM new WHERE crime_id <> '' QUALIFY row_number() OVER (PARTITION BY crime_id) = 1)
SELECT (SELECT count(*) FROM old) AS rows_before,
       (SELECT count(*) FROM new) AS rows_after,
       (SELECT count(*) FROM new_known ANTI JOIN old_known USING (crime_id)) AS crimes_added,
       (SELECT count(*) FROM old_known ANTI JOIN new_known USING (crime_id)) AS crimes_removed,
       count(*) FILTER (old_known.last_outcome IS DISTINCT FROM new_known.last_outcome) AS outcomes_changed,
       count(*) FILTER (old_known.last_outcome IN {open} AND new_known.last_outcome NOT IN {open}) AS outcomes_moved_on,
       count(*) FILTER (old_known.last_outcome NOT IN {open} AND new_known.last_outcome IN {open}) AS outcomes_moved_back,
       count(*) FILTER (old_known.category <> new_known.category) AS types_changed,
       count(*) FILTER (old_known.longitude IS DISTINCT FROM new_known.longitude
                        OR old_known.latitude IS DISTINCT FROM new_known.latitude) AS points_moved,
       count(*) FILTER (old_known.lsoa_code IS DISTINCT FROM new_known.lsoa_code) AS areas_changed
FROM old_known JOIN new_known USING (crime_id)
"""


def compare(old: Path, new: Path, provider: str, month: str) -> dict[str, int]:
    """How a provider's month differs between two held files: rows, crimes added and removed, values changed."""
    query = COMPARE.format(old=literal(str(old)), new=literal(str(new)), open=_OPEN)
    with engine() as connection:
        found = connection.execute(query, {"provider": provider, "month": month})
        names = [column[0] for column in found.description or ()]
        row = found.fetchone() or ()
    return dict(zip(names, (int(value or 0) for value in row), strict=True))
