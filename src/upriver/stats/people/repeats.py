"""How many people an event falls on, how often, and how unevenly; made from counts of people, never from their names.

Everywhere `people` is an array of shape (most,): how many people had exactly 1, 2, ... `most` events in the period.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from upriver.stats.intervals import proportion, rate
from upriver.stats.result import FEW, BadInput, Floats, Result, as_floats, check_level
from upriver.stats.standardised import directly_standardised_repeats

REPEATS = "crude rate, Dobson's interval on Byar's limits, variance allowing for several events a person"
PEOPLE_DRAWN = "95% of draws of the people again, with all their events (bootstrap)"
FOLLOWED = "share of those followed for the same time, Wilson score interval"


@dataclass(frozen=True, slots=True)
class Burden:
    """Incidence = prevalence x concentration: events per so many residents, people per so many, events a person."""

    incidence: Result
    prevalence: Result
    concentration: Result


def _spread(people: ArrayLike) -> tuple[Floats, Floats]:
    x = as_floats("people", people)
    if x.ndim != 1 or np.any(np.isnan(x)):
        raise BadInput("people must be one row of counts of people with 1, 2, ... events, none of them missing")
    return x, np.arange(1, len(x) + 1, dtype=np.float64)


def design(people: ArrayLike) -> float:
    """How much wider than Poisson the variance of a count is where people have several events: sum f^2 x / sum f x.

    1.0 where nobody has two, and where nobody has any. The crude case of `standardised.design_effect`.
    """
    x, times = _spread(people)
    events = float(x @ times)
    return float(x @ times**2) / events if events else 1.0


def burden(people: ArrayLike, residents: float, *, per: float = 1_000, level: float = 0.95) -> Burden:
    """Prevalence, incidence and concentration, each with its interval.

    Args:
        people: people with exactly 1, 2, ... events.
        residents: whose risk it is; zero or NaN gives no incidence and no prevalence (`no_denominator`).

    Incidence has the interval for events that are not independent (one age band of the standardised rate; under 10
    events none is given, `few_events`). Prevalence is people over residents. Concentration is the mean events
    of a person who had any; its interval is the mean's on the people (normal, from 10 people).

    Source: Farrell and Pease (1993), Once bitten, twice bitten (I = P x C); Stukel et al. (1994) Stat Med 13:1781-1791.
    """
    x, times = _spread(people)
    total = float(x.sum())
    incidence = directly_standardised_repeats(x[None, :], [residents], [1.0], per=per, level=level)
    # Not a proportion: who is hurt here needn't live here.
    return Burden(incidence, rate(total, residents, per=per, level=level), _mean(x, times, level))


def _mean(x: Floats, times: Floats, level: float) -> Result:
    total, events = float(x.sum()), float(x @ times)
    z = float(special.ndtri(1 - (1 - check_level(level)) / 2))
    value = events / total if total else np.nan
    few = total < FEW
    spread = np.sqrt(x @ (times - value) ** 2 / (total - 1) / total) if total > 1 else np.nan
    step = np.nan if few else z * spread
    flags = {"few_events": np.array(few), "no_denominator": np.array(not total)}
    return Result(np.array(value), np.array(max(value - step, 1.0) if not few else np.nan), np.array(value + step), level,
                  "mean events a person, normal interval over people", np.array(total), np.array(total), flags)  # fmt: skip


def repeat_people(people: ArrayLike, *, level: float = 0.95) -> Result:
    """The share of people with an event who had two or more, Wilson's interval (people are independent, events are not)."""
    x, _ = _spread(people)
    return proportion(x[1:].sum(), x.sum() if x.sum() else np.nan, level=level)


def share_on_top(people: ArrayLike, top: float, *, seed: int, draws: int = 2_000, level: float = 0.95) -> Result:
    """The share of all events that fell on the `top` share of people with any, those with most first.

    A person on the border counts in part, so that ties do not matter. The least it can be is `top` itself (everybody
    alike); with few people and much chance it is more, so read it beside `expected_people`.

    Args:
        top: between 0 and 1, for instance 0.1 for the tenth of people with most events.
        seed: of the draws: people are drawn again with replacement, each with all of their events.

    Under 10 people there is a value but no interval (`few_events`).
    """
    x, times = _spread(people)
    if not 0 < top <= 1:
        raise BadInput("top must lie above 0 and not above 1")
    total = int(x.sum())
    none = np.array(total == 0)
    few = np.array(total < FEW)
    value = _on_top(x[None, :], times, top)[0] if total else np.nan
    lower = upper = np.nan
    if total >= FEW:
        drawn = np.random.default_rng(seed).multinomial(total, x / total, size=draws).astype(np.float64)
        tail = (1 - check_level(level)) / 2
        lower, upper = np.quantile(_on_top(drawn, times, top), [tail, 1 - tail])
    flags = {"few_events": few, "no_denominator": none}
    return Result(np.array(value), np.array(lower), np.array(upper), level, PEOPLE_DRAWN, np.array(float(x @ times)),
                  np.array(float(total)), flags)  # fmt: skip


