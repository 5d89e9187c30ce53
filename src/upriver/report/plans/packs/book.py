"""A document's own tables as a workbook: one on each sheet, for funders and others who go on working with the numbers."""

from __future__ import annotations

import re
from datetime import date

from upriver.report.html import MARKERS
from upriver.report.sheets.workbook import CONTENTS, COVER, LONGEST_NAME, Entry, Sheet, Workbook, plain
from upriver.words.document import Document, Page, Table, TableCell

WIDTHS = (44, 18)


def book_of(document: Document) -> Workbook:
    """Every table of the document on a sheet of its own, after a cover and contents; its words stay in the document."""
    found = [(page, block) for page in document.pages if page.in_pdf for block in page.blocks if isinstance(block, Table)]
    sheets = [_sheet(at, page, table) for at, (page, table) in enumerate(found, 1)]
    lines = [document.handling, *(f"{label}: {words}" for label, words in document.facts), "[c] hidden, [x] not known or not available: neither is nought."]
    cover = Sheet(COVER, plain(f"{document.title}: {document.partnership}"), tuple((plain(line), "") for line in lines if line), wraps=True)
    rows: list[tuple[Entry, ...]] = [(sheet.name, sheet.title, (float(sheet.count), 0)) for sheet in sheets]
    contents = Sheet(CONTENTS, "Contents", (("Each name in the first column leads to its worksheet.", ""),), ("Worksheet", "What it holds", "Rows"), (34, 90, 10),
                     len(rows), lambda: iter(rows), leads=True, right=frozenset({2}))
    every = (cover, contents, *sheets)
    if document.marking:
        every = tuple(Sheet(each.name, each.title, ((plain(document.marking), ""), *each.lines), each.columns, each.widths, each.count, each.rows, each.leads,
                            each.right, each.wraps) for each in every)
    return Workbook(plain(document.title), document.language, date.fromisoformat(document.as_of), every, plain(document.marking))


def _sheet(at: int, page: Page, table: Table) -> Sheet:
    name = f"{at}_{re.sub(r'[^A-Za-z0-9]+', '_', table.slug).strip('_')}"[:LONGEST_NAME].rstrip("_")
    rows = [tuple(_entry(cell, column.decimals) for cell, column in zip(row, table.columns, strict=True)) for row in table.rows]
    lines = tuple((plain(line), "") for line in (page.title, *table.notes, f"Source: {table.source}" if table.source else "") if line)
    right = frozenset(number for number, column in enumerate(table.columns) if column.decimals is not None)
    widths = tuple(WIDTHS[0] if column.decimals is None else WIDTHS[1] for column in table.columns)
    return Sheet(name, plain(table.caption), lines, tuple(column.name for column in table.columns), widths, len(rows), lambda: iter(rows), right=right)


def _entry(cell: TableCell, decimals: int | None) -> Entry:
    if isinstance(cell.value, (int, float)):
        return (float(cell.value), decimals or 0)
    marks = " ".join(f"[{mark}]" for mark in cell.marker.split(";") if mark in MARKERS)
    return plain(cell.value or marks)
