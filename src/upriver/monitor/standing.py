"""How each indicator stands: its readings, their chart, the latest year, the baseline and the target, in one word each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from upriver.monitor import targets
from upriver.monitor.moving import Moving, moving, verdict
from upriver.monitor.rates import change_between, rate_over
from upriver.monitor.readings import Held, Series, councils_of, others, series_of
from upriver.monitor.saying import period_words, sentence_of, signal_of
from upriver.words.area import Area
from upriver.words.declared import Break
from upriver.words.monitoring.indicator import Indicator, Standing
from upriver.words.period import months_period
from upriver.words.registers.strategy import Measure
from upriver.words.text import day, listed, plural

MOST_BESIDE = 24
OLD_AFTER_DAYS = 400
"""A reading that ended longer before the assessment's own last day is said to be old."""


def standing(
    indicator: Indicator, among: Held, area: Area, breaks: Sequence[Break], *, seed: int, measure: Measure | None = None, upto: date | None = None
) -> Standing:
    """How an indicator stands for an area, from cleared readings alone; said so where there are none.

    `upto` is the last day of what the assessment was asked for, so that an old reading is called old.
    """
    series = series_of(indicator, among, area)
    if series is None:
        bare = _nothing(indicator, among)
        return Standing(indicator, area.name, (), None, "no_data", bare, measure, area_code=area.code, area_level=area.level,
                        chance_says=bare if measure else "")
    found = moving(indicator, series, breaks)
    said = verdict(found)
    residents = among.residents.get((series.area.level, series.area.code))
    last = _last_mark(found)
    latest = next((cell for cell in reversed(series.cells) if cell.value is not None), None)
    told = Standing(
        indicator, series.area.name, series.cells, latest, signal_of(indicator, said, maybe_season=found.maybe_season), sentence_of(indicator, found, said), measure,
        centre=last[0], lower=last[1], upper=last[2], area_code=series.area.code, area_level=series.area.level, marks=found.marks,
        shifts=found.shifts, read_from=series.read_from, method=found.method, notes=_notes(indicator, found, upto),
    )  # fmt: skip
    told = _with_year(told, found, residents)
    told = _with_beside(told, series, among)
    return _with_target(told, found, residents, seed) if measure else told


def _nothing(indicator: Indicator, among: Held) -> str:
    councils = [f"{area.name} ({area.code})" for area in councils_of(indicator, among)]
    if councils:
        return f"No readings are held for this area. It is read for councils: {listed(councils)}."
    return f"No readings are held. {indicator.carried_by or 'The feed that carries it has not been taken in, or may not be used for this.'}"


def _last_mark(found: Moving) -> tuple[float | None, float | None, float | None]:
    mark = next((each for each in reversed(found.marks) if each.expected is not None), None)
    return (mark.expected, mark.lower, mark.upper) if mark else (None, None, None)


def _with_year(told: Standing, found: Moving, residents: float | None) -> Standing:
    """The latest year of counts with its rate, and how it stands to the year before."""
    if found.series.read_from.unit != "count" or found.series.each > 12:
        return told
    per = told.indicator.per
    latest = targets.latest_stretch(found, 12)
    year = rate_over(found.series, latest, residents, per)
    if year is None or latest is None:
        return told
    months = latest.months
    earlier = months_period(f"{int(months[0][:4]) - 1}{months[0][4:]}", f"{int(months[-1][:4]) - 1}{months[-1][4:]}")
    before = rate_over(found.series, earlier, residents, per)
    if before is None or targets.shift_between(found, earlier.start):
        return replace(told, year=year)
    return replace(told, year=year, change=change_between(year, before, found))


def _with_beside(told: Standing, series: Series, among: Held) -> Standing:
    """Other areas at the same time: the figure itself where it is a rate, else the count of the same year with its rate."""
    if series.read_from.unit != "count":
        cells = [cell for each in others(series, among) for cell in each.cells
                 if told.latest and cell.key.period == told.latest.key.period and cell.value is not None]
        return replace(told, beside=tuple(cells[:MOST_BESIDE]))
    if told.year is None:
        return told
    areas = []
    for each in others(series, among)[:MOST_BESIDE]:
        place = (each.area.level, each.area.code)
        rate = rate_over(each, told.year.period, among.residents.get(place), told.indicator.per)
        if rate is not None:
            areas.append((each.area, rate))
    return replace(told, areas=tuple(areas))


def _with_target(told: Standing, found: Moving, residents: float | None, seed: int) -> Standing:
    measure = told.measure
    assert measure is not None
    baseline = targets.baseline_of(found, measure, residents, told.indicator.per)
    chance, says = targets.chance(told.indicator, found, measure, seed=seed)
    return replace(told, baseline=baseline, since_baseline=targets.since_baseline(found, measure, residents, told.indicator.per),
                   chance=chance, chance_says=says)


def _notes(indicator: Indicator, found: Moving, upto: date | None) -> tuple[str, ...]:
    """Gaps, provisional readings and changes of recording, each in a sentence."""
    cells = found.series.cells
    hidden = [period_words(cell.key.period) for cell in cells if cell.value is None and "c" in cell.marker.split(";")]
    missing = [period_words(cell.key.period) for cell in cells if cell.value is None and "c" not in cell.marker.split(";")]
    odd = [period_words(cell.key.period) for cell in cells if cell.value is not None and "p" in cell.marker.split(";")]
    said = []
    if missing:
        said.append(f"{plural(len(missing), 'reading')} {_is(missing)} missing ({listed(missing)}): gaps, not zeros.")
    if hidden:
        said.append(f"{plural(len(hidden), 'reading')} {_is(hidden)} hidden, because the source asks for it or few people are behind it ({listed(hidden)}): gaps, not zeros. "
                    "Hidden readings are often the low ones, so what is usual may be put too high.")
    if odd:
        said.append(f"{plural(len(odd), 'reading')} {_is(odd)} provisional and not judged ({listed(odd)}).")
    for each in found.shifts:
        when = day(each.at.isoformat()).split(" ", 1)[1]
        sure = "" if each.verified else " (not verified at source; for the partnership to confirm)"
        said.append(f"Recording changed in {when}: {each.what}{sure}. Limits start anew there, and nothing is compared across it.")
    last = cells[-1].key.period.end
    if upto is not None and (upto - last).days > OLD_AFTER_DAYS:
        said.append(f"The latest reading ends on {day(last.isoformat())}: nothing later is held.")
    if found.series.read_from.says:
        said.append(found.series.read_from.says)
    if found.kind == "u" and found.chart is not None and _tied(found):
        said.append("Its readings are rounded, so small moves don't show.")
    return tuple(said)


def _is(things: Sequence[str]) -> str:
    return "is" if len(things) == 1 else "are"


def _tied(found: Moving) -> bool:
    held = found.values[np.isfinite(found.values)]
    return bool(held.size >= 6 and np.all(held % 5 == 0))


