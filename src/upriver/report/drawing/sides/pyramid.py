"""A pyramid of ages: two series back to back on one scale, ages down the middle, the youngest at the foot."""

from __future__ import annotations

from dataclasses import dataclass, replace

from upriver.report.drawing import svg
from upriver.report.drawing.marking import keys, shapes
from upriver.report.drawing.marking.said import telling
from upriver.report.drawing.plot import marks_key
from upriver.report.drawing.scales import Scale, decimals_of, reach, scale
from upriver.report.drawing.svg import PALETTE, Drawing
from upriver.words.document import Chart, Point
from upriver.words.language.speaking import say
from upriver.words.text import number

SIZE, ROW, GAP = 14.0, 22.0, 7.0


@dataclass(frozen=True, slots=True)
class Side:
    """One half: the scale of its lengths, and which way it grows (-1 left, 1 right)."""

    which: int
    way: int
    value: Scale
    decimals: int
    end: float


def pyramid(chart: Chart, width: float) -> Drawing:
    """Draws the plot of a `pyramid` chart: its two series have the same ages in the same order, youngest first."""
    if len(chart.series) != 2:
        raise ValueError(f"chart {chart.slug}: a pyramid has two sides, not {len(chart.series)}")
    narrow = width < 500
    ages = list(dict.fromkeys(str(point.x) for series in chart.series for point in series.points))
    middle = max((svg.text_width(age, SIZE) for age in ages), default=0) + 16
    values = [point.y for series in chart.series for point in series.points if point.y is not None]
    decimals = decimals_of(values)
    shown = max((svg.text_width(number(value, decimals), SIZE, bold=True) for value in values), default=40.0) + 8
    half = (width - middle) / 2
    room = 4.0 if narrow else shown
    near = _tight(scale(reach(chart), 0, half - room, most=2 if narrow else 4), reach(chart))
    sides = [Side(at, way, near, decimals, half if way < 0 else half + middle) for at, way in ((0, -1), (1, 1))]
    top = 30.0
    rows, bottom = _rows(chart, ages, sides, top, middle=half + middle / 2, narrow=narrow)
    behind = "".join(_grid(side, top - 4, bottom) for side in sides)
    names = "".join(
        svg.text(_head(side, width, narrow=narrow), 16, chart.series[side.which].name, size=14 if narrow else 15,
                 anchor="end" if (side.way < 0) != narrow else None, bold=True)
        for side in sides
    )
    unit = svg.wrapped(chart.y_title, 13, width)
    under = svg.paragraph(0, bottom + 38, unit, size=13, leading=16, quiet=True)
    height = bottom + 26 + len(unit) * 16
    items = marks_key(chart, hole=False, interval="whisker", hollow="frame")
    foot = keys.key(items, 0, height + 8, width)
    return Drawing(height + (8 + foot.height if items else 0), behind + rows + names + under + foot.body)


def _tight(value: Scale, held: list[float]) -> Scale:
    """The scale up to its largest value and no further: what a bar doesn't use, its number does."""
    most = max([*held, value.ticks[1] if len(value.ticks) > 1 else value.high])
    return replace(value, high=most, ticks=tuple(tick for tick in value.ticks if tick <= most))


def _head(side: Side, width: float, *, narrow: bool) -> float:
    """Where the name of a side starts or ends: beside the ages, or at the edge where it may reach over them."""
    if narrow:
        return 0.0 if side.way < 0 else width
    return side.end + side.way * 2


def _grid(side: Side, top: float, bottom: float) -> str:
    """Upright lines with their numbers below; the one at nought, beside the ages, is stronger."""
    drawn = []
    for tick in side.value.ticks:
        x = side.end + side.way * side.value(tick)
        drawn.append(svg.line(x, top, x, bottom, svg.QUIET) if tick == 0 else svg.grid(x, top, x, bottom))
        said = side.value.label(tick)
        edge = abs(side.value.end) - side.value(tick) < svg.text_width(said, 13) / 2
        anchor = ("end" if (side.way < 0) == (not tick) else None) if edge or not tick else "middle"
        drawn.append(svg.text(x, bottom + 17, said, size=13, anchor=anchor, quiet=True))
    return "".join(drawn)


def _rows(chart: Chart, ages: list[str], sides: list[Side], top: float, *, middle: float, narrow: bool) -> tuple[str, float]:
    by_age = [{str(point.x): point for point in series.points} for series in chart.series]
    drawn, y = [], top
    for age in reversed(ages):
        drawn.append(svg.text(middle, y + ROW / 2 + 5, age, size=SIZE, anchor="middle"))
        for side in sides:
            point = by_age[side.which].get(age, Point(age, None, marker="x"))
            drawn.append(telling(chart, chart.series[side.which], point, _bar(point, side, y, narrow=narrow)))
        y += ROW + GAP
    return "".join(drawn), y - GAP + 4


def _bar(point: Point, side: Side, y: float, *, narrow: bool) -> str:
    """One bar from the ages outwards, its interval, and its number after it (inside the bar's end where there is no room)."""
    if point.y is None:
        return _nothing(point, side, y)
    length = side.value(max(point.y, 0.0))
    left = side.end if side.way > 0 else side.end - length
    drawn = [shapes.bar(left, y, length, ROW, PALETTE[side.which], hollow="p" in point.marker.split(";"))]
    reach_out = length
    if point.lower is not None and point.upper is not None:
        ends = [side.end + side.way * side.value(max(each, 0.0)) for each in (point.lower, point.upper)]
        drawn.append(svg.whisker(y + ROW / 2, min(ends), max(ends), upright=False, cap=ROW / 5))
        reach_out = max(length, side.value(max(point.upper, 0.0)))
    shown = number(point.y, side.decimals)
    wide = svg.text_width(shown, SIZE, bold=True)
    free = abs(side.value.end) - reach_out + (4 if narrow else wide + 8)
    if free >= wide + 6:
        at, anchor = side.end + side.way * (reach_out + 6), ("end" if side.way < 0 else None)
        drawn.append(svg.text(at, y + ROW / 2 + 5, shown, size=SIZE, anchor=anchor, bold=True, halo=True))
    else:  # no room beyond the bar: at its foot, beside the ages, over a white edge
        at, anchor = side.end + side.way * 6, ("end" if side.way < 0 else None)
        drawn.append(svg.text(at, y + ROW / 2 + 5, shown, size=SIZE, anchor=anchor, bold=True, halo=True))
    return "".join(drawn)


def _nothing(point: Point, side: Side, y: float) -> str:
    says = say("hidden [c]") if "c" in point.marker.split(";") else say("no data")
    wide = min(svg.text_width(says, 13) + 24, abs(side.value.end))
    left = side.end if side.way > 0 else side.end - wide
    return svg.hatched(left, y, wide, ROW) + svg.text(left + wide / 2, y + ROW / 2 + 4.5, says, size=13, anchor="middle", quiet=True, halo=True)
