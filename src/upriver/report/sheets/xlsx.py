"""The tables as an Excel workbook: the same sheets, each table marked up as one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from upriver.report.sheets.ods import MOST_DECIMALS, spoken
from upriver.report.sheets.workbook import Entry, Sheet, Workbook, workbook_of
from upriver.words.cleared import ClearedTable

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT = {"font_name": "Arial", "font_size": 11}
HEADER = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
A4 = 9


def xlsx(
    tables: Sequence[ClearedTable], facts: Sequence[tuple[str, str]], attribution: Sequence[str], **about: Any
) -> bytes:
    """The tables as an XLSX file, the same bytes each time; `about` as for `workbook_of`."""
    return xlsx_of(workbook_of(tables, facts, attribution, **about))


def xlsx_of(book: Workbook, finish: Callable[[Worksheet, Sheet, Format], None] | None = None) -> bytes:
    """A workbook's sheets as an XLSX file; `finish` adds to each sheet what only this format has (lists to choose from).

    It is given the format that keeps what is typed as it is.
    """
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, **AS_TEXT})
    made.set_properties({"title": book.title, "created": datetime.combine(book.made, time())})
    looks = _Looks(made)
    for at, sheet in enumerate(book.sheets):
        page = made.add_worksheet(sheet.name)
        _write(page, sheet, looks, at)
        if book.marking:
            page.set_header("&C" + book.marking.replace("&", "&&"))
        if finish:
            finish(page, sheet, looks.of(num_format="@"))
    made.close()
    return _with_language(out, book)


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, made: xlsxwriter.Workbook) -> None:
        self._made = made
        self._held: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **look: Any) -> Format:
        """The format of that look, on top of the typeface that all share."""
        key = tuple(look.items())
        if key not in self._held:
            self._held[key] = self._made.add_format({**FONT, **look})
        return self._held[key]

    def number(self, decimals: int) -> Format:
        return self.of(num_format="#,##0" + ("." + "0" * decimals if decimals else ""))

    def link(self) -> Format:
        return self.of(font_color="#1d4f91", underline=1)

    def column(self, sheet: Sheet, at: int, **more: Any) -> Format:
        """The text of one column of a table: under numbers set right, after numbers set apart."""
        if at in sheet.right:
            return self.of(align="right", **more)
        if at - 1 in sheet.right:
            return self.of(align="left", indent=1, **more)
        return self.of(text_wrap=True, valign="top", **more) if sheet.wraps and not more else self.of(**more)


def _write(page: Worksheet, sheet: Sheet, looks: _Looks, at: int) -> None:
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width, looks.of())
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&RPage &P of &N")
    page.write_string(0, 0, sheet.title, looks.of(font_size=15, bold=True))
    for row, (words, leads) in enumerate(sheet.lines, start=1):
        if leads:
            page.write_url(row, 0, f"internal:'{leads}'!A1", looks.link(), words)
        elif sheet.columns:
            page.write_string(row, 0, words, looks.of())
        else:
            page.write_string(row, 0, words, looks.of(text_wrap=True, valign="top"))
            _heighten(page, row, (words,), sheet.widths)
    if sheet.columns:
        _mark_up(page, sheet, looks, at)
        _write_rows(page, sheet, looks)


def _write_rows(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    texts = [looks.column(sheet, column) for column in range(len(sheet.columns))]
    numbers = [looks.number(decimals) for decimals in range(MOST_DECIMALS + 1)]
    for row, entries in enumerate(sheet.rows(), start=sheet.header_row):
        for column, entry in enumerate(entries):
            if not isinstance(entry, str):
                page.write_number(row, column, entry[0], numbers[min(entry[1], MOST_DECIMALS)])
            elif sheet.leads and column == 0:
                page.write_url(row, column, f"internal:'{entry}'!A1", looks.link(), entry)
            elif entry:
                page.write_string(row, column, entry, texts[column])
        if sheet.wraps:
            _heighten(page, row, entries, sheet.widths)


def _heighten(page: Worksheet, row: int, entries: Sequence[Entry], widths: Sequence[int]) -> None:
    """Makes a row as high as its longest wrapped text needs: not every program does so by itself."""
    lines = max(-(-len(str(entry)) // width) for entry, width in zip(entries, widths, strict=True))
    if lines > 1:
        page.set_row(row, 15 * lines)


def _mark_up(page: Worksheet, sheet: Sheet, looks: _Looks, at: int) -> None:
    """Marks the header and rows as one table, before they are written: marking writes the header."""
    first = sheet.header_row - 1
    page.add_table(
        first,
        0,
        first + sheet.count,
        len(sheet.columns) - 1,
        {
            "name": f"table_{at}",
            "description": sheet.title,
            "autofilter": False,
            "style": None,
            "columns": [
                {"header": name, "header_format": looks.column(sheet, column, **HEADER)}
                for column, name in enumerate(sheet.columns)
            ],
        },
    )
    page.repeat_rows(first)
    page.set_row(first, 31 if sheet.right else 16)


def _with_language(written: io.BytesIO, book: Workbook) -> bytes:
    """The file with its language stated, which the writer can't: a screen reader chooses its voice by it."""
    out = io.BytesIO()
    with zipfile.ZipFile(written) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in held.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            data = held.read(name)
            if name == "docProps/core.xml":
                said = f"<dc:language>{spoken(book.language)}</dc:language>".encode()
                data = data.replace(b"</cp:coreProperties>", said + b"</cp:coreProperties>")
            new.writestr(info, data, compresslevel=4)
    return out.getvalue()
