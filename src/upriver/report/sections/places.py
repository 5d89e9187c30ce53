"""Which areas are most at risk."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.beside.chance import CHANCE, beside_chance
from upriver.report.beside.maps import beside_a_map
from upriver.report.coded import made_of
from upriver.report.drawn import bars, choropleth, explain_of, number_cell, rate_table
from upriver.report.leading.plain import of_place
from upriver.report.story import PROFILED, Headline, Story, between, measure_words
from upriver.words.area import LEVEL_NAMES, LEVEL_PLURALS, Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import plural, sentence

ORDER = 40
TABLES = {
    **{f"assessment/places/{level}": f"Rates of {plural}" for level, plural in LEVEL_PLURALS.items()},
    CHANCE: "Rates beside the limits of chance",
}
MADE = {
    "places": "Events of the period by area, divided by residents; smoothed rates are pulled towards the whole; rates without "
    "institutions leave out the points named Hospital, Prison or Police Station. Limits of chance (a funnel) are exact Poisson limits around "
    "the rate of all areas of a level, widened by the root of how much more those areas vary than chance allows.",
}
WITHOUT = (("institutions", "without"),)
BOUNDARIES = (
    "data.police.uk; ONS boundaries, licensed under the OGL v3.0, contain OS data, Crown copyright and database right"
)


def pages(story: Story) -> tuple[Page, ...]:
    """A page that compares districts and partnerships, and one for each kind of small area with its map."""
    if not story.definition.limbs:
        return ()
    made = [_overview(story)]
    for level in ("ward", "msoa21", "lsoa21"):
        if story.areas.get(level) and story.populated:
            made.append(_small(story, level))
    return tuple(page for page in made if page is not None)


def headlines(story: Story) -> Iterator[Headline]:
    """The highest district or partnership beside the whole, where it is higher by more than chance."""
    overall = story.rate("assessment/places/partnership", story.partnership, story.definition.slug)
    for level in ("csp", "ltla"):
        rows = [(area, cell) for area, cell in _cells(story, level, story.definition.slug) if cell is not None and cell.value is not None]
        if len(rows) > 2 and overall is not None and overall.value is not None and story.signal(rows[0][1], "higher"):
            area, cell = rows[0]
            says = f"The highest {LEVEL_NAMES[level]} rate is in {area.name}: {between(cell)} {story.rate_words}, against {between(overall)} across the whole."
            yield Headline("highest_area", says, "questions/places", "places", tuple(each for each in (cell, overall) if each is not None),
                           ("community_safety_partnership", "local_authority", "police"), plain=of_place(story, area.name, cell, overall))
            return


def _cells(story: Story, level: str, measure: str) -> list[tuple[Area, Cell | None]]:
    table = f"assessment/places/{level}"
    rows = [(area, story.rate(table, area, measure)) for area in story.areas.get(level, ())]
    return sorted(rows, key=lambda row: -(row[1].value if row[1] and row[1].value is not None else -1.0))


COMPARED = ("csp", "ltla", "utla", "icb", "fra", "force", "region", "country")
CAUTION = (
    "A high rate says where recorded events happened, set against who lives there. It says nothing of the people who live "
    "there, and town centres draw people from far beyond."
)
SMALL = (
    "Raw rates of small areas jump about from year to year. Beside each stands a smoothed rate, pulled towards the whole "
    "where few people stand behind it. The list is in order of the raw rate and is no league table: neighbours in it can "
    "rarely be told apart."
)
NO_POPULATION = (
    "No population is held for these areas, so no rate can be given. The counts are in the file of all figures. Take in census residents by "
    "small area, then assess again."
)
TITLES = {"lsoa21": "Small areas (LSOA)", "msoa21": "Neighbourhoods (MSOA)", "ward": "Wards"}


def _overview(story: Story) -> Page | None:
    measure = story.definition.slug
    levels = [level for level in COMPARED if story.areas.get(level)]
    if not levels:
        return None
    overall = story.rate("assessment/places/partnership", story.partnership, measure)
    if not story.populated:
        return Page("questions/places", "Which areas are most at risk?", "Questions", NO_POPULATION, ())
    top = _cells(story, levels[0], measure)[0]
    lead = f"Across {story.partnership.name} it is {between(overall)} {story.rate_words}."
    if top[1] is not None and len(story.areas[levels[0]]) > 1:
        lead += f" The highest {LEVEL_NAMES[levels[0]]} rate is in {top[0].name}, {between(top[1])}."
    blocks: list[Block] = [Callout(CAUTION), *made_of(story)]
    for level in levels:
        blocks += _level(story, level, overall)
    return Page("questions/places", "Which areas are most at risk?", "Questions", lead, tuple(blocks))


def _level(story: Story, level: str, overall: Cell | None) -> list[Block]:
    rows = _cells(story, level, story.definition.slug)
    name, title = f"places-{level}", story.definition.title
    blocks: list[Block] = [Heading(sentence(LEVEL_PLURALS[level]))]
    if len(rows) > 2:
        line, bars_of = (story.partnership.name, overall), [(area.name, cell) for area, cell in rows]
        blocks.append(bars(story, name, _title(rows, level), bars_of, subject=title, table=name, line=line))
    caption = f"{title} by {LEVEL_NAMES[level]}, {story.period.words}"
    linked = [(area.name, _href(story, area), cell) for area, cell in rows]
    signal = "Set against all of them" if len(rows) > 2 else ""
    blocks.append(rate_table(story, name, caption, sentence(LEVEL_NAMES[level]), linked, signal=signal))
    return [*blocks, *beside_chance(story, level)]


def _href(story: Story, area: Area) -> str:
    return f"areas/{story.profiled(area).code}" if area.level in PROFILED else ""


def _title(rows: list[tuple[Area, Cell | None]], level: str) -> str:
    given = [area.name for area, cell in rows if cell is not None and cell.value is not None]
    return f"{given[0]} is highest and {given[-1]} lowest" if given else f"Rates by {LEVEL_NAMES[level]}"


def _small(story: Story, level: str) -> Page:
    rows = _cells(story, level, story.definition.slug)
    high = [row for row in rows if row[1] is not None and story.signal(row[1], "higher")]
    lead = (
        f"{len(high):,} of the {len(rows):,} {LEVEL_PLURALS[level]} have rates that are higher than the whole by more "
        "than chance."
    )
    blocks: list[Block] = [
        Callout(SMALL),
        *_map(story, level, rows),
        *beside_chance(story, level),
        _table(story, level, rows),
        Heading("Hospitals, prisons and police stations"),
        *_institutions(story, level),
    ]
    title = f"{TITLES[level]}: where the rates are highest"
    return Page(f"questions/places/{level}", title, "Questions", lead, tuple(blocks))


def _map(story: Story, level: str, rows: list[tuple[Area, Cell | None]]) -> list[Block]:
    plan = story.plans.get(level)
    if plan is None:
        return [Paragraph("No outlines of these areas are held, so there is no map.")]
    table, measure = f"assessment/places/{level}", story.definition.slug
    smooth = [(area, story.cell(table, area, measure, "smoothed_per_1000_residents")) for area, _ in rows]
    subtitle = f"{story.definition.title}, {story.rate_words}, smoothed, {story.period.words}"
    title = f"Smoothed rates by {LEVEL_NAMES[level]}"
    drawn = choropleth(
        story, f"map-{level}", title, plan, smooth, subtitle=subtitle, table=f"places-{level}", source=BOUNDARIES
    )
    if drawn is None:
        return []
    lost = len(rows) - len(drawn.shapes)
    said = (
        f"{plural(lost, 'area')} of the look-up {'has' if lost == 1 else 'have'} no outline among the boundaries held, whose "
        "year differs. They are in the table and not on the map."
    )
    return [drawn, *beside_a_map(story), *([Paragraph(said)] if lost else [])]


def _table(story: Story, level: str, rows: list[tuple[Area, Cell | None]]) -> Table:
    columns = (
        Column("Area"),
        Column("Events", 0),
        Column("Residents" if story.annual else "Person-years", 0),
        Column("Rate", 2),
        Column("Lower 95% limit", 2),
        Column("Upper 95% limit", 2),
        Column("Smoothed", 2),
        Column("Without institutions", 2),
    )
    table, measure = f"assessment/places/{level}", story.definition.slug
    body = tuple(
        (
            TableCell(f"{area.name} {area.code}"),
            number_cell(cell, "count"),
            number_cell(cell, "denominator"),
            number_cell(cell),
            number_cell(cell, "lower"),
            number_cell(cell, "upper"),
            number_cell(story.cell(table, area, measure, "smoothed_per_1000_residents")),
            number_cell(story.rate(table, area, measure, split=WITHOUT) or cell),
        )
        for area, cell in rows
    )
    return Table(
        f"places-{level}",
        f"{story.definition.title} by {LEVEL_NAMES[level]}, {story.period.words}, highest first",
        columns,
        body,
        (
            f"Rates are {story.rate_words}. {sentence(story.basis)}. A town centre with few residents has a high rate "
            "whatever happens there.",
        ),
        "data.police.uk, ONS Census 2021; OGL v3.0",
        explain_of(table),
        25,
    )


def _institutions(story: Story, level: str) -> list[Block]:
    table, measure = f"assessment/places/{level}", story.definition.slug
    rows = []
    for area in story.areas.get(level, ()):
        cell = story.rate(table, area, measure, split=WITHOUT)
        said = story.signal(cell, "institution")
        if said and cell is not None:
            rows.append((area, story.rate(table, area, measure), cell, said))
    if not rows:
        return [Paragraph("In no area with 10 events or more does a third lie at a point named for an institution.")]
    rows.sort(key=lambda row: -(row[1].value or 0) if row[1] else 0)
    body = tuple(
        (TableCell(f"{area.name} {area.code}"), number_cell(raw), number_cell(without), TableCell(said))
        for area, raw, without, said in rows
    )
    return [
        Paragraph(
            f"In {plural(len(rows), 'area')} a third or more of the events lie at a point named for an institution: what is recorded there says "
            f"little of the area. None is called a hot spot until a person has decided and said why. ({sentence(measure_words(story, measure))}.)"
        ),
        Table(
            f"institutions-{level}",
            "Areas where an institution carries a third of the events or more",
            (Column("Area"), Column("Rate", 2), Column("Without institutions", 2), Column("At institutions")),
            body,
            (),
            "data.police.uk; OGL v3.0",
            explain_of(table),
            15,
        ),
    ]
