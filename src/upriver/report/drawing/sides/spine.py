"""A spine: values of many measures, each beside the same measure for England (and similar areas), worse always to the right."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.report.drawing import svg
from upriver.report.drawing.marking import keys, shapes
from upriver.report.drawing.marking.keys import KeyItem
from upriver.report.drawing.marking.said import telling
from upriver.report.drawing.scales import Scale, decimals_of, scale
from upriver.report.drawing.svg import Drawing
from upriver.words.document import Chart, Point, Series
from upriver.words.language.speaking import say
from upriver.words.text import number

SIZE, SMALL = 14.0, 13.0
SIMILAR = "#c9d3dc"
FURTHEST = 1.5
"""Nothing is drawn further from the line than this share of its value; beyond it an arrow says that it goes on."""
FALLS = "fall"
"""Said by the comparator's point where a lower value is the worse one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: its own point, the comparator's and that of similar areas; which way is worse."""

    own: Point
    middle: Point
    like: Point | None
    way: int

    def place(self, value: float) -> float:
        """How far a value lies from the comparator's, as a share of it, worse counted upwards."""
        return self.way * (value - (self.middle.y or 0.0)) / abs(self.middle.y or 1.0)


def spine(chart: Chart, width: float) -> Drawing:
    """Draws the plot of a `spine` chart.

    The first series is the area's, the second its comparator's (England), a third that of similar areas (its `lower` and
    `upper` their range). All have the same x. A flag of the area's points says how it stands (`worse`, `better`, `same`, with
    `?` where chance isn't known); one of the comparator's, `fall`, that lower is worse. Rows without either value are hatched.
    """
    if not 2 <= len(chart.series) <= 3:
        raise ValueError(f"chart {chart.slug}: a spine has an area, its comparator and at most similar areas")
    narrow = width < 500
    rows = _rows(chart.series)
    names = [str(row.own.x) for row in rows]
    decimals = {name: decimals_of(y for y in (row.own.y, row.middle.y) if y is not None) for name, row in zip(names, rows, strict=True)}
    numbers = max((svg.text_width(_number(row.own.y, decimals[str(row.own.x)]), SIZE, bold=True) for row in rows), default=30.0)
    heads = [chart.series[0].name, chart.series[1].name]
    column = max(numbers, 40.0, *(0.0 if narrow else min(svg.text_width(head, SMALL, bold=True), 90.0) for head in heads)) + 8
    left = 6.0 if narrow else min(max((svg.text_width(name, SIZE) for name in names), default=0.0) + 14, 270.0)
    right = width - (6.0 if narrow else 2 * column + 6)
    value = _scale(rows, left + 8, right - 8)
    top = 44.0
    body, bottom = [], top
    for row in rows:
        drawn, high = _row(chart, row, value, bottom, decimals[str(row.own.x)], width, column, narrow=narrow)
        body.append(drawn)
        bottom += high
    frame = _frame(chart, value, top, bottom, narrow=narrow, width=width, column=column)
    foot = keys.key(_key(chart, rows), 0, bottom + 26, width)
    return Drawing(bottom + 26 + foot.height, frame + "".join(body) + foot.body)


def _rows(series: tuple[Series, ...]) -> list[Row]:
    own, middle = series[0].points, {str(point.x): point for point in series[1].points}
    like = {str(point.x): point for point in series[2].points} if len(series) > 2 else {}
    found = []
    for point in own:
        other = middle.get(str(point.x), Point(point.x, None))
        found.append(Row(point, other, like.get(str(point.x)), -1 if other.flag == FALLS else 1))
    return found


def _scale(rows: list[Row], left: float, right: float) -> Scale:
    """The same distance for the same share of the comparator's value on either side of the line."""
    held = [abs(row.place(each)) for row in rows if _drawable(row) for each in (row.own.y, row.own.lower, row.own.upper) if each is not None]
    most = min(max([*held, 0.1]), FURTHEST)
    return scale([-most, most], left, right, most=6)


def _drawable(row: Row) -> bool:
    return row.own.y is not None and bool(row.middle.y)


def _number(value: float | None, decimals: int) -> str:
    return "" if value is None else number(value, decimals)


def _row(chart: Chart, row: Row, value: Scale, top: float, decimals: int, width: float, column: float, *, narrow: bool) -> tuple[str, float]:
    name = str(row.own.x)
    lines = svg.wrapped(name, SIZE, width - 12 if narrow else value.start - 22)
    if narrow:
        said = f"{_number(row.own.y, decimals) or say('not shown')}; {chart.series[1].name} {_number(row.middle.y, decimals) or say('not given')}"
        # A white ground under the whole of each line: a halo alone lets the line of the comparator stand between two words.
        widths = [*(svg.text_width(line, SIZE) for line in lines), svg.text_width(said, SIZE, bold=True)]
        words = "".join(svg.element("rect", x=0, y=top + 1 + down * 17, width=wide + 4, height=18, fill=svg.HALO) for down, wide in enumerate(widths))
        words += "".join(svg.text(0, top + 15 + down * 17, line, size=SIZE, halo=True) for down, line in enumerate(lines))
        words += svg.text(0, top + 15 + len(lines) * 17, said, size=SIZE, bold=True, halo=True)
        at, high = top + len(lines) * 17 + 34, len(lines) * 17 + 56.0
    else:
        high = max(34.0, len(lines) * 16 + 14.0)
        at = top + high / 2
        words = svg.paragraph(0, at - (len(lines) - 1) * 8 + 5, lines, size=SIZE, leading=16)
        words += svg.text(width - column, at + 5, _number(row.own.y, decimals), size=SIZE, anchor="end", bold=True)
        words += svg.text(width, at + 5, _number(row.middle.y, decimals), size=SIZE, anchor="end", quiet=True)
    parted = svg.line(0, top, width, top, svg.GRID, class_="grid")
    return telling(chart, chart.series[0], row.own, parted + words + _marks(row, value, at)), high


