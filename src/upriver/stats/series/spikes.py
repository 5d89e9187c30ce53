"""Is the latest count higher than the past leads one to expect? EARS C1 and C2, and Farrington's method of 1996."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.result import BadInput, Flags, Floats, as_floats, check_level
from upriver.stats.series.loglinear import Fitted, fit

BASELINE = 7  # points before that EARS looks at
HISTORY_YEARS = 3  # fewer and Farrington's method gives no answer
FEWEST_RECENT = 5  # events in the last four points, or there is no alarm
RECENT = 4
EARS_METHOD = "mean and standard deviation of the seven points before (EARS {name})"
FARRINGTON_METHOD = "quasi-Poisson model of the same time of year in earlier years, past spikes weighted down (Farrington 1996)"


@dataclass(frozen=True)
class Spikes:
    """What was expected at each point asked for, and what would be out of the ordinary; shape (points,) each.

    Attributes:
        observed: the counts, NaN = missing.
        expected: what the past leads one to expect; NaN where it is too short, flat or gappy to say.
        upper: the threshold that chance alone would seldom cross.
        alarm: observed above upper, and enough events to speak of (five in the last four points).
        judged: False where nothing can be said.
        trend: whether a trend was carried into what is expected (always False for EARS).
        method: how, in words.
    """

    observed: Floats
    expected: Floats
    upper: Floats
    alarm: Flags
    judged: Flags
    trend: Flags
    method: str


def ears(counts: ArrayLike, *, lag: int = 0, alpha: float = 0.001, at_least_poisson: bool = False) -> Spikes:
    """EARS C1 (lag 0) or C2 (lag 2): mean + z standard deviations of the seven points before, less the lag.

    Every one of the seven must be held, or the point isn't judged; so is a point after seven equal ones, whose
    standard deviation is zero and would make an alarm of any rise. No season is allowed for.

    Args:
        counts: shape (times,), zero or more, in order; NaN = missing.
        lag: points between the baseline and the point judged, so that a slow start doesn't raise its own threshold.
        alpha: one-sided chance of an alarm when nothing is going on.
        at_least_poisson: hold the standard deviation at the root of the mean or more. Seven points often lie closer
            together by chance than counts can stay: without this 1 to 3 months in 100 alarmed when tried, with it 1 to 6 in
            1,000.

    Source: Hutwagner et al. (2003) J Urban Health 80(2 Suppl 1):i89-i96; Fricker et al. (2008) Stat Med 27:3407-3429.
    """
    y = _series(counts)
    z = float(special.ndtri(1 - _alpha(alpha)))
    expected, spread = np.full(y.size, np.nan), np.full(y.size, np.nan)
    for at in range(BASELINE + lag, y.size):
        before = y[at - lag - BASELINE : at - lag]
        expected[at], spread[at] = before.mean(), before.std(ddof=1)
    if at_least_poisson:
        spread = np.maximum(spread, np.sqrt(expected))
    judged = np.isfinite(y) & np.isfinite(expected) & (spread > 0)
    upper = np.where(judged, expected + z * spread, np.nan)
    alarm = judged & (y > np.where(judged, upper, np.inf)) & _enough(y)
    method = EARS_METHOD.format(name="C2" if lag == 2 else "C1" if lag == 0 else f"with a lag of {lag}")
    return Spikes(y, np.where(judged, expected, np.nan), upper, alarm, judged, np.zeros(y.size, dtype=bool), method)


def farrington(
    counts: ArrayLike, *, at: ArrayLike, a_year: int, years: int = HISTORY_YEARS, window: int = 3, alpha: float = 0.01,
    fewest_share: float = 0.8,
) -> Spikes:  # fmt: skip
    """Farrington's threshold for some points, from the same time of year in `years` earlier years.

    The reference values are those within `window` points of the same time in each earlier year. A quasi-Poisson model
    with a linear trend is fitted; points with an Anscombe residual above 1 are weighted down by its inverse square and
    the model fitted again. The trend stays where p < .05, three years or more are used and what it predicts isn't above
    the largest reference value; else the model is fitted without. The threshold is on the 2/3-power scale,
    mu (1 + 2/3 z sqrt(tau / mu))^(3/2), tau = phi + var(mu) / mu, phi at least 1.

    Args:
        counts: shape (times,), zero or more, in order; NaN = missing.
        at: positions to judge.
        a_year: points in a year: 12 or 52.
        years: years of history, 3 or more.
        alpha: two-sided.
        fewest_share: share of the reference values that must be held for a point to be judged.

    Source: Farrington, Andrews, Beale and Catchpole (1996) JRSS A 159:547-563.
    """
    y = _series(counts)
    if years < HISTORY_YEARS:
        raise BadInput(f"{HISTORY_YEARS} years of history or more are needed")
    points = np.asarray(at, dtype=np.int64)
    z = float(special.ndtri(1 - _alpha(alpha) / 2))
    found = [_threshold(y, int(point), a_year, years, window, z, fewest_share) for point in points]
    expected, upper, trend = (np.array([each[part] for each in found], dtype=np.float64) for part in range(3))
    judged = np.isfinite(upper) & np.isfinite(y[points])
    alarm = judged & (y[points] > np.where(judged, upper, np.inf)) & _enough(y)[points]
    none = ~np.isfinite(upper)
    return Spikes(y[points], np.where(none, np.nan, expected), upper, alarm, judged, trend > 0, FARRINGTON_METHOD)


def _threshold(
    y: Floats, point: int, a_year: int, years: int, window: int, z: float, fewest: float
) -> tuple[float, float, float]:
    """Expected, upper and whether a trend was used; NaN where it can't be said."""
    places = np.array([point - a_year * year + step for year in range(years, 0, -1) for step in range(-window, window + 1)])
    nothing = (float("nan"), float("nan"), 0.0)
    if places[0] < 0:
        return nothing
    past = y[places]
    if np.isfinite(past).sum() < fewest * past.size or not np.nansum(past):
        return nothing
    at = (places - point) / a_year
    sloped = _reweighted(past, np.column_stack([np.ones(past.size), at]))
    if sloped.fits[0] and _trend_stays(sloped, past):
        return (*_limits(sloped, z), 1.0)
    flat = _reweighted(past, np.ones((past.size, 1)))
    return (*_limits(flat, z), 0.0) if flat.fits[0] else nothing


