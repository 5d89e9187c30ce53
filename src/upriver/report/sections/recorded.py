"""What the offence-coded tables show, and what the police.uk types are made of."""

from __future__ import annotations

from upriver.report.coded import (
    BY_QUARTER,
    RATES,
    SHARES,
    SOURCE,
    UNIT,
        headline,
    in_a_sentence,
    made_of_sentence,
    part_words,
    quarter_words,
    year_words,
)
from upriver.report.drawn import explain_of, number_cell, point
from upriver.report.story import Story, unit_words
from upriver.words.area import LEVEL_NAMES, Area
from upriver.words.cleared import Cell
from upriver.words.declared import Limb
from upriver.words.document import (
    Block,
    Bullets,
    Callout,
    Chart,
    Column,
    Heading,
    Page,
    Paragraph,
    Series,
    Table,
    TableCell,
)
from upriver.words.period import Period
from upriver.words.text import listed, number, plural, sentence

ORDER = 25
TABLES = {
    "assessment/recorded/by_quarter": "Offences by code, area and quarter",
    "assessment/recorded/rates": "Rates of offences by code, latest four quarters held",
}
MADE = {
    "recorded": "The Home Office's open tables are added up by area, quarter and offence code; corrections below zero count. A quarter "
    "or an offence that a table doesn't list is missing. Rates are of four quarters running, over residents.",
}
CODED = ("recorded_crime_csp", "recorded_crime_force")
NOT_HELD = (
    "No offence-coded table is held for these areas, so which offences stand behind the police.uk types can't be said. "
    "Take in the Home Office's open tables of police recorded crime, by community safety partnership or by force."
)
READ = (
    "These are offences by the date they were recorded, of people of every age, in homes and in public. A quarter "
    "or an offence that a table doesn't list is a gap, never zero. A count below zero takes back earlier offences."
)

VIOLENT = ("violence_against_the_person", "sexual_offences", "robbery")


def pages(story: Story) -> tuple[Page, ...]:
    """A page of what the tables show and one of what the types are made of; one that says so where none is held."""
    if not story.cells_of(BY_QUARTER) and not story.cells_of(SHARES):
        title = "What the offence-coded tables show"
        blocks: tuple[Block, ...] = (Heading("What the police.uk types are made of"), Callout(NOT_HELD, "warning"))
        return (Page("questions/recorded", title, "Questions", "No offence-coded table is held.", blocks),)
    return (_shown(story), _made_of(story))


def _shown(story: Story) -> Page:
    definition, found = story.definition.agreed, headline(story)
    lead = in_a_sentence(story) or _without(story, found)
    blocks: list[Block] = [Callout(READ)]
    limbs = [limb for limb in definition.limbs if _taken(limb)]
    if found and limbs:
        area, year = found
        blocks += [Heading("The definition and its parts"), *_parts(story, area, year, limbs)]
        blocks += [Heading("Area by area"), *_areas(story, definition.slug)]
        blocks += [Heading("Quarter by quarter"), *_quarters(story, area, limbs)]
    if found:
        blocks += [Heading("Every subgroup of offences"), _subgroups(story, *found)]
    blocks += [Heading("What the tables can't show"), _never(story)]
    title = "What the offence-coded tables show"
    return Page("questions/recorded", title, "Questions", lead, tuple(blocks))


def _taken(limb: Limb) -> bool:
    return any(limb.takes.get(contract) for contract in CODED)


def _without(story: Story, found: tuple[Area, Period] | None) -> str:
    definition = story.definition.agreed
    if not any(_taken(limb) for limb in definition.limbs):
        said = f"{definition.title} takes no offence codes, so the tables are shown by the publisher's own subgroups."
        groups = [cell for cell in story.cells_of(RATES, area=found[0]) if cell.key.period == found[1] and cell.key.breakdown] if found else []
        most = sorted((cell for cell in groups if cell.value is not None and cell.key.measure in VIOLENT), key=lambda cell: -(cell.value or 0))[:3]
        if most and found:
            parts = listed([f"{part_words(cell)} ({number(cell.count or 0)})" for cell in most])
            said = f"Of violent and sexual offences recorded in {found[0].name} in {year_words(found[1])}, most were {parts}. {said}"
        return said
    if found is None:
        return "No four quarters running are held, so there is no rate for a year, only the quarters."
    return f"{definition.title} has no figure for a year: a part of it is in none of the tables held, or a quarter is missing."


