"""How much is there of each kind, is it more than the year before, and which months were out of the ordinary?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from upriver.assess.asking import STREET, Ask, Counts, table_name
from upriver.assess.comparing import FEWEST_PAIRS, POOLED_MONTHS, comparable, compared, months_said, pooled
from upriver.assess.over_time import Monthly, days_of, monthly, phase_starts
from upriver.places.ground import Ground
from upriver.stats.series.changes import change
from upriver.stats.series.control import Chart, u_chart
from upriver.stats.series.rare import small_count_chart
from upriver.words.figure import CubeSpec, Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.period import Period, month_name, month_number, month_period, months_period
from upriver.words.text import plural

QUESTION = "is_it_more_or_fewer_than_before"
NEEDS = (CubeSpec(STREET),)
LEVELS = ("partnership", "csp", "utla", "ltla")
CHANGE, POOLED, LIMITS = (table_name("scale", name) for name in ("change", "pooled", "limits"))
FEW_A_YEAR, FEW_A_MONTH = 10, 4.0


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """For every type: the change against the same months a year before, limits for its months, and pooled rates."""
    for level in LEVELS:
        if level not in ground.levels or not set(ask.months) <= set(counts.months):
            continue
        series = monthly(counts, ground, ask, level)
        if not series.measures:
            continue
        yield from _changes(series, counts.months, ask)
        for row in range(len(series.found.areas)):
            for at in range(len(series.measures)):
                yield from _limits(series, row, at, counts.months, ask)
                if level in ("csp", "ltla"):
                    yield from _pooled(series, row, at, counts.months, ask)


def _since(measure: str, months: Sequence[str], ask: Ask) -> int:
    """The position of the first month after the last break that touches the measure and lies before the period's end."""
    end = months.index(ask.months[-1])
    starts = [at for at, _ in phase_starts(months, ask.breaks, measure, ask.definition) if at <= end]
    return max(starts, default=0)


def _changes(series: Monthly, months: Sequence[str], ask: Ask) -> Iterator[Finding | Signal]:
    """The latest year of the period, or as much as it holds, against the same months of the year before."""
    asked = ask.months[-12:]
    place = {month: at for at, month in enumerate(months)}
    pairs = [(place[month], place.get(month_name(month_number(month) - 12), -1)) for month in asked]
    periods = (months_period(asked[0], asked[-1]), _year_before(asked))
    names = [month_period(month).words.split()[0] for month in asked]
    areas, measures = len(series.found.areas), len(series.measures)
    since = [_since(measure, months, ask) for measure in series.measures]
    kept = np.array([[comparable(series.points[row, :, at], pairs, since[at]) for at in range(measures)] for row in range(areas)])
    now = np.where(kept, series.points[:, [at for at, _ in pairs]].transpose(0, 2, 1), np.nan)
    before = np.where(kept, series.points[:, [at for _, at in pairs]].transpose(0, 2, 1), np.nan)
    # Small areas share what a kind's months differ by: a few pairs of one of them can't tell.
    shared = np.tile(np.arange(measures), areas)
    result = change(now.reshape(areas * measures, -1), before.reshape(areas * measures, -1), groups=shared)
    for row, area in enumerate(series.found.areas):
        for at, measure in enumerate(series.measures):
            own = kept[row, at]
            yield from compared(
                QUESTION, CHANGE, area, (measure, ()), periods, result, row * measures + at, sources=(STREET,),
                definition=ask.definition.name, says=months_said(names, own),
                why="" if own.sum() >= FEWEST_PAIRS else _why(int(own.sum()), since[at], pairs),
            )  # fmt: skip


def _year_before(asked: Sequence[str]) -> Period:
    first, last = (month_name(month_number(month) - 12) for month in (asked[0], asked[-1]))
    return months_period(first, last)


def _why(shared: int, since: int, pairs: Sequence[tuple[int, int]]) -> str:
    if any(0 <= before < since for _, before in pairs):
        return "recording changed between the two years"
    return f"only {plural(shared, 'month')} of both years can be used" if shared else "no month of both years can be used"


