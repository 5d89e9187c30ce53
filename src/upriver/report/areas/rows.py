"""A small table of single figures: what, how much with its interval, when, and how to read it."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.coded import year_words
from upriver.report.drawn import explain_of
from upriver.report.story import shown
from upriver.words.cleared import Cell
from upriver.words.document import Column, Table, TableCell
from upriver.words.text import number

Row = tuple[str, Cell, str, str]
"""What it is, its cell, what follows the number (as %), and how to read it."""


def single_figures(slug: str, caption: str, rows: Sequence[Row], table: str, source: str, notes: tuple[str, ...] = ()) -> Table:
    """One row for each figure. Their units differ, so each number is written with its own interval and decimals."""
    columns = (Column("What"), Column("How much"), Column("95% interval"), Column("When"), Column("How to read it"))
    body = tuple(
        (
            TableCell(what),
            TableCell(_with(cell, after)),
            TableCell(_interval(cell, after)),
            TableCell(year_words(cell.key.period)),
            TableCell(reading),
        )
        for what, cell, after, reading in rows
    )
    return Table(slug, caption, columns, body, notes, source, explain_of(table))


def _with(cell: Cell, after: str) -> str:
    if cell.value is None and cell.marker.startswith("c"):
        return "hidden, too few"
    return "not available" if cell.value is None else f"{shown(cell)}{after}"


def _interval(cell: Cell, after: str) -> str:
    if cell.value is None or cell.lower is None or cell.upper is None:
        return "none"
    return f"{number(cell.lower, cell.decimals)}{after} to {number(cell.upper, cell.decimals)}{after}"
