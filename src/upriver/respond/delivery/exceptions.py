"""What a board must be told of: what is late, what nobody told, and money that goes another way than planned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from upriver.words.period import months_of_quarter, months_period, year_period
from upriver.words.registers.delivery import Funding
from upriver.words.registers.governing import MeetingAction
from upriver.words.registers.plan import Plan
from upriver.words.standing.delivered import ActionStands, Delivered, Exceptional
from upriver.words.text import day, number, plural

QUIET_DAYS = 92
"""After how many days without a word an action under way is named; Upriver's own, a quarter."""
SLOW = Decimal("0.5")
"""Below which share of what its plan and the time gone would have a line is named as slow; Upriver's own."""
LEAST_GONE = Decimal("0.25")
"""How much of its time must have gone before a line is called slow; Upriver's own."""


def exceptions(plan: Plan, found: Delivered, on: date) -> tuple[Exceptional, ...]:
    """Everything out of order on the day, actions first, then steps, money, and what meetings asked for."""
    told = [*_actions(found, on), *_steps(found), *_quiet(found, on), *_money(found, on), *_meetings(plan, on)]
    return tuple(told)


def _actions(found: Delivered, on: date) -> Iterator[Exceptional]:
    for each in found.actions:
        action = each.action
        if each.pace != "late":
            continue
        if action.due and action.due < on:
            yield Exceptional("late_action", f"{action.title}: {each.why}", action.id, action.lead, action.due)
        elif action.status == "planned" and action.starts and action.starts <= on:
            says = f"{action.title}: it should have begun on {day(action.starts.isoformat())}."
            yield Exceptional("late_start", says, action.id, action.lead, action.starts)


def _steps(found: Delivered) -> Iterator[Exceptional]:
    for each in found.actions:
        for step in each.late_steps if each.pace not in ("stopped", "paused", "done") else ():
            due = step.milestone.due
            says = f"{step.milestone.title} ({each.action.title}): due {day(due.isoformat()) if due else ''}, {plural(step.days_late or 0, 'day')} late."
            yield Exceptional("late_step", says, step.milestone.id, each.action.lead, due)


def _quiet(found: Delivered, on: date) -> Iterator[Exceptional]:
    for each in found.actions:
        action: ActionStands = each
        last = action.action.status_on
        if action.action.status == "under_way" and (last is None or (on - last).days > QUIET_DAYS):
            says = f"last told of on {day(last.isoformat())}." if last else "the day of its status isn't recorded."
            yield Exceptional("not_told", f"{action.action.title}: {says}", action.action.id, action.action.lead, last)


def _money(found: Delivered, on: date) -> Iterator[Exceptional]:
    """Lines spent beyond their plan, or at under half of the pace that plan and time would have. Money that is silent is silent."""
    lead = {each.action.id: each.action for each in found.actions}
    for line in found.money:
        if line.planned is None or line.spent is None:
            continue
        action = lead.get(line.action)
        name = f"{action.title if action else 'The partnership itself'}, {line.source}, {' '.join(filter(None, (line.year, line.quarter)))}"
        whose = action.lead if action else ""
        if line.spent > line.planned:
            says = f"{name}: £{number(float(line.spent))} spent of £{number(float(line.planned))} planned."
            yield Exceptional("overspent", says, line.id, whose, line.spent_to)
        elif line.planned > 0 and (gone := share_gone(line, on, starts=action.starts if action else None)) is not None and gone >= LEAST_GONE and line.spent < SLOW * gone * line.planned:
            says = (f"{name}: {number(float(100 * line.spent / line.planned))}% of its plan spent, with {number(float(100 * gone))}% of its time gone.")
            yield Exceptional("underspent", says, line.id, whose, line.spent_to)


def share_gone(line: Funding, on: date, *, starts: date | None = None) -> Decimal | None:
    """How much of a line's time had gone on the day up to which its spending is told, 1 at most; None where its year can't be read.

    An action that `starts` within that time is given no time before it: money for a bus from November isn't late in December.
    """
    if not re.fullmatch(r"\d{4}-\d{2}", line.year):
        return None
    quarter = months_of_quarter(f"{line.year} {line.quarter}") if line.quarter else ()
    whole = months_period(quarter[0], quarter[-1]) if quarter else year_period(line.year)
    first = max(whole.start, min(starts or whole.start, whole.end))
    gone = ((line.spent_to or on) - first).days + 1
    return min(Decimal(1), max(Decimal(), Decimal(gone) / Decimal((whole.end - first).days + 1)))


def _meetings(plan: Plan, on: date) -> Iterator[Exceptional]:
    for each in sorted(plan.of(MeetingAction), key=lambda one: (one.due or date.max, one.id)):
        if each.due and each.due < on and (each.done_on is None or each.done_on > on):
            says = f"{each.says} Due {day(each.due.isoformat())}, {plural((on - each.due).days, 'day')} ago."
            yield Exceptional("meeting_action", says, each.id, each.owner, each.due)
