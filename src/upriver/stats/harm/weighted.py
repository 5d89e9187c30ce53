"""Sums of counts times weights: harm and cost, with intervals, and how far one kind or one event carries them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.result import BadInput, Floats, Result, as_floats, check_level

METHOD = "sum of counts times weights, gamma interval for a weighted sum of Poisson counts"


def weighted_total(counts: ArrayLike, weights: ArrayLike, *, level: float = 0.95) -> Result:
    """Counts times their weights, added up, with the interval that chance alone gives.

    The sum is S = sum(c w) and its variance V = sum(c w^2), each count being Poisson. The limits are those of a gamma
    distribution with these two moments, for the upper one after one more event of the heaviest weight: with one kind alone
    they are the exact Poisson limits times its weight, and they hold where one heavy event outweighs hundreds of light ones.

    Args:
        counts: shape (..., kinds), zero or more; NaN in any kind makes the sum missing (flag `missing`).
        weights: shape (kinds,), zero or more, taken as known. At least one above zero.

    Returns:
        a Result of shape (...): `events` are the events behind it, `denominator` is NaN.

    Raises:
        BadInput: a weight is missing, or none is above zero.

    Source: Fay and Feuer (1997) Stat Med 16:791-801.
    """
    c, w = as_floats("counts", counts), _weights(weights, counts)
    value, variance, most = c @ w, c @ w**2, float(w.max())
    tail = (1 - check_level(level)) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(value > 0, variance / value, 1.0)
        lower = np.where(value > 0, scale * special.gammaincinv(value / scale, tail), 0.0)
        over = (variance + most**2) / (value + most)
        upper = over * special.gammaincinv((value + most) / over, 1 - tail)
    gone = np.isnan(value)
    lower = np.where(gone, np.nan, lower)
    events = c.sum(axis=-1)
    none = np.full(np.shape(value), np.nan)
    flags = {"missing": gone, "few_events": events < 10}
    return Result(np.asarray(value), lower, np.where(gone, np.nan, upper), level, METHOD, events, none, flags)


def standard_error(counts: ArrayLike, weights: ArrayLike) -> Floats:
    """The standard error of a weighted sum of Poisson counts: the root of sum(c w^2), shape (...)."""
    out: Floats = np.sqrt(as_floats("counts", counts) @ _weights(weights, counts) ** 2)
    return out


def largest_share(counts: ArrayLike, weights: ArrayLike) -> tuple[Floats, np.ndarray]:
    """The share of a weighted sum that lies on one kind, and which kind; NaN and -1 where there is nothing."""
    c, w = as_floats("counts", counts), _weights(weights, counts)
    parts = c * w
    total = parts.sum(axis=-1)
    there = total > 0
    share = np.where(there, parts.max(axis=-1) / np.where(there, total, 1.0), np.nan)
    return share, np.where(there, parts.argmax(axis=-1), -1)


def share_of_one_event(counts: ArrayLike, weights: ArrayLike) -> tuple[Floats, np.ndarray]:
    """The share of a weighted sum that its gravest single event carries, and its kind; NaN and -1 where there is nothing."""
    c, w = as_floats("counts", counts), _weights(weights, counts)
    heaviest = np.where(c >= 1, w, 0.0)
    total = c @ w
    there = total > 0
    share = np.where(there, heaviest.max(axis=-1) / np.where(there, total, 1.0), np.nan)
    return share, np.where(there, heaviest.argmax(axis=-1), -1)


def winsorised(counts: ArrayLike, weights: ArrayLike, *, share: float = 0.99) -> Floats:
    """The weights with the heaviest drawn in to the weight that this share of all events doesn't exceed.

    Args:
        counts: shape (..., kinds), of all areas together, so that one cap holds for all of them.
        share: 0.99 draws in what one event in a hundred exceeds.

    Returns:
        weights of shape (kinds,). Without any event they stay as they are.
    """
    if not 0 < share <= 1:
        raise BadInput("share must lie above 0 and not above 1, for instance 0.99")
    c, w = as_floats("counts", counts), _weights(weights, counts)
    events = np.nansum(c.reshape(-1, c.shape[-1]), axis=0)
    order = np.argsort(w, kind="stable")
    reached = np.cumsum(events[order])
    if not reached[-1] > 0:
        return w
    cap = w[order][int(np.searchsorted(reached, share * reached[-1] * (1 - 1e-12)))]
    out: Floats = np.minimum(w, cap)
    return out


def uprated(amount: ArrayLike, index_then: float, index_now: float) -> Floats:
    """An amount of money in another year's prices: times the price index now over the index then.

    Raises:
        BadInput: an index that is not above zero.
    """
    if not (index_then > 0 and index_now > 0):
        raise BadInput("a price index must be above zero")
    out: Floats = as_floats("amount", amount) * (index_now / index_then)
    return out


def _weights(weights: ArrayLike, counts: ArrayLike) -> Floats:
    w = as_floats("weights", weights)
    if w.ndim != 1 or np.shape(counts)[-1:] != w.shape:
        raise BadInput("weights must have one number for each kind of the counts")
    if np.any(np.isnan(w)) or not np.any(w > 0):
        raise BadInput("every weight must be known, and one at least above zero")
    return w
