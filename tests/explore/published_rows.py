"""A few published cells, everything defaulted."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

from upriver.report.cells import COLUMNS
from upriver.report.exploring.rows import Row


def a_row(name: str = "Norsea", *, code: str = "E22009901", level: str = "csp", measure: str = "robbery", unit: str = "per_1000_residents",
          start: str = "2025-01-01", end: str = "2025-12-31", breakdown: str = "", value: float | None = 2.5, lower: float | None = 2.2,
          upper: float | None = 2.8, count: int | None = 380, marker: str = "", table: str = "assessment/places/csp") -> Row:
    return Row(table, level, code, name, start, end, measure, breakdown, count, 152_000.0, value, lower, upper, unit, marker)


def hidden(name: str, code: str) -> Row:
    return replace(a_row(name, code=code, value=None, lower=None, upper=None, count=None, marker="c"), denominator=None)


def three() -> tuple[Row, ...]:
    """One high area, one like it, one hidden."""
    return (a_row(), a_row("Saltby", code="E22009903", value=2.4, lower=2.1, upper=2.7), hidden("Wexholme", "E22009902"))


def published(folder: Path, rows: tuple[Row, ...]) -> Path:
    """A published folder that holds these cells."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows(["" if value is None else value for value in row.plain.values()] for row in rows)
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "cells.csv").write_text(out.getvalue(), encoding="utf-8")
    return folder
