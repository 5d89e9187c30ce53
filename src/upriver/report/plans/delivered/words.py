"""How packs write days, pounds and the state of an action: in words and by a shape, never by colour alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from upriver.report.plans.tables import money_words
from upriver.report.plans.told import Told
from upriver.words.document import TableCell
from upriver.words.standing.delivered import PACES, SHAPES, Spending
from upriver.words.text import day

TONES = {"done": "better", "on_time": "better", "late": "worse", "stopped": "worse"}


def text(words: str, tone: str = "") -> TableCell:
    """A cell of words; a dash where there are none, so that no cell looks forgotten."""
    return TableCell(words or "\u2013", tone=tone)


def day_cell(when: date | None) -> TableCell:
    """A day as people write it."""
    return text(day(when.isoformat()) if when else "")


def pounds_cell(amount: Decimal | None) -> TableCell:
    """Pounds as a number; not available where nobody said."""
    return TableCell(None, "x") if amount is None else TableCell(float(amount))


def pounds(amount: Decimal | None) -> str:
    """Pounds in a sentence."""
    return money_words(amount, "an amount that isn't known")


def pace_cell(pace: str) -> TableCell:
    """How an action keeps to its dates: a shape and a word."""
    return TableCell(f"{SHAPES[pace]} {PACES[pace]}", tone=TONES.get(pace, ""))


def pace_key() -> str:
    """What the shapes stand for, in a line."""
    return "; ".join(f"{shape} {PACES[pace].lower()}" for pace, shape in SHAPES.items()) + "."


def spent_cells(found: Spending) -> tuple[TableCell, TableCell, TableCell, TableCell]:
    """Planned, spent, what is left, and how much of the plan that is."""
    share = None if found.spent is None or not found.planned or found.silent else 100 * float(found.spent / found.planned)
    spent = pounds_cell(found.spent)
    if found.spent is not None and found.silent:
        spent = TableCell(float(found.spent), "low") if found.spent == 0 else TableCell(float(found.spent), "p")
    return pounds_cell(found.planned), spent, pounds_cell(found.left), TableCell(share, "" if share is not None else "x")


def names(told: Told, idents: tuple[str, ...]) -> str:
    """Bodies by name, joined."""
    return ", ".join(told.name(each) for each in idents)
