"""No orphan goes unseen: actions without finding, evidence or plan, and priorities without what they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from upriver.words.monitoring.approach import DOUBTFUL
from upriver.words.registers.delivery import Action
from upriver.words.registers.plan import Plan
from upriver.words.registers.strategy import Because, Measure, Objective, Priority, Strategy, TheoryStep
from upriver.words.standing.response import Lacking

UNSUPPORTED = frozenset(DOUBTFUL)
"""Ratings for which the use of an approach needs a recorded reason."""
OVER = frozenset({"stopped"})
"""Actions that are no longer done are no orphans: what was stopped needs no plan."""


def actions_of(plan: Plan, strategy: str) -> tuple[Action, ...]:
    """The actions of a strategy's priorities, and those of no priority at all that run in its years, which would else be seen nowhere."""
    own = plan.one(Strategy, strategy)
    priorities = {each.id: each.strategy for each in plan.of(Priority)}
    return tuple(each for each in plan.of(Action)
                 if (priorities[each.priority] == strategy if each.priority in priorities else own is not None and in_years(each, own)))


def in_years(action: Action, strategy: Strategy) -> bool:
    """Whether an action runs in the years of a strategy; where a day isn't known, it is taken to."""
    first, last = strategy.starts, strategy.ends
    return (action.due is None or first is None or action.due >= first) and (action.starts is None or last is None or action.starts <= last)


def lacking(plan: Plan, *, strategy: str, ratings: Mapping[str, str]) -> tuple[Lacking, ...]:
    """Every priority and action of a strategy that lacks something, in their own order.

    `ratings` is the impact of each approach of the evidence library by its id, one of IMPACTS.
    """
    return tuple(each for each in (*_priorities(plan, strategy), *_actions(plan, strategy, ratings)) if each.lacks)


def _priorities(plan: Plan, strategy: str) -> Iterator[Lacking]:
    cited = {each.priority for each in plan.of(Because)}
    theories = {each.priority for each in plan.of(TheoryStep)}
    served = {each.priority for each in plan.of(Action)}
    for priority in plan.of(Priority):
        if priority.strategy != strategy:
            continue
        lacks = [] if priority.id in cited else ["finding_of_priority"]
        lacks += _objectives(plan, priority.id)
        lacks += [] if priority.id in theories else ["theory"]
        lacks += [] if priority.id in served else ["action"]
        whole = priority.for_victims and priority.for_people_who_harm and priority.for_bystanders
        lacks += [] if whole else ["served"]
        yield Lacking("priority", priority.id, priority.title, tuple(lacks))


def _objectives(plan: Plan, priority: str) -> list[str]:
    """One objective to prevent and one to reduce, each with an indicator, each of those with a baseline."""
    objectives = [each for each in plan.of(Objective) if each.priority == priority]
    lacks = [each for each in ("prevent", "reduce") if each not in {one.direction for one in objectives}]
    measures = {each.id: [one for one in plan.of(Measure) if one.objective == each.id] for each in objectives}
    if any(not held for held in measures.values()):
        lacks.append("indicator")
    if any(one.baseline_from is None or one.baseline_to is None for held in measures.values() for one in held):
        lacks.append("baseline")
    return lacks


def _actions(plan: Plan, strategy: str, ratings: Mapping[str, str]) -> Iterator[Lacking]:
    priorities = {each.id for each in plan.of(Priority)}
    cited = {each.priority for each in plan.of(Because)}
    for action in actions_of(plan, strategy):
        if action.status in OVER:
            continue
        lacks = ["priority"] if action.priority not in priorities else [] if action.priority in cited else ["finding"]
        lacks += _evidence(action, ratings)
        lacks += ["evaluation"] if action.evaluation in ("", "none") else []
        lacks += [] if action.lead else ["lead"]
        lacks += [] if action.due else ["due"]
        yield Lacking("action", action.id, action.title, tuple(lacks))


def _evidence(action: Action, ratings: Mapping[str, str]) -> list[str]:
    if not action.approach:
        return ["approach"]
    if action.approach not in ratings:
        return ["approach_unknown"]
    return ["rating"] if ratings[action.approach] in UNSUPPORTED and not action.approach_reason else []
