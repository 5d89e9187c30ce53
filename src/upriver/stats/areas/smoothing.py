"""Rates of small areas steadied by borrowing strength: empirical Bayes, global and local."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse, special

from upriver.stats.areas.clusters import binary, islands
from upriver.stats.result import FEW, BadInput, Floats, Result, as_floats, check_level

GLOBAL = "empirical Bayes (Marshall), gamma posterior interval that takes the prior as known"
LOCAL = "local empirical Bayes (Marshall) over each area and its neighbours, gamma posterior interval"


def empirical_bayes(events: ArrayLike, population: ArrayLike, *, per: float = 1.0, level: float = 0.95) -> Result:
    """Rates pulled towards the overall rate, the more so the fewer people stand behind them.

    With r = events / n, b = sum(events) / sum(n), s2 = sum(n (r - b)^2) / sum(n) and
    A = max(0, s2 - b / mean n), the rate is b + w (r - b) with w = A / (A + b / n). That is the mean of
    the gamma posterior whose prior has mean b and variance A, and its quantiles give the interval.
    Publish it beside the raw rate, never in its place.

    Args:
        events: shape (areas,); NaN = missing: left out of b and A, no value.
        population: shape (areas,); zero gives b itself (flag `no_denominator`), NaN no value.
        per: 1_000 for a rate per 1,000.

    Returns:
        a Result. Where A is 0 the areas do not differ beyond chance: every value is b and no interval
        is given (`no_interval`).

    Source: Marshall (1991) Applied Statistics 40:283-294.
    """
    x, n = _areas(events, population)
    used = np.isfinite(x) & (n > 0)
    if not np.any(used):
        raise BadInput("no area has both events and a population")
    total = n[used].sum()
    b = x[used].sum() / total
    s2 = np.sum((x[used] - b * n[used]) ** 2 / n[used]) / total
    spread = max(0.0, s2 - b / n[used].mean())
    return _posterior(x, n, np.full(n.shape, b), np.full(n.shape, spread), per, level, GLOBAL)


def local_empirical_bayes(
    events: ArrayLike, population: ArrayLike, neighbours: sparse.spmatrix, *,
    per: float = 1.0, level: float = 0.95,
) -> Result:  # fmt: skip
    """The same, with each area pulled towards the rate of itself and its neighbours.

    Args:
        events, population: as in `empirical_bayes`; missing areas are left out of their neighbours' sets.
        neighbours: shape (areas, areas), any non-zero is a neighbour; the diagonal is ignored.

    Returns:
        a Result; an area with no neighbour has no value (flag `no_neighbours`).

    Source: Marshall (1991) Applied Statistics 40:283-294, section 3.
    """
    x, n = _areas(events, population)
    near = binary(neighbours, x.size)
    alone = islands(near)
    near = near + sparse.eye_array(x.size, format="csr")
    used = (np.isfinite(x) & (n > 0)).astype(np.float64)
    x0, n0 = np.where(used > 0, x, 0.0), np.where(used > 0, n, 0.0)
    people, count = near @ n0, near @ used
    with np.errstate(divide="ignore", invalid="ignore"):
        b = np.where(people > 0, (near @ x0) / people, np.nan)
        # sum n (r - b)^2 over a set, written out so that one sparse product serves every area
        square = near @ np.where(used > 0, x0**2 / np.where(n0 > 0, n0, 1.0), 0.0)
        s2 = (square - 2 * b * (near @ x0) + b**2 * people) / people
        spread = np.maximum(0.0, s2 - b / (people / count))
    b = np.where(alone, np.nan, b)
    result = _posterior(x, n, b, spread, per, level, LOCAL)
    flags = {**result.flags, "no_neighbours": alone, "not_given": ~alone & np.isnan(b)}
    return Result(result.value, result.lower, result.upper, level, LOCAL, x, n, flags)


def standardised_for_population(events: ArrayLike, population: ArrayLike) -> Floats:
    """Rates less their mean, over the standard deviation that their own population gives them.

    z = (r - b) / sqrt(a + b / n) with b = sum(events) / sum(n) and a = s2 - b / mean n, where the
    variance under the root falls back to b / n wherever it would not be above zero. For cluster
    statistics: without it small areas look extreme for no reason but being small.

    Args:
        events, population: shape (areas,) or (areas, columns) and (areas,); NaN events or a population of
            zero give NaN and are left out of b and a.

    Returns:
        shape of events; a column with no events at all is NaN throughout.

    Source: Assuncao and Reis (1999) Stat Med 18:2147-2162.
    """
    x = as_floats("events", events)
    n = as_floats("population", population)
    if x.shape[0] != n.shape[0] or n.ndim != 1:
        raise BadInput("population must have one value for each row of events")
    wide = x.reshape(n.size, -1)
    used = np.isfinite(wide) & (n > 0)[:, None]
    people = np.where(used, n[:, None], 0.0)
    x0 = np.where(used, wide, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        b = x0.sum(axis=0) / people.sum(axis=0)
        r = x0 / people
        s2 = np.sum(np.where(used, people * (r - b) ** 2, 0.0), axis=0) / people.sum(axis=0)
        extra = s2 - b / (people.sum(axis=0) / used.sum(axis=0))
        chance = b / people
        variance = np.where(extra + chance > 0, extra + chance, chance)
        z = np.where(used & (b > 0), (r - b) / np.sqrt(variance), np.nan)
    return z.reshape(x.shape)


def _areas(events: ArrayLike, population: ArrayLike) -> tuple[Floats, Floats]:
    x, n = as_floats("events", events), as_floats("population", population)
    if x.ndim != 1 or x.shape != n.shape:
        raise BadInput("events and population must be one-dimensional and of the same length")
    return x, n


def _posterior(x: Floats, n: Floats, b: Floats, spread: Floats, per: float, level: float, method: str) -> Result:
    """Gamma prior with mean b and variance `spread`, counts Poisson: posterior mean and quantiles."""
    tail = (1 - check_level(level)) / 2
    none = ~(n > 0)
    seen = np.where(none & np.isfinite(x), 0.0, x)  # nobody lives there: only the prior speaks
    varies = (spread > 0) & (b > 0)
    rate = np.where(varies, b / np.where(varies, spread, 1.0), 1.0)  # the prior's 1 / scale
    shape, weight = b * rate + seen, rate + np.where(none, 0.0, n)
    missing = np.isnan(x) | np.isnan(n)
    value = np.where(missing, np.nan, np.where(varies, shape / weight, b))
    given = varies & ~missing & np.isfinite(b)
    lower, upper = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    lower[given] = special.gammaincinv(shape[given], tail) / weight[given]
    upper[given] = special.gammaincinv(shape[given], 1 - tail) / weight[given]
    flags = {"few_events": x < FEW, "missing": missing, "no_denominator": none, "no_interval": ~varies}
    return Result(value * per, lower * per, upper * per, level, method, x, n, flags)
