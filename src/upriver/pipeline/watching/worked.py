"""How the studies stand and what is known to work, for the documents: from cleared tables, the shipped evidence and the partnership's own."""

from __future__ import annotations

from collections.abc import Mapping

from upriver.monitor.evidence import library
from upriver.monitor.telling import effects as told
from upriver.words.cleared import Clearance
from upriver.words.monitoring.approach import Approach
from upriver.words.monitoring.effect import Effect
from upriver.words.registers.learning import LocalApproach, Study
from upriver.words.registers.plan import Plan


def effects(plan: Plan, clearance: Clearance | None) -> tuple[Effect, ...]:
    """What each study found in the latest run, or that nothing has looked at it."""
    return told(plan.of(Study), {table.slug: table for table in clearance.tables} if clearance else {})


def approaches(plan: Plan) -> Mapping[str, Approach]:
    """The evidence library by id, the partnership's own after what is shipped."""
    return library(plan.of(LocalApproach))
