"""Whether actions and their steps are on time, on a day, by their own dates alone."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from upriver.respond.delivery.exceptions import exceptions
from upriver.words.period import financial_year
from upriver.words.registers.delivery import Action, Funding, Milestone
from upriver.words.registers.plan import Plan
from upriver.words.standing.delivered import ActionStands, Delivered, Step
from upriver.words.text import day, plural


def delivered(plan: Plan, *, on: date) -> Delivered:
    """Everything that is delivered, as it stands on the day; actions in the order in which they were first written."""
    steps: dict[str, list[Step]] = defaultdict(list)
    for each in sorted(plan.of(Milestone), key=lambda one: (one.due or date.max, one.id)):
        steps[each.action].append(step_of(each, on))
    actions = tuple(action_stands(each, tuple(steps[each.id]), on) for each in plan.of(Action))
    pairs = tuple((each.action.id, each.action.priority) for each in actions if each.action.priority)
    made = Delivered(actions, plan.of(Funding), pairs, (), financial_year(on))
    return Delivered(actions, made.money, pairs, exceptions(plan, made, on), made.year)


def step_of(milestone: Milestone, on: date) -> Step:
    """How a step stands on the day. One that was done after the day isn't done on it."""
    done = milestone.done_on if milestone.done_on and milestone.done_on <= on else None
    if done:
        late = (done - milestone.due).days if milestone.due else 0
        return Step(milestone, "done_late", late) if late > 0 else Step(milestone, "done")
    if milestone.due and milestone.due < on:
        return Step(milestone, "late", (on - milestone.due).days)
    return Step(milestone, "due")


def action_stands(action: Action, steps: tuple[Step, ...], on: date) -> ActionStands:
    """Its pace and the reason. What it says of itself (done, paused, stopped) holds; else its dates decide."""
    pace, why = _pace(action, steps, on)
    return ActionStands(action, pace, why, steps)


def _pace(action: Action, steps: tuple[Step, ...], on: date) -> tuple[str, str]:
    told = f" ({day(action.status_on.isoformat())})" if action.status_on else ""
    if action.status in ("done", "paused", "stopped"):
        return action.status, f"Recorded as {action.status}{told}."
    late = [each for each in steps if each.state == "late"]
    if action.due and action.due < on:
        return "late", f"Its last day was {day(action.due.isoformat())}, {plural((on - action.due).days, 'day')} ago."
    if late:
        return "late", f"{plural(len(late), 'milestone is', 'milestones are')} past {'its' if len(late) == 1 else 'their'} date."
    if action.status == "planned" and action.starts:
        if action.starts > on:
            return "not_begun", f"Begins on {day(action.starts.isoformat())}."
        return "late", f"It should have begun on {day(action.starts.isoformat())}."
    if action.due is None and not any(each.milestone.due for each in steps):
        return "not_said", "It has neither a last day nor a milestone, so whether it is on time can't be said."
    done = sum(1 for each in steps if each.state in ("done", "done_late"))
    if len(steps) == 1 and not done:
        return "on_time", "Its one milestone isn't done yet, nor past its date."
    return "on_time", f"{done or 'None'} of {plural(len(steps), 'milestone')} done, none past its date." if steps else "Inside its dates."
