"""How do ethnic groups stand to each other at each stage of the system, from residents on?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.people.caseloads import newest_quarter
from upriver.assess.people.extract import SUSPECTS, asked, design_of, with_a_suspect, with_a_victim
from upriver.assess.people.extract import VICTIMS as KEYED
from upriver.assess.people.groups import AGAINST, UNKNOWN, by_group, counts_of
from upriver.assess.people.residents import BY_GROUP, GROUPS, group_of, residents_by_group
from upriver.assess.people.telling import Counted, Teller, counted
from upriver.places.ground import Ground
from upriver.stats.people.overlap import risk_ratio
from upriver.words.figure import TallySpec
from upriver.words.finding import Finding, Signal
from upriver.words.period import month_period, months_between

QUESTION = "how_unequal_is_each_stage"
SEARCH = "police_uk_stop_search"
SEARCHED = TallySpec(SEARCH, ("type", "self_defined_ethnicity", "officer_defined_ethnicity", "outcome"))
HARMED, SUSPECTED = asked("victim_ethnicity"), asked("suspect_ethnicity")
OUTCOMES = asked("suspect_ethnicity", "outcome")
YOUTH, PROBATION = TallySpec("youth_justice_caseload", ("ethnicity",)), TallySpec("probation_caseload", ("ethnicity",))
NEEDS = (SEARCHED, HARMED, SUSPECTED, OUTCOMES, YOUTH, PROBATION, SUSPECTS, KEYED, BY_GROUP)
LEVELS = ("partnership",)
STAGES, AFTER = table_name("disproportionality", "stages"), table_name("disproportionality", "after")
NOTHING_DONE = ("a no further action disposal", "nothing found - no further action", "no further action")
CHARGED = "charged or summonsed"


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """At each stage that is held: counts, share not known, rates of residents, ratios to White residents with intervals.

    The denominator of every stage is all residents of the group at the 2021 census. Of what comes after a stage (an
    outcome of a search, a charge of a suspect) the share in each group is set beside the share in the White group. Each
    stage is of its own months, its own source and its own way of writing ethnicity: stages are never divided.
    """
    residents = residents_by_group(ask, ground)
    if residents:
        yield from _residents(ask, ground, residents)
    yield from _searches(ask, ground, residents)
    people = ask.materials.people
    if (found := with_a_victim(ask, ground, HARMED)) and found.has("victim_ethnicity"):
        yield from _stage(ask, ground, found, "victim_ethnicity", "victims", residents, design_of(people.get(KEYED)))
    if (found := with_a_suspect(ask, ground, SUSPECTED)) and found.has("suspect_ethnicity"):
        yield from _stage(ask, ground, found, "suspect_ethnicity", "suspects", residents, design_of(people.get(SUSPECTS)))
        if (after := with_a_suspect(ask, ground, OUTCOMES)) and after.has("outcome"):
            yield from _after(ask, ground, after, "suspect_ethnicity", ("charged", "suspects"), _equals(after, "outcome", CHARGED))
    for need, measure in ((YOUTH, "in_youth_justice"), (PROBATION, "on_probation")):
        yield from _on_the_books(ask, ground, need, measure, residents)


def _equals(found: Counted, field: str, words: str) -> np.ndarray:
    return np.array([value == words for value in found.laid.columns[field]], dtype=bool)


def _residents(ask: Ask, ground: Ground, residents: dict[str, float]) -> Iterator[Finding]:
    tell = Teller(QUESTION, ask, ground.partnership, BY_GROUP.contract)
    whole = round(sum(residents.values()))
    yield tell.count(STAGES, "residents", whole, unit="residents")
    for group, number in residents.items():
        split = (("ethnicity", group),)
        yield tell.count(STAGES, "residents", round(number), split, unit="residents")
        said = "share of all residents at the 2021 census; a whole population has no interval of chance"
        yield tell.plain(STAGES, "residents", "percent", 100 * number / whole, said, split)


def _stage(
    ask: Ask, ground: Ground, found: Counted, field: str, measure: str, residents: dict[str, float], wide: float
) -> Iterator[Finding]:
    tell = Teller(QUESTION, ask, ground.partnership, found.source, found.gone, found.years)
    yield from by_group(tell, counts_of(found, field), residents, STAGES, measure, design=wide)


def _searches(ask: Ask, ground: Ground, residents: dict[str, float]) -> Iterator[Finding | Signal]:
    """Searches of persons by ethnicity as they gave it, and as the officer saw it; and in which something came of it."""
    found = counted(ask, ground, SEARCHED)
    if found is None:
        return
    persons = np.array(["person" in str(kind or "").lower() for kind in found.laid.columns["type"]], dtype=bool)
    found = replace(found, laid=found.laid.where(persons))
    if not found.laid.total:
        return
    tell = Teller(QUESTION, ask, ground.partnership, SEARCH, found.gone, found.years)
    for field, measure in (("self_defined_ethnicity", "searched"), ("officer_defined_ethnicity", "searched_as_seen")):
        if found.has(field):
            yield from _observed(found, by_group(tell, counts_of(found, field), residents, STAGES, measure))
    if found.has("outcome") and found.has("self_defined_ethnicity"):
        done = np.array([bool(said) and str(said).lower() not in NOTHING_DONE for said in found.laid.columns["outcome"]], dtype=bool)
        yield from _after(ask, ground, found, "self_defined_ethnicity", ("something_came_of_it", "searched"), done)


def _observed(found: Counted, findings: Iterator[Finding]) -> Iterator[Finding | Signal]:
    """All as it is, but counts of an open source over the months observed stand by themselves, under a name that says so."""
    for each in findings:
        yield each
        if found.gone and each.estimate.made == "count":
            split = each.key.names.get("ethnicity")
            events = counts_of(found, "self_defined_ethnicity" if each.key.measure == "searched" else "officer_defined_ethnicity")
            number = sum(events.values()) if split is None else events[split]
            estimate = replace(each.estimate, value=number, events=number, flags=(), method=f"months observed: {len(found.laid.observed)}")
            key = replace(each.key, measure=f"{each.key.measure}_in_months_observed")
            yield replace(each, key=key, estimate=estimate, adds=())
            yield Signal(key, "months_observed", _span(found.laid.observed))


def _span(months: tuple[str, ...]) -> str:
    """Which months were observed: a stretch as such, else how many."""
    first, last = month_period(months[0]).words, month_period(months[-1]).words
    whole = months_between(months[0], months[-1]) == months
    return f"{first} to {last}" if whole and len(months) > 1 else first if len(months) == 1 else f"{len(months)} months from {first} to {last}"


def _after(
    ask: Ask, ground: Ground, found: Counted, field: str, measures: tuple[str, str], done: np.ndarray
) -> Iterator[Finding]:
    """The share of each group for whom something followed, and its ratio to the share of the White group (Katz).

    `measures` are of what followed and of the stage, so that the lock knows what the two parts of a group add up to.
    """
    tell = Teller(QUESTION, ask, ground.partnership, found.source)
    measure, stage = (f"{each}_in_months_observed" if found.gone else each for each in measures)
    every, some = counts_of(found, field), counts_of(replace(found, laid=found.laid.where(done)), field)
    keys = {
        (group, said): tell.key(AFTER, measure, "count", (("ethnicity", group), ("followed", said)))
        for group in (*GROUPS, UNKNOWN) for said in ("yes", "no")
    }  # fmt: skip
    for (group, said), key in keys.items():
        number = some[group] if said == "yes" else every[group] - some[group]
        yield tell.count(AFTER, measure, number, key.breakdown)
    for group in (*GROUPS, UNKNOWN):
        rests = [keys[group, "yes"], keys[group, "no"]]
        split = (("ethnicity", group),)
        yield tell.count(AFTER, stage, every[group], split, adds=rests)
        yield tell.share(AFTER, measure, some[group], every[group], split, rests_on=rests)
        if group in GROUPS and group != AGAINST:
            ratio = risk_ratio(some[group], every[group], some[AGAINST], every[AGAINST])
            rests += [keys[AGAINST, "yes"], keys[AGAINST, "no"]]
            yield tell.result(AFTER, measure, "ratio", ratio, split, rests_on=rests)


def _on_the_books(ask: Ask, ground: Ground, need: TallySpec, measure: str, residents: dict[str, float]) -> Iterator[Finding]:
    """A caseload by ethnicity in the newest quarter, where its table is split so and nothing in it was hidden."""
    newest = newest_quarter(ask, ground, need)
    if newest is None:
        return
    laid, period = newest
    if laid.hidden.any() or not any(group_of(value) for value in laid.columns["ethnicity"]):
        return
    tell = Teller(QUESTION, ask, ground.partnership, need.contract)
    for each in by_group(tell, counts_of(Counted(laid, False, 1.0, need.contract), "ethnicity"), residents, STAGES, measure):
        key = replace(each.key, period=period)
        yield replace(each, key=key, adds=tuple(replace(part, period=period) for part in each.adds),
                      rests_on=tuple(replace(part, period=period) for part in each.rests_on))
