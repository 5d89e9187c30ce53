"""An answer made alone, beside a document that was cleared together: what is hidden there is hidden here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from upriver.words.cleared import Cell, Clearance, ClearedTable

Row = Mapping[str, str]
"""One row of a cells.csv, by the names of its columns."""
NAMES = ("area_level", "area_code", "period_start", "period_end", "measure", "breakdown")


def beside(clearance: Clearance, released: Iterable[Row]) -> Clearance:
    """The clearance without every figure that a document hides of the same area, period, measure and split.

    A document's tables are cleared together, so it may hide a second number because of a table that isn't asked for here.
    A hidden count hides whatever is made of it; a hidden rate hides that rate alone. Numbers of another period or
    definition aren't compared: who subtracts one answer from another can learn what neither shows.
    """
    hidden: set[tuple[str, ...]] = set()
    for row in released:
        if "c" in row["marker"].split(";"):
            name = tuple(row[part] for part in NAMES)
            hidden |= {(*name, row["unit"])} | ({name} if row["unit"] == "count" else set())
    if not hidden:
        return clearance

    def gone(cell: Cell) -> bool:
        name = _name(cell)
        return not cell.hidden and (name in hidden or (*name, cell.key.unit) in hidden)

    tables = tuple(_without(table, gone) for table in clearance.tables)
    more = sum(gone(cell) for table in clearance.tables for cell in table.cells)
    return replace(clearance, tables=tables, hidden=clearance.hidden + more)


def _name(cell: Cell) -> tuple[str, ...]:
    key = cell.key
    return (key.area.level, key.area.code, key.period.start.isoformat(), key.period.end.isoformat(), key.measure, key.breakdown_text)


def _without(table: ClearedTable, gone: Callable[[Cell], bool]) -> ClearedTable:
    cells = tuple(
        replace(cell, count=None, denominator=None, value=None, lower=None, upper=None, marker="c", flags=()) if gone(cell) else cell
        for cell in table.cells
    )
    hidden = {cell.key for cell in table.cells if gone(cell)}
    return replace(table, cells=cells, signals=tuple(each for each in table.signals if each.key not in hidden))
