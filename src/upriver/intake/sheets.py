"""Spreadsheets (XLSX, ODS): what tables their sheets hold, and one sheet written out as CSV, within bounds.

A tiny file can claim a cell in the millionth row of the last column, or one cell repeated a billion times. So the
package is read through once, in blocks, before any of it is laid out in memory. Macros are refused, not run.
"""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from upriver.intake.opening import ALWAYS_ROOM, DENSEST
from upriver.intake.recognising import MOST_COLUMNS, PREAMBLE_LINES, Header
from upriver.words.checks import PHONE, names_identifier
from upriver.words.refusal import Refusal

MOST_CELLS = 8_000_000
"""The most cells of one sheet: 36,000 small areas by 187 columns are 6.7 million."""
LARGEST_PART = 512 * 2**20
MOST_SHEETS = 60
_BLOCK = 2**20
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,9})["']""")
_TOKEN = re.compile(rb"""<(/?)table:(table|table-row|table-cell|covered-table-cell)"""
                    rb"""((?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?)>""")
_REPEATED = re.compile(rb"""number-(?:columns|rows)-repeated\s*=\s*["']([0-9]{1,12})["']""")
_BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError,
           CalamineError)


def sheet_headers(path: Path) -> tuple[Header, ...]:
    """What could be the header of each sheet: every one of its first rows with more than one filled cell.

    `skip_lines` of a header is the number of rows above it in its sheet.

    Raises:
        Refusal: it is no spreadsheet, is damaged, holds macros, or would not fit the bounds.
    """
    found = []
    with _workbook(path) as book:
        for name in book.sheet_names[:MOST_SHEETS]:
            for skip, row in enumerate(_first(book.get_sheet_by_name(name).iter_rows(), PREAMBLE_LINES)):
                columns = _trimmed([_text(cell) for cell in row])
                if sum(1 for column in columns if column) > 1 and len(columns) <= MOST_COLUMNS:
                    found.append(Header("sheet", tuple(columns), skip_lines=skip, sheet=name))
    return tuple(found)


def sheet_to_csv(path: Path, sheet: str, skip_rows: int, into: Path) -> int:
    """Write one sheet from its header down as UTF-8 CSV, blank rows left out; gives the rows below the header.

    Raises:
        Refusal: as `sheet_headers`; also where the sheet isn't there.
    """
    with _workbook(path) as book, into.open("w", encoding="utf-8", newline="") as out:
        if sheet not in book.sheet_names:
            raise Refusal(f"{path.name} has no sheet of the name that was found", do="Send the file again.")
        writer, width, written = csv.writer(out, lineterminator="\n"), 0, -1
        for number, row in enumerate(book.get_sheet_by_name(sheet).iter_rows()):
            cells = _trimmed([_text(cell) for cell in row])
            if number < skip_rows or not cells:
                continue
            width = width or len(cells)
            writer.writerow(cells + [""] * (width - len(cells)))
            written += 1
    return max(written, 0)


def check_other_sheets(path: Path, sheet: str) -> None:
    """Refuse a workbook that would carry what identifies a person out on a sheet nobody reads, as a hidden one.

    Raises:
        Refusal: names the sheet by its place and the row, never a value; also as `sheet_headers`.
    """
    with _workbook(path) as book:
        for place, name in enumerate(book.sheet_names, 1):
            if name == sheet:
                continue
            for number, row in enumerate(book.get_sheet_by_name(name).iter_rows(), 1):
                # Our own templates say on such a sheet that no date of birth is asked for; official ones say whom to ring.
                wrong = names_identifier(" | ".join(text for text in map(_text, row) if text), but=("birth_date", PHONE))
                if wrong:
                    raise Refusal(f"sheet {place} of the workbook, which isn't read, {wrong.partition(';')[0]} (row {number})",
                                  do="Send the sheet that is asked for in a file of its own, as CSV.")


def _first(rows: Iterable[Any], how_many: int) -> Iterator[Any]:
    for _, row in zip(range(how_many), rows, strict=False):
        yield row


