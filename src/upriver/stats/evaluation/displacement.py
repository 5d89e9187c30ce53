"""Fewer events where something was done, or only elsewhere? Weighted displacement difference and quotient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.result import FEW, BadInput, Floats, Result, as_floats, check_level

SMALL = 5  # a count below this makes the normal interval doubtful
UNEVEN = 3.0  # areas whose counts before differ by more than this ratio are hard to compare
RESTLESS = 1.5  # a Fano factor above this: counts vary more than chance, so the variance is scaled by it
POWER = 0.8
MOST = 20.0  # a log ratio, or a reach of its interval, beyond this is no estimate: exp(20) is half a thousand million

WARNINGS = {
    "small_counts": "A count is below 5: the interval is doubtful.",
    "uneven_areas": "The counts before differ by more than 3 to 1: the areas are hard to compare.",
    "overdispersed": "Counts before varied by more than chance (Fano factor above 1.5): the variance is scaled by it.",
    "zero_at_start": "A count before is zero: no quotient can be made.",
    "no_success": "The treated area did no better than the control area: there is nothing to be displaced.",
}


@dataclass(frozen=True)
class Difference:
    """How many events fewer (below zero) or more than the control area led to expect.

    Attributes:
        detectable: the smallest fall that the counts before could have shown with a chance of 80%: say it first.
        result: a Result of shape (); its events are all counts that the difference rests on. Flags: `small_counts`,
            `uneven_areas`, `overdispersed` (their sentences are in WARNINGS), `few_events`, `missing`.
        error: the standard error behind the interval.
        z: the difference over its error, NaN where the error is zero.
        fano: the largest Fano factor given or found, 1 where none was.
    """

    detectable: float
    result: Result
    error: float
    z: float
    fano: float

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader must be told beside the number."""
        return tuple(WARNINGS[name] for name in self.result.flags_at(()) if name in WARNINGS)


@dataclass(frozen=True)
class Quotient:
    """Where the events went.

    Attributes:
        success: the treated area's count over the control area's, after less before; below zero is success.
        buffer: the same for the area around it; below zero the gain spread, above zero events moved there.
        quotient: buffer over success (no interval: `no_interval`), flag `not_given` unless success is below zero.
        net: the total net effect: events prevented in both areas together; `not_given` as the quotient.
    """

    success: float
    buffer: float
    quotient: Result
    net: Result


def fano_factor(series: ArrayLike) -> float:
    """Variance over mean of equal stretches of time: 1 for events that come by chance, above where they come in bouts.

    Args:
        series: shape (times,), counts of the same area before anything was done; NaN = missing. Fewer than 4 held
            points or no event give NaN: nothing is known.
    """
    y = as_floats("series", series)
    held = y[np.isfinite(y)]
    if held.size < 4 or held.sum() == 0:
        return float("nan")
    return float(held.var(ddof=1) / held.mean())


def weighted_displacement(
    treated: ArrayLike, control: ArrayLike, *, around_treated: ArrayLike = (0, 0), around_control: ArrayLike = (0, 0),
    lengths: Sequence[float] = (1, 1), sizes: Sequence[float] = (1, 1, 1, 1), series_before: ArrayLike | None = None,
    memory: float = 1.0, level: float = 0.95,
) -> Difference:  # fmt: skip
    """The treated area's change less the control area's, plus the same for the areas around them.

    WDD = (T1 - T0) - (C1 - C0) + (Dt1 - Dt0) - (Dc1 - Dc0); its variance is the sum of all counts, each over the square
    of its weight, times the Fano factor of the series before where that is above 1.5.

    Args:
        treated, control, around_treated, around_control: (before, after). The last two (0, 0) where no area around is
            watched. NaN = missing: no value (flag `missing`).
        lengths: of the time before and after, in one unit; counts are divided by them.
        sizes: of treated, control, around treated, around control, where counts are to be per size; above zero.
        series_before: shape (areas, times) or (times,): counts of equal stretches before, for the Fano factor.
        memory: times the variance, 1 or more, where one stretch's surprise carries into the next (see `memory.widening`).

    Source: Wheeler and Ratcliffe (2018) Crime Science 7:11.
    """
    counts = _four(treated, control, around_treated, around_control)
    weight = _weights(lengths, sizes)
    fano = _largest_fano(series_before)
    value, variance, before = _difference(counts, weight)
    return _told(np.array([value]), np.array([variance]), np.array([before]), np.ones(1), counts[None], fano, level,
                 "weighted displacement difference", memory)  # fmt: skip