def _marks(row: Row, value: Scale, y: float) -> str:
    if not _drawable(row):
        says = say("hidden [c]") if "c" in row.own.marker.split(";") else say("nothing to compare") if row.own.y is not None else say("no data")
        wide, middle = svg.text_width(says, SMALL) + 24, value(0.0)
        return svg.hatched(middle - wide / 2, y - 9, wide, 18) + svg.text(middle, y + 4.5, says, size=SMALL, anchor="middle", quiet=True, halo=True)

    def across(each: float) -> float:
        return value(min(max(row.place(each), value.low), value.high))

    drawn = []
    if row.like is not None and row.like.lower is not None and row.like.upper is not None:
        ends = sorted((across(row.like.lower), across(row.like.upper)))
        drawn.append(svg.element("rect", x=ends[0], y=y - 6, width=max(ends[1] - ends[0], 2.0), height=12.0, fill=SIMILAR, stroke="#5b6873"))
    own = row.own.y or 0.0
    if row.own.lower is not None and row.own.upper is not None:
        ends = sorted((across(row.own.lower), across(row.own.upper)))
        drawn.append(svg.whisker(y, ends[0], ends[1], upright=False, cap=5))
    drawn.append(shapes.toned(across(own), y, row.own.flag))
    if abs(row.place(own)) > value.high:
        beyond = value.high if row.place(own) > 0 else value.low
        drawn.append(svg.text(value(beyond) + (9 if beyond > 0 else -9), y + 5, "\u2192" if beyond > 0 else "\u2190", size=SIZE,
                              anchor=None if beyond > 0 else "end", bold=True))
    return "".join(drawn)


def _frame(chart: Chart, value: Scale, top: float, bottom: float, *, narrow: bool, width: float, column: float) -> str:
    """The line of the comparator, what lies left and right of it, and the heads of the columns of numbers."""
    middle, comparator = value(0.0), chart.series[1].name
    drawn = [svg.line(middle, top - 4, middle, bottom, svg.INK, width=1.5, class_="axis")]
    drawn.append(svg.text(middle, top - 26, comparator, size=SIZE, anchor="middle", bold=True))
    drawn.append(svg.text(middle - 12, top - 9, "\u2190 " + say("better"), size=SMALL, anchor="end", quiet=True))
    drawn.append(svg.text(middle + 12, top - 9, say("worse") + " \u2192", size=SMALL, quiet=True))
    last = -1e9
    for tick in value.ticks:
        label = say("the same") if tick == 0 else f"{number(abs(tick) * 100)}%"
        half = svg.text_width(label, SMALL) / 2
        if tick and not (narrow and abs(tick) != value.high):
            drawn.append(svg.grid(value(tick), top, value(tick), bottom))
        if value(tick) - half >= last + 6 and not (narrow and tick and abs(tick) != value.high):
            x = min(max(value(tick), half), width - half)
            drawn.append(svg.text(x, bottom + 17, label, size=SMALL, anchor="middle", quiet=True))
            last = x + half
    if not narrow:
        for at, name in ((width - column, chart.series[0].name), (width, comparator)):
            lines = svg.wrapped(name, SMALL, column - 6, bold=True)[:2]
            first = top - 9 - (len(lines) - 1) * 15
            drawn += [svg.text(at, first + down * 15, line, size=SMALL, anchor="end", bold=True) for down, line in enumerate(lines)]
    return "".join(drawn)


def _key(chart: Chart, rows: list[Row]) -> list[KeyItem]:
    flags = {row.own.flag for row in rows if _drawable(row)}
    said = {"worse": say("worse"), "better": say("better"), "same": say("no clear difference")}
    items = [KeyItem("tone", said[flag], flag if flag in flags else f"{flag}?") for flag in said if {flag, f"{flag}?"} & flags]
    if any(flag.endswith("?") for flag in flags):
        items.append(KeyItem("tone", say("hollow, whatever its shape: the publisher gives no interval, so chance isn't known"), "same?"))
    if any(row.own.lower is not None and _drawable(row) for row in rows):
        items.append(KeyItem("whisker", chart.interval))
    if len(chart.series) > 2 and any(row.like and row.like.lower is not None for row in rows):
        items.append(KeyItem("like", say("{name}, lowest to highest", name=chart.series[2].name), SIMILAR))
    return [*items, KeyItem("note", say("Distance from the line: difference as a share of {name}'s value", name=chart.series[1].name))]
