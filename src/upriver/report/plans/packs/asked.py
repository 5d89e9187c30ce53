"""What a board is asked to decide: drawn from the records by rule, each with why and with what happens if nothing is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from upriver.report.plans.delivered.words import day_cell, pounds, text
from upriver.report.plans.told import Told
from upriver.words.document import Block, Column, Paragraph, Table, TableCell
from upriver.words.registers.asking import GROUNDS, Request
from upriver.words.registers.delivery import Action
from upriver.words.registers.strategy import Strategy
from upriver.words.text import day, listed, plural

SOON_DAYS = 183
"""How long before money ends a board is asked what goes on; Upriver's own, half a year."""


@dataclass(frozen=True, slots=True)
class ToDecide:
    """One thing to decide, why, what happens if nothing is decided, and by when (None where no day forces it)."""

    what: str
    why: str
    otherwise: str
    by: date | None = None


def to_decide(told: Told) -> list[ToDecide]:
    """By the day that forces each, those without one last."""
    found = [*_ending(told), *_late(told), *_paused(told), *_refused(told), *_strategy(told), *_worse(told)]
    return sorted(found, key=lambda each: (each.by or date.max, each.what))


def decisions_to_take(found: list[ToDecide], slug: str) -> list[Block]:
    """Each on a row; a sentence where the records ask for none."""
    if not found:
        return [Paragraph("The records ask for no decision: nothing ends, is long late, is paused or is going the wrong way.")]
    rows = tuple((TableCell(str(at)), text(each.what), text(each.why), text(each.otherwise), day_cell(each.by)) for at, each in enumerate(found, 1))
    columns = tuple(Column(name) for name in ("No.", "To decide", "Why", "If nothing is decided", "By"))
    notes = ("Drawn from the records by rule; the board may add others. What it decides is recorded with its reason: upriver meeting decision add.",)
    return [Table(slug, plural(len(found), "decision") + " to take", columns, rows, notes, "The partnership's own records")]


def _ending(told: Told) -> list[ToDecide]:
    response = told.responses.get(told.in_force)
    found = []
    for each in response.exposure.endings if response else ():
        action = told.plan.one(Action, each.action)
        if action is None or action.status in ("done", "stopped") or each.goes_on is False or not told.on <= each.on <= told.on + timedelta(days=SOON_DAYS):
            continue
        why = f"Its last known money ({pounds(each.amount)}, {listed(list(each.sources))}) ends on {day(each.on.isoformat())}."
        found.append(ToDecide(f"Whether {action.title} goes on, and who pays", why, "It stops when the money does.", each.on))
    return found + _in_part(told)


def _in_part(told: Told) -> list[ToDecide]:
    """What goes on with less: a grant may end long before the last of an action's money."""
    response = told.responses.get(told.in_force)
    found = []
    for each in response.exposure.partly if response else ():
        action = told.plan.one(Action, each.action)
        if told.on <= each.on <= told.on + timedelta(days=SOON_DAYS) and not (action and action.status in ("done", "stopped")):
            why = f"{pounds(each.amount)} of {pounds(each.whole)} planned ({listed(list(each.sources))}) ends on {day(each.on.isoformat())}."
            title = action.title if action else "the partnership's own running"
            found.append(ToDecide(f"How {title} goes on with less, or who pays the rest", why, "It has only the money that is left.", each.on))
    return found


def _late(told: Told) -> list[ToDecide]:
    found = []
    for each in told.delivered.actions:
        if each.pace == "late" and each.action.due and each.action.due < told.on:
            found.append(ToDecide(f"Whether {each.action.title} gets more time, changes or stops", each.why, "It stays open without a date that holds."))
        elif each.pace == "late" and each.action.status == "planned":
            found.append(ToDecide(f"Whether {each.action.title} still begins", each.why, "It stays a plan that nobody has begun."))
    return found


def _paused(told: Told) -> list[ToDecide]:
    return [ToDecide(f"Whether {each.action.title} starts again or ends", f"{each.why} {each.action.progress}".strip(), "Its money and its place stay tied.")
            for each in told.delivered.actions if each.pace == "paused"]


def _refused(told: Told) -> list[ToDecide]:
    found = []
    for each in told.plan.of(Request):
        if each.answer in ("declined", "partly"):
            action = told.plan.one(Action, each.action)
            if action and action.status in ("done", "stopped"):
                continue
            ground = GROUNDS.get(each.ground, "no ground is recorded").lower()
            word = "declined" if each.answer == "declined" else "accepted only a part of"
            found.append(ToDecide(f"What to do since {told.name(each.authority)} {word} what it was asked", f"{each.asked.rstrip('. ')}. Ground: {ground}.",
                                  "What depends on it isn't done." if action is None else f"{action.title} goes on without it."))
    return found


def _strategy(told: Told) -> list[ToDecide]:
    held = told.plan.one(Strategy, told.in_force)
    if held is None or held.review_due is None or held.review_due > told.on + timedelta(days=SOON_DAYS):
        return []
    return [ToDecide("Who reviews the strategy, with which evidence", f"Its review is due on {day(held.review_due.isoformat())}.", "It goes past its own date.", held.review_due)]


def _worse(told: Told) -> list[ToDecide]:
    seen = {each.indicator.title: each for each in told.standings if each.signal == "worse"}
    return [ToDecide(f"What follows from {title} getting worse", each.says, "It is watched and nothing changes.") for title, each in seen.items()]
