"""The response strategy: what the partnership will do about serious violence, why, with whom, with what money, and how it will know."""

from __future__ import annotations

from upriver.report.plans.strategy import annexes, approach, money, opening, priorities, together, watching
from upriver.report.plans.strategy.chosen import PRIORITIES, chosen
from upriver.report.plans.told import Told
from upriver.words.document import Page

SLUG = "strategy"
TITLE = "Response strategy"
AUDIENCES = ("restricted", "public")
ABOUT = "strategy"
FORMS = ("pdf", "docx", "pptx")


def pages(told: Told) -> tuple[Page, ...]:
    """The strategy's pages, in the order in which such strategies are read; what is still open is for insiders alone.

    Raises:
        Refusal: there is no such strategy.
    """
    held = chosen(told)
    return (
        opening.first_page(held), opening.foreword(held), together.duty(held), priorities.found(held), together.definition(held),
        approach.approach(held), priorities.theory_page(held),
        *(priorities.priority_page(held, each, at) for at, each in enumerate(held.priorities, 1)),
        together.working_together(held), together.enablers(held), watching.alignment(held), money.money(held), watching.watching(held),
        approach.equality(held), watching.review(held),
        annexes.consultation(held), annexes.delivery_plan(held), annexes.risks(held), together.linked(held), annexes.figures(held),
        *((opening.still_open(held),) if held.inside else ()),
    )


def sayings(made: tuple[Page, ...]) -> tuple[tuple[str, str], ...]:
    """What the slides begin with: each priority and what will be different, with the page that it stands on."""
    return tuple((f"{each.title.partition('. ')[2]}: {each.lead}", each.slug) for each in made if each.group == PRIORITIES)
