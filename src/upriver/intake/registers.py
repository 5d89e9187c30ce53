"""Reading a register back from a spreadsheet: every fault by sheet, row and column, and no row's value in any of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from upriver.intake.sheets import _text, _trimmed, _workbook
from upriver.words.refusal import Refusal
from upriver.words.sharing.sheet import SheetColumn, SheetFault, SheetOf, SheetRow
from upriver.words.text import listed

HEADER_WITHIN = 30
"""The header must stand in one of this many first rows."""
MOST_ROWS = 20_000
"""More rows than any register has: a sheet that claims more is refused."""

Rows = dict[str, tuple[SheetRow, ...]]


def read_register(path: Path, sheets: Sequence[SheetOf]) -> tuple[Rows, tuple[SheetFault, ...]]:
    """The rows of every sheet by its name (XLSX or ODS), and everything that is wrong in their cells.

    Blank rows are passed over; columns and sheets that the register doesn't know are faults, since what stands there
    would be lost. Codes are read in their words too, whatever their case.

    Raises:
        Refusal: it is no spreadsheet, is damaged, holds macros, or would not fit the bounds.
    """
    if not path.is_file():
        raise Refusal(f"there is no file {path.name}", do="Check the path; nothing was stored.")
    found: Rows = {}
    faults: list[SheetFault] = []
    with _workbook(path) as book:
        names = {name.strip().casefold(): name for name in book.sheet_names}
        for sheet in sheets:
            name = names.get(sheet.name.casefold())
            if name is None:
                faults.append(SheetFault(sheet.name, 0, "", "is not there; keep every sheet, empty where there is nothing"))
                found[sheet.name] = ()
                continue
            lines = enumerate(book.get_sheet_by_name(name).iter_rows(), 1)
            grid = ((number, _trimmed([_text(cell) for cell in row])) for number, row in lines)
            found[sheet.name], wrong = _read(sheet, grid)
            faults += wrong
    faults += _dangling(found, sheets)
    return found, tuple(faults)


def _read(sheet: SheetOf, grid: Iterator[tuple[int, list[str]]]) -> tuple[tuple[SheetRow, ...], list[SheetFault]]:
    """The rows of one sheet, and what is wrong in it."""
    known = {_plain(column.name): column for column in sheet.columns}
    header: list[str] = []
    for number, cells in grid:
        if sum(1 for cell in cells if _plain(cell) in known) >= min(2, len(known)):
            header = [_plain(cell) for cell in cells]
            break
        if number >= HEADER_WITHIN:
            break
    if not header:
        says = f"has no header: a row with {listed([column.heading for column in sheet.columns], most=4)}"
        return (), [SheetFault(sheet.name, 0, "", says)]
    faults = _header_faults(sheet, header, known)
    rows: list[SheetRow] = []
    for number, cells in grid:
        if not any(cells):
            continue
        if len(rows) >= MOST_ROWS:
            raise Refusal(f"the sheet {sheet.name} has more than {MOST_ROWS:,} rows", do="Check that it is the register.")
        row, wrong = _row(sheet, number, cells, [known.get(name) for name in header])
        rows.append(row)
        faults += wrong
    return tuple(rows), faults + list(_repeated(sheet, rows))


def _header_faults(sheet: SheetOf, header: Sequence[str], known: Mapping[str, SheetColumn]) -> list[SheetFault]:
    faults = [
        SheetFault(sheet.name, 0, column.heading, "is not there; keep every column")
        for name, column in known.items()
        if name not in header and not column.told
    ]
    for at, name in enumerate(header, 1):
        if name and name not in known:
            faults.append(SheetFault(sheet.name, 0, f"column {at}", "is a column that the register doesn't know; take it out"))
        elif name and header.index(name) != at - 1:
            faults.append(SheetFault(sheet.name, 0, known[name].heading, "stands there twice"))
    return faults


def _row(
    sheet: SheetOf, number: int, cells: Sequence[str], columns: Sequence[SheetColumn | None]
) -> tuple[SheetRow, list[SheetFault]]:
    values = {column.name: "" for column in sheet.columns if not column.told}
    faults = []
    if len(cells) > len(columns):
        faults.append(SheetFault(sheet.name, number, f"column {len(columns) + 1}", "is filled and has no header"))
    for text, column in zip(cells, columns, strict=False):
        if column is None or column.told:
            continue
        value, says = _value(text.strip(), column)
        values[column.name] = value
        if says:
            faults.append(SheetFault(sheet.name, number, column.heading, says))
    for column in sheet.columns:
        told_already = any(fault.column == column.heading for fault in faults)
        if column.required and not column.told and not values[column.name] and not told_already:
            faults.append(SheetFault(sheet.name, number, column.heading, "is empty; it must be filled"))
    return SheetRow(number, values), faults


def _value(text: str, column: SheetColumn) -> tuple[str, str]:
    """A cell's value, and what is wrong with it ("" where nothing is)."""
    if not text:
        return "", ""
    if any(len(part) > column.most for part in (text.split(";") if column.several else (text,))):
        return "", f"is longer than {column.most:,} characters"
    if column.kind == "list":
        by_word = {_plain(word): code for code, words in (column.codes or {}).items() for word in (code, words) if word}
        code = by_word.get(_plain(text))
        return (code, "") if code is not None else ("", f"is not one of {', '.join(column.codes or {})}")
    if column.kind == "date":
        return _day(text)
    if column.kind in ("share", "number"):
        return _number(text, column.kind)
    return text, ""


def _day(text: str) -> tuple[str, str]:
    try:
        return date.fromisoformat(text).isoformat(), ""
    except ValueError:
        return "", "is not a date; write it as YYYY-MM-DD"


def _number(text: str, kind: str) -> tuple[str, str]:
    if kind == "number":
        return (str(int(text)), "") if re.fullmatch(r"[0-9]{1,9}", text) else ("", "is not a whole number")
    share = float(text) if re.fullmatch(r"[0-9]{0,3}(\.[0-9]{0,20})?(e-[0-9]{1,3})?", text, re.IGNORECASE) and re.search("[0-9]", text) else -1.0
    return (text, "") if 0 < share <= 1 else ("", "is not a share: a number above 0 and at most 1")


def _repeated(sheet: SheetOf, rows: Sequence[SheetRow]) -> Iterator[SheetFault]:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row.values[name] for name in sheet.unique)
        if key[0] and (first := seen.setdefault(key, row.number)) != row.number:
            heading = next(column.heading for column in sheet.columns if column.name == sheet.unique[0])
            yield SheetFault(sheet.name, row.number, heading, f"stands in row {first} already")


def _dangling(found: Rows, sheets: Sequence[SheetOf]) -> Iterator[SheetFault]:
    """Cells that name a row of another sheet which isn't there."""
    for sheet in sheets:
        for column in sheet.columns:
            if column.refers is None:
                continue
            there = {row.values[column.refers[1]] for row in found.get(column.refers[0], ())}
            for row in found[sheet.name]:
                if row.values[column.name] and row.values[column.name] not in there:
                    says = f"is no {column.refers[1]} of the sheet {column.refers[0]}"
                    yield SheetFault(sheet.name, row.number, column.heading, says)


def _plain(text: str) -> str:
    """Words as they are compared: small letters, one space, no underscores."""
    return " ".join(text.replace("_", " ").casefold().split())
