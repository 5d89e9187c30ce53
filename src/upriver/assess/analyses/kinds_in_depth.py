"""What is known of each kind of violence: how much, whom, by whom, where and with what?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.harm.weights import WEIGHTS, Scheme, covering_most, schemes
from upriver.assess.in_depth import BY, CONTRACT, chosen_rows, selected, splits
from upriver.assess.materials import Laid, lay_tally
from upriver.assess.recorded_counts import Coded, coded, latest_year, quarter_period, taken
from upriver.places.ground import Ground
from upriver.stats.harm.weighted import weighted_total
from upriver.stats.intervals import proportion, rate, rate_ratio
from upriver.stats.result import Result
from upriver.words.area import Area
from upriver.words.declared import Profile
from upriver.words.figure import UNITS, CubeSpec, Key, TallySpec
from upriver.words.finding import Estimate, Finding, Selection, Signal
from upriver.words.period import Period, month_name, month_number, months_period

QUESTION = "what_is_known_of_each_kind"
EXTRACT = TallySpec(CONTRACT, BY)
NEEDS = (CubeSpec("recorded_crime_csp", "csp", "quarter", "offence_code"), EXTRACT, WEIGHTS)
LEVELS = ("partnership", "force", "csp", "ltla")
RECORDED, SPLITS, DISTRICTS, HARM = (table_name("depth", name) for name in ("recorded", "splits", "districts", "harm"))
RATE = "per_1000_residents"


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """For each declared kind: offence-coded counts, rates and change, and what the police extract shows of it.

    The extract's numbers are of the whole period, and not given where a month of it was not sent. A kind that no code and
    no flag held can show has no findings.
    """
    for level in ("partnership", "force", "csp"):
        if found := coded(ask.recorded, ground, level, ask.period):
            yield from _recorded(found, ask)
    tallied = ask.materials.tallies.get(EXTRACT)
    if tallied is None:
        return
    laid, earlier = lay_tally(tallied, ground, ask.period), lay_tally(tallied, ground, _year_before(ask.period))
    scheme = _scheme(laid, ask)
    for profile in ask.profiles:
        rows = laid.where(chosen_rows(laid, profile))
        yield from _splits(rows, profile, ground.partnership, ask)
        if scheme is not None and not rows.missing:
            yield from _harm(rows, profile, scheme, ground.partnership, ask)
        if not earlier.missing and not rows.missing:
            yield from _since(rows, earlier.where(chosen_rows(earlier, profile)), profile, ground.partnership, ask)
        if tallied.detail == "district":
            yield from _districts(rows, profile, ground, ask)


def _recorded(found: Coded, ask: Ask) -> Iterator[Finding | Signal]:
    year = latest_year(found, ask.period)
    if not year:
        return
    period = quarter_period(found.quarters[year[0]], found.quarters[year[-1]])
    before = tuple(at - 4 for at in year)
    for profile in ask.profiles:
        own = np.array([taken(profile.offences, code) for code, _, _ in found.offences])
        if profile.needs_extract or not profile.offences or not own.any():
            continue
        listed = (found.listed[list(year)] & own).any(axis=1).all()
        totals = found.counts[:, list(year)][:, :, own].sum(axis=(1, 2))
        gone = found.missing[:, list(year)].any(axis=1) | (totals < 0) | (not listed)
        made = rate(np.where(gone, np.nan, totals), found.residents)
        for row, area in enumerate(found.areas):
            flags = ("missing_period",) if gone[row] else ("few_events",) if totals[row] < 10 else ()
            count = None if gone[row] else int(totals[row])
            key = Key(RECORDED, area, period, profile.slug, "count")
            yield _finding(key, Estimate(count, events=count, flags=flags), found.contract, ask)
            yield _rate(made, row, replace(key, unit=RATE), flags, found.contract, ask)
        if before[0] >= 0:
            yield from _changes(found, profile, own, (year, before), gone, ask)


def _rate(made: Result, row: int, key: Key, flags: tuple[str, ...], contract: str, ask: Ask) -> Finding:
    value, lower, upper = made.limits(row)
    if np.isnan(value):
        estimate = Estimate(None, made="recompute", flags=flags or ("no_denominator",), decimals=UNITS[RATE][1])
    else:
        estimate = Estimate(
            value, lower, upper, 0.95, made.method, int(made.events[row]), float(made.denominator[row]), "recompute", flags,
            UNITS[RATE][1], 1_000.0,
        )
    return _finding(key, estimate, contract, ask)


def _changes(
    found: Coded, profile: Profile, own: np.ndarray, years: tuple[Sequence[int], Sequence[int]], gone: np.ndarray, ask: Ask
) -> Iterator[Finding | Signal]:
    """The year's count against the year before it, in percent with its interval; none over a recording break."""
    year, before = (list(each) for each in years)
    period = quarter_period(found.quarters[year[0]], found.quarters[year[-1]])
    earlier = quarter_period(found.quarters[before[0]], found.quarters[before[-1]])
    broken = any(earlier.months[0] < each.month <= period.months[-1] and (not each.areas) for each in ask.breaks
                 if set(each.touches) & {*profile.street, profile.slug})
    for row, area in enumerate(found.areas):
        then = int(found.counts[row, before][:, own].sum())
        now = int(found.counts[row, year][:, own].sum())
        if gone[row] or found.missing[row, before].any() or then < 0 or broken or not (then + now):
            continue
        yield _finding(Key(RECORDED, area, earlier, profile.slug, "count"), Estimate(then, events=then), found.contract, ask)
        rests = (Key(RECORDED, area, period, profile.slug, "count"), Key(RECORDED, area, earlier, profile.slug, "count"))
        yield from _change(now, then, rests, found.contract, ask)


