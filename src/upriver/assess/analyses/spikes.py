"""Did the latest months hold more than the past leads one to expect, and are rare events coming closer together?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from upriver.assess.asking import STREET, Ask, Counts, table_name
from upriver.assess.over_time import Monthly, coded_breaks, days_of, monthly, phase_starts
from upriver.assess.recorded_counts import coded, measured, quarter_period
from upriver.places.ground import Ground
from upriver.stats.series.rare import FEWEST_GAPS, Gaps, event_days, gaps_between, small_count_chart, t_chart
from upriver.stats.series.spikes import ears, farrington
from upriver.words.area import Area
from upriver.words.figure import CubeSpec, Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.period import Period, month_period, months_period

QUESTION = "were_the_latest_months_out_of_the_ordinary"
NEEDS = (CubeSpec(STREET), CubeSpec("recorded_crime_csp", "csp", "quarter", "offence_code"),
         CubeSpec("recorded_crime_force", "force", "quarter", "offence_code"))  # fmt: skip
LEVELS = ("partnership", "csp", "utla")
CODED_LEVELS = ("partnership", "force", "csp")
LATEST, RARE = table_name("spikes", "latest"), table_name("spikes", "rare")
RECENT = 3
WINDOW = 1
NEAR = 9
FARRINGTON_FROM = 36
RARE_A_QUARTER = 0.9  # events a quarter below which days between events are charted: about .3 a month
FEW_A_QUARTER = 12.0


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """The last three months of the period against what the past leads one to expect; then rare offences by quarter."""
    upto = [month for month in counts.months if month <= ask.months[-1]]
    period = counts.of(upto)
    for level in LEVELS:
        if level in ground.levels:
            yield from _latest(monthly(period, ground, ask, level), upto, ask)
    for level in CODED_LEVELS:
        yield from _rare(ground, ask, level)


def _latest(series: Monthly, months: Sequence[str], ask: Ask) -> Iterator[Finding | Signal]:
    days = days_of(months)
    recent = [at for at in range(max(0, len(months) - RECENT), len(months)) if months[at] in ask.months]
    for at, measure in enumerate(series.measures):
        starts = [position for position, _ in phase_starts(months, ask.breaks, measure, ask.definition)]
        for row, area in enumerate(series.found.areas):
            # Counts for months of 30 days, so that a February isn't a fall nor the March after it a rise.
            points = series.points[row, :, at] * 30 / days
            for position in recent:
                if np.isfinite(points[position]):
                    since = max((start for start in starts if start <= position), default=0)
                    yield from _judged(points[since : position + 1], area, measure, months[position], float(days[position]), ask)


def _judged(own: np.ndarray, area: Area, measure: str, month: str, days: float, ask: Ask) -> Iterator[Finding | Signal]:
    """One month, judged by Farrington's method where three years lie before it since the last break, else by EARS."""
    last = len(own) - 1
    long = last >= FARRINGTON_FROM + WINDOW
    found, place = (farrington(own, at=[last], a_year=12, window=WINDOW), 0) if long else (ears(own), last)
    if not (long and found.judged[0]):
        long = False
        # A hole of a month or two is stepped over: the seven months held last, of the nine before.
        near = own[max(0, last - NEAR) :]
        near = near[np.isfinite(near)]
        found, place = ears(near, at_least_poisson=True), len(near) - 1
    if not found.judged[place]:
        return
    expected, upper = (float(part[place]) * days / 30 for part in (found.expected, found.upper))
    key = Key(LATEST, area, month_period(month), measure, "count", (("expected", "from_the_past"),))
    seen = round(float(own[last]) * days / 30)
    estimate = Estimate(expected, None, upper, None, found.method.replace("points", "months"), made="model", decimals=1)
    yield Finding(QUESTION, key, estimate, (STREET,), ask.definition.name, "spikes")
    count = Key(LATEST, area, month_period(month), measure, "count")
    yield Finding(QUESTION, count, Estimate(seen, events=seen), (STREET,), ask.definition.name, "counts")
    if found.alarm[place]:
        yield Signal(count, "spike", "allowing for the time of year" if long else "by the seven months held before it alone")


