"""How it follows deprivation."""

from __future__ import annotations

from collections.abc import Iterator

from upriver.report.drawn import explain_of, point, rate_table
from upriver.report.story import Headline, Story, between, measure_words, shown
from upriver.words.cleared import Cell
from upriver.words.document import Block, Callout, Chart, Column, Heading, Page, Paragraph, Series, Table, TableCell
from upriver.words.text import sentence

ORDER = 70
TABLES = {
    "assessment/deprivation/tenths": "Rates by tenth of deprivation",
    "assessment/deprivation/slope": "Slope and relative index of inequality",
}
MADE = {
    "deprivation": "Small areas are put in tenths by their deprivation rank; each tenth's rate is its events over its residents; the slope "
    "is of a straight line through all tenths weighted by residents, the ratio of a second fit on the log scale.",
}
TENTHS, SLOPE = "assessment/deprivation/tenths", "assessment/deprivation/slope"
DOMAINS = {"income": "income deprivation", "all": "the whole index, which contains a crime domain"}
SOURCE = "data.police.uk, Indices of Deprivation 2025, ONS Census 2021; OGL v3.0"


def pages(story: Story) -> tuple[Page, ...]:
    """One page: rates by tenth of income deprivation, the slope, and the whole index only beside it."""
    measure = story.definition.slug
    cells = _tenths(story, measure, "income")
    if not any(cell and cell.value is not None for cell in cells):
        return ()
    most, least = cells[0], cells[-1]
    lead = (
        f"In the tenth of small areas with the most income deprivation the rate is {shown(most)} {story.rate_words}, "
        f"in the tenth with the least {shown(least)}."
    )
    blocks: list[Block] = [
        Callout(
            "This is an association between areas. It doesn't say that deprivation causes violence, and nothing about any person."
        ),
        _chart(story, measure, cells),
        rate_table(
            story,
            "deprivation-tenths",
            f"{story.definition.title} by tenth of income deprivation, {story.period.words}",
            "Tenth",
            [(_name(position), "", cell) for position, cell in enumerate(cells, 1)],
            notes=("Tenths are of the partnership's own small areas, by income rank; 1 is the most deprived.",),
        ),
        Heading("The slope over all tenths"),
        Paragraph(
            "The slope index is the difference between the two ends of a straight line fitted over all tenths. The relative "
            "index is the ratio of the ends of a second fit, on the log scale, where neither end can come near zero; above 1 "
            "the more deprived end is higher. Neither is the rate of the first tenth over that of the last."
        ),
        _indices(story),
        Paragraph(
            "Income leads here because the index of deprivation contains a crime domain: a gradient over the whole index is partly one "
            "of crime with itself. It is given for comparison only."
        ),
    ]
    return (Page("questions/deprivation", "How does it follow deprivation?", "Questions", lead, tuple(blocks)),)


def headlines(story: Story) -> Iterator[Headline]:
    """The relative index by income deprivation, or the two ends where it is withheld."""
    measure = story.definition.slug
    ratio = story.cell(SLOPE, story.partnership, measure, "ratio", split=(("domain", "income"), ("index", "rii")))
    cells = _tenths(story, measure, "income")
    if ratio is not None and ratio.value is not None:
        says = f"From the least to the most income-deprived small areas the rate of {measure_words(story, measure)} rises {between(ratio)} times; this is between areas and shows no cause."
        if ratio.value < 1:
            says = f"Rates do not rise with the income deprivation of small areas: the relative index is {between(ratio)}."
        yield Headline("deprivation", says, "questions/deprivation", "inequality", (ratio,), ("local_authority", "health"))
    elif all(cell is not None and cell.value is not None for cell in (cells[0], cells[-1])):
        says = f"In the tenth of small areas with the most income deprivation the rate is {between(cells[0])} {story.rate_words}, in the tenth with the least {between(cells[-1])}."
        yield Headline(
            "deprivation",
            says,
            "questions/deprivation",
            "inequality",
            tuple(cell for cell in (cells[0], cells[-1]) if cell),
            ("local_authority", "health"),
        )


def _name(position: int) -> str:
    return {1: "1, most deprived", 10: "10, least deprived"}.get(position, str(position))


def _tenths(story: Story, measure: str, domain: str) -> list[Cell | None]:
    return [
        story.rate(TENTHS, story.partnership, measure, split=(("domain", domain), ("tenth", f"{tenth:02d}")))
        for tenth in range(1, 11)
    ]


def _chart(story: Story, measure: str, cells: list[Cell | None]) -> Chart:
    ends = shown(cells[0]), shown(cells[-1])
    title = f"From {ends[0]} in the most deprived tenth to {ends[1]} in the least"
    points = tuple(point(str(position), cell) for position, cell in enumerate(cells, 1))
    alt = (
        f"Chart of rates by tenth of income deprivation with 95% intervals, from {shown(cells[0])} in the most deprived tenth to "
        f"{shown(cells[-1])} in the least deprived."
    )
    return Chart(
        "deprivation-tenths",
        "steps",
        title,
        f"{story.definition.title}, {story.rate_words}, by tenth of income deprivation, {story.period.words}",
        (Series("rate", points),),
        "tenth of small areas (1 = most income deprivation)",
        story.rate_words,
        SOURCE,
        alt,
        table="deprivation-tenths",
    )


def _indices(story: Story) -> Table:
    body = []
    for measure in [story.definition.slug, *story.parts]:
        for domain, words in DOMAINS.items():
            slope = story.rate(SLOPE, story.partnership, measure, split=(("domain", domain), ("index", "sii")))
            ratio = story.cell(SLOPE, story.partnership, measure, "ratio", split=(("domain", domain), ("index", "rii")))
            if slope is None and ratio is None:
                continue
            held = story.signal(ratio, "withheld")
            body.append(
                (
                    TableCell(sentence(measure_words(story, measure))),
                    TableCell(words),
                    TableCell(between(slope)),
                    TableCell(f"withheld: {held}" if held else between(ratio)),
                )
            )
    return Table(
        "deprivation-slope",
        f"Slope and relative index of inequality, {story.period.words}",
        (
            Column("What is counted"),
            Column("Ranked by"),
            Column(f"Slope index, {story.rate_words}"),
            Column("Relative index"),
        ),
        tuple(body),
        (),
        SOURCE,
        explain_of(SLOPE),
    )
