"""Blocks made from cleared cells: tables, charts and maps that say the same thing beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.report.story import Plan, Story, measure_words, shown, unit_words
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import (
    Break,
    Chart,
    Column,
    Line,
    Map,
    MapShape,
    Point,
    Series,
    Table,
    TableCell,
)
from upriver.words.period import month_period
from upriver.words.text import number, sentence

SOURCE = "data.police.uk, ONS Census 2021; Open Government Licence v3.0"


def number_cell(cell: Cell | None, part: str = "value", href: str = "") -> TableCell:
    """One number of a cell for a table: its value, count, lower or upper."""
    if cell is None:
        return TableCell(None, "x", href)
    held = getattr(cell, part)
    if held is None and cell.value is not None:
        return TableCell("", href=href)  # a number that was never to have limits lacks none
    return TableCell(held, cell.marker if held is None or part == "value" else "", href, figure=str(cell.key) if part == "value" else "")


def worth_printing(
    columns: Sequence[Column], rows: Sequence[tuple[TableCell, ...]]
) -> tuple[tuple[Column, ...], tuple[tuple[TableCell, ...], ...]]:
    """Columns and rows without a column that says nothing in any row; one with a hidden number stays, and so does the first."""
    kept = [at for at in range(len(columns)) if not at or any(row[at].value not in (None, "") or "c" in row[at].marker for row in rows)]
    return tuple(columns[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows)


def rate_table(
    story: Story,
    slug: str,
    caption: str,
    first: str,
    rows: Sequence[tuple[str, str, Cell | None]],
    *,
    notes: tuple[str, ...] = (),
    shown_rows: int | None = None,
    signal: str = "",
) -> Table:
    """Rates with their intervals and what they are made of: a row is (name, link, cell).

    `signal` names a column of words from the cells' comparison with all areas of their level.
    """
    people = "Residents" if story.annual else "Person-years"
    columns = [Column(first), Column("Events", 0), Column(people, 0), Column("Rate", 2), *LIMITS]
    columns += [Column(signal)] if signal else []
    body = []
    for name, href, cell in rows:
        parts = ("count", "denominator", "value", "lower", "upper")
        row = [TableCell(name, href=href), *(number_cell(cell, part) for part in parts)]
        body.append((*row, TableCell(compared_words(story, cell))) if signal else tuple(row))
    table = rows[0][2].key.table if rows and rows[0][2] else ""
    said = (f"Rates are {story.rate_words}. {sentence(story.basis)}.", *notes)
    return Table(slug, caption, tuple(columns), tuple(body), said, SOURCE, explain_of(table), shown_rows)


LIMITS = (Column("Lower 95% limit", 2), Column("Upper 95% limit", 2))


def compared_words(story: Story, cell: Cell | None) -> str:
    """How a rate stands to all areas of its level together, and its rank where one can be given."""
    if cell is None or cell.value is None:
        return ""
    if "few_events" in cell.flags:
        return "too few events to compare"
    side = next((kind for kind in ("higher", "lower", "similar") if story.signal(cell, kind)), "")
    rank = story.signal(cell, "rank")
    low, _, high = rank.partition(" to ")
    placed = f", rank {low}" if rank and low == high else f", rank {low} to {high}" if rank else ""
    return {
        "higher": "higher than the whole",
        "lower": "lower than the whole",
        "similar": "not different from the whole",
    }.get(side, "") + placed


def explain_of(table: str) -> str:
    """The page that explains a table."""
    return f"explain/{table.replace('/', '-')}" if table else ""


def bars(
    story: Story,
    slug: str,
    title: str,
    rows: Sequence[tuple[str, Cell | None]],
    *,
    subject: str,
    table: str = "",
    line: tuple[str, Cell | None] | None = None,
) -> Chart:
    """Ranked bars with intervals; hidden or missing ones are left as holes."""
    points = tuple(point(name, cell) for name, cell in rows)
    given = [each for each in points if each.y is not None]
    lines = (Line(line[0], line[1].value),) if line and line[1] and line[1].value is not None else ()
    top, low = (max(given, key=lambda p: p.y or 0), min(given, key=lambda p: p.y or 0)) if given else (None, None)
    alt = f"Bar chart of {len(rows)} rates {story.rate_words}, with 95% intervals. "
    if top and low:
        alt += f"The highest is {top.x} at {number(top.y or 0, 2)}, the lowest {low.x} at {number(low.y or 0, 2)}."
    return Chart(
        slug,
        "bars",
        title,
        f"{subject}, {story.rate_words}, {story.partnership.name}, {story.period.words}",
        (Series("rate", points),),
        "",
        story.rate_words,
        SOURCE,
        alt,
        lines,
        table=table,
    )


def point(name: str | float, cell: Cell | None, flag: str = "") -> Point:
    """A mark of a chart for a cell; a hole where it has no number."""
    if cell is None or cell.value is None:
        return Point(name, None, marker=cell.marker if cell else "x")
    return Point(name, cell.value, cell.lower, cell.upper, cell.marker, flag)


def months_chart(
    story: Story,
    slug: str,
    title: str,
    area: Area,
    measure: str,
    months: Sequence[str],
    *,
    table: str = "assessment/change/months",
) -> Chart:
    """A series month by month, with its holes, limits and declared breaks."""
    cells = [story.cell(table, area, measure, "count", period=month_period(month)) for month in months]
    points = tuple(point(month, cell, story.signal(cell, "signal")) for month, cell in zip(months, cells, strict=True))
    breaks = tuple(
        Break(month, said) for month, cell in zip(months, cells, strict=True) if (said := story.signal(cell, "break"))
    )
    name = measure_words(story, measure)
    alt = (
        f"Line chart of {name} by month in {area.name}, {month_period(months[0]).words} to "
        f"{month_period(months[-1]).words}. {_months_told(points)}"
    )
    subtitle = f"{sentence(name)}, number a month, {area.name}"
    lines = tuple(_limit_lines(story, area, measure, months, table))
    series = (Series(area.name, points),)
    return Chart(slug, "months", title, subtitle, series, "Month", "number a month", POLICE, alt, lines, breaks)


POLICE = "data.police.uk; Open Government Licence v3.0"


def _months_told(points: Sequence[Point]) -> str:
    given = [each for each in points if each.y is not None]
    if not given:
        return "No month has data."
    top, low = max(given, key=lambda p: p.y or 0), min(given, key=lambda p: p.y or 0)
    flagged = sum(1 for each in points if each.flag)
    return (
        f"From {number(low.y or 0)} in {month_period(str(low.x)).words} to {number(top.y or 0)} in "
        f"{month_period(str(top.x)).words}. {len(points) - len(given)} months have no data and are drawn as gaps; "
        f"{flagged} months signal more than chance."
    )


def _limit_lines(story: Story, area: Area, measure: str, months: Sequence[str], table: str) -> list[Line]:
    """One set of lines for each stretch of months with the same limits."""
    stretches: list[tuple[str, str, tuple[float, ...]]] = []
    for month in months:
        cells = [
            story.cell(table, area, measure, "count", period=month_period(month), split=(("limit", name),))
            for name in ("centre", "lower", "upper")
        ]
        if any(cell is None or cell.value is None for cell in cells):
            continue
        now = tuple(cell.value for cell in cells if cell is not None and cell.value is not None)
        if stretches and stretches[-1][2] == now:
            stretches[-1] = (stretches[-1][0], month, now)
        else:
            stretches.append((month, month, now))
    lines = []
    for position, (first, last, values) in enumerate(stretches):
        names = ("average", "lower limit", "upper limit") if position == len(stretches) - 1 else ("", "", "")
        for name, y, dashed in zip(names, values, (False, True, True), strict=True):
            lines.append(Line(name, y, first, last, dashed))
    return lines


def choropleth(
    story: Story,
    slug: str,
    title: str,
    plan: Plan,
    cells: Sequence[tuple[Area, Cell | None]],
    *,
    subtitle: str,
    table: str,
    source: str,
) -> Map | None:
    """Areas shaded by their rate in five classes of about as many areas each, edges rounded and stated."""
    given = sorted(cell.value for _, cell in cells if cell is not None and cell.value is not None)
    drawn = [(area, cell) for area, cell in cells if area.code in plan.paths]
    if not given or not drawn:
        return None
    edges = class_edges(given)
    shapes = tuple(
        MapShape(
            area.code,
            area.name,
            plan.paths[area.code],
            band_of(cell, edges),
            f"{shown(cell)} {unit_words(cell.key.unit)}" if cell else "no figure",
        )
        for area, cell in drawn
    )
    bands = tuple(f"{number(low, 1)} to {number(high, 1)}" for low, high in zip(edges, edges[1:], strict=False))
    top = max(drawn, key=lambda each: each[1].value if each[1] and each[1].value is not None else -1.0)
    alt = (
        f"Map of {len(shapes):,} areas in {len(bands)} classes from {number(given[0], 1)} to {number(given[-1], 1)} "
        f"{story.rate_words}. The highest is {top[0].name}. The table beside it holds every figure."
    )
    return Map(slug, title, subtitle, shapes, bands, plan.box, source, alt, plan.over, table)


def class_edges(given: Sequence[float]) -> tuple[float, ...]:
    """Edges of at most five classes at the fifths of the values, rounded to one decimal, equal ones merged."""
    size = len(given)
    inner = [round(given[min(size - 1, (size * fifth) // 5)], 1) for fifth in range(1, 5)]
    edges = sorted({round(given[0] - 0.05, 1), *inner, round(given[-1] + 0.05, 1)})
    return tuple(max(0.0, edge) for edge in edges)


def band_of(cell: Cell | None, edges: Sequence[float]) -> int | None:
    """The class a cell falls in; None where it has no number."""
    if cell is None or cell.value is None:
        return None
    return min(sum(1 for edge in edges[1:-1] if cell.value >= edge), len(edges) - 2)