def harm_weighted_displacement(
    treated: ArrayLike, control: ArrayLike, weights: ArrayLike, *, around_treated: ArrayLike | None = None,
    around_control: ArrayLike | None = None, lengths: Sequence[float] = (1, 1), series_before: ArrayLike | None = None,
    memory: float = 1.0, level: float = 0.95,
) -> Difference:  # fmt: skip
    """The differences of several kinds of event, each weighed by the harm of one such event, added up.

    Sum over kinds of w x WDD, with variance sum of w^2 x variance: kinds are taken as independent.

    Args:
        treated, control, around_treated, around_control: shape (kinds, 2), before and after.
        weights: shape (kinds,), harm of one event, zero or more, none missing.
        lengths: of the time before and after, in one unit; counts are divided by them.

    Source: Wheeler and Ratcliffe (2018) Crime Science 7:11; Ratcliffe (2015) Policing 9:164-182 for the weights.
    """
    first = np.atleast_2d(as_floats("treated", treated))
    none = np.zeros(first.shape)
    counts = np.stack([_four(*rows) for rows in zip(
        first, np.atleast_2d(as_floats("control", control)),
        none if around_treated is None else np.atleast_2d(as_floats("around_treated", around_treated)),
        none if around_control is None else np.atleast_2d(as_floats("around_control", around_control)), strict=True,
    )])  # fmt: skip
    w = as_floats("weights", weights)
    if w.shape != (len(counts),) or np.isnan(w).any():
        raise BadInput("weights must have one value, none missing, for each kind")
    made = np.array([_difference(each, _weights(lengths, (1, 1, 1, 1))) for each in counts]).reshape(-1, 3)
    method = "harm-weighted displacement difference"
    return _told(made[:, 0], made[:, 1], made[:, 2], w, counts, _largest_fano(series_before), level, method, memory)


def displacement_quotient(treated: ArrayLike, around: ArrayLike, control: ArrayLike) -> Quotient:
    """Whether events that fell in the treated area moved next door, or fell there too.

    success = R1/C1 - R0/C0, buffer = D1/C1 - D0/C0, quotient = buffer / success. Above 0 the gain spread (above 1 by
    more than it was), below 0 events were displaced, below -1 more than were prevented. Total net effect =
    (R0 C1/C0 - R1) + (D0 C1/C0 - D1). Both only where success is below zero; with a count of zero in the control area
    there is neither. No interval is known for them: give the weighted displacement difference beside them.

    Args:
        treated, around, control: (before, after).

    Source: Bowers and Johnson (2003) J Quantitative Criminology 19:275-301.
    """
    counts = _four(treated, control, around, (0, 0))
    (r0, r1), (c0, c1), (d0, d1) = counts[0], counts[1], counts[2]
    zero, missing = not (c0 > 0 and c1 > 0), bool(np.isnan(counts).any())
    success = float("nan") if zero else float(r1 / c1 - r0 / c0)
    buffer = float("nan") if zero else float(d1 / c1 - d0 / c0)
    given = success < 0
    net = (r0 + d0) * c1 / c0 - r1 - d1 if given else np.nan
    flags = {"not_given": not given, "no_interval": given, "missing": missing, "few_events": bool(np.nanmin(counts[:3]) < FEW),
             "zero_at_start": zero and not missing, "no_success": success >= 0}  # fmt: skip
    events = float(counts[:3].sum())
    return Quotient(success, buffer, _alone(buffer / success if given else np.nan, "displacement quotient", events, flags),
                    _alone(net, "total net effect, events prevented", events, flags))  # fmt: skip


