"""`python -m benchmarks [NAME ...] [--write] [--date YYYY-MM-DD]`: run all or some, and print the table."""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from datetime import date
from pathlib import Path

from benchmarks.measuring import ROOT, Row

sys.path.insert(0, str(ROOT / "src"))

NAMES = {
    "taking_in": "a year of all forces from CSV to held Parquet",
    "checking": "a partner's rows checked, and counted for sending, on its own machine",
    "counting": "counts by LSOA, month and type from held Parquet",
    "publishing": "Hampshire 2025 from files to published documents",
    "statistics": "Gi*, permutations and rates over 34,225 areas",
    "whole_assessment": "the whole assessment of 1,200 small areas with all partners' data",
    "responding": "the board's pack, and all registers out and in again",
    "serving": "fifty people in the workspace at once, on SQLite and on PostgreSQL",
    "vault": "ten million rows held, one large force published from them and explored by a hundred people at once",
    "locking": "the lock over 100,000 counts that hang together",
    "every_partnership": "a profile of every community safety partnership of England and Wales",
}
HEADER = ("What", "Ours, s", "Beside", "That, s", "Ours to that", "May take", "Met")
PAGE = ROOT / "docs" / "benchmarks.md"


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmarks; 1 where one of them missed its limit."""
    told = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    told.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all by default")
    told.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    told.add_argument("--date", type=date.fromisoformat, default=date.today(), help="the date to print; today by default")
    asked = told.parse_args(arguments)
    if unknown := sorted(set(asked.names) - set(NAMES)):
        told.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
    if asked.write and asked.names:
        told.error("--write needs all of them: the page is one run")
    rows: list[Row] = []
    for name in asked.names or NAMES:
        print(f"{name}: {NAMES[name]} ...", file=sys.stderr, flush=True)
        found = importlib.import_module(f"benchmarks.{name}").run()
        if not found:
            print(f"{name} was left out: the files it needs are not in shared/data", file=sys.stderr)
        rows.extend(found)
    table = table_of(rows)
    print(table)
    if asked.write:
        write(PAGE, table, asked.date)
    return 1 if any(row.met is False for row in rows) else 0


def table_of(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [_line(HEADER), _line(tuple("---" for _ in HEADER))]
    for row in rows:
        theirs, ratio = row.alternative_seconds, row.ratio
        lines.append(_line((
            row.what,
            _number(row.seconds),
            row.alternative,
            "" if theirs is None else _number(theirs),
            "" if ratio is None else f"{ratio:.2g}" if ratio < 10 else f"{ratio:.0f}",
            row.limit,
            "" if row.met is None else "yes" if row.met else "no",
        )))  # fmt: skip
    return "\n".join(lines)


def write(page: Path, table: str, day: date) -> None:
    """The page of the documentation: the table, when it was made, and on what kind of machine."""
    words = (
        "# Benchmarks\n\n"
        "Made by `./dev bench --write`; don't edit. Each time stands beside the alternative measured in the same run, "
        "so that the ratio holds on another machine where the seconds don't.\n\n"
        f"{day.day} {day:%B %Y}, {machine()}.\n\n{table}\n\n"
        "`Ours to that` is how many times as long ours takes: less than 1 is quicker. Times are on the clock, with the "
        "start of each command, unless the line says CPU seconds; other work on the machine makes them longer. "
        "Tests never assert a time; this page is where a slower release shows.\n"
    )
    page.write_text(words, encoding="utf-8", newline="\n")


def machine() -> str:
    """What kind of machine this is, in words that name none."""
    cores = os.cpu_count() or 1
    return f"{platform.system()} on {platform.machine()}, {cores} cores, Python {sys.version_info[0]}.{sys.version_info[1]}"


def _number(seconds: float) -> str:
    return f"{seconds:.1f}" if seconds >= 10 else f"{seconds:.2f}" if seconds >= 0.1 else f"{seconds:.4f}"


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    sys.exit(main())