@contextmanager
def _workbook(path: Path) -> Iterator[CalamineWorkbook]:
    """An opened spreadsheet whose package was looked through first; every failure of reading is one refusal."""
    try:
        _look_through(path)
        with closing(CalamineWorkbook.from_path(str(path))) as book:
            yield book
    except _BROKEN:
        raise Refusal(f"{path.name} is a spreadsheet that can't be read: cut short, damaged or locked",
                      do="Save it again as XLSX, ODS or CSV; nothing was stored.") from None


def _look_through(path: Path) -> None:
    """Read every part of the package once, in blocks, and refuse what would not fit.

    A part that is longer than it says ends in a wrong checksum here, before anything else reads it.
    """
    with zipfile.ZipFile(path) as package:
        entries = package.infolist()
        names = [entry.filename for entry in entries]
        if any(_is_macro(name) for name in names):
            raise Refusal(f"{path.name} holds macros", do="Save it as XLSX, ODS or CSV, without macros.")
        for entry in entries:
            if entry.file_size > min(LARGEST_PART, max(DENSEST * entry.compress_size, ALWAYS_ROOM)):
                raise Refusal(f"{path.name} unpacks to far more than it holds", do="Don't use this file.")
        for entry in entries:
            extent = _extent_of(entry.filename)
            with package.open(entry) as stream:
                while block := stream.read(_BLOCK):
                    extent.feed(block)
                    if extent.cells > MOST_CELLS:
                        raise Refusal(f"{path.name} has a sheet of more than {MOST_CELLS:,} cells",
                                      do="Save the sheet that is needed as CSV.")


def _is_macro(name: str) -> bool:
    low = name.casefold()
    return low.endswith("vbaproject.bin") or low.startswith(("xl/macrosheets/", "basic/", "scripts/"))


def _extent_of(name: str) -> _Extent:
    if name.casefold().endswith("content.xml"):
        return _OdsExtent()
    return _XlsxExtent() if "worksheets/" in name.casefold() else _Extent()


@dataclass
class _Extent:
    """How many cells a part would take when it is laid out; counts nothing by itself."""

    cells: int = 0
    rest: bytes = b""

    def feed(self, block: bytes) -> None:
        """Look at the next block of the part."""


@dataclass
class _XlsxExtent(_Extent):
    """The last row by the last column that any cell names."""

    rows: int = 0
    columns: int = 0

    def feed(self, block: bytes) -> None:
        whole = self.rest + block
        self.rest = whole[-64:]
        for letters, row in set(_CELL.findall(whole)):
            self.rows = max(self.rows, int(row))
            self.columns = max(self.columns, _column_number(letters))
        self.cells = self.rows * self.columns


@dataclass
class _OdsExtent(_Extent):
    """The last filled row by the last filled column of each table, repeats counted."""

    row: int = 0
    width: int = 0
    filled: int = 0
    repeat: int = 1
    last_row: int = 0
    last_column: int = 0

    def feed(self, block: bytes) -> None:
        whole = self.rest + block
        end = 0
        for token in _TOKEN.finditer(whole):
            end = token.end()
            self._token(token.group(1) == b"/", token.group(2), token.group(3))
        opened = whole.rfind(b"<", end)
        self.rest = whole[opened:] if opened >= 0 else b""
        if len(self.rest) > 2 * _BLOCK:
            self.cells = MOST_CELLS + 1  # one mark-up of two megabytes is no table

    def _token(self, closing: bool, kind: bytes, attributes: bytes) -> None:
        found = _REPEATED.search(attributes)
        times = int(found.group(1)) if found else 1
        if kind == b"table":
            self.row = self.last_row = self.last_column = 0
        elif kind == b"table-row" and not closing:
            self.width = self.filled = 0
            self.repeat = times
            if attributes.endswith(b"/"):
                self.row += times
        elif kind == b"table-row":
            self.row += self.repeat
            if self.filled:
                self.last_row, self.last_column = self.row, max(self.last_column, self.filled)
                self.cells = max(self.cells, self.last_row * self.last_column)
        elif not closing:
            self.width += times
            if b"value" in attributes or b"formula" in attributes:
                self.filled = self.width


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _trimmed(cells: list[str]) -> list[str]:
    """Cells without the blank ones at the end."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(cell: object) -> str:
    """A cell as CSV would have it: whole numbers without a point, dates as YYYY-MM-DD."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell).replace("\r", "\n")
