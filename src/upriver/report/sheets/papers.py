"""The tables of a paper as ODS: a sheet each, with the paper's own words on the first."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.sheets.ods import ods_of
from upriver.report.sheets.workbook import LONGEST_NAME, MADE, Entry, Sheet, Workbook, plain
from upriver.words.document import Bullets, Callout, Heading, Paragraph, Table
from upriver.words.sharing.paper import Paper


def paper_ods(paper: Paper) -> bytes:
    """The paper's words as one sheet, then each of its tables as one of its own; the same bytes each time."""
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    words = Sheet("About", plain(paper.title), tuple((plain(line), "") for line in _lines(paper)), wraps=True)
    return ods_of(Workbook(plain(paper.title), paper.lang, MADE, (words, *(_sheet(table, at) for at, table in enumerate(tables, 1)))))


def _lines(paper: Paper) -> Iterator[str]:
    yield paper.summary
    for block in paper.blocks:
        if isinstance(block, Heading | Paragraph | Callout):
            yield block.text
        elif isinstance(block, Bullets):
            yield from block.items


def _sheet(table: Table, at: int) -> Sheet:
    columns = tuple(plain(column.name) for column in table.columns)

    def rows() -> Iterator[tuple[Entry, ...]]:
        for row in table.rows:
            yield tuple(
                (float(cell.value), column.decimals or 0) if isinstance(cell.value, int | float) else plain(str(cell.value or ""))
                for cell, column in zip(row, table.columns, strict=True)
            )

    words = table.caption.partition(":")[0]
    name = f"{at} {''.join(letter for letter in words if letter.isalnum() or letter == ' ')}"[:LONGEST_NAME].strip()
    numbers = frozenset(place for place, column in enumerate(table.columns) if column.decimals is not None)
    return Sheet(name, plain(table.caption), tuple((plain(note), "") for note in table.notes), columns, tuple(24 for _ in columns),
                 len(table.rows), rows, right=numbers)
