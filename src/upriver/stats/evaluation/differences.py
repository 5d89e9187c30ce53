"""Did treated areas change otherwise than areas that were not? Poisson difference in differences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.evaluation.displacement import POWER, ratio_of
from upriver.stats.result import FEW, BadInput, Flags, Floats, Result, as_floats, check_level

ROUNDS, CLOSE = 50, 1e-9
FEW_AREAS = 20  # with fewer areas their own spread is badly known: believe the shuffled p, not the interval
TWO_BY_TWO = "Poisson difference in differences of four counts"
PANEL = "Poisson model with a level for each area and each time, errors by area"

WARNINGS = {
    "few_areas": "Fewer than 20 areas: the interval may be too narrow; read the p-value from shuffled areas.",
    "few_treated": "Fewer than 5 areas were treated: one of them may carry the whole result.",
    "already_apart": "Treated areas were already moving apart from the others before: the design does not hold.",
}


@dataclass(frozen=True)
class Compared:
    """The treated areas' change over the others' change.

    Attributes:
        detectable: the smallest fall, as a ratio below 1, that could have been shown with a chance of 80%: say it first.
        ratio: a Result of shape (): 0.8 is 20% fewer than the others' change led to expect. Flags: `not_given`,
            `no_interval`, `few_events`, `few_areas`, `few_treated`, `already_apart`, `left_out` (areas without events or not whole).
        z: log ratio over its error.
        p_shuffled: share of shuffles of which areas were treated that give a ratio at least as far from 1; NaN for four
            counts, where nothing can be shuffled.
        p_before: of the test that both moved alike before; NaN where there is one time before.
        path: shape (times,), the ratio at each time against the last before, a Result; None for four counts.
    """

    detectable: float
    ratio: Result
    z: float
    p_shuffled: float
    p_before: float
    path: Result | None = None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must be told beside the number."""
        return tuple(WARNINGS[name] for name in self.ratio.flags_at(()) if name in WARNINGS)


def four_counts(
    treated: ArrayLike, control: ArrayLike, *, exposure: ArrayLike = ((1, 1), (1, 1)), level: float = 0.95
) -> Compared:
    """(T1 / T0) / (C1 / C0), with variance 1/T1 + 1/T0 + 1/C1 + 1/C0 of its log.

    Counts are taken as Poisson: with more spread than that the interval is too narrow; use `two_way` where months or areas
    are known. A count of zero gives no ratio (flag `not_given`).

    Args:
        treated, control: (before, after); NaN = missing.
        exposure: ((treated before, after), (control before, after)), above zero.

    Source: Angrist and Pischke (2009) Mostly Harmless Econometrics, 5.2, on the log scale of a Poisson model.
    """
    first, second, time = as_floats("treated", treated), as_floats("control", control), as_floats("exposure", exposure)
    x = np.vstack([first, second]) if first.shape == second.shape == (2,) else np.zeros(0)
    if x.shape != (2, 2) or time.shape != (2, 2) or not (time > 0).all():
        raise BadInput("treated and control must be two counts each, before and after; exposures above zero")
    z = float(special.ndtri(1 - (1 - check_level(level)) / 2))
    sign = np.array([[-1.0, 1.0], [1.0, -1.0]])
    effect = float((sign * np.log(np.where(x > 0, x, np.nan) / time)).sum())
    error = float(np.sqrt((1 / np.where(x > 0, x, np.nan)).sum()))
    expected = x[:, :1] / time[:, :1] * time  # were nothing to change
    least = -(z + float(special.ndtri(POWER))) * float(np.sqrt((1 / np.where(expected > 0, expected, np.nan)).sum()))
    flags = {"missing": bool(np.isnan(x).any()), "few_events": bool(np.nanmin(x) < FEW) if np.isfinite(x).any() else True}
    ratio = _one(effect, error, z, level, TWO_BY_TWO, float(np.nansum(x)), flags)
    return Compared(float(np.exp(least)), ratio, effect / error, float("nan"), float("nan"))


