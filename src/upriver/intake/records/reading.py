"""Reading registers from a workbook: its stamp, its rows, and every fault by sheet, row and column, never with a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from upriver.intake.records.cells import read
from upriver.intake.records.marks import Marks, marks
from upriver.intake.registers import HEADER_WITHIN, MOST_ROWS, _header_faults, _plain, _repeated
from upriver.intake.sheets import _text, _trimmed, _workbook
from upriver.words.refusal import Refusal
from upriver.words.registers.register import RegisterOf
from upriver.words.registers.stamp import COLUMNS, HELP, LISTS, STAMP, Stamp, stamp_read
from upriver.words.sharing.sheet import SheetColumn, SheetFault, SheetOf, SheetRow
from upriver.words.text import listed

BESIDE = (HELP, COLUMNS, LISTS)
"""Sheets of an export that hold no rows."""
ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!", "#CALC!"})


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file holds: rows by register, what is wrong with it, and its stamp (None: it was made by hand)."""

    rows: Mapping[str, tuple[SheetRow, ...]]
    faults: tuple[SheetFault, ...]
    stamp: Stamp | None = None
    form: str = "workbook"
    """workbook, toml or plan."""
    called: tuple[str, Mapping[str, str]] = ("", MappingProxyType({}))
    """For a plan: what its sheet is called, and its heading of each column."""
    passed_over: tuple[int, ...] = ()
    """For a plan: rows that are headings between others."""
    columns_left: tuple[str, ...] = ()
    """For a plan: headings that the mapping doesn't name, so that nothing under them is taken in."""


def read_workbook(path: Path, registers: Sequence[RegisterOf[object]]) -> Taken:
    """The rows of every register that a workbook has a sheet for (XLSX or ODS).

    Raises:
        Refusal: it is no spreadsheet, is damaged, holds macros, or would not fit the bounds.
    """
    if not path.is_file():
        raise Refusal(f"there is no file {path.name}", do="Check the path; nothing was stored.")
    found: dict[str, tuple[SheetRow, ...]] = {}
    faults: list[SheetFault] = []
    with _workbook(path) as book:
        stamp, wrong = _stamp(book, registers)
        faults += wrong
        by_name = {register.sheet.name.casefold(): register for register in registers}
        marked = marks(path)
        for name in book.sheet_names:
            register = by_name.pop(name.strip().casefold(), None)
            if register is not None:
                sheet = book.get_sheet_by_name(name)
                rows, wrong = _sheet(register.sheet, _lines(sheet), marked.get(name, Marks()))
                found[register.slug], faults = rows, faults + wrong
            elif name.strip() not in BESIDE and not _blank(book, name):
                faults.append(SheetFault(name[:31], 0, "", "is a sheet that no register has; give it its former name, or take it out"))
        for register in by_name.values():
            if stamp and (not stamp.only or register.slug in stamp.only):
                faults.append(SheetFault(register.sheet.name, 0, "", "is not there; keep every sheet of the export, empty where there is nothing"))
    if not found and not faults:
        raise Refusal(f"{path.name} has no sheet of a register", do="Its sheets are called as those of `upriver export FILE.xlsx`. A plan of "
                      "your own is taken in with a mapping: upriver import FILE --suggest.")
    return Taken(found, tuple(faults), stamp)


