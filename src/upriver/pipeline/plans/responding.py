"""What the rules say of each strategy, for the documents that are told from it and for whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from upriver.pipeline.watching.worked import approaches
from upriver.report.exploring.rows import rows_of_cells
from upriver.report.plans.citing import printed
from upriver.report.plans.told import Told
from upriver.report.prose.figures import nearest
from upriver.respond.aligning import in_force
from upriver.respond.citing import because_of
from upriver.respond.questions import questions
from upriver.respond.responding import response
from upriver.words.cleared import Clearance
from upriver.words.refusal import Refusal
from upriver.words.registers.learning import LocalApproach
from upriver.words.registers.plan import Plan
from upriver.words.registers.strategy import Strategy
from upriver.words.sharing.authority import Register
from upriver.words.standing.response import Response
from upriver.words.text import listed


def responded(told: Told, declarations: Path | None) -> Told:
    """The same with `responses`; asked last, since it rests on the evidence library."""
    asked, ratings = questions(declarations), ratings_of(told.plan, told.approaches)
    found = {each.id: response(told.plan, told.register, strategy=each, on=told.on, ratings=ratings, asked=asked)
             for each in told.plan.of(Strategy)}
    return replace(told, responses=found)


def ratings_of(plan: Plan, known: Mapping[str, Any]) -> dict[str, str]:
    """The impact of each approach by its id: the library's, and those that the partnership added."""
    return {**{slug: str(getattr(each, "impact", "")) for slug, each in known.items()},
            **{each.id: each.impact for each in plan.of(LocalApproach)}}


def standing_of(plan: Plan, register: Register, *, strategy: str, on: date, declarations: Path | None) -> tuple[Response, str]:
    """What the rules say of one strategy, and its title; of the one that holds on that day where none is named.

    Raises:
        Refusal: there is no such strategy, or none at all.
    """
    own = plan.one(Strategy, strategy) if strategy else in_force(plan, on)
    if own is None:
        known = listed([each.id for each in plan.of(Strategy)])
        raise Refusal(f"there is no strategy {strategy}" if strategy else "there is no strategy",
                      do=f"There are {known}." if known else "Record one: upriver strategy add.")
    ratings = ratings_of(plan, approaches(plan))
    return response(plan, register, strategy=own, on=on, ratings=ratings, asked=questions(declarations)), own.title


def citation(plan: Plan, clearance: Clearance | None, *, priority: str, figure: str, note: str, run: str, release: str
             ) -> tuple[str, str, dict[str, str]]:
    """The row that rests a priority on a figure, with what the figure says now as it is printed.

    Raises:
        Refusal: there is no assessment, no such figure (the nearest names are said), or it is hidden.
    """
    if clearance is None:
        raise Refusal("there is no assessment to cite from", do="Make one first: upriver assess.")
    rows = {each.figure: each for table in clearance.tables for each in rows_of_cells(table.cells)}
    row = rows.get(figure)
    if row is None:
        near = nearest(figure, rows)
        raise Refusal("the latest assessment has no figure of that name", do=f"Nearest are: {' ; '.join(near)}" if near else
                      "Names stand in cells.csv, on the pages of explanations, and on the page Explore.")
    if row.value is None:
        hidden = "c" in row.marker.split(";")
        raise Refusal(f"that figure is {'hidden to protect people' if hidden else 'not available'}, so that nothing can rest on it",
                      do="Cite a larger area, a longer time or a wider group.")
    return because_of(plan, priority=priority, figure=figure, said=printed(row), note=note, run=run, release=release)
