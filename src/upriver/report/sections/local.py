"""A profile of every community safety partnership, district and upper-tier area, all alike."""

from __future__ import annotations

from upriver.report.areas.amount import how_much, whole_change
from upriver.report.drawn import LIMITS, SOURCE, choropleth, explain_of, number_cell
from upriver.report.series.changes import change_sentence
from upriver.report.story import PROFILED, Story, between, measure_words
from upriver.words.area import LEVEL_NAMES, Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import sentence

ORDER = 80
ON_AREAS = 20
"""Where it stands on the pages of areas: after who lives there, before how it changed."""
BOUNDARIES = (
    "data.police.uk; ONS boundaries, licensed under the OGL v3.0, contain OS data, Crown copyright and database right"
)
SMALL = "assessment/places/lsoa21"
SIDES = {"higher": "more", "lower": "less", "similar": "about as much"}


def pages(story: Story) -> tuple[Page, ...]:
    """One page for each stretch of ground: a district that is its own partnership has the partnership's page."""
    return tuple(
        _profile(story, area)
        for level in PROFILED
        for area in sorted(story.areas.get(level, ()), key=lambda each: each.name)
        if story.profiled(area) == area
    )


def local(story: Story, area: Area) -> list[Block]:
    """How much is recorded, by type."""
    return how_much(story, area)


def _profile(story: Story, area: Area) -> Page:
    inside = story.within.get((area.level, area.code), frozenset())
    blocks: list[Block] = [*_others(story, area, inside), *story.local.get(area, ())]
    if story.definition.limbs:
        blocks += _small(story, area, inside)
    title = f"{area.name}: {LEVEL_NAMES[area.level]}"
    return Page(f"areas/{area.code}", title, "Areas", _lead(story, area), tuple(blocks), in_pdf=area.level == "csp")


def _others(story: Story, area: Area, inside: frozenset[str]) -> list[Block]:
    """The larger areas that the page's ground lies in, and the smaller ones that it takes in, each with a page."""
    around, within = {}, {}
    for other in (each for level in PROFILED for each in story.areas.get(level, ()) if story.profiled(each) == each != area):
        ground = story.within.get((other.level, other.code), frozenset())
        if inside and inside < ground:
            around[other.name] = f"areas/{other.code}"
        elif ground and ground < inside:
            within[other.name] = f"areas/{other.code}"
    lies, takes = (tuple(sorted(each.items())) for each in (around, within))
    said = [Paragraph("Part of:", lies)] if lies else []
    return [*said, *([Paragraph("Made up of:", takes)] if takes else [])]


def _lead(story: Story, area: Area) -> str:
    """The answer first: more or less than the whole, then more or fewer than the year before."""
    if not story.definition.limbs:
        return f"police.uk shows no part of this definition: {story.definition.agreed.title}."
    cell = story.rate(f"assessment/places/{area.level}", area, story.definition.slug)
    overall = story.rate("assessment/places/partnership", story.partnership, story.definition.slug)
    what = measure_words(story, story.definition.slug).removesuffix(" (police.uk proxy)")
    side = next((words for kind, words in SIDES.items() if story.signal(cell, kind)), "")
    said = f"{area.name} has {side} recorded {what} for each resident {'as' if side == SIDES['similar'] else 'than'} the whole partnership: " if side else f"{sentence(what)} in {area.name}: "
    said += f"{between(cell)} {story.rate_words}, against {between(overall)}."
    change = whole_change(story, area)
    return f"{said} {change_sentence(story, change, 'Events')}" if change is not None else said


def _small(story: Story, area: Area, inside: frozenset[str]) -> list[Block]:
    small_areas = story.areas.get("lsoa21", ())
    rows = [(small, story.rate(SMALL, small, story.definition.slug)) for small in small_areas if small.code in inside]
    rows.sort(key=lambda row: -(row[1].value if row[1] and row[1].value is not None else -1.0))
    if not rows:
        return []
    return [Heading("Its small areas"), *_map(story, area, rows), _table(story, area, rows)]


def _smoothed(story: Story, small: Area) -> Cell | None:
    return story.cell(SMALL, small, story.definition.slug, "smoothed_per_1000_residents")


def _map(story: Story, area: Area, rows: list[tuple[Area, Cell | None]]) -> list[Block]:
    plan = story.plans.get(f"{area.level}:{area.code}")
    if plan is None:
        return []
    drawn = choropleth(
        story,
        f"area-{area.code}-map",
        f"Smoothed rates in {area.name}",
        plan,
        [(small, _smoothed(story, small)) for small, _ in rows],
        subtitle=f"{story.definition.title}, {story.rate_words}, smoothed, {story.period.words}",
        table=f"area-{area.code}-small",
        source=BOUNDARIES,
    )
    return [drawn] if drawn else []


def _table(story: Story, area: Area, rows: list[tuple[Area, Cell | None]]) -> Table:
    columns = (Column("Small area"), Column("Events", 0), Column("Rate", 2), *LIMITS, Column("Smoothed", 2))
    body = tuple(
        (
            TableCell(f"{small.name} {small.code}"),
            *(number_cell(cell, part) for part in ("count", "value", "lower", "upper")),
            number_cell(_smoothed(story, small)),
        )
        for small, cell in rows
    )
    caption = f"{story.definition.title} in the small areas of {area.name}, highest first"
    notes = (f"Rates are {story.rate_words}.",)
    return Table(f"area-{area.code}-small", caption, columns, body, notes, SOURCE, explain_of(SMALL), 5)