def _lines(sheet: object) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number as the spreadsheet shows it, without what is blank at its end."""
    for number, row in enumerate(sheet.iter_rows(), 1):  # type: ignore[attr-defined]
        yield number, _trimmed([_text(cell).strip() for cell in row])


def _blank(book: object, name: str) -> bool:
    return not any(cells for _, cells in _lines(book.get_sheet_by_name(name)))  # type: ignore[attr-defined]


def _stamp(book: object, registers: Sequence[RegisterOf[object]]) -> tuple[Stamp | None, list[SheetFault]]:
    if HELP not in book.sheet_names:  # type: ignore[attr-defined]
        return None, []
    found = [(number, cells) for number, cells in _lines(book.get_sheet_by_name(HELP))  # type: ignore[attr-defined]
             if cells and cells[0].casefold().startswith(STAMP.casefold())]
    stamps = [(number, stamp_read(cells[1] if len(cells) > 1 else "")) for number, cells in found]
    known = {register.slug for register in registers}
    faults = [SheetFault(HELP, number, STAMP, "can't be read; write it back as the export had it, or export again")
              for number, stamp in stamps if stamp is None or not set(stamp.only) <= known]
    if len(stamps) > 1:
        faults.append(SheetFault(HELP, stamps[1][0], STAMP, "stands there twice; keep that of the export"))
    return (stamps[0][1] if stamps and not faults else None), faults


def _sheet(sheet: SheetOf, lines: Iterator[tuple[int, list[str]]], marked: Marks) -> tuple[tuple[SheetRow, ...], list[SheetFault]]:
    """The rows of one sheet, and what is wrong in it."""
    known = {_plain(column.name): column for column in sheet.columns}
    header: list[str] = []
    above: list[SheetFault] = []
    top = 0
    for number, cells in lines:
        if sum(1 for cell in cells if _plain(cell) in known) >= min(2, len(known)) and "id" in {_plain(cell) for cell in cells}:
            header, top = [_plain(cell) for cell in cells], number
            break
        if sum(1 for cell in cells if cell) > 1:
            above.append(SheetFault(sheet.name, number, "", "stands above the header and wouldn't be read; move it below"))
        if number >= HEADER_WITHIN:
            break
    if not header:
        says = f"has no header: a row with {listed([column.heading for column in sheet.columns], most=4)}"
        return (), [SheetFault(sheet.name, 0, "", says)]
    columns = [known.get(name) for name in header]
    faults = above + _header_faults(sheet, header, known) + list(_marked(sheet, columns, marked, top))
    rows: list[SheetRow] = []
    for number, cells in lines:
        if not any(cells):
            continue
        if len(rows) >= MOST_ROWS:
            raise Refusal(f"the sheet {sheet.name} has more than {MOST_ROWS:,} rows", do="Check that it is the register.")
        row, wrong = _row(sheet, number, cells, columns)
        rows.append(row)
        faults += wrong
    return tuple(rows), faults + list(_repeated(sheet, rows))


def _marked(sheet: SheetOf, columns: Sequence[SheetColumn | None], marked: Marks, top: int) -> Iterator[SheetFault]:
    """Formulas and merged cells: what they show isn't what they hold."""
    for cells, says in ((marked.formulas, "holds a formula; write its value instead"),
                        (marked.merged, "is merged with other cells; part them and fill each")):
        for row, at in cells:
            column = columns[at - 1] if at <= len(columns) else None
            if row > top and column is not None and not column.told:
                yield SheetFault(sheet.name, row, column.heading, says)


def _row(sheet: SheetOf, number: int, cells: Sequence[str], columns: Sequence[SheetColumn | None]) -> tuple[SheetRow, list[SheetFault]]:
    faults = []
    if len(cells) > len(columns):
        faults.append(SheetFault(sheet.name, number, f"column {len(columns) + 1}", "is filled and has no header"))
    given: dict[str, str] = {}
    for at, (text, column) in enumerate(zip(cells, columns, strict=False), 1):
        if column is None and text:
            faults.append(SheetFault(sheet.name, number, f"column {at}", "is filled and has no header"))
        elif column is not None:
            given[column.name] = text
    row, wrong = read_row(sheet, number, given)
    return row, faults + wrong


def read_row(sheet: SheetOf, number: int, given: Mapping[str, str]) -> tuple[SheetRow, list[SheetFault]]:
    """One row's values as they are kept, and what is wrong in each: the one path for sheets, TOML, commands and forms.

    `given` is text by column; a column that isn't given is empty.
    """
    values: dict[str, str] = {}
    faults = []
    for column in sheet.columns:
        text = given.get(column.name, "")
        value, says = ("", "holds an error of the spreadsheet; write the value") if text in ERRORS else read(text, column)
        values[column.name] = value
        if says or (column.required and not text):
            faults.append(SheetFault(sheet.name, number, column.heading, says or "is empty; it must be filled"))
    return SheetRow(number, values), faults
