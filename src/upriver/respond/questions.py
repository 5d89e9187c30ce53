"""The questions that a strategy is checked with, from their shelf, and their recorded answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from upriver import shelf
from upriver.words.registers.learning import CHECKS, Check
from upriver.words.registers.plan import Plan
from upriver.words.standing.question import Question
from upriver.words.standing.response import Answered

KIND = "questions"
_EARLY = date.min


def questions(own: Path | None = None) -> tuple[Question, ...]:
    """Every question, by check and in their order; the workspace's own beside the shipped ones.

    Raises:
        Unreadable: a file lacks a key or names a check that isn't one.
    """
    found = []
    for slug, table in shelf.declared(KIND, own).items():
        where = f"declarations/{KIND}/{slug}.toml"
        needs = {"check": str, "says": str, "why": str, "source": str, "verified": bool}
        shelf.shaped(where, table, needs, {"title": str, "order": int})
        if table["check"] not in CHECKS:
            raise shelf.Unreadable(f"{where} has the check `{table['check']}`, which isn't one. It knows {', '.join(CHECKS)}.")
        found.append(Question(slug, table["check"], table["says"].strip(), table["why"].strip(), table["source"].strip(), table["verified"],
                              table.get("title", ""), table.get("order", 99)))
    return tuple(sorted(found, key=lambda each: (list(CHECKS).index(each.check), each.order, each.slug)))


def answered(plan: Plan, asked: tuple[Question, ...], *, strategy: str) -> tuple[Answered, ...]:
    """Each question with its latest answer for a strategy: the one dated last, and of those the one recorded last."""
    given: dict[str, Check] = {}
    for row in plan.of(Check):
        held = given.get(row.question)
        if row.strategy == strategy and (held is None or (row.answered_on or _EARLY) >= (held.answered_on or _EARLY)):
            given[row.question] = row
    return tuple(Answered(each, given.get(each.slug)) for each in asked)

