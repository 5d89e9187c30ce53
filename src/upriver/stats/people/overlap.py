"""Who is known to two sources, and how one group's rate stands to another's: from counts alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.intervals import proportion
from upriver.stats.result import FEW, BadInput, Result, as_floats, check_level

CHAPMAN = (
    "Chapman's estimate from two lists, normal interval; right only if being on one list doesn't change the chance of the other, "
    "every link is right and nobody comes or goes"
)
RATIO = "ratio of two rates, log-normal interval, variance widened for several events a person"
RISK_RATIO = "ratio of two shares, log-normal interval (Katz)"


def patterns(member: ArrayLike) -> tuple[tuple[tuple[bool, ...], int], ...]:
    """How many units belong to each set of sources exactly, most first: the bars of an UpSet chart.

    Args:
        member: 0 or 1, shape (units, sources). A unit in no source is counted too.

    Source: Lex et al. (2014) IEEE TVCG 20:1983-1992.
    """
    given = np.asarray(member)
    if given.ndim != 2 or not np.isin(given, (0, 1)).all():
        raise BadInput("member must be 0 or 1, a row a unit and a column a source")
    rows, counts = np.unique(given.astype(bool), axis=0, return_counts=True)
    found = [(tuple(bool(each) for each in row), int(count)) for row, count in zip(rows, counts, strict=True)]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0])))


def shares(first_only: float, second_only: float, both: float, *, level: float = 0.95) -> Result:
    """What share of all who are on either list is on the first alone, on the second alone, and on both (Wilson)."""
    parts = as_floats("lists", [first_only, second_only, both])
    whole = float(parts.sum())
    return proportion(parts, whole if whole else np.nan, level=level)


def chapman(first: float, second: float, both: float, *, level: float = 0.95) -> Result:
    """How many there are in all, estimated from two lists and those on both: (n1+1)(n2+1)/(m+1) - 1.

    Only to be shown with its warning (the method says it): people whom one list makes likelier to be on the other (police
    who take the hurt to hospital) make it too low, people who avoid both make it too low as well, missed links too high.

    Args:
        first, second: how many are on each list, those on both included; both: on both.

    Returns:
        no value where nobody is on both (`not_given`): the lists may be keyed by different secrets.

    Source: Chapman (1951) Univ. Calif. Publ. Statist. 1:131-160; variance: Seber (1970) Biometrics 26:13-22.
    """
    n, k, m = as_floats("lists", [first, second, both])
    if m > min(n, k):
        raise BadInput("more are on both lists than on one of them")
    z = float(special.ndtri(1 - (1 - check_level(level)) / 2))
    none = m == 0
    value = np.nan if none else (n + 1) * (k + 1) / (m + 1) - 1
    variance = (n + 1) * (k + 1) * (n - m) * (k - m) / ((m + 1) ** 2 * (m + 2))
    step = z * np.sqrt(variance)
    least = n + k - m  # there can't be fewer than were seen
    flags = {"not_given": np.array(none), "few_events": np.array(m < FEW)}
    return Result(np.array(value), np.array(max(value - step, least) if not none else np.nan), np.array(value + step), level,
                  CHAPMAN, np.array(m), np.array(np.nan), flags)  # fmt: skip


def met_by_chance(first: float, second: float, residents: float) -> float:
    """How many would be on both lists were being on one unrelated to being on the other: n1 x n2 / residents."""
    if not residents > 0:
        raise BadInput("residents must be above zero")
    return first * second / residents


def rate_ratio_repeats(
    events: ArrayLike, denominator: ArrayLike, to_events: ArrayLike, to_denominator: ArrayLike, *,
    design: float = 1.0, level: float = 0.95,
) -> Result:  # fmt: skip
    """One rate divided by another where people have several events: exp(log ratio -/+ z sqrt(design x (1/a + 1/b))).

    Args:
        design: how much wider the variance of a count is than Poisson's (`repeats.design`), 1 or more.

    No ratio where either count or a denominator is zero (`not_given`, `no_denominator`).

    Source: Rothman, Greenland and Lash (2008) Modern Epidemiology, ch. 14; the factor as in Wedderburn's quasi-likelihood
    (1974) Biometrika 61:439-447.
    """
    a, n, b, m = np.broadcast_arrays(
        as_floats("events", events), as_floats("denominator", denominator),
        as_floats("to_events", to_events), as_floats("to_denominator", to_denominator),
    )  # fmt: skip
    if design < 1:
        raise BadInput("design must be 1 or more")
    return _log_ratio(a, n, b, m, design, level, RATIO)


def risk_ratio(
    count: ArrayLike, of: ArrayLike, to_count: ArrayLike, to_of: ArrayLike, *, level: float = 0.95
) -> Result:
    """One share divided by another, for instance searches in which something was found: Katz's log interval.

    Args:
        count, of: of the share above the line, a count never above its whole; to_count, to_of: of the one below.

    Source: Katz et al. (1978) Biometrics 34:469-474.
    """
    a, n, b, m = np.broadcast_arrays(
        as_floats("count", count), as_floats("of", of), as_floats("to_count", to_count), as_floats("to_of", to_of)
    )
    if np.any(a > n) or np.any(b > m):
        raise BadInput("a count is above its whole")
    return _log_ratio(a, n, b, m, 1.0, level, RISK_RATIO, shares=True)


def _log_ratio(
    a: np.ndarray, n: np.ndarray, b: np.ndarray, m: np.ndarray, design: float, level: float, method: str, *,
    shares: bool = False,
) -> Result:  # fmt: skip
    z = float(special.ndtri(1 - (1 - check_level(level)) / 2))
    none = ~((n > 0) & (m > 0))
    empty = ~none & ~((a > 0) & (b > 0))
    gone = none | empty
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(gone, np.nan, (a / n) / (b / m))
        variance = design * (1 / a + 1 / b) - (1 / n + 1 / m if shares else 0)
        step = z * np.sqrt(np.where(gone, np.nan, np.maximum(variance, 0)))
    flags = {"few_events": np.minimum(a, b) < FEW, "missing": np.isnan(a) | np.isnan(b), "no_denominator": none, "not_given": empty}
    return Result(value, value * np.exp(-step), value * np.exp(step), level, method, np.minimum(a, b), n, flags)


def range_of_ratio(
    known: float, residents: float, to_known: float, to_residents: float, unknown: float, *,
    design: float = 1.0, level: float = 0.95,
) -> tuple[float, float]:  # fmt: skip
    """How low and how high a ratio of two groups' rates could be, whoever those of unknown group are, chance included.

    The lower limit of the ratio with all unknowns in the group that is compared with, and the upper limit with all of
    them in this one. NaN where that ratio is not to be had. Wider than any interval of chance alone.

    Source: Manski (1995) Identification Problems in the Social Sciences, ch. 2 (bounds without assumptions); limits as in
    `rate_ratio_repeats`.
    """
    low = rate_ratio_repeats(known, residents, to_known + unknown, to_residents, design=design, level=level)
    high = rate_ratio_repeats(known + unknown, residents, to_known, to_residents, design=design, level=level)
    return float(low.lower), float(high.upper)