def _rare(ground: Ground, ask: Ask, level: str) -> Iterator[Finding | Signal]:
    """Offences of a few a quarter: quarters against exact limits, or days between events where they are rarer still."""
    definition = ask.definition.agreed
    found = coded(ask.recorded, ground, level, ask.period)
    if found is None:
        return
    seen = measured(found, definition)
    points = np.where(seen.missing | (seen.counts < 0), np.nan, seen.counts.astype(float))
    lengths = np.array([days_of(quarter_period(quarter).months).sum() for quarter in found.quarters])
    for at, name in enumerate(seen.names):
        told = [each.month for each in coded_breaks(found, name, ask.breaks, definition)]
        since = sum(1 for quarter in found.quarters if quarter < told[-1]) if told else 0
        for row, area in enumerate(found.areas):
            own = points[row, since:, at]
            mean = float(np.nanmean(own)) if np.isfinite(own).sum() >= 4 else 0.0
            if 0 < mean < FEW_A_QUARTER:
                yield from _one(own, found.quarters[since:], lengths[since:], mean, area, name, found.contract, definition.name)


def _one(
    own: np.ndarray, quarters: Sequence[str], lengths: np.ndarray, mean: float, area: Area,
    name: tuple[str, tuple[tuple[str, str], ...]], contract: str, definition: str,
) -> Iterator[Finding | Signal]:  # fmt: skip
    held = np.flatnonzero(np.isfinite(own))
    period = months_period(quarter_period(quarters[held[0]]).months[0], quarter_period(quarters[held[-1]]).months[-1])
    if mean < RARE_A_QUARTER:
        starts = np.array([quarter_period(quarter).start.toordinal() for quarter in quarters], dtype=float)
        days = event_days(own, starts, lengths)
        gaps = gaps_between(days, (starts + lengths / 2)[~np.isfinite(own)])
        if len(gaps) >= FEWEST_GAPS:
            yield from _gaps(t_chart(gaps), area, name, period, contract, definition)
        return
    chart = small_count_chart(own, lengths)
    last = held[-1]
    keys = []
    for label, value in (("centre", chart.centre[last]), ("lower", chart.lower[last]), ("upper", chart.upper[last])):
        key = Key(RARE, area, period, name[0], "count", (*name[1], ("limit", label)))
        keys.append(key)
        estimate = Estimate(float(value), method="quarterly counts against exact Poisson limits", made="model", decimals=1)
        yield Finding(QUESTION, key, estimate, (contract,), definition, "control")
    for side, beyond in (("above", chart.points > chart.upper), ("below", chart.points < chart.lower)):
        out = [quarter_words(quarter_period(quarters[at])) for at in np.flatnonzero(chart.outside & beyond).tolist()]
        if out:
            yield Signal(keys[0], side, ", ".join(out))


def _gaps(
    chart: Gaps, area: Area, name: tuple[str, tuple[tuple[str, str], ...]], period: Period, contract: str, definition: str
) -> Iterator[Finding | Signal]:
    method = "days between events (T chart), each set evenly inside its quarter because no date is published"
    keys = []
    for label, value in (("centre", chart.centre), ("lower", chart.lower), ("upper", chart.upper)):
        key = Key(RARE, area, period, name[0], "days", (*name[1], ("limit", label)))
        keys.append(key)
        flags = ("trial",) if chart.trial else ()
        yield Finding(
            QUESTION, key, Estimate(float(np.rint(value)), method=method, made="model", flags=flags), (contract,), definition, "control"
        )
    if not chart.trial and (chart.closer.any() or chart.longer.any() or chart.apart.any()):
        yield Signal(keys[0], "above" if chart.closer.any() else "below",
                     "events have come closer together" if chart.closer.any() else "events have become rarer")  # fmt: skip


def quarter_words(period: Period) -> str:
    """A quarter as people say it."""
    return f"{period.start:%B} to {period.end:%B %Y}"
