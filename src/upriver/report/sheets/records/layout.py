"""What an exported workbook holds: how to edit it and its stamp, what columns mean, a sheet a register, and the lists that are offered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from upriver.words.language.speaking import say
from upriver.words.registers.register import RegisterOf
from upriver.words.registers.slip import Known
from upriver.words.registers.stamp import COLUMNS, HELP, LISTS, STAMP, Stamp
from upriver.words.sharing.sheet import SheetColumn, SheetOf
from upriver.words.text import plural

SPARE_ROWS = 500
"""Empty rows under each table where its lists and questions still help."""
HEADER_ROW = 4
"""The header's row, from 1: title, what a row is, a blank line, header."""
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
"""Signs that no sheet's name may hold."""
Value = str | date | Decimal
Rows = Sequence[tuple[RegisterOf[object], Sequence[Mapping[str, str]]]]


@dataclass(frozen=True, slots=True)
class Offer:
    """What the cells of a column offer and take.

    `kind` is list, date, number, money, length or "" for a message alone. A list's values stand in rows `first` to `last` of a
    column (from 1) of a sheet; where it isn't `strict`, another value is asked about and not refused.
    """

    title: str
    says: str
    kind: str = ""
    sheet: str = ""
    column: int = 0
    first: int = 0
    last: int = 0
    strict: bool = True
    most: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: lines above (A1 is its title), then a table with its header in `header_row` (0: none).

    `links` True where the first column names sheets. `offers` are by column.
    """

    name: str
    lines: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Value, ...], ...]
    header_row: int = HEADER_ROW
    offers: tuple[Offer, ...] = ()
    links: bool = False


def sheet_name(title: str) -> str:
    """A title as a sheet may be called: no sign that spreadsheets refuse, no quote at its ends, 31 letters, and not the name that they keep for themselves."""
    called = " ".join(NOT_IN_A_NAME.sub(" ", title).split()).strip("' ")[:31].strip("' ")
    return called if called and called.casefold() != "history" else say("List")


def laid_out(rows: Rows, *, name: str, stamp: Stamp | None, on: date, as_it_stood: bool, known: Known) -> tuple[Grid, ...]:
    """Every sheet in its order. People stand in it by id alone, and lists of people's ids have no names beside them."""
    registers = [register for register, _ in rows]
    lists, places = _lists(registers, known)
    heights = {register.sheet.name: len(held) for register, held in rows}
    pages = tuple(_page(register.sheet, held, places, heights) for register, held in rows)
    return (_help(rows, name, stamp, on, as_it_stood), _columns(registers), *pages, lists)


def _help(rows: Rows, name: str, stamp: Stamp | None, on: date, as_it_stood: bool) -> Grid:
    when = f"as they stood at the end of {on.isoformat()}" if as_it_stood else f"on {on.isoformat()}"
    lines: tuple[tuple[str, ...], ...] = (
        (f"Registers of {name}",),
        (f"The partnership's own records {when}: one sheet a register, one row a record.",),
        ("It isn't for publication: numbers of people in it haven't passed the lock. Keep it as you keep partners' data.",),
        ("Change what is wrong, and add rows under the last one of a sheet. A new row needs an id of its own; an id never changes.",),
        ("Take the file in again: upriver import FILE. Anything wrong is told at once, by sheet, row and column, and nothing is stored.",),
        ("Others may edit their own copy meanwhile: what each of you changed is put together, and you are told where you both changed one cell.",),
        ("Deleting a row here takes nothing out, unless the file is taken in with --remove-missing.",),
        ("Keep every sheet and column. Write days as 2026-03-31, money in pounds, and several values with semicolons between them.",),
        ("People stand here by id alone. Write no person's name in any cell.",),
        ("",),
        (STAMP, str(stamp) if stamp else ""),
        ("Leave the stamp as it is: it says what this file was made from.",),
        ("",),
    )
    listed = tuple((register.sheet.name, register.sheet.says, Decimal(len(held))) for register, held in rows)
    return Grid(HELP, lines, ("Sheet", "What a row is", "Rows"), (26, 90, 10), listed, len(lines) + 1, links=True)


