"""Counts over a stretch with their yearly rate, and one stretch against another: both from printed numbers."""

from __future__ import annotations

import numpy as np

from upriver.monitor.moving import Moving
from upriver.monitor.readings import Series
from upriver.stats.intervals import rate
from upriver.words.monitoring.indicator import Change, Rate
from upriver.words.period import Period
from upriver.words.text import number

NORMAL = 1.959964
FEW = 10
"""Fewer events on either side are given without a percentage."""


def rate_over(series: Series, period: Period | None, residents: float | None, per: int) -> Rate | None:
    """The readings of a stretch added up, with the rate a year; None where one of them isn't held."""
    if period is None:
        return None
    inside = [cell for cell in series.cells if period.start <= cell.key.period.start and cell.key.period.end <= period.end]
    if sum(len(cell.key.period.months) for cell in inside) != len(period.months) or any(cell.value is None for cell in inside):
        return None
    count = int(sum(cell.value or 0 for cell in inside))
    odd = any("p" in cell.marker.split(";") for cell in inside)
    if not residents or not per or count < 0:
        return Rate(period, count, provisional=odd)
    told = rate(float(count), residents * len(period.months) / 12, per=per)
    value, lower, upper = (float(each) if np.isfinite(each) else None for each in told.limits())
    return Rate(period, count, residents, per, value, lower, upper, odd)


def change_between(now: Rate, before: Rate, found: Moving) -> Change:
    """Per cent more or less, with a 95% interval that allows for the series' own extra spread; the same length of time both.

    Source: the difference of the logs of two counts, its variance (1/a + 1/b) times the square of the chart's sigma z.
    """
    if now.provisional or before.provisional:
        return Change(now, before, says=f"{number(now.count)} against {number(before.count)}: provisional, so no change is given")
    if min(now.count, before.count) < FEW:
        return Change(now, before, says=f"{number(now.count)} against {number(before.count)}: too few for a percentage")
    spread = found.chart.spread[found.last[-1]] if found.chart is not None and found.kind == "u" else 1.0
    wide = max(float(spread), 1.0) if np.isfinite(spread) else 1.0
    log = float(np.log(now.count / before.count))
    half = NORMAL * wide * float(np.sqrt(1 / now.count + 1 / before.count))
    value, lower, upper = (100 * (float(np.exp(each)) - 1) for each in (log, log - half, log + half))
    beyond = lower > 0 or upper < 0
    side = "more" if value > 0 else "fewer"
    says = (f"{number(now.count)} against {number(before.count)}, {number(abs(value), 1)}% {side} (95% interval {_signed(lower)} to "
            f"{_signed(upper)}): {'beyond chance' if beyond else 'not beyond chance'}")
    return Change(now, before, round(value, 1), round(lower, 1), round(upper, 1), says)


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else ''}{number(value, 1)}%"
