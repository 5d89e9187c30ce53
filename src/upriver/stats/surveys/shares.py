"""Shares of people estimated from weighted answers, with intervals that know of the weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.intervals import proportion
from upriver.stats.result import BadInput, Floats, Result, as_floats, check_level
from upriver.stats.surveys.weighting import effective_size

BASE = 30
METHOD = "weighted share, linearised standard error, interval on the logit scale"


def weighted_share(
    hit: ArrayLike, weights: ArrayLike, *, clusters: ArrayLike | None = None, base: int = BASE, level: float = 0.95
) -> Result:
    """The share of people who say something, estimated from answers with weights; between 0 and 1.

    p = sum(w y) / sum(w). Its variance is linearised: n / (n - 1) times the sum of (w (y - p) / sum(w))^2 over answers, or
    over clusters whose answers are added up first. The interval is symmetric on the logit scale, so it stays inside 0 and 1;
    where everybody or nobody says it, it is Wilson's on the effective number of answers.

    Args:
        hit: 1 or 0 for each answer; answers that say neither yes nor no are left out by the caller.
        weights: above zero, one for each answer.
        clusters: which school or street each answer came from, as numbers, where answers came in clusters.
        base: on fewer answers than this there is no estimate (flag `few_answers`).

    Returns:
        a Result without shape; `events` is the number of answers with a hit, `denominator` that of answers.

    Source: Sarndal, Swensson and Wretman (1992) Model Assisted Survey Sampling, 5.7; Korn and Graubard (1999) 2.2.
    """
    y, w = as_floats("hit", hit), as_floats("weights", weights)
    if y.shape != w.shape or y.ndim != 1:
        raise BadInput("hit and weights must be rows of one length")
    if np.any((y != 0) & (y != 1)) or np.any(~(w > 0)):
        raise BadInput("hit is 0 or 1 and every weight above zero")
    if y.size < max(base, 2):
        return _result(np.nan, np.nan, np.nan, level, y, few=True)
    p = float(np.sum(w * y) / np.sum(w))
    lower, upper = _limits(p, _variance(p, y, w, clusters), effective_size(w), level)
    return _result(p, lower, upper, level, y, few=False)


def _result(value: float, lower: float, upper: float, level: float, y: Floats, *, few: bool) -> Result:
    mid, low, high = np.array(value, dtype=float), np.array(lower, dtype=float), np.array(upper, dtype=float)
    events, answers = np.array(y.sum(), dtype=float), np.array(y.size, dtype=float)
    return Result(mid, low, high, level, METHOD, events, answers, {"few_answers": np.array(few)})


def standard_error(hit: ArrayLike, weights: ArrayLike, *, clusters: ArrayLike | None = None) -> float:
    """The linearised standard error of a weighted share."""
    y, w = as_floats("hit", hit), as_floats("weights", weights)
    return float(np.sqrt(_variance(float(np.sum(w * y) / np.sum(w)), y, w, clusters)))


def _variance(p: float, y: Floats, w: Floats, clusters: ArrayLike | None) -> float:
    parts = w * (y - p) / np.sum(w)
    if clusters is not None:
        _, of = np.unique(np.asarray(clusters), return_inverse=True)
        parts = np.asarray(np.bincount(of, weights=parts), dtype=np.float64)
    many = parts.size
    return float(many / (many - 1) * np.sum(parts**2)) if many > 1 else float("nan")


def _limits(p: float, variance: float, size: float, level: float) -> tuple[float, float]:
    if not (0 < p < 1) or not variance > 0:
        whole = max(size, 1.0)
        found = proportion(p * whole, whole, level=level)
        return float(found.lower), float(found.upper)
    z = float(special.ndtri(1 - (1 - check_level(level)) / 2))
    half = z * np.sqrt(variance) / (p * (1 - p))
    return float(special.expit(special.logit(p) - half)), float(special.expit(special.logit(p) + half))
