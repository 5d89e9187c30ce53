"""Paragraphs with a community safety partnership's own figures, to be pasted into its plan."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.plans.csp.ground import ground_of
from upriver.report.plans.csp.paragraphs import (
    OnePriority,
    as_a_whole,
    figures_table,
    paragraphs,
    source_line,
    told_of,
    without_figures,
)
from upriver.report.plans.told import Told, need_assessment
from upriver.words.document import Block, Bullets, Callout, Heading, Page, Paragraph
from upriver.words.text import listed, sentence

SLUG = "csp_paragraphs"
TITLE = "Paragraphs for a community safety partnership's plan"
AUDIENCES = ("public", "restricted")
ABOUT = "csp"
FORMS = ("docx",)
LETTER = True
INSIDE = (
    "These figures were cleared for the partnership's own people. Before you paste into a plan that is published, make this paper again with "
    "--for public: it then holds only what everyone may see."
)


def pages(told: Told) -> tuple[Page, ...]:
    """A heading for each priority with one or two paragraphs under it; on a page of its own, where each number comes from."""
    inside = need_assessment(told).audience != "public"
    ground = ground_of(told)
    whole = as_a_whole(ground)
    found = [told_of(ground, priority) for priority in ground.priorities]
    blocks: list[Block] = [Callout(INSIDE, "warning")] if inside else [
        Paragraph(f"Figures that everyone may see. Publish them once the assessment they come from, run {told.run}, has been released.")]
    if whole:
        blocks += [Heading("All of it together"), Paragraph(whole.text), source_line([whole])]
    for each in found:
        if told_here := paragraphs(each):
            blocks += [Heading(each.priority.title), *told_here]
    blocks += without_figures(found)
    blocks += _how_to_read(told, found)
    cells = [*(whole.cells if whole else ()), *(cell for each in found for cell in each.cells)]
    figures = figures_table(ground, "csp-paragraphs-figures", tuple(dict.fromkeys(cells)), told.run)
    lead = f"Copy what you need, with its source line. Figures are of {ground.name}, from the assessment of {told.period}."
    return (
        Page("csp-paragraphs", f"Paragraphs for {ground.name}", "Paragraphs", lead, tuple(blocks)),
        Page("csp-paragraphs/figures", "Where each number comes from", "Paragraphs", "Each number with the name by which the assessment knows it.",
             (figures,), in_pdf=False),
    )


def _how_to_read(told: Told, found: Sequence[OnePriority]) -> list[Block]:
    """What is counted, what has no figure here, and how to read an interval."""
    blocks: list[Block] = []
    kinds = {measure for each in found for measure in each.measures}
    counted = [f"{told.definition.title}: {told.definition.says}"] if told.definition else []
    counted += [f"{each.title}: {each.says}" for each in told.profiles if each.slug in kinds]
    if counted:
        blocks += [Heading("What is counted"), Bullets(tuple(counted))]
    if lacking := list(dict.fromkeys(sentence(name) for each in found for name in each.lacking)):
        blocks += [Heading("What has no figure of this area alone"),
                   Paragraph(f"{listed(lacking, most=12)}. The assessment says what is known of the partnership as a whole.")]
    return [
        *blocks,
        Heading("How to read them"),
        Paragraph("Police records don't hold all violence, and no source is added to another. A 95% interval is the range that chance alone leaves "
                  "open. A difference between areas says nothing of its cause, and nothing of the people who live there."),
    ]
