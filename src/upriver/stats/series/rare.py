"""Control charts of rare events: the time from one to the next says more than a count that is mostly zero."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.result import BadInput, Flags, Floats, as_floats
from upriver.stats.series.control import ENOUGH, xmr

POWER = 1 / 3.6  # makes exponential times nearly normal
MEDIAN = np.log(2)  # the median of a geometric or exponential time over its mean, about
FEWEST_GAPS = 5  # fewer gaps have no limits at all
RUN = 8


@dataclass(frozen=True)
class Gaps:
    """The times between events on a chart; shape (gaps,) each.

    Attributes:
        gaps: days (T chart) or units without an event (G chart) between one event and the next.
        centre, lower, upper: single numbers; NaN with fewer than five gaps. A lower limit of 0 can't be crossed.
        trial: fewer than 12 gaps: show, do not act on.
        longer: a gap above the upper limit: events have become rarer.
        closer: a gap below the lower limit, or the 8th or later gap in a row below the centre: events have come closer
            together.
        apart: the 8th or later gap in a row above the centre.
    """

    gaps: Floats
    centre: float
    lower: float
    upper: float
    trial: bool
    longer: Flags
    closer: Flags
    apart: Flags


def event_days(counts: ArrayLike, starts: ArrayLike, lengths: ArrayLike) -> Floats:
    """The days on which events are taken to have happened, where only the month or quarter of each is known.

    Several in one period are set evenly inside it, one in its middle: what they are worth, no more. A missing period
    (NaN) has none, and gaps across it must not be used: see `gaps_between`.

    Args:
        counts: shape (periods,), whole numbers or NaN.
        starts: the first day of each period as a number of days, ascending.
        lengths: days in each period.
    """
    c, s, n = as_floats("counts", counts), as_floats("starts", starts, negative=True), as_floats("lengths", lengths)
    if not c.shape == s.shape == n.shape or c.ndim != 1:
        raise BadInput("counts, starts and lengths must be one-dimensional and of the same length")
    found = [s[at] + n[at] * (np.arange(int(each)) + 0.5) / each for at, each in enumerate(np.nan_to_num(c)) if each > 0]
    return np.concatenate(found) if found else np.zeros(0)


def gaps_between(days: ArrayLike, holes: ArrayLike = ()) -> Floats:
    """Days from each event to the next; one that reaches across a hole is left out.

    Args:
        days: ascending.
        holes: a day inside each stretch that is not held.
    """
    at = as_floats("days", days, negative=True)
    between = np.asarray(holes, dtype=np.float64)
    whole = [not np.any((between > first) & (between < last)) for first, last in zip(at, at[1:], strict=False)]
    out: Floats = np.diff(at)[np.array(whole, dtype=bool)] if at.size > 1 else np.zeros(0)
    return out


def t_chart(days: ArrayLike) -> Gaps:
    """A chart of days between events: an individuals chart of days ^ (1 / 3.6), turned back into days.

    Args:
        days: shape (gaps,), zero or more (two events of one day are 0 days apart); in order of time, no missing ones.

    Source: Nelson (1994) J Quality Technology 26:239-244; Provost and Murray (2011) The Health Care Data Guide, ch. 5.
    """
    x = _gaps(days)
    if x.size < FEWEST_GAPS:
        return _chart(x, np.nan, np.nan, np.nan)
    chart = xmr(x**POWER)
    centre, lower, upper = (float(each[0]) for each in (chart.centre, chart.lower, chart.upper))
    return _chart(x, centre ** (1 / POWER), max(lower, 0.0) ** (1 / POWER), upper ** (1 / POWER))


def g_chart(units: ArrayLike) -> Gaps:
    """A chart of units (days, months, visits) that pass without an event between two that hold one.

    The mean is g, the upper limit g + 3 sqrt(g (g + 1)), the lower one 0 in practice; runs are judged against the median,
    about .693 g, because a geometric count lies below its mean more often than above.

    Source: Benneyan (2001) Health Care Management Science 4:305-318; Provost and Murray (2011), ch. 5.
    """
    x = _gaps(units)
    if x.size < FEWEST_GAPS:
        return _chart(x, np.nan, np.nan, np.nan)
    g = float(x.mean())
    return _chart(x, MEDIAN * g, max(0.0, g - 3 * np.sqrt(g * (g + 1))), g + 3 * np.sqrt(g * (g + 1)))


def _gaps(values: ArrayLike) -> Floats:
    x = as_floats("gaps", values)
    if x.ndim != 1 or np.isnan(x).any():
        raise BadInput("gaps must be one-dimensional, in order of time and none of them missing")
    return x


def _chart(x: Floats, centre: float, lower: float, upper: float) -> Gaps:
    none = np.zeros(x.size, dtype=bool)
    if not np.isfinite(centre) or upper <= centre:
        return Gaps(x, centre, lower, upper, True, none, none, none)
    below, above = _runs(x < centre) >= RUN, _runs(x > centre) >= RUN
    return Gaps(x, centre, lower, upper, x.size < ENOUGH, x > upper, (x < lower) | below, above)


def _runs(state: Flags) -> Floats:
    out = np.zeros(state.size)
    for at in range(state.size):
        out[at] = (out[at - 1] if at else 0) + 1 if state[at] else 0
    return out


@dataclass(frozen=True)
class Seldom:
    """Small counts period by period with exact limits; shape (periods,) each, NaN where a period is missing."""

    points: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    outside: Flags


def small_count_chart(counts: ArrayLike, exposure: ArrayLike, *, tail: float = 0.00135) -> Seldom:
    """Counts of a few a period against limits that a Poisson count of that mean crosses once in 740 each way.

    For events too frequent for a chart of days between them while only their month or quarter is known: set evenly
    inside their month, events at one a month made false alarms in 7 series of 10 when tried. Three standard deviations
    (as in `u_chart`) made them in 4 of 10, the Poisson being lopsided; exact limits in fewer than 1 of 10.

    Args:
        counts: shape (periods,), zero or more; NaN = missing.
        exposure: days in each period, above zero.
        tail: chance of a point beyond each limit when nothing but chance is at work.

    Source: Montgomery (2013) Introduction to Statistical Quality Control, 7.3, for limits by probability.
    """
    x, n = as_floats("counts", counts), as_floats("exposure", exposure)
    if x.ndim != 1 or x.shape != n.shape or np.any(~(n > 0)):
        raise BadInput("counts and exposure must be one-dimensional, of the same length, exposure above zero")
    held = np.isfinite(x)
    if held.sum() < 2 or not x[held].sum():
        none = np.full(x.size, np.nan)
        return Seldom(x, none, none, none, np.zeros(x.size, dtype=bool))
    centre = x[held].sum() / n[held].sum() * n
    upper = np.ceil(np.maximum(special.pdtrik(1 - tail, centre), 0.0))
    least = special.pdtrik(tail, centre)  # NaN or below zero where even no event at all is likely enough
    lower = np.where(np.exp(-centre) > tail, 0.0, np.ceil(np.nan_to_num(least)))
    outside = held & ((x > upper) | (x < lower))
    return Seldom(x, centre, lower, upper, outside)
