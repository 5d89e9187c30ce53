"""The response of the fictional partnership: the board's pack in one command, and all its registers out and in again.

A board's pack is made by hand over days today. Beside the registers stands reading the same workbook and checking nothing.
"""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks import national
from benchmarks.measuring import Row, upriver

ON = ("--on", "2026-02-01")


def run() -> list[Row]:
    """Each command started anew, in a workspace that the demonstration made."""
    workspace = national.scratch() / "response"
    upriver("demo", "--dir", workspace, "--no-serve")
    at, plan = ("--workspace", workspace), workspace / "plan.xlsx"
    board = upriver("pack", "board_pack", *ON, *at)
    strategy = upriver("pack", "strategy", "--about", "s2025", *ON, *at)
    inspection = upriver("pack", "inspection_file", *ON, *at)
    out, taken = upriver("export", plan, *at), upriver("import", plan, *at)
    bare, rows = read_alone(plan)
    return [
        Row("the board's pack, from one command", board.seconds, limit="10 s", met=board.seconds <= 10),
        Row("the response strategy in all its forms", strategy.seconds),
        Row("the inspection file in all its forms", inspection.seconds),
        Row(f"all registers into one workbook, {rows:,} rows", out.seconds),
        Row(f"the same workbook checked and taken in, {rows:,} rows", taken.seconds, "python-calamine, read and not checked", bare, "5 s", taken.seconds <= 5),
    ]


def read_alone(path: Path) -> tuple[float, int]:
    """Seconds that reading every sheet takes by itself, and the rows below the headers."""
    from python_calamine import CalamineWorkbook

    start = time.perf_counter()
    book = CalamineWorkbook.from_path(str(path))
    rows = sum(sum(1 for row in book.get_sheet_by_name(name).iter_rows() if row and row[0]) for name in book.sheet_names)
    return time.perf_counter() - start, rows
