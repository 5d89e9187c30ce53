"""What charts with an upright value axis share: grid, reference lines, breaks, end labels, the key."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from upriver.report.drawing import svg
from upriver.report.drawing.marking.keys import KeyItem
from upriver.report.drawing.scales import Scale, Slots, lanes, spread
from upriver.words.document import Break, Chart
from upriver.words.language.speaking import fixed, say

SIZE = 14.0
LIMIT = "#505a5f"


@dataclass(frozen=True, slots=True)
class Plot:
    """The rectangle that numbers are drawn in, and its value axis."""

    left: float
    right: float
    top: float
    bottom: float
    value: Scale

    @property
    def width(self) -> float:
        return self.right - self.left


def value_grid(plot: Plot) -> str:
    """Grid lines with their numbers on the left; the line at zero is drawn stronger."""
    drawn = []
    for tick in plot.value.ticks:
        y = plot.value(tick)
        strong = tick == 0
        drawn.append(
            svg.line(plot.left, y, plot.right, y, svg.QUIET) if strong else svg.grid(plot.left, y, plot.right, y)
        )
        drawn.append(svg.text(plot.left - 8, y + 5, plot.value.label(tick), size=SIZE, anchor="end", quiet=True))
    return "".join(drawn)


def label_width(value: Scale) -> float:
    """The room that the numbers of the value axis need."""
    return max(svg.text_width(value.label(tick), SIZE) for tick in value.ticks) + 10


def hole_bands(plot: Plot, runs: list[tuple[int, int]], step: float) -> str:
    """Hatched bands where nothing is known, to lie behind everything else."""
    height = plot.bottom - plot.top
    return "".join(
        svg.hatched(plot.left + first * step, plot.top, (last - first + 1) * step, height) for first, last in runs
    )


def hole_words(chart: Chart, plot: Plot, runs: list[tuple[int, int]], step: float) -> str:
    """The words "no data" over each band where they fit, across or upright; clear of grid and limits."""
    ticks = [plot.value(tick) for tick in plot.value.ticks]
    between = [(one + two) / 2 for one, two in itertools.pairwise(ticks)]
    lines = [plot.value(one.y) for one in chart.lines]
    lines += [plot.value(p.y) for one in chart.series for p in one.points if p.flag and p.y is not None]
    middle = (plot.top + plot.bottom) / 2
    y = max(between, key=lambda at: min([abs(at - one) for one in lines] + [40.0]) - abs(at - middle) / 10)
    nothing = say("no data")
    across = svg.text_width(nothing, 13) + 8
    drawn = []
    for first, last in runs:
        x, wide = plot.left + (first + last + 1) / 2 * step, (last - first + 1) * step
        if wide >= across:
            drawn.append(svg.text(x, y + 4, nothing, size=13, anchor="middle", quiet=True, halo=True))
        elif wide >= 15:
            turn = f"translate({svg.coordinate(x)} {svg.coordinate(y)}) rotate(-90)"
            turned = svg.text(0, 4, nothing, size=13, anchor="middle", quiet=True, halo=True)
            drawn.append(svg.element("g", turned, transform=turn))
    return "".join(drawn)


@dataclass(frozen=True, slots=True)
class Breaks:
    """Break labels set out above a plot in lanes: (x, left end of the label, lane, its lines)."""

    placed: tuple[tuple[float, float, int, tuple[str, ...]], ...]
    height: float

    def draw(self, plot: Plot) -> str:
        """The lines through the plot and their labels above it."""
        drawn = []
        lane_height = self.lane_height
        for x, start, lane, lines in self.placed:
            top = plot.top - self.height + lane * lane_height
            drawn.append(
                svg.line(x, top + 3, x, plot.bottom, svg.INK, width=1.5, stroke_dasharray="2 3", class_="axis")
            )
            for index, words in enumerate(lines):
                drawn.append(svg.text(start, top + 12 + index * 15, words, size=13, halo=True))
        return "".join(drawn)

    @property
    def lane_height(self) -> float:
        return max((len(lines) for _, _, _, lines in self.placed), default=0) * 15.0 + 6


def breaks_on(breaks: tuple[Break, ...], along: Slots) -> list[tuple[int, str, str]]:
    """(place, label, letter) of the breaks that lie on the axis, in order."""
    found = sorted((at, one.label) for one in breaks if (at := along.place(one.x)) is not None)
    return [(at, label, chr(ord("A") + index % 26)) for index, (at, label) in enumerate(found)]


def set_breaks(breaks: tuple[Break, ...], along: Slots, left: float, right: float, *, letters: bool) -> Breaks:
    """Sets each break at the start of its month, its label beside the line and clear of the other labels.

    With `letters` a letter stands at the line instead, for a key to explain.
    """
    step = (right - left) / max(len(along.names), 1)
    found = [(at, letter if letters else label) for at, label, letter in breaks_on(breaks, along)]
    boxes, held = [], []
    for at, label in found:
        x = left + at * step
        lines = svg.wrapped(label, 13, min(230.0, right - left))
        wide = max((svg.text_width(one, 13) for one in lines), default=0)
        start = x + 6 if x + 6 + wide <= right + 4 else max(left, x - 6 - wide)
        boxes.append((start, start + wide))
        held.append((x, start, tuple(lines)))
    lane = lanes(boxes)
    placed = tuple((x, start, at, lines) for (x, start, lines), at in zip(held, lane, strict=True))
    rows = max(lane, default=-1) + 1
    tallest = max((len(lines) for _, _, _, lines in placed), default=0) * 15.0 + 6
    return Breaks(placed, rows * tallest)


@dataclass(frozen=True, slots=True)
class EndLabel:
    """Words at the right end of a line: where the line ends, and its colour."""

    words: str
    x: float
    y: float
    colour: str


def draw_end_labels(labels: list[EndLabel], plot: Plot, room: float) -> str:
    """Labels right of the plot, pushed apart until none touches another, with a thin lead where one moved."""
    lines = [svg.wrapped(one.words, 13, room - 14) for one in labels]
    heights = [len(each) * 15.0 + 3 for each in lines]
    middles = spread([one.y for one in labels], heights, plot.top - 6, plot.bottom + 6)
    drawn = []
    for one, each, middle in zip(labels, lines, middles, strict=True):
        drawn.append(svg.line(one.x, one.y, plot.right + 10, middle, one.colour, width=1.5))
        first = middle - (len(each) - 1) * 7.5 + 4.5
        drawn.append(svg.paragraph(plot.right + 14, first, each, size=13, leading=15))
    return "".join(drawn)


def end_room(labels: list[str], most: float = 150.0) -> float:
    """The room right of the plot that the labels need, at most `most`."""
    return min(most, max((svg.text_width(words, 13) for words in labels), default=0) + 20) if labels else 12.0


def reference_lines(chart: Chart, plot: Plot, along: Slots) -> str:
    """Control limits, means and comparators, each over its own stretch."""
    step = plot.width / max(len(along.names), 1)
    drawn = []
    for one in chart.lines:
        first = along.place(one.from_x) if one.from_x else None
        last = along.place(one.to_x) if one.to_x else None
        start = plot.left if first is None else plot.left + first * step
        end = plot.right if last is None else plot.left + (last + 1) * step
        y = plot.value(one.y)
        drawn.append(
            svg.line(
                start,
                y,
                end,
                y,
                LIMIT,
                width=1.5,
                stroke_dasharray="6 4" if one.dashed else None,
                class_="limit",
            )
        )
    return "".join(drawn)


def marks_key(
    chart: Chart, *, hole: bool, interval: str = "", hollow: str = "hollow", flags: Sequence[KeyItem] = ()
) -> list[KeyItem]:
    """The key's entries for what isn't said beside the marks: intervals, provisional, unusual (`flags` say which), missing."""
    points = [point for series in chart.series for point in series.points if point.y is not None]
    items = []
    if interval and any(point.lower is not None and point.upper is not None for point in points):
        items.append(KeyItem(interval, fixed(chart.interval)))
    if any("p" in point.marker.split(";") for point in points):
        items.append(KeyItem(hollow, say("Provisional")))
    if any(point.flag for point in points):
        items += flags or [KeyItem("flag", say("Marked as unusual"))]
    if hole:
        items.append(KeyItem("hatch", say("No data")))
    return items
