"""How concentrated it is."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.drawn import explain_of, number_cell, point
from upriver.report.story import Headline, Story, measure_words, shown
from upriver.words.cleared import Cell
from upriver.words.document import Block, Callout, Chart, Column, Heading, Page, Point, Series, Table, TableCell
from upriver.words.text import number, sentence

ORDER = 60
TABLES = {
    "assessment/concentration/shares": "How much of it happens in how few small areas",
    "assessment/concentration/curve": "Share of events in the most affected small areas",
}
MADE = {
    "concentration": "Small areas are put in order from the most affected, and their shares added up; by chance: the same number of events "
    "thrown at random over residents.",
}
SHARES, CURVE = "assessment/concentration/shares", "assessment/concentration/curve"


def pages(story: Story) -> tuple[Page, ...]:
    """One page: the Lorenz curve, and shares of small areas against chance."""
    measure = story.definition.slug
    half = _share(story, measure, "50%")
    chance = _share(story, measure, "50%", by="chance")
    if half is None or half.value is None:
        return ()
    lead = (
        f"Half of the events happen in {shown(half)}% of the small areas. Were they spread by chance alone over the residents, "
        f"it would be {shown(chance)}%."
    )
    blocks: list[Block] = [
        _curve(story, half),
        _table(story),
        Heading("How to read it"),
        Callout(
            "Some concentration is arithmetic: few events on many areas must leave most areas empty. Only what goes beyond the "
            "column for chance is a finding. The intervals come from drawing the areas again 1,000 times."
        ),
    ]
    return (Page("questions/concentration", "How concentrated is it?", "Questions", lead, tuple(blocks)),)


def headlines(story: Story) -> Iterator[Headline]:
    """In how few small areas half of it happens."""
    half, chance = _share(story, story.definition.slug, "50%"), _share(story, story.definition.slug, "50%", by="chance")
    if half is not None and chance is not None and half.value is not None and chance.value is not None:
        says = (
            f"Half of the events happen in {shown(half)}% of the small areas (95% interval {_limit(half, 'lower')} to {_limit(half, 'upper')}); "
            f"by chance alone it would be {shown(chance)}%."
        )
        yield Headline("concentration", says, "questions/concentration", "places", (half, chance), ("police", "local_authority"))


def _limit(cell: Cell, part: str) -> str:
    """One limit of a cell as it is printed."""
    value = getattr(cell, part)
    return "not given" if value is None else number(value, cell.decimals)


def _share(story: Story, measure: str, events: str, by: str = "") -> Cell | None:
    split = (("events", events), *((("by", by),) if by else ()))
    return story.cell(SHARES, story.partnership, measure, "percent", split=split)


def _curve(story: Story, half: Cell | None) -> Chart:
    points = []
    for share in range(0, 101, 5):
        cell = story.cell(
            CURVE, story.partnership, story.definition.slug, "percent", split=(("areas", f"{share:03d}%"),)
        )
        points.append(point(float(share), cell))
    even = tuple(Point(float(share), float(share)) for share in range(0, 101, 20))
    return Chart(
        "concentration-curve",
        "curve",
        f"Half of the events happen in {shown(half)}% of the small areas",
        f"{story.definition.title}, share of events in the most affected small areas, {story.partnership.name}, {story.period.words}",
        (Series("recorded", tuple(points)), Series("spread evenly", even)),
        "share of small areas, most affected first (%)",
        "share of events (%)",
        "data.police.uk; Open Government Licence v3.0",
        f"Curve of the share of events against the share of small areas, most affected first. Half of the events lie in {shown(half)}% of areas.",
        table="concentration-shares",
    )


def _table(story: Story) -> Table:
    measures = [story.definition.slug, *story.parts]
    body = []
    for measure in measures:
        for events in ("25%", "50%", "80%", "100%"):
            seen = _share(story, measure, events)
            if seen is None:
                continue
            body.append(
                (
                    TableCell(sentence(measure_words(story, measure))),
                    TableCell(events),
                    number_cell(seen),
                    number_cell(seen, "lower"),
                    number_cell(seen, "upper"),
                    number_cell(_share(story, measure, events, by="chance")),
                )
            )
    columns = (
        Column("What is counted"),
        Column("Share of events"),
        Column("Small areas that hold it (%)", 1),
        Column("Lower 95% limit", 1),
        Column("Upper 95% limit", 1),
        Column("By chance alone (%)", 1),
    )
    return Table(
        "concentration-shares",
        f"Share of small areas that holds a share of the events, {story.period.words}",
        columns,
        tuple(body),
        ("Areas are ordered from the most affected; a part of an area is counted where the share falls inside it.",),
        "data.police.uk, ONS Census 2021; OGL v3.0",
        explain_of(SHARES),
    )
