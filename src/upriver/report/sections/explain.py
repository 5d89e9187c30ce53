"""Explain this number: a page for each table of figures, down to SQL and hashes."""

from __future__ import annotations

from upriver.report.story import Story, unit_words
from upriver.words.cleared import ClearedTable, Explanation
from upriver.words.document import Block, Bullets, Code, Heading, Page, Paragraph
from upriver.words.text import number

ORDER = 95


def pages(story: Story) -> tuple[Page, ...]:
    """One page an explanation; each figure's row in cells.csv names its table, and so its page."""
    tables = {table.slug.replace("/", "-"): table for table in story.clearance.tables}
    return tuple(_page(each, tables.get(slug)) for slug, each in sorted(story.clearance.explanations.items()))


def _example(table: ClearedTable | None) -> list[Block]:
    """One figure of the table made again from what is printed beside it, and how any of them is found."""
    cells = [cell for cell in table.cells if cell.value is not None] if table else []
    rates = [cell for cell in cells if cell.count is not None and cell.denominator and cell.key.unit.startswith("per_1000")]
    if not cells:
        return []
    cell = (rates or cells)[0]
    says = f"{cell.key.area.name}, {cell.key.period.words}: {number(cell.value or 0, cell.decimals)} {unit_words(cell.key.unit)}"
    if rates:
        says += f", which is 1,000 x {cell.count:,} / {number(cell.denominator or 0, 1)}"
    how = "Every figure of this table is a row of cells.csv with its own name; this one is called"
    return [Heading("One figure, made again"), Paragraph(f"{says}."), Paragraph(f"{how}:"), Code(str(cell.key))]


def _page(explanation: Explanation, table: ClearedTable | None) -> Page:
    blocks: list[Block] = [
        Paragraph(explanation.says),
        *_example(table),
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
