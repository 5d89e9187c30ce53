"""Charts over time: a line with its interval, holes that stay holes, limits, breaks, provisional months."""

from __future__ import annotations

from upriver.report.drawing import plot as plots
from upriver.report.drawing import svg
from upriver.report.drawing.marking import keys, shapes, signals
from upriver.report.drawing.marking.keys import KeyItem
from upriver.report.drawing.marking.said import telling
from upriver.report.drawing.plot import EndLabel, Plot
from upriver.report.drawing.scales import (
    Slots,
    holes,
    month_ticks,
    reach,
    runs_of,
    scale,
    slots,
)
from upriver.report.drawing.svg import PALETTE, Drawing
from upriver.words.document import Chart, Line, Point
from upriver.words.language.speaking import say

MOST_SPELT = 3
"""With more breaks than this, letters stand at their lines and the key spells them out."""


def months(chart: Chart, width: float) -> Drawing:
    """Draws the plot of a `months` chart, `width` units wide."""
    narrow = width < 500
    along = slots(chart)
    held = reach(chart)
    from_zero = not held or min(held) <= 0.75 * max(held)
    value = scale(held, 0, 1, most=5 if narrow else 6, from_zero=from_zero)
    ends = [] if narrow else _end_names(chart)
    left, right = plots.label_width(value), width - (6.0 if narrow else plots.end_room(ends))
    letters = narrow or len(chart.breaks) > MOST_SPELT
    breaks = plots.set_breaks(chart.breaks, along, left, right, letters=letters)
    top = (30.0 if chart.y_title else 8.0) + breaks.height
    bottom = top + (210.0 if narrow else 290.0)
    placed = scale(held, bottom, top, most=5 if narrow else 6, from_zero=from_zero)
    plot = Plot(left, right, top, bottom, placed)
    step = plot.width / max(len(along.names), 1)
    gaps = holes(chart, along)
    parts = [
        svg.text(0, 13, chart.y_title, size=plots.SIZE, quiet=True) if chart.y_title else "",
    ]
    parts += [plots.hole_bands(plot, gaps, step), plots.value_grid(plot), breaks.draw(plot)]
    parts.append(plots.reference_lines(chart, plot, along))
    parts += [_series(chart, at, plot, along, step) for at in range(len(chart.series))]
    named, unnamed = ("", signals.key_items(chart, along)) if narrow else signals.labels(chart, plot, along, step)
    parts += [plots.hole_words(chart, plot, gaps, step), named]
    if ends:
        parts.append(plots.draw_end_labels(_end_labels(chart, plot, along), plot, width - right))
    axis = _axis(chart, plot, along, step)
    items = _key(chart, along, unnamed, narrow=narrow, letters=letters, hole=bool(gaps))
    if not from_zero:
        items.append(KeyItem("note", say("The axis starts at {value}, not at zero", value=value.label(value.low))))
    foot = keys.key(items, 0, bottom + axis.height + 10, width)
    return Drawing(bottom + axis.height + (10 + foot.height if items else 0), "".join((*parts, axis.body, foot.body)))


def _series(chart: Chart, which: int, plot: Plot, along: Slots, step: float) -> str:
    series, colour = chart.series[which], PALETTE[which]

    def across(at: int) -> float:
        return plot.left + (at + 0.5) * step

    bands, lines, marks = [], [], []
    size = 4.0 if step >= 12 else (3.0 if step >= 7 else 2.0)
    for run in runs_of(series.points, along):
        bands.append(_band([(across(at), point) for at, point in run], colour, plot))
        path = "M" + "L".join(
            f"{svg.coordinate(across(at))} {svg.coordinate(plot.value(point.y or 0))}" for at, point in run
        )
        lines.append(svg.element("path", d=path, fill="none", stroke=colour, stroke_width=2.0, stroke_linejoin="round",
                                 stroke_dasharray=shapes.DASHES[which]))
        for at, point in run:
            plain = shapes.mark(
                across(at),
                plot.value(point.y or 0),
                colour,
                at=which,
                size=size,
                hollow="p" in point.marker.split(";"),
                flagged=bool(point.flag),
            )
            marks.append(telling(chart, series, point, plain))
    return "".join((*bands, *lines, *marks))


