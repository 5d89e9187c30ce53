"""Against the baseline, and towards the target: how much it has changed, and the chance of getting there as things go."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from upriver.monitor.moving import Moving
from upriver.monitor.rates import change_between, rate_over
from upriver.monitor.saying import period_words
from upriver.stats.series.targets import ENOUGH, chance_of, wave
from upriver.words.cleared import Cell
from upriver.words.figure import Key
from upriver.words.monitoring.indicator import Change, Indicator, Shift
from upriver.words.period import Period, month_name, month_number, months_period
from upriver.words.registers.strategy import Measure
from upriver.words.text import day, number

STEP = 0.05
"""Chances are said to the nearest 5%: they can't be known closer."""


def baseline_of(found: Moving, measure: Measure, residents: float | None, per: int) -> Cell | None:
    """The readings of the baseline added up, or the one reading of that time; None where they aren't all held."""
    period = _baseline_period(measure)
    if period is None:
        return None
    cells = [cell for cell in found.series.cells if period.start <= cell.key.period.start and cell.key.period.end <= period.end]
    if found.series.read_from.unit == "count":
        rate = rate_over(found.series, period, residents, per)
        if rate is None:
            return None
        key = cells[0].key
        return Cell(Key(key.table, key.area, period, key.measure, key.unit, key.breakdown), rate.count, rate.residents, float(rate.count),
                    None, None, "", cells[0].explain)
    return next((cell for cell in cells if cell.value is not None), None)


def since_baseline(found: Moving, measure: Measure, residents: float | None, per: int) -> Change | None:
    """The latest stretch as long as the baseline, against it; nothing where a change of recording lies between."""
    period = _baseline_period(measure)
    if period is None or found.series.read_from.unit != "count" or shift_between(found, period.start):
        return None
    before = rate_over(found.series, period, residents, per)
    now = latest_stretch(found, len(period.months))
    latest = rate_over(found.series, now, residents, per) if now else None
    if before is None or latest is None or latest.period.start <= before.period.end:
        return None
    return change_between(latest, before, found)


def latest_stretch(found: Moving, months: int) -> Period | None:
    """The last so many months that end with the latest reading held."""
    held = [cell for cell in found.series.cells if cell.value is not None]
    if not held or months % found.series.each:
        return None
    last = held[-1].key.period.months[-1]
    return months_period(month_name(month_number(last) - months + 1), last)


def shift_between(found: Moving, start: date) -> Shift | None:
    """The last change of recording after a day, or None."""
    return next((each for each in reversed(found.shifts) if each.at > start), None)


def chance(indicator: Indicator, found: Moving, measure: Measure, *, seed: int) -> tuple[float | None, str]:
    """The chance of meeting the target if things go on as they are, with the sentence; None and why where it can't be said."""
    if measure.target is None or measure.target_by is None:
        return None, "No target is set." if measure.target is None else "The target has no date, so no chance can be given."
    target = float(measure.target)
    period = _target_period(measure, found)
    if why := _refused(indicator, found, measure, period):
        return None, f"The chance of meeting the target ({_aim(indicator, target, measure)}) can't be said: {why}."
    return _reckoned(indicator, found, measure, period, target, seed)


def _refused(indicator: Indicator, found: Moving, measure: Measure, period: Period) -> str:
    """Why the readings can't carry a chance; "" where they can."""
    if indicator.better == "neither":
        return "neither more nor less of it is better by itself"
    if found.series.read_from.unit != "count":
        return "its readings are published rates, and a chance is reckoned from counts"
    baseline = _baseline_period(measure)
    shift = shift_between(found, baseline.start) if baseline else None
    if shift:
        when = day(shift.at.isoformat()).split(" ", 1)[1]
        return f"recording changed in {when} ({shift.what}), after the baseline, so the two can't be compared; set a new baseline with its reason"
    if found.judged < ENOUGH:
        return f"only {found.judged} readings are held since the last change of recording, and it takes {ENOUGH}"
    if len(period.months) % found.series.each:
        return "the target's period isn't made of whole readings"
    return ""