def _on_top(x: Floats, times: Floats, top: float) -> Floats:
    """Shares of events on the top share of people, for each row of counts of people; those with most come first."""
    from_most = x[:, ::-1]
    before = np.cumsum(from_most, axis=1) - from_most
    taken = np.clip(top * x.sum(axis=1, keepdims=True) - before, 0, from_most)
    out: Floats = (taken @ times[::-1]) / (x @ times)
    return out


def events_on_repeat_people(people: ArrayLike, *, seed: int, draws: int = 2_000, level: float = 0.95) -> Result:
    """The share of all events that fell on people who had two or more; interval by drawing the people again."""
    x, times = _spread(people)
    total = int(x.sum())
    events = float(x @ times)
    value = 1 - float(x[0]) / events if total else np.nan
    lower = upper = np.nan
    if total >= FEW:
        drawn = np.random.default_rng(seed).multinomial(total, x / total, size=draws)
        tail = (1 - check_level(level)) / 2
        lower, upper = np.quantile(1 - drawn[:, 0] / (drawn @ times), [tail, 1 - tail])
    flags = {"few_events": np.array(total < FEW), "no_denominator": np.array(total == 0)}
    return Result(np.array(value), np.array(lower), np.array(upper), level, PEOPLE_DRAWN, np.array(events),
                  np.array(float(total)), flags)  # fmt: skip


def expected_people(events: float, residents: float, most: int = 5) -> Floats:
    """People with exactly 1, 2, ... `most` events were every resident at the same risk (Poisson).

    What is seen above it for two and more is more than chance would heap on the same people: some are at more risk than
    others, or one event brings the next. It can't be told which.

    Source: Nelson (1980) American Journal of Sociology 85:870-891; Hope (1995) British Journal of Criminology 35:327-342.
    """
    if not residents > 0:
        raise BadInput("residents must be above zero")
    mean = events / residents
    k = np.arange(1, most + 1, dtype=np.float64)
    with np.errstate(divide="ignore"):
        out: Floats = residents * np.exp(special.xlogy(k, mean) - mean - special.gammaln(k + 1))
    return out


def expected_people_mixed(people: ArrayLike, residents: float, most: int = 5) -> Floats:
    """The same where risk differs between residents as a gamma distribution does (negative binomial, by moments).

    Everybody else had none. Where the variance is not above the mean, risks needn't differ and the Poisson is given.

    Source: Nelson (1980) American Journal of Sociology 85:870-891.
    """
    x, times = _spread(people)
    if not residents > 0:
        raise BadInput("residents must be above zero")
    mean = float(x @ times) / residents
    variance = float(x @ times**2) / residents - mean**2
    if variance <= mean:
        return expected_people(float(x @ times), residents, most)
    shape = mean**2 / (variance - mean)
    k = np.arange(1, most + 1, dtype=np.float64)
    log = special.gammaln(k + shape) - special.gammaln(shape) - special.gammaln(k + 1)
    out: Floats = residents * np.exp(log + shape * np.log(shape / (shape + mean)) + k * np.log(mean / (shape + mean)))
    return out


def followed_alike(
    first: ArrayLike, wait: ArrayLike, people: ArrayLike, *, months: int, follow: int, level: float = 0.95
) -> Result:
    """Of people whose first event left time enough, the share who had another within that time.

    A window cuts off what comes after it: somebody first hurt in its last month has had no time for a second. So those
    whose first event falls in the last `follow` months are left out, and only what came within `follow` months of
    anybody's first counts. What came before the window is not seen: a first event here may be somebody's tenth.

    Args:
        first: month of the first event in the window, 0 for its first month; one element a group of people.
        wait: months from the first event to the second; NaN where there was no second.
        people: how many people are in each group.
        months: length of the window; follow: months that everybody is followed for, less than `months`.

    Source: the equal follow-up of Farrell, Sousa and Weisel (2002) Crime Prevention Studies 13:15-27 (time-window effect).
    """
    if not 0 < follow < months:
        raise BadInput("follow must be above zero and shorter than the window")
    when, later, x = as_floats("first", first), as_floats("wait", wait), as_floats("people", people)
    kept = when < months - follow
    again = kept & (later <= follow)
    whole = float(x[kept].sum())
    found = proportion(float(x[again].sum()), whole if whole else np.nan, level=level)
    return Result(found.value, found.lower, found.upper, level, FOLLOWED, found.events, found.denominator, found.flags)
