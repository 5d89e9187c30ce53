"""A change against the year before as a sentence and as a row; rates pooled over years as a table."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.drawn import LIMITS, explain_of, number_cell
from upriver.report.story import Names, Story, change_words, measure_words, shown, unit_words
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import Column, Table, TableCell
from upriver.words.text import sentence

CHANGE, BY_OFFENCE = "assessment/scale/change", "assessment/scale/change_by_offence"
POOLED, POOLED_BY_OFFENCE = "assessment/scale/pooled", "assessment/scale/pooled_by_offence"
LIKE = ("compared", "like_for_like")
POLICE = "data.police.uk; Open Government Licence v3.0"
HOME_OFFICE = "Home Office, police recorded crime open tables; Open Government Licence v3.0"
Row = tuple[str, Cell]


def changes_of(story: Story, table: str, area: Area) -> list[Cell]:
    """Every change of an area in a table, given or not."""
    return [cell for cell in story.cells_of(table) if cell.key.area == area and cell.key.unit == "change_percent"]


def counts_of(story: Story, cell: Cell) -> tuple[Cell | None, Cell | None]:
    """The two counts that a change rests on: now, and the year before."""
    key = cell.key
    split: Names = tuple(sorted((*key.breakdown, LIKE)))
    both = [
        each for each in story.cells_of(key.table)
        if each.key.area == key.area and each.key.measure == key.measure and tuple(sorted(each.key.breakdown)) == split
    ]  # fmt: skip
    both.sort(key=lambda each: each.key.period.start)
    return (both[1], both[0]) if len(both) == 2 else (None, None)


def verdict(story: Story, cell: Cell) -> str:
    """Whether a change is more than chance, in words; why there is none where it isn't given."""
    if cell.value is None:
        return story.signal(cell, "why") or "not available"
    if story.signal(cell, "more") or story.signal(cell, "fewer"):
        return "more than chance"
    return "no more than chance"


def change_sentence(story: Story, cell: Cell, name: str = "") -> str:
    """ "Robbery: 1,204 against 1,310 the year before, 8.1% fewer (95% interval ...): a fall beyond chance." """
    name = sentence(name or cell_name(story, cell))
    if cell.value is None:
        return f"{name}: no change can be given, because {verdict(story, cell)}."
    now, before = counts_of(story, cell)
    months = story.signal(cell, "compared")
    said = f"{name}: {shown(now)} against {shown(before)} the year before"
    said += f", {months}" if months.startswith("without") else f" in {months.removeprefix('in ')}" if months else ""
    if "few_events" in cell.flags and verdict(story, cell) != "more than chance":
        return f"{said}: too few for a percentage, and not beyond chance."
    side = "a rise" if cell.value > 0 else "a fall"
    ends = f"{side} beyond chance" if verdict(story, cell) == "more than chance" else "not beyond chance"
    return f"{said}; {change_words(cell)}, {ends}."


def cell_name(story: Story, cell: Cell) -> str:
    """What a cell counts, in words: its subgroup of offences where it has one."""
    group = cell.key.names.get("subgroup")
    if group:
        return f"{group.replace('_', ' ')} ({cell.key.measure.replace('_', ' ')})"
    return measure_words(story, cell.key.measure)


def change_table(
    story: Story, slug: str, caption: str, first: str, rows: Sequence[Row], *, table: str, source: str,
    shown_rows: int | None = None, notes: tuple[str, ...] = (),
) -> Table:  # fmt: skip
    """Rows of (name, change): both counts, the change with its interval, and what it means."""
    columns = (
        Column(first), Column("Now", 0), Column("Year before", 0), Column("Change, %", 1), Column("Lower 95% limit", 1),
        Column("Upper 95% limit", 1), Column("Is it more than chance?"), Column("Compared"),
    )  # fmt: skip
    body = []
    for name, cell in rows:
        now, before = counts_of(story, cell)
        numbers = (number_cell(now), number_cell(before), *(number_cell(cell, part) for part in ("value", "lower", "upper")))
        months = story.signal(cell, "compared") or ("" if cell.value is None else "all of both")
        body.append((TableCell(name), *numbers, TableCell(sentence(verdict(story, cell))), TableCell(months)))
    return Table(slug, caption, columns, tuple(body), notes, source, explain_of(table), shown_rows)


def pooled_table(
    story: Story, slug: str, caption: str, cells: Sequence[Cell], *, table: str, source: str, of_one: bool = False
) -> Table | None:
    """Rates of kinds too few for a yearly rate, over all months that may be read together; `of_one` area has no column for it."""
    if not cells:
        return None
    people = Column("Person-years", 0)
    first = () if of_one else (Column("Area"),)
    columns = (
        *first,
        Column("Kind"),
        Column("Events", 0),
        people,
        Column("Rate", 1),
        *(Column(each.name, 1) for each in LIMITS),
        Column("Pooled over"),
    )
    rows = tuple(
        (
            *(() if of_one else (TableCell(cell.key.area.name),)), TableCell(sentence(cell_name(story, cell))),
            *(number_cell(cell, part) for part in ("count", "denominator", "value", "lower", "upper")),
            TableCell(story.signal(cell, "pooled")),
        )
        for cell in cells
    )  # fmt: skip
    notes = (f"Rates are {unit_words('per_100000_person_years')}: a year alone holds fewer than ten events.",)
    return Table(slug, caption, columns, rows, notes, source, explain_of(table), 15)
