"""Suggested wording for a CSP's plan on one priority, from what the strategy's own records say."""

from __future__ import annotations

from datetime import date

from upriver.report.plans.csp.ground import Ground
from upriver.words.document import Block, Bullets, Paragraph
from upriver.words.registers.delivery import Action
from upriver.words.registers.strategy import Measure, Objective, Priority
from upriver.words.text import day, listed

MOST = 5
"""How many actions for everywhere a clause names."""


def clause(ground: Ground, priority: Priority, *, since: date | None = None) -> tuple[Block, ...]:
    """A clause to paste: what is aimed at, to prevent and to reduce, what is done there and by whom, and how it is known.

    What is done already, or ends before `since`, isn't promised in it.
    """
    told, objectives = ground.told, [each for each in ground.told.plan.of(Objective) if each.priority == priority.id]
    lines = []
    for direction, word in (("prevent", "Prevent"), ("reduce", "Reduce")):
        lines += [each.says if each.says.startswith(word) else f"{word}: {each.says}" for each in objectives if each.direction == direction]
    actions = [pair for pair in ground.actions(priority.id) if still(pair[0], since)]
    for action in (each for each, where in actions if where == "here"):
        lead = f", led by {told.name(action.lead)}" if action.lead else ""
        due = f", by {day(action.due.isoformat())}" if action.due else ""
        lines.append(f"We will do our part in: {_trimmed(action.title)}{lead}{due}.")
    if everywhere := [_trimmed(each.title) for each, where in actions if where == "everywhere"]:
        lines.append(f"We will support what reaches this area with all others: {'; '.join(everywhere[:MOST])}{'; and others' if len(everywhere) > MOST else ''}.")
    if measures := known_by(ground, priority):
        lines.append(f"We will know by: {listed(measures, most=4)}.")
    ours = "what the whole partnership has set out" if not priority.outcome else f"this: {priority.outcome}"
    return (Paragraph(f"Serious violence: {_trimmed(priority.title)}. {ground.name} works with the specified authorities towards {ours}"),
            Bullets(tuple(lines or ["[Say what this partnership will do, who leads it and by when.]"])))


def still(action: Action, since: date | None) -> bool:
    """Whether an action isn't done, nor over before a plan's first day."""
    return action.status != "done" and (since is None or action.due is None or action.due >= since)


def known_by(ground: Ground, priority: Priority) -> list[str]:
    """Titles of the priority's indicators, as far as the shelf knows them."""
    objectives = {each.id for each in ground.told.plan.of(Objective) if each.priority == priority.id}
    titles = {each.indicator.slug: each.indicator.title for each in ground.told.standings}
    slugs = dict.fromkeys(each.indicator for each in ground.told.plan.of(Measure) if each.objective in objectives)
    return [titles.get(each, each.replace("_", " ")) for each in slugs]


def _trimmed(text: str) -> str:
    return text.rstrip(". ")
