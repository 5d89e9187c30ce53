"""Is it more or fewer than before? Two stretches of the same length, set side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from upriver.stats.intervals import rate_ratio
from upriver.stats.result import BadInput, Floats, Result, as_floats, check_level

FEWEST_PAIRS = 3  # fewer pairs can't show whether they differ by more than chance among themselves
CHANGE_METHOD = (
    "ratio of the two counts with an exact conditional interval, widened where the months differ among themselves by more "
    "than chance"
)


@dataclass(frozen=True)
class Change:
    """Later over earlier, for each series.

    Attributes:
        ratio: a Result of shape (series,); its events are the smaller of the two counts.
        now, before: the two counts, summed over the pairs that both hold.
        pairs: how many those are.
        dispersion: how much more the pairs differ among themselves than chance allows: 1 for no more; NaN where there
            are fewer than three pairs.
        beyond_chance: 1 where the interval lies above 1, -1 where below, else 0.
    """

    ratio: Result
    now: Floats
    before: Floats
    pairs: Floats
    dispersion: Floats
    beyond_chance: Floats


def change(now: ArrayLike, before: ArrayLike, *, groups: ArrayLike | None = None, level: float = 0.95) -> Change:
    """Compare two stretches pair by pair: the same months of two years, both of them held.

    A pair of which either is missing is left out of both. The interval of the ratio is the exact conditional one; where
    the pairs differ among themselves by more than chance (Pearson's chi-squared of the pairs' shares over its degrees of
    freedom, phi, above 1) it is also made from the log of the ratio with phi (1/a + 1/b) for its variance and Student's
    t on its degrees of freedom, and the wider limit of the two holds on each side. Where the earlier count is zero there is no
    ratio (flag `not_given`); with no pair at all the flag is `missing`.

    Args:
        now, before: shape (series, pairs), zero or more; NaN = missing.
        groups: shape (series,), whole numbers: series of one group share their dispersion and its degrees of freedom, which a
            few pairs of one small area can't tell. Each stands alone when None.

    Source: Clopper and Pearson (1934) for the exact limits; McCullagh and Nelder (1989) 4.5 for the dispersion.
    """
    a, b = as_floats("now", now), as_floats("before", before)
    if a.ndim != 2 or a.shape != b.shape:
        raise BadInput("now and before must both be (series, pairs)")
    held = np.isfinite(a) & np.isfinite(b)
    pairs = held.sum(axis=1).astype(np.float64)
    a, b = np.where(held, a, 0.0), np.where(held, b, 0.0)
    first, second = a.sum(axis=1), b.sum(axis=1)
    gone = pairs == 0
    exact = rate_ratio(np.where(gone, np.nan, first), 1.0, np.where(gone, np.nan, second), 1.0, level=level)
    own = np.arange(len(a)) if groups is None else np.asarray(groups, dtype=np.int64)
    phi, freedom = _dispersion(a, b, pairs, own)
    lower, upper = _widened(exact, first, second, phi, freedom, check_level(level))
    flags = {**exact.flags, "no_interval": ~gone & (np.isnan(lower) | np.isnan(upper))}
    ratio = Result(exact.value, lower, upper, level, CHANGE_METHOD, exact.events, exact.denominator, flags)
    side = np.where(lower > 1, 1.0, np.where(upper < 1, -1.0, 0.0))
    return Change(ratio, first, second, pairs, phi, side)


def _dispersion(a: Floats, b: Floats, pairs: Floats, groups: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Pearson's chi-squared of the pairs about each series' share, over pairs less 1, added up by group; at least 1."""
    both = a + b
    share = a.sum(axis=1) / np.maximum(both.sum(axis=1), 1)
    spread = both * (share * (1 - share))[:, None]
    off = np.where(spread > 0, (a - both * share[:, None]) ** 2 / np.where(spread > 0, spread, 1.0), 0.0).sum(axis=1)
    tells = (pairs >= FEWEST_PAIRS) & (both.sum(axis=1) > 0)
    size = int(groups.max(initial=0)) + 1
    freedom: Floats = np.bincount(groups, np.where(tells, pairs - 1, 0.0), size)[groups].astype(np.float64)
    spreads = np.bincount(groups, np.where(tells, off, 0.0), size)[groups]
    phi: Floats = np.where(freedom > 0, np.maximum(spreads / np.maximum(freedom, 1), 1.0), np.nan)
    return phi, freedom


def _widened(exact: Result, a: Floats, b: Floats, phi: Floats, freedom: Floats, level: float) -> tuple[Floats, Floats]:
    wide = (phi > 1) & (a > 0) & (b > 0)
    t = special.stdtrit(np.maximum(freedom, 1), 1 - (1 - level) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = np.where(wide, t * np.sqrt(phi * (1 / a + 1 / b)), 0.0)
        middle = np.where(wide, exact.value, np.nan)
    lower = np.fmin(exact.lower, middle * np.exp(-reach))
    upper = np.where(np.isnan(exact.upper), np.nan, np.fmax(exact.upper, middle * np.exp(reach)))
    return lower, upper
