"""Which kinds are most prevalent."""

from __future__ import annotations

from upriver.report.coded import made_of
from upriver.report.drawn import SOURCE, bars, explain_of, number_cell, rate_table
from upriver.report.story import Story, between, measure_words, month_words
from upriver.words.cleared import Cell
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell
from upriver.words.period import month_period
from upriver.words.text import plural, sentence

ORDER = 20
TABLES = {
    "assessment/kinds/by_month": "Recorded crime by type and month",
    "assessment/kinds/counts": "Recorded crime by type over the period",
    "assessment/kinds/rates": "Rates of recorded crime by type",
    "assessment/made_of/shares": "What police.uk types are made of, by offence",
}
MADE = {
    "kinds": "Rows of the files that stand today are counted by small area, month and type; areas add up their small areas, and rows "
    "known only to a district count from the district upwards. A rate is events divided by residents, times 1,000.",
    "made_of": "Offences of four quarters running in the force's table, each set in the police.uk type that it is published under; a "
    "share is a subgroup's part of its type.",
}
RATES, MONTHS = "assessment/kinds/rates", "assessment/kinds/by_month"


def pages(story: Story) -> tuple[Page, ...]:
    """One page: rates by type with a chart, the definition's part of it, and counts by partnership area and month."""
    categories = [cell.key.measure for cell in _cells(story) if cell.key.measure != story.definition.slug]
    rows = [
        (sentence(measure_words(story, measure)), story.rate(RATES, story.partnership, measure))
        for measure in dict.fromkeys(categories)
    ]
    rows.sort(key=lambda row: -(row[1].value or 0) if row[1] else 0)
    if not rows:
        return ()
    if not story.populated:
        lead = "No population is held for these areas, so no type has a rate. The counts are in the file of all figures."
        only = (Callout(CAUTION, "warning"), *made_of(story), *(_by_month(story) if story.definition.limbs else []))
        return (Page("questions/kinds", "Which kinds are most prevalent?", "Questions", lead, only),)
    top = rows[0]
    lead = f"{top[0]} is the largest of the published types: {between(top[1])} {story.rate_words}."
    title = f"Recorded crime by type, {story.partnership.name}, {story.period.words}"
    blocks: list[Block] = [
        Callout(CAUTION, "warning"),
        *made_of(story),
        bars(
            story,
            "kinds-rates",
            f"{top[0]} leads the recorded types",
            rows,
            subject="Recorded crime by type",
            table="kinds-rates",
        ),
        rate_table(story, "kinds-rates", title, "Type", [(name, "", cell) for name, cell in rows]),
        Heading("What the definition takes from it"),
        Paragraph(f"{story.definition.title}: {story.definition.says}"),
        *([_limbs(story)] if story.definition.limbs else []),
        Heading("Where there is no place"),
        *_adrift(story),
        *(_by_month(story) if story.definition.limbs else []),
    ]
    return (Page("questions/kinds", "Which kinds are most prevalent?", "Questions", lead, tuple(blocks)),)


CAUTION = (
    "These are the publisher's broad types. A type holds both grave and minor crimes, so none of them is a count of serious "
    "violence."
)


def _cells(story: Story) -> list[Cell]:
    return [cell for cell in story.cells_of(RATES) if cell.key.area.level == "partnership"]


def _limbs(story: Story) -> Table:
    measures = [story.definition.slug, *story.parts]
    rows = [
        (
            sentence(measure_words(story, measure)),
            "",
            story.rate("assessment/places/partnership", story.partnership, measure),
        )
        for measure in measures
    ]
    return rate_table(
        story,
        "definition-rates",
        f"The definition and its parts, {story.partnership.name}, {story.period.words}",
        "Part",
        rows,
    )


def _adrift(story: Story) -> list[Block]:
    sums: dict[str, float] = {}
    for cell in story.cells_of(MONTHS):
        kind = cell.key.names.get("location")
        if kind and cell.value is not None:
            sums[kind] = sums.get(kind, 0) + cell.value
    said = {"none": "have no place at all", "outside": "lie beyond the areas that the look-ups held cover, most of them just over the border"}
    return [
        Paragraph(
            f"In the months used, {plural(int(sums[kind]), 'row')} of the force's files {words}. They stand apart in the file of all "
            "figures and are in no area's total."
        )
        for kind, words in said.items()
        if sums.get(kind)
    ] or [Paragraph("Every row of the months used has a place in the partnership.")]


def _by_month(story: Story) -> list[Block]:
    areas = story.areas.get("csp", ())
    heading = Heading("Month by month in each community safety partnership")
    if not areas:
        return [heading, Paragraph("No look-up of community safety partnerships is held.")]
    measure = story.definition.slug
    columns = (Column("Community safety partnership"), *(Column(f"{month_words(month)[:3]} {month[:4]}", 0) for month in story.period.months))
    rows = tuple(
        (
            TableCell(area.name, href=f"areas/{story.profiled(area).code}"),
            *(
                number_cell(story.cell(MONTHS, area, measure, "count", period=month_period(month)))
                for month in story.period.months
            ),
        )
        for area in areas
    )
    return [
        heading,
        Table(
            "kinds-by-month",
            f"{story.definition.title} by community safety partnership and month",
            columns,
            rows,
            ("The file of all figures holds the same for every published type.",),
            SOURCE,
            explain_of(MONTHS),
        )
    ]
