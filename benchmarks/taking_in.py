"""Taking in a year of all forces, beside a bare copy of the same files from CSV to Parquet."""

from __future__ import annotations

from benchmarks import national
from benchmarks.measuring import Row, command

BARE = """
import sys, duckdb
files = open(sys.argv[1]).read().splitlines()
connection = duckdb.connect(config={"threads": 2, "memory_limit": "1GB"})
connection.execute(f"COPY (SELECT * FROM read_csv({files}, all_varchar = true)) "
                   f"TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)")
"""
MOST_MIB = 1_536


def run() -> list[Row]:
    """The time on the clock, the CPU seconds, and the most memory."""
    if not national.STREET.is_file():
        return []
    files = national.files()
    listed = national.scratch() / "files.txt"
    listed.write_text("\n".join(map(str, files)))
    bare = command(["-c", BARE, str(listed), str(national.scratch() / "bare.parquet")])
    ours = national.taken_in().took
    what, alternative = f"taking in a year of all forces ({len(files)} files)", "bare DuckDB copy, CSV to Parquet"
    peak = ours.peak_mib or 0.0
    return [
        Row(what, ours.seconds, alternative, bare.seconds, "2 times the copy", ours.seconds <= 2 * bare.seconds),
        Row(f"{what}, CPU seconds", ours.cpu_seconds, alternative, bare.cpu_seconds, "2 times the copy",
            ours.cpu_seconds <= 2 * bare.cpu_seconds),
        Row(f"{what}, peak memory in GiB", peak / 1_024, alternative, (bare.peak_mib or 0.0) / 1_024,
            "1.5 GiB", peak <= MOST_MIB),
    ]  # fmt: skip