def _reckoned(indicator: Indicator, found: Moving, measure: Measure, period: Period, target: float, seed: int) -> tuple[float | None, str]:
    own = found.last
    inside = [t for t in own if period.start <= found.series.cells[t].key.period.start and found.series.cells[t].key.period.end <= period.end]
    known = [t for t in inside if np.isfinite(found.values[t])]
    already = float(sum(found.values[t] for t in known))
    starts = [month for month in period.months[:: found.series.each] if month not in {found.series.cells[t].key.period.months[0] for t in known}]
    at_most = indicator.better == "lower"
    aim = _aim(indicator, target, measure)
    if not starts:
        met = already <= target if at_most else already >= target
        return (1.0 if met else 0.0), f"The target ({aim}) was {'met' if met else 'missed'}: {number(already)} in {period_words(period)}."
    ahead = [months_period(month, month_name(month_number(month) + found.series.each - 1)) for month in starts]
    days = np.array([(each.end - each.start).days + 1.0 for each in ahead])
    at = np.array([each.start.year + (each.start.timetuple().tm_yday - 1) / 365.25 for each in ahead]) + days / 730.5
    reckoned = chance_of(
        found.values[own], found.exposure[own], found.at[own], ahead=days * _season_at(found, at), ahead_at=at, already=already,
        target=target, at_most=at_most, seed=seed,
    )  # fmt: skip
    span = f"{number(reckoned.lower)} to {number(reckoned.upper)} is likely (four in five)"
    return reckoned.chance, f"If things go on as they are, the chance of meeting the target ({aim}) is {chance_words(reckoned.chance)}: {span}."


def _season_at(found: Moving, at: np.ndarray) -> np.ndarray:
    """The season of times to come, from the season of the times held: the same time of the year has the same."""
    days = np.array([(cell.key.period.end - cell.key.period.start).days + 1.0 for cell in found.series.cells])
    season = found.exposure / days
    if not np.ptp(season):
        return np.ones(at.size)
    pairs = 2 if found.series.each == 1 else 1
    coefficients = np.linalg.lstsq(wave(found.at, pairs=pairs), np.log(season), rcond=None)[0]
    return np.asarray(np.exp(wave(at, pairs=pairs) @ coefficients))


def chance_words(chance: float) -> str:
    """A chance to the nearest 5%, in words and as a number; never none and never certain."""
    if chance < STEP / 2:
        return "very small (under 5%)"
    if chance > 1 - STEP / 2:
        return "very good (over 95%)"
    rounded = round(chance / STEP) * 5
    word = next(word for most, word in ((15, "small"), (35, "less likely than not"), (65, "about even"), (85, "more likely than not"), (100, "good")) if rounded <= most)
    return f"{word} (about {rounded}%)"


def _aim(indicator: Indicator, target: float, measure: Measure) -> str:
    side = "or fewer" if indicator.better == "lower" else "or more"
    by = f" in the period that ends on {day(measure.target_by.isoformat())}" if measure.target_by else ""
    return f"{number(target, 0 if target == int(target) else 1)} {side}{by}"


def _baseline_period(measure: Measure) -> Period | None:
    if measure.baseline_from is None or measure.baseline_to is None or measure.baseline_to < measure.baseline_from:
        return None
    return Period(measure.baseline_from, measure.baseline_to)


def _target_period(measure: Measure, found: Moving) -> Period:
    """The stretch in which the target is to be met: as long as the baseline, a year where there is none; it ends on the target's day."""
    baseline = _baseline_period(measure)
    months = len(baseline.months) if baseline else max(12, found.series.each)
    assert measure.target_by is not None
    last = measure.target_by + timedelta(days=1)
    final = month_number(last.isoformat()[:7]) - 1
    return months_period(month_name(final - months + 1), month_name(final))