def _band(run: list[tuple[float, Point]], colour: str, plot: Plot) -> str:
    """The intervals of a run as a band; of one point alone as a whisker."""
    known = [(x, plot.value(point.lower), plot.value(point.upper)) for x, point in run if point.lower is not None and point.upper is not None]
    if len(known) < 2:
        return "".join(svg.whisker(x, low, high, upright=True, colour=colour) for x, low, high in known)
    upper = [f"{svg.coordinate(x)} {svg.coordinate(high)}" for x, _, high in known]
    lower = [f"{svg.coordinate(x)} {svg.coordinate(low)}" for x, low, _ in reversed(known)]
    return svg.element("path", d="M" + "L".join(upper + lower) + "Z", fill=colour, fill_opacity=0.2, stroke="none")


def _end_names(chart: Chart) -> list[str]:
    named = [one.name for one in chart.series] if len(chart.series) > 1 else []
    return named + [one.label for one in _labelled(chart)]


def _labelled(chart: Chart) -> list[Line]:
    """Reference lines to label: of several stretches with the same words, the last only."""
    return list({one.label: one for one in chart.lines if one.label}.values())


def _end_labels(chart: Chart, plot: Plot, along: Slots) -> list[EndLabel]:
    step = plot.width / max(len(along.names), 1)
    labels = []
    if len(chart.series) > 1:
        for at, series in enumerate(chart.series):
            runs = runs_of(series.points, along)
            if runs:
                at_x, last = runs[-1][-1]
                x = plot.left + (at_x + 0.5) * step + 6
                labels.append(EndLabel(series.name, x, plot.value(last.y or 0), PALETTE[at]))
    labels += [EndLabel(one.label, plot.right, plot.value(one.y), plots.LIMIT) for one in _labelled(chart)]
    return labels


def _key(
    chart: Chart, along: Slots, unnamed: list[KeyItem], *, narrow: bool, letters: bool, hole: bool
) -> list[KeyItem]:
    items = []
    if narrow:
        if len(chart.series) > 1:
            items += [KeyItem("line", one.name, PALETTE[at], at) for at, one in enumerate(chart.series)]
        items += [KeyItem("dash" if one.dashed else "rule", one.label, plots.LIMIT) for one in _labelled(chart)]
    if letters:
        items += [KeyItem("letter", label, letter) for _, label, letter in plots.breaks_on(chart.breaks, along)]
    return items + plots.marks_key(chart, hole=hole, interval="band", flags=unnamed)


def _axis(chart: Chart, plot: Plot, along: Slots, step: float) -> Drawing:
    drawn, rows = [], 1
    if along.monthly:
        ticks = month_ticks(along, step)
        rows = 2 if any(below for _, _, below in ticks) else 1
    else:
        every = max(
            1,
            round(max((svg.text_width(name, 13) for name in along.names), default=0) + 10) // max(int(step), 1) + 1,
        )
        ticks = [(at, name, "") for at, name in enumerate(along.names) if at % every == 0]
    for at, says, below in ticks:
        x = plot.left + (at + 0.5) * step
        drawn.append(svg.line(x, plot.bottom, x, plot.bottom + 5, svg.QUIET))
        drawn.append(svg.text(x, plot.bottom + 19, says, size=13, anchor="middle", quiet=True))
        if below:
            drawn.append(svg.text(x, plot.bottom + 35, below, size=13, anchor="middle", bold=True))
    height = 8 + rows * 16.0
    if chart.x_title and not along.monthly:
        height += 18
        drawn.append(
            svg.text(
                (plot.left + plot.right) / 2,
                plot.bottom + height,
                chart.x_title,
                size=13,
                anchor="middle",
                quiet=True,
            )
        )
    return Drawing(height, "".join(drawn))
