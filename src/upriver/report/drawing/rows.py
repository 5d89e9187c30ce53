"""Ranked bars lying down, and the same rows with points: labels left, numbers right, intervals drawn."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.report.drawing import svg
from upriver.report.drawing.marking import keys, shapes
from upriver.report.drawing.marking.keys import KeyItem
from upriver.report.drawing.marking.said import telling
from upriver.report.drawing.plot import LIMIT, marks_key
from upriver.report.drawing.scales import Scale, decimals_of, lanes, reach, scale
from upriver.report.drawing.svg import PALETTE, Drawing
from upriver.words.document import Chart, Line, Point
from upriver.words.language.speaking import say
from upriver.words.text import number

SIZE = 14.0
BESIDE_AXIS = 4.0
"""Room between the axis and a name that stands over its bar, so that the axis runs through no letter."""


@dataclass(frozen=True, slots=True)
class Rows:
    """How the rows are set out. `dots` draws points where bars would be; `thick` is a bar's height.

    Where `stacked`, a row's label stands above its bar, not beside it.
    """

    width: float
    narrow: bool
    stacked: bool
    dots: bool
    left: float
    right: float
    thick: float
    value: Scale
    decimals: int


def rows(chart: Chart, width: float, *, dots: bool = False) -> Drawing:
    """Draws the plot of a `bars` chart, `width` units wide."""
    narrow = width < 500
    values = [point.y for series in chart.series for point in series.points if point.y is not None]
    decimals = decimals_of(values)
    shown = max((svg.text_width(number(value, decimals), SIZE, bold=True) for value in values), default=0)
    names = list(dict.fromkeys(str(point.x) for series in chart.series for point in series.points))
    longest = max((svg.text_width(name, SIZE) for name in names), default=0)
    stacked = narrow and not dots
    left = 5.0 if stacked else min(longest + 12, 100.0 if narrow else 230.0)
    unusual = any(point.flag for series in chart.series for point in series.points)
    right = width - max(shown, 30.0) - (30 if unusual else 12)
    thick = {1: 20.0, 2: 15.0}.get(len(chart.series), 13.0)
    value = scale(reach(chart), left, right, most=5 if narrow else 7)
    frame = Rows(width, narrow, stacked, dots, left, right, thick, value, decimals)
    head = _head(chart, frame)
    body, bottom = _all_rows(chart, names, frame, head.height)
    behind = "".join(
        svg.line(value(tick), head.height, value(tick), bottom, svg.QUIET)
        if tick == 0
        else svg.grid(value(tick), head.height, value(tick), bottom)
        for tick in value.ticks
    )
    foot = _foot(chart, frame, bottom)
    lines = "".join(
        svg.line(
            value(one.y),
            head.height - 4,
            value(one.y),
            bottom,
            LIMIT,
            width=1.5,
            stroke_dasharray="6 4" if one.dashed else None,
        )
        for one in chart.lines
    )
    whole = behind + lines + body + head.body + foot.body
    return Drawing(bottom + foot.height, whole)


def _head(chart: Chart, frame: Rows) -> Drawing:
    """The key of several series, and the labels of the reference lines in lanes above the bars."""
    items = (
        [KeyItem("line" if frame.dots else "box", one.name, PALETTE[at], at) for at, one in enumerate(chart.series)] if len(chart.series) > 1 else []
    )
    drawn = keys.key(items, 0, 0, frame.width, size=SIZE)
    ordered = sorted((one for one in chart.lines if one.label), key=lambda one: one.y)
    boxes = [_label_box(at, len(ordered), one, frame) for at, one in enumerate(ordered)]
    chosen = lanes(boxes, gap=4)
    height = drawn.height + (max(chosen) + 1 if chosen else 0) * 17 + 8
    leads, labels = [], []
    for one, box, lane in zip(ordered, boxes, chosen, strict=True):
        y, x = height - 10 - lane * 17, frame.value(one.y)
        labels.append(svg.text(box[0], y, one.label, size=13, halo=True))
        leads.append(
            svg.line(x, y + 4, x, height - 4, LIMIT, width=1.5, stroke_dasharray="6 4" if one.dashed else None)
        )
    return Drawing(height, drawn.body + "".join((*leads, *labels)))


def _label_box(at: int, count: int, one: Line, frame: Rows) -> tuple[float, float]:
    """Where a reference line's label stands: over its line; of two, one to the left and one to the right."""
    wide, x = svg.text_width(one.label, 13), frame.value(one.y)
    start = x - wide / 2 if count != 2 else (x - wide + 2 if at == 0 else x - 2)
    start = min(max(start, 0.0), frame.width - wide)
    return start, start + wide


