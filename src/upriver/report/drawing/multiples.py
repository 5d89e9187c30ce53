"""Small multiples: a small chart of each series under its own name, all on one scale, so that heights compare at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from upriver.report.drawing import svg
from upriver.report.drawing.marking import keys
from upriver.report.drawing.marking.keys import KeyItem
from upriver.report.drawing.marking.said import place_words, telling
from upriver.report.drawing.plot import Plot
from upriver.report.drawing.scales import Scale, Slots, decimals_of, holes, reach, runs_of, scale, slots
from upriver.report.drawing.svg import PALETTE, Drawing
from upriver.report.links import name_for
from upriver.words.document import Chart, Point, Series
from upriver.words.language.speaking import say
from upriver.words.text import number

HIGH, GAP, SMALL = 116.0, 22.0, 12.0
"""Height of one small chart, the room between two, and the size of its numbers."""
MOST_TOLD = 144
"""With more points than this, a small chart's highest, lowest and last and its signals tell their values: nobody goes through
more one by one, and the table holds them all."""


def multiples(chart: Chart, width: float) -> Drawing:
    """Draws the plot of a `multiples` chart: a panel for each series, with the same months or groups and one scale of values.

    In each panel the other series stand behind in grey, so that its own can be placed among them.
    """
    narrow = width < 500
    along, many = slots(chart), len(chart.series)
    across = 1 if narrow else (2 if many in (2, 4) else 3)
    decimals = decimals_of(point.y for series in chart.series for point in series.points if point.y is not None)
    rough = scale(reach(chart), 0, 1, most=3)
    left = max(svg.text_width(rough.label(tick), SMALL) for tick in rough.ticks) + 6
    wide = (width - (across - 1) * GAP) / across
    heads = [svg.wrapped(series.name, 14, wide, bold=True) for series in chart.series]
    top, drawn, frames = (20.0 if chart.y_title else 0.0), [], Frames(f"behind.{name_for(chart.slug)}.{width:.0f}")
    if chart.y_title:
        drawn.append(svg.text(0, 13, chart.y_title, size=13, quiet=True))
    for first in range(0, many, across):
        row = range(first, min(first + across, many))
        head = max(len(heads[at]) for at in row) * 17.0 + 8
        for at in row:
            x = (at - first) * (wide + GAP)
            value = scale(reach(chart), top + head + HIGH, top + head + 6, most=3)
            plot = Plot(x + left, x + wide - 4, top + head + 6, top + head + HIGH, value)
            drawn.append(svg.paragraph(x, top + head - 8 - (len(heads[at]) - 1) * 17, heads[at], size=14, leading=17, bold=True))
            free = wide - svg.text_width(heads[at][-1], 14, bold=True)
            drawn.append(_panel(chart, at, plot, along, decimals, free, frames.behind(chart, at, plot, along)))
        top += head + HIGH + 34
    items = _key(chart, along)
    foot = keys.key(items, 0, top, width)
    return Drawing(top + foot.height, "".join(drawn) + foot.body)


def _panel(chart: Chart, which: int, plot: Plot, along: Slots, decimals: int, free: float, behind: str) -> str:
    """One small chart; its last value stands beside its name where `free` has room for it, else over its point."""
    step = plot.width / max(len(along.names), 1)
    mine = chart.series[which]
    parts = [behind, _marks(chart, mine, plot, along, step)]
    known = [(at, point) for run in runs_of(mine.points, along) for at, point in run]
    if known:
        at, last = known[-1]
        x, y = plot.left + (at + 0.5) * step, plot.value(last.y or 0.0)
        says = number(last.y or 0.0, decimals)
        above = plot.top - 14 if svg.text_width(says, 14) + 10 <= free else y - 8 if y - 20 > plot.top - 6 else y + 18
        parts.append(svg.text(plot.right + 2, above, says, size=13, anchor="end", bold=True, halo=True))
        parts.append("" if last.flag else svg.mark(x, y, PALETTE[0], size=3.2, hollow="p" in last.marker.split(";")))
    return "".join(parts)


@dataclass(slots=True)
class Frames:
    """What small charts share, drawn where the first of them stands and shown again in each: every line, and a ground with grid,
    months and the gaps for each set of months that are missing."""

    name: str
    first: Plot | None = None
    grounds: dict[tuple[tuple[int, int], ...], str] = field(default_factory=dict)

    def behind(self, chart: Chart, which: int, plot: Plot, along: Slots) -> str:
        """Grid, months, every line in grey and the gaps of this small chart, and its own line over them."""
        gaps, defined = tuple(_holes(chart.series[which], along)), []
        if self.first is None:
            self.first = plot
            lines = (svg.element("path", id=f"{self.name}.line{at}", d=_path(one, plot, along)) for at, one in enumerate(chart.series))
            defined.append(svg.element("g", *lines, id=f"{self.name}.lines", fill="none", stroke="#c3c8cd", stroke_linejoin="round",
                                       class_="behind"))
        if gaps not in self.grounds:
            self.grounds[gaps] = f"{self.name}.ground{len(self.grounds)}"
            step, at = self.first.width / max(len(along.names), 1), self.first
            missing = "".join(svg.hatched(at.left + one * step, at.top, (last - one + 1) * step, at.bottom - at.top) for one, last in gaps)
            defined.append(svg.element("g", _grid(at), _ends(at, along), self._again("lines", at), missing, id=self.grounds[gaps]))
        own = self._again(f"line{which}", plot, fill="none", stroke=PALETTE[0], stroke_width=2.2, stroke_linejoin="round")
        ground = self._again(self.grounds[gaps].removeprefix(f"{self.name}."), plot)
        return (svg.element("defs", *defined) if defined else "") + ground + own

    def _again(self, part: str, here: Plot, **looks: str | float) -> str:
        first = self.first or here
        return svg.element("use", href=f"#{self.name}.{part}", x=here.left - first.left, y=here.top - first.top, **looks)


def _ends(plot: Plot, along: Slots) -> str:
    """The first and the last place of the axis."""
    if not along.names:
        return ""
    left = svg.text(plot.left, plot.bottom + 15, place_words(along.names[0]), size=SMALL, quiet=True)
    return left + svg.text(plot.right, plot.bottom + 15, place_words(along.names[-1]), size=SMALL, anchor="end", quiet=True)


def _grid(plot: Plot) -> str:
    value: Scale = plot.value
    drawn = []
    for tick in value.ticks:
        y = value(tick)
        drawn.append(svg.line(plot.left, y, plot.right, y, svg.QUIET) if tick == 0 else svg.grid(plot.left, y, plot.right, y))
        drawn.append(svg.text(plot.left - 5, y + 4, value.label(tick), size=SMALL, anchor="end", quiet=True))
    return "".join(drawn)


def _path(series: Series, plot: Plot, along: Slots) -> str:
    step = plot.width / max(len(along.names), 1)
    return "".join(
        "M" + "L".join(f"{svg.coordinate(plot.left + (at + 0.5) * step)} {svg.coordinate(plot.value(point.y or 0.0))}" for at, point in run)
        for run in runs_of(series.points, along)
    )


def _holes(series: Series, along: Slots) -> Sequence[tuple[int, int]]:
    return holes(Chart("", "multiples", "", "", (series,), "", "", "", ""), along)


def _marks(chart: Chart, series: Series, plot: Plot, along: Slots, step: float) -> str:
    """What each point says; only those that signal are drawn, as diamonds."""
    drawn, told = [], _told(chart, series)
    for point in series.points:
        at = along.place(str(point.x))
        if at is None or point not in told:
            continue
        x, y = plot.left + (at + 0.5) * step, plot.value(point.y) if point.y is not None else (plot.top + plot.bottom) / 2
        drawn.append(telling(chart, series, point, _mark(point, x, y, step)))
    return "".join(drawn)


def _told(chart: Chart, series: Series) -> Sequence[Point]:
    """The points of a small chart that tell their values."""
    known = [point for point in series.points if point.y is not None]
    if sum(len(one.points) for one in chart.series) <= MOST_TOLD or not known:
        return series.points
    ends = (max(known, key=lambda one: one.y or 0.0), min(known, key=lambda one: one.y or 0.0), known[-1])
    return [point for point in series.points if point in ends or (point.flag and point.y is not None)]


def _mark(point: Point, x: float, y: float, step: float) -> str:
    if point.flag and point.y is not None:
        return svg.mark(x, y, PALETTE[0], size=0.6, flagged=True)
    return svg.element("circle", cx=x, cy=y, r=max(2.0, min(step / 2, 6.0)), fill="#ffffff", fill_opacity=0.0)


def _key(chart: Chart, along: Slots) -> list[KeyItem]:
    points = [point for series in chart.series for point in series.points]
    items = [KeyItem("rule", say("the others, for comparison"), "#8a9096")] if len(chart.series) > 1 else []
    if any(point.flag and point.y is not None for point in points):
        items.append(KeyItem("flag", say("Marked as unusual")))
    if any("p" in point.marker.split(";") and point.y is not None for point in points):
        items.append(KeyItem("hollow", say("Provisional")))
    if any(_holes(series, along) for series in chart.series):
        items.append(KeyItem("hatch", say("No data")))
    if any(point.y is not None for point in points):
        items.append(KeyItem("note", say("Beside each name: its last value")))
    return items
