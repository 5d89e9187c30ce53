"""What is there, for whom and with what money, against what is needed?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from upriver.assess.asking import Ask, Counts, by_area, defined, table_name
from upriver.assess.definitions import category_slug
from upriver.assess.materials import lay_tally
from upriver.assess.people.residents import BY_AGE
from upriver.assess.provision.evidence import RATINGS, WORDS, rated, rating_of
from upriver.assess.provision.register import REGISTER, Register, Service, register
from upriver.assess.published.populations import age_sets
from upriver.places.ground import Ground
from upriver.words.area import Area
from upriver.words.figure import UNITS, Key, TallySpec
from upriver.words.finding import Estimate, Finding
from upriver.words.period import Period, month_name, month_number, months_period

QUESTION = "what_is_there_against_need"
SPEND = TallySpec("spend", ("spend_kind", "funding_stream", "planned_pounds", "spent_pounds", "in_kind_pounds"))
NEEDS = (REGISTER, SPEND, BY_AGE, RATINGS)
LEVELS = ("partnership", "ltla")
SERVICES, COVER = table_name("provision", "services"), table_name("provision", "by_district")
MIX, MONEY = table_name("provision", "mix"), table_name("provision", "spend")
YOUNG = (10, 24)
"""The ages whose residents places are set against, both included."""
SOON = 12
"""Funding that ends within so many months of the period's end, or before it, is told."""


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """The register of the last quarter sent, by district and in all; its mix; and what was spent over the quarters held.

    A service without a district is for the whole partnership and counts in none. Places are set against residents aged 10 to
    24 where ages are held: not all services are for them, so it is a measure of scale, not of who is served.
    """
    found = register(ground, ask)
    if found is not None and found.services:
        yield from _services(found, ask)
        yield from _cover(found, counts, ground, ask)
        yield from _mix(found, ground, ask)
    yield from _spend(ground, ask)


def _services(found: Register, ask: Ask) -> Iterator[Finding]:
    for each in found.services:
        told = {"approach": each.approach, "cohort": each.cohort, "ends": each.ends or "not told", "evaluation": each.evaluation,
                "funder": each.funder, "level": each.level, "name": each.name}
        count = Key(SERVICES, each.area, found.period, each.slug, "count", tuple(sorted(told.items())))
        yield _finding(count, Estimate(1, events=1), ask)
        for name, number, unit in (("funding", each.funding, "pounds"), ("places", each.places, "people"), ("reached", each.reached, "people")):
            flags = () if number is not None else ("withheld",)
            key = Key(SERVICES, each.area, found.period, each.slug, unit, (("of", name),))
            yield _finding(key, Estimate(number, made="model", flags=flags, decimals=UNITS[unit][1]), ask)


