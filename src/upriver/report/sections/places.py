"""Which areas are most at risk."""

from __future__ import annotations

from upriver.report.drawn import bars, choropleth, explain_of, number_cell, rate_table
from upriver.report.story import Story, between, measure_words
from upriver.words.area import LEVEL_NAMES, LEVEL_PLURALS, Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.text import number, plural

ORDER = 40
WITHOUT = (("institutions", "without"),)
BOUNDARIES = (
    "data.police.uk; ONS boundaries, licensed under the OGL v3.0, contain OS data, Crown copyright and database right"
)


def pages(story: Story) -> tuple[Page, ...]:
    """A page that compares districts and partnerships, and one for each kind of small area with its map."""
    made = [_overview(story)]
    for level in ("ward", "msoa21", "lsoa21"):
        if story.areas.get(level):
            made.append(_small(story, level))
    return tuple(page for page in made if page is not None)


def _cells(story: Story, level: str, measure: str) -> list[tuple[Area, Cell | None]]:
    table = f"assessment/places/{level}"
    rows = [(area, story.rate(table, area, measure)) for area in story.areas.get(level, ())]
    return sorted(rows, key=lambda row: -(row[1].value if row[1] and row[1].value is not None else -1.0))


def _overview(story: Story) -> Page | None:
    measure = story.definition.slug
    levels = [
        level for level in ("csp", "ltla", "utla", "icb", "fra", "force", "region", "country") if story.areas.get(level)
    ]
    if not levels:
        return None
    overall = story.rate("assessment/places/partnership", story.partnership, measure)
    blocks: list[Block] = [
        Callout(
            "A high rate says where recorded events happened, set against who lives there. It says nothing of "
            "the people who live there, and town centres draw people from far beyond."
        )
    ]
    lead = f"Across {story.partnership.name} it is {between(overall)} {story.rate_words}."
    for level in levels:
        rows = _cells(story, level, measure)
        if level == levels[0] and rows[0][1] is not None:
            lead += f" The highest {LEVEL_NAMES[level]} rate is in {rows[0][0].name}, {between(rows[0][1])}."
        blocks.append(Heading(LEVEL_PLURALS[level].capitalize()))
        if len(rows) > 2:
            blocks.append(
                bars(
                    story,
                    f"places-{level}",
                    _title(rows, level),
                    [(area.name, cell) for area, cell in rows],
                    subject=story.definition.title,
                    table=f"places-{level}",
                    line=(story.partnership.name, overall),
                )
            )
        blocks.append(
            rate_table(
                story,
                f"places-{level}",
                f"{story.definition.title} by {LEVEL_NAMES[level]}, {story.period.words}",
                LEVEL_NAMES[level].capitalize(),
                [(area.name, _href(story, area), cell) for area, cell in rows],
                signal="Set against all of them" if len(rows) > 2 else "",
            )
        )
    return Page("questions/places", "Which areas are most at risk?", "Questions", lead, tuple(blocks))


def _href(story: Story, area: Area) -> str:
    return f"areas/{area.code}" if area.level in ("csp", "ltla", "utla") else ""


def _title(rows: list[tuple[Area, Cell | None]], level: str) -> str:
    first, last = rows[0], next((row for row in reversed(rows) if row[1] and row[1].value is not None), rows[-1])
    ratio = (first[1].value or 0) / last[1].value if first[1] and last[1] and last[1].value else 0
    return (
        f"{first[0].name} has {number(ratio, 1)} times the rate of {last[0].name}"
        if ratio
        else f"Rates by {LEVEL_NAMES[level]}"
    )


def _small(story: Story, level: str) -> Page:
    measure = story.definition.slug
    rows = _cells(story, level, measure)
    high = [row for row in rows if row[1] is not None and story.signal(row[1], "higher")]
    lead = (
        f"{len(high):,} of the {len(rows):,} {LEVEL_PLURALS[level]} have rates that are higher than the whole by more "
        "than chance."
    )
    blocks: list[Block] = [
        Callout(
            "Raw rates of small areas jump about from year to year. Beside each stands a smoothed rate, pulled towards "
            "the whole where few people stand behind it. Neither is a league table: ranks are given as "
            "ranges, and not at all on fewer than 10 events."
        )
    ]
    plan = story.plans.get(level)
    if plan:
        smooth = [
            (area, story.cell(f"assessment/places/{level}", area, measure, "smoothed_per_1000_residents"))
            for area, _ in rows
        ]
        drawn = choropleth(
            story,
            f"map-{level}",
            f"Smoothed rates by {LEVEL_NAMES[level]}",
            plan,
            smooth,
            subtitle=f"{story.definition.title}, {story.rate_words}, smoothed, {story.period.words}",
            table=f"places-{level}",
            source=BOUNDARIES,
        )
        if drawn:
            blocks.append(drawn)
            lost = len(rows) - len(drawn.shapes)
            if lost:
                blocks.append(
                    Paragraph(
                        f"{plural(lost, 'area')} of the look-up have no outline among the boundaries held, whose year differs; "
                        "they are in the table and not on the map."
                    )
                )
    blocks += [
        _table(story, level, rows),
        Heading("Hospitals, prisons and police stations"),
        *_institutions(story, level),
    ]
    title = {"lsoa21": "Small areas (LSOA)", "msoa21": "Neighbourhoods (MSOA)", "ward": "Wards"}[level]
    return Page(
        f"questions/places/{level}",
        f"{title}: where the rates are highest",
        "Questions",
        lead,
        tuple(blocks),
        in_contents=True,
    )


def _table(story: Story, level: str, rows: list[tuple[Area, Cell | None]]) -> Table:
    columns = (
        Column("Area"),
        Column("Events", 0),
        Column("Residents" if story.whole else "Person-years", 0),
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
            f"Rates are {story.rate_words}. {story.basis.capitalize()}. A town centre with few residents has a high rate "
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
            f"little of the area. None is called a hot spot until a person has decided and said why. ({measure_words(story, measure).capitalize()}.)"
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
