"""Do the sources move the same way?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from upriver.assess.asking import STREET, Ask, Counts, table_name
from upriver.assess.timing.shares import Said
from upriver.assess.timing.sources import NOT_POSSESSION, POSSESSION, counted
from upriver.places.ground import Ground
from upriver.stats.intervals import rate_ratio
from upriver.stats.result import FEW
from upriver.words.figure import CubeSpec, Key, TallySpec
from upriver.words.finding import Finding, Selection, Signal
from upriver.words.period import Period, month_period, months_period

QUESTION = "do_the_sources_agree"
POLICE, ED, AMBULANCE = "police_crime_extract", "ed_assault_attendances", "ambulance_assault_calls"
FEEDS = {POLICE: TallySpec(POLICE, ("offence_code",)), ED: TallySpec(ED, ("told_police",)), AMBULANCE: TallySpec(AMBULANCE, ())}
NEEDS = (CubeSpec(STREET), *FEEDS.values())
LEVELS = ("partnership",)
MONTHS, CHANGE = table_name("triangulation", "months"), table_name("triangulation", "change")
FEWEST_MONTHS = 6
VIOLENCE = "Violence and sexual offences"


@dataclass(frozen=True, slots=True)
class _Series:
    """One source's events by month, None where it isn't known, and the measure it is told by."""

    source: str
    measure: str
    months: tuple[str, ...]
    events: tuple[int | None, ...]


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Each source month by month against its own average, and the later half of the months against the earlier.

    The sources are never added. All are compared over the one longest run of months that every one of them holds.
    """
    every = [series for series in (_street(counts, ground, ask), *(_feed(source, ground, ask) for source in FEEDS)) if series is not None]
    feeds = [series for series in every if series.source != STREET]
    if not feeds or len(every) < 2:
        return
    run = _run(every, ask.months)
    if len(run) < FEWEST_MONTHS:
        return
    period = months_period(run[0], run[-1])
    for series in every:
        yield from _months(series, run, ground, ask)
        yield from _halves(series, run, period, ground, ask)


def _street(counts: Counts, ground: Ground, ask: Ask) -> _Series | None:
    """Violence and sexual offences as police.uk has them, for months that no place of the ground lacks."""
    here = tuple(month for month in ask.months if month in counts.months)
    if VIOLENCE not in counts.categories or not here:
        return None
    at = [counts.months.index(month) for month in here]
    number = counts.events[:, at, counts.categories.index(VIOLENCE)].sum(axis=0)
    gone = np.asarray(counts.missing[:, at].any(axis=0))
    return _Series(STREET, "violence_and_sexual_offences", here, tuple(None if lost else int(n) for n, lost in zip(number, gone, strict=True)))


def _feed(source: str, ground: Ground, ask: Ask) -> _Series | None:
    found = counted(FEEDS[source], ground, ask)
    if found is None or found[0].hidden.any():
        return None
    laid, period = found
    if source == POLICE:
        laid = laid.where(~np.isin(laid.columns["offence_code"].astype(str), POSSESSION))
    by_month = {month: events for (month,), (events, _) in laid.by("period").items()}
    measure = "police_violence_and_robbery" if source == POLICE else source
    return _Series(source, measure, period.months, tuple(by_month.get(month, 0) for month in period.months))


def _run(every: list[_Series], months: tuple[str, ...]) -> list[str]:
    """The longest run of months that every source knows; of equal ones the latest."""
    known = [{month for month, number in zip(series.months, series.events, strict=True) if number is not None} for series in every]
    best: list[str] = []
    now: list[str] = []
    for month in months:
        now = [*now, month] if all(month in each for each in known) else []
        best = now if len(now) >= len(best) else best
    return best


def _said(table: str, series: _Series, period: Period, ground: Ground, ask: Ask) -> Said:
    return Said(QUESTION, table, ground.partnership, period, series.source, ask.definition.name)


def _months(series: _Series, run: list[str], ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Each month as a share of the source's own average month, 100 being average; and its count beside it."""
    number = dict(zip(series.months, series.events, strict=True))
    said = {month: _said(MONTHS, series, month_period(month), ground, ask) for month in run}
    rough = {month: said[month].rough(number[month] or 0) for month in run}
    mean = sum(rough.values()) / len(run)
    for month in run:
        yield said[month].count(series.measure, number[month] or 0, selects=_rows(series.source))
        if mean > 0:
            key = said[month].key(series.measure, "percent", (("of", "own_average"),))
            keys = tuple(said[each].key(series.measure, "count") for each in run)
            yield said[month].model(
                key, 100 * rough[month] / mean, None, None, f"month over the average of {len(run)} months of the same source", 0, keys
            )


def _rows(source: str) -> Selection | None:
    """The rows of a feed that are counted here; open data is laid out in another way."""
    return None if source == STREET else NOT_POSSESSION if source == POLICE else ()


def _halves(series: _Series, run: list[str], period: Period, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Change from the earlier to the later half of the months, a day, widened where months scatter more than chance."""
    number, half = dict(zip(series.months, series.events, strict=True)), len(run) // 2
    days = {month: (month_period(month).end - month_period(month).start).days + 1 for month in run}
    said = _said(CHANGE, series, period, ground, ask)
    early, late = run[:half], run[-half:]
    one, other = (said.rough(sum(number[month] or 0 for month in part)) for part in (late, early))
    n, m = (sum(days[month] for month in part) for part in (late, early))
    if min(one, other) < FEW:
        return
    ratio = rate_ratio(one, n, other, m)
    value, low, high = ratio.limits()
    wider = _scatter(number, days, early, late) ** 0.5
    low, high = (float(np.exp(np.log(value) + wider * (np.log(each) - np.log(value)))) for each in (low, high))
    keys = tuple(Key(MONTHS, ground.partnership, month_period(month), series.measure, "count") for month in run)
    key = said.key(series.measure, "change_percent")
    method = f"{ratio.method}, later over earlier {half} months, a day; widened by the scatter of months within each half"
    yield said.model(key, 100 * (value - 1), 100 * (low - 1), 100 * (high - 1), method, 1, keys)
    yield Signal(key, "up" if low > 1 else "down" if high < 1 else "level", "up" if low > 1 else "down" if high < 1 else "not clearly either")


def _scatter(number: dict[str, int | None], days: dict[str, int], early: list[str], late: list[str]) -> float:
    """How many times as much months scatter about their half's average as chance (Poisson) lets them; at least 1."""
    total, free = 0.0, 0
    for part in (early, late):
        a_day = sum(number[month] or 0 for month in part) / sum(days[month] for month in part)
        total += sum(((number[month] or 0) - a_day * days[month]) ** 2 / (a_day * days[month]) for month in part)
        free += len(part) - 1
    return max(1.0, total / free)
