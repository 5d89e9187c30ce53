"""A register as an Excel workbook to be edited: a header that explains itself, closed lists to choose from."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from upriver.report.sheets.workbook import MADE, plain
from upriver.report.sheets.xlsx import A4, AS_TEXT, FONT
from upriver.words.sharing.sheet import SheetColumn, SheetOf
from upriver.words.text import plural

HELP, LISTS = "How to fill in", "Lists"
SPARE_ROWS = 500
"""Empty rows under each table where the closed lists still help."""
HEADER_AT = 3
"""The header's row, counted from 0: title, what a row is, a blank line, header."""


def register_xlsx(
    title: str, written: Sequence[tuple[SheetOf, Sequence[Mapping[str, str]]]], *, made: date = MADE
) -> bytes:
    """The sheets with their rows as an XLSX file, the same bytes each time.

    Text stays text (a cell that starts with `=` is no formula); each closed list is offered in its cells, and the
    sentence of a column is shown beside it and on the first sheet.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **AS_TEXT})
    book.set_properties({"title": title, "created": datetime.combine(made, time())})
    looks = {
        "title": book.add_format({**FONT, "bold": True, "font_size": 15}),
        "text": book.add_format(FONT),
        "wrap": book.add_format({**FONT, "text_wrap": True, "valign": "top"}),
        "head": book.add_format({**FONT, "bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}),
        "told": book.add_format({**FONT, "font_color": "#505a5f"}),
        "edit": book.add_format({**FONT, "num_format": "@"}),
    }
    sheets = [sheet for sheet, _ in written]
    _help(book.add_worksheet(HELP), title, sheets, looks)
    pages = [book.add_worksheet(sheet.name) for sheet in sheets]
    places = _lists(book.add_worksheet(LISTS), sheets, looks)
    for page, (sheet, rows) in zip(pages, written, strict=True):
        _fill(page, sheet, rows, looks, places)
    book.close()
    return out.getvalue()


def _help(page: Worksheet, title: str, sheets: Sequence[SheetOf], looks: Mapping[str, object]) -> None:
    """What each sheet and column is for, as one table."""
    _set_up(page, (18, 18, 90, 12))
    page.write_string(0, 0, plain(title), looks["title"])
    lines = (
        "Change what is wrong, add rows at the end of a table, and take the file in again: upriver who --from FILE.",
        "Keep the sheets and their headers. If anything is wrong, all faults are told at once and nothing is stored.",
    )
    for at, line in enumerate(lines, 1):
        page.write_string(at, 0, line, looks["text"])
    for column, words in enumerate(("Sheet", "Column", "What it means", "Must be filled")):
        page.write_string(HEADER_AT + 1, column, words, looks["head"])
    row = HEADER_AT + 2
    for sheet in sheets:
        for field in sheet.columns:
            values = f" One of: {', '.join(field.codes)}." if field.codes and not field.told else ""
            several = " Several are parted by semicolons." if field.several else ""
            for column, words in enumerate((sheet.name, field.heading, field.says + values + several, "yes" if field.required else "")):
                page.write_string(row, column, words, looks["wrap"])
            page.set_row(row, 15 * max(1, -(-len(field.says + values + several) // 90)))
            row += 1


def _lists(page: Worksheet, sheets: Sequence[SheetOf], looks: Mapping[str, object]) -> dict[tuple[str, ...], str]:
    """Every closed list as a column; gives where each stands, for the cells that offer it."""
    page.write_string(0, 0, "Closed lists that the other sheets offer", looks["title"])
    places: dict[tuple[str, ...], str] = {}
    for sheet in sheets:
        for field in sheet.columns:
            codes = tuple(field.codes or ())
            if not codes or codes in places:
                continue
            column = len(places)
            page.set_column(column, column, 30)
            page.write_string(HEADER_AT, column, field.heading, looks["head"])
            for row, code in enumerate(codes, HEADER_AT + 1):
                page.write_string(row, column, code, looks["text"])
            letter = chr(ord("A") + column)
            places[codes] = f"={LISTS}!${letter}${HEADER_AT + 2}:${letter}${HEADER_AT + 1 + len(codes)}"
    return places


def _fill(
    page: Worksheet,
    sheet: SheetOf,
    rows: Sequence[Mapping[str, str]],
    looks: Mapping[str, object],
    places: Mapping[tuple[str, ...], str],
) -> None:
    _set_up(page, tuple(column.width for column in sheet.columns))
    page.write_string(0, 0, plain(sheet.title), looks["title"])
    page.write_string(1, 0, plain(f"{sheet.says} {plural(len(rows), 'row')}."), looks["text"])
    for at, column in enumerate(sheet.columns):
        page.write_string(HEADER_AT, at, column.heading, looks["head"])
        _offer(page, at, column, HEADER_AT + len(rows) + SPARE_ROWS, places)
    page.freeze_panes(HEADER_AT + 1, 1)
    page.autofilter(HEADER_AT, 0, HEADER_AT + max(1, len(rows)), len(sheet.columns) - 1)
    for number, row in enumerate(rows, HEADER_AT + 1):
        for at, column in enumerate(sheet.columns):
            if value := plain(row.get(column.name, "")):
                page.write_string(number, at, value, looks["told" if column.told else "edit"])


def _offer(page: Worksheet, at: int, column: SheetColumn, last: int, places: Mapping[tuple[str, ...], str]) -> None:
    """What a cell of the column says when it is entered, and the list that it offers."""
    rule: dict[str, object] = {"validate": "any", "input_title": column.heading[:32], "input_message": column.says[:255]}
    if column.codes and not column.told:
        rule |= {"validate": "list", "source": places[tuple(column.codes)], "error_title": "Not in the list",
                 "error_message": "Choose a value of the list. They are on the sheet Lists."}  # fmt: skip
    page.data_validation(HEADER_AT + 1, at, last, at, rule)


def _set_up(page: Worksheet, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER_AT)
