"""Explain this number: a page for each table of figures, down to SQL and hashes."""

from __future__ import annotations

from upriver.report.story import Story
from upriver.words.cleared import Explanation
from upriver.words.document import Block, Bullets, Code, Heading, Page, Paragraph

ORDER = 95


def pages(story: Story) -> tuple[Page, ...]:
    """One page an explanation; each figure's row in cells.csv names its table, and so its page."""
    return tuple(_page(each) for _, each in sorted(story.clearance.explanations.items()))


def _page(explanation: Explanation) -> Page:
    blocks: list[Block] = [
        Paragraph(explanation.says),
        Heading("Definition"),
        Paragraph(explanation.definition),
        Heading("Steps"),
    ]
    blocks += [Code(step) for step in explanation.steps]
    blocks += [
        Heading("Inputs"),
        Code("\n".join(explanation.inputs) or "none", "contract, version and SHA-256 of the content of each file"),
        Heading("Why it may be used"),
        Bullets(explanation.clauses),
        Heading("The lock"),
        Paragraph(explanation.rule),
        Heading("Run"),
        Paragraph(f"{explanation.run}. runs/{explanation.run}/run.json in the workspace names all that it rests on."),
    ]
    return Page(
        f"explain/{explanation.id}",
        f"Explain: {explanation.title}",
        "Explanations",
        "How these figures came about, from file to page.",
        tuple(blocks),
        in_pdf=False,
        in_contents=False,
    )
