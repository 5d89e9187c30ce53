"""The strategy that a document is about, with its own rows gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from upriver.report.plans.citing import Cited, becauses
from upriver.report.plans.tables import inside
from upriver.report.plans.told import Told
from upriver.words.refusal import Refusal
from upriver.words.registers.delivery import Action
from upriver.words.registers.plan import Plan
from upriver.words.registers.strategy import Measure, Objective, Priority, Strategy
from upriver.words.standing.response import Response
from upriver.words.text import listed

START, PRIORITIES, WORK, ANNEXES = "The strategy", "Priorities", "How it is done", "Annexes"
"""The groups of the pages."""


@dataclass(frozen=True)
class Chosen:
    """One strategy in one document. Everything of it that pages draw from."""

    told: Told
    strategy: Strategy
    response: Response

    @property
    def plan(self) -> Plan:
        return self.told.plan

    @property
    def inside(self) -> bool:
        """Whether the document stays with the partnership's own people."""
        return inside(self.told)

    @cached_property
    def priorities(self) -> tuple[Priority, ...]:
        return tuple(each for each in self.plan.of(Priority) if each.strategy == self.strategy.id)

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """Its actions that weren't stopped, by priority in their order; those of no priority last, and inside the partnership only."""
        order = [each.id for each in self.priorities]
        held = [each for each in self.plan.of(Action) if each.priority in order and each.status != "stopped"]
        strays = {each.id for each in self.response.lacking if each.kind == "action" and "priority" in each.lacks}
        stray = [each for each in self.plan.of(Action) if each.id in strays and each.status != "stopped"] if self.inside else []
        return (*sorted(held, key=lambda each: order.index(each.priority)), *stray)

    def of(self, priority: str) -> tuple[Action, ...]:
        """The actions of one priority."""
        return tuple(each for each in self.actions if each.priority == priority)

    @cached_property
    def cited(self) -> tuple[Cited, ...]:
        return becauses(self.told, self.strategy.id)

    def objectives(self, priority: str) -> tuple[Objective, ...]:
        """The objectives of one priority: to prevent first."""
        found = [each for each in self.plan.of(Objective) if each.priority == priority]
        return tuple(sorted(found, key=lambda each: each.direction))

    def measures(self, objective: str) -> tuple[Measure, ...]:
        """The measures of one objective."""
        return tuple(each for each in self.plan.of(Measure) if each.objective == objective)

    def title(self, priority: str) -> str:
        """A priority's title; where there is none, that there is none."""
        found = next((each.title for each in self.priorities if each.id == priority), "")
        return found or "No priority"


def chosen(told: Told) -> Chosen:
    """The strategy that the document was asked for.

    Raises:
        Refusal: there is no such strategy.
    """
    strategy = told.plan.one(Strategy, told.about)
    if strategy is None:
        known = listed([each.id for each in told.plan.of(Strategy)])
        raise Refusal(f"there is no strategy {told.about}", do=f"There are {known}." if known else "Record one: upriver strategy add.")
    return Chosen(told, strategy, told.responses.get(strategy.id) or Response(strategy.id))


def page_of(priority: str) -> str:
    """Where a priority's page stands."""
    return f"strategy/priorities/{priority}"
