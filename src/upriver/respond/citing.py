"""Resting a priority on a finding: the row that says which, from which run and release, and what it said."""

from __future__ import annotations

from upriver.words.refusal import Refusal
from upriver.words.registers.plan import Plan
from upriver.words.registers.register import written
from upriver.words.registers.strategy import Because, Priority
from upriver.words.text import listed


def because_of(plan: Plan, *, priority: str, figure: str, said: str, note: str, run: str, release: str) -> tuple[str, str, dict[str, str]]:
    """The row to be kept: its register, a new id, its values as text. Citing again from a later run renews the row that is there.

    Raises:
        Refusal: there is no such priority, or nothing would change.
    """
    if plan.one(Priority, priority) is None:
        known = listed([each.id for each in plan.of(Priority)], most=12)
        raise Refusal(f"there is no priority {priority}", do=f"There are {known}." if known else "Record one: upriver priority add.")
    there = next((each for each in plan.of(Because) if (each.priority, each.figure) == (priority, figure)), None)
    new = Because(there.id if there else _free(plan, priority), priority, figure, run, release, said, note or (there.note if there else ""))
    if new == there:
        raise Refusal(f"{priority} rests on that figure already, and it still says the same", do="Nothing was changed.")
    return "becauses", new.id, written(new)


def _free(plan: Plan, priority: str) -> str:
    taken = {each.id for each in plan.of(Because)}
    return next(each for each in (f"{priority}-because-{at}" for at in range(1, len(taken) + 2)) if each not in taken)
