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
    known; so is one with no line at all. What ends sooner than the last of an action's money is told too, by payer: a grant that
    carries most of an action may end years before the little that stays.
    """
    endings, partly, open_ended, without = [], [], [], []
    for action in actions_of(plan, strategy):
        if action.status in OVER:
            continue
        lines = [each for each in plan.of(Funding) if each.action == action.id]
        ends = [each.ends for each in lines if each.ends is not None]
        partly += _partly(action, lines, on)
        if not lines:
            without.append(action.id)
        elif len(ends) < len(lines):
            open_ended.append(action.id)
        else:
            endings.append(_ending(action, lines, max(ends)))
    partly += _partly(None, [each for each in plan.of(Funding) if not each.action], on)
    return Exposure(_in_order(endings), _in_order(partly), tuple(open_ended), tuple(without))


def _in_order(endings: Sequence[Ending]) -> tuple[Ending, ...]:
    return tuple(sorted(endings, key=lambda each: (each.on, each.action)))


def _partly(action: Action | None, lines: Sequence[Funding], on: date) -> list[Ending]:
    """Days from `on` at which a payer's last line of a kind of cost ends while another line, or one without an end, goes on."""
    ahead = [each for each in lines if each.ends is None or each.ends >= on]
    last = {_purse(each): max(other.ends or date.max for other in ahead if _purse(other) == _purse(each)) for each in ahead}
    if not last or (action is not None and action.due is not None and action.due <= min(last.values())):
        return []
    found = []
    for day in sorted({each for each in last.values() if each < max(last.values())}):
        ending = [each for each in ahead if each.ends == day and last[_purse(each)] == day]
        if action is None or action.due is None or action.due > day:
            found.append(Ending(day, action.id if action else "", tuple(dict.fromkeys(each.source for each in ending)), _planned(ending),
                                action.planned_reach if action else None, None if action is None or action.due is None else True, _planned(ahead)))
    return found


def _purse(line: Funding) -> tuple[str, str]:
    """What takes a line's place when a later line of it goes on: who pays, for labour or not."""
    return line.source, line.cost


def _planned(lines: Sequence[Funding]) -> Decimal | None:
    """What is planned on lines of money together; None where one of them doesn't say."""
    amounts = [each.planned for each in lines if each.planned is not None]
    return sum(amounts, Decimal(0)) if len(amounts) == len(lines) else None


def _ending(action: Action, lines: Sequence[Funding], last: date) -> Ending:
    ending = [each for each in lines if each.ends == last]
    return Ending(
        last, action.id, tuple(dict.fromkeys(each.source for each in ending)), _planned(ending), action.planned_reach,
        None if action.due is None else action.due > last,
    )
