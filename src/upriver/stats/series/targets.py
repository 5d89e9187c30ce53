"""The season inside a short series, and the chance of meeting a target if things go on as they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.result import BadInput, Floats, as_floats
from upriver.stats.series.loglinear import fit

ENOUGH = 12
"""Readings without a break that a chance must rest on."""
SLOPE_SPREAD = 0.10
"""How far yearly changes of violence usually lie from none, as a standard deviation on the log scale (about 10% a year)."""
DRAWS = 4_000
WHOLE_YEARS = 3
"""Fewer whole years can't tell a season from a year that was odd."""
STEPS = 60
METHOD = (
    "the level and slope of the readings since the last change of recording, with their season where it shows; the slope is "
    "drawn towards none, since changes beyond 20% a year are rare; 4,000 futures drawn with the series' own more-than-Poisson "
    "spread and the uncertainty of level, slope and spread"
)


@dataclass(frozen=True)
class Chance:
    """The chance, from 0 to 1, with the total expected for the target's period and its range of four in five."""

    chance: float
    middle: float
    lower: float
    upper: float


def seasons(counts: ArrayLike, days: ArrayLike, at: ArrayLike, phase: ArrayLike, *, each: int) -> Floats:
    """How much more or less than usual each time of the year holds: 1 throughout where no season can be told from chance.

    A wave of the year (two for months) beside a level for each phase and one slope is kept where a quasi-F test gives p < .05
    and at least three whole years are held.

    Args:
        counts: shape (times,), NaN = missing.
        days: of each time, above zero.
        at: the middle of each time, in years.
        phase: a level of its own starts with each number.
        each: months in each time: 1 or 3; there is no season in years.
    """
    y, length, when = as_floats("counts", counts), as_floats("days", days), as_floats("at", at, negative=True)
    held = np.isfinite(y)
    if each > 3 or held.sum() * each < WHOLE_YEARS * 12 or not np.nansum(y):
        return np.ones(y.size)
    marks = np.asarray(phase)
    levels = np.column_stack([(marks == number).astype(float) for number in np.unique(marks[held])])
    plain = np.column_stack([levels, when - when[held].mean()])
    waves = wave(when, pairs=2 if each == 1 else 1)
    whole, less = (fit(y[None], design, exposure=length[None]) for design in (np.column_stack([plain, waves]), plain))
    freedom = float(whole.freedom[0])
    if not (whole.fits[0] and less.fits[0]) or freedom < 4:
        return np.ones(y.size)
    gain = (_deviance(y[held], less.mean[0, held]) - _deviance(y[held], whole.mean[0, held])) / waves.shape[1]
    f = gain / max(float(whole.dispersion[0]), 1e-9)
    if 1 - special.fdtr(waves.shape[1], freedom, max(f, 0.0)) >= 0.05:
        return np.ones(y.size)
    return np.asarray(np.exp(waves @ whole.coefficients[0, -waves.shape[1] :]))


def wave(at: ArrayLike, *, pairs: int) -> Floats:
    """Cosines and sines of the year at some times, shape (times, 2 x pairs)."""
    when = as_floats("at", at, negative=True)
    turns = [2 * np.pi * (number + 1) * when for number in range(pairs)]
    return np.column_stack([side(turn) for turn in turns for side in (np.cos, np.sin)])


def _deviance(y: Floats, mean: Floats) -> float:
    return float(2 * np.sum(special.xlogy(y, np.where(y > 0, y, 1.0) / mean) - (y - mean)))


def chance_of(
    counts: ArrayLike, exposure: ArrayLike, at: ArrayLike, *, ahead: ArrayLike, ahead_at: ArrayLike, already: float,
    target: float, at_most: bool, seed: int, draws: int = DRAWS,
) -> Chance:  # fmt: skip
    """The chance that what is already counted and what is still to come add up to the target or better.

    Args:
        counts: shape (times,), NaN = missing; only since the last change of recording.
        exposure: days times season of each.
        at: the middle of each time, in years.
        ahead, ahead_at: the same of the times of the target's period that aren't held yet; may be empty.
        already: what is counted of the target's period.
        at_most: True where the target is a number not to be passed, False where it is one to be reached.
        seed: required, so that the same chance can be given again.

    Source: own; a Poisson model with a slope under a normal prior (Laplace's approximation), its variance scaled by Pearson's
        dispersion, and futures that are negative binomial, as in Cameron and Trivedi (2013) 3.3.
    """
    y, length, when = as_floats("counts", counts), as_floats("exposure", exposure), as_floats("at", at, negative=True)
    future, future_at = as_floats("ahead", ahead), as_floats("ahead_at", ahead_at, negative=True)
    held = np.isfinite(y)
    if held.sum() < ENOUGH:
        raise BadInput(f"a chance needs {ENOUGH} readings held, not {int(held.sum())}")
    middle = float(when[held].mean())
    x = np.column_stack([np.ones(int(held.sum())), when[held] - middle])
    found, spread, phi = _fitted(y[held], length[held], x)
    rng = np.random.default_rng(seed)
    freedom = max(int(held.sum()) - 2, 1)
    drawn = rng.multivariate_normal(found, spread, draws, method="eigh")
    phis = np.maximum(phi * freedom / rng.chisquare(freedom, draws), 1.0)
    means = np.exp(drawn[:, :1] + drawn[:, 1:] * (future_at - middle)) * future
    total = already + _counts(rng, means, phis[:, None]).sum(axis=1)
    met = total <= target if at_most else total >= target
    low, mid, high = (float(each) for each in np.quantile(total, [0.1, 0.5, 0.9]))
    return Chance(float(met.mean()), mid, low, high)


def _fitted(y: Floats, exposure: Floats, x: Floats) -> tuple[Floats, Floats, float]:
    """Level and slope at their most likely, their covariance, and Pearson's dispersion of at least 1."""
    prior, phi = np.diag([0.0, 1 / SLOPE_SPREAD**2]), 1.0
    found = np.array([np.log(max(y.sum(), 0.5) / exposure.sum()), 0.0])
    for _ in range(STEPS):
        mean = exposure * np.exp(np.clip(x @ found, -30, 30))
        phi = max(float(((y - mean) ** 2 / np.maximum(mean, 1e-9)).sum()) / max(y.size - 2, 1), 1.0)
        pull = x.T @ (y - mean) / phi - prior @ found
        precision = (x * mean[:, None]).T @ x / phi + prior
        step = np.linalg.solve(precision + 1e-9 * np.eye(2), pull)
        found = found + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-9:
            break
    return found, np.linalg.inv(precision + 1e-9 * np.eye(2)), phi


def _counts(rng: np.random.Generator, means: Floats, phi: Floats) -> Floats:
    """Counts about their means with variance phi x mean."""
    extra = np.broadcast_to(np.maximum(phi - 1, 1e-6), means.shape)
    return rng.poisson(rng.gamma(np.maximum(means, 1e-12) / extra, extra)).astype(np.float64)
