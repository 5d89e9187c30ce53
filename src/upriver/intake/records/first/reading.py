"""A plan read through its mapping: every row as a row of the register, or its fault by sheet, row and heading, never a value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from upriver.intake.records import ids
from upriver.intake.records.first.mapping import PlanMapping
from upriver.intake.records.reading import Taken, read_row
from upriver.intake.registers import MOST_ROWS, _repeated
from upriver.intake.sheets import _text, _trimmed, _workbook
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import REGISTERS
from upriver.words.registers.register import RegisterOf
from upriver.words.sharing.profile import DATE_FORMATS
from upriver.words.sharing.sheet import SheetColumn, SheetFault, SheetRow

PARTED = re.compile(r"\s*(?:[;,/\n&+]|\band\b)\s*")
"""What parts several values in a plan's cell."""
_VAGUE = (
    (re.compile(r"(?i)q(?:uarter)? ?[1-4]\b.*|[1-4](?:st|nd|rd|th) quarter.*"), "is a quarter and no day: write its last day, as 2025-12-31, in the plan or in [codes.{}]"),
    (re.compile(r"(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ -]*(?:20)?[0-9]{2}"), "is a month and no day: write its last day in the plan or in [codes.{}]"),
    (re.compile(r"(?:20)?[0-9]{2}(?:[-/](?:20)?[0-9]{2})?"), "is a year and no day: write its last day in the plan or in [codes.{}]"),
    (re.compile(r"(?i)on-?going|continuous|tbc|tba|n/?a|asap|rolling"), "is no day: leave it empty, or say in [codes.{}] what it stands for; \"\" leaves it empty"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a plan as it shows: rows with their number, merged blocks filled, from the first row on."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def sheets_of(path: Path) -> tuple[Sheet, ...]:
    """Every sheet of a plan. What a merged block shows stands in each of its cells below one another.

    Raises:
        Refusal: it is no spreadsheet, or would not fit the bounds.
    """
    if not path.is_file():
        raise Refusal(f"there is no file {path.name}", do="Check the path; nothing was stored.")
    found = []
    with _workbook(path) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = [[_text(cell).strip() for cell in row] for row in sheet.iter_rows()]
            if len(rows) > MOST_ROWS:
                raise Refusal(f"a sheet of {path.name} has more than {MOST_ROWS:,} rows", do="Save the plan's sheet as a file of its own.")
            for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
                for row in range(top + 1, min(bottom + 1, len(rows))):
                    if left < len(rows[row]) and left < len(rows[top]):
                        rows[row][left] = rows[top][left]
            found.append(Sheet(name, tuple((number, tuple(_trimmed(cells))) for number, cells in enumerate(rows, 1))))
    return tuple(found)


def read_plan(path: Path, mapping: PlanMapping) -> Taken:
    """The rows of a plan as those of a register.

    Raises:
        Refusal: the sheet or a heading that the mapping names isn't there.
    """
    register = next(each for each in REGISTERS if each.slug == mapping.register)
    sheet = next((each for each in sheets_of(path) if each.name == mapping.sheet), None)
    if sheet is None:
        raise Refusal(f"{path.name} has no sheet of the name that the mapping gives", do="Mend the line sheet = in the mapping.")
    header = next((cells for number, cells in sheet.rows if number == mapping.header_row), ())
    headings = [_plain(cell) for cell in header]
    places = {name: headings.index(_plain(heading)) for name, heading in mapping.columns.items() if _plain(heading) in headings}
    if lacking := [name for name in mapping.columns if name not in places]:
        raise Refusal(f"row {mapping.header_row} of the sheet has no heading for {', '.join(lacking)}",
                      do="Mend header_row = or the headings under [columns] in the mapping.")
    called = {name: header[at] for name, at in places.items()}
    rows, faults, passed = _rows(register, mapping, sheet, places)
    left = tuple(cell for at, cell in enumerate(header) if cell and at not in places.values())
    return Taken({register.slug: rows}, tuple(faults), None, "plan", called=(sheet.name, called), passed_over=passed, columns_left=left)


def _rows(register: RegisterOf[object], mapping: PlanMapping, sheet: Sheet,
          places: Mapping[str, int]) -> tuple[tuple[SheetRow, ...], list[SheetFault], tuple[int, ...]]:
    columns = {column.name: column for column in register.sheet.columns}
    rows: list[SheetRow] = []
    faults: list[SheetFault] = []
    passed: list[int] = []
    section = ""
    taken: set[str] = set()
    for number, cells in sheet.rows:
        if number <= mapping.header_row or not any(cells):
            continue
        said = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        if _is_heading(cells):
            passed.append(number)
            section = next(cell for cell in cells if cell)
            continue
        given, wrong = _given({**({mapping.section: section} if mapping.section else {}), **said}, mapping, columns)
        given = {**mapping.constants, **{name: value for name, value in given.items() if value or name not in mapping.constants}}
        given["id"] = ids.plain(given["id"]) if given.get("id") else ids.made_from(given, register, taken)
        taken.add(given["id"])
        row, found = read_row(register.sheet, number, given)
        told = {columns[name].heading: says for name, says in wrong.items()}
        faults += [SheetFault(register.sheet.name, number, column, says) for column, says in
                   {**{each.column: each.says for each in found}, **told}.items()]
        rows.append(row)
    return tuple(rows), [*faults, *_repeated(register.sheet, rows)], tuple(passed)


def _is_heading(cells: Sequence[str]) -> bool:
    """A row with one filled cell, or one text in all: a title or the heading of a section."""
    return len({cell for cell in cells if cell}) == 1 and len(cells) >= 1


def _given(said: Mapping[str, str], mapping: PlanMapping, columns: Mapping[str, SheetColumn]) -> tuple[dict[str, str], dict[str, str]]:
    """Their cells in our spelling, and what can't be: words that the mapping doesn't say, and days that are none."""
    given: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name, text in said.items():
        column = columns[name]
        codes = {_plain(theirs): ours for theirs, ours in mapping.codes.get(name, {}).items()}
        if not text:
            continue
        if _plain(text) in codes:
            given[name] = codes[_plain(text)]
        elif column.kind == "date":
            given[name], wrong_ = _day(text, mapping.dates.get(name, ""), name)
            wrong |= {name: wrong_} if wrong_ else {}
        elif column.several:
            given[name] = ";".join(filter(None, (codes.get(_plain(part), part) for part in PARTED.split(text))))
        else:
            given[name] = text
            if (column.known or column.refers) and name in mapping.codes and " " in text:
                wrong[name] = f"is a word that the mapping doesn't say: add it under [codes.{name}], with the id that it stands for{'. No name of a person is kept' if column.known else ''}"
    return given, wrong


def _day(text: str, form: str, name: str) -> tuple[str, str]:
    for each in filter(None, (form, "YYYY-MM-DD")):
        try:
            return datetime.strptime(text.strip(), DATE_FORMATS.get(each, "%Y-%m-%d")).date().isoformat(), ""
        except ValueError:
            continue
    says = next((words for pattern, words in _VAGUE if pattern.fullmatch(text.strip())), "")
    return "", says.format(name) or f"is not a date: write it as YYYY-MM-DD, or say under [dates] how the plan writes {name}"


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").replace("_", " ").casefold().split())


def headers_of(sheet: Sheet, within: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a sheet that could be its header: more than two different filled cells, none of them long."""
    for number, cells in sheet.rows[:within]:
        filled = {cell for cell in cells if cell}
        if len(filled) > 2 and all(len(cell) <= 120 for cell in filled):
            yield number, cells
