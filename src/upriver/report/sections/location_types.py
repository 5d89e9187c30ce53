"""In what kinds of place it happens."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.drawn import explain_of, number_cell, point
from upriver.report.story import Headline, Story, between, shown
from upriver.words.cleared import Cell
from upriver.words.document import Block, Callout, Chart, Column, Heading, Page, Paragraph, Series, Table, TableCell
from upriver.words.text import sentence

ORDER = 54
TABLES = {
    "assessment/location_types/feeds": "Events by kind of place, as partners record it",
    "assessment/location_types/named_points": "Events at map points named for a kind of place",
}
MADE = {
    "location_types": "Rows are counted by the kind of place that the sender wrote; shares are of those whose place is known. police.uk rows are counted "
    "where the shared map point is named for a kind of place and not for a road.",
}
FEEDS, NAMED = "assessment/location_types/feeds", "assessment/location_types/named_points"
ADDRESS = "questions/kinds-of-place"
SAID = {
    "police_crime_extract": ("Crimes recorded by the police", "crimes", "the police crime extract, under agreement"),
    "ed_assault_attendances": ("Assaults treated in emergency departments", "attendances", "emergency departments, under agreement"),
}
SNAPPED = (
    "police.uk moves every crime to the nearest of a fixed list of map points. A point named Supermarket or Nightclub holds what happened on or "
    "near it, in the streets around too: it is no count of what happened inside, and most points carry the name of a road."
)


def pages(story: Story) -> tuple[Page, ...]:
    """One page: each feed by kind of place, and the named points of open data."""
    feeds = {contract: rows for contract in SAID if (rows := _shares(story, FEEDS, contract))}
    named = _shares(story, NAMED, story.definition.slug)
    if not feeds and not named:
        return ()
    blocks: list[Block] = []
    for contract, rows in feeds.items():
        blocks += [Heading(SAID[contract][0]), *_feed(story, contract, rows)]
    if named:
        blocks += [Heading("Named points of open police data"), Callout(SNAPPED), *_named(story, named)]
    lead = " ".join(_said(contract, rows) for contract, rows in feeds.items()) or (
        f"Open data names a kind of place for few of its points; of these, points named {named[0][0]} stand first with {shown(named[0][2])}% of all events."
    )
    return (Page(ADDRESS, "In what kinds of place does it happen?", "Questions", lead, tuple(blocks)),)


def lacking(story: Story) -> tuple[str, ...]:
    """Where no partner says in what kind of place it happens."""
    if any(_shares(story, FEEDS, contract) for contract in SAID):
        return ()
    return ("In what kinds of place it happens is known from a police extract or from emergency departments; neither is held with it for the "
            "whole period.",)  # fmt: skip


def headlines(story: Story) -> Iterator[Headline]:
    """The first kind of place of each feed."""
    for contract in SAID:
        rows = _shares(story, FEEDS, contract)
        if rows:
            partners = ("police", "local_authority") if contract == "police_crime_extract" else ("health", "local_authority")
            yield Headline(f"kinds_of_place_{contract}", _said(contract, rows), ADDRESS, "places", (rows[0][1], rows[0][2]), partners)


def _shares(story: Story, table: str, measure: str) -> list[tuple[str, Cell, Cell]]:
    """(kind, count, share) of the kinds that have both, most first."""
    by = {(cell.key.breakdown, cell.key.unit): cell for cell in story.cells_of(table) if cell.key.measure == measure}
    rows = [
        (dict(split)["place"], count, share)
        for (split, unit), share in by.items()
        if unit == "percent" and share.value is not None and (count := by.get((split, "count"))) is not None and count.value is not None
    ]
    return sorted(rows, key=lambda row: (-(row[2].value or 0.0), row[0]))


def _said(contract: str, rows: list[tuple[str, Cell, Cell]]) -> str:
    name, _, share = rows[0]
    second = f", then {rows[1][0]} ({shown(rows[1][2])}%)" if len(rows) > 1 else ""
    return f"{SAID[contract][0]}: most often {name}, {between(share).replace(' (', '% (', 1)}{second}, of those whose place is known."


def _feed(story: Story, contract: str, rows: list[tuple[str, Cell, Cell]]) -> list[Block]:
    title, what, source = SAID[contract]
    slug = f"kinds-of-place-{contract.replace('_', '-')}"
    total = story.cell(FEEDS, story.partnership, contract, "count")
    unknown = story.cell(FEEDS, story.partnership, contract, "count", split=(("place", "not known"),))
    chart = Chart(
        slug, "bars", f"{sentence(rows[0][0])} comes first, with {shown(rows[0][2])}%", f"{title}, % of {what} whose place is known, {story.period.words}",
        (Series("share", tuple(point(name, share) for name, _, share in rows)),), "", f"% of {what} whose place is known", source,
        f"Bar chart of {len(rows)} kinds of place. The highest is {rows[0][0]} at {shown(rows[0][2])}%, the lowest {rows[-1][0]} at {shown(rows[-1][2])}%.",
        table=slug,
    )  # fmt: skip
    said = f"{shown(total)} {what} in all; of {shown(unknown)} the place isn't known." if unknown is not None else f"{shown(total)} {what} in all."
    return [chart, _table(slug, f"{title} by kind of place, {story.period.words}", rows, source, FEEDS), Paragraph(said)]


def _named(story: Story, rows: list[tuple[str, Cell, Cell]]) -> list[Block]:
    months = next((said for _, count, _ in rows if (said := story.signal(count, "observed"))), "")
    caption = f"{story.definition.title}, at points named for a kind of place, {story.period.words}"
    source = "data.police.uk; Open Government Licence v3.0"
    made: list[Block] = [_table("kinds-of-place-points", caption, rows, source, NAMED, "Share of all events with a place (%)")]
    return [*made, Paragraph(f"Counted over {months}; the rest are not held for everybody.")] if months else made


def _table(slug: str, caption: str, rows: list[tuple[str, Cell, Cell]], source: str, table: str, share: str = "Share (%)") -> Table:
    body = tuple(
        (TableCell(sentence(name)), number_cell(count), number_cell(part), number_cell(part, "lower"), number_cell(part, "upper"))
        for name, count, part in rows
    )
    columns = (Column("Kind of place"), Column("Events", 0), Column(share, 1), Column("Lower 95% limit", 1), Column("Upper 95% limit", 1))
    return Table(slug, caption, columns, body, (), source, explain_of(table))
