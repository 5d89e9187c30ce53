"""Did a series change at a date that was declared beforehand? Interrupted time series of counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.evaluation.displacement import POWER, ratio_of
from upriver.stats.evaluation.memory import widening
from upriver.stats.result import FEW, BadInput, Flags, Floats, Result, as_floats, check_level
from upriver.stats.series.loglinear import Fitted, fit

FEWEST = 8  # points on a side; with fewer a step can't be told from the trend
ERRORS = ("quasi", "hac", "poisson", "bouts")
WORDS = {
    "quasi": "quasi-Poisson errors",
    "hac": "errors that allow for memory from one point to the next (Newey-West)",
    "poisson": "Poisson errors",
    "bouts": "quasi-Poisson errors, widened where one month's surprise carries into the next",
}


@dataclass(frozen=True)
class Design:
    """When it started and what the model allows for, all declared before the counts are looked at.

    Attributes:
        start: position of the first point after it began.
        lag: points after `start` before an effect is expected; they count as before.
        phase_in: points after the lag that belong to neither side; they are left out.
        slope: whether the trend too may change.
        harmonics: waves a year: 0, 1 or 2.
        a_year: points in a year.
        errors: `quasi` (variance = dispersion x mean, dispersion at least 1; Student's t), `hac` (Newey-West), `poisson`, or `bouts`
            (as `quasi`, times (1 + r) / (1 - r) where r, the correlation of residuals from one point to the next set right for the
            length of the series, is above zero: on short series Newey-West finds too much, see docs/evaluation-simulations.md).
        memory: lags of Newey-West.
    """

    start: int
    lag: int = 0
    phase_in: int = 0
    slope: bool = True
    harmonics: int = 2
    a_year: int = 12
    errors: str = "quasi"
    memory: int = 3

    def __post_init__(self) -> None:
        if self.start < 1 or min(self.lag, self.phase_in, self.memory) < 0:
            raise BadInput("start must be 1 or more, lag, phase_in and memory zero or more")
        if self.harmonics not in (0, 1, 2) or self.errors not in ERRORS or self.a_year < 2 * self.harmonics + 1:
            raise BadInput("harmonics must be 0, 1 or 2, a_year long enough for them, errors quasi, hac, poisson or bouts")


@dataclass(frozen=True)
class Interrupted:
    """What happened at the date.

    Attributes:
        detectable: the smallest fall, as a ratio below 1, that the points before could have shown with a chance of 80%:
            say it first. NaN where they can't be fitted. Memory between points is in it with `bouts` alone.
        step: the level right after over what the trend before led to expect, a Result of shape (); with a control series
            divided by the control's own step. Flags: `not_given` (can't be fitted), `few_points` (fewer than 8 on a side),
            `few_events`, `overdispersed` (dispersion above 1), `short_season` (waves with less than two years before).
        slope: the yearly growth after over the yearly growth before; `not_given` where the design has none.
        dispersion: of the model; the larger of the two with a control series.
        expected: (times,) what the trend before leads to expect, NaN where not fitted; fitted: (times,) the model.
    """

    detectable: float
    step: Result
    slope: Result
    dispersion: float
    expected: Floats
    fitted: Floats


def interrupted(
    counts: ArrayLike, design: Design, *, exposure: ArrayLike = 1.0, control: ArrayLike | None = None,
    control_exposure: ArrayLike = 1.0, level: float = 0.95,
) -> Interrupted:  # fmt: skip
    """A step and a change of slope in the log of a rate, beside its trend and its season.

    log(events / exposure) = level + trend + waves + step after the date + change of trend after it. With a control series
    the same model is fitted to it by itself, and the effects are the ratio of the two: what both share drops out. The
    series are taken as independent of each other.

    Args:
        counts, control: shape (times,); NaN = missing, left out.
        exposure, control_exposure: days or person-time of each point, above zero.

    Source: Bernal, Cummins and Gasparrini (2017) Int J Epidemiol 46:348-355; Bernal et al. (2018) 47:2082-2093 for the
        control series; Newey and West (1987) Econometrica 55:703-708; eight points a side as Penfold and Zhang (2013)
        Acad Pediatr 13:S38-44.
    """
    y, time = _series(counts, exposure)
    columns, after, used = _columns(y.size, design)
    main = _Fit(y, time, columns, used, design)
    both = [main]
    if control is not None:
        other, other_time = _series(control, control_exposure)
        if other.shape != y.shape:
            raise BadInput("control must be as long as counts")
        both.append(_Fit(other, other_time, columns, used, design))
    z, flags = _normal_or_t(both, design, level), _flags(both, after, used, design)
    words = f"interrupted Poisson series, {design.harmonics} waves a year, {WORDS[design.errors]}"
    words += ", over the same in a control series" if control is not None else ""
    at = columns.shape[1] - 1 - int(design.slope)
    events = np.array(float(np.nansum(np.where(used, y, np.nan))))
    step = _ratio(both, at, 1.0, z, level, words, events, flags)
    slope = _ratio(both, at + 1, float(design.a_year), z, level, words, events, flags) if design.slope else _none(words, events)
    least = _detectable(both, columns, after, used, at, z, design)
    plain = columns.copy()
    plain[:, at:] = 0.0
    return Interrupted(least, step, slope, max(each.dispersion for each in both), main.mean(plain), main.mean(columns))


class _Fit:
    """One series fitted, with the covariance of its coefficients as the design's errors have it."""

    def __init__(self, y: Floats, time: Floats, columns: Floats, used: Flags, design: Design) -> None:
        self.y, self.time = np.where(used, y, np.nan), time
        self.found: Fitted = _settled(self.y, columns, time)
        self.given = bool(self.found.fits[0])
        self.coefficients = self.found.coefficients[0]
        self.dispersion = float(self.found.dispersion[0]) if self.given else float("nan")
        self.covariance = self._covariance(columns, design)

    def _covariance(self, columns: Floats, design: Design) -> Floats:
        plain: Floats = self.found.covariance[0]
        if not self.given or design.errors == "poisson":
            return plain
        if design.errors in ("quasi", "bouts"):
            return plain * max(self.dispersion, 1.0) * (self.memory(columns.shape[1]) if design.errors == "bouts" else 1.0)
        return plain @ _newey_west(columns, self.y - self.found.mean[0], design.memory) @ plain

    def memory(self, columns: int) -> float:
        """How much wider the variance is for one point's surprise carrying into the next: 1 where none does."""
        return widening((self.y - self.found.mean[0]) / np.sqrt(self.found.mean[0]), columns)

    def mean(self, columns: Floats) -> Floats:
        out: Floats = self.time * np.exp(columns @ self.coefficients)
        return out


