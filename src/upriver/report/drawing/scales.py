"""Where numbers and months stand on a chart: ticks, places of months, labels that don't collide."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from upriver.words.document import Chart, Point
from upriver.words.language.dates import short_month
from upriver.words.text import number

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from values (low to high) to places (start to end), with its ticks."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]
    decimals: int

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def label(self, tick: float) -> str:
        """The tick as it is printed."""
        return number(tick, self.decimals)


def scale(values: Iterable[float], start: float, end: float, *, most: int = 6, from_zero: bool = True) -> Scale:
    """A scale round the values with even, round ticks; it holds zero unless `from_zero` is False."""
    held = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
    low, high = min(held), max(held)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < 1e-6:
        high = low + 1
    step = _round_step((high - low) / most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(index * step, 10) for index in range(first, last + 1))
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return Scale(ticks[0], ticks[-1], start, end, ticks, decimals)


def _round_step(about: float) -> float:
    size = 10.0 ** math.floor(math.log10(about))
    return next(size * times for times in (1, 2, 5, 10) if size * times >= about * (1 - 1e-9))


def decimals_of(values: Iterable[float]) -> int:
    """The fewest decimals, at most 3, that print all the values exactly as they were handed over."""
    held = list(values)
    return next((d for d in range(3) if all(abs(value - round(value, d)) < 1e-9 for value in held)), 3)


def reach(chart: Chart) -> list[float]:
    """Every number that must fit on the chart's value axis."""
    ends = [(point.y, point.lower, point.upper) for series in chart.series for point in series.points]
    return [value for three in ends for value in three if value is not None] + [one.y for one in chart.lines]


@dataclass(frozen=True, slots=True)
class Slots:
    """The places along an axis of months or ordered groups, evenly spaced, in order.

    `names` holds a month between the first and the last even where no series has it: that is a hole.
    """

    names: tuple[str, ...]
    monthly: bool

    def place(self, name: str) -> int | None:
        """Where the name stands, counted from 0, or None where it isn't on the axis."""
        return self.names.index(name) if name in self.names else None


def slots(chart: Chart) -> Slots:
    """The places of all points: every month from first to last, or the names in the order they are given."""
    names = list(dict.fromkeys(str(point.x) for series in chart.series for point in series.points))
    if not names or not all(_MONTH.fullmatch(name) for name in names):
        return Slots(tuple(names), monthly=False)
    counted = [int(name[:4]) * 12 + int(name[5:]) - 1 for name in names]
    return Slots(
        tuple(f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(min(counted), max(counted) + 1)),
        monthly=True,
    )


def holes(chart: Chart, along: Slots) -> list[tuple[int, int]]:
    """Runs of places where no series has a number, as (first, last), both included."""
    known = {str(point.x) for series in chart.series for point in series.points if point.y is not None}
    runs: list[tuple[int, int]] = []
    for at, name in enumerate(along.names):
        if name in known:
            continue
        if runs and runs[-1][1] == at - 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs


def runs_of(points: Sequence[Point], along: Slots) -> list[list[tuple[int, Point]]]:
    """A series cut at its holes: each run holds neighbouring places that have a number."""
    placed = sorted(
        ((at, point) for point in points if point.y is not None and (at := along.place(str(point.x))) is not None),
        key=lambda one: one[0],
    )
    runs: list[list[tuple[int, Point]]] = []
    for at, point in placed:
        if runs and runs[-1][-1][0] == at - 1:
            runs[-1].append((at, point))
        else:
            runs.append([(at, point)])
    return runs


def month_ticks(along: Slots, step: float) -> list[tuple[int, str, str]]:
    """(place, words, words below) of the ticks of a monthly axis, as close as `step` units a month allow."""
    every = next((n for n in (1, 2, 3, 6, 12, 24, 60) if n * step >= 34), 120)
    ticks = []
    for at, name in enumerate(along.names):
        year, month = int(name[:4]), int(name[5:])
        if every >= 12:
            if month == 1 and year % (every // 12) == 0:
                ticks.append((at, str(year), ""))
        elif (month - 1) % every == 0:
            ticks.append((at, short_month(month), str(year) if month == 1 or not ticks else ""))
    return ticks


def spread(targets: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Middles for labels as near their targets as fit without touching, kept between top and bottom."""
    order = sorted(range(len(targets)), key=lambda at: targets[at])
    middles = list(targets)
    edge = top
    for at in order:
        middles[at] = max(middles[at], edge + heights[at] / 2)
        edge = middles[at] + heights[at] / 2
    edge = bottom
    for at in reversed(order):
        middles[at] = min(middles[at], edge - heights[at] / 2)
        edge = middles[at] - heights[at] / 2
    return middles


def lanes(boxes: Sequence[tuple[float, float]], *, gap: float = 10) -> list[int]:
    """The lane of each (start, end) box so that no two in one lane touch; lane 0 is filled first."""
    ends: list[float] = []
    chosen = []
    for start, end in boxes:
        lane = next((at for at, last in enumerate(ends) if last + gap <= start), len(ends))
        ends[lane : lane + 1] = [end]
        chosen.append(lane)
    return chosen
