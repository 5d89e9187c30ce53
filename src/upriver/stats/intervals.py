"""Counts, rates and proportions with their intervals, and what may be compared with what."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.result import FEW, BadInput, Flags, Floats, Result, as_floats, check_level

COUNT_METHOD = "exact Poisson limits (chi-squared) under 10 events, Byar's approximation from 10"
WILSON_METHOD = "Wilson score interval"
RATIO_METHOD = "ratio of two rates, exact conditional (Clopper-Pearson) interval"


def exact_limits(count: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Exact limits for a Poisson count: half the chi-squared quantiles on 2x and 2x + 2 degrees of freedom.

    Args:
        count: zero or more, any shape; NaN gives NaN.
        level: 0.95 for 95%.

    Returns:
        lower and upper of count's shape; lower is 0 for a count of 0.

    Source: Garwood (1936) Biometrika 28:437-442.
    """
    x = as_floats("count", count)
    tail = (1 - check_level(level)) / 2
    lower = np.where(x > 0, special.gammaincinv(np.where(x > 0, x, 1.0), tail), 0.0)
    upper = special.gammaincinv(x + 1, 1 - tail)
    return np.where(np.isnan(x), np.nan, lower), upper


def byar_limits(count: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Byar's approximate limits for a Poisson count: x(1 - 1/9x -/+ z/3 sqrt x)^3, the upper one on x + 1.

    A lower limit that would be below zero (a count of 1 at 99.8%) or that does not exist (a count of 0)
    is NaN, not zero.

    Source: Breslow and Day (1987) Statistical Methods in Cancer Research II, IARC, p. 69.
    """
    x = as_floats("count", count)
    z = special.ndtri(1 - (1 - check_level(level)) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        cube = 1 - 1 / (9 * x) - z / (3 * np.sqrt(x))
        lower = np.where((x > 0) & (cube >= 0), x * cube**3, np.nan)
    above = x + 1
    upper = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return lower, upper


def count_limits(count: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Limits for a count: exact under 10, Byar's approximation from 10 upwards (they agree to 0.1% there).

    Args:
        count: zero or more, any shape; NaN gives NaN.
    """
    x = as_floats("count", count)
    few = x < FEW
    lower, upper = byar_limits(x, level)
    lower, upper = np.atleast_1d(lower), np.atleast_1d(upper)
    if np.any(few):
        exact = exact_limits(x[few] if x.ndim else np.atleast_1d(x), level)
        lower[np.atleast_1d(few)], upper[np.atleast_1d(few)] = exact
    return lower.reshape(x.shape), upper.reshape(x.shape)


def rate(events: ArrayLike, denominator: ArrayLike, *, per: float = 1_000, level: float = 0.95) -> Result:
    """Events per so many of the denominator, with the interval of the count.

    Args:
        events: zero or more; NaN = missing (flag `missing`, no value). Broadcasts with denominator.
        denominator: residents, or person-years summed over the months that are held. Zero or NaN gives no
            rate (flag `no_denominator`): never a rate of zero.
        per: 1_000 for a rate per 1,000.

    Returns:
        a Result; `few_events` marks rates on fewer than 10 events, which must not be ranked.

    Source: exact Garwood (1936) under 10; Byar (Breslow and Day 1987) from 10; the denominator is taken
    as known.
    """
    x, n = np.broadcast_arrays(as_floats("events", events), as_floats("denominator", denominator))
    lower, upper = count_limits(x, level)
    no_denominator = ~(n > 0)
    with np.errstate(divide="ignore"):
        scale = np.where(no_denominator, np.nan, per / np.where(no_denominator, 1.0, n))
    flags = {"few_events": x < FEW, "missing": np.isnan(x), "no_denominator": no_denominator}
    return Result(x * scale, lower * scale, upper * scale, level, COUNT_METHOD, x, n, flags)


def proportion(count: ArrayLike, of: ArrayLike, *, level: float = 0.95) -> Result:
    """The share of a whole that has some property, with Wilson's interval; between 0 and 1.

    Crimes per resident are no proportion (one resident may suffer several): use `rate`.

    Args:
        count: zero or more and never above `of`; NaN = missing.
        of: the whole; zero or NaN gives no value (flag `no_denominator`).

    Raises:
        BadInput: a count above its whole, with its position.

    Source: Wilson (1927) JASA 22:209-212.
    """
    x, n = np.broadcast_arrays(as_floats("count", count), as_floats("of", of))
    if np.any(x > n):
        raise BadInput(f"count is above its whole at position {int(np.flatnonzero(x > n)[0])}")
    z2 = special.ndtri(1 - (1 - check_level(level)) / 2) ** 2
    none = ~(n > 0)
    whole = np.where(none, np.nan, n)
    half = np.sqrt(z2) * np.sqrt(z2 + 4 * x * (1 - x / whole))
    lower = np.maximum((2 * x + z2 - half) / (2 * (whole + z2)), 0.0)
    upper = np.minimum((2 * x + z2 + half) / (2 * (whole + z2)), 1.0)
    flags = {"few_events": x < FEW, "missing": np.isnan(x), "no_denominator": none}
    return Result(x / whole, lower, upper, level, WILSON_METHOD, x, n, flags)


def rate_ratio(
    events: ArrayLike, denominator: ArrayLike, to_events: ArrayLike, to_denominator: ArrayLike, *,
    level: float = 0.95,
) -> Result:  # fmt: skip
    """One rate divided by another, with an exact conditional interval.

    Given the two counts' sum, the first is binomial; its Clopper-Pearson limits are turned into limits of
    the ratio. Where the rate divided by is zero there is no ratio and no upper limit; where both counts
    are zero there is nothing (flag `not_given` in both cases). `events` of the Result is the smaller of
    the two counts, so that `few_events` speaks for the weaker side.

    Args:
        events, denominator: of the rate above the line; NaN = missing.
        to_events, to_denominator: of the rate below the line.

    Source: Lehmann and Romano (2005) Testing Statistical Hypotheses, 4.5; Clopper and Pearson (1934).
    """
    a, n, b, m = np.broadcast_arrays(
        as_floats("events", events), as_floats("denominator", denominator),
        as_floats("to_events", to_events), as_floats("to_denominator", to_denominator),
    )  # fmt: skip
    tail = (1 - check_level(level)) / 2
    none = ~((n > 0) & (m > 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(none, np.nan, m / n)
        value = np.where(b > 0, a / b, np.nan) * scale
        low = np.where(a > 0, special.betaincinv(np.maximum(a, 1), b + 1, tail), 0.0)
        high = np.where(b > 0, special.betaincinv(a + 1, np.maximum(b, 1), 1 - tail), np.nan)
        lower = np.where(a + b > 0, low / (1 - low), np.nan) * scale
        upper = high / (1 - high) * scale
    missing = np.isnan(a) | np.isnan(b)
    flags = {"few_events": np.minimum(a, b) < FEW, "missing": missing, "no_denominator": none,
             "not_given": ~missing & ~(b > 0)}  # fmt: skip
    return Result(value, lower, upper, level, RATIO_METHOD, np.minimum(a, b), n, flags)


def exact_p(count: int, other: int, *, exposure: float = 1.0, other_exposure: float = 1.0) -> float:
    """Two-sided exact conditional p-value that two Poisson counts come from the same rate.

    Given the sum, the first count is binomial; every outcome no more likely than the one seen counts.
    1.0 when both are zero.

    Source: Przyborowski and Wilenski (1940) Biometrika 31:313-323.
    """
    if count + other == 0:
        return 1.0
    from scipy import stats  # takes most of a second, and no assessment asks for it

    return float(stats.binomtest(count, count + other, exposure / (exposure + other_exposure)).pvalue)


def e_test_p(count: int, other: int, *, exposure: float = 1.0, other_exposure: float = 1.0) -> float:
    """Two-sided p-value of the E-test that two Poisson counts come from the same rate; less timid than exact.

    The probability, with both counts Poisson at the pooled rate, of a difference of rates at least as many
    standard errors from zero as the one seen, the error being that of the common rate (the score form;
    statsmodels calls it etest-score). 1.0 when both are zero.

    Source: Krishnamoorthy and Thomson (2004) J Stat Plan Inference 119:23-35; Gu et al. (2008) Biometrical
        Journal 50:283-298 for the score form.
    """
    pooled = (count + other) / (exposure + other_exposure)
    if pooled == 0:
        return 1.0
    x, px = _likely(pooled * exposure)
    y, py = _likely(pooled * other_exposure)
    seen = _standardised(np.array([count]), np.array([other]), exposure, other_exposure)
    all_others = _standardised(x[:, None], y[None, :], exposure, other_exposure)
    return float(np.minimum(1.0, (px[:, None] * py[None, :])[all_others >= seen - 1e-12].sum()))


def comparator_held_back(comparator: ArrayLike, parts: ArrayLike) -> Flags:
    """Whether a comparator lies outside half to twice the span of the parts it is made of.

    A national figure of 1,258 beside regions around 117 is a slip in the source, not a finding: it is
    shown to nobody until a person has looked.

    Args:
        comparator: shape (figures,), NaN = not known (never held back here).
        parts: shape (figures, parts), NaN = not known. With no part known nothing can be said: False.
    """
    whole = as_floats("comparator", comparator, negative=True)
    each = as_floats("parts", parts, negative=True)
    known = np.isfinite(each)
    least = np.min(np.where(known, each, np.inf), axis=-1)
    most = np.max(np.where(known, each, -np.inf), axis=-1)
    out: Flags = known.any(axis=-1) & ((whole < least / 2) | (whole > most * 2))
    return out


def _likely(mean: float) -> tuple[Floats, Floats]:
    """Every count with a probability worth adding, and that probability."""
    from scipy import stats  # takes most of a second, and no assessment asks for it

    x = np.arange(stats.poisson.ppf(1e-13, mean), stats.poisson.isf(1e-13, mean) + 1)
    return x, stats.poisson.pmf(x, mean)


def _standardised(x: Floats, y: Floats, n: float, m: float) -> Floats:
    """Absolute difference of the two rates over its standard error at their common rate; 0 where both counts are 0."""
    variance = (x + y) / (n + m) * (1 / n + 1 / m)
    return np.abs(x / n - y / m) / np.sqrt(np.where(variance > 0, variance, 1.0))