def _settled(y: Floats, columns: Floats, time: Floats) -> Fitted:
    """The fit; of a series without any event where the columns of this one can't be told apart."""
    try:
        return fit(y[None, :], columns, exposure=time)
    except np.linalg.LinAlgError:
        return fit(np.zeros((1, y.size)), columns, exposure=time)


def _newey_west(columns: Floats, residuals: Floats, memory: int) -> Floats:
    """The sum of the scores' products at every lag, weighted 1, ..., 1 / (memory + 1); a missing point's score is 0."""
    score = columns * np.nan_to_num(residuals)[:, None]
    out: Floats = score.T @ score
    for lag in range(1, memory + 1):
        across = score[lag:].T @ score[:-lag]
        out = out + (1 - lag / (memory + 1)) * (across + across.T)
    return out


def _series(counts: ArrayLike, exposure: ArrayLike) -> tuple[Floats, Floats]:
    y = as_floats("counts", counts)
    if y.ndim != 1:
        raise BadInput("a series must be one-dimensional")
    time = np.broadcast_to(as_floats("exposure", exposure), y.shape)
    if np.any(~(time > 0)):
        raise BadInput("exposure must be above zero")
    return y, time


def _columns(size: int, design: Design) -> tuple[Floats, Flags, Flags]:
    """Level, trend, waves, step and change of trend; which points are after; which are used."""
    first = design.start + design.lag
    begins = first + design.phase_in
    if begins >= size:
        raise BadInput("no point is left after the start, the lag and the phase-in")
    at = np.arange(size, dtype=np.float64)
    after: Flags = at >= begins
    used: Flags = (at < first) | after
    angle = 2 * np.pi * at / design.a_year
    waves = [part(angle * wave) for wave in range(1, design.harmonics + 1) for part in (np.cos, np.sin)]
    last = [after.astype(np.float64)] + [np.where(after, at - begins, 0.0)] * design.slope
    return np.column_stack([np.ones(size), at - begins, *waves, *last]), after, used


