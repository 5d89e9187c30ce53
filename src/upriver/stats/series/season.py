"""Which months are usually high, and is the level rising? One model for both, so that neither is taken for the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from upriver.stats.result import BadInput, Flags, Floats, as_floats, check_level
from upriver.stats.series.loglinear import fit

Months = NDArray[np.int64]

FEWEST_MONTHS = 24  # held months before a season may be spoken of, or a trend since the last break
FEWEST_TWICE = 10  # calendar months, of twelve, that must be held in two years or more; the rest in one
FEWEST_A_MONTH = 4.0  # events a month on average; below, the time between events says more
LONG_HOLE = 3  # more missing months in a row than this and what follows is a stretch of its own
HELD_SHARE = 5 / 6  # share of a stretch's months that must be held for a trend
WAVES = 2
SEASON_METHOD = (
    "log-linear model of events a day with two yearly waves and a level for each stretch between breaks and holes "
    "(quasi-Poisson)"
)
TREND_METHOD = "yearly change since the last break from the same model, its interval widened where months resemble their neighbours"


@dataclass(frozen=True)
class Season:
    """What the model says of each series; the first axis is series.

    Attributes:
        month, lower, upper: (series, 12), events a day in each calendar month over the average month's, January first.
        p: (series,), chance of a season at least this strong were there none.
        peak, trough: (series,), calendar months from 0; -1 where no season is given.
        trend, trend_lower, trend_upper: (series,), yearly change since the start of the last stretch, % ; NaN where that
            stretch is too short or too gappy.
        dispersion: (series,), 1 or more.
        waves: (series, 4) and waves_covariance (series, 4, 4), on the log scale, dispersion included.
        given: (series,), False where no season can be given.
    """

    month: Floats
    lower: Floats
    upper: Floats
    p: Floats
    peak: Floats
    trough: Floats
    trend: Floats
    trend_lower: Floats
    trend_upper: Floats
    dispersion: Floats
    waves: Floats
    waves_covariance: Floats
    given: Flags


def stretches(missing: ArrayLike, breaks: Sequence[int] = ()) -> Floats:
    """The number of the stretch that each month belongs to, from 0; -1 for a missing month.

    A stretch ends at a declared break, and at a hole of more than three months.
    """
    gone = np.asarray(missing, dtype=bool)
    out, number, hole = np.full(gone.size, -1.0), 0, 0
    begun = False
    for at in range(gone.size):
        if begun and at in breaks:
            number, begun, hole = number + 1, False, 0
        if gone[at]:
            hole += 1
            continue
        if begun and hole > LONG_HOLE:
            number += 1
        out[at], begun, hole = number, True, 0
    return out


def last_stretch(stretch: ArrayLike) -> tuple[int, int]:
    """The first and the last position of the stretch that ends the series; (-1, -1) where nothing is held."""
    own = np.asarray(stretch)
    if not (own >= 0).any():
        return -1, -1
    inside = np.flatnonzero(own == own.max())
    return int(inside[0]), int(inside[-1])


def long_enough(stretch: ArrayLike, number: int) -> bool:
    """Whether a stretch reaches over 24 months or more, with five sixths of them held."""
    inside = np.flatnonzero(np.asarray(stretch) == number)
    span = int(inside[-1] - inside[0]) + 1 if inside.size else 0
    return span >= FEWEST_MONTHS and inside.size >= HELD_SHARE * span


def season(
    counts: ArrayLike, calendar: ArrayLike, days: ArrayLike, stretch: ArrayLike, *, level: float = 0.95
) -> Season:
    """Season and trend of monthly counts that share their months, holes and breaks.

    log(events a day) = a level for each stretch + a slope for each stretch of 24 months or more + cosine and sine of one
    and two waves a year. A season is given with 24 held months or more, every calendar month held in one year and ten of
    them in two, and four events a month on average; the trend is that of the last stretch, where it has a slope.

    Args:
        counts: shape (series, months); NaN = missing, in the same months for all series.
        calendar: shape (months,), 0 for January.
        days: shape (months,), days in each month.
        stretch: shape (months,), from `stretches`.

    Source: McCullagh and Nelder (1989); Bhaskaran et al. (2013) Int J Epidemiol 42:1187-1195 for the waves.
    """
    y, own = as_floats("counts", counts), np.asarray(stretch, dtype=np.float64)
    month, length = np.asarray(calendar, dtype=np.int64), as_floats("days", days)
    if y.ndim != 2 or not month.shape == length.shape == own.shape == y.shape[1:]:
        raise BadInput("counts must be (series, months); calendar, days and stretch one for each month")
    check_level(level)
    held: Flags = np.asarray(own >= 0)
    years = np.bincount(month[held], minlength=12)
    enough = bool(held.sum() >= FEWEST_MONTHS and (years >= 1).all() and (years >= 2).sum() >= FEWEST_TWICE)
    if not enough or not len(y):
        return _nothing(len(y))
    design, slope = _design(own, month)
    found = fit(np.where(held, y, np.nan), design, exposure=length)
    given: Flags = np.asarray(found.fits & (np.nan_to_num(y[:, held]).mean(axis=1) >= FEWEST_A_MONTH))
    phi = np.maximum(found.dispersion, 1.0)
    columns = slice(design.shape[1] - 2 * WAVES, design.shape[1])
    waves = np.where(given[:, None], found.coefficients[:, columns], np.nan)
    covariance = found.covariance[:, columns, columns] * phi[:, None, None]
    t = special.stdtrit(found.freedom, 1 - (1 - level) / 2)
    value, lower, upper = _ratios(waves, covariance, t)
    trend = _trend(y, found.mean, own, slope, found.coefficients, found.covariance, phi, t, given)
    return Season(
        value, lower, upper, _chance(waves, covariance, found.freedom), _month_of(value, given),
        _month_of(-value, given), *trend, phi, waves, covariance, given,
    )  # fmt: skip


def wave_columns(calendar: ArrayLike) -> Floats:
    """Cosine and sine of one and of two waves a year at each calendar month (0 = January)."""
    angle = 2 * np.pi * np.asarray(calendar, dtype=np.float64) / 12
    return np.column_stack([part(angle * wave) for wave in range(1, WAVES + 1) for part in (np.cos, np.sin)])


def _design(own: Floats, month: Months) -> tuple[Floats, int]:
    """A level for each stretch, slopes (per month, from its middle) for the long ones, then the waves.

    Also the column of the last stretch's slope, -1 where it has none.
    """
    numbers = [int(each) for each in np.unique(own[own >= 0])]
    at = np.arange(own.size, dtype=np.float64)
    levels = [(own == number).astype(np.float64) for number in numbers]
    sloped = [number for number in numbers if long_enough(own, number)]
    slopes = [np.where(own == number, at - at[own == number].mean(), 0.0) for number in sloped]
    column = len(levels) + len(slopes) - 1 if sloped and sloped[-1] == numbers[-1] else -1
    return np.column_stack([*levels, *slopes, wave_columns(month)]), column


def _ratios(waves: Floats, covariance: Floats, t: Floats) -> tuple[Floats, Floats, Floats]:
    """Each month over the average month, with limits by the delta method on the log scale."""
    columns = wave_columns(np.arange(12))
    height = np.exp(waves @ columns.T)
    share = height / height.sum(axis=1, keepdims=True)
    ratio = height / height.mean(axis=1, keepdims=True)
    gradient = columns[None, :, :] - np.einsum("sm,mc->sc", share, columns)[:, None, :]
    reach = t[:, None] * np.sqrt(np.einsum("smc,scd,smd->sm", gradient, covariance, gradient))
    return ratio, ratio * np.exp(-reach), ratio * np.exp(reach)


def _chance(waves: Floats, covariance: Floats, freedom: Floats) -> Floats:
    """p of the joint test that there is no wave at all."""
    usable: Flags = np.asarray(np.isfinite(waves).all(axis=1))
    inverse = np.linalg.pinv(np.where(usable[:, None, None], covariance, np.eye(2 * WAVES)), hermitian=True)
    f = np.einsum("sc,scd,sd->s", waves, inverse, waves) / (2 * WAVES)
    return np.where(usable, special.fdtrc(2 * WAVES, np.maximum(freedom, 1), np.where(usable, f, 1.0)), np.nan)


def _trend(
    y: Floats, mean: Floats, own: Floats, column: int, coefficients: Floats, covariance: Floats, phi: Floats, t: Floats,
    given: Flags,
) -> tuple[Floats, Floats, Floats]:  # fmt: skip
    """Yearly change of the last stretch, %, with limits allowing for months that resemble their neighbours."""
    if column < 0:
        none = np.full(len(y), np.nan)
        return none, none.copy(), none.copy()
    first, last = last_stretch(own)
    off = np.where(own[first : last + 1] >= 0, (y - mean)[:, first : last + 1] / np.sqrt(mean[:, first : last + 1]), 0.0)
    off = np.nan_to_num(off)
    alike = np.clip((off[:, 1:] * off[:, :-1]).sum(axis=1) / np.maximum((off**2).sum(axis=1), 1e-12), 0.0, 0.9)
    spread = np.sqrt(covariance[:, column, column] * phi * (1 + alike) / (1 - alike))
    slope = np.where(given, coefficients[:, column], np.nan)
    a, b, c = (100 * np.expm1(12 * each) for each in (slope, slope - t * spread, slope + t * spread))
    return a, b, c


def _month_of(value: Floats, given: Flags) -> Floats:
    """The calendar month of the largest value; -1 where no season is given."""
    return np.where(given, np.argmax(np.where(given[:, None], value, 0.0), axis=1), -1).astype(np.float64)


def _nothing(size: int) -> Season:
    none, twelve = np.full(size, np.nan), np.full((size, 12), np.nan)
    size_waves = 2 * WAVES
    return Season(
        twelve, twelve.copy(), twelve.copy(), none, np.full(size, -1.0), np.full(size, -1.0), none.copy(), none.copy(),
        none.copy(), none.copy(), np.full((size, size_waves), np.nan), np.full((size, size_waves, size_waves), np.nan),
        np.zeros(size, dtype=bool),
    )  # fmt: skip