def _limits(series: Monthly, row: int, at: int, months: Sequence[str], ask: Ask) -> Iterator[Finding | Signal]:
    """The limits in force in the latest month of the period that is used, and the period's months outside them.

    Events a day against Laney's limits; small counts against exact ones. What is printed is for a month of 30 days.
    """
    points, days = series.points[row, :, at], days_of(months)
    starts = [0, *(position for position, _ in phase_starts(months, ask.breaks, series.measures[at], ask.definition))]
    inside = [months.index(month) for month in ask.months if np.isfinite(points[months.index(month)])]
    if not inside:
        return
    first = max(start for start in starts if start <= inside[-1])
    last = min((start for start in starts if start > inside[-1]), default=len(months))
    own, length = points[first:last], days[first:last]
    held = np.isfinite(own)
    if held.sum() < 12 or not np.nansum(own):
        return
    few = float(np.nanmean(own)) < FEW_A_MONTH
    centre, lower, upper, outside, method = _small(own, length) if few else _large(u_chart(own, length))
    area, measure = series.found.areas[row], series.measures[at]
    period = months_period(ask.months[0], ask.months[-1])
    keys = []
    for name, value in (("centre", centre), ("lower", lower), ("upper", upper)):
        key = Key(LIMITS, area, period, measure, "count", (("limit", name),))
        keys.append(key)
        estimate = Estimate(value, method=method, made="model", decimals=1)
        yield Finding(QUESTION, key, estimate, (STREET,), ask.definition.name, "control")
    for side, beyond in (("above", 1), ("below", -1)):
        said = [position for position in inside if position >= first and outside[position - first] == beyond]
        if said:
            yield Signal(keys[0], side, ", ".join(month_period(months[position]).words for position in said))


def _large(chart: Chart) -> tuple[float, float, float, np.ndarray, str]:
    u, half = float(chart.centre[0]), float(3 * chart.spread[0] * np.sqrt(chart.centre[0] / 30))
    side = np.where(chart.outside, np.sign(chart.points - chart.centre), 0)
    method = "chart of events a day with Laney's allowance for spread (u'), shown for a month of 30 days"
    return 30 * u, max(0.0, 30 * (u - half)), 30 * (u + half), side, method


def _small(own: np.ndarray, length: np.ndarray) -> tuple[float, float, float, np.ndarray, str]:
    chart = small_count_chart(own, length)
    longest = int(np.argmin(np.abs(length - 30)))
    side = np.where(chart.outside, np.sign(chart.points - chart.centre), 0)
    method = "small counts against exact Poisson limits, shown for a month of 30 days"
    return float(chart.centre[longest]), float(chart.lower[longest]), float(chart.upper[longest]), side, method


def _pooled(series: Monthly, row: int, at: int, months: Sequence[str], ask: Ask) -> Iterator[Finding | Signal]:
    """Where the months of the period hold fewer than ten events: all of the last three years that may be read together."""
    points = series.points[row, :, at]
    end, start = months.index(ask.months[-1]), months.index(ask.months[0])
    year = points[start : end + 1]
    if not np.isfinite(year).any() or np.nansum(year) >= FEW_A_YEAR:
        return
    first = max(end - POOLED_MONTHS + 1, _since(series.measures[at], months, ask), 0)
    used = [position for position in range(first, end + 1) if np.isfinite(points[position])]
    if len(used) <= int(np.isfinite(year).sum()):
        return
    person_years = float(series.found.residents[row]) * len(used) / 12
    yield from pooled(
        QUESTION, POOLED, series.found.areas[row], (series.measures[at], ()), months_period(months[used[0]], months[used[-1]]),
        int(points[used].sum()), person_years, sources=(STREET,), definition=ask.definition.name,
        says=f"{plural(len(used), 'month')} held from {month_period(months[used[0]]).words} to {month_period(months[used[-1]]).words}",
    )  # fmt: skip