def _row(name: str, cell: Cell | None, href: str = "") -> tuple[TableCell, ...]:
    numbers = (number_cell(cell, part) for part in ("count", "denominator", "value", "lower", "upper"))
    return (TableCell(name, href=href), *numbers)


def _columns(first: str) -> tuple[Column, ...]:
    limits = (Column("Lower 95% limit", 2), Column("Upper 95% limit", 2))
    return (Column(first), Column("Offences", 0), Column("Residents", 0), Column("Rate", 2), *limits)


def _notes(story: Story) -> tuple[str, ...]:
    return (f"Rates are {unit_words(UNIT)}. {sentence(story.basis)}, whatever the year of the offences.",)


def _parts(story: Story, area: Area, year: Period, limbs: list[Limb]) -> list[Block]:
    definition = story.definition.agreed
    named = [(definition.title, definition.slug), *((limb.title, limb.slug) for limb in limbs)]
    rows = [(title, story.cell(RATES, area, measure, UNIT, period=year)) for title, measure in named]
    shown = sorted(rows[1:], key=lambda row: -(row[1].value or 0.0) if row[1] else 0.0)
    caption = f"{definition.title} and its parts, {area.name}, {year_words(year)}"
    table = Table(
        "recorded-parts", caption, _columns("Part"), tuple(_row(*row) for row in rows), _notes(story), SOURCE,
        explain_of(RATES),
    )
    given = [(title, cell.value) for title, cell in shown if cell is not None and cell.value is not None]
    if len(given) < 2:
        return [table]
    alt = (
        f"Bar chart of {len(shown)} rates {unit_words(UNIT)} with 95% intervals. The highest is {given[0][0]} at "
        f"{number(given[0][1], 2)}, the lowest {given[-1][0]} at {number(given[-1][1], 2)}."
    )
    chart = Chart(
        "recorded-parts", "bars", f"{given[0][0]} is the largest part", f"{caption}, {unit_words(UNIT)}",
        (Series("rate", tuple(point(title, cell) for title, cell in shown)),), "", unit_words(UNIT), SOURCE, alt,
        table="recorded-parts",
    )
    return [chart, table]


def _areas(story: Story, measure: str) -> list[Block]:
    """The definition in every partnership, council area and force that the tables speak of."""
    blocks: list[Block] = []
    for level in ("csp", "utla", "force"):
        cells = [
            cell for cell in story.cells_of(RATES, level=level) if cell.key.measure == measure and not cell.key.breakdown
        ]
        if not cells:
            continue
        cells.sort(key=lambda cell: -(cell.value if cell.value is not None else -1.0))
        name, year = LEVEL_NAMES[level], year_words(cells[0].key.period)
        pages = level in ("csp", "utla")
        rows = tuple(
            _row(cell.key.area.name, cell, f"areas/{story.profiled(cell.key.area).code}" if pages else "") for cell in cells
        )
        caption = f"{story.definition.agreed.title} by {name}, {year}"
        blocks.append(
            Table(f"recorded-{level}", caption, _columns(sentence(name)), rows, _notes(story), SOURCE, explain_of(RATES))
        )
    return blocks


def _quarters(story: Story, area: Area, limbs: list[Limb]) -> list[Block]:
    definition = story.definition.agreed
    measures = [definition.slug, *(limb.slug for limb in limbs)]
    mine = list(story.cells_of(BY_QUARTER, area=area))
    quarters = sorted({cell.key.period for cell in mine})
    found = {(cell.key.period, cell.key.measure): cell for cell in mine if not cell.key.breakdown}
    rows = tuple(
        (TableCell(quarter_words(each)), *(number_cell(found.get((each, measure))) for measure in measures))
        for each in quarters
    )
    held = [each for each in quarters if (cell := found.get((each, definition.slug))) and cell.value is not None]
    columns = (Column("Quarter"), *(Column(title, 0) for title in (definition.title, *(limb.title for limb in limbs))))
    caption = f"Offences a quarter, {area.name}"
    table = Table("recorded-quarters", caption, columns, rows, (), SOURCE, explain_of(BY_QUARTER), 20)
    lead = Paragraph(f"{plural(len(held), 'quarter')} of {len(quarters)} from the first held to the last asked are held.")
    if not held:
        return [lead, table]
    points = tuple(point(quarter_words(each), found.get((each, definition.slug))) for each in quarters)
    alt = f"Line chart of {definition.title} by quarter in {area.name}; quarters without data are gaps."
    chart = Chart(
        "recorded-quarters", "months", f"{definition.title} in {area.name}, quarter by quarter",
        f"Offences a quarter, {area.name}", (Series(area.name, points),), "Quarter", "number a quarter", SOURCE, alt,
        table="recorded-quarters",
    )
    return [lead, chart, table]


