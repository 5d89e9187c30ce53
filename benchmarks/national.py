"""The year 2025 of all forces, or all months held, as police.uk would send it, and a workspace that has taken it in."""

from __future__ import annotations

import atexit
import shutil
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from benchmarks.measuring import DATA, Took, command, upriver

NATIONAL = DATA / "national"
STREET = NATIONAL / "street_2022_2024_2025.parquet"
YEAR = """
CREATE TABLE year AS
SELECT force, CASE WHEN has_id THEN sha256(concat(force, "Month", row_number() OVER ())) END AS "Crime ID",
       "Month", "Reported by", "Falls within", format('{:.6f}', Longitude) AS "Longitude",
       format('{:.6f}', Latitude) AS "Latitude", "Location", "LSOA code", "LSOA name", "Crime type",
       "Last outcome category", NULL AS "Context"
FROM read_parquet($file) WHERE "Month" LIKE $months
"""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A workspace with a year of all forces, and what taking it in took."""

    workspace: Path
    took: Took


@cache
def scratch() -> Path:
    """A folder that is gone when the run ends."""
    made = Path(tempfile.mkdtemp(prefix="upriver-bench-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@cache
def files() -> tuple[Path, ...]:
    """The year as CSV files, one a force and month, with made-up identifiers where the publisher gives one."""
    # Written by a program of its own: what this one has in memory would be counted for each that it starts.
    command(["-m", "benchmarks.national", str(scratch())])
    return tuple(sorted((scratch() / "crime").rglob("*.csv")))


def write(into: Path, months: str = "2025-%") -> None:
    """Write the months that are like a pattern out below a folder."""
    database = into / "year.db"
    with duckdb.connect(str(database), config={"threads": 2, "memory_limit": "1GB"}) as connection:
        connection.execute(YEAR, {"file": str(STREET), "months": months})
        pairs = connection.execute('SELECT DISTINCT "Month", force FROM year ORDER BY ALL').fetchall()
        for month, force in pairs:
            place = into / "crime" / month / f"{month}-{force}-street.csv"
            place.parent.mkdir(parents=True, exist_ok=True)
            connection.execute(
                f"COPY (SELECT * EXCLUDE (force) FROM year WHERE \"Month\" = '{month}' AND force = '{force}') "
                f"TO '{place}' (HEADER, DELIMITER ',')"
            )
    database.unlink()


@cache
def taken_in() -> TakenIn:
    """Look-ups first, which isn't measured; then the year."""
    workspace = scratch() / "workspace"
    upriver("init", workspace)
    upriver("take-in", workspace, *sorted(NATIONAL.glob("lookup_*")), NATIONAL / "ethnicity21_lsoa21.parquet")
    folder = files()[0].parent.parent
    return TakenIn(workspace, upriver("take-in", workspace, folder))


if __name__ == "__main__":
    write(Path(sys.argv[1]), *(["%"] if sys.argv[2:] else []))
