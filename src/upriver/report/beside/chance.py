"""Areas of one level beside the limits that chance alone sets around all of them together."""

from __future__ import annotations

from upriver.report.drawn import SOURCE, explain_of, number_cell
from upriver.report.story import Story
from upriver.words.area import LEVEL_NAMES, LEVEL_PLURALS, Area
from upriver.words.cleared import Cell
from upriver.words.document import Block, Chart, Column, Heading, Line, Paragraph, Point, Series, Table, TableCell
from upriver.words.text import number, plural, sentence

CHANCE = "assessment/places/chance"
WIDER = 1.05  # a root of the dispersion below this changes no limit that is printed


def beside_chance(story: Story, level: str) -> list[Block]:
    """A funnel, what it says and its table; nothing where the level has too few areas for limits."""
    rows = _rows(story, level)
    if not rows:
        return []
    outside = [row for row in rows if _side(story, row).endswith("99.8% limits")]
    between = [row for row in rows if _side(story, row).endswith("95% limits")]
    plurals = LEVEL_PLURALS[level]
    said = (
        f"Of {len(rows):,} {plurals}, {_many(len(outside))} outside the 99.8% limits and {_many(len(between))} between them and "
        "the 95% limits. Where nothing set areas apart, about 1 in 20 would lie outside the 95% limits and 1 in 500 outside the "
        f"99.8% limits. {_widened(story, level)} To lie outside is a reason to ask why, as of a town centre or a hospital, and no rank."
    )
    blocks: list[Block] = [Heading(f"{sentence(plurals)} set against chance"), Paragraph(said)]
    drawn, table = _chart(story, level, rows, outside), _table(story, level, rows, outside, between)
    return [*blocks, drawn, table] if drawn else [*blocks, table]


Row = tuple[Area, Cell, Cell, Cell]
"""An area, its rate, its 95% and its 99.8% limits."""


def _rows(story: Story, level: str) -> list[Row]:
    """The areas that have a rate and limits, largest first."""
    measure, found = story.definition.slug, []
    for area in story.areas.get(level, ()):
        given = story.rate(f"assessment/places/{level}", area, measure)
        inner, outer = (story.rate(CHANCE, area, measure, split=(("limits", name),)) for name in ("inner", "outer"))
        if given and inner and outer and None not in (given.value, given.denominator, inner.lower, outer.lower):
            found.append((area, given, inner, outer))
    return sorted(found, key=lambda row: -(row[1].denominator or 0))


def _side(story: Story, row: Row) -> str:
    return story.signal(row[2], "funnel")


def _many(count: int) -> str:
    return "none lies" if not count else f"{count:,} lies" if count == 1 else f"{count:,} lie"


def _widened(story: Story, level: str) -> str:
    cell = story.own(CHANCE, story.definition.slug, "ratio", level=level)
    if cell is None or cell.value is None:
        return ""
    times = cell.value**0.5
    if times < WIDER:
        return "They vary no more than chance allows, so the limits are the plain ones."
    return (
        f"Recorded crime varies between areas for many reasons besides chance: here {number(cell.value, 0)} times as much as counts vary by "
        f"chance. So the limits are drawn {number(times, 1)} times as wide, and an area may be surely above the whole and yet inside them."
    )


def _chart(story: Story, level: str, rows: list[Row], outside: list[Row]) -> Chart | None:
    if len(rows) < 5:
        return None
    measure, far = story.definition.title, {row[0] for row in outside}
    marks = tuple(
        Point(given.denominator or 0, given.value, marker=given.marker, flag=area.name if area in far else "", name=area.name) for area, given, _, _ in rows
    )
    inner = tuple(Point(given.denominator or 0, None, cell.lower, cell.upper) for _, given, cell, _ in rows)
    outer = tuple(Point(given.denominator or 0, None, cell.lower, cell.upper) for _, given, _, cell in rows)
    whole = rows[0][2].value or 0.0
    plurals, people = LEVEL_PLURALS[level], "Residents" if story.annual else "Person-years"
    title = (
        f"{plural(len(outside), LEVEL_NAMES[level], plurals)} outside the widest limits"
        if outside
        else f"No {LEVEL_NAMES[level]} lies outside the widest limits"
    )
    alt = (
        f"Funnel chart of the rates of {len(rows):,} {plurals} by size, around {number(whole, 2)} {story.rate_words} for all of them. "
        f"{len(outside):,} outside the 99.8% limits" + (": " + ", ".join(row[0].name for row in outside[:6]) if outside else "") + "."
    )
    return Chart(
        f"chance-{level}", "funnel", sentence(title), f"{measure}, {story.rate_words}, {story.partnership.name}, {story.period.words}",
        (Series(sentence(plurals), marks), Series("95% limits", inner), Series("99.8% limits", outer)), people, story.rate_words, SOURCE, alt,
        (Line("all of them together", whole, dashed=False),), table=f"chance-{level}",
    )  # fmt: skip


def _table(story: Story, level: str, rows: list[Row], far: list[Row], near: list[Row]) -> Table:
    people = "Residents" if story.annual else "Person-years"
    columns = (Column(sentence(LEVEL_NAMES[level])), Column(people, 0), Column("Rate", 2), Column("95% from", 2), Column("to", 2),
               Column("99.8% from", 2), Column("to ", 2), Column("Against chance"))  # fmt: skip
    body = tuple(
        (TableCell(area.name), number_cell(given, "denominator"), number_cell(given), number_cell(inner, "lower"), number_cell(inner, "upper"),
         number_cell(outer, "lower"), number_cell(outer, "upper"), TableCell(_side(story, (area, given, inner, outer))))
        for area, given, inner, outer in sorted(rows, key=lambda row: (row not in far, row not in near))
    )  # fmt: skip
    notes = ("The limits lie around the rate of all these areas together, at the size of each area; they are no interval of its own rate.",)
    caption = f"{story.definition.title}: {LEVEL_PLURALS[level]} beside the limits of chance, {story.period.words}, those outside first, then by size"
    return Table(f"chance-{level}", caption, columns, body, notes, SOURCE, explain_of(CHANCE), 15)