def _reweighted(past: Floats, design: Floats) -> Fitted:
    """The model with past spikes weighted down."""
    first = fit(past[None, :], design)
    if not first.fits[0]:
        return first
    mean, phi = first.mean[0], max(1.0, float(first.dispersion[0]))
    room = np.maximum(1 - first.leverage[0], 1e-9)
    s = 1.5 * (past ** (2 / 3) * mean ** (-1 / 6) - np.sqrt(mean)) / np.sqrt(phi * room)
    weights = np.where(np.nan_to_num(s) > 1, np.where(s > 1, s, 1.0) ** -2.0, 1.0)
    weights *= np.isfinite(past).sum() / weights[np.isfinite(past)].sum()
    return fit(past[None, :], design, weights=weights[None, :])


def _trend_stays(sloped: Fitted, past: Floats) -> bool:
    slope, variance = sloped.coefficients[0, 1], sloped.covariance[0, 1, 1] * sloped.dispersion[0]
    if not variance > 0:
        return False
    p = 2 * float(special.stdtr(sloped.freedom[0], -abs(slope) / np.sqrt(variance)))
    return p < 0.05 and bool(np.exp(sloped.coefficients[0, 0]) <= np.nanmax(past))


def _limits(found: Fitted, z: float) -> tuple[float, float]:
    """What is expected now (time 0, so the first coefficient alone) and the threshold."""
    expected = float(np.exp(found.coefficients[0, 0]))
    phi = max(1.0, float(found.dispersion[0]))
    tau = phi + phi * float(found.covariance[0, 0, 0]) * expected
    return expected, expected * float(1 + 2 / 3 * z * np.sqrt(tau / expected)) ** 1.5


def _enough(y: Floats) -> Flags:
    """Whether the last four points up to each hold five events or more."""
    held = np.nan_to_num(y)
    recent = np.array([held[max(0, at - RECENT + 1) : at + 1].sum() for at in range(y.size)])
    out: Flags = recent >= FEWEST_RECENT
    return out


def _series(counts: ArrayLike) -> Floats:
    y = as_floats("counts", counts)
    if y.ndim != 1:
        raise BadInput("counts must be one-dimensional, in order of time")
    return y


def _alpha(alpha: float) -> float:
    return 1 - check_level(1 - alpha)