def _change(now: int, then: int, rests: tuple[Key, Key], contract: str, ask: Ask) -> Iterator[Finding | Signal]:
    """A count against the one of the year before, in percent with its interval; nothing where the interval has no end."""
    made = rate_ratio(now, 1.0, then, 1.0)
    parts = made.limits(times=100.0, less=1.0)
    if not np.isfinite(parts).all():
        return
    key = replace(rests[0], unit="change_percent", breakdown=(("against", "year_before"),))
    few = ("few_events",) if min(now, then) < 10 else ()
    estimate = Estimate(*parts, 0.95, made.method, made="model", flags=few, decimals=UNITS["change_percent"][1])
    yield Finding(QUESTION, key, estimate, (contract,), ask.definition.name, "depth", rests)
    yield Signal(key, "change", "rose" if parts[1] > 0 else "fell" if parts[2] < 0 else "same")


def _splits(rows: Laid, profile: Profile, area: Area, ask: Ask) -> Iterator[Finding]:
    """The total and each of its splits; the parts of one split add up to it."""
    flags = ("missing_period",) if rows.missing else ()
    for name, parts in splits(rows, profile):
        keys = tuple(Key(SPLITS, area, ask.period, profile.slug, "count", (("by", name), ("is", value))) for value, _ in parts)
        for key, (value, events) in zip(keys, parts, strict=True):
            count = None if flags else events
            yield _finding(key, Estimate(count, events=count, flags=flags), CONTRACT, ask, selects=selected(profile, (name, value)))
        total = None if flags else rows.total
        whole = Key(SPLITS, area, ask.period, profile.slug, "count", (("by", name),))
        yield _finding(whole, Estimate(total, events=total, flags=flags), CONTRACT, ask, adds=keys, selects=selected(profile))
        if total:
            yield from (_share(key, events, total, whole, ask) for key, (_, events) in zip(keys, parts, strict=True))


def _share(key: Key, events: int, total: int, whole: Key, ask: Ask) -> Finding:
    """One part of a split as a share of all, those not known among them."""
    made = proportion(np.array([events]), np.array([total]))
    parts = made.limits(0, times=100.0)
    estimate = Estimate(*parts, 0.95, made.method, made="model", decimals=UNITS["percent"][1])
    share = Key(SPLITS, key.area, key.period, key.measure, "percent", key.breakdown)
    return Finding(QUESTION, share, estimate, (CONTRACT,), ask.definition.name, "depth", (key, whole))


def _year_before(period: Period) -> Period:
    months = tuple(month_name(month_number(month) - 12) for month in (period.months[0], period.months[-1]))
    return months_period(*months)