def _cover(found: Register, counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Services, places and money of each district, and of the whole with those that are for all of it."""
    young = _young(ground, ask)
    residents = (
        dict(zip((area.code for area in ground.levels["ltla"].areas), ground.residents_of("ltla").tolist(), strict=True))
        if "ltla" in ground.levels
        else {}
    )
    events = _events(counts, ground, ask)
    for area in (*(ground.levels["ltla"].areas if "ltla" in ground.levels else ()), ground.partnership):
        whole = area == ground.partnership
        mine = [each for each in found.services if whole or each.area == area]
        people = sum(residents.values()) if whole else residents.get(area.code, 0.0)
        aged = (sum(young.values()) if len(young) == len(residents) else 0.0) if whole else young.get(area.code, 0.0)
        yield from _of_area(found.period, area, mine, people, aged, ask)
        if events.get(area.code):
            money = sum(each.funding or 0.0 for each in mine)
            key = Key(COVER, area, found.period, "funding", "pounds", (("each", "recorded_event"),))
            yield _finding(key, Estimate(money / events[area.code], made="model"), ask, sources=("police_uk_street",))


def _of_area(period: Period, area: Area, mine: Sequence[Service], people: float, aged: float, ask: Ask) -> Iterator[Finding]:
    yield _finding(Key(COVER, area, period, "services", "count"), Estimate(len(mine), events=len(mine)), ask)
    funding, places = ([number for each in mine if (number := getattr(each, name)) is not None] for name in ("funding", "places"))
    for name, numbers, unit, each, of in (
        ("funding", funding, "pounds", "pounds_per_resident", people),
        ("places", places, "people", "per_1000", aged),
    ):
        silent = len(numbers) < len(mine)
        flags = ("few_told",) if silent else ()
        yield _finding(Key(COVER, area, period, name, unit), Estimate(sum(numbers), made="model", flags=flags, decimals=UNITS[unit][1]), ask)
        rate = sum(numbers) / of * (1_000 if unit == "people" else 1) if of > 0 else None
        source = BY_AGE.contract if unit == "people" else "census_residents"
        why = flags if rate is not None else ("no_denominator",)
        yield _finding(Key(COVER, area, period, name, each), Estimate(rate, made="model", flags=why, decimals=UNITS[each][1]), ask, sources=(source,))


def _young(ground: Ground, ask: Ask) -> dict[str, float]:
    columns = ask.materials.rows.get(BY_AGE)
    sets = age_sets(columns, ground)[0] if columns is not None else ()
    return {code: float(ages[YOUNG[0] : YOUNG[1] + 1].sum()) for code, ages in sets[0].ages.items()} if sets else {}


def _events(counts: Counts, ground: Ground, ask: Ask) -> dict[str, int]:
    """Events of the definition in the period, by district and for the whole, where no month is missing."""
    names, matrix = defined(counts, ask)
    if ask.definition.slug not in names or not set(ask.months) <= set(counts.months):
        return {}
    at, found = names.index(ask.definition.slug), dict[str, int]()
    for level in ("ltla", "partnership"):
        if level in ground.levels:
            mine = by_area(counts.of(ask.months), ground, level, names, matrix)
            found |= {area.code: int(mine.counts[row, :, at].sum()) for row, area in enumerate(mine.areas) if mine.whole[row]}
    return found


def _mix(found: Register, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """How many services, with how much money, are of each level of prevention, kind of evaluation and strength of evidence."""
    whole = Key(COVER, ground.partnership, found.period, "services", "count")
    end, ratings = month_number(ask.months[-1]) + SOON, rated(ask.materials)
    for name, of in (
        ("prevention_level", lambda each: each.level),
        ("evaluation", lambda each: each.evaluation),
        ("evidence", lambda each: WORDS[rating.impact] if (rating := rating_of(each.approach, ratings)) else "not rated here"),
        ("funding_ends", lambda each: "not told" if not each.ends else "within a year" if month_number(each.ends) <= end else "later"),
    ):
        groups = Counter(of(each) for each in found.services)
        for value, number in sorted(groups.items()):
            split = (("what", value),)
            yield _finding(Key(MIX, ground.partnership, found.period, name, "count", split), Estimate(number, events=number), ask, rests=(whole,))
            money = sum(each.funding or 0.0 for each in found.services if of(each) == value)
            yield _finding(Key(MIX, ground.partnership, found.period, name, "pounds", split), Estimate(money, made="model"), ask)


def _spend(ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Pounds planned and spent by kind, over the last quarters without a gap that every spender has sent."""
    tallied = ask.materials.tallies.get(SPEND)
    if tallied is None:
        return
    laid = lay_tally(tallied, ground, ask.period, months_each=3)
    quarters = _last_run(laid.observed)
    if not quarters:
        return
    period = months_period(quarters[0], month_name(month_number(quarters[-1]) + 2))
    kept = laid.where(np.isin(laid.columns["period"].astype(str), list(quarters)))
    for name in ("planned_pounds", "spent_pounds", "in_kind_pounds"):
        values = np.array([0.0 if each is None else float(each) for each in kept.columns[name]]) * kept.events
        if not np.nansum(values):
            continue
        kinds = kept.columns["spend_kind"].astype(str)
        total = float(np.nansum(values))
        yield _finding(Key(MONEY, ground.partnership, period, "all", "pounds", (("of", name),)), Estimate(total, made="model"), ask, own="spend")
        for kind in sorted(set(kinds.tolist())):
            mine = float(np.nansum(values[kinds == kind]))
            key = Key(MONEY, ground.partnership, period, category_slug(kind), "pounds", (("of", name),))
            yield _finding(key, Estimate(mine, made="model"), ask, own="spend")
            share = Key(MONEY, ground.partnership, period, category_slug(kind), "percent", (("of", name),))
            yield _finding(share, Estimate(100 * mine / total, made="model", decimals=UNITS["percent"][1]), ask, own="spend")


def _last_run(quarters: Sequence[str]) -> tuple[str, ...]:
    run: list[str] = []
    for quarter in sorted(quarters, reverse=True):
        if run and month_name(month_number(run[0]) - 3) != quarter:
            break
        run.insert(0, quarter)
    return tuple(run)


def _finding(
    key: Key, estimate: Estimate, ask: Ask, *, own: str = "provision_interventions", sources: tuple[str, ...] = (), rests: tuple[Key, ...] = ()
) -> Finding:
    return Finding(QUESTION, key, estimate, (own, *sources), ask.definition.name, "provision", rests)
