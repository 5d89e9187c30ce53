"""The response strategy."""

from __future__ import annotations

from upriver.report.plans.told import Told
from upriver.words.document import Bullets, Page
from upriver.words.refusal import Refusal
from upriver.words.registers.strategy import Priority, Strategy

SLUG = "strategy"
TITLE = "Response strategy"
AUDIENCES = ("restricted", "public")
ABOUT = "strategy"
FORMS = ("pdf", "docx", "pptx")


def pages(told: Told) -> tuple[Page, ...]:
    """The strategy's pages."""
    strategy = told.plan.one(Strategy, told.about)
    if strategy is None:
        raise Refusal(f"there is no strategy {told.about}", do="`upriver strategy list` shows them.")
    chosen = [each for each in told.plan.of(Priority) if each.strategy == strategy.id]
    return (Page("strategy", strategy.title, "Strategy", strategy.vision, (Bullets(tuple(each.title for each in chosen)),)),)