def _subgroups(story: Story, area: Area, year: Period) -> Table:
    cells = [
        cell for cell in story.cells_of(RATES) if cell.key.area == area and cell.key.period == year and cell.key.breakdown
    ]
    cells.sort(key=lambda cell: -(cell.value if cell.value is not None else -1.0))
    rows = tuple(_row(_subgroup(cell), cell) for cell in cells)
    caption = f"Offences by subgroup, {area.name}, {year_words(year)}"
    columns = _columns("Subgroup (group)")
    return Table("recorded-subgroups", caption, columns, rows, _notes(story), SOURCE, explain_of(RATES), 15)


def _subgroup(cell: Cell) -> str:
    """A subgroup with its group, once where both have one name."""
    part, group = part_words(cell), cell.key.measure.replace("_", " ")
    return sentence(part) if part == group else f"{sentence(part)} ({group})"


def _never(story: Story) -> Bullets:
    hidden = [f"{limb.title}: {limb.says}" for limb in story.definition.agreed.limbs if not _taken(limb) and not limb.takes]
    return Bullets((
        "Age, sex, ethnicity or relation of anyone, and whether a place was public: an offence code has none of them.",
        "Places below a community safety partnership, and months: police.uk serves those, by its own types.",
        *hidden,
    ))


def _made_of(story: Story) -> Page:
    cells = story.cells_of(SHARES, level="force")
    blocks: list[Block] = [
        Callout(
            "A police.uk type holds grave and minor offences together. What it is made of is known only for whole "
            "forces and whole years, from the offence-coded tables; a small place may differ.",
            "warning",
        )
    ]
    measures = sorted({cell.key.measure for cell in cells}, key=lambda each: (not each.startswith("violence"), each))
    said = [made_of_sentence(story, measure, _type(measure)) for measure in measures]
    for measure, says in zip(measures, said, strict=True):
        blocks += [Heading(sentence(_type(measure))), *([] if says == said[0] else [Paragraph(says)])]
        for area in dict.fromkeys(cell.key.area for cell in cells):
            blocks.append(_shares(area, measure, [c for c in cells if (c.key.area, c.key.measure) == (area, measure)]))
    if not measures:
        blocks.append(Paragraph(NOT_HELD))
    lead = said[0] if said else "No offence-coded year is held for the force."
    return Page("questions/made_of", "What the police.uk types are made of", "Questions", lead, tuple(blocks))


def _type(measure: str) -> str:
    return measure.replace("_", " ")


def _shares(area: Area, measure: str, cells: list[Cell]) -> Table:
    cells = sorted(cells, key=lambda cell: (cell.key.breakdown[0][0] == "group", -(cell.value or 0.0)))
    rows = tuple(
        (
            TableCell(sentence(part_words(cell)) + (" (whole group)" if cell.key.breakdown[0][0] == "group" else "")),
            *(number_cell(cell, part) for part in ("count", "value", "lower", "upper")),
        )
        for cell in cells
    )
    limits = (Column("Lower 95% limit", 1), Column("Upper 95% limit", 1))
    columns = (Column("Offences"), Column("Number", 0), Column("Share, %", 1), *limits)
    caption = f"What {_type(measure)} was made of, {area.name}, {year_words(cells[0].key.period)}"
    notes = ("Groups hold their subgroups again: don't add the two.",)
    return Table(f"made-of-{area.code}-{measure}", caption, columns, rows, notes, SOURCE, explain_of(SHARES))
