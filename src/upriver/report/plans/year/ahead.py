"""Next year: what begins, what ends with its money, what is due, and what could go wrong."""

from __future__ import annotations

from datetime import timedelta

from upriver.report.plans.delivered.actions import OWN
from upriver.report.plans.delivered.typed import without_numbers
from upriver.report.plans.delivered.words import day_cell, text
from upriver.report.plans.packs.stops import stops
from upriver.report.plans.tables import inside
from upriver.report.plans.told import Told
from upriver.words.document import Block, Column, Heading, Paragraph, Table, TableCell
from upriver.words.registers.delivery import Action
from upriver.words.registers.strategy import Risk
from upriver.words.text import plural

YEAR = timedelta(days=365)
OPEN = ("strategy", "assessment", "csp", "report")
"""Kinds of what is due that a year's report tells everyone: the milestones of the year, not feeds, attestations or what a meeting asked for."""
INSIDE = (*OPEN, "policing", "meeting", "action", "money")
LEVELS = {"low": "Low", "medium": "Medium", "high": "High", "": "Not said"}


def ahead(told: Told, slug: str) -> list[Block]:
    """What comes next, risks, and, for readers inside, what stops if money stops with its amounts."""
    blocks: list[Block] = [Heading("What comes next"), *_next(told, f"{slug}-next"), Heading("Risks"), *risks(told, f"{slug}-risks"),
                           Heading("What stops if money stops")]
    return [*blocks, *(stops(told, f"{slug}-stops") if inside(told) else _ending(told, f"{slug}-stops")), *_due(told, f"{slug}-due")]


def _next(told: Told, slug: str) -> list[Block]:
    own = inside(told)
    found = [(each, words) for each in told.plan.of(Action) if each.status in ("planned", "under_way", "paused")
             and (words := each.next_step if own else without_numbers(each.next_step))]
    if not found:
        return [Paragraph("No next step is recorded.")]
    rows = tuple((TableCell(each.title), text(told.name(each.lead)), text(words)) for each, words in found)
    return [Table(slug, plural(len(found), "next step"), tuple(Column(name) for name in ("Action", "Lead", "Next")), rows, (), OWN, "", 50)]


def risks(told: Told, slug: str) -> list[Block]:
    """What could stop the strategy that holds, the worst first."""
    order = {"high": 0, "medium": 1, "low": 2, "": 3}
    found = sorted((each for each in told.plan.of(Risk) if each.strategy == told.in_force), key=lambda one: (order[one.impact] + order[one.likelihood], one.id))
    if not found:
        return [Paragraph("No risk is recorded.")]
    own = inside(told)
    rows = tuple((TableCell(each.says if own else without_numbers(each.says) or "A risk that is told with numbers: readers inside see it."), text(LEVELS[each.likelihood]),
                  text(LEVELS[each.impact]), text(each.answer if own else without_numbers(each.answer)), text(told.name(each.owner))) for each in found)
    columns = tuple(Column(name) for name in ("What could happen", "How likely", "How bad", "What is done about it", "Who watches it"))
    return [Table(slug, plural(len(found), "risk"), columns, rows, (), OWN)]


def _ending(told: Told, slug: str) -> list[Block]:
    """For the public: which actions' money ends when, without amounts."""
    response = told.responses.get(told.in_force)
    found = [(each, action) for each in (response.exposure.endings if response else ())
             if each.goes_on is not False and (action := told.plan.one(Action, each.action)) and action.status not in ("done", "stopped")]
    if not found:
        return [Paragraph("No action that is to go on is known to lose its money.")]
    rows = tuple((TableCell(action.title), day_cell(each.on)) for each, action in sorted(found, key=lambda pair: (pair[0].on, pair[0].action)))
    return [Table(slug, "Actions that are to go on, by the day their last known money ends", (Column("Action"), Column("Money ends on")), rows, (), OWN)]


def _due(told: Told, slug: str) -> list[Block]:
    kinds = INSIDE if inside(told) else OPEN
    found = sorted((each for each in told.due if each.known and each.kind in kinds and told.on <= each.due <= told.on + YEAR), key=lambda one: (one.due, one.what))
    if not found:
        return []
    rows = tuple((day_cell(each.due), TableCell(each.what), text(told.name(each.whose) if each.whose else ""), text(each.rests_on)) for each in found)
    return [Heading("What is due"), Table(slug, "Due in the next twelve months", tuple(Column(name) for name in ("Day", "What", "Whose", "Rests on")), rows)]