def two_way(
    counts: ArrayLike, treated: ArrayLike, start: int, *, exposure: ArrayLike = 1.0, seed: int, shuffles: int = 1_999,
    level: float = 0.95,
) -> Compared:  # fmt: skip
    """Areas over times, some of them treated from one time on: a model with a level for every area and every time.

    log(mean / exposure) = area + time + effect x (treated and started). Errors allow for any pattern within an area; the
    interval uses Student's t on as many degrees of freedom as the smaller side leaves (Welch). All treated areas must start together: with staggered starts this model
    can give the wrong sign (Goodman-Bacon 2021), so it takes one start and no other. Areas with a missing time or with
    no event at all are left out (flag `left_out`). A test of a different slope before gives `p_before`; under 0.05 the
    flag is `already_apart`. The shuffled p draws again which areas were treated, by totals before and after.

    Args:
        counts: shape (areas, times).
        treated: shape (areas,), true or false.
        start: position of the first time after.
        exposure: broadcasts to counts, above zero.
        seed: required.

    Source: Wooldridge (1999) J Econometrics 90:77-97 for the model; Liang and Zeger (1986) Biometrika 73:13-22 for the
        errors; Bertrand, Duflo and Mullainathan (2004) QJE 119:249-275 for few areas and for shuffling.
    """
    y, who, time, kept = _panel(counts, treated, start, exposure)
    freedom = _freedom(int(who.sum()), int((~who).sum()))
    z = float(special.stdtrit(freedom, 1 - (1 - check_level(level)) / 2))
    post = np.arange(y.shape[1]) >= start
    if not kept.any() or not who.any() or who.all() or not _both_sides(y, who, post):
        none = _one(np.nan, np.nan, z, level, PANEL, float(y.sum()), {"left_out": not kept.all()})
        return Compared(float("nan"), none, float("nan"), float("nan"), float("nan"))
    effect, error = _fitted(y, time, np.outer(who, post).astype(np.float64))
    p_before = _before(y[:, :start], time[:, :start], who)
    flags = {
        "few_areas": len(y) < FEW_AREAS, "few_treated": int(who.sum()) < 5, "left_out": not kept.all(),
        "few_events": bool(min(y[who][:, post].sum(), y[who][:, ~post].sum()) < FEW), "already_apart": p_before < 0.05,
    }  # fmt: skip
    power = float(special.stdtrit(freedom, POWER))
    ratio = _one(effect, error, z, level, PANEL, float(y.sum()), flags)
    p = _shuffled(y, time, who, post, shuffles, seed)
    far = effect / error if error >= CLOSE else float("nan")
    return Compared(float(np.exp(-(z + power) * error)), ratio, far, p, p_before, _path(y, time, who, start, z, level))


def _freedom(treated: int, others: int) -> float:
    """Degrees of freedom of a difference of two means of so many areas each, alike in spread (Welch 1947); 1 where a side has one area."""
    if min(treated, others) < 2:
        return 1.0
    one, two = 1 / treated, 1 / others
    return (one + two) ** 2 / (one**2 / (treated - 1) + two**2 / (others - 1))


def _panel(counts: ArrayLike, treated: ArrayLike, start: int, exposure: ArrayLike) -> tuple[Floats, Flags, Floats, Flags]:
    y, who = as_floats("counts", counts), np.asarray(treated, dtype=bool)
    if y.ndim != 2 or who.shape != y.shape[:1] or not 0 < start < y.shape[1]:
        raise BadInput("counts must be (areas, times), treated one for each area, start inside the times")
    time = np.broadcast_to(as_floats("exposure", exposure), y.shape)
    if np.any(~(time > 0)):
        raise BadInput("exposure must be above zero")
    kept: Flags = np.isfinite(y).all(axis=1) & (np.nan_to_num(y).sum(axis=1) > 0)
    return y[kept], who[kept], time[kept], kept


def _both_sides(y: Floats, who: Flags, post: Flags) -> bool:
    return all(y[side][:, when].sum() > 0 for side in (who, ~who) for when in (post, ~post)) and len(y) > 2


