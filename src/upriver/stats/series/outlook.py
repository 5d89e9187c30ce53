"""What the present level and season imply for the next months, as a range; and how often such ranges held before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from upriver.stats.result import BadInput, Flags, Floats, as_floats, check_level
from upriver.stats.series.season import (
    FEWEST_MONTHS,
    Season,
    last_stretch,
    long_enough,
    season,
    stretches,
    wave_columns,
)

LEVEL_MONTHS = 12  # held months that the present level rests on
DRAWS = 2_000
BACKTEST_DRAWS = 500
MOST_ORIGINS = 24  # backtests start from at most so many months, the latest
OUTLOOK_METHOD = (
    "present level (the last twelve months held) times the season and the days of each month; range by simulation, from "
    "more-than-Poisson spread and the uncertainty of level and season"
)


@dataclass(frozen=True)
class Outlook:
    """Ranges for months ahead: (series, months ahead); NaN where none is given.

    Attributes:
        middle: the count expected.
        lower, upper: of the range at `level`.
        level: the share of months that the range should hold, 0.8 for four in five.
    """

    middle: Floats
    lower: Floats
    upper: Floats
    level: float


@dataclass(frozen=True)
class Backtest:
    """How often such ranges held: (series,) each.

    Attributes:
        inside: months that fell inside the range made before them.
        tried: months for which a range could be made.
        origins: from how many earlier months a range was made.
    """

    inside: Floats
    tried: Floats
    origins: int


def outlook(
    counts: ArrayLike, calendar: ArrayLike, days: ArrayLike, found: Season, *, ahead: ArrayLike, ahead_days: ArrayLike,
    level: float = 0.8, draws: int = DRAWS, seed: int,
) -> Outlook:  # fmt: skip
    """Ranges for the months ahead from the present level and the season found; no trend is carried forward.

    Args:
        counts: shape (series, months), NaN = missing; only the last stretch, without breaks or long holes.
        calendar, days: of each month, as in `season`.
        found: the season of the same series.
        ahead, ahead_days: calendar months to come and their days.
        seed: required, so that the same range can be made again.

    Source: own; a negative binomial with variance phi x mean, as in Cameron and Trivedi (2013) 3.3.
    """
    y = as_floats("counts", counts)
    month, length = np.asarray(calendar, dtype=np.int64), as_floats("days", days)
    future, future_days = np.asarray(ahead, dtype=np.int64), as_floats("ahead_days", ahead_days)
    if y.ndim != 2 or month.shape != y.shape[1:] or future.shape != future_days.shape or len(y) != len(found.given):
        raise BadInput("counts must be (series, months), with a season for each series")
    check_level(level)
    shape = (len(y), future.size)
    middle, lower, upper = (np.full(shape, np.nan) for _ in range(3))
    rng = np.random.default_rng(seed)
    for at in np.flatnonzero(found.given):
        held = np.flatnonzero(np.isfinite(y[at]))[-LEVEL_MONTHS:]
        events = float(y[at, held].sum())
        if held.size < LEVEL_MONTHS or not events:
            continue
        waves, phi = found.waves[at], float(found.dispersion[at])
        middle[at] = _level(waves, month[held], length[held], events) * np.exp(wave_columns(future) @ waves) * future_days
        drawn = rng.multivariate_normal(waves, found.waves_covariance[at], draws, method="eigh")
        level_drawn = np.exp(rng.normal(0.0, np.sqrt(phi / events), draws))
        base = events * level_drawn / (np.exp(drawn @ wave_columns(month[held]).T) @ length[held])
        means = base[:, None] * np.exp(drawn @ wave_columns(future).T) * future_days
        simulated = _counts(rng, means, phi)
        lower[at], upper[at] = np.quantile(simulated, [(1 - level) / 2, (1 + level) / 2], axis=0, method="inverted_cdf")
    return Outlook(middle, lower, upper, level)


def backtest(
    counts: ArrayLike, calendar: ArrayLike, days: ArrayLike, *, breaks: ArrayLike = (), ahead: int = 3, level: float = 0.8,
    seed: int,
) -> Backtest:  # fmt: skip
    """Make the range again as it would have been made in earlier months, and count how often the next months lay inside.

    Each earlier month sees only what came before it, and only where 24 months without a break or long hole did.

    Args:
        counts: shape (series, months), missing in the same months for all series.
        breaks: positions of declared breaks.
    """
    y = as_floats("counts", counts)
    month, length = np.asarray(calendar, dtype=np.int64), as_floats("days", days)
    marks = [int(each) for each in np.asarray(breaks, dtype=np.int64)]
    inside, tried, origins = np.zeros(len(y)), np.zeros(len(y)), 0
    gone: Flags = np.asarray(np.isnan(y).all(axis=0))
    for origin in range(max(FEWEST_MONTHS, y.shape[1] - ahead - MOST_ORIGINS + 1), y.shape[1] - ahead + 1):
        own = stretches(gone[:origin], [mark for mark in marks if mark < origin])
        first, _ = last_stretch(own)
        crossed = any(origin <= mark < origin + ahead for mark in marks)
        if first < 0 or crossed or not long_enough(own, int(own.max())):
            continue
        past = season(y[:, :origin], month[:origin], length[:origin], own)
        made = outlook(
            y[:, first:origin], month[first:origin], length[first:origin], past, ahead=month[origin : origin + ahead],
            ahead_days=length[origin : origin + ahead], level=level, draws=BACKTEST_DRAWS, seed=seed + origin,
        )  # fmt: skip
        seen = y[:, origin : origin + ahead]
        known = np.isfinite(seen) & np.isfinite(made.lower)
        tried += known.sum(axis=1)
        inside += (known & (seen >= made.lower) & (seen <= made.upper)).sum(axis=1)
        origins += bool(known.any())
    return Backtest(inside, tried, origins)


def _level(waves: Floats, month: NDArray[np.int64], days: Floats, events: float) -> float:
    """Events a day with the season taken out."""
    return float(events / (np.exp(wave_columns(month) @ waves) * days).sum())


def _counts(rng: np.random.Generator, means: Floats, phi: float) -> Floats:
    """Counts about their means with variance phi x mean: Poisson at phi 1, negative binomial above."""
    if phi <= 1.0001:
        return rng.poisson(means).astype(np.float64)
    return rng.poisson(rng.gamma(means / (phi - 1), phi - 1)).astype(np.float64)
