"""`cells.csv`: every printed cell, one a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from operator import itemgetter

from upriver.words.cleared import Cell, ClearedTable

COLUMNS = (
    "table",
    "area_level",
    "area_code",
    "area_name",
    "period_start",
    "period_end",
    "measure",
    "breakdown",
    "count",
    "denominator",
    "value",
    "lower",
    "upper",
    "unit",
    "marker",
)


def cells_csv(tables: Iterable[ClearedTable]) -> bytes:
    """All cells of a document, sorted and unique on the names of their figures; UTF-8, line feeds.

    Raises:
        ValueError: two cells have one name: a fault in an analysis, never in the data.
    """
    cells = sorted(((cell.key.order, cell) for table in tables for cell in table.cells), key=itemgetter(0))
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    before = None
    for order, cell in cells:
        if order == before:
            raise ValueError(f"two cells are called {cell.key}")
        before = order
        rows.writerow(row_of(cell))
    return out.getvalue().encode()


def row_of(cell: Cell) -> list[str]:
    """A cell as the columns of cells.csv."""
    key = cell.key
    numbers = [_plain(number, cell.decimals) for number in (cell.value, cell.lower, cell.upper)]
    counted = ["" if cell.count is None else str(cell.count), _denominator(cell.denominator)]
    if key.unit == "count":
        counted[1] = ""
    return [
        key.table,
        key.area.level,
        key.area.code,
        _inert(key.area.name),
        key.period.start.isoformat(),
        key.period.end.isoformat(),
        key.measure,
        key.breakdown_text,
        *counted,
        *numbers,
        key.unit,
        cell.marker,
    ]


def _inert(name: str) -> str:
    """A name that no spreadsheet takes for a formula; real names of areas never start so."""
    return "'" + name if name[:1] in ("=", "+", "-", "@", "\t", "\r") else name


def _plain(number: float | None, decimals: int) -> str:
    return "" if number is None else f"{number:.{decimals}f}"


def _denominator(number: float | None) -> str:
    return "" if number is None else f"{number:.4f}".rstrip("0").rstrip(".")
