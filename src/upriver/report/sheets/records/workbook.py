"""Laid-out registers as an Excel workbook, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from upriver.report.drawing.svg import clean
from upriver.report.sheets.records.layout import SPARE_ROWS, Grid, Offer, Value
from upriver.report.sheets.registers import _set_up
from upriver.report.sheets.xlsx import AS_TEXT, FONT

TALLEST = 8
"""Lines that a row shows at most: a foreword of a page doesn't push its neighbours off the screen."""
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)


def xlsx(grids: Sequence[Grid], *, title: str, made: date) -> bytes:
    """The sheets as an XLSX file. Text stays text (a cell that starts with `=` is no formula); days and numbers are such."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **AS_TEXT})
    book.set_properties({"title": title, "created": datetime.combine(made, time())})
    looks = {
        "title": book.add_format({**FONT, "bold": True, "font_size": 15}),
        "text": book.add_format(FONT),
        "link": book.add_format({**FONT, "font_color": "#1d4f91", "underline": 1, "valign": "top"}),
        "head": book.add_format({**FONT, "bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}),
        "words": book.add_format({**FONT, "num_format": "@", "text_wrap": True, "valign": "top"}),
        "date": book.add_format({**FONT, "num_format": "yyyy-mm-dd", "valign": "top", "align": "left", "indent": 1}),
        "number": book.add_format({**FONT, "num_format": "0.######", "valign": "top"}),
        "money": book.add_format({**FONT, "num_format": "#,##0.00", "valign": "top"}),
        "whole": book.add_format({**FONT, "num_format": "0", "valign": "top"}),
    }
    for grid in grids:
        _write(book.add_worksheet(grid.name), grid, looks)
    book.close()
    return out.getvalue()


def _write(page: Worksheet, grid: Grid, looks: dict[str, Format]) -> None:
    _set_up(page, grid.widths)
    for row, line in enumerate(grid.lines):
        for column, words in enumerate(line):
            if words:
                page.write_string(row, column, clean(words), looks["text" if row else "title"])
    top = grid.header_row - 1
    for column, heading in enumerate(grid.headings):
        page.write_string(top, column, heading, looks["head"])
    for column, offer in enumerate(grid.offers):
        page.set_column(column, column, grid.widths[column], looks[_look(offer)])
        page.data_validation(top + 1, column, top + len(grid.rows) + SPARE_ROWS, column, _rule(offer))
    page.repeat_rows(top)
    if grid.offers:
        page.freeze_panes(top + 1, 1)
        page.autofilter(top, 0, top + max(1, len(grid.rows)), len(grid.headings) - 1)
    for number, values in enumerate(grid.rows, top + 1):
        for column, value in enumerate(values):
            _cell(page, number, column, value, looks, _look(grid.offers[column]) if grid.offers else "words", link=grid.links and not column)
        lines = max((_lines(value, width) for value, width in zip(values, grid.widths, strict=True)), default=1)
        if lines > 1:
            page.set_row(number, 15 * min(lines, TALLEST))


def _cell(page: Worksheet, row: int, column: int, value: Value, looks: dict[str, Format], look: str, *, link: bool) -> None:
    if isinstance(value, Decimal):
        page.write_number(row, column, float(value), looks[look if look in ("money", "number") else "whole"])
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime.combine(value, time()), looks["date"])
    elif link:
        page.write_url(row, column, f"internal:'{value}'!A1", looks["link"], value)
    elif value:
        page.write_string(row, column, clean(value), looks["words"])


def _look(offer: Offer) -> str:
    return {"date": "date", "number": "number", "money": "money"}.get(offer.kind, "words")


def _lines(value: Value, width: int) -> int:
    return sum(-(-len(line) // max(1, width)) or 1 for line in value.split("\n")) if isinstance(value, str) else 1


def _rule(offer: Offer) -> dict[str, object]:
    """What a cell says when it is entered, what it offers, and what it says of a value that doesn't fit."""
    rule: dict[str, object] = {"validate": "any", "input_title": offer.title, "input_message": offer.says}
    if offer.kind == "list":
        cells = xl_range_abs(offer.first - 1, offer.column - 1, max(offer.first, offer.last) - 1, offer.column - 1)
        rule |= {"validate": "list", "source": f"='{offer.sheet}'!{cells}", "error_title": "Not in the list",
                 "error_message": "Choose a value of the list." if offer.strict else "It isn't there yet. Keep it only where you add it too.",
                 "error_type": "stop" if offer.strict else "warning"}
    elif offer.kind == "date":
        rule |= {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": LATEST, "error_title": "Not a day",
                 "error_message": "Write a day as 2026-03-31."}
    elif offer.kind in ("number", "money"):
        rule |= {"validate": "integer" if offer.kind == "number" else "decimal", "criteria": ">=", "value": 0,
                 "error_title": "Not a number", "error_message": "Write a number from 0 up, without words."}
    elif offer.kind == "length":
        rule |= {"validate": "length", "criteria": "<=", "value": offer.most, "error_title": "Too long",
                 "error_message": f"At most {offer.most:,} characters."}
    return rule
