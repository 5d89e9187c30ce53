"""Control charts: is this month out of the ordinary, or has the level moved?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from upriver.stats.result import BadInput, Flags, Floats, as_floats

ENOUGH = 12  # points before limits may be locked; fewer make a trial chart
RUN = 7
FACTOR = 2.66  # 3 / 1.128: three standard deviations from the mean moving range of two
SCREEN = 3.267  # moving ranges above this many times their mean are left out, once
RULES = ("outside", "one_side", "drift", "two_of_three")


@dataclass(frozen=True)
class Chart:
    """A control chart, one element for each point in time; NaN where a phase is too short for limits.

    Attributes:
        points: the values charted; NaN = missing.
        centre, lower, upper: the limits in force at each point.
        phase: number of the phase each point belongs to, from 0.
        trial: True where the phase's limits rest on fewer than 12 points: show, do not act on.
        screened: True where the moving range that ends at this point was left out of the limits.
        spread: for `xmr` the standard deviation behind the limits, for `u_chart` sigma z.
        outside: beyond a limit.
        one_side: the 7th or later point in a row on one side of the centre.
        drift: the 7th or later point in a row that rises (or falls) every time; ties break it.
        two_of_three: beyond two thirds of the way to a limit, as are two of three points in a row that all
            lie on that side of the centre.
    """

    points: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    phase: NDArray[np.int64]
    trial: Flags
    screened: Flags
    spread: Floats
    outside: Flags
    one_side: Flags
    drift: Flags
    two_of_three: Flags

    @property
    def signal(self) -> Flags:
        """True where any rule speaks."""
        return self.outside | self.one_side | self.drift | self.two_of_three


def xmr(points: ArrayLike, *, breaks: Sequence[int] = (), screen: bool = True, lock_after: int | None = None) -> Chart:
    """An individuals chart (XmR): centre = mean, limits = mean -/+ 2.66 x the mean moving range.

    A missing point breaks runs and has no moving range on either side. Each declared break starts a new
    phase with limits of its own, and no run or moving range reaches across it; declare breaks for recorded
    reasons (a change of recording), never because the points moved.

    Args:
        points: shape (times,), in order; NaN = missing.
        breaks: positions at which a new phase starts, ascending, from 1 on.
        screen: leave out, once, moving ranges above 3.267 x their mean, so that one wild point does not
            widen the limits until it no longer shows.
        lock_after: limits of a phase come from its first so many held points (at least 12) and then stay;
            None = from all its points.

    Source: Shewhart's individuals chart as in Wheeler (2000) Understanding Variation; Provost and Murray
        (2011) The Health Care Data Guide, for the rules.
    """
    y = _series("points", points)
    phase = _phases(y.size, breaks)
    _check_lock(lock_after)
    centre, spread = np.full(y.size, np.nan), np.full(y.size, np.nan)
    trial, screened = np.zeros(y.size, dtype=bool), np.zeros(y.size, dtype=bool)
    for number in range(int(phase[-1]) + 1 if y.size else 0):
        inside = np.flatnonzero(phase == number)
        used = _baseline(y, inside, lock_after)
        ranges = np.abs(np.diff(y[used]))
        if screen and np.any(np.isfinite(ranges)):
            wide = ranges > SCREEN * np.nanmean(ranges)
            screened[used[1:][wide]] = True
            ranges = ranges[~wide]
        trial[inside] = np.isfinite(y[used]).sum() < ENOUGH
        if np.any(np.isfinite(ranges)):
            centre[inside] = np.nanmean(y[used])
            spread[inside] = np.nanmean(ranges) * FACTOR / 3
    return _chart(y, centre, centre - 3 * spread, centre + 3 * spread, phase, trial, screened, spread)


def u_chart(
    counts: ArrayLike, denominators: ArrayLike, *, breaks: Sequence[int] = (), laney: bool = True,
    lock_after: int | None = None,
) -> Chart:  # fmt: skip
    """A chart of counts per denominator (u), by default with Laney's allowance for extra spread (u').

    centre u = sum(counts) / sum(denominators); sigma_i = sqrt(u / n_i); limits u -/+ 3 sigma_i sigma_z,
    where sigma_z is the mean absolute difference of successive z_i = (u_i - u) / sigma_i over 1.128
    (1 for the plain chart). A lower limit below zero is shown as zero.

    Args:
        counts: shape (times,), zero or more; NaN = missing.
        denominators: shape (times,), person-time of each point; zero or NaN makes the point missing.
        breaks, lock_after: as in `xmr`.

    Source: Laney (2002) Quality Engineering 14:531-537.
    """
    x, n = _series("counts", counts), _series("denominators", denominators)
    if x.shape != n.shape or np.any(x < 0) or np.any(n < 0):
        raise BadInput("counts and denominators must be zero or more and of the same length")
    _check_lock(lock_after)
    phase = _phases(x.size, breaks)
    y = np.where(n > 0, x / np.where(n > 0, n, 1.0), np.nan)
    people = np.where(np.isfinite(y), n, np.nan)
    centre, spread = np.full(y.size, np.nan), np.full(y.size, np.nan)
    trial = np.zeros(y.size, dtype=bool)
    for number in range(int(phase[-1]) + 1 if y.size else 0):
        inside = np.flatnonzero(phase == number)
        used = _baseline(y, inside, lock_after)
        trial[inside] = np.isfinite(y[used]).sum() < ENOUGH
        if np.isfinite(y[used]).sum() < 2:
            continue
        u = np.nansum(y[used] * people[used]) / np.nansum(people[used])
        centre[inside], spread[inside] = u, _sigma_z(y[used], people[used], u) if laney else 1.0
    half = 3 * spread * np.sqrt(centre / people)
    none = np.zeros(y.size, dtype=bool)
    return _chart(y, centre, np.maximum(centre - half, 0.0), centre + half, phase, trial, none, spread,
                  thirds=centre - 2 * half / 3)  # fmt: skip


def runs_test(points: ArrayLike) -> tuple[bool, int, int]:
    """Whether a run is too long or the median is crossed too seldom for chance (Anhoj's two rules).

    Points on the median do not count. A run is too long above round(log2 n) + 3; crossings are too few
    below the 5% quantile of a binomial with n - 1 trials and chance one half.

    Returns:
        (signal, longest run, crossings). Missing points are left out.

    Source: Anhoj and Olesen (2014) PLoS ONE 9(11):e113825.
    """
    from scipy import stats  # takes most of a second, and no assessment asks for it

    y = _series("points", points)
    y = y[np.isfinite(y)]
    sides = np.sign(y - np.median(y)) if y.size else y
    sides = sides[sides != 0]
    if sides.size < 2:
        return False, int(sides.size), 0
    crossings = int(np.count_nonzero(np.diff(sides)))
    longest = int(_run_lengths(sides).max())
    too_long = longest > round(np.log2(sides.size)) + 3
    too_few = crossings < stats.binom.ppf(0.05, sides.size - 1, 0.5)
    return bool(too_long or too_few), longest, crossings


def _series(name: str, values: ArrayLike) -> Floats:
    y = as_floats(name, values, negative=True)
    if y.ndim != 1:
        raise BadInput(f"{name} must be one-dimensional, in order of time")
    return y


def _check_lock(lock_after: int | None) -> None:
    if lock_after is not None and lock_after < ENOUGH:
        raise BadInput(f"limits may be locked on {ENOUGH} points or more, not on fewer")


def _phases(size: int, breaks: Sequence[int]) -> NDArray[np.int64]:
    marks = np.asarray(breaks, dtype=np.int64)
    if marks.size and (np.any(np.diff(marks) <= 0) or marks[0] < 1 or marks[-1] >= size):
        raise BadInput("breaks must be ascending positions inside the series, none before its second point")
    return np.searchsorted(marks, np.arange(size), side="right").astype(np.int64)


def _baseline(y: Floats, inside: NDArray[np.int64], lock_after: int | None) -> NDArray[np.int64]:
    """The positions the limits of a phase come from, gaps kept in place."""
    if lock_after is None:
        return inside
    held = np.cumsum(np.isfinite(y[inside]))
    return inside[held <= lock_after]


def _sigma_z(u: Floats, n: Floats, centre: float) -> float:
    if centre == 0:
        return 1.0
    moves = np.abs(np.diff((u - centre) / np.sqrt(centre / n)))
    return float(np.nanmean(moves) / 1.128) if np.any(np.isfinite(moves)) else 1.0


def _run_lengths(state: Floats) -> NDArray[np.int64]:
    """How many times in a row, up to and with each point, the state has been the same; 0 for state 0."""
    out = np.zeros(state.size, dtype=np.int64)
    for t in range(state.size):
        same = t > 0 and state[t] == state[t - 1]
        out[t] = 0 if state[t] == 0 else (out[t - 1] if same else 0) + 1
    return out


def _chart(
    y: Floats, centre: Floats, lower: Floats, upper: Floats, phase: NDArray[np.int64], trial: Flags,
    screened: Flags, spread: Floats, thirds: Floats | None = None,
) -> Chart:  # fmt: skip
    """Apply the four rules; no run, drift or window of three reaches across a gap or into a new phase."""
    below = centre + (lower - centre) * 2 / 3 if thirds is None else thirds
    above = centre + (upper - centre) * 2 / 3
    side = np.nan_to_num(np.sign(y - centre))
    one_side, drift = np.zeros(y.size, dtype=bool), np.zeros(y.size, dtype=bool)
    close = np.zeros(y.size, dtype=bool)
    far = np.where(side > 0, y > above, y < below) & (side != 0)
    for number in np.unique(phase):
        inside = np.flatnonzero(phase == number)
        one_side[inside] = _run_lengths(side[inside]) >= RUN
        steps = np.nan_to_num(np.sign(np.diff(y[inside])))
        drift[inside[1:]] = _run_lengths(steps) >= RUN - 1
        for t in range(inside[0], inside[-1] - 1):
            three = slice(t, t + 3)
            if abs(side[three].sum()) == 3 and far[three].sum() >= 2:
                close[three] |= far[three]
    outside = (y > upper) | (y < lower)
    return Chart(y, centre, lower, upper, phase, trial, screened, spread, outside, one_side, drift, close)
