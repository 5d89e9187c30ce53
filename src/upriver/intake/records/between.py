"""What is wrong between the values of a row, or with the rows and lists that it names: rules as small tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from upriver.words.registers.plan import REGISTERS
from upriver.words.registers.slip import Known, Slip
from upriver.words.sharing.sheet import SheetColumn

Key = tuple[str, str]
"""(register, id)."""
IN_ORDER: Mapping[str, tuple[tuple[str, str], ...]] = {
    "strategies": (("starts", "ends"),),
    "measures": (("baseline_from", "baseline_to"), ("baseline_to", "target_by")),
    "actions": (("starts", "due"),),
    "returns": (("period_from", "period_to"),),
    "requests": (("asked_on", "reply_by"), ("asked_on", "answered_on")),
    "consultations": (("held_on", "reply_by"),),
    "policing": (("asked_on", "due"), ("asked_on", "replied_on")),
    "said_did": (("said_on", "told_back_on"),),
    "studies": (("before_from", "starts"), ("starts", "phased_in_by"), ("phased_in_by", "after_to"), ("starts", "after_to")),
}
"""Days of a row of which the first may not come after the second."""
WITHIN: Mapping[tuple[str, str], tuple[int, int]] = {("approaches", "strength"): (1, 5), ("approaches", "cost"): (1, 3)}
"""Numbers that lie within bounds, both ends included."""
NO_MORE_THAN: Mapping[str, tuple[tuple[str, str], ...]] = {"returns": (("within_28_days", "started"),)}
_YEAR = re.compile(r"20([0-9]{2})-([0-9]{2})")
_BAND = re.compile(r"(?:ages?\s+)?(?:under\s+|over\s+)?[0-9]{1,2}(?:\s*(?:-|\u2013|to)\s*[0-9]{1,2}|\s*\+|\s+(?:and|or)\s+(?:over|under|older|younger))?", re.IGNORECASE)
_FIGURE = re.compile(r"[a-z0-9_]+(?:/[a-z0-9_-]+)+#[a-z0-9_]+:[^,\s]+,[0-9-]{10}\.\.[0-9-]{10},[^,]+,[a-z0-9_]+(?:,.+)?")
_AREA = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.:-]{0,38}[A-Za-z0-9])?")
WHERE = {
    "authorities": "the register of authorities; upriver who --to FILE.xlsx lists them",
    "people": "the register of people; write the person's id, never a name: upriver who --to FILE.xlsx lists them",
    "areas": "the workspace's areas; write the code, as E07000084",
    "indicators": "the indicators; upriver indicator lists them",
    "approaches": "the evidence library; upriver evaluate approach list, or the sheet Evidence, has the partnership's own",
    "questions": "the questions of the checks",
    "requirements": "the register of requirements; upriver duty lists them",
    "readiness": "the respects of readiness; upriver duty ready list shows them",
    "figures": "the figures of that assessment; copy the name from its page, or from data/cells.csv",
}
"""Where the values of each list stand, for the sentence that refuses one."""


def slips(changed: Mapping[Key, Mapping[str, str]], cells: Mapping[Key, Collection[str]], ids: Mapping[str, Collection[str]],
          known: Known) -> Iterator[Slip]:
    """What is wrong in rows as they shall stand.

    `cells` are the columns of each that somebody changed: what was there before is nobody's slip now. `ids` are the ids of each
    register as they shall stand.
    """
    for (register, ident), values in changed.items():
        touched = cells[register, ident]
        for column in columns_of(register):
            if column.name in touched and values.get(column.name):
                for says in _of_cell(register, column, values, ids, known):
                    yield Slip(register, ident, column.name, says)
        for column_name, says in _of_row(register, values, touched):
            yield Slip(register, ident, column_name, says)


@cache
def columns_of(register: str) -> tuple[SheetColumn, ...]:
    """The columns of a register."""
    return next(each.sheet.columns for each in REGISTERS if each.slug == register)


def named_by(rows: Mapping[Key, Mapping[str, str]], gone: Collection[Key]) -> Iterator[tuple[Key, Key]]:
    """Rows that shall be taken out, each with a row that still names it."""
    slug_of = {each.sheet.name: each.slug for each in REGISTERS}
    for (register, ident), values in rows.items():
        for column in columns_of(register):
            if column.refers:
                for value in parts(values.get(column.name, ""), column):
                    if (slug_of[column.refers[0]], value) in gone:
                        yield (slug_of[column.refers[0]], value), (register, ident)


def parts(value: str, column: SheetColumn) -> list[str]:
    """The values of a cell, one where it holds one."""
    return [part.strip() for part in value.split(";") if part.strip()] if column.several else [value] if value else []


def _of_cell(register: str, column: SheetColumn, values: Mapping[str, str], ids: Mapping[str, Collection[str]],
             known: Known) -> Iterator[str]:
    value = values[column.name]
    each = parts(value, column)
    if column.refers:
        there = next(ids.get(found.slug, ()) for found in REGISTERS if found.sheet.name == column.refers[0])
        if any(one not in there for one in each):
            yield f"is no {column.refers[1]} of the sheet {column.refers[0]}{_perhaps(each, there)}"
        elif values.get("id") in each and next(found.slug for found in REGISTERS if found.sheet.name == column.refers[0]) == register:
            yield "names the row itself"
    if column.known == "figures":
        yield from _figures(each, known.figures(values.get("run", "")))
    elif column.known:
        yield from _known(column, each, known)
    if (register, column.name) in WITHIN:
        low, high = WITHIN[register, column.name]
        if not low <= int(value) <= high:
            yield f"is not from {low} to {high}"
    if (register, column.name) == ("money", "year"):
        found = _YEAR.fullmatch(value)
        if not found or (int(found[1]) + 1) % 100 != int(found[2]):
            yield "is not a financial year; write it as 2025-26"


def _known(column: SheetColumn, each: list[str], known: Known) -> Iterator[str]:
    if column.known in known.lists:
        there = known.lists[column.known]
        if any((one.upper() if column.known == "requirements" else one) not in there for one in each):
            yield f"is not in {WHERE[column.known]}{'' if column.known == 'people' else _perhaps(each, there)}"
    elif not all(_AREA.fullmatch(one) for one in each):
        yield f"is not in {WHERE.get(column.known, column.known)}"


def _figures(each: list[str], there: Collection[str] | None) -> Iterator[str]:
    if not all(_FIGURE.fullmatch(one) for one in each):
        yield "is no figure's name; it is written as document/section/table#level:code,period,measure,unit"
    elif there is not None and any(one not in there for one in each):
        yield f"is not in {WHERE['figures']}"


def _perhaps(each: list[str], there: Collection[str]) -> str:
    """The nearest value that is there; it is one of ours, so nothing of a row is told by it."""
    wrong = next(one for one in each if one not in there)
    near = get_close_matches(wrong, sorted(there), n=1, cutoff=0.75) if len(there) <= 5_000 else []
    return f". The nearest is {near[0]}" if near else ""


def _of_row(register: str, values: Mapping[str, str], touched: Collection[str]) -> Iterator[tuple[str, str]]:
    for first, second in IN_ORDER.get(register, ()):
        if {first, second} & set(touched) and values.get(first) and values.get(second) and values[second] < values[first]:
            yield second, f"is before {heading(first)}"
    for smaller, larger in NO_MORE_THAN.get(register, ()):
        if {smaller, larger} & set(touched) and values.get(smaller) and values.get(larger) and int(values[smaller]) > int(values[larger]):
            yield smaller, f"is more than {heading(larger)}"
    if register == "returns" and {"split", "group", "days_to_start"} & set(touched):
        whole = values.get("split") == "all"
        if whole and values.get("group"):
            yield "group", "is filled, and the row is for everybody; leave it empty"
        if values.get("split") and not whole and not values.get("group"):
            yield "group", "is empty; it must be filled where the row is one group of a split"
        if values.get("group") and not whole and not _is_group(values.get("split", ""), values["group"]):
            yield "group", "is no name of a group; write a band of age as 11-17 or 65+, and no number in the name of any other"
        if values.get("days_to_start") and values.get("split") and not whole:
            yield "days_to_start", "is for the row of everybody alone; leave it empty here"


def _is_group(split: str, group: str) -> bool:
    """Whether words name a group and count nobody: its name is printed where its number is hidden."""
    return not re.search(r"\d", group) or (split == "age" and _BAND.fullmatch(group) is not None)


def heading(name: str) -> str:
    """A column's name as the header prints it."""
    return name.replace("_", " ").capitalize()
