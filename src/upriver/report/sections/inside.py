"""For the partnership's own people: the clauses that figures rest on, what only they may see, who has sent what, what is barred."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.story import Story
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.sharing.agreement import PURPOSES
from upriver.words.sharing.inside import Inside
from upriver.words.text import day, listed, plural, sentence

ORDER = 82
TABLES: dict[str, str] = {}
MADE: dict[str, str] = {}


def pages(story: Story) -> tuple[Page, ...]:
    """One page in a restricted document; none in a public one."""
    if story.inside is None:
        return ()
    inside = story.inside
    lead = (
        f"{plural(len({clause.id.partition(':')[0] for clause in inside.clauses}), 'agreement')} between partners stand behind these figures, and "
        f"{plural(len(inside.sent), 'set')} of data that they sent. None of this page is in the public document."
    )
    blocks = (*_alone(inside), *_clauses(inside), *_sent(inside), *_barred(inside))
    return (Page("about/inside", "For the partnership alone: agreements and what was sent", "About", lead, blocks),)


def _alone(inside: Inside) -> Iterator[Block]:
    if inside.alone:
        yield Heading("What only this document shows")
        yield Callout("Agreements let the partnership's own people see these in more detail than everyone. Do not pass them on.", "warning")
        yield Bullets(tuple(f"{source}: {here} here, {there} in the public document." for source, here, there in inside.alone))


def _clauses(inside: Inside) -> Iterator[Block]:
    yield Heading("The agreements that figures rest on")
    if not inside.clauses:
        yield Paragraph("None: everything here is open data.")
        return
    rows = tuple(
        (TableCell(clause.id.partition(":")[0]), TableCell(listed(clause.parties)), TableCell(PURPOSES.get(clause.allows.purpose, clause.allows.purpose)),
         TableCell(day(clause.ends.isoformat()) if clause.ends else "no end set"), TableCell(clause.says))
        for clause in {clause.id.partition(":")[0]: clause for clause in inside.clauses}.values()
    )
    columns = tuple(Column(name) for name in ("Agreement", "Between", "For", "Until", "Under"))
    yield Table("inside-clauses", "Agreements in force, the parties to each and until when they hold", columns, rows, source="The partnership's register of agreements")


def _sent(inside: Inside) -> Iterator[Block]:
    if inside.sent:
        yield Heading("Who has sent what")
        rows = tuple((TableCell(each.source), TableCell(each.provider), TableCell(float(each.periods)), TableCell(each.first), TableCell(each.last))
                     for each in inside.sent)
        columns = (Column("Source"), Column("Provider"), Column("Months or quarters", 0), Column("First"), Column("Last"))
        yield Table("inside-sent", "What each provider has sent and signed for", columns, rows, source="Receipts")


def _barred(inside: Inside) -> Iterator[Block]:
    if inside.barred:
        yield Heading("What was sent and may not be used here")
        yield Bullets(tuple(
            sentence(f"{title}{f', from {each.provider}' if each.provider else ''}: {each.why.rstrip('.')}. {each.do}") for title, each in inside.barred
        ))
