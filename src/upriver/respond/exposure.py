"""Exposure: what stops when the money stops. Nothing is made up where an end, an amount or a number of people isn't known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from upriver.respond.orphans import actions_of
from upriver.words.registers.delivery import Action, Funding
from upriver.words.registers.plan import Plan
from upriver.words.standing.response import Ending, Exposure

OVER = frozenset({"done", "stopped"})


def exposure(plan: Plan, *, strategy: str, on: date) -> Exposure:
    """By the day on which the last known money of each action ends, from that day on; earlier ends are kept: the money is over.

    Actions that are done or stopped need no money. An action with a line that says no end is listed apart, since its end can't be
    known; so is one with no line at all.
    """
    endings, open_ended, without = [], [], []
    for action in actions_of(plan, strategy):
        if action.status in OVER:
            continue
        lines = [each for each in plan.of(Funding) if each.action == action.id]
        ends = [each.ends for each in lines if each.ends is not None]
        if not lines:
            without.append(action.id)
        elif len(ends) < len(lines):
            open_ended.append(action.id)
        else:
            endings.append(_ending(action, lines, max(ends)))
    return Exposure(tuple(sorted(endings, key=lambda each: (each.on, each.action))), tuple(open_ended), tuple(without))


def _ending(action: Action, lines: Sequence[Funding], last: date) -> Ending:
    ending = [each for each in lines if each.ends == last]
    amounts = [each.planned for each in ending if each.planned is not None]
    return Ending(
        last, action.id, tuple(dict.fromkeys(each.source for each in ending)),
        sum(amounts, Decimal(0)) if len(amounts) == len(ending) else None, action.planned_reach,
        None if action.due is None else action.due > last,
    )
