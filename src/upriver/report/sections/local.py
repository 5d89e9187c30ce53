"""A profile of every community safety partnership, district and upper-tier area, all alike."""

from __future__ import annotations

from upriver.report.drawn import LIMITS, SOURCE, bars, choropleth, explain_of, months_chart, number_cell, rate_table
from upriver.report.story import PROFILED, Story, between, measure_words
from upriver.words.area import LEVEL_NAMES, Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import listed, sentence

ORDER = 80
BOUNDARIES = (
    "data.police.uk; ONS boundaries, licensed under the OGL v3.0, contain OS data, Crown copyright and database right"
)
KINDS, SMALL = "assessment/kinds/rates", "assessment/places/lsoa21"


def pages(story: Story) -> tuple[Page, ...]:
    """One page for each stretch of ground: a district that is its own partnership has the partnership's page."""
    return tuple(
        _profile(story, area)
        for level in PROFILED
        for area in sorted(story.areas.get(level, ()), key=lambda each: each.name)
        if story.profiled(area) == area
    )


def _profile(story: Story, area: Area) -> Page:
    measure = story.definition.slug
    cell = story.rate(f"assessment/places/{area.level}", area, measure)
    overall = story.rate("assessment/places/partnership", story.partnership, measure)
    lead = _lead(story, cell, overall)
    inside = story.within.get((area.level, area.code), frozenset())
    blocks: list[Block] = [_kinds(story, area)]
    if story.definition.limbs:
        blocks += [_chart_kinds(story, area), *_months(story, area), *_small(story, area, inside)]
    for each in _same_ground(story, area):
        blocks += story.local.get(each, ())
    others = {
        other.name
        for level in ("ltla", "csp")
        for other in story.areas.get(level, ())
        if story.profiled(other) != area and story.within.get((level, other.code), frozenset()) <= inside
    }
    if others:
        blocks.append(Paragraph(f"It takes in {listed(sorted(others), most=14)}."))
    return Page(
        f"areas/{area.code}",
        f"{area.name}: {LEVEL_NAMES[area.level]}",
        "Areas",
        lead,
        tuple(blocks),
        in_pdf=area.level == "csp",
    )


def _same_ground(story: Story, area: Area) -> list[Area]:
    """The area and every other that is made of the same ground, so that what is known of one is told of all."""
    return [area, *(each for level in PROFILED for each in story.areas.get(level, ()) if each != area and story.profiled(each) == area)]


def _lead(story: Story, cell: Cell | None, overall: Cell | None) -> str:
    if not story.definition.limbs:
        return f"police.uk shows no part of this definition: {story.definition.agreed.title}."
    sides = (("higher", "higher than"), ("lower", "lower than"), ("similar", "not different by more than chance from"))
    side = next((words for kind, words in sides if story.signal(cell, kind)), "to be read beside")
    return f"{story.definition.title}: {between(cell)} {story.rate_words}, {side} the whole, which has {between(overall)}."


def _measures(story: Story) -> list[str]:
    table = story.clearance.table(KINDS)
    found = [cell.key.measure for cell in table.cells if cell.key.area == story.partnership] if table else []
    return sorted(set(found) - {story.definition.slug})


def _kinds(story: Story, area: Area) -> Table:
    rows = [
        (sentence(measure_words(story, measure)), "", story.rate(KINDS, area, measure)) for measure in _measures(story)
    ]
    rows.sort(key=lambda row: -(row[2].value or 0) if row[2] else 0)
    return rate_table(
        story, f"area-{area.code}-kinds", f"Recorded crime by type, {area.name}, {story.period.words}", "Type", rows
    )


def _chart_kinds(story: Story, area: Area) -> Block:
    limbs = [limb.slug for limb in story.definition.limbs if limb.takes]
    rows = []
    for limb in limbs:
        rows.append(
            (
                f"{sentence(measure_words(story, limb))}: {area.name}",
                story.rate(f"assessment/places/{area.level}", area, limb),
            )
        )
        rows.append(
            (
                f"{sentence(measure_words(story, limb))}: whole",
                story.rate("assessment/places/partnership", story.partnership, limb),
            )
        )
    return bars(
        story,
        f"area-{area.code}-parts",
        f"{area.name} beside the whole partnership",
        rows,
        subject="Parts of the definition",
        table=f"area-{area.code}-kinds",
    )


def _months(story: Story, area: Area) -> list[Block]:
    table = story.clearance.table("assessment/change/months")
    months = (
        sorted({f"{cell.key.period.start:%Y-%m}" for cell in table.cells if cell.key.area == area}) if table else []
    )
    if not months:
        return []
    chart = months_chart(
        story, f"area-{area.code}-months", f"Month by month in {area.name}", area, story.definition.slug, months
    )
    return [
        Heading("Month by month"),
        Callout("Steps at changes of recording aren't changes in violence; gaps are months without data."),
        chart,
    ]


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
    return Table(f"area-{area.code}-small", caption, columns, body, notes, SOURCE, explain_of(SMALL), 10)