def _scheme(laid: Laid, ask: Ask) -> Scheme | None:
    """The severity index that the partnership took in, else of those shipped the one that covers most of the extract."""
    known = schemes(ask.materials)
    if not known or known[0].loaded:
        return known[0] if known else None
    found = laid.by("offence_code")
    return covering_most(known, [code for (code,) in found], np.array([count for count, _ in found.values()])) if found else None


def _harm(rows: Laid, profile: Profile, scheme: Scheme, area: Area, ask: Ask) -> Iterator[Finding]:
    """The weighed harm of a kind in the extract: of the offences that have a weight, so the least that can be said."""
    found = rows.by("offence_code")
    codes = [code for (code,) in found]
    weights = scheme.of(codes, "median")
    known = ~np.isnan(weights)
    if not known.any() or not weights[known].max() > 0:
        return
    made = weighted_total(np.array([count for count, _ in found.values()])[known], weights[known])
    parts = made.limits()
    key = Key(HARM, area, ask.period, profile.slug, "harm")
    whole = Key(HARM, area, ask.period, profile.slug, "count")
    told = [("offence_code", code) for code in codes] if _tells_each(weights) else []
    keys = tuple(Key(HARM, area, ask.period, profile.slug, "count", (part,)) for part in told)
    for part, own, (count, _) in zip(told, keys, found.values(), strict=bool(told)):
        yield _finding(own, Estimate(count, events=count), CONTRACT, ask, selects=selected(profile, part))
    yield _finding(whole, Estimate(rows.total, events=rows.total), CONTRACT, ask, adds=keys, selects=selected(profile))
    method = f"{made.method}; {scheme.name}, the middle weight of each code"
    estimate = Estimate(*parts, 0.95, method, made="model", decimals=UNITS["harm"][1])
    sources = (CONTRACT, WEIGHTS.contract) if scheme.loaded else (CONTRACT,)
    yield Finding(QUESTION, key, estimate, sources, ask.definition.name, "depth", (whole, *keys))


def _tells_each(weights: np.ndarray) -> bool:
    """Whether so few weights are mixed that the total, its interval and the count would tell how many there were of each.

    Three numbers are printed of a kind, so up to three different weights (none being one) can be worked out from them.
    """
    different = len(set(weights[~np.isnan(weights)].tolist())) + bool(np.isnan(weights).any())
    return 2 <= different <= 3


def _since(rows: Laid, before: Laid, profile: Profile, area: Area, ask: Ask) -> Iterator[Finding | Signal]:
    """The extract's total against the same months a year before, where all of them were sent."""
    if not rows.total or not before.total:
        return
    then = Key(HARM, area, _year_before(ask.period), profile.slug, "count")
    yield _finding(then, Estimate(before.total, events=before.total), CONTRACT, ask, selects=selected(profile))
    yield from _change(rows.total, before.total, (Key(HARM, area, ask.period, profile.slug, "count"), then), CONTRACT, ask)


def _districts(rows: Laid, profile: Profile, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Counts and rates by district, and how many are in none."""
    level = ground.levels.get("ltla")
    flags = ("missing_period",) if rows.missing else ()
    found = rows.by("district")
    residents = ground.residents_of("ltla") if level else np.array([])
    for row, area in enumerate(level.areas if level else ()):
        events = found.get((area.code,), (0, False))[0]
        count = None if flags else events
        key = Key(DISTRICTS, area, ask.period, profile.slug, "count")
        yield _finding(key, Estimate(count, events=count, flags=flags), CONTRACT, ask, selects=selected(profile))
        people = float(residents[row])
        a_year = len(ask.months) == 12
        if count is not None and people > 0 and a_year:
            few = ("few_events",) if events < 10 else ()
            yield _rate(rate([events], [people]), 0, replace(key, unit=RATE), few, CONTRACT, ask)


def _finding(key: Key, estimate: Estimate, contract: str, ask: Ask, *, adds: tuple[Key, ...] = (),
             selects: Selection | None = None) -> Finding:
    sources = (contract, "census_residents") if key.unit == RATE else (contract,)
    return Finding(QUESTION, key, estimate, sources, ask.definition.name, "depth", adds=adds, selects=selects)
