"""What do health services see, and how does it stand to what the police record?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.materials import Laid
from upriver.assess.timing.shares import Said
from upriver.assess.timing.sources import CLOCKS, NOT_POSSESSION, POSSESSION, counted, timed
from upriver.places.ground import Ground
from upriver.stats.people.overlap import chapman, shares
from upriver.stats.times.agreement import alike_by_chance, rank_agreement, shared_pattern
from upriver.words.area import Area
from upriver.words.figure import Key, MetSpec, PeopleSpec, RowsSpec, TallySpec
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.period import Period, months_period

QUESTION = "what_health_services_see"
ED, AMBULANCE, POLICE = "ed_assault_attendances", "ambulance_assault_calls", "police_crime_extract"
TOLD = TallySpec(ED, ("told_police",))
FILLED = {ED: ("location_type", "assault_method", "assaulted_at", "told_police", "lsoa21"), AMBULANCE: ("lsoa21",)}
"""Fields whose completeness matters to prevention: where, how, when, and whether police were told."""
CALLS, CRIMES = TallySpec(AMBULANCE, ()), TallySpec(POLICE, ("offence_code",))
PEOPLE = MetSpec(PeopleSpec(ED, "person_key"), PeopleSpec(POLICE, "victim_key"))
ADMISSIONS = 11201
"""The publisher's number of the indicator of admissions for violence, a rate of three years, age-standardised."""
FINGERTIPS = RowsSpec("fingertips", ("indicator_id", "area_code", "area_name", "sex", "age", "category", "period", "value", "lower", "upper"))
NEEDS = (TOLD, CALLS, CRIMES, PEOPLE, FINGERTIPS, *(clock.spec for clock in CLOCKS),
         *(TallySpec(contract, (field,)) for contract, fields in FILLED.items() for field in fields))
LEVELS = ("partnership", "ltla", "utla", "region", "country")
TOLD_TABLE, COMPLETE, RATIO, DISTRICTS, PATTERN, BOTH, ADMITTED = (
    table_name("health", name) for name in ("told_police", "complete", "ratio", "by_district", "agreement", "on_both_lists", "admissions"))
WITH_INJURY = ("1", "1/4.1/4.10/4.2", "2", "4.1", "4.2", "4.10", "4.3", "4.7", "5D", "5E", "8N", "8P", "8S")
"""Offence codes of violence with injury, homicide included; driving that kills is left out.

Source: Home Office recorded crime open table with its subgroups, and its counting rules; the flag of homicide is derived.
"""
NOTHING_SAID = ("", "not known")


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """The share unknown to police, completeness, attendances over crimes, districts, patterns, and published admissions."""
    for contract, fields in FILLED.items():
        yield from _complete(contract, fields, ground, ask)
    yield from _told(ground, ask)
    yield from _over_police(ground, ask)
    yield from _places(ground, ask)
    yield from _hours(ground, ask)
    yield from _both(ground, ask)
    yield from _admitted(ground, ask)


def _said(table: str, contract: str, area: Area, period: Period, ask: Ask) -> Said:
    return Said(QUESTION, table, area, period, contract, ask.definition.name)


def _complete(contract: str, fields: tuple[str, ...], ground: Ground, ask: Ask) -> Iterator[Finding]:
    for field in fields:
        found = counted(TallySpec(contract, (field,)), ground, ask)
        if found is None or found[0].hidden.any():
            continue
        laid, period = found
        blank = np.array(
            [value is None or value != value or str(value) in (*NOTHING_SAID, "NaT") for value in laid.columns[field].tolist()], dtype=bool
        )
        of, filled = laid.total, int(laid.events[~blank].sum())
        said = _said(COMPLETE, contract, ground.partnership, period, ask)
        yield from said.share(f"{contract}_{field}", (("filled", "yes"),), (("filled", "no"),), filled, of, rows=(), field=field)


