"""Rates made comparable between populations of different ages: direct and indirect standardisation."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from upriver.stats.intervals import byar_limits, count_limits
from upriver.stats.result import FEW, BadInput, Floats, Result, as_floats

DIRECT = "directly standardised rate, Dobson's interval on Byar's limits"
DIRECT_REPEATS = DIRECT + ", variance allowing for several events a person"
INDIRECT = "indirectly standardised rate, exact limits under 10 events, Byar's from 10"


def directly_standardised(
    events: ArrayLike, population: ArrayLike, standard: ArrayLike, *,
    per: float = 100_000, level: float = 0.95,
) -> Result:  # fmt: skip
    """The rate an area would have if its age structure were the standard population's.

    D = sum(w x / n) / sum(w); its variance V = sum(w^2 x / n^2) / sum(w)^2; the limits are D plus
    sqrt(V / O) times the distance of Byar's limits from the total count O.

    Args:
        events: shape (..., bands), zero or more; a NaN band makes the area's rate missing.
        population: same shape; a band without people makes the rate not available (`no_denominator`).
        standard: shape (bands,), all above zero, for instance the 2013 European standard population.
        per: 100_000 for a rate per 100,000.

    Returns:
        a Result of shape (...); fewer than 10 events give no value (flag `few_events`).

    Source: Dobson et al. (1991) Stat Med 10:457-462.
    """
    x = as_floats("events", events)
    return _dobson(x, x, population, standard, per, level, DIRECT)


def directly_standardised_repeats(
    people: ArrayLike, population: ArrayLike, standard: ArrayLike, *,
    per: float = 100_000, level: float = 0.95,
) -> Result:  # fmt: skip
    """The same where one person may have several events, so that events are not independent.

    The value is as before; the variance adds up, over the number of events a person had, f^2 times the
    variance of the people with f events, so the interval is wider.

    Args:
        people: shape (..., bands, most): people with exactly 1, 2, ... `most` events.
        population, standard, per, level: as in `directly_standardised`.

    Source: Dobson et al. (1991); the variance as in Stukel et al. (1994) Stat Med 13:1781-1791.
    """
    p = as_floats("people", people)
    if p.ndim < 2:
        raise BadInput("people must have an axis for age bands and one for 1, 2, ... events a person")
    times = np.arange(1, p.shape[-1] + 1, dtype=np.float64)
    return _dobson(p @ times, p @ times**2, population, standard, per, level, DIRECT_REPEATS)


def design_effect(people: ArrayLike, population: ArrayLike, standard: ArrayLike) -> Floats:
    """How much wider repeat events make the variance of a directly standardised rate: V / V_independent."""
    p = as_floats("people", people)
    times = np.arange(1, p.shape[-1] + 1, dtype=np.float64)
    weight = (as_floats("standard", standard) / as_floats("population", population)) ** 2
    out: Floats = np.sum(weight * (p @ times**2), axis=-1) / np.sum(weight * (p @ times), axis=-1)
    return out


def expected_events(population: ArrayLike, ref_events: ArrayLike, ref_population: ArrayLike) -> Floats:
    """The events an area would have at the reference's rates: sum over bands of n x (ref events / ref n).

    Args:
        population: shape (..., bands).
        ref_events, ref_population: shape (bands,); a reference band without people is refused.
    """
    n, x = as_floats("population", population), as_floats("ref_events", ref_events)
    m = as_floats("ref_population", ref_population)
    if np.any(~(m > 0)):
        raise BadInput("every band of the reference population must be above zero")
    out: Floats = np.sum(n * (x / m), axis=-1)
    return out


def indirectly_standardised(
    observed: ArrayLike, expected: ArrayLike, *, ref_rate: float = 1.0, level: float = 0.95
) -> Result:
    """Observed over expected events, times the reference's crude rate (1.0 gives the plain ratio).

    Args:
        observed: zero or more; NaN = missing.
        expected: from `expected_events`; zero or NaN gives no value (flag `no_denominator`).
        ref_rate: the reference's rate in the unit wanted, for instance per 100,000.

    Source: Breslow and Day (1987) Statistical Methods in Cancer Research II, ch. 2.
    """
    o, e = np.broadcast_arrays(as_floats("observed", observed), as_floats("expected", expected))
    lower, upper = count_limits(o, level)
    none = ~(e > 0)
    scale = np.where(none, np.nan, ref_rate / np.where(none, 1.0, e))
    flags = {"few_events": o < FEW, "missing": np.isnan(o), "no_denominator": none}
    return Result(o * scale, lower * scale, upper * scale, level, INDIRECT, o, e, flags)


def _dobson(
    x: Floats, squares: Floats, population: ArrayLike, standard: ArrayLike, per: float, level: float,
    method: str,
) -> Result:  # fmt: skip
    n, w = np.broadcast_arrays(as_floats("population", population), as_floats("standard", standard))
    if n.shape[-1] != x.shape[-1]:
        raise BadInput("events, population and standard must have the same number of bands")
    if np.any(~(w > 0)):
        raise BadInput("every band of the standard population must be above zero")
    n, w = np.broadcast_arrays(n, x)[0], np.broadcast_arrays(w, x)[0]
    total = x.sum(axis=-1)
    empty = ~(n > 0).all(axis=-1)
    people = np.where(n > 0, n, np.nan)
    value = np.sum(w * x / people, axis=-1) / w.sum(axis=-1)
    variance = np.sum(w**2 * squares / people**2, axis=-1) / w.sum(axis=-1) ** 2
    few = total < FEW
    value = np.where(few, np.nan, value)
    low, high = byar_limits(total, level)
    step = np.sqrt(variance / np.where(total > 0, total, np.nan))
    lower, upper = value + step * (low - total), value + step * (high - total)
    flags = {"few_events": few, "missing": np.isnan(total), "no_denominator": empty}
    return Result(value * per, lower * per, upper * per, level, method, total, n.sum(axis=-1), flags)
