"""What would follow: each recommendation beside the finding that it comes from, and for whom."""

from __future__ import annotations

from upriver.report.leading.partner_groups import GROUPS
from upriver.report.leading.pressing import in_order
from upriver.report.story import Headline, Story
from upriver.words.document import Block, Callout, Column, Page, Paragraph, Table, TableCell
from upriver.words.sharing.authority import KINDS
from upriver.words.text import listed, plural, sentence

ORDER = 77


def pages(story: Story) -> tuple[Page, ...]:
    """One page, where any finding leads to something that could be done."""
    found = [each for each in in_order(story) if each.follows]
    if not found:
        return ()
    blocks: list[Block] = [
        Callout(
            "These are starting points that follow from the figures, for the partnership to weigh. None has been decided, and a "
            "figure alone never says what should be done."
        ),
        _table(found),
        Paragraph("What each partner may take from it stands on a page of its own.", tuple(
            (f"For {words}", address) for words, address in _partners(story)
        )),
    ]
    lead = f"{plural(len(found), 'finding')} suggest{'s' if len(found) == 1 else ''} something that could be done. Each stands beside the finding it comes from."
    return (Page("questions/recommendations", "What would follow from it?", "Questions", lead, tuple(blocks)),)


def _table(found: list[Headline]) -> Table:
    rows = tuple(
        (
            TableCell(f"{number}"),
            TableCell(each.says, href=each.href),
            TableCell(each.follows),
            TableCell(sentence(listed([KINDS[kind] for kind in each.partners]))),
        )
        for number, each in enumerate(found, 1)
    )
    columns = (Column("Number"), Column("Finding"), Column("What could follow"), Column("For"))
    notes = ("In the order in which kinds rank on the first page, then by question.",)
    return Table("recommendations", "From finding to what could follow", columns, rows, notes, shown_rows=20)


def _partners(story: Story) -> list[tuple[str, str]]:
    kinds = {kind for each in story.headlines for kind in each.partners}
    return [(group.title.lower(), f"partners/{group.slug}") for group in GROUPS if kinds & set(group.kinds)]
