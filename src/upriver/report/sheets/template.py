"""The template of a feed as a spreadsheet: a sheet to fill in, what each column means, and the lists to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from upriver.report.sheets.ods import letter, ods_of
from upriver.report.sheets.workbook import MADE, Entry, Sheet, Workbook
from upriver.report.sheets.xlsx import xlsx_of

FILL, MEANING, LISTS = "Fill in", "Columns", "Lists"
LAST = 100_000
"""The row down to which a cell offers its list."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One column of a template: its heading, what goes into it, whether it must be there, and the values it may hold."""

    heading: str
    says: str
    must: str
    codes: tuple[str, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    """Values that have a sentence of their own, as the numbers of a form."""


def template(kind: str, title: str, columns: Sequence[Asked], rows: Sequence[tuple[str, ...]], *, made_up: bool) -> bytes:
    """The template as `xlsx` or `ods`; the same columns and rows give the same bytes. `made_up` says whether the rows are.

    The first sheet can be sent back as it is: whoever reads it knows the header by its columns. Every cell is text, so
    that no program turns a reference into a number or a date round. In XLSX a column with codes offers them as a list;
    another value is warned of and let through, since a partner's own codes are mapped later.
    """
    sheets = [_fill_in(title, columns, rows, made_up), _meaning(title, columns)]
    if any(column.codes for column in columns):
        sheets.append(_lists(columns))
    book = Workbook(title, "en", MADE, tuple(sheets))
    if kind == "ods":
        return ods_of(book)
    return xlsx_of(book, lambda page, sheet, as_typed: _offer(page, sheet, as_typed, columns))


def _fill_in(title: str, columns: Sequence[Asked], rows: Sequence[tuple[str, ...]], made_up: bool) -> Sheet:
    lines = ["One row each, below the headings. Leave a cell empty where it isn't known; never guess, never write nought for missing.",
             f"The sheet {MEANING} says what goes where. No names, dates of birth, full postcodes or numbers of persons."]
    if made_up:
        lines.append("The rows below are made up: write over them or delete them.")
    held: list[tuple[Entry, ...]] = [*rows] or [("",) * len(columns)]
    widths = tuple(
        min(max(14, len(column.heading) + 2, *(len(str(row[at])) + 2 for row in held), *(len(code) + 2 for code in column.codes)), 40)
        for at, column in enumerate(columns)
    )
    return Sheet(FILL, title, tuple((line, "") for line in lines), tuple(column.heading for column in columns), widths,
                 len(held), lambda: held)


def _meaning(title: str, columns: Sequence[Asked]) -> Sheet:
    told: list[tuple[Entry, ...]] = []
    for column in columns:
        told.append((column.heading, column.says, column.must))
        told += [(f"  {value}", says, "") for value, says in column.told]
    return Sheet(MEANING, f"{title}: the columns", (("What each column holds.", ""),),
                 ("Column", "What it holds", "Filled"), (34, 90, 16), len(told), lambda: told, wraps=True)


def _lists(columns: Sequence[Asked]) -> Sheet:
    coded = [column for column in columns if column.codes]
    longest = max(len(column.codes) for column in coded)
    held: list[tuple[Entry, ...]] = [
        tuple(column.codes[row] if row < len(column.codes) else "" for column in coded) for row in range(longest)
    ]
    widths = tuple(min(max(*(len(code) for code in column.codes), len(column.heading), 12) + 2, 40) for column in coded)
    return Sheet(LISTS, "The lists to choose from", (("One column for each list.", ""),),
                 tuple(column.heading for column in coded), widths, longest, lambda: held)


def _offer(page: Worksheet, sheet: Sheet, as_typed: Format, columns: Sequence[Asked]) -> None:
    """Keep what is typed as it is, keep the headings in sight, and offer each column's list."""
    if sheet.name != FILL:
        return
    first = sheet.header_row
    page.freeze_panes(first, 0)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{LAST}"})
    coded = [column for column in columns if column.codes]
    for at, (column, width) in enumerate(zip(columns, sheet.widths, strict=True)):
        page.set_column(at, at, width, as_typed)
        if column.codes:
            place, top = coded.index(column), 4
            page.data_validation(first, at, LAST, at, {
                "validate": "list", "source": f"={LISTS}!${letter(place + 1)}${top}:${letter(place + 1)}${top + len(column.codes) - 1}",
                "error_type": "warning", "error_title": "Not in the list",
                "error_message": "Keep it if it is your own code: it is mapped later. Else choose from the list.",
            })
