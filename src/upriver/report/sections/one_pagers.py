"""What it means for each partner: the findings that concern it, what could follow, and what it sends."""

from __future__ import annotations

from upriver.report.leading.partner_groups import GROUPS, Group
from upriver.report.leading.pressing import in_order
from upriver.report.story import Headline, Story
from upriver.words.document import Block, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.sharing.feed import STATES, FeedState
from upriver.words.text import plural, sentence

ORDER = 78
MOST = 6
# The clause itself stays inside: an agreement's name can tell who isn't trusted with what.
BARRED = "No agreement in force allows it to be used for this document."


def pages(story: Story) -> tuple[Page, ...]:
    """One short page for each partner whom any finding concerns."""
    return tuple(page for group in GROUPS if (page := _page(story, group)))


def _page(story: Story, group: Group) -> Page | None:
    found = [each for each in in_order(story) if set(each.partners) & set(group.kinds)]
    if not found:
        return None
    own = [feed for feed in story.feeds if set(feed.asked_of) & set(group.kinds) and not feed.open]
    used = sum(1 for feed in own if feed.state == "used")
    blocks: list[Block] = [
        Heading("What matters most for you"),
        *(
            Paragraph(
                each.says + (f" What could follow: {each.follows[0].lower()}{each.follows[1:]}" if each.follows else ""),
                (("Read on", each.href),),
            )
            for each in _chosen(found)
        ),
    ]
    blocks += [Heading("What is yours to give"), Paragraph(group.can)]
    if own:
        blocks += [_feeds(own, group)]
    name = f"{group.title[0].lower()}{group.title[1:]}"
    leading = sorted(_chosen(found), key=lambda each: (not each.follows, each.partners[0] not in group.kinds))  # what is theirs before what is shared
    first = leading[0]
    lead = f"{plural(len(found), 'finding')} of this assessment concern{'s' if len(found) == 1 else ''} {name}. "
    lead += first.says
    if own:
        lead += f" Of {plural(len(own), 'data set')} that they could send, {used or 'none'} {'are' if used > 1 else 'is'} used here."
    return Page(f"partners/{group.slug}", f"{group.title}: what this means for you", "For each partner", lead, tuple(blocks))


def _chosen(found: list[Headline]) -> list[Headline]:
    """The first on each subject, those that lead to something first of all; then others, up to a page."""
    first: dict[str, Headline] = {}
    for each in sorted(found, key=lambda each: not each.follows):
        first.setdefault(each.theme, each)
    chosen = [each for each in found if first.get(each.theme) == each]
    return (chosen + [each for each in found if each not in chosen])[:MOST]


def _feeds(own: list[FeedState], group: Group) -> Table:
    barred = any(feed.why for feed in own)
    rows = tuple(
        (TableCell(feed.title), TableCell(sentence(STATES[feed.state])), *([TableCell(BARRED if feed.why else "")] if barred else []))
        for feed in own
    )
    columns = (Column("Data"), Column("How it stands"), *([Column("Why")] if barred else []))
    return Table(f"partner-{group.slug}-data", "Data that you could send, and how they stand", columns, rows, shown_rows=20)
