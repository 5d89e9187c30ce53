"""What is known to work: ratings of approaches with their source and date, local studies beside them, and the actions that use each."""

from __future__ import annotations

from upriver.report.plans.told import Told
from upriver.report.plans.worked.library import by_rating, own, used, without_reason
from upriver.words.document import Block, Callout, Heading, Page, Paragraph
from upriver.words.registers.delivery import Action
from upriver.words.text import plural

SLUG = "evidence"
TITLE = "What is known to work"
AUDIENCES = ("restricted", "public")
ABOUT = ""
FORMS = ("pdf", "docx")
NOT_HERE = (
    "A rating is of an approach where it was tried, not of what is done here. Ratings are cited singly with their link and date; they change about twice "
    "a year, so read them again at the source before you rely on one."
)
RECALLED = "Where a rating was recalled and not read, it says so, and is for the partnership to confirm."


def pages(told: Told) -> tuple[Page, ...]:
    """One page: what the actions rest on, what was found here, and the library by rating."""
    held = tuple(told.approaches.values())
    actions = [each for each in told.plan.of(Action) if each.status != "stopped"]
    named = [each for each in actions if each.approach]
    lead = f"{plural(len(held), 'rating')} of approaches; {len(named)} of {plural(len(actions), 'action')} name the approach they follow."
    blocks: list[Block] = [Callout(NOT_HERE), Paragraph(RECALLED), Heading("What our actions rest on"), *used(told, actions)]
    if missing := without_reason(told, actions):
        blocks += [Callout(missing, "warning")]
    blocks += [Heading("What was found here"), *own(told), Heading("The library, by rating"), *by_rating(told, held)]
    return (Page("evidence", TITLE, "Evidence", lead, tuple(blocks)),)
