"""A page for each data source, and the list of them."""

from __future__ import annotations

from upriver.report.residents.held import RESIDENTS, signals_of
from upriver.report.story import Source, Story
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import plural

ORDER = 85


def pages(story: Story) -> tuple[Page, ...]:
    """The catalogue, then a page a source: who publishes it, what it can't show, the files held and their hashes."""
    unused = frozenset(signal.says for signal in signals_of(story, RESIDENTS, "left_out"))
    return (_catalogue(story), *(_source(each, unused) for each in story.sources))


def _catalogue(story: Story) -> Page:
    body = tuple(
        (
            TableCell(each.contract.title, href=f"sources/{each.contract.slug}"),
            TableCell(each.contract.publisher),
            TableCell(each.contract.cadence),
            TableCell("yes" if each.used else "no, held only"),
            TableCell(float(len(each.parts)) if each.open else NOT_SAID),
            TableCell(float(sum(part.rows for part in each.parts)) if each.open else NOT_SAID),
        )
        for each in story.sources
    )
    table = Table(
        "sources",
        "Data that are held, and whether a figure rests on them",
        (Column("Source"), Column("Publisher or supplier"), Column("Comes every"), Column("Used here"), Column("Files held", 0), Column("Rows", 0)),
        body,
    )
    used = sum(1 for each in story.sources if each.used)
    shared = [each for each in story.sources if each.contract.protection != "open"]
    lead = f"{len(story.sources)} sources are held, and figures rest on {used} of them. " + (
        f"{plural(len(shared), 'source')} {'is' if len(shared) == 1 else 'are'} shared by partners under an agreement; the rest are open data."
        if shared else "All are open data under the Open Government Licence."
    )
    return Page("sources", "The data behind it", "Data sources", lead, (table,), in_pdf=True)


def _source(source: Source, unused: frozenset[str]) -> Page:
    contract = source.contract
    blocks: list[Block] = [
        Paragraph(contract.says),
        Paragraph(f"Licence: {contract.licence}. {contract.attribution}"),
    ]
    if not contract.layout_verified:
        blocks.append(Callout(UNVERIFIED, "warning"))
    if contract.caveats:
        blocks += [Heading("What it can't show, and what to watch"), Bullets(contract.caveats)]
    if contract.protection == "open":
        blocks += [Heading("Files held"), _files(source, unused)]
    else:
        # Not even a hash: that of a short table could be found again by trying every number.
        blocks += [Paragraph("It is shared under an agreement and held apart. Its files, their sizes and hashes aren't published.")]
    lead = f"Published by {contract.publisher}." if source.open else f"Shared under an agreement. Who supplies it: {contract.publisher}."
    return Page(f"sources/{contract.slug}", contract.title, "Data sources", lead, tuple(blocks), in_pdf=False)


NOT_SAID = "not published"
"""In place of the files and rows of a partner's data: they are withheld by rule, not because they are few."""
UNVERIFIED = "The layout of this source was not verified at the publisher's own file. Check the figures against theirs."


def _files(source: Source, unused: frozenset[str]) -> Table:
    """Each held file by its hash; one that can't be used by its name too, so that whoever sent it knows which is meant."""
    rows = tuple(
        (
            TableCell(f"{part.period.start:%Y-%m} to {part.period.end:%Y-%m}" if part.period else "not dated"),
            TableCell(float(part.rows)),
            TableCell("a newer download stands for it" if part.source_hash in source.replaced
                      else f"{part.label}: not used" if part.label in unused else ""),
            TableCell(part.source_hash),
        )
        for part in source.parts
    )
    columns = (Column("Period"), Column("Rows", 0), Column("Note"), Column("SHA-256 of its content"))
    slug = f"source-{source.contract.slug}"
    return Table(slug, f"Files of {source.contract.title}", columns, rows, shown_rows=15)