def _told(ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Of attendances where it is known whether police were told, the share of which they were not."""
    found = counted(TOLD, ground, ask)
    if found is None or found[0].hidden.any():
        return
    laid, period = found
    answers = {str(value[0]): events for value, (events, _) in laid.by("told_police").items()}
    yes, no = answers.get("yes", 0), answers.get("no", 0)
    said = _said(TOLD_TABLE, ED, ground.partnership, period, ask)
    yield from said.share("ed_police_told_known", (("told_police", "no"),), (("told_police", "yes"),), no, yes + no, rows=(), field="told_police",
                          known=("no", "yes"))


def _violent(laid: Laid) -> Laid:
    return laid.where(~np.isin(laid.columns["offence_code"].astype(str), POSSESSION))


def _with_injury(laid: Laid) -> Laid:
    return laid.where(np.isin(laid.columns["offence_code"].astype(str), WITH_INJURY))


def _over_police(ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Attendances and calls for each police-recorded crime of violence with injury, over the months that both have sent."""
    for spec in (TOLD, CALLS):
        pair = _pair(spec, ground, ask)
        if pair is None:
            continue
        health, crimes, period = pair
        harmed = _with_injury(crimes).total
        said = _said(RATIO, spec.contract, ground.partnership, period, ask)
        other = _said(RATIO, POLICE, ground.partnership, period, ask)
        counts = said.key(f"{spec.contract}_over_police", "count"), other.key("police_violence_with_injury", "count")
        yield said.count(counts[0].measure, health.total, selects=())
        if spec == TOLD or _pair(TOLD, ground, ask) is None:
            yield other.count(counts[1].measure, harmed, selects=(("offence_code", "|".join(WITH_INJURY)),))
        if harmed:
            yield said.ratio(counts[0].measure, (), (health.total, 1), (harmed, 1), counts, unit="ratio")


def _pair(spec: TallySpec, ground: Ground, ask: Ask) -> tuple[Laid, Laid, Period] | None:
    """A health feed and the police extract over the run of months that the health feed holds, where both hold it."""
    found = counted(spec, ground, ask)
    crimes = counted(CRIMES, ground, ask, found[1]) if found else None
    if found is None or crimes is None or found[0].hidden.any() or crimes[0].hidden.any():
        return None
    return found[0], crimes[0], found[1]


def _places(ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Calls over police-recorded violence and robbery by district, each against the rest, and how places rank by both."""
    pair = _pair(CALLS, ground, ask)
    if pair is None or "ltla" not in ground.levels:
        return
    calls, crimes, period = pair[0], _violent(pair[1]), pair[2]
    if all(ask.materials.tallies[spec].detail == "district" for spec in (CALLS, CRIMES)):
        yield from _by_district(calls, crimes, period, ground, ask)
    for level in ("msoa21", "lsoa21"):
        if level in ground.levels and len(ground.levels[level].areas) >= 10:
            found = rank_agreement(_by_place(calls, ground, level), _by_place(crimes, ground, level), seed=ask.seed)
            said = _said(PATTERN, AMBULANCE, ground.partnership, period, ask)
            value, low, high = found.limits(0)
            if np.isfinite(value):
                key = said.key("ambulance_and_police", "index", (("places", level),))
                yield said.model(key, value, low, high, f"{found.method}; {len(ground.levels[level].areas)} places", 2, ())
            break


def _by_place(laid: Laid, ground: Ground, level: str) -> np.ndarray:
    """Events of a tally by area of a level, from their small areas."""
    at = {code: row for row, code in enumerate(ground.small)}
    rows = np.array([at.get(code, -1) for code in laid.columns["place"].tolist()], dtype=int)
    small = np.bincount(rows[rows >= 0], laid.events[rows >= 0], len(ground.small))
    return np.asarray(ground.levels[level].member[:, : len(ground.small)] @ small)


def _by_district(calls: Laid, crimes: Laid, period: Period, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    areas = ground.levels["ltla"].areas
    each_way = [[int(laid.events[laid.columns["district"] == area.code].sum()) for area in areas] for laid in (calls, crimes)]
    for area, one, other in zip(areas, *each_way, strict=True):
        said, police = _said(DISTRICTS, AMBULANCE, area, period, ask), _said(DISTRICTS, POLICE, area, period, ask)
        yield said.count("ambulance_calls", one, selects=())
        yield police.count("police_violence_and_robbery", other, selects=NOT_POSSESSION)
        rest = sum(each_way[0]) - one, sum(each_way[1]) - other
        if len(areas) < 2 or not other or min(rest) <= 0:
            continue
        keys = [_said(DISTRICTS, contract, each, period, ask).key(measure, "count") for each in areas
                for contract, measure in ((AMBULANCE, "ambulance_calls"), (POLICE, "police_violence_and_robbery"))]
        found = said.ratio("calls_over_police", (("against", "rest"),), (one, other), rest, tuple(keys), level=1 - 0.05 / len(areas))
        yield found
        low, high, value = found.estimate.lower, found.estimate.upper, found.estimate.value
        if value is not None and low is not None and high is not None and "few_events" not in found.estimate.flags:
            side = "higher" if low > 1 else "lower" if high < 1 else "similar"
            yield Signal(
                found.key,
                side,
                "more calls than police records lead to expect"
                if side == "higher"
                else "fewer calls than police records lead to expect"
                if side == "lower"
                else "about as many calls as police records lead to expect",
            )


def _hours(ground: Ground, ask: Ask) -> Iterator[Finding]:
    """How alike the week is in health and police data, by weekday and six hours, beside what chance alone would leave."""
    by_source = {clock.contract: timed(clock.spec, clock, ground, ask) for clock in CLOCKS}
    police = by_source[POLICE]
    for contract in (ED, AMBULANCE):
        health = by_source[contract]
        if health is None or police is None:
            continue
        one, other = (np.rint(each.shared.by_hour_of_week(each.laid.events)).reshape(28, 6).sum(axis=1) for each in (health, police))
        found = shared_pattern(one, other, seed=ask.seed)
        value, low, high = found.limits(0, times=100.0)
        if not np.isfinite(value) or min(one.sum(), other.sum()) < 100:
            continue
        said = _said(PATTERN, contract, ground.partnership, health.period, ask)
        yield said.model(said.key(f"{contract}_and_police", "percent", (("hours", "28"),)), value, low, high, found.method, 1, ())
        chance = 100 * alike_by_chance(one, other, seed=ask.seed)
        yield said.model(said.key(f"{contract}_and_police", "percent", (("hours", "28_by_chance"),)), chance, None, None,
                         "the same for two samples of one pattern, by simulation", 1, ())


def _both(ground: Ground, ask: Ask) -> Iterator[Finding]:
    """People on the emergency departments' list, on the police's, and on both; how many in all, with its warning."""
    met = ask.materials.met.get(PEOPLE)
    if met is None or met.missing or min(met.first, met.second) == 0:
        return
    said = _said(BOTH, ED, ground.partnership, ask.period, ask)
    parts = {"ed_only": met.first - met.both, "police_only": met.second - met.both, "both": met.both}
    keys = {name: said.key("people_on_lists", "count", (("on", name),)) for name in parts}
    yield said.count("people_on_lists", sum(parts.values()), adds=tuple(keys.values()))
    for name, people in parts.items():
        yield said.count("people_on_lists", people, (("on", name),))
    rough = [said.rough(each) for each in parts.values()]
    found = shares(*rough)
    for at, name in enumerate(parts):
        limits = found.limits(at, times=100.0)
        yield said.model(said.key("people_on_lists", "percent", (("on", name),)), *limits, found.method, 1, tuple(keys.values()))
    whole = chapman(rough[0] + rough[2], rough[1] + rough[2], rough[2])
    if np.isfinite(float(whole.value)):
        yield said.model(said.key("people_estimated", "people"), *whole.limits(), whole.method, 0,
                         tuple(keys.values()))


def _admitted(ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Published admissions for violence: the latest three years of each area, England and the region beside it."""
    rows = ask.materials.rows.get(FINGERTIPS)
    if rows is None:
        return
    wanted = {area.code: area for level in ("ltla", "utla", "region") if level in ground.levels for area in ground.levels[level].areas}
    wanted["E92000001"] = Area("country", "E92000001", "England")
    all_persons = np.array(
        [str(sex) in ("Persons", "None") and not category for sex, category in zip(rows["sex"], rows["category"], strict=True)], dtype=bool
    )
    kept = np.flatnonzero((rows["indicator_id"].astype(float) == ADMISSIONS) & all_persons)
    spans = {at: span for at in kept if (span := _three_years(str(rows["period"][at]))) is not None and span.start <= ask.period.end}
    seen: set[tuple[str, Period]] = set()
    for at, span in spans.items():
        area = wanted.get(str(rows["area_code"][at]))
        value, low, high = (float(rows[name][at]) for name in ("value", "lower", "upper"))
        if area is None or not np.isfinite(value) or (area.code, span) in seen:
            continue
        seen.add((area.code, span))
        given = bool(np.isfinite(low) and np.isfinite(high))
        key = Key(ADMITTED, area, span, "admissions_for_violence", "standardised_per_100000")
        estimate = Estimate(
            value,
            low if given else None,
            high if given else None,
            0.95 if given else None,
            "as published, with its own interval",
            made="model",
            decimals=1,
        )
        yield Finding(QUESTION, key, estimate, ("fingertips",), ask.definition.name, "published")


def _three_years(words: str) -> Period | None:
    """`2022/23 - 24/25` as the months from April of the first to March of the last; None for other words."""
    found = re.fullmatch(r"(20\d\d)/\d\d ?- ?(\d\d)/(\d\d)", words.strip())
    return months_period(f"{found[1]}-04", f"20{found[3]}-03") if found else None