def ratio_of(effect: float, error: float, z: float) -> tuple[Floats, Floats, Floats]:
    """exp of a log ratio and of its limits; NaN for all three where counts can't tell it from nought or from no end."""
    if not (abs(effect) < MOST and error * z < MOST):
        none = np.array(np.nan)
        return none, none, none
    value, lower, upper = (np.array(float(np.exp(effect + by * error))) for by in (0.0, -z, z))
    return value, lower, upper


def _four(*pairs: ArrayLike) -> Floats:
    counts = np.array([as_floats("counts", pair) for pair in pairs], dtype=np.float64)
    if counts.shape != (4, 2):
        raise BadInput("every area must be given as two counts, before and after")
    return counts


def _weights(lengths: Sequence[float], sizes: Sequence[float]) -> Floats:
    time, size = as_floats("lengths", lengths), as_floats("sizes", sizes)
    if time.shape != (2,) or size.shape != (4,) or not ((time > 0).all() and (size > 0).all()):
        raise BadInput("lengths must be two and sizes four numbers, all above zero")
    out: Floats = size[:, None] * time[None, :]
    return out


def _largest_fano(series: ArrayLike | None) -> float:
    if series is None:
        return 1.0
    found = [fano_factor(each) for each in np.atleast_2d(as_floats("series_before", series))]
    known = [each for each in found if np.isfinite(each)]
    return max(known) if known else 1.0


def _difference(counts: Floats, weight: Floats) -> tuple[float, float, float]:
    """The difference, its variance, and the variance that the counts before lead to expect if nothing changes."""
    scaled = counts / weight
    change = scaled[:, 1] - scaled[:, 0]
    before = scaled[:, 0] / weight[:, 0] + scaled[:, 0] / weight[:, 1]
    return float(change @ [1, -1, 1, -1]), float((counts / weight**2).sum()), float(before.sum())


def _told(
    value: Floats, variance: Floats, before: Floats, w: Floats, counts: Floats, fano: float, level: float, method: str, memory: float
) -> Difference:
    scale = (fano if fano > RESTLESS else 1.0) * max(memory, 1.0)
    estimate, error = float(w @ value), float(np.sqrt(scale * (w**2 @ variance)))
    z = float(special.ndtri(1 - (1 - check_level(level)) / 2))
    least = -(z + float(special.ndtri(POWER))) * float(np.sqrt(scale * (w**2 @ before)))
    watched = counts[counts.any(axis=2)] if not np.isnan(counts).any() else counts.reshape(-1, 2)
    at_start = counts[:, :2, 0]
    high, low = at_start.max(axis=1), at_start.min(axis=1)
    missing = bool(np.isnan(counts).any())
    flags = {
        "missing": missing, "small_counts": bool((watched < SMALL).any() or not (counts[:, :2].min() >= SMALL)),
        "uneven_areas": bool((high > UNEVEN * low).any()), "overdispersed": fano > RESTLESS,
        "few_events": bool((counts[:, :2] < FEW).any()),
    }  # fmt: skip
    words = method + (f", variance scaled by a Fano factor of {fano:.2f}" if fano > RESTLESS else ", Poisson variance")
    words += f", and by {memory:.2f} for what one month carries into the next" if memory > 1 else ""
    result = Result(np.array(estimate), np.array(estimate - z * error), np.array(estimate + z * error), level, words,
                    np.array(float(counts.sum())), np.array(np.nan), {name: np.array(on) for name, on in flags.items()})  # fmt: skip
    return Difference(least, result, error, estimate / error if error > 0 else float("nan"), fano)


def _alone(value: float, method: str, events: float, flags: dict[str, bool]) -> Result:
    none = np.array(np.nan)
    return Result(np.array(float(value)), none, none, 0.0, method, np.array(events), none,
                  {name: np.array(on) for name, on in flags.items()})  # fmt: skip
