"""Whether one event brings another near by and soon after."""

from __future__ import annotations

from upriver.report.drawn import explain_of, number_cell
from upriver.report.story import Story, shown
from upriver.words.cleared import Cell
from upriver.words.document import Block, Callout, Column, Heading, Page, Paragraph, Table, TableCell

ORDER = 53
TABLES = {
    "assessment/near_repeats/used": "Events with a day and a small area",
    "assessment/near_repeats/pairs": "Pairs of events near by and soon after, against shuffled dates",
}
MADE = {
    "near_repeats": "Pairs of events in one small area, or in two that touch, are counted by the days between them and set against the same with the "
    "dates shuffled 499 times among the events of each month (Knox).",
}
USED, PAIRS = "assessment/near_repeats/used", "assessment/near_repeats/pairs"
KINDS = {
    "robbery": ("Robbery", "robberies"),
    "violence_with_injury_not_domestic": ("Violence with injury that isn't flagged as domestic", "such crimes"),
}
SOURCE = "the police crime extract, under agreement; ONS boundaries, OGL v3.0"
REFUSED = (
    "Near repeats can't be told from police.uk: its rows have a month and no day, and a map point that many addresses share, so that "
    "shared points would make repeats of their own."
)
LIMIT = (
    "The extract's finest place is the small area, so nothing is said of distances within one: a pair here may be one address twice or "
    "two streets a mile apart. To say more, the force would have to send a point for each crime, on the national grid to 100 m."
)
READING = (
    "1 is what shuffled dates give. Dates are shuffled among the events of one month alone, so that an area whose number rises or falls "
    "in its own way from month to month doesn't pass for repeats; one that differs by the day of the week still might. "
    "Several figures are tested, so only those that stay below 5% after a correction for all of them, of every kind together, "
    "are called more than chance."
)


def pages(story: Story) -> tuple[Page, ...]:
    """One page, where an extract with days is held: a table for each kind."""
    found = {kind: rows for kind in KINDS if (rows := _rows(story, kind))}
    if not found:
        return ()
    lead = " ".join(_said(story, kind, rows) for kind, rows in found.items())
    blocks: list[Block] = [Callout(f"{REFUSED} {LIMIT}"), Paragraph(READING)]
    for kind, rows in found.items():
        blocks += [Heading(KINDS[kind][0]), *_used(story, kind), _table(story, kind, rows)]
    return (Page("questions/near-repeats", "Does one event bring another near by?", "Questions", lead, tuple(blocks)),)


def lacking(story: Story) -> tuple[str, ...]:
    """The refusal, where nothing better than police.uk is held."""
    return () if any(_rows(story, kind) for kind in KINDS) else (f"{REFUSED} A police extract with days and places would be needed.",)


def _rows(story: Story, kind: str) -> list[tuple[str, str, Cell, Cell]]:
    """(place, time, ratio, p) of each pair of bands that has a number, in order."""
    cells = {(cell.key.breakdown, cell.key.unit): cell for cell in story.cells_of(PAIRS) if cell.key.measure == kind}
    rows = []
    for split in sorted({split for split, _ in cells}):
        ratio, p = cells.get((split, "ratio")), cells.get((split, "p_value"))
        if ratio is not None and p is not None and ratio.value is not None and p.value is not None:
            names = dict(split)
            rows.append((names["place"], names["time"].partition(" ")[2], ratio, p))
    return rows


def _said(story: Story, kind: str, rows: list[tuple[str, str, Cell, Cell]]) -> str:
    name, sure = KINDS[kind][0], [row for row in rows if story.signal(row[2], "more")]
    if not sure:
        return f"{name}: no sign that one brings another in the same or a touching small area within four weeks."
    place, time, ratio, _ = max(sure, key=lambda row: row[2].value or 0.0)
    return f"{name}: {shown(ratio)} times as many pairs as by chance in the {place} {_apart(time)}."


def _apart(time: str) -> str:
    return "on the same day" if time == "same day" else f"{time} apart"


def _used(story: Story, kind: str) -> list[Block]:
    cell = story.cell(USED, story.partnership, kind, "count", split=(("known", "day and small area"),))
    if cell is None:
        return []
    lost = story.signal(cell, "lost")
    rest = f" Another {lost} of all can't be used, since the day is a range or the place isn't known." if lost else ""
    return [Paragraph(f"{shown(cell)} {KINDS[kind][1]} of the period have a day and a small area.{rest}")]


def _table(story: Story, kind: str, rows: list[tuple[str, str, Cell, Cell]]) -> Table:
    body = tuple(
        (
            TableCell(place),
            TableCell(time),
            number_cell(ratio),
            number_cell(p),
            TableCell("more than chance" if story.signal(ratio, "more") else "not more than chance"),
        )
        for place, time, ratio, p in rows
    )
    columns = (Column("Where the second is"), Column("Time between"), Column("Pairs, times those by chance", 2), Column("Probability by chance", 4),
               Column("After the correction"))  # fmt: skip
    return Table(
        f"near-repeats-{kind.replace('_', '-')}",
        f"{KINDS[kind][0]}: pairs near by and soon after",
        columns,
        body,
        (),
        SOURCE,
        explain_of(PAIRS),
    )
