"""Areas by their size, inside or outside the limits that chance sets: a funnel that narrows as areas grow."""

from __future__ import annotations

from upriver.report.drawing import plot as plots
from upriver.report.drawing import svg
from upriver.report.drawing.curve import place_of, upright_grid
from upriver.report.drawing.marking import keys
from upriver.report.drawing.marking.keys import KeyItem
from upriver.report.drawing.marking.said import telling
from upriver.report.drawing.plot import Plot
from upriver.report.drawing.scales import Scale, reach, scale
from upriver.report.drawing.svg import PALETTE, Drawing
from upriver.words.document import Chart, Series
from upriver.words.language.speaking import say

MOST_NAMED = 6  # more names than this would lie over each other


def funnel(chart: Chart, width: float) -> Drawing:
    """Draws the plot of a `funnel` chart, `width` units wide."""
    narrow = width < 500
    areas, limits = chart.series[0], chart.series[1:]
    sizes, most = [place_of(point.x) for point in areas.points], 3 if narrow else 6
    rough = scale(sizes, 0, 1, most=most, from_zero=False)
    last = svg.text_width(rough.label(rough.high), plots.SIZE) / 2  # half of the last number lies right of its tick
    left, right = plots.label_width(scale(reach(chart), 0, 1, most=5)), width - max(12.0, last + 2)
    across = scale(sizes, left, right, most=most, from_zero=False)
    head = keys.key(_key(chart), 0, 0, width, size=plots.SIZE)
    title = svg.wrapped(chart.y_title, plots.SIZE, width)
    top = head.height + len(title) * 17.0 + 13
    bottom = top + (230.0 if narrow else 340.0)
    plot = Plot(left, right, top, bottom, scale(reach(chart), bottom, top, most=5))
    under = svg.wrapped(chart.x_title, plots.SIZE, width - left)
    parts = [
        head.body,
        svg.paragraph(0, head.height + 13, title, size=plots.SIZE, leading=17, quiet=True),
        plots.value_grid(plot),
        upright_grid(across, plot),
        *(svg.line(left, plot.value(one.y), right, plot.value(one.y), PALETTE[1], width=2) for one in chart.lines),
        *(_limit(one, across, plot, dashed=at == 0) for at, one in enumerate(limits)),
        _marks(chart, across, plot),
        "" if narrow else _names(areas, across, plot),
        svg.paragraph(left, bottom + 40, under, size=plots.SIZE, leading=17, quiet=True),
    ]
    return Drawing(bottom + 28 + len(under) * 17, "".join(parts))


def _key(chart: Chart) -> list[KeyItem]:
    """Which limits are which, the line of the whole, and what a diamond means."""
    items = [KeyItem("dash" if at == 0 else "rule", one.name, plots.LIMIT) for at, one in enumerate(chart.series[1:])]
    items += [KeyItem("rule", one.label, PALETTE[1]) for one in chart.lines if one.label]
    points = chart.series[0].points
    items += [KeyItem("flag", say("Outside the outer limits"))] if any(point.flag for point in points) else []
    return items + ([KeyItem("hollow", say("Provisional"))] if any("p" in point.marker.split(";") for point in points) else [])


def _limit(series: Series, across: Scale, plot: Plot, *, dashed: bool) -> str:
    """The lower and the upper limit, from the smallest area to the largest."""
    held = sorted((place_of(point.x), point.lower, point.upper) for point in series.points if None not in (point.lower, point.upper))
    drawn = ""
    for side in (1, 2):
        places = [(across(row[0]), plot.value(row[side] or 0.0)) for row in held]
        if len(places) > 1:
            path = "M" + "L".join(f"{svg.coordinate(x)} {svg.coordinate(y)}" for x, y in places)
            drawn += svg.element("path", d=path, fill="none", stroke=plots.LIMIT, stroke_width=1.5,
                                 stroke_dasharray="6 4" if dashed else None)  # fmt: skip
    return drawn


def _marks(chart: Chart, across: Scale, plot: Plot) -> str:
    drawn, areas = [], chart.series[0]
    for point in sorted(areas.points, key=lambda one: bool(one.flag)):
        if point.y is not None:
            hollow = "p" in point.marker.split(";")
            place = across(place_of(point.x)), plot.value(point.y)
            one = svg.mark(*place, PALETTE[0], size=3.5, hollow=hollow, flagged=bool(point.flag))
            drawn.append(telling(chart, areas, point, one))
    return "".join(drawn)


def _names(areas: Series, across: Scale, plot: Plot) -> str:
    """The names of points outside, beside them, where they are few and don't lie over each other."""
    named = [(across(place_of(point.x)), plot.value(point.y), point.flag) for point in areas.points if point.flag and point.y is not None]
    if len(named) > MOST_NAMED:
        return ""
    drawn: list[str] = []
    taken: list[tuple[float, float, float]] = []
    for x, y, name in sorted(named, key=lambda one: one[1]):
        wide = svg.text_width(name, 13)
        sides = (x + 11, x - 11 - wide)
        free = [
            start for start in sides
            if plot.left < start and start + wide <= plot.right
            and all(abs(y - other) > 15 or start > end or start + wide < begin for other, begin, end in taken)
            and not any(abs(y - other) < 14 and start - 8 < at < start + wide + 8 for at, other, _ in named if at != x)
        ]  # fmt: skip
        if free:
            drawn.append(svg.text(free[0], y + 4, name, size=13, halo=True))
            taken.append((y, free[0], free[0] + wide))
    return "".join(drawn)