def _fitted(y: Floats, time: Floats, column: Floats) -> tuple[float, float]:
    """Coefficient and error by area of a column, shape (areas, times), beside all levels; NaN where Newton doesn't settle.

    The areas' levels are taken out by hand (their scores are nought area by area, so the errors are those of the whole
    model); what is left has as many columns as times, not as areas and times.
    """
    busy = y.sum(axis=0) > 0  # a time without any event tells nothing and its level runs off to minus infinity
    y, time = y[:, busy], time[:, busy]
    areas, times = y.shape
    levels = np.broadcast_to(np.eye(times)[:, 1:], (areas, times, times - 1))
    x = np.concatenate([column[:, busy, None], levels], axis=2)
    rate = np.log(y.sum(axis=0) / time.sum(axis=0))
    beta = np.concatenate([[0.0], rate[1:] - rate[0]])
    for _ in range(ROUNDS):
        mean = time * np.exp(np.clip(x @ beta, -50, 50))
        mean *= (y.sum(axis=1) / mean.sum(axis=1))[:, None]
        centred = (x - (mean[:, None, :] @ x) / y.sum(axis=1)[:, None, None]).reshape(-1, times)
        inverse = np.linalg.pinv((centred * mean.reshape(-1, 1)).T @ centred, hermitian=True)
        score = ((y - mean)[:, None, :] @ x)[:, 0, :]
        step = inverse @ score.sum(axis=0)
        beta = beta + step
        if np.abs(step).max() < CLOSE:
            spread = inverse @ (score.T @ score) @ inverse
            points = areas * times
            small = areas / (areas - 1) * (points - 1) / max(points - areas - times, 1)
            return float(beta[0]), float(np.sqrt(max(small * spread[0, 0], 0.0)))
    return float("nan"), float("nan")


def _before(y: Floats, time: Floats, who: Flags) -> float:
    """p of the test that treated areas had the same slope as the others before."""
    busy = y.sum(axis=1) > 0
    if y.shape[1] < 2 or not who[busy].any() or who[busy].all() or busy.sum() < 3:
        return float("nan")
    slope = np.outer(who[busy], np.arange(y.shape[1]) - (y.shape[1] - 1) / 2)
    effect, error = _fitted(y[busy], time[busy], slope)
    if not error >= CLOSE:
        return float("nan")
    return float(2 * special.stdtr(int(busy.sum()) - 1, -abs(effect / error)))


def _path(y: Floats, time: Floats, who: Flags, start: int, z: float, level: float) -> Result:
    """Treated over others at each time, against the last before, by summed rates; errors by area (delta method)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value, variance = np.zeros(y.shape[1]), np.zeros(y.shape[1])
        for side, sign in ((who, 1), (~who, -1)):
            total, span = y[side].sum(axis=0), time[side].sum(axis=0)
            value += sign * (np.log(total / span) - np.log(total[start - 1] / span[start - 1]))
            pull = y[side] / total - time[side] / span
            pull = pull - pull[:, [start - 1]]
            variance += (pull**2).sum(axis=0) * side.sum() / max(int(side.sum()) - 1, 1)
    gone = ~np.isfinite(value)
    value, error = np.where(gone, np.nan, value), np.sqrt(variance)
    flags = {"not_given": gone, "reference": np.arange(y.shape[1]) == start - 1, "no_interval": ~gone & ~np.isfinite(error)}
    events = y.sum(axis=0)
    return Result(np.exp(value), np.exp(value - z * error), np.exp(value + z * error), level, "ratio against the last time before",
                  events, np.full(events.shape, np.nan), flags)  # fmt: skip


def _shuffled(y: Floats, time: Floats, who: Flags, post: Flags, shuffles: int, seed: int) -> float:
    """(1 + shuffles at least as far from 1) over (shuffles + 1), of the ratio of four summed rates."""
    def far(sides: Flags) -> Floats:
        """Absolute log ratio of each row of sides; counts get a half so that none is zero."""
        out = np.zeros(len(sides))
        for pick, sign in ((sides.astype(float), 1), (1.0 - sides, -1)):
            for when, turn in ((post, 1), (~post, -1)):
                out += sign * turn * np.log((pick @ y[:, when].sum(axis=1) + 0.5) / (pick @ time[:, when].sum(axis=1)))
        return np.abs(out)

    rng = np.random.default_rng(seed)
    drawn = np.array([rng.permutation(who) for _ in range(shuffles)])
    return float((1 + (far(drawn) >= far(who[None, :]) - 1e-12).sum()) / (shuffles + 1))


def _one(effect: float, error: float, z: float, level: float, words: str, events: float, flags: dict[str, bool]) -> Result:
    value, lower, upper = ratio_of(effect, error, z)
    exact = error < CLOSE  # areas that never stray from the model tell nothing of how far they might
    lower, upper = (np.array(np.nan), np.array(np.nan)) if exact else (lower, upper)
    said = {name: np.array(bool(on)) for name, on in flags.items()} | {"not_given": np.array(bool(np.isnan(value))), "no_interval": np.array(exact)}
    return Result(value, lower, upper, level, words, np.array(events), np.array(np.nan), said)