def _flags(both: list[_Fit], after: Flags, used: Flags, design: Design) -> dict[str, Flags]:
    held = [np.isfinite(each.y) & used for each in both]
    fewest = min(int((one & side).sum()) for one in held for side in (after, ~after))
    before = min(int((one & ~after).sum()) for one in held)
    counted = [each.y[one & side].sum() for each, one in zip(both, held, strict=True) for side in (after, ~after)]
    said = {
        "not_given": not all(each.given for each in both), "few_points": fewest < FEWEST, "few_events": min(counted) < FEW,
        "overdispersed": any(each.dispersion > 1 for each in both),
        "short_season": bool(design.harmonics) and before < 2 * design.a_year,
    }  # fmt: skip
    return {name: np.array(bool(on)) for name, on in said.items()}


def _ratio(
    both: list[_Fit], at: int, times: float, z: float, level: float, words: str, events: Floats, flags: dict[str, Flags]
) -> Result:
    effect = sum(sign * float(each.coefficients[at]) for sign, each in zip((1, -1), both, strict=False)) * times
    error = float(np.sqrt(sum(float(each.covariance[at, at]) for each in both))) * times
    value, lower, upper = ratio_of(effect, error, z)
    said = {**flags, "not_given": np.array(bool(np.isnan(value)))}
    return Result(value, lower, upper, level, words, events, np.array(np.nan), said)


def _normal_or_t(both: list[_Fit], design: Design, level: float) -> float:
    """The normal's quantile; Student's t where the dispersion was estimated from the same points."""
    high = 1 - (1 - check_level(level)) / 2
    freedom = min(float(each.found.freedom[0]) for each in both)
    return float(special.stdtrit(freedom, high) if design.errors in ("quasi", "bouts") and freedom > 0 else special.ndtri(high))


def _none(words: str, events: Floats) -> Result:
    none = np.array(np.nan)
    return Result(none, none, none, 0.0, words, events, none, {"not_given": np.array(True)})


def _detectable(
    both: list[_Fit], columns: Floats, after: Flags, used: Flags, at: int, z: float, design: Design
) -> float:
    """exp(-(z + z of the power) x error of a step), were every point after as the points before lead to expect."""
    variance = 0.0
    for each in both:
        start = _settled(np.where(after, np.nan, each.y), columns[:, :at], each.time)
        if not start.fits[0]:
            return float("nan")
        mean = np.where(used & (after | np.isfinite(each.y)), start.mean[0], 0.0)
        information = np.einsum("tp,t,tq->pq", columns, mean, columns)
        scale = 1.0 if design.errors == "poisson" else max(float(start.dispersion[0]), 1.0)
        scale *= each.memory(columns.shape[1]) if design.errors == "bouts" and each.given else 1.0
        variance += scale * float(np.linalg.pinv(information, hermitian=True)[at, at])
    return float(np.exp(-(z + float(special.ndtri(POWER))) * np.sqrt(variance)))
