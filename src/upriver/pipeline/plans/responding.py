"""What the rules say of each strategy, for the documents that are told from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from upriver.report.plans.told import Told
from upriver.respond.questions import questions
from upriver.respond.responding import response
from upriver.words.registers.learning import LocalApproach
from upriver.words.registers.plan import Plan
from upriver.words.registers.strategy import Strategy


def responded(told: Told, declarations: Path | None) -> Told:
    """The same with `responses`; asked last, since it rests on the evidence library."""
    asked, ratings = questions(declarations), ratings_of(told.plan, told.approaches)
    found = {each.id: response(told.plan, told.register, strategy=each, on=told.on, ratings=ratings, asked=asked)
             for each in told.plan.of(Strategy)}
    return replace(told, responses=found)


def ratings_of(plan: Plan, approaches: Mapping[str, Any]) -> dict[str, str]:
    """The impact of each approach by its id: the library's, and those that the partnership added."""
    return {**{slug: str(getattr(each, "impact", "")) for slug, each in approaches.items()},
            **{each.id: each.impact for each in plan.of(LocalApproach)}}
