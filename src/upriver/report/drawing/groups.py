"""Ordered groups, as tenths of deprivation: a point and its interval for each, side by side."""

from __future__ import annotations

from upriver.report.drawing import plot as plots
from upriver.report.drawing import svg
from upriver.report.drawing.marking import keys, shapes
from upriver.report.drawing.marking.keys import KeyItem
from upriver.report.drawing.marking.said import telling
from upriver.report.drawing.plot import Plot
from upriver.report.drawing.rows import rows
from upriver.report.drawing.scales import Slots, holes, reach, runs_of, scale, slots
from upriver.report.drawing.svg import PALETTE, Drawing
from upriver.words.document import Chart


def groups(chart: Chart, width: float) -> Drawing:
    """Draws the plot of a `steps` chart; where it is narrow or the labels are long, as rows with points."""
    along = slots(chart)
    value = scale(reach(chart), 0, 1)
    labelled = [one.label for one in chart.lines if one.label]
    left, right = plots.label_width(value), width - plots.end_room(labelled)
    step = (right - left) / max(len(along.names), 1)
    names = [svg.wrapped(name, 13, step - 4) for name in along.names]
    widest = max((svg.text_width(one, 13) for lines in names for one in lines), default=0)
    if width < 500 or widest > step - 2:
        return rows(chart, width, dots=True)
    several = len(chart.series) > 1
    items = [KeyItem("line", one.name, PALETTE[at], at) for at, one in enumerate(chart.series)] if several else []
    head = keys.key(items, 0, 0, width, size=plots.SIZE)
    top = head.height + (30.0 if chart.y_title else 8.0) + (6.0 if items else 0.0)
    bottom = top + 280.0
    plot = Plot(left, right, top, bottom, scale(reach(chart), bottom, top))
    gaps = holes(chart, along)
    parts = [
        head.body,
        svg.text(0, top - 17, chart.y_title, size=plots.SIZE, quiet=True),
    ]
    parts += [
        plots.hole_bands(plot, gaps, step),
        plots.value_grid(plot),
        plots.reference_lines(chart, plot, along),
    ]
    for at in range(len(chart.series)):
        parts.append(_points(chart, at, plot, along, (at - (len(chart.series) - 1) / 2) * min(14.0, step / 5)))
    parts.append(plots.hole_words(chart, plot, gaps, step))
    ends = [plots.EndLabel(one.label, right, plot.value(one.y), plots.LIMIT) for one in chart.lines if one.label]
    parts.append(plots.draw_end_labels(ends, plot, width - right))
    under = _names(names, chart.x_title, plot, step)
    parts.append(under.body)
    height = bottom + under.height
    foot_items = plots.marks_key(chart, hole=bool(gaps), interval="whisker")
    foot = keys.key(foot_items, 0, height + 10, width)
    return Drawing(height + (10 + foot.height if foot_items else 2), "".join(parts) + foot.body)


def _names(names: list[list[str]], title: str, plot: Plot, step: float) -> Drawing:
    """The groups' names under the axis, each on its lines, and the axis's title below them."""
    drawn = []
    for at, lines in enumerate(names):
        for index, name in enumerate(lines):
            x = plot.left + (at + 0.5) * step
            drawn.append(svg.text(x, plot.bottom + 19 + index * 15, name, size=13, anchor="middle", quiet=True))
    height = 10 + max((len(lines) for lines in names), default=1) * 15.0 + (20 if title else 0)
    if title:
        middle = (plot.left + plot.right) / 2
        drawn.append(svg.text(middle, plot.bottom + height - 2, title, size=plots.SIZE, anchor="middle", quiet=True))
    return Drawing(height, "".join(drawn))


def _points(chart: Chart, which: int, plot: Plot, along: Slots, aside: float) -> str:
    series, colour = chart.series[which], PALETTE[which]
    step = plot.width / max(len(along.names), 1)
    lines, marks = [], []
    for run in runs_of(series.points, along):
        placed = [(plot.left + (at + 0.5) * step + aside, point) for at, point in run]
        path = "M" + "L".join(f"{svg.coordinate(x)} {svg.coordinate(plot.value(p.y or 0))}" for x, p in placed)
        lines.append(svg.element("path", d=path, fill="none", stroke=colour, stroke_width=1.5, stroke_opacity=0.45,
                                 stroke_dasharray=shapes.DASHES[which]))
        for x, point in placed:
            if point.lower is not None and point.upper is not None:
                ends = plot.value(point.lower), plot.value(point.upper)
                marks.append(svg.whisker(x, ends[0], ends[1], upright=True, cap=5, colour=colour))
            hollow = "p" in point.marker.split(";")
            y = plot.value(point.y or 0)
            drawn = shapes.mark(x, y, colour, at=which, size=5, hollow=hollow, flagged=bool(point.flag))
            marks.append(telling(chart, series, point, drawn))
    return "".join((*lines, *marks))
