"""A robust screen for months whose counts do not look like their neighbours in time."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from upriver.stats.result import BadInput, Flags, Floats

SIDE = 6  # held months looked at on each side of a month
FEWEST_ON_A_SIDE = 3  # fewer and that side is not used
EMPTY_SHARE = 0.30  # below this share of the usual level a month is nearly empty
LUMP_FROM = 50  # a usual level below this is too small to call a low month a lump
OWN_FLOOR = 0.05  # no monthly series is steadier than 5% beyond Poisson
PEERS = 8  # groups needed before what happened everywhere is taken out


@dataclass(frozen=True)
class Screen:
    """What the screen found; every array is (groups, kinds, months) or (groups, months).

    Attributes:
        expected: the usual level of each cell, NaN where there are too few months to say.
        ratio: count / expected (with a half added to both), NaN where there is no expected.
        score: how many robust standard deviations the cell is from its usual level; signed.
        swings: cells that are far from their usual level.
        nearly_empty: (groups, months), the month's total is below 30% of its trailing median.
        misplaced: (groups, months), sum of |count - expected| over swinging cells / expected total.
        odd: (groups, months), the verdict: nearly empty, or swings too many or too large to be chance.
        judged: (groups, months), False where nothing could be said (missing, or too few months).
    """

    expected: Floats
    ratio: Floats
    score: Floats
    swings: Flags
    nearly_empty: Flags
    misplaced: Floats
    odd: Flags
    judged: Flags

    def swinging_at(self, group: int, month: int) -> tuple[tuple[int, float], ...]:
        """The kinds that swing in one month and their ratio to the usual level, the largest swing first."""
        kinds = np.flatnonzero(self.swings[group, :, month])
        order = np.argsort(-np.abs(np.log(self.ratio[group, kinds, month])), kind="stable")
        return tuple((int(k), float(self.ratio[group, k, month])) for k in kinds[order])


def screen_months(
    counts: Floats, *, score: float = 4.5, ratio: float = 1.8, kinds: int = 3, share: float = 0.04
) -> Screen:
    """Find the months whose make-up or total does not look like the months around them.

    Each cell is held against the median of the six held months before it and of the six after it. It
    swings if it is far from both in one direction, so that a lasting change of level is no odd month (save
    at the ends of the series, which have one side). Far: the ratio to the usual level is at least `ratio`
    (or its inverse) and its log at least `score` robust standard deviations, the variance being Poisson
    plus the series' own (1.4826 x median absolute log ratio; a season is part of it). A series in lumps,
    half its months low, is caught by a second test: below 30% of the upper quartile of both sides. Where
    eight groups or more are held, what moved in all of them at once is taken out first. A month is odd
    when its total is nearly empty, `kinds` of its cells swing, or swinging cells misplace `share` of it.

    Args:
        counts: shape (groups, kinds, months) in order of time; NaN = missing, never zero. Gaps need no
            columns: the nearest held months are used however far away they are.
        score, ratio, kinds, share: thresholds, as above; ratio is above 1.

    Raises:
        BadInput: counts that are not three-dimensional, negative or infinite.

    Source: own; median and MAD as in Hampel (1974) JASA 69:383-393.
    """
    x = np.asarray(counts, dtype=np.float64)
    if x.ndim != 3:
        raise BadInput("counts must have three axes: groups, kinds, months")
    if np.any(x < 0) or np.any(np.isinf(x)):
        raise BadInput("counts must be zero or more, or NaN where missing")
    log_ratio, low = _against_neighbours(x)
    log_ratio = log_ratio - _everywhere(log_ratio)
    expected = (x + 0.5) / np.exp(log_ratio) - 0.5
    points = log_ratio / _spread(np.where(low, np.nan, log_ratio), expected)
    far = (np.abs(points) >= score) & (np.abs(log_ratio) >= np.log(ratio))
    swings = far | (low & (points <= -score * 2 / 3))
    misplaced = _misplaced(x, expected, swings)
    empty = nearly_empty_months(_total(x))
    odd = np.asarray(empty | (swings.sum(axis=1) >= kinds) | (misplaced >= share))
    judged = np.asarray(np.isfinite(expected).any(axis=1))
    return Screen(expected, np.exp(log_ratio), points, swings, empty, misplaced, odd, judged)


def nearly_empty_months(totals: Floats) -> Flags:
    """Months whose total is below 30% of the trailing median of the twelve held months before them.

    Months already found nearly empty do not enter later medians, so that a long gap in supply does not
    become the new usual level. Before three earlier months are held the median of the whole series
    stands in.

    Args:
        totals: shape (groups, months), NaN = missing; a missing month is never nearly empty.
    """
    totals = np.asarray(totals, dtype=np.float64)
    empty = np.zeros(totals.shape, dtype=bool)
    for g, row in enumerate(totals):
        held = row[np.isfinite(row)]
        kept: list[float] = []
        for m in np.flatnonzero(np.isfinite(row)):
            usual = np.median(kept[-12:]) if len(kept) >= FEWEST_ON_A_SIDE else np.median(held)
            empty[g, m] = row[m] < EMPTY_SHARE * usual
            if not empty[g, m]:
                kept.append(float(row[m]))
    return empty


def _total(x: Floats) -> Floats:
    """Sum over kinds; NaN only where every kind is missing."""
    return np.where(np.isfinite(x).any(axis=1), np.nansum(x, axis=1), np.nan)


def _against_neighbours(x: Floats) -> tuple[Floats, Flags]:
    """For each cell: its log ratio to the nearer side, and whether it is a low lump."""
    log_ratio = np.full(x.shape, np.nan)
    low = np.zeros(x.shape, dtype=bool)
    for g, group in enumerate(x):
        held = np.flatnonzero(np.isfinite(group).any(axis=0))
        if held.size:
            log_ratio[g][:, held], low[g][:, held] = _one_group(group[:, held])
    return log_ratio, low


def _one_group(y: Floats) -> tuple[Floats, Flags]:
    """The same for one group, (kinds, held months): gaps are closed up before it is called.

    Three passes, because a series in lumps hides its own lumps: those already found no longer count as
    neighbours in the next.
    """
    low = np.zeros(y.shape, dtype=bool)
    for _ in range(3):
        before, after = _sides(np.where(low, np.nan, y))
        high = np.fmin(_quantile(before, 0.75), _quantile(after, 0.75))
        low = low | ((high >= LUMP_FROM) & (y < EMPTY_SHARE * high))
    before, after = _sides(np.where(low, np.nan, y))
    one = np.log((y + 0.5) / (_quantile(before, 0.5) + 0.5))
    other = np.log((y + 0.5) / (_quantile(after, 0.5) + 0.5))
    one, other = np.where(np.isnan(one), other, one), np.where(np.isnan(other), one, other)
    nearer = np.where(np.abs(one) <= np.abs(other), one, other)
    log_ratio = np.where(np.sign(one) == np.sign(other), nearer, 0.0)
    log_ratio = np.where(np.isnan(one), np.nan, log_ratio)
    return log_ratio, low & np.isfinite(log_ratio)


def _sides(y: Floats) -> tuple[Floats, Floats]:
    """The six months before and the six after each month, (kinds, months, 6), NaN beyond the ends."""
    gap = np.full((y.shape[0], SIDE), np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(np.hstack([gap, y, gap]), SIDE, axis=1)
    return windows[:, : y.shape[1]], windows[:, SIDE + 1 :]


def _quantile(windows: Floats, share: float) -> Floats:
    """Quantile over the last axis, missing left out; NaN where fewer than three months are held.

    Interpolated as numpy does; np.nanquantile gives the same and is a hundred times slower.
    """
    ordered = np.sort(windows, axis=-1)  # NaN sorts last
    n = np.isfinite(windows).sum(axis=-1)
    place = share * np.maximum(n - 1, 0)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(n - 1, 0))
    low = np.take_along_axis(ordered, below[..., None], axis=-1)[..., 0]
    high = np.take_along_axis(ordered, above[..., None], axis=-1)[..., 0]
    return np.where(n >= FEWEST_ON_A_SIDE, low + (place - below) * (high - low), np.nan)


def _everywhere(log_ratio: Floats) -> Floats:
    """What moved in all groups at once: the median over groups, or 0 where fewer than eight are held."""
    if log_ratio.shape[0] < PEERS:
        return np.zeros(log_ratio.shape[1:])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        middle = np.nanmedian(log_ratio, axis=0)
    return np.where(np.isfinite(log_ratio).sum(axis=0) >= PEERS, middle, 0.0)


def _spread(log_ratio: Floats, expected: Floats) -> Floats:
    """Robust standard deviation of each log ratio: Poisson variance plus the series' own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        own = 1.4826 * np.nanmedian(np.abs(log_ratio), axis=2, keepdims=True)
    return np.sqrt(np.maximum(own, OWN_FLOOR) ** 2 + 1.0 / (np.maximum(expected, 0) + 0.5))


def _misplaced(x: Floats, expected: Floats, swings: Flags) -> Floats:
    moved = np.where(swings, np.abs(x - expected), 0.0).sum(axis=1)
    usual = np.nansum(expected, axis=1)
    out: Floats = np.divide(moved, usual, out=np.zeros_like(moved), where=usual > 0)
    return out
