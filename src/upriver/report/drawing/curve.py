"""Curves with two numeric axes, as a Lorenz curve: shares against shares, with bands."""

from __future__ import annotations

import itertools

from upriver.report.drawing import plot as plots
from upriver.report.drawing import svg
from upriver.report.drawing.marking import keys, shapes
from upriver.report.drawing.marking.keys import KeyItem
from upriver.report.drawing.marking.said import telling
from upriver.report.drawing.plot import Plot
from upriver.report.drawing.scales import Scale, Slots, reach, scale
from upriver.report.drawing.svg import PALETTE, Drawing
from upriver.words.document import Chart, Point, Series

_NOWHERE = Slots((), monthly=False)


def curve(chart: Chart, width: float) -> Drawing:
    """Draws the plot of a `curve` chart, `width` units wide."""
    narrow = width < 500
    value = scale(reach(chart), 0, 1, most=5)
    left = plots.label_width(value)
    right = width - 12
    places = [place_of(point.x) for series in chart.series for point in series.points]
    across = scale(places, left, right, most=4 if narrow else 6)
    named = not narrow and not chart.lines and _apart(chart)
    head = keys.key([] if named else _key(chart), 0, 0, width, size=plots.SIZE)
    title = svg.wrapped(chart.y_title, plots.SIZE, width)
    top = head.height + len(title) * 17.0 + 13
    bottom = top + (230.0 if narrow else 380.0)
    plot = Plot(left, right, top, bottom, scale(reach(chart), bottom, top, most=5))
    parts = [head.body, svg.paragraph(0, head.height + 13, title, size=plots.SIZE, leading=17, quiet=True)]
    parts += [
        plots.value_grid(plot),
        upright_grid(across, plot),
        plots.reference_lines(chart, plot, _NOWHERE),
    ]
    parts += [_line(chart, at, across, plot) for at in range(len(chart.series))]
    if named:
        parts += [_name(at, chart, across, plot) for at in range(len(chart.series))]
    under = svg.wrapped(chart.x_title, plots.SIZE, width - left)
    middle = (left + right) / 2
    for index, one in enumerate(under):
        y = bottom + 40 + index * 17
        parts.append(svg.text(middle, y, one, size=plots.SIZE, anchor="middle", quiet=True))
    height = bottom + 28 + len(under) * 17
    foot_items = plots.marks_key(chart, hole=False, interval="band")
    foot = keys.key(foot_items, 0, height + 8, width)
    return Drawing(height + (8 + foot.height if foot_items else 0), "".join(parts) + foot.body)


def _key(chart: Chart) -> list[KeyItem]:
    several = chart.series if len(chart.series) > 1 else ()
    items = [
        KeyItem("dash" if _straight(one) else "line", one.name, _colour(at, one)) for at, one in enumerate(several)
    ]
    return items + [
        KeyItem("dash" if one.dashed else "rule", one.label, plots.LIMIT) for one in chart.lines if one.label
    ]


def place_of(place: str | float) -> float:
    """A place along a chart whose places are numbers; words raise TypeError."""
    if isinstance(place, str):
        raise TypeError("a curve's places (x) are numbers, not words")
    return float(place)


def upright_grid(across: Scale, plot: Plot) -> str:
    """The upright lines of a grid with their numbers below, the first as the axis."""
    drawn = []
    for tick in across.ticks:
        x = across(tick)
        drawn.append(
            svg.grid(x, plot.top, x, plot.bottom)
            if tick != across.low
            else svg.line(x, plot.top, x, plot.bottom, svg.QUIET)
        )
        drawn.append(svg.text(x, plot.bottom + 19, across.label(tick), size=plots.SIZE, anchor="middle", quiet=True))
    return "".join(drawn)


def _straight(series: Series) -> bool:
    """Whether a series is only a straight line to compare with: it is drawn quiet and dashed."""
    return len(series.points) == 2


