"""The areas of a partnership beside each other, month by month: small charts on one scale, and the table that holds their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.drawn import POLICE, explain_of, number_cell, point
from upriver.report.story import Story, measure_words, month_words
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Chart, Column, Heading, Series, Table, TableCell
from upriver.words.period import month_period
from upriver.words.text import sentence

MOST, FEWEST = 24, 2
SHOWN = 12


def side_by_side(story: Story, table: str, months: Sequence[str]) -> list[Block]:
    """The definition in each community safety partnership, or district where no look-up of those is held; nothing for one alone."""
    for level, called in (("csp", "community safety partnership"), ("ltla", "district")):
        found = [(area, cells) for area in story.areas.get(level, ()) if any(cells := _cells(story, table, area, months))]
        known = [(area, cells) for area, cells in found if any(cell is not None and cell.value is not None for cell in cells)]
        if FEWEST <= len(known) <= MOST:
            return _blocks(story, table, months, known, called)
    return []


def _cells(story: Story, table: str, area: Area, months: Sequence[str]) -> list[Cell | None]:
    return [story.cell(table, area, story.definition.slug, "count", period=month_period(month)) for month in months]


def _blocks(story: Story, table: str, months: Sequence[str], known: list[tuple[Area, list[Cell | None]]], called: str) -> list[Block]:
    name = sentence(measure_words(story, story.definition.slug))
    series = tuple(
        Series(area.name, tuple(point(month, cell, story.signal(cell, "signal")) for month, cell in zip(months, cells, strict=True)))
        for area, cells in known
    )
    subtitle = f"{name}, number a month in each {called}, {story.partnership.name}, all on one scale"
    chart = Chart("change-areas", "multiples", _title(months, known), subtitle, series, "Month", "number a month", POLICE, "", table="change-areas")
    columns = (Column("Month"), *(Column(area.name, 0) for area, _ in known))
    rows = tuple(
        (TableCell(month_words(month)), *(number_cell(cells[at]) for _, cells in known)) for at, month in reversed(list(enumerate(months)))
    )
    notes = ("Numbers, not rates: larger areas have more. Rates stand in the chapter on places.",)
    return [
        Heading(f"Each {called} on one scale"), chart,
        Table("change-areas", f"{name} each month by {called}, newest first", columns, rows, notes, POLICE, explain_of(table), SHOWN),
    ]  # fmt: skip


def _title(months: Sequence[str], known: list[tuple[Area, list[Cell | None]]]) -> str:
    """Who had most and who fewest in the last month that all have a number of."""
    for at in reversed(range(len(months))):
        there = [(cells[at], area.name) for area, cells in known]
        values = [(cell.value, name) for cell, name in there if cell is not None and cell.value is not None]
        if len(values) == len(known):
            (most, top), (least, low) = max(values), min(values)
            return f"{top} had most in {month_words(months[at])}, {low} fewest" if most > least else f"All had as many in {month_words(months[at])}"
    return "No month has a number for every one of them"
