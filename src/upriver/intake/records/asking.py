"""Asking for a value: what there is to choose from, and what an answer means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from upriver.intake.records.cells import read
from upriver.words.registers.plan import REGISTERS, Row
from upriver.words.registers.slip import Known
from upriver.words.sharing.sheet import SheetColumn

TITLES = ("title", "name", "says", "decision", "asked", "question")


def choices(column: SheetColumn, held: Sequence[Row], known: Known) -> dict[str, str]:
    """What the column may hold, with its words: codes, ids of the rows it refers to, or a list outside; none for free words."""
    if column.codes:
        return dict(column.codes)
    if column.refers:
        slug = next(each.slug for each in REGISTERS if each.sheet.name == column.refers[0])
        return {row.id: next((row.values[name] for name in TITLES if row.values.get(name)), "")[:60] for row in held if row.register == slug}
    return dict(known.lists.get(column.known, {}))


def settled(said: str, column: SheetColumn, offered: Mapping[str, str]) -> tuple[str, str]:
    """The value that an answer means, and what is wrong with it: a number of a list of codes, its words, "-" for nothing."""
    if said == "-":
        said = ""
    if column.codes and said.isdecimal() and said not in column.codes and 0 < int(said) <= len(column.codes):
        said = list(column.codes)[int(said) - 1]
    if not said:
        return "", "is empty; it must be filled" if column.required else ""
    value, says = read(said, column)
    if says or not offered or column.codes:
        return value, says
    if any(part not in offered for part in (value.split(";") if column.several else [value])):
        return "", "is none of those that there are; ? lists them"
    return value, ""
