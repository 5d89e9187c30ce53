"""How few units hold how much: shares, Lorenz curve, Gini, and what chance alone would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from upriver.stats.result import BadInput, Floats, Result, as_floats, check_level

SHARES = (0.25, 0.50, 0.80, 1.00)


@dataclass(frozen=True)
class ChanceNull:
    """The same measures when as many events fall on the units at random, and how unusual the real ones are.

    Attributes:
        mean, lower, upper: shape (measures,), over the simulations; the limits at `level`.
        p: share of simulations at least as concentrated as the data, the data counted among them.
        draws: how many simulations.
    """

    mean: Floats
    lower: Floats
    upper: Floats
    p: Floats
    level: float
    draws: int


def share_of_units(counts: ArrayLike, shares: Sequence[float] = SHARES) -> Floats:
    """The smallest share of units that together hold 25%, 50%, 80% and 100% of the events.

    Units are taken from the highest count down; the last one is taken in part, so that units with equal
    counts give the same answer in any order. Units without events count in the whole.

    Args:
        counts: shape (units,), zero or more, none missing.
        shares: of events, above 0 and at most 1.

    Returns:
        shape (shares,), between 0 and 1; NaN if there are no events at all.

    Source: Weisburd (2015) Criminology 53:133-157, the law of crime concentration.
    """
    out: Floats = _shares(*_one(counts), shares)[0]
    return out


def lorenz(counts: ArrayLike) -> tuple[Floats, Floats]:
    """The Lorenz curve: cumulative share of units, from the lowest count up, and of their events.

    Returns:
        two arrays of shape (units + 1,) from (0, 0) to (1, 1); NaN events where there are none at all.
    """
    x = np.sort(_counts(counts))
    total = x.sum()
    events = np.concatenate([[0.0], np.cumsum(x)]) / (total if total > 0 else np.nan)
    return np.linspace(0.0, 1.0, x.size + 1), events


def gini(counts: ArrayLike) -> float:
    """Gini coefficient: 0 when every unit has as many events, close to 1 when one unit has them all.

    2 sum(rank x count) / (n sum(count)) - (n + 1) / n, ranks from the lowest up; NaN without events.
    """
    return float(_gini(*_one(counts))[0])


def generalised_gini(counts: ArrayLike) -> float:
    """The Gini coefficient when there are fewer events than units: max(n / events, 1) (G - 1) + 1.

    The plain coefficient is high merely because many units must stay empty; this one starts from the least
    concentrated way to place so few events.

    Source: Bernasco and Steenbeek (2017) J Quant Criminol 33:451-467.
    """
    return float(_generalised(*_one(counts))[0])


def concentration(
    counts: ArrayLike, *, shares: Sequence[float] = SHARES, draws: int = 1_000, level: float = 0.95, seed: int
) -> Result:
    """Shares of units, Gini and generalised Gini together, with percentile bootstrap intervals.

    Units are drawn again with replacement. Few distinct counts occur, so a draw is one multinomial over
    them and no array of all units is ever copied.

    Args:
        counts: shape (units,), zero or more, none missing.
        draws: bootstrap samples.
        seed: required.

    Returns:
        a Result of shape (shares + 2,): the shares in order, then G and G'. Without events everything is
        NaN (flag `not_given`).

    Source: Efron and Tibshirani (1993) An Introduction to the Bootstrap, ch. 13.
    """
    values, tally = _distinct(counts)
    value = _measures(values, tally[None, :], shares)[0]
    tail = (1 - check_level(level)) / 2
    again = np.random.default_rng(seed).multinomial(int(tally.sum()), tally / tally.sum(), size=draws)
    simulated = _measures(values, again.astype(np.float64), shares)
    simulated = simulated[np.isfinite(simulated).all(axis=1)]  # a draw of empty units has no shares
    none = np.full(value.shape, np.nan)
    limits = np.quantile(simulated, [tail, 1 - tail], axis=0) if simulated.size else np.array([none, none])
    events = np.full(value.shape, float(values @ tally))
    flags = {"not_given": np.isnan(value) | np.isnan(limits).any(axis=0), "few_events": events < 10}
    method = f"{draws} bootstrap samples of units, percentile interval"
    units = np.full(value.shape, float(tally.sum()))
    return Result(value, limits[0], limits[1], level, method, events, units, flags)


def chance_null(
    counts: ArrayLike, *, exposure: ArrayLike | None = None, shares: Sequence[float] = SHARES,
    draws: int = 199, level: float = 0.95, seed: int,
) -> ChanceNull:  # fmt: skip
    """What the same measures would be if as many events had fallen on the units at random.

    Poisson counts given their total. Events on few units are concentrated by arithmetic alone; only what
    goes beyond this is a finding.

    Args:
        counts: shape (units,), whole numbers, none missing.
        exposure: shape (units,), chance of each unit in proportion to it; None = all alike.
        draws: simulations; the smallest p is 1 / (draws + 1).
        seed: required.

    Returns:
        measures in the order of `concentration`.

    Source: Levin, Rosenfeld and Deckard (2017) J Quant Criminol 33:635-647; Hope and Norris (2013).
    """
    x = _counts(counts)
    total = round(x.sum())
    if total == 0 or np.any(x != np.round(x)):
        raise BadInput("counts must be whole numbers with at least one event among them")
    rng = np.random.default_rng(seed)
    thrown = (_throw(rng, total, x.size, exposure) for _ in range(draws))
    simulated = np.array([_measures(*_one(t), shares)[0] for t in thrown])
    seen = _measures(*_one(x), shares)[0]
    # a smaller share of units is more concentrated, a larger Gini is
    sign = np.array([-1.0] * len(shares) + [1.0, 1.0])
    as_much = (simulated * sign >= seen * sign - 1e-12).sum(axis=0)
    tail = (1 - check_level(level)) / 2
    lower, upper = np.quantile(simulated, [tail, 1 - tail], axis=0)
    return ChanceNull(simulated.mean(axis=0), lower, upper, (1 + as_much) / (draws + 1), level, draws)


def _counts(counts: ArrayLike) -> Floats:
    x = as_floats("counts", counts)
    if x.ndim != 1 or x.size == 0 or np.any(np.isnan(x)):
        raise BadInput("counts must be one-dimensional, not empty and none missing")
    return x


def _throw(rng: np.random.Generator, total: int, units: int, exposure: ArrayLike | None) -> Floats:
    """As many events fallen on the units, at random or in proportion to exposure."""
    if exposure is None:
        return np.bincount(rng.integers(units, size=total), minlength=units).astype(np.float64)
    chance = as_floats("exposure", exposure)
    if chance.shape != (units,) or not chance.sum() > 0:
        raise BadInput("exposure must have one value, zero or more, for each unit, and not be all zero")
    return rng.multinomial(total, chance / chance.sum()).astype(np.float64)


def _distinct(counts: ArrayLike) -> tuple[Floats, Floats]:
    """Each different count, ascending, and how many units have it."""
    values, tally = np.unique(_counts(counts), return_counts=True)
    return values, tally.astype(np.float64)


def _one(x: ArrayLike) -> tuple[Floats, Floats]:
    """The same with the tally as one sample, the shape `_measures` takes."""
    values, tally = _distinct(x)
    return values, tally[None, :]


def _measures(values: Floats, tallies: Floats, shares: Sequence[float]) -> Floats:
    """(samples, shares + 2) from (distinct,) values and (samples, distinct) numbers of units."""
    ginis = np.column_stack([_gini(values, tallies), _generalised(values, tallies)])
    return np.hstack([_shares(values, tallies, shares), ginis])


def _shares(values: Floats, tallies: Floats, shares: Sequence[float]) -> Floats:
    wanted = np.asarray(shares, dtype=np.float64)
    if np.any((wanted <= 0) | (wanted > 1)):
        raise BadInput("shares must be above 0 and at most 1")
    high, many = values[::-1], tallies[:, ::-1]
    held = np.cumsum(high * many, axis=1)
    units = np.cumsum(many, axis=1)
    target = held[:, -1:] * wanted
    out = np.full(target.shape, np.nan)
    for column in range(wanted.size):
        # the first block of equal counts that reaches the target; of it only the part that is needed
        at = (held < target[:, column : column + 1] * (1 - 1e-12)).sum(axis=1)
        rows = np.arange(held.shape[0])
        short = held[rows, at] - target[:, column]
        with np.errstate(divide="ignore", invalid="ignore"):
            out[:, column] = (units[rows, at] - short / high[at]) / units[:, -1]
    return np.where(held[:, -1:] > 0, out, np.nan)


def _gini(values: Floats, tallies: Floats) -> Floats:
    n, total = tallies.sum(axis=1), tallies @ values
    mean_rank = np.cumsum(tallies, axis=1) - tallies + (tallies + 1) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        out: Floats = 2 * (mean_rank * tallies * values).sum(axis=1) / (n * total) - (n + 1) / n
    return out


def _generalised(values: Floats, tallies: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        stretch = np.maximum(tallies.sum(axis=1) / (tallies @ values), 1.0)
        out: Floats = stretch * (_gini(values, tallies) - 1) + 1
    return out