def _colour(at: int, series: Series) -> str:
    return plots.LIMIT if _straight(series) else PALETTE[at]


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{svg.coordinate(x)} {svg.coordinate(y)}" for x, y in points)


def _line(chart: Chart, which: int, across: Scale, plot: Plot) -> str:
    """The curve with its band, cut where a point has no number."""
    series = chart.series[which]
    colour = _colour(which, series)
    drawn: list[str] = []
    run: list[Point] = []
    for point in (*series.points, Point(0.0, None)):
        if point.y is not None:
            run.append(point)
            continue
        known = [one for one in run if one.lower is not None and one.upper is not None]
        if len(known) > 1:
            upper = [(across(place_of(one.x)), plot.value(one.upper or 0)) for one in known]
            lower = [(across(place_of(one.x)), plot.value(one.lower or 0)) for one in reversed(known)]
            drawn.append(svg.element("path", d=_path(upper + lower) + "Z", fill=colour, fill_opacity=0.2))
        if run:
            whole = _path([(across(place_of(one.x)), plot.value(one.y or 0)) for one in run])
            drawn.append(
                svg.element(
                    "path",
                    d=whole,
                    fill="none",
                    stroke=colour,
                    stroke_width=1.5 if _straight(series) else 2.5,
                    stroke_dasharray="6 4" if _straight(series) else shapes.DASHES[which],
                    stroke_linejoin="round",
                )
            )
        run = []
    for one in () if _straight(series) else series.points:
        if one.y is None:
            continue
        place = across(place_of(one.x)), plot.value(one.y)
        seen = bool(one.flag) or 2 < len(series.points) <= 12
        mark = shapes.mark(*place, colour, at=which, size=3, hollow="p" in one.marker.split(";"), flagged=bool(one.flag))
        unseen = svg.element("circle", cx=place[0], cy=place[1], r=5.0, fill="#ffffff", fill_opacity=0.0)
        drawn.append(telling(chart, series, one, mark if seen else unseen))
    return "".join(drawn)


def _apart(chart: Chart) -> bool:
    """Whether the curves are few and far enough apart to carry their names on themselves."""
    return len(chart.series) == 2 and all(_widest(at, chart)[1] >= 0.12 for at in range(2))


def _widest(at: int, chart: Chart) -> tuple[float, float]:
    """(x, distance as a share of the axis) where a curve is furthest from the other one."""
    this, other = chart.series[at], chart.series[1 - at]
    span = max((abs(value) for value in reach(chart)), default=1) or 1
    best = (0.0, 0.0)
    for x in sorted({place_of(point.x) for point in (*this.points, *other.points)}):
        mine, nearby = _height(this, x), _height(other, x)
        if mine is not None and nearby is not None and abs(mine - nearby) / span > best[1]:
            best = (x, abs(mine - nearby) / span)
    return best


def _height(series: Series, x: float) -> float | None:
    """The curve's y at x, by straight lines between its points; None outside them."""
    known = sorted((place_of(point.x), point.y) for point in series.points if point.y is not None)
    for (x0, y0), (x1, y1) in itertools.pairwise(known):
        if x0 <= x <= x1:
            return y0 if x1 == x0 else y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return None


def _name(at: int, chart: Chart, across: Scale, plot: Plot) -> str:
    """The curve's name on its outer side, away from the other curve."""
    x, _ = _widest(at, chart)
    mine, other = _height(chart.series[at], x) or 0.0, _height(chart.series[1 - at], x) or 0.0
    name = chart.series[at].name
    place, y = across(x), plot.value(mine)
    wide = svg.text_width(name, plots.SIZE)
    if mine >= other:
        start = max(plot.left + 4, min(place - wide - 12, plot.right - wide))
        return svg.text(start, max(y - 10, plot.top + 14), name, size=plots.SIZE, bold=True, halo=True)
    start = min(place + 12, plot.right - wide - 2)
    return svg.text(start, min(y + 24, plot.bottom - 8), name, size=plots.SIZE, bold=True, halo=True)
