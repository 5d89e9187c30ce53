"""How far from the whole may an area lie by chance alone? Funnel limits, and what to do when areas vary more than that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.intervals import exact_limits
from upriver.stats.result import FEW, BadInput, Floats, Result, as_floats, check_level

FEWEST = 5  # fewer areas can't show whether they vary by more than chance
EDGE = 0.1  # the share of z-scores drawn in at each end before their spread is measured
MANY = 1e6  # above so many expected events the normal's limits differ from the exact ones by 1 in 100,000 or less
LEVELS = (0.95, 0.998)  # two and three standard deviations, as funnels are drawn


@dataclass(frozen=True)
class Funnel:
    """Where each area would lie if it differed from the whole by chance alone.

    Attributes:
        inner, outer: a Result each, value = the area's own rate (or share), lower and upper = the 95% and the 99.8%
            limits AROUND THE WHOLE at the area's size. They are no interval of the area's rate. Flags: `missing`,
            `no_denominator`, `few_events` (as everywhere), `not_given` where the whole has no event.
        whole: the rate of all areas together, in the unit of the values.
        dispersion: phi, how much more areas vary than chance alone allows: 1 for no more; NaN with fewer than five.
        side: 2 above the outer limit, 1 above the inner one, 0 inside, -1 and -2 below; NaN where there is no value.
    """

    inner: Result
    outer: Result
    whole: float
    dispersion: float
    side: Floats

    @property
    def widened(self) -> bool:
        """Whether the limits were drawn wider because areas vary more than chance allows."""
        return bool(self.dispersion > 1)


def rate_funnel(events: ArrayLike, denominator: ArrayLike, *, per: float = 1_000, overdispersed: bool = True) -> Funnel:
    """Rates beside exact Poisson limits around the rate of all areas together.

    With E the events that an area would have at the rate of the whole, its upper limit is the count whose exact lower
    limit is E, and its lower limit the count whose exact upper limit is E (0 where no count is so low); counts between
    whole numbers are allowed, so that the funnel is smooth. phi is the mean square of z = 2 (sqrt O - sqrt E), the tenth
    of the z-scores at each end drawn in to the next; where it is above 1 every limit's distance from the whole is
    multiplied by sqrt(phi).

    For ratios of observed to expected events (indirect standardisation) give the expected ones as `denominator`.

    Args:
        events: shape (areas,); NaN = missing.
        denominator: shape (areas,); zero or NaN: the area takes no part (flag `no_denominator`).
        overdispersed: False draws the plain funnel whatever phi is.

    Source: Spiegelhalter (2005) Stat Med 24:1185-1202, with his winsorised phi; Garwood (1936) for the limits.
    """
    x, n = _areas(events, denominator)
    used = np.isfinite(x) & (n > 0)
    whole = float(x[used].sum() / n[used].sum()) if used.any() else np.nan
    expected = np.where(used, n, np.nan) * whole
    phi = _dispersion(2 * (np.sqrt(x) - np.sqrt(expected)))
    limits = [_poisson(expected, level) for level in LEVELS]
    size = np.where(n > 0, n, np.nan)
    return _funnel(x, n, size, whole, phi if overdispersed else 1.0, phi, limits, per, "exact Poisson")


def proportion_funnel(count: ArrayLike, of: ArrayLike, *, overdispersed: bool = True) -> Funnel:
    """Shares beside Wilson limits turned round: at p -/+ z sqrt(p (1 - p) / n) the Wilson interval just touches p.

    z for phi is that of arcsine square root, which has the same spread everywhere: 2 sqrt n (asin sqrt r - asin sqrt p).

    Args:
        count: zero or more and never above `of`; NaN = missing.
        of: the whole of each area; zero or NaN: it takes no part.

    Source: Wilson (1927) JASA 22:209-212; Spiegelhalter (2005) Stat Med 24:1185-1202.
    """
    x, n = _areas(count, of)
    if np.any(x > n):
        raise BadInput(f"count is above its whole at position {int(np.flatnonzero(x > n)[0])}")
    used = np.isfinite(x) & (n > 0)
    whole = float(x[used].sum() / n[used].sum()) if used.any() else np.nan
    size = np.where(n > 0, n, np.nan)
    share = np.where(used, x / size, np.nan)
    phi = _dispersion(2 * np.sqrt(size) * (np.arcsin(np.sqrt(share)) - np.arcsin(np.sqrt(whole))))
    error = np.sqrt(whole * (1 - whole) / size)
    limits = [((whole - z * error) * size, (whole + z * error) * size) for z in map(_z, LEVELS)]
    made = _funnel(x, n, size, whole, phi if overdispersed else 1.0, phi, limits, 1.0, "inverted Wilson", most=1.0)
    return made


def ratio_limits(observed: ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """The two ratios, observed over expected, at which an area with so many events touches the funnel's limits.

    An area with O events lies on the lower limit where E is the exact upper limit of O, and on the upper one where E is
    its exact lower limit. The curve of a funnel of ratios can be drawn through them, at x = O / ratio.

    Returns:
        lower, upper; for no event lower is 0 and upper is NaN, since no count of zero lies high.
    """
    o = as_floats("observed", observed)
    low, high = exact_limits(o, level)
    return o / high, np.where(low > 0, o / np.where(low > 0, low, 1.0), np.nan)


def _areas(events: ArrayLike, denominator: ArrayLike) -> tuple[Floats, Floats]:
    x, n = as_floats("events", events), as_floats("denominator", denominator)
    if x.ndim != 1 or x.shape != n.shape:
        raise BadInput("events and denominator must be one-dimensional and of the same length")
    return x, n


def _z(level: float) -> float:
    return float(special.ndtri(1 - (1 - check_level(level)) / 2))


def _poisson(expected: Floats, level: float) -> tuple[Floats, Floats]:
    """Counts on the lower and on the upper limit, not whole numbers."""
    tail = (1 - check_level(level)) / 2
    usable = expected > 0
    mean = np.where(usable, np.minimum(expected, MANY), 1.0)
    none_is_likely = np.exp(-mean) >= tail
    lower = np.where(none_is_likely, 0.0, special.pdtrik(tail, mean))
    upper = special.pdtrik(1 - tail, mean) + 1
    reach = special.ndtri(1 - tail) * np.sqrt(np.where(usable, expected, 1.0))
    lower, upper = np.where(expected > MANY, expected - reach, lower), np.where(expected > MANY, expected + reach, upper)
    return np.where(usable, lower, np.nan), np.where(usable, upper, np.nan)


def _dispersion(z: Floats) -> float:
    """Mean square of the winsorised z-scores, at least 1; NaN with fewer than five."""
    held = z[np.isfinite(z)]
    if held.size < FEWEST:
        return float("nan")
    low, high = (float(np.quantile(held, share)) for share in (EDGE, 1 - EDGE))
    return max(1.0, float(np.mean(np.clip(held, low, high) ** 2)))


def _funnel(
    x: Floats, n: Floats, size: Floats, whole: float, used_phi: float, phi: float, limits: list[tuple[Floats, Floats]],
    per: float, name: str, *, most: float = np.inf,
) -> Funnel:  # fmt: skip
    value, width = x / size, float(np.sqrt(np.fmax(used_phi, 1.0)))
    method = f"{name} funnel limits around the whole"
    if width > 1:
        method += f", widened by {width:.2f} because areas vary more than chance allows"
    gone = ~(np.isfinite(value) & (whole > 0))
    flags = {"few_events": x < FEW, "missing": np.isnan(x), "no_denominator": ~(n > 0), "not_given": gone}
    made = []
    for level, (low, high) in zip(LEVELS, limits, strict=True):
        lower = np.where(gone, np.nan, np.maximum(whole - width * (whole - low / size), 0.0))
        upper = np.where(gone, np.nan, np.minimum(whole + width * (high / size - whole), most))
        made.append(Result(value * per, lower * per, upper * per, level, method, x, n, flags))
    inner, outer = made
    side = np.zeros(x.shape)
    for limit in made:
        side += np.where(limit.value > limit.upper, 1.0, 0.0) - np.where(limit.value < limit.lower, 1.0, 0.0)
    return Funnel(inner, outer, whole * per, phi, np.where(gone, np.nan, side))
