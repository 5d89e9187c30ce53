"""Which months are usually high, is the level rising since recording last changed, and what do the next months hold?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from upriver.assess.asking import STREET, Ask, Counts, table_name
from upriver.assess.over_time import POLICE_GENERATED, Monthly, calendar_of, days_of, monthly, phase_starts
from upriver.places.ground import Ground
from upriver.stats.series.outlook import OUTLOOK_METHOD, backtest, outlook
from upriver.stats.series.season import (
    SEASON_METHOD,
    TREND_METHOD,
    Season,
    last_stretch,
    long_enough,
    season,
    stretches,
)
from upriver.words.area import Area
from upriver.words.declared import Definition
from upriver.words.figure import CubeSpec, Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.period import month_name, month_number, month_period, months_period
from upriver.words.text import plural

QUESTION = "which_months_are_usually_high"
NEEDS = (CubeSpec(STREET),)
LEVELS = ("partnership", "csp", "utla")
MONTHS, TREND, OUTLOOK, HELD = (table_name("season", name) for name in ("months", "trend", "outlook", "outlook_held"))
AHEAD = 6
RANGE = 0.8
NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
POSITIVE = 0.05


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Season, trend since the last break and the outlook of every type, from all months up to the period's end."""
    upto = [month for month in counts.months if month <= ask.months[-1]]
    counts = counts.of(upto)
    for level in LEVELS:
        if level in ground.levels:
            series = monthly(counts, ground, ask, level)
            for places, breaks in _alike(series, upto, ask):
                yield from _told(series, places, breaks, upto, ask, level)


def _alike(series: Monthly, months: Sequence[str], ask: Ask) -> Iterator[tuple[list[tuple[int, int]], tuple[int, ...]]]:
    """Series (area, measure) that share their held months and their breaks, so that one model serves them at once."""
    groups: dict[tuple[bytes, tuple[int, ...]], list[tuple[int, int]]] = defaultdict(list)
    for at, measure in enumerate(series.measures):
        breaks = tuple(position for position, _ in phase_starts(months, ask.breaks, measure, ask.definition))
        for row in range(len(series.found.areas)):
            groups[np.isnan(series.points[row, :, at]).tobytes(), breaks].append((row, at))
    for (_, breaks), places in groups.items():
        yield places, breaks


def _told(
    series: Monthly, places: Sequence[tuple[int, int]], breaks: tuple[int, ...], months: Sequence[str], ask: Ask, level: str
) -> Iterator[Finding | Signal]:
    points = np.array([series.points[row, :, at] for row, at in places])
    own = stretches(np.isnan(points[0]), breaks)
    calendar, days = calendar_of(months), days_of(months)
    found = season(points, calendar, days, own)
    for number, (row, at) in enumerate(places):
        area, measure = series.found.areas[row], series.measures[at]
        yield from _season(found, number, area, measure, months, own, ask)
        yield from _trend(found, number, area, measure, months, own, ask)
    future = [number for number, (_, at) in enumerate(places) if not _police_generated(series.measures[at], ask.definition)]
    if future and level in ("partnership", "csp"):
        named = [(series.found.areas[places[number][0]], series.measures[places[number][1]]) for number in future]
        yield from _outlook(found, points, future, named, months, own, breaks, ask)


def _police_generated(measure: str, definition: Definition) -> bool:
    parts = {limb.slug for limb in definition.limbs} if measure == definition.slug else {measure}
    return not parts.isdisjoint(POLICE_GENERATED)


def _season(
    found: Season, number: int, area: Area, measure: str, months: Sequence[str], own: np.ndarray, ask: Ask
) -> Iterator[Finding | Signal]:
    """Each calendar month over the average month; a signal where months differ by more than chance."""
    if not found.given[number]:
        return
    held = np.flatnonzero(own >= 0)
    period = months_period(months[held[0]], months[held[-1]])
    keys = [Key(MONTHS, area, period, measure, "rate_ratio", (("calendar_month", f"{at + 1:02d}"),)) for at in range(12)]
    for at, key in enumerate(keys):
        value, lower, upper = (float(part[number, at]) for part in (found.month, found.lower, found.upper))
        estimate = Estimate(value, lower, upper, 0.95, SEASON_METHOD, made="model", decimals=2)
        yield Finding(QUESTION, key, estimate, (STREET,), ask.definition.name, "season")
        if found.p[number] < POSITIVE and (round(lower, 2) > 1 or round(upper, 2) < 1):
            yield Signal(key, "high" if lower > 1 else "low", NAMES[at])
    if found.p[number] < POSITIVE:
        peak, trough = int(found.peak[number]), int(found.trough[number])
        yield Signal(keys[peak], "peak", NAMES[peak])
        yield Signal(keys[trough], "trough", NAMES[trough])


