"""Whether a short series rises or falls, and by how much: Mann-Kendall and Sen's slope."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.result import BadInput, Floats, Result, as_floats, check_level

FEWEST = 4  # with three points no order is unlikely enough to speak of


@dataclass(frozen=True)
class MannKendall:
    """The test of one or many series; every array has the shape of the series without its last axis.

    Attributes:
        s: number of pairs that rise less those that fall.
        variance: of s when nothing but chance is at work, ties allowed for.
        z: (s -/+ 1) / sqrt(variance); 0 when s is 0.
        p: two-sided, from the normal.
        points: held values. With fewer than 4, or all equal, z and p are NaN.
    """

    s: Floats
    variance: Floats
    z: Floats
    p: Floats
    points: Floats


def mann_kendall(series: ArrayLike) -> MannKendall:
    """Whether values tend to rise or fall with time, whatever the shape of the rise.

    S = sum over pairs of the sign of (later - earlier); its variance is
    [n(n - 1)(2n + 5) - sum t(t - 1)(2t + 5)] / 18 over groups of t equal values. Monthly counts with a
    season or with memory break its assumption of independence: then p is too small.

    Args:
        series: shape (..., times); NaN = missing, left out of its pairs.

    Source: Mann (1945) Econometrica 13:245-259; Kendall (1975) Rank Correlation Methods.
    """
    y = as_floats("series", series, negative=True)
    if y.ndim == 0:
        raise BadInput("series must have an axis of times")
    times = y.shape[-1]
    s = np.zeros(y.shape[:-1])
    for lag in range(1, times):
        s += np.nan_to_num(np.sign(y[..., lag:] - y[..., :-lag])).sum(axis=-1)
    n = np.isfinite(y).sum(axis=-1).astype(np.float64)
    variance = (n * (n - 1) * (2 * n + 5) - _ties(y)) / 18
    usable = (n >= FEWEST) & (variance > 0)
    root = np.sqrt(np.where(usable, variance, np.nan))
    z = (s - np.sign(s)) / root
    return MannKendall(s, variance, z, 2 * special.ndtr(-np.abs(z)), n)


def sen_slope(series: ArrayLike, *, times: ArrayLike | None = None, level: float = 0.95) -> Result:
    """The median of the slopes between all pairs of points, which a few wild points cannot move.

    The interval is the pair of slopes at ranks (N - C)/2 and (N + C)/2 + 1, rounded outward, of N slopes,
    C = z sqrt(variance of Mann-Kendall's S).

    Args:
        series: shape (times,); NaN = missing, left out.
        times: shape (times,), ascending; 0, 1, 2 ... when None. The slope is per unit of these.

    Returns:
        a Result of shape (); fewer than 4 points give no value (flag `not_given`). `events` is the number
        of points. Where the ranks fall outside the slopes there is no interval (`no_interval`).

    Source: Sen (1968) JASA 63:1379-1389.
    """
    y = as_floats("series", series, negative=True)
    at = np.arange(y.size, dtype=np.float64) if times is None else as_floats("times", times, negative=True)
    if y.ndim != 1 or at.shape != y.shape or np.any(np.diff(at) <= 0):
        raise BadInput("series must be one-dimensional and its times ascending, one for each value")
    held = np.isfinite(y)
    first, second = np.triu_indices(int(held.sum()), k=1)
    slopes = np.sort((y[held][second] - y[held][first]) / (at[held][second] - at[held][first]))
    given = int(held.sum()) >= FEWEST
    value = float(np.median(slopes)) if given else np.nan
    lower = upper = np.nan
    if given:
        z = special.ndtri(1 - (1 - check_level(level)) / 2)
        reach = z * np.sqrt(float(mann_kendall(y).variance))
        low, high = int(np.floor((slopes.size - reach) / 2)) - 1, int(np.ceil((slopes.size + reach) / 2))
        if low >= 0 and high < slopes.size:
            lower, upper = float(slopes[low]), float(slopes[high])
    flags = {"not_given": np.array(not given), "no_interval": np.array(bool(np.isnan(lower)))}
    points = np.array(float(held.sum()))
    return Result(np.array(value), np.array(lower), np.array(upper), level, "Sen's slope, rank interval",
                  points, np.array(np.nan), flags)  # fmt: skip


def _ties(y: Floats) -> Floats:
    """sum t(t - 1)(2t + 5) over the groups of equal values of each series."""
    flat = np.sort(y.reshape(-1, y.shape[-1]), axis=1)
    out = np.zeros(flat.shape[0])
    run = np.ones(flat.shape[0])
    for k in range(1, flat.shape[1] + 1):
        same = flat[:, k] == flat[:, k - 1] if k < flat.shape[1] else np.zeros(flat.shape[0], dtype=bool)
        out += np.where(same, 0.0, run * (run - 1) * (2 * run + 5))
        run = np.where(same, run + 1, 1.0)
    return out.reshape(y.shape[:-1])