def _columns(registers: Sequence[RegisterOf[object]]) -> Grid:
    rows = []
    for register in registers:
        for column in register.sheet.columns:
            words = column.says
            if column.codes:
                words += " One of: " + "; ".join(told for told in column.codes.values()) + "."
            words += " Several are parted by semicolons." if column.several else ""
            words += f" An id of the sheet {column.refers[0]}." if column.refers else ""
            rows.append((register.sheet.name, column.heading, words, "yes" if column.required else ""))
    lines = (("What each column means",), ("Columns that must be filled say so.",), ("",))
    return Grid(COLUMNS, lines, ("Sheet", "Column", "What it means", "Must be filled"), (22, 20, 100, 14), tuple(rows), links=True)


def _lists(registers: Sequence[RegisterOf[object]], known: Known) -> tuple[Grid, dict[object, Offer]]:
    """Every list as a column, the words of its ids in the next; and where each stands."""
    headings: list[str] = []
    filled: list[list[str]] = []
    places: dict[object, Offer] = {}

    def add(key: object, heading: str, values: Sequence[str], strict: bool) -> None:
        headings.append(heading)
        filled.append(list(values))
        places[key] = Offer("", "", "list", LISTS, len(filled), HEADER_ROW + 1, HEADER_ROW + len(values), strict)

    for register in registers:
        for column in register.sheet.columns:
            if column.codes and tuple(column.codes) not in places:
                add(tuple(column.codes), column.heading, [short(words) for words in column.codes.values()], True)
            there = known.lists.get(column.known, {})
            if column.known and there and column.known not in places:
                add(column.known, f"Ids of {column.known}", list(there), False)
                if any(there.values()):
                    headings.append("What it is")
                    filled.append(list(there.values()))
    rows = tuple(tuple(column[at] if at < len(column) else "" for column in filled) for at in range(max(map(len, filled), default=0)))
    lines = (("Lists that the other sheets offer",), ("They are for choosing from; nothing that is changed here is taken in.",), ("",))
    return Grid(LISTS, lines, tuple(headings), tuple(40 if heading == "What it is" else 26 for heading in headings), rows), places


def _page(sheet: SheetOf, held: Sequence[Mapping[str, str]], places: Mapping[object, Offer], heights: Mapping[str, int]) -> Grid:
    offers = tuple(_offer(column, places, heights) for column in sheet.columns)
    rows = tuple(tuple(value_of(row.get(column.name, ""), column) for column in sheet.columns) for row in held)
    lines = ((sheet.title,), (f"{sheet.says} {plural(len(held), 'row')}.",), ("",))
    widths = tuple(max(column.width, 8 + len(column.heading) // 2) for column in sheet.columns)
    return Grid(sheet.name, lines, tuple(column.heading for column in sheet.columns), widths, rows, offers=offers)


def _offer(column: SheetColumn, places: Mapping[object, Offer], heights: Mapping[str, int]) -> Offer:
    title, says = column.heading[:32], (("Needed. " if column.required else "") + column.says)[:250]
    if column.several:
        return Offer(title, f"{says} Several are parted by semicolons."[:250])
    if column.codes:
        found = places[tuple(column.codes)]
    elif column.refers and column.refers[0] in heights:
        found = Offer("", "", "list", column.refers[0], 1, HEADER_ROW + 1, HEADER_ROW + heights[column.refers[0]] + SPARE_ROWS, False)
    elif column.known and column.known in places:
        found = places[column.known]
    elif column.kind in ("date", "number", "money"):
        return Offer(title, says, column.kind)
    else:
        return Offer(title, says, "length", most=60 if column.name == "id" else column.most)
    return Offer(title, says, "list", found.sheet, found.column, found.first, found.last, found.strict)


def short(words: str) -> str:
    """The words of a code as a list offers them: up to the colon, after which they explain themselves."""
    return words.partition(":")[0].strip()


def value_of(text: str, column: SheetColumn) -> Value:
    """A kept value as its cell holds it: days and numbers as such where nothing of them is lost, codes in words."""
    if not text:
        return ""
    if column.codes:
        return ";".join(short(column.codes.get(part, part)) for part in (text.split(";") if column.several else [text]))
    if column.several:
        return text.replace(";", "; ")
    try:
        if column.kind == "date":
            return date.fromisoformat(text)
        if column.kind in ("number", "money"):
            number = Decimal(text)
            return number if number.is_finite() and Decimal(repr(float(number))) == number else text
    except (ValueError, InvalidOperation):
        pass
    return text
