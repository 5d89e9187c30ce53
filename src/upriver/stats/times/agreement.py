"""How far two sources agree: on the pattern over the week, and on which places have the most."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from upriver.stats.result import BadInput, Floats, Result, as_floats, check_level

SHARED = "share of two patterns that is the same (the smaller of the two shares, added up), interval by drawing both again"
RANKS = "Spearman's rank correlation, percentile interval by drawing the places again"


def shared_pattern(one: ArrayLike, other: ArrayLike, *, seed: int, draws: int = 2_000, level: float = 0.95) -> Result:
    """How much of two patterns over the same bins is alike: 1 where they are the same, 0 where they never meet.

    The sum over bins of the smaller of the two shares. Even two samples of one pattern fall short of 1, the more the
    fewer events they hold: compare with `alike_by_chance`. The interval is of multinomial draws from each of the two,
    moved by the shortfall that drawing adds, and never beyond 0 and 1.

    Args:
        one, other: events by bin, zero or more, of the same length. A pattern without events gives no value.

    Source: Weitzman (1970) Measures of overlap of income distributions, US Bureau of the Census technical paper 22.
    """
    a, b = _pair(one, other)
    if a.sum() == 0 or b.sum() == 0:
        return _none(SHARED, min(a.sum(), b.sum()), level)
    value = float(_overlap(a, b))
    rng = np.random.default_rng(seed)
    drawn = _overlap(_redrawn(a, rng, draws), _redrawn(b, rng, draws))
    tail = (1 - check_level(level)) / 2
    # Drawing again from a sample adds its own noise, which lowers the overlap: twice the value less the quantiles.
    low, high = 2 * value - np.quantile(drawn, [1 - tail, tail])
    return _one(value, max(0.0, min(low, value)), min(1.0, max(high, value)), SHARED, min(a.sum(), b.sum()), level)


def alike_by_chance(one: ArrayLike, other: ArrayLike, *, seed: int, draws: int = 2_000) -> float:
    """What `shared_pattern` would give on average if both were samples of the one pattern that they make together."""
    a, b = _pair(one, other)
    if a.sum() == 0 or b.sum() == 0:
        return float("nan")
    rng, both = np.random.default_rng(seed), a + b
    return float(np.mean(_overlap(_redrawn(both, rng, draws, int(a.sum())), _redrawn(both, rng, draws, int(b.sum())))))


def rank_agreement(one: ArrayLike, other: ArrayLike, *, seed: int, draws: int = 2_000, level: float = 0.95) -> Result:
    """Spearman's rank correlation of two sources over places, with a bootstrap interval over places.

    Ties share their mean rank. Fewer than 10 places, or a source that is the same everywhere, give no value
    (`not_given`). Places are drawn as if each stood for itself: neighbours that resemble each other make the interval a
    little too narrow.

    Source: Spearman (1904) American Journal of Psychology 15:72-101; Efron and Tibshirani (1993), ch. 13.
    """
    a, b = _pair(one, other)
    if len(a) < 10 or len(set(a)) < 2 or len(set(b)) < 2:
        return _none(RANKS, len(a), level)
    rng = np.random.default_rng(seed)
    at = rng.integers(0, len(a), (draws, len(a)))
    drawn = _correlation(_ranks(a[at]), _ranks(b[at]))
    tail = (1 - check_level(level)) / 2
    low, high = np.nanquantile(drawn, [tail, 1 - tail])
    value = float(_correlation(_ranks(a[None, :]), _ranks(b[None, :]))[0])
    return _one(value, float(low), float(high), RANKS, len(a), level)


def _pair(one: ArrayLike, other: ArrayLike) -> tuple[Floats, Floats]:
    a, b = as_floats("one", one), as_floats("other", other)
    if a.shape != b.shape or a.ndim != 1 or not (np.isfinite(a).all() and np.isfinite(b).all()):
        raise BadInput("two sources must hold a known number for each of the same bins")
    return a, b


def _redrawn(events: Floats, rng: np.random.Generator, draws: int, many: int | None = None) -> Floats:
    return rng.multinomial(int(events.sum()) if many is None else many, events / events.sum(), draws).astype(np.float64)


def _overlap(a: Floats, b: Floats) -> Floats:
    found: Floats = np.minimum(a / a.sum(axis=-1, keepdims=True), b / b.sum(axis=-1, keepdims=True)).sum(axis=-1)
    return found


def _ranks(values: Floats) -> Floats:
    from scipy.stats import rankdata  # takes most of a second

    found: Floats = rankdata(values, axis=-1)
    return found


def _correlation(a: Floats, b: Floats) -> Floats:
    a, b = a - a.mean(axis=-1, keepdims=True), b - b.mean(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = (a * b).sum(axis=-1) / np.sqrt((a * a).sum(axis=-1) * (b * b).sum(axis=-1))
    return found


def _one(value: float, low: float, high: float, method: str, events: float, level: float) -> Result:
    given = np.array([value]), np.array([low]), np.array([high])
    return Result(*given, level, method, np.array([events], dtype=float), np.array([np.nan]), {})


def _none(method: str, events: float, level: float) -> Result:
    gone = np.array([np.nan])
    return Result(gone, gone, gone, level, method, np.array([events], dtype=float), gone, {"not_given": np.array([True])})
