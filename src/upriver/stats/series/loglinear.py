"""Log-linear models of counts, many series at one time: the engine of season, trend and spikes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from upriver.stats.result import BadInput, Flags, Floats, as_floats

ROUNDS = 40
CLOSE = 1e-10


@dataclass(frozen=True)
class Fitted:
    """A Poisson model with a log link, fitted to each series by itself.

    Attributes:
        coefficients: shape (series, columns), on the log scale.
        covariance: (series, columns, columns), for a dispersion of 1: multiply it by `dispersion`.
        mean: (series, times), the fitted count at every time, held or not.
        dispersion: (series,), Pearson's chi-squared over its degrees of freedom: 1 for Poisson counts, more where
            counts vary more than chance. Not held to 1 or more here.
        freedom: (series,), held points less columns.
        leverage: (series, times), how far each point pulls its own fit; 0 where not held.
        fits: (series,), False where the model can't be fitted (no event, too few points, columns that can't be
            told apart); every number of such a series is NaN.
    """

    coefficients: Floats
    covariance: Floats
    mean: Floats
    dispersion: Floats
    freedom: Floats
    leverage: Floats
    fits: Flags


def fit(counts: ArrayLike, design: ArrayLike, *, exposure: ArrayLike = 1.0, weights: ArrayLike = 1.0) -> Fitted:
    """Fit log(expected count / exposure) = design x coefficients to every series, by reweighted least squares.

    Args:
        counts: shape (series, times), zero or more; NaN = missing, left out.
        design: shape (times, columns), the same for all series; its first column is most often ones.
        exposure: days or person-time, above zero; broadcasts to the shape of counts.
        weights: prior weights, zero or more; a weight of 0 leaves the point out.

    Source: McCullagh and Nelder (1989) Generalized Linear Models, 2.5 and 6.2; agrees with statsmodels' GLM.
    """
    y = as_floats("counts", counts)
    x = as_floats("design", design, negative=True)
    if y.ndim != 2 or x.ndim != 2 or x.shape[0] != y.shape[1]:
        raise BadInput("counts must be (series, times) and design (times, columns), of the same times")
    time = np.broadcast_to(as_floats("exposure", exposure), y.shape)
    prior = np.broadcast_to(as_floats("weights", weights), y.shape)
    if np.any(~(time > 0)):
        raise BadInput("exposure must be above zero")
    held = np.isfinite(y) & (prior > 0)
    prior, y = np.where(held, prior, 0.0), np.where(held, y, 0.0)
    freedom = (held.sum(axis=1) - x.shape[1]).astype(np.float64)
    fits = (freedom > 0) & (y.sum(axis=1) > 0) & _full_rank(x, held)
    coefficients = _solve(y, x, np.log(time), np.where(fits[:, None], prior, 1.0))
    fits &= np.isfinite(coefficients).all(axis=1) & (np.abs(coefficients @ x.T) < 50).all(axis=1)
    coefficients = np.where(fits[:, None], coefficients, np.nan)
    mean = time * np.exp(coefficients @ x.T)
    covariance = _inverse(np.where(fits[:, None], mean * prior, 0.0), x, fits)
    pearson = np.where(held, prior * (y - mean) ** 2 / mean, 0.0).sum(axis=1)
    dispersion = np.where(fits, pearson / np.where(freedom > 0, freedom, 1.0), np.nan)
    leverage = np.einsum("tp,spq,tq->st", x, covariance, x) * prior * mean
    return Fitted(coefficients, covariance, mean, dispersion, freedom, leverage, fits)


def _full_rank(x: Floats, held: Flags) -> Flags:
    """Whether the held times of each series tell all columns apart."""
    patterns, which = np.unique(held, axis=0, return_inverse=True)
    full = np.array([np.linalg.matrix_rank(x[pattern]) == x.shape[1] if pattern.any() else False for pattern in patterns])
    out: Flags = full[which.reshape(-1)].astype(bool)
    return out


def _solve(y: Floats, x: Floats, offset: Floats, prior: Floats) -> Floats:
    """Coefficients by Newton's steps from the counts themselves; series that don't settle keep their last step."""
    eta = np.log(np.maximum(y, 0.1) + 0.1)
    coefficients = np.zeros((y.shape[0], x.shape[1]))
    for _ in range(ROUNDS):
        mean = np.exp(np.clip(eta, -30, 30))
        pull = prior * mean
        target = eta - offset + (y - mean) / mean
        left = np.einsum("tp,st,tq->spq", x, pull, x) + 1e-12 * np.eye(x.shape[1])
        found = np.linalg.solve(left, np.einsum("tp,st->sp", x, pull * target)[:, :, None])[:, :, 0]
        moved = float(np.abs(found - coefficients).max(initial=0.0))
        coefficients, eta = found, np.clip(found @ x.T + offset, -30, 30)
        if moved < CLOSE:
            break
    return coefficients


def _inverse(pull: Floats, x: Floats, fits: Flags) -> Floats:
    information = np.einsum("tp,st,tq->spq", x, pull, x)
    information[~fits] = np.eye(x.shape[1])
    out = np.linalg.pinv(information, hermitian=True)
    out[~fits] = np.nan
    return out
