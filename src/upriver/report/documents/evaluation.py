"""Did it work? Every study of an action: what was asked, how, the least effect that could have been seen, and what was found."""

from __future__ import annotations

from upriver.report.plans.told import Told
from upriver.words.document import Page, Paragraph
from upriver.words.monitoring.effect import COUNTS, MONTHS, RESULTS

SLUG = "evaluation"
TITLE = "Did it work?"
AUDIENCES = ("restricted", "public")
ABOUT = ""
FORMS = ("pdf", "docx")
TABLES = {
    COUNTS: "Studies: counts before and after, by group of areas",
    MONTHS: "Studies: counts month by month, by group of areas",
    RESULTS: "Studies: the least effect that could have been seen, and what was found",
}
MADE = {
    "studies": "Each study was written down with its areas, dates and design. Counts are summed over its areas; months that are missing in one "
    "of them are left out on all sides. The least effect is the smallest fall that would be seen four times in five.",
}


def pages(told: Told) -> tuple[Page, ...]:
    """One page for all studies, and one for each."""
    return (Page("evaluation", TITLE, "Studies", "", tuple(Paragraph(each.says) for each in told.effects)),)
