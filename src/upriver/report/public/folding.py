"""Tables too long for a phone, moved to pages of their own; the page keeps their first rows and leads there."""

from __future__ import annotations

from dataclasses import replace

from upriver.report.links import name_for
from upriver.words.document import Block, Document, Page, Paragraph, Table
from upriver.words.language.speaking import say

MOST_ROWS = 400
KEPT_ROWS = 40


def folded(document: Document) -> Document:
    """The document with each table of more than 400 rows on a page of its own, beside the page that shows its first rows.

    Other forms of the document keep their tables whole. Pages added are in no contents; their address is that of the page
    with the table's name below it.
    """
    pages: list[Page] = []
    for page in document.pages:
        blocks: list[Block] = []
        moved: list[Page] = []
        for block in page.blocks:
            if isinstance(block, Table) and len(block.rows) > MOST_ROWS:
                slug = f"{page.slug}/rows-{name_for(block.slug)}"
                kept = min(block.shown_rows or KEPT_ROWS, KEPT_ROWS)
                blocks += [replace(block, rows=block.rows[:kept], shown_rows=None),
                           Paragraph(say("These are the first {kept} rows.", kept=kept), ((say("All {n} rows", n=len(block.rows)), slug),))]
                lead = say("Every row of a table that is too long for its page.")
                back = Paragraph("", ((page.title, page.slug),))
                moved.append(Page(slug, block.caption, page.group, lead, (back, replace(block, shown_rows=None)), in_pdf=False, in_contents=False))
            else:
                blocks.append(block)
        pages += [replace(page, blocks=tuple(blocks)) if moved else page, *moved]
    return replace(document, pages=tuple(pages))
