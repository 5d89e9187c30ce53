"""Differences along a ranking: quantiles, and the slope and relative indices of inequality."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.result import BadInput, Floats, Result, as_floats, check_level

NEAR_ZERO = 0.05  # of the mean: a fitted end below this makes a ratio of ends mean nothing
SCALES = ("linear", "log", "logit")


@dataclass(frozen=True)
class Gradient:
    """How a rate runs from the first group of a ranking to the last.

    Attributes:
        sii: slope index: fitted rate at the far end less that at the near end, a Result of shape ().
        rii: relative index: far end over near end; withheld (NaN, flag `not_given`) with its reason.
        near_end, far_end: fitted rates at rank 0 and rank 1.
        rii_withheld: why there is no relative index, "" where there is.
    """

    sii: Result
    rii: Result
    near_end: float
    far_end: float
    rii_withheld: str


def quantiles(values: ArrayLike, groups: int, *, highest_first: bool = False) -> Floats:
    """Split units into groups of as equal size as can be, 1 for the lowest (or the highest) values.

    floor((q + 1) - ceil((N + 1 - rank) / (N / q))), at least 1, with rank the smallest rank of equal
    values, so equal values never part.

    Args:
        values: shape (units,); NaN = missing: no group and not counted in N.
        groups: q, from 2 to 100.
        highest_first: True numbers the group of the highest values 1.

    Returns:
        shape (units,), whole numbers as floats, NaN where missing, and everywhere if N < q.

    Source: Public Health England, technical guide "Assigning deprivation
        categories"; the formula is in this project's methods note.
    """
    x = as_floats("values", values, negative=True)
    if x.ndim != 1 or not 2 <= groups <= 100:
        raise BadInput("values must be one-dimensional and groups between 2 and 100")
    out = np.full(x.shape, np.nan)
    held = np.isfinite(x)
    n = int(held.sum())
    if n < groups:
        return out
    known = -x[held] if highest_first else x[held]
    rank = np.searchsorted(np.sort(known), known, side="left") + 1  # those that tie share the first place
    # in whole numbers: a quotient such as 12 / (12 / 10) must not come out above 10
    steps = -(-((n + 1 - rank.astype(np.int64)) * groups) // n)
    out[held] = np.maximum(groups + 1 - steps, 1)
    return out


def inequality_slope(
    value: ArrayLike, population: ArrayLike, *, lower: ArrayLike | None = None,
    upper: ArrayLike | None = None, scale: str = "linear", level: float = 0.95, draws: int = 100_000,
    seed: int,
) -> Gradient:  # fmt: skip
    """The slope and relative index of inequality over ranked groups.

    Each group stands at the middle of its share of the population, from 0 to 1; a line is fitted with the
    shares as weights. Its rise is the slope index, its end over its start the relative index. For the
    interval every value is drawn again, normal with standard error (upper - lower) / 2z, and fitted.

    A linear relative index is withheld where a fitted end is below 5% of the mean or its interval reaches
    zero: there it turns negative or explodes. Use scale="log" then.

    Args:
        value: shape (groups,), in the order of the ranking, 3 to 100 groups, none missing.
        population: shape (groups,), above zero.
        lower, upper: the values' limits at `level`; without them there is no interval (`no_interval`).
        scale: "linear"; "log" for rates, "logit" for proportions: fits there and turns the ends back.
        draws: at least 1,000.
        seed: required.

    Source: Low and Low (2004) J Public Health 26:388-395; Pamuk (1985) Population Studies 39:17-31.
    """
    y, a = as_floats("value", value, negative=True), as_floats("population", population)
    _check(y, a, scale, draws)
    share = a / a.sum()
    near, far = _ends(_to(y, scale)[None, :], share, scale)
    ends = None
    if lower is not None and upper is not None:
        ends = _simulated(y, lower, upper, share, scale, level, draws, seed)
    method = f"weighted regression on the {scale} scale"
    method += f", {draws:,} simulations" if ends else ", no interval"
    reason = "" if scale != "linear" else _why_withheld(near[0], far[0], float(share @ y), ends, level)
    differences = ends[1] - ends[0] if ends else None
    ratios = ends[1] / ends[0] if ends and not reason else None
    ratio = np.nan if reason else float(far[0] / near[0])
    sii = _scalar(float(far[0] - near[0]), differences, level, method, a.sum())
    rii = _scalar(ratio, ratios, level, method, a.sum())
    return Gradient(sii, rii, float(near[0]), float(far[0]), reason)


def _check(y: Floats, a: Floats, scale: str, draws: int) -> None:
    if y.ndim != 1 or y.shape != a.shape or not 3 <= y.size <= 100 or np.isnan(y).any() or not (a > 0).all():
        raise BadInput("value and population must have 3 to 100 groups, none missing, populations above 0")
    if scale not in SCALES or draws < 1_000:
        raise BadInput(f"scale must be one of {', '.join(SCALES)} and draws at least 1,000")


def _to(y: Floats, scale: str) -> Floats:
    if scale == "linear":
        return y
    wrong = (y <= 0) if scale == "log" else (y <= 0) | (y >= 1)
    if np.any(wrong):
        rule = "above zero" if scale == "log" else "between 0 and 1"
        raise BadInput(f"the {scale} scale needs values {rule}; position {np.flatnonzero(wrong)[0]} is not")
    return np.log(y) if scale == "log" else special.logit(y)


def _ends(y: Floats, share: Floats, scale: str) -> tuple[Floats, Floats]:
    """Fitted values at 0 and 1 of the weighted line, for each row of y."""
    place = np.cumsum(share) - share / 2
    apart = place - share @ place
    slope = (y * (share * apart)).sum(axis=1) / (share * apart**2).sum()
    start = y @ share - slope * (share @ place)
    if scale == "log":
        return np.exp(start), np.exp(start + slope)
    if scale == "logit":
        return special.expit(start), special.expit(start + slope)
    return start, start + slope


def _simulated(
    y: Floats, lower: ArrayLike, upper: ArrayLike, share: Floats, scale: str, level: float, draws: int,
    seed: int,
) -> tuple[Floats, Floats]:  # fmt: skip
    low, high = as_floats("lower", lower, negative=True), as_floats("upper", upper, negative=True)
    if low.shape != y.shape or high.shape != y.shape or np.isnan(low).any() or np.isnan(high).any():
        raise BadInput("lower and upper must have one value, none missing, for each group")
    z = special.ndtri(1 - (1 - check_level(level)) / 2)
    error = (_to(high, scale) - _to(low, scale)) / (2 * z)
    if np.any(error < 0):
        raise BadInput(f"upper is below lower at position {int(np.flatnonzero(error < 0)[0])}")
    noise = np.random.default_rng(seed).standard_normal((draws, y.size))
    return _ends(_to(y, scale) + noise * error, share, scale)


def _why_withheld(near: float, far: float, mean: float, ends: tuple[Floats, Floats] | None, level: float) -> str:
    if min(near, far) <= NEAR_ZERO * abs(mean):
        return "the fitted rate at one end of the ranking is below zero or close to it"
    if ends and min(np.quantile(e, (1 - level) / 2) for e in ends) <= 0:
        return "the interval of the fitted rate at one end of the ranking reaches zero"
    return ""


def _scalar(value: float, simulated: Floats | None, level: float, method: str, population: float) -> Result:
    tail = (1 - level) / 2
    lower, upper = (np.nan, np.nan) if simulated is None else np.quantile(simulated, [tail, 1 - tail])
    flags = {"not_given": np.array(bool(np.isnan(value))), "no_interval": np.array(bool(np.isnan(lower)))}
    return Result(np.array(value), np.array(lower), np.array(upper), level, method, np.array(np.nan),
                  np.array(float(population)), flags)  # fmt: skip
