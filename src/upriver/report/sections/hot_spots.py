"""Which hot spots survive a correction."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell
from upriver.report.story import Story
from upriver.words.document import Block, Callout, Column, Map, MapShape, Page, Paragraph, Table, TableCell
from upriver.words.text import plural

ORDER = 50
TABLE = "assessment/hot_spots/gi_star"
SOURCE = (
    "data.police.uk; ONS boundaries, licensed under the OGL v3.0, contain OS data, Crown copyright and database right"
)
BANDS = ("lower than chance", "no cluster", "higher than chance")


def pages(story: Story) -> tuple[Page, ...]:
    """One page: the small areas whose surroundings are high or low after the correction, on a map and in a table."""
    measure = story.definition.slug
    cells = [(area, story.cell(TABLE, area, measure, "z_score")) for area in story.areas.get("lsoa21", ())]
    if not any(cell for _, cell in cells):
        return ()
    hot = [(area, cell) for area, cell in cells if story.signal(cell, "hot")]
    cold = [(area, cell) for area, cell in cells if story.signal(cell, "cold")]
    hot.sort(key=lambda row: -(row[1].value or 0) if row[1] else 0)
    lead = (
        f"{plural(len(hot), 'small area')} of {len(cells):,} lie in clusters of high rates that survive a correction for looking everywhere at once."
        if hot
        else f"No cluster of high rates among {len(cells):,} small areas survives a correction for looking everywhere at once."
    )
    blocks: list[Block] = [
        Callout(
            "A cluster is a finding about recorded events and map points, not about the people who live there. Institutions are left out of it, and "
            "points are snapped to the nearest of a fixed list, so an edge of a street either way is chance."
        ),
    ]
    if plan := story.plans.get("lsoa21"):
        codes_hot, codes_cold = {area.code for area, _ in hot}, {area.code for area, _ in cold}
        shapes = tuple(
            MapShape(
                area.code,
                area.name,
                plan.paths[area.code],
                None
                if cell is None or cell.value is None
                else 2
                if area.code in codes_hot
                else 0
                if area.code in codes_cold
                else 1,
                BANDS[2] if area.code in codes_hot else BANDS[0] if area.code in codes_cold else BANDS[1],
            )
            for area, cell in cells
            if area.code in plan.paths
        )
        alt = (
            f"Map of {len(shapes):,} small areas in three classes: {len(hot)} in clusters of high rates, {len(cold)} in clusters of low rates, "
            "and the rest in none. The table beside it names those in clusters of high rates."
        )
        blocks.append(
            Map(
                "map-hot-spots",
                f"{plural(len(hot), 'small area')} in clusters of high rates",
                f"{story.definition.title}, Gi* on population-standardised rates, false-discovery rate 5%, {story.period.words}",
                shapes,
                BANDS,
                plan.box,
                SOURCE,
                alt,
                plan.over,
                "hot-spots",
            )
        )
    body = tuple(
        (
            TableCell(f"{area.name} {area.code}"),
            number_cell(cell),
            number_cell(story.cell(TABLE, area, measure, "q_value")),
            number_cell(story.rate("assessment/places/lsoa21", area, measure)),
        )
        for area, cell in hot
    )
    if body:
        blocks.append(
            Table(
                "hot-spots",
                f"Small areas in clusters of high rates that survive, {story.period.words}",
                (
                    Column("Area"),
                    Column("Gi* (standard deviations)", 2),
                    Column("q-value", 4),
                    Column("Rate of the area itself", 2),
                ),
                body,
                (
                    "The statistic is of an area with its neighbours together, so an area can be in a cluster without a high rate of its own.",
                ),
                SOURCE,
                explain_of(TABLE),
                30,
            )
        )
    blocks.append(
        Paragraph(
            "Gi* adds up each area and those that touch it and asks how far that sum lies from what the same values "
            "scattered at random would give. Its p-value is found by 19,999 permutations of the other areas' values, two-sided; since so many areas are "
            "tested at once, the expected share of false ones among those named is held at 5% (Benjamini and Hochberg)."
        )
    )
    return (Page("questions/hot-spots", "Which hot spots are more than chance?", "Questions", lead, tuple(blocks)),)
