"""What was asked of educational, prison and youth custody authorities, and what they answered."""

from __future__ import annotations

from upriver.report.plans.asking.standing import NOT_READ, request_rows
from upriver.report.plans.tables import date_words
from upriver.report.plans.told import Told
from upriver.words.document import Block, Bullets, Heading, KeyFigure, KeyFigures, Page, Paragraph
from upriver.words.registers.asking import Request
from upriver.words.registers.delivery import Action
from upriver.words.registers.strategy import Priority
from upriver.words.standing.asked import overdue
from upriver.words.text import plural

SLUG = "requests"
TITLE = "Requests to relevant authorities"
AUDIENCES = ("restricted",)
ABOUT = ""
FORMS = ("docx", "xlsx")
ENDED = ("done", "stopped")
ORDER = ("declined", "partly", "waiting", "accepted")


def pages(told: Told) -> tuple[Page, ...]:
    """One page: counts, what is overdue or declined, and the whole list."""
    asked = [each for each in told.plan.of(Request) if each.asked_on is None or each.asked_on <= told.on]
    late = [each for each in asked if overdue(each, told.on)]
    asked.sort(key=lambda each: (each not in late, ORDER.index(each.answer), str(each.reply_by)))
    if not asked:
        lead = "No request has been recorded. `upriver request add` records one."
        return (Page("requests", "Requests to relevant authorities", "Requests", lead, ()),)
    count = {answer: sum(1 for each in asked if each.answer == answer) for answer in ORDER}
    blocks: list[Block] = [KeyFigures((
        KeyFigure("Accepted", str(count["accepted"]), f"of {len(asked)}"), KeyFigure("Declined, wholly or in part", str(count["declined"] + count["partly"]),
                                                                                     f"of {len(asked)}"),
        KeyFigure("Overdue", str(len(late)), f"of {len(asked)}"),
    ))]
    if late:
        blocks += [Heading("Overdue: write again"), Bullets(tuple(f"{told.name(each.authority)}: {each.asked} Answer was asked for by "
                                                                  f"{date_words(each.reply_by)}." for each in late))]
    if bare := [each for each in asked if each.answer in ("declined", "partly") and not each.ground]:
        blocks += [Heading("Declined without a ground: ask for it"), Bullets(tuple(f"{told.name(each.authority)}: {each.asked}" for each in bare))]
    blocks += [Heading("All requests"), request_rows(told, asked), NOT_READ, *_without(told, asked)]
    lead = f"{plural(len(asked), 'request')}: {count['accepted']} accepted, {count['partly']} in part, {count['declined']} declined, " \
           f"{count['waiting']} waiting, of which {len(late)} overdue."
    return (Page("requests", "Requests to relevant authorities", "Requests", lead, tuple(blocks)),)


def _without(told: Told, asked: list[Request]) -> list[Block]:
    """Actions of the strategy in force, not ended, that a relevant authority leads or supports and that nobody has asked it for."""
    chosen = {each.id for each in told.plan.of(Priority) if each.strategy == told.in_force}
    relevant = {each.id for each in told.register.authorities if each.role == "relevant"}
    pairs = {(each.authority, each.action) for each in asked}
    lines = tuple(
        f"{told.name(body)}: {action.title}." for action in told.plan.of(Action) for body in (action.lead, *action.supporting)
        if body in relevant and (body, action.id) not in pairs and action.priority in chosen and action.status not in ENDED
    )
    said = Paragraph("These actions name a relevant authority, and no request to it has been recorded. It isn't bound by an action nobody asked it for.")
    return [Heading("Named in an action and not asked"), said, Bullets(lines)] if lines else []