def _all_rows(chart: Chart, names: list[str], frame: Rows, top: float) -> tuple[str, float]:
    by_name = [{str(point.x): point for point in series.points} for series in chart.series]
    drawn, y = [], top + 4
    for name in names:
        lines = svg.wrapped(name, SIZE, frame.width - BESIDE_AXIS if frame.stacked else frame.left - 12)
        bars = len(chart.series) * frame.thick + (len(chart.series) - 1) * 2
        if frame.stacked:
            for index, words in enumerate(lines):
                drawn.append(svg.text(frame.left + BESIDE_AXIS, y + 12 + index * 16, words, size=SIZE, halo=True))
            y += len(lines) * 16 + 2
            height = bars
        else:
            height = max(bars, len(lines) * 16)
            first = y + height / 2 - (len(lines) - 1) * 8 + 5
            for index, words in enumerate(lines):
                drawn.append(svg.text(frame.left - 8, first + index * 16, words, size=SIZE, anchor="end"))
        at_y = y + (height - bars) / 2
        for at, points in enumerate(by_name):
            drawn.append(_bar(chart, at, points.get(name, Point(name, None)), frame, at_y + at * (frame.thick + 2)))
        y += height + (10 if frame.stacked or len(chart.series) > 1 else 8)
    return "".join(drawn), y


def _bar(chart: Chart, which: int, point: Point, frame: Rows, y: float) -> str:
    """One bar or point with its interval and its number, and its words for whoever points at it."""
    middle, colour = y + frame.thick / 2, PALETTE[which]
    if point.y is None:
        return telling(chart, chart.series[which], point, _nothing(point, frame, y))
    hollow, flagged = "p" in point.marker.split(";"), bool(point.flag)
    start, end = frame.value(max(frame.value.low, 0.0)), frame.value(point.y)
    fill = svg.FLAGGED if flagged and not frame.dots else colour
    drawn = []
    if not frame.dots:
        left, wide = min(start, end), abs(end - start)
        drawn.append(shapes.bar(left, y, wide, frame.thick, fill, at=which, hollow=hollow))
    if point.lower is not None and point.upper is not None:
        drawn.append(
            svg.whisker(middle, frame.value(point.lower), frame.value(point.upper), upright=False, cap=frame.thick / 4)
        )
    if frame.dots:
        drawn.append(shapes.mark(end, middle, colour, at=which, size=4, hollow=hollow, flagged=flagged))
    elif flagged:
        drawn.append(svg.mark(frame.right + 14, middle, colour, size=3, hollow=hollow, flagged=True))
    size = SIZE if frame.thick >= 15 else 13
    shown = number(point.y, frame.decimals)
    drawn.append(svg.text(frame.width, middle + 5, shown, size=size, anchor="end", bold=True))
    return telling(chart, chart.series[which], point, *drawn)


def _nothing(point: Point, frame: Rows, y: float) -> str:
    """A row without a number: hatched, with the reason in words, so that it never looks like zero."""
    says = say("not shown [c]") if "c" in point.marker.split(";") else say("no data")
    size = min(SIZE, frame.thick)
    start = frame.value(max(frame.value.low, 0.0))
    wide = min(svg.text_width(says, size) + 40, frame.right - start)
    return svg.hatched(start, y, wide, frame.thick) + svg.text(
        start + wide / 2, y + frame.thick / 2 + 4.5, says, size=size, anchor="middle", quiet=True, halo=True
    )


def _foot(chart: Chart, frame: Rows, top: float) -> Drawing:
    drawn, height = [], 20.0
    last = -1e9
    for tick in frame.value.ticks:
        label = frame.value.label(tick)
        half = svg.text_width(label, 13) / 2
        if frame.value(tick) - half < last + 8:
            continue
        last = frame.value(tick) + half
        drawn.append(svg.text(frame.value(tick), top + 15, label, size=13, anchor="middle", quiet=True))
    if chart.y_title:
        lines = svg.wrapped(chart.y_title, 13, frame.width - frame.left)
        drawn.append(svg.paragraph(frame.left, top + height + 14, lines, size=13, leading=16, quiet=True))
        height += 16.0 * len(lines) + 2
    items = marks_key(chart, hole=False, interval="whisker", hollow="hollow" if frame.dots else "frame")
    foot = keys.key(items, 0 if frame.narrow else frame.left, top + height + 8, frame.width - frame.left)
    return Drawing(height + (8 + foot.height if items else 0), "".join(drawn) + foot.body)
