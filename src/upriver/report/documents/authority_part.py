"""One page for one authority: what the strategy in force means for it, what it leads, supplies, attends, answers and signs."""

from __future__ import annotations

from upriver.report.plans.strategy import part
from upriver.report.plans.told import Told
from upriver.words.document import Page

SLUG = "authority_part"
TITLE = "One authority's part"
AUDIENCES = ("restricted",)
ABOUT = "authority"
FORMS = ("pdf", "docx")


def pages(told: Told) -> tuple[Page, ...]:
    """One page.

    Raises:
        Refusal: the register has no such authority.
    """
    return (part.page(told),)
