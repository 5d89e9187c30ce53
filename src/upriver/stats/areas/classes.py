"""Hot spots over time: which last, which are new, and which are over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from upriver.stats.areas.clusters import false_discovery, gi_star
from upriver.stats.areas.permutations import pooled_p
from upriver.stats.result import BadInput, Flags, Floats, as_floats
from upriver.stats.series.trend import mann_kendall

FEWEST_STEPS = 10
HOT_SHARE, PERSISTENT_SHARE, RECENT_SHARE, SURE = 0.1, 0.8, 0.2, 0.05

CLASSES = ("none", "persistent", "emerging", "intermittent", "former")
"""The five plain classes, by their number in `Classes.kind`."""
FINE = (
    "none", "new", "consecutive", "intensifying", "persistent", "diminishing", "sporadic", "oscillating", "historical",
)  # fmt: skip
"""The finer classes, by their number in `Classes.fine`."""


@dataclass(frozen=True)
class Classes:
    """What each area has been over the steps.

    Attributes:
        kind: shape (areas,), position in CLASSES. fine: position in FINE.
        hot: steps in which the area was a hot spot. steps: steps in which it could be one.
        trend: Mann-Kendall z of its Gi* over the steps, with its two-sided p corrected over areas.
        flags: `too_few_steps`: fewer than ten steps are held, and no class is given.
    """

    kind: NDArray[np.int8]
    fine: NDArray[np.int8]
    hot: NDArray[np.int64]
    steps: NDArray[np.int64]
    trend: Floats
    trend_q: Floats
    flags: dict[str, Flags]


def hot_over_steps(
    values: ArrayLike, neighbours: sparse.spmatrix, *, draws: int = 9_999, seed: int
) -> tuple[Floats, Floats]:
    """Gi* and its q-value in every step, each step corrected by itself.

    Args:
        values: shape (areas, steps), standardised for population; NaN = missing.
        neighbours: shape (areas, areas), any non-zero is a neighbour.
        draws: pooled permutations a step; see `pooled_p`.
        seed: required; each step has its own stream of it.

    Returns:
        two arrays of the shape of values.
    """
    y = as_floats("values", values, negative=True)
    if y.ndim != 2:
        raise BadInput("values must have one row for each area and one column for each step")
    if not y.size:
        return y.copy(), y.copy()
    z = gi_star(y, neighbours).z
    p = np.empty(y.shape)
    for step in range(y.shape[1]):
        chance = pooled_p(y[:, step], neighbours, draws=draws, seed=seed + step)
        p[:, step] = np.where(np.isnan(z[:, step]), np.nan, chance)
    return z, false_discovery(p)


def classes(
    z: ArrayLike, q: ArrayLike, *, below: float = SURE, hot_share: float = HOT_SHARE,
    persistent_share: float = PERSISTENT_SHARE, recent_share: float = RECENT_SHARE,
) -> Classes:  # fmt: skip
    """Persistent, emerging, intermittent and former hot spots, and a finer set of eight.

    A step counts as hot where z is above zero and q below `below`. An area that is hot in fewer than `hot_share` of its
    steps is none. Of the rest, `recent` being the last fifth of the steps: persistent, hot in at least four fifths of all
    steps and in a recent one; emerging, hot in recent steps alone; former, in none of them; intermittent, both before and
    lately but in fewer than four fifths.

    The finer set: new (the last step alone); consecutive (one unbroken run of at least two up to the last); intensifying,
    persistent, diminishing (hot in at least nine tenths and in the last step, with Gi* rising, neither, falling, by Mann-Kendall
    corrected over areas); historical (as many, but not the last); oscillating (the last step, and cold in some earlier one);
    sporadic (any other that is hot at least `hot_share` of the time).

    Args:
        z, q: shape (areas, steps), in order of time, steps of one length; NaN = the step is missing for the area.
        below: the share of false discoveries borne in each step.

    Returns:
        Classes; with fewer than ten steps all are none, flag `too_few_steps`.

    Source: the parameters .1, .8, .2 and .05 are those of the public documentation of the R package sfhotspot; the finer
        set follows the published definitions of emerging hot spot analysis, at least ten steps.
    """
    score, chance = as_floats("z", z, negative=True), as_floats("q", q)
    if score.ndim != 2 or score.shape != chance.shape:
        raise BadInput("z and q must have one row for each area and one column for each step")
    held = np.isfinite(score) & np.isfinite(chance)
    steps = held.sum(axis=1)
    sure = held & (np.nan_to_num(chance, nan=1.0) < below)
    hot, cold = sure & (np.nan_to_num(score) > 0), sure & (np.nan_to_num(score) < 0)
    trend = mann_kendall(score)
    trend_q = false_discovery(trend.p) if score.shape[0] else trend.p
    rising = np.where(np.nan_to_num(trend_q, nan=1.0) < below, np.sign(np.nan_to_num(trend.z)), 0)
    short = steps < FEWEST_STEPS
    kind = _plain(hot, steps, hot_share, persistent_share, recent_share)
    fine = _fine(hot, cold, steps, rising, hot_share)
    flags = {"too_few_steps": short}
    return Classes(np.where(short, 0, kind).astype(np.int8), np.where(short, 0, fine).astype(np.int8),
                   hot.sum(axis=1).astype(np.int64), steps.astype(np.int64), trend.z, trend_q, flags)  # fmt: skip


def _plain(hot: Flags, steps: NDArray[np.int64], share: float, lasting: float, recent: float) -> NDArray[np.int64]:
    late = max(1, int(np.ceil(recent * hot.shape[1] - 1e-9))) if hot.shape[1] else 0
    lately = hot[:, hot.shape[1] - late :].any(axis=1)
    before = hot[:, : hot.shape[1] - late].any(axis=1)
    often = hot.sum(axis=1)
    some = (often > 0) & (often >= share * steps - 1e-9)
    out = np.select([lately & (often >= lasting * steps - 1e-9), lately & ~before, lately & before, before],
                    [1, 2, 3, 4], 0)  # fmt: skip
    return np.where(some, out, 0)


def _fine(hot: Flags, cold: Flags, steps: NDArray[np.int64], rising: Floats, share: float) -> NDArray[np.int64]:
    if not hot.shape[1]:
        return np.zeros(hot.shape[0], dtype=np.int64)
    often, last = hot.sum(axis=1), hot[:, -1]
    run = np.where(hot.all(axis=1), hot.shape[1], np.argmin(hot[:, ::-1], axis=1))  # how long the last run is
    most = often >= 0.9 * steps - 1e-9
    return np.select(
        [often == 0, last & (often == 1), last & most & (rising > 0), last & most & (rising < 0), last & most,
         ~last & most, last & cold.any(axis=1), (run == often) & (run >= 2), often >= share * steps - 1e-9],
        [0, 1, 3, 5, 4, 8, 7, 2, 6], 0)  # fmt: skip
