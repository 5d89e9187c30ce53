"""A fixed lattice of pages to explore from: each measure of the definition at each kind of area."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from upriver.report.drawn import SOURCE
from upriver.report.exploring.rows import Row, rows_of_cells
from upriver.report.exploring.telling import caveat, chart_of, table_of, told
from upriver.report.links import name_for
from upriver.report.story import Story, measure_words
from upriver.words.area import LEVEL_PLURALS
from upriver.words.document import Block, Column, Page, Paragraph, Table, TableCell
from upriver.words.text import sentence

ORDER = 88
LEVELS = ("csp", "ltla", "utla", "ward", "msoa21", "lsoa21")
MOST_MEASURES, MOST_ROWS = 6, 100
"""No more than this many measures at six kinds of area, and rows a page: 36 pages, whatever the partnership's size."""
DRAWN = ("csp", "ltla", "utla")


def pages(story: Story) -> tuple[Page, ...]:
    """A page for each measure and kind of area that has figures, and one that lists them; none where none has."""
    found = {(measure, level): rows for measure in _measures(story) for level in LEVELS if (rows := _rows(story, measure, level))}
    if not found:
        return ()
    leaves = tuple(_leaf(story, measure, level, rows) for (measure, level), rows in found.items())
    return (_index(story, tuple(found)), *leaves)


def _measures(story: Story) -> tuple[str, ...]:
    return tuple(dict.fromkeys((story.definition.slug, *story.parts)))[:MOST_MEASURES]


def _rows(story: Story, measure: str, level: str) -> tuple[Row, ...]:
    """Rates of the period, of a year's residents where they can be given, else of the months observed; none where all are missing."""
    cells = [cell for cell in story.cells_of(f"assessment/places/{level}") if cell.key.measure == measure and not cell.key.breakdown]
    for unit in ("per_1000_residents", "per_1000_person_years"):
        rows = tuple(rows_of_cells(cell for cell in cells if cell.key.unit == unit))
        if len(rows) > 1 and any(row.value is not None for row in rows):
            return rows
    return ()


def _slug(measure: str, level: str) -> str:
    return f"explore/{name_for(measure)}-{level}"


def _title(story: Story, measure: str, level: str) -> str:
    return f"{sentence(measure_words(story, measure))}: {LEVEL_PLURALS[level]}"


def _leaf(story: Story, measure: str, level: str, rows: tuple[Row, ...]) -> Page:
    """The figures of one measure at one kind of area: what they say with their caveat, drawn where they are few, and as a table."""
    title = _title(story, measure, level)
    name = f"explore-{name_for(measure)}-{level}"
    blocks: list[Block] = [Paragraph(f"{told(rows)} {caveat(rows)}")]
    if level in DRAWN and (chart := chart_of(rows, slug=name, source=SOURCE)):
        blocks.append(replace(chart, table=f"{name}-table"))
    blocks.append(table_of(rows, slug=f"{name}-table", caption=title, most=MOST_ROWS, source=SOURCE))
    blocks.append(Paragraph("Every figure is in", (("cells.csv", "data/cells.csv"), ("all such pages", "explore"))))
    return Page(_slug(measure, level), title, "Explore", f"Rates for {story.period.words}, highest first.", tuple(blocks),
                in_pdf=False, in_contents=False)


def _index(story: Story, there: tuple[tuple[str, str], ...]) -> Page:
    """Where each measure can be looked at, one kind of area a column."""
    levels = [level for level in LEVELS if any(each[1] == level for each in there)]
    columns = (Column("What"), *(Column(sentence(LEVEL_PLURALS[level])) for level in levels))
    body = tuple(tuple(_line(story, measure, levels, there)) for measure in dict.fromkeys(measure for measure, _ in there))
    table = Table("explore-pages", "Pages by what is counted and kind of area", columns, body)
    says = (
        f"Each page holds at most {MOST_ROWS} rows of one measure at one kind of area; the rest is in cells.csv. Where this site is shown "
        "with the command upriver serve, this address instead lets you choose every published figure by what, where, who, when and compared with whom."
    )
    return Page("explore", "Explore the figures", "Explore", "The same published figures, to look at by what is counted and where.",
                (table, Paragraph(says, (("cells.csv", "data/cells.csv"),))), in_pdf=False)


def _line(story: Story, measure: str, levels: list[str], there: tuple[tuple[str, str], ...]) -> Iterator[TableCell]:
    yield TableCell(sentence(measure_words(story, measure)))
    for level in levels:
        known = (measure, level) in there
        yield TableCell("See rates" if known else "none", href=_slug(measure, level) if known else "")
