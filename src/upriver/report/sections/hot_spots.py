"""Which hot spots survive a correction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from upriver.report.beside.maps import beside_a_map
from upriver.report.drawn import explain_of, number_cell
from upriver.report.story import Headline, Plan, Story
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Callout, Column, Map, MapShape, Page, Paragraph, Table, TableCell
from upriver.words.text import listed, plural

ORDER = 50
TABLES = {
    "assessment/hot_spots/gi_star": "Small areas whose surroundings are unusually high or low",
}
MADE = {
    "hot_spots": "Gi* adds an area and its neighbours and sets the sum against what the same values scattered at random would give; "
    "19,999 permutations of the other areas' values, two-sided, give the probability, and q-values hold the share of false discoveries at 5% "
    "(Benjamini and Hochberg). Areas unlike those around them are by local Moran's I, with the same permutations and correction.",
}
TABLE = "assessment/hot_spots/gi_star"
SOURCE = (
    "data.police.uk; ONS boundaries, licensed under the OGL v3.0, contain OS data, Crown copyright and database right"
)
BANDS = ("lower than chance", "no cluster", "higher than chance")


def pages(story: Story) -> tuple[Page, ...]:
    """One page: the small areas whose surroundings are high or low after the correction, on a map and in a table."""
    cells = [
        (area, story.cell(TABLE, area, story.definition.slug, "z_score")) for area in story.areas.get("lsoa21", ())
    ]
    if not any(cell for _, cell in cells):
        return ()
    hot = sorted(
        ((area, cell) for area, cell in cells if story.signal(cell, "hot")),
        key=lambda row: -(row[1].value or 0) if row[1] else 0,
    )
    of = f"of {len(cells):,} small areas"
    lead = (
        f"{len(hot):,} {of} lie in clusters of high rates that survive a correction for looking everywhere at once."
        if hot
        else f"No cluster of high rates {of} survives a correction for looking everywhere at once."
    )
    blocks: list[Block] = [Callout(CAUTION)]
    if plan := story.plans.get("lsoa21"):
        blocks += [_map(story, plan, cells), *beside_a_map(story)]
    if hot:
        blocks.append(_table(story, hot))
    blocks += [*_apart(story, cells), Paragraph(HOW)]
    return (Page("questions/hot-spots", "Which hot spots are more than chance?", "Questions", lead, tuple(blocks)),)


def headlines(story: Story) -> Iterator[Headline]:
    """How many small areas lie in clusters that survive."""
    cells = [cell for area in story.areas.get("lsoa21", ()) if (cell := story.cell(TABLE, area, story.definition.slug, "z_score"))]
    hot = tuple(cell for cell in cells if story.signal(cell, "hot"))
    if hot:
        says = f"{len(hot):,} of {len(cells):,} small areas lie in clusters of high rates that survive a correction for looking everywhere at once."
        yield Headline("hot_spots", says, "questions/hot-spots", "places", hot, ("police", "local_authority", "community_safety_partnership"),
                       "Visit them together before choosing what to do: the map says where, not why.")


CAUTION = (
    "A cluster is a finding about recorded events and map points, not about the people who live there. Institutions are "
    "left out of it, and points are snapped to the nearest of a fixed list, so an area more or less at an edge is chance."
)
HOW = (
    "Each area is added up with those that touch it, and the sum is set against what the same values scattered at random would give. "
    "Since so many areas are looked at together, the bar is set so that about one in twenty of those named is expected to be named by chance. "
    "The method is told with how the figures are made."
)


def _apart(story: Story, cells: Sequence[tuple[Area, Cell | None]]) -> list[Block]:
    """Areas unlike those around them, named."""
    found = {kind: [area.name for area, cell in cells if story.signal(cell, "apart") == kind] for kind in ("high among low", "low among high")}
    said = [f"{listed(names, most=12)} {'stands' if len(names) == 1 else 'stand'} out as {kind}" for kind, names in found.items() if names]
    if not said:
        return []
    text = "; ".join(said)
    return [Paragraph(f"Unlike the areas around them, beyond chance: {text}. A cluster statistic counts such "
                      "an area to its surroundings, so it is named here.")]  # fmt: skip


def _map(story: Story, plan: Plan, cells: Sequence[tuple[Area, Cell | None]]) -> Map:
    shapes = tuple(
        MapShape(area.code, area.name, plan.paths[area.code], band, BANDS[1 if band is None else band])
        for area, cell in cells
        if area.code in plan.paths
        for band in [_band(story, cell)]
    )
    hot, cold = (sum(1 for shape in shapes if shape.band == band) for band in (2, 0))
    alt = (
        f"Map of {len(shapes):,} small areas in three classes: {hot} in clusters of high rates, {cold} in clusters of low "
        "rates, and the rest in none. The table beside it names those in clusters of high rates."
    )
    subtitle = (
        f"{story.definition.title}, rates set against chance, at most about 1 in 20 of those named by chance, {story.period.words}"
    )
    title = f"{plural(hot, 'small area')} in clusters of high rates"
    return Map(
        "map-hot-spots", title, subtitle, shapes, BANDS, plan.box, SOURCE, alt, plan.over, "hot-spots", middle_is_plain=True
    )


def _band(story: Story, cell: Cell | None) -> int | None:
    if cell is None or cell.value is None:
        return None
    return 2 if story.signal(cell, "hot") else 0 if story.signal(cell, "cold") else 1


def _table(story: Story, hot: Sequence[tuple[Area, Cell | None]]) -> Table:
    measure = story.definition.slug
    body = tuple(
        (
            TableCell(f"{area.name} {area.code}"),
            number_cell(cell),
            number_cell(story.rate("assessment/places/lsoa21", area, measure)),
        )
        for area, cell in hot
    )
    columns = (
        Column("Area"),
        Column("With its neighbours, standard deviations above chance", 2),
        Column(f"Rate of the area itself, {story.rate_words}", 2),
    )
    note = (
        "The statistic is of an area with its neighbours together, so an area can be in a cluster without a high rate of "
        "its own."
    )
    caption = f"Small areas in clusters of high rates that survive, {story.period.words}"
    return Table("hot-spots", caption, columns, body, (note,), SOURCE, explain_of(TABLE), 30)