def _trend(
    found: Season, number: int, area: Area, measure: str, months: Sequence[str], own: np.ndarray, ask: Ask
) -> Iterator[Finding | Signal]:
    """Yearly change since the last break or long hole; without a number, and why, where that is too short."""
    first, last = last_stretch(own)
    if first < 0:
        return
    period = months_period(months[first], months[last])
    key = Key(TREND, area, period, measure, "change_percent", (("a", "year"),))
    value, lower, upper = (float(part[number]) for part in (found.trend, found.trend_lower, found.trend_upper))
    if np.isfinite([value, lower, upper]).all():
        estimate = Estimate(value, lower, upper, 0.95, TREND_METHOD, made="model", decimals=1)
        yield Finding(QUESTION, key, estimate, (STREET,), ask.definition.name, "season")
        if lower > 0 or upper < 0:
            yield Signal(key, "rising" if lower > 0 else "falling", f"since {month_period(months[first]).words}")
        return
    estimate = Estimate(None, made="model", flags=("withheld",), decimals=1)
    yield Finding(QUESTION, key, estimate, (STREET,), ask.definition.name, "season")
    held = int((own == own.max()).sum())
    short = f"{plural(held, 'month')} from {period.words} can be read together; a trend needs 24"
    yield Signal(key, "why", short if not long_enough(own, int(own.max())) else "too few events a month, or too few years, for a model")


def _outlook(
    found: Season, points: np.ndarray, future: Sequence[int], named: Sequence[tuple[Area, str]], months: Sequence[str],
    own: np.ndarray, breaks: tuple[int, ...], ask: Ask,
) -> Iterator[Finding | Signal]:  # fmt: skip
    """Ranges for the six months after the period, and how often such ranges held before."""
    first, last = last_stretch(own)
    if first < 0 or last < len(months) - 3 or not long_enough(own, int(own.max())):
        return
    rows = np.array(future)
    ahead = [month_name(month_number(months[-1]) + step) for step in range(1, AHEAD + 1)]
    calendar, days = calendar_of(months), days_of(months)
    made = outlook(
        points[rows, first:], calendar[first:], days[first:], _of(found, rows), ahead=calendar_of(ahead),
        ahead_days=days_of(ahead), level=RANGE, seed=ask.seed,
    )  # fmt: skip
    tested = backtest(points[rows], calendar, days, breaks=np.array(breaks), ahead=AHEAD, level=RANGE, seed=ask.seed)
    for number, (area, measure) in enumerate(named):
        if not np.isfinite(made.middle[number]).all():
            continue
        for step, month in enumerate(ahead):
            key = Key(OUTLOOK, area, month_period(month), measure, "count", (("outlook", "range"),))
            value, lower, upper = (float(part[number, step]) for part in (made.middle, made.lower, made.upper))
            estimate = Estimate(value, lower, upper, RANGE, OUTLOOK_METHOD, made="model", decimals=0)
            yield Finding(QUESTION, key, estimate, (STREET,), ask.definition.name, "outlook")
        yield from _held(float(tested.inside[number]), float(tested.tried[number]), area, measure, months, ask)


def _held(
    inside: float, tried: float, area: Area, measure: str, months: Sequence[str], ask: Ask
) -> Iterator[Finding | Signal]:
    """Of the ranges made again as of earlier months, the share that held."""
    if not tried:
        return
    key = Key(HELD, area, months_period(months[0], months[-1]), measure, "percent", (("outlook", "held"),))
    estimate = Estimate(100 * inside / tried, method="ranges made again from earlier months alone", made="model", decimals=0)
    yield Finding(QUESTION, key, estimate, (STREET,), ask.definition.name, "outlook")
    yield Signal(key, "tried", f"{inside:.0f} of {tried:.0f}")


def _of(found: Season, rows: np.ndarray) -> Season:
    """The season of some of the series."""
    return Season(**{name: getattr(found, name)[rows] for name in Season.__dataclass_fields__})
