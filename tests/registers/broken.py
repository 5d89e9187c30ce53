"""A hundred and more ways to break an export, each with the place at which it must be refused."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from registers.plans import Book, Edit

from upriver.words.registers.plan import REGISTERS
from upriver.words.sharing.sheet import SheetColumn

SECRET = "zqxjv"
"""Stands in every wrong value, so that a message that repeated one would show it."""
FILLED = {"Strategies": ("s1",), "Priorities": ("knives", "nights"), "Actions": ("a1", "a2"), "Milestones": ("m1", "m2"), "Money": ("f1",),
          "Provider returns": ("r1",), "Requests": ("q1",)}
"""Rows that may be changed; those of meetings may not."""
BY_KIND: dict[str, tuple[tuple[str, Any], ...]] = {
    "list": (("no code of the list", SECRET),),
    "date": (("words for a day", f"spring {SECRET}"), ("a day that isn't", "2026-02-31"), ("a day the other way round", "31/03/2026"),
             ("a year of a slip", "0205-03-31")),
    "number": (("half a person", 2.5), ("a number below zero", -4), ("words for a number", f"about {SECRET}")),
    "money": (("money below zero", -12.5), ("words for money", f"twelve {SECRET}")),
}


def edits() -> dict[str, Edit]:
    """Every broken edit by what it does: by the kind of each column, then those of whole sheets, rows and files."""
    chance = random.Random(20260201)
    made: dict[str, Edit] = {}
    for register in REGISTERS:
        rows = FILLED.get(register.sheet.name, ())
        for column in register.sheet.columns if rows else ():
            ident = chance.choice(rows)
            for says, value in _wrong(column):
                made[f"{register.sheet.name}, {column.heading}: {says}"] = _set(register.sheet.name, ident, column.heading, value)
    return {**made, **dict(_between()), **dict(_whole())}


def _wrong(column: SheetColumn) -> Iterator[tuple[str, Any]]:
    yield from BY_KIND.get(column.kind, ())
    if column.name == "id":
        return
    if column.required:
        yield "emptied", ""
    if column.refers:
        yield "a row that isn't there", f"{SECRET}-9"
    if column.known:
        yield "none that is known", f"{SECRET} 9"
    if column.kind == "text" and not column.refers and not column.known:
        yield "too long", SECRET * column.most


def _set(sheet: str, ident: str, heading: str, value: Any) -> Edit:
    return lambda book: book.set(sheet, ident, heading, value)


def _between() -> Iterator[tuple[str, Edit]]:
    """What is wrong between values."""
    yield "an action that ends before it starts", _set("Actions", "a1", "Due", "2025-03-01")
    yield "a strategy that ends before it starts", _set("Strategies", "s1", "Ends", "2025-03-01")
    yield "an answer asked for before the question", _set("Requests", "q1", "Reply by", "2025-04-01")
    yield "a return that ends before it begins", _set("Provider returns", "r1", "Period to", "2025-03-01")
    yield "more within 28 days than started", _set("Provider returns", "r1", "Within 28 days", 31)
    yield "a group in the row of everybody", _set("Provider returns", "r1", "Group", "girls")
    yield "a calendar year of money", _set("Money", "f1", "Year", "2025")
    yield "a financial year that skips one", _set("Money", "f1", "Year", "2025-27")
    yield "a lead by name", _set("Actions", "a1", "Lead", f"Norsea {SECRET} Police")
    yield "one wrong id among several", _set("Actions", "a1", "Supporting", f"council-1; {SECRET}")
    yield "an NHS number in the words", _set("Actions", "a1", "Progress", f"asked about 943 476 5919 {SECRET}")
    yield "an e-mail address in the words", _set("Actions", "a1", "Progress", f"ask {SECRET}@example.org")
    yield "a person's name in the words", _set("Actions", "a2", "Next step", "Mr Zqxjv calls back")
    yield "a spreadsheet's error", _set("Actions", "a1", "Title", "#REF!")
    yield "a sign that is no text", _set("Actions", "a1", "Title", f"turned \u202e{SECRET}")


def _whole() -> Iterator[tuple[str, Edit]]:
    """What is wrong with rows, columns, sheets and the stamp."""
    yield "an id that is there twice", _to_row("Actions", "a2", "Id", "a1")
    yield "an id in capitals", _to_row("Actions", "a2", "Id", "A2")
    yield "an id with a space", _to_row("Milestones", "m1", "Id", f"m {SECRET}")
    yield "an id emptied", _to_row("Milestones", "m1", "Id", "")
    yield "an id changed", _to_row("Actions", "a1", "Id", f"new-{SECRET}")
    yield "a row that never changes, changed", _set("Decisions", "d1", "Reason", f"{SECRET}")
    yield "a meeting moved to another day", _set("Meetings", "b1", "Held on", "2025-07-02")
    yield "a new row without a title", lambda book: ("Actions", book.add("Actions", id="a9", status="Planned"), "Title")
    yield "a new row for no priority", lambda book: ("Actions", book.add("Actions", id="a9", title="More", status="Planned", priority=SECRET), "Priority")
    yield "a new attendance of nobody", lambda book: ("Attendance", book.add("Attendance", id="x", meeting="b1", authority="police-1", attended="Attended",
                                                                             person=SECRET), "Person")
    yield "a formula in place of a value", _formula("Money", "f1", "Planned")
    yield "a formula in place of an id", _formula("Actions", "a1", "Id")
    yield "merged cells down a column", _merged("Actions", "a1", "Lead", 1, 0)
    yield "merged cells along a row", _merged("Actions", "a1", "Title", 0, 1)
    yield "a column taken out", _column("Actions", "Status", lambda book, at: [cells.pop(at) for cells in book.sheets["Actions"]])
    yield "a column that may be empty taken out", _column("Actions", "Boards", lambda book, at: [cells.pop(at) for cells in book.sheets["Actions"]])
    yield "a heading renamed", _heading
    yield "a column more", _more_columns
    yield "a heading twice", _twice
    yield "a value beyond the last heading", _beyond
    yield "a sheet deleted", lambda book: (book.sheets.pop("Milestones") and "Milestones", 0, "")
    yield "a sheet with rows of others deleted", lambda book: (book.sheets.pop("Actions") and "Actions", 0, "")
    yield "a sheet renamed", _renamed
    yield "a sheet more, with names", _sheet_more
    yield "the header moved under the rows", _header_down
    yield "the header taken out", _no_header
    yield "the header moved far down", _far_down
    yield "the stamp of another workspace", _stamp("state 3, check 0123456789abcdef, all registers")
    yield "a stamp from later on", _stamp("state 99999, check 0123456789abcdef, all registers")
    yield "a stamp that can't be read", _stamp(f"state {SECRET}")
    yield "two stamps", _two_stamps


def _to_row(sheet: str, ident: str, heading: str, value: Any) -> Edit:
    return lambda book: book.set(sheet, ident, heading, value)


def _formula(sheet: str, ident: str, heading: str) -> Edit:
    def edit(book: Book) -> tuple[str, int, str]:
        at, column = book.row(sheet, ident), book.column(sheet, heading)
        book.formulas[sheet, at, column] = "=1+1"
        return sheet, at + 1, heading

    return edit


def _merged(sheet: str, ident: str, heading: str, down: int, along: int) -> Edit:
    def edit(book: Book) -> tuple[str, int, str]:
        at, column = book.row(sheet, ident), book.column(sheet, heading)
        book.merged.append((sheet, at, column, at + down, column + along))
        return sheet, at + 1, heading

    return edit


def _column(sheet: str, heading: str, change: Callable[[Book, int], Any]) -> Edit:
    def edit(book: Book) -> tuple[str, int, str]:
        change(book, book.column(sheet, heading))
        return sheet, 0, heading

    return edit


def _heading(book: Book) -> tuple[str, int, str]:
    column = book.column("Actions", "Status")
    book.sheets["Actions"][book.header("Actions")][column] = SECRET
    return "Actions", 0, "Status"


def _more_columns(book: Book) -> tuple[str, int, str]:
    for at, cells in enumerate(book.sheets["Actions"]):
        cells.append(SECRET if at >= book.header("Actions") else "")
    return "Actions", 0, f"column {len(book.sheets['Actions'][0])}"


def _twice(book: Book) -> tuple[str, int, str]:
    for at, cells in enumerate(book.sheets["Actions"]):
        cells.append("Status" if at == book.header("Actions") else "")
    return "Actions", 0, "Status"


def _beyond(book: Book) -> tuple[str, int, str]:
    at = book.row("Actions", "a1")
    book.sheets["Actions"][at].append(SECRET)
    return "Actions", at + 1, f"column {len(book.sheets['Actions'][at])}"


def _renamed(book: Book) -> tuple[str, int, str]:
    book.sheets = {("Our actions" if name == "Actions" else name): rows for name, rows in book.sheets.items()}
    return "Our actions", 0, ""


def _sheet_more(book: Book) -> tuple[str, int, str]:
    book.sheets["Who is who"] = [["Name", "Job"], [SECRET, "analyst"]]
    return "Who is who", 0, ""


def _header_down(book: Book) -> tuple[str, int, str]:
    rows, at = book.sheets["Actions"], book.header("Actions")
    rows.append(rows.pop(at))
    return "Actions", at + 1, ""


def _no_header(book: Book) -> tuple[str, int, str]:
    book.sheets["Actions"].pop(book.header("Actions"))
    return "Actions", 0, ""


def _far_down(book: Book) -> tuple[str, int, str]:
    at = book.header("Actions")
    book.sheets["Actions"][at:at] = [[""] for _ in range(40)]
    return "Actions", 0, ""


def _stamp(text: str) -> Edit:
    def edit(book: Book) -> tuple[str, int, str]:
        at = _stamp_row(book)
        book.sheets["How to fill in"][at][1] = text
        return "How to fill in", 0 if "check" in text else at + 1, "Stamp"

    return edit


def _two_stamps(book: Book) -> tuple[str, int, str]:
    at = _stamp_row(book)
    book.sheets["How to fill in"].insert(at + 1, list(book.sheets["How to fill in"][at]))
    return "How to fill in", at + 2, "Stamp"


def _stamp_row(book: Book) -> int:
    return next(at for at, cells in enumerate(book.sheets["How to fill in"]) if cells[0] == "Stamp")
