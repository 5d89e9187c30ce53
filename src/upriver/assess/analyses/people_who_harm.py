"""Who is suspected of harm, how unequally and how often again; who are victims too; children who enter the system; caseloads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.people.again import again
from upriver.assess.people.ages import age_and_sex, cells_of
from upriver.assess.people.caseloads import caseload
from upriver.assess.people.entrants import PUBLISHED, entrants
from upriver.assess.people.extract import (
    EXTRACT,
    SUSPECTS,
    VICTIMS,
    WITH_A_SUSPECT,
    WITH_A_VICTIM,
    asked,
    design_of,
    with_a_suspect,
    with_a_victim,
)
from upriver.assess.people.groups import by_group, counts_of
from upriver.assess.people.residents import BY_AGE, BY_GROUP, BY_SEX_AND_AGE, residents_by_age, residents_by_group
from upriver.assess.people.telling import Teller
from upriver.places.ground import Ground
from upriver.stats.people.overlap import met_by_chance
from upriver.words.figure import MetSpec, TallySpec
from upriver.words.finding import Finding, Signal

QUESTION = "who_is_suspected_of_harm"
EVERY = asked("suspect_age_band", "suspect_sex", "suspect_ethnicity")
YOUTH = TallySpec("youth_justice_caseload", ("first_time_entrant", "offence_group"))
PROBATION = TallySpec("probation_caseload", ("supervision", "index_offence_group"))
ALSO_VICTIMS = MetSpec(SUSPECTS, VICTIMS)
NEEDS = (EVERY, YOUTH, PROBATION, SUSPECTS, ALSO_VICTIMS, PUBLISHED, BY_AGE, BY_SEX_AND_AGE, BY_GROUP)
LEVELS = ("partnership", "utla")
AGES, RATES, GROUPS = (table_name("people_who_harm", name) for name in ("ages", "rates", "ethnicity"))
KNOWN, AGAIN, BOTH = (table_name("people_who_harm", name) for name in ("with_a_suspect", "again", "also_victims"))
ENTRANTS, IN_YOUTH, ON_PROBATION = (table_name("people_who_harm", name) for name in ("entrants", "youth_justice", "probation"))


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Suspects of the police extract by age, sex and ethnic group (as an officer saw it), repeats, and how many were victims.

    A suspect is not somebody found to have done it, and a crime without one tells nothing of who did it: its share stands
    first. First-time entrants are as published by council; caseloads are of the newest quarter. Numbers alone, of nobody.
    """
    people = ask.materials.people.get(SUSPECTS)
    wide = design_of(people)
    ages = residents_by_age(ask, ground)
    if found := with_a_suspect(ask, ground, EVERY):
        tell = Teller(QUESTION, ask, ground.partnership, EXTRACT, found.gone, found.years, WITH_A_SUSPECT, FIELDS)
        yield from _known(replace(tell, rows=WITH_A_VICTIM, fields={"suspect": "suspect"}), ask, ground)
        yield from age_and_sex(tell, cells_of(found, "suspect_age_band", "suspect_sex"), ages, (AGES, RATES), "suspects", design=wide)
        if ages is not None:
            yield Signal(tell.key(AGES, "suspects", "count"), "basis", ages.basis)
        if found.has("suspect_ethnicity"):
            residents = residents_by_group(ask, ground)
            yield from by_group(tell, counts_of(found, "suspect_ethnicity"), residents, GROUPS, "suspects", design=wide)
    if people is not None and people.rows > people.unkeyed:
        everybody = float("nan") if np.isnan(ground.residents).any() else float(ground.residents.sum())
        tell = Teller(QUESTION, ask, ground.partnership, EXTRACT, bool(people.missing), len(ask.months) / 12)
        yield from again(tell, people, everybody, AGAIN, "suspects")
        yield from _also_victims(tell, ask, ground, everybody)
    yield from entrants(QUESTION, ask, ground, ENTRANTS)
    yield from caseload(QUESTION, ask, ground, YOUTH, IN_YOUTH, "children")
    yield from caseload(QUESTION, ask, ground, PROBATION, ON_PROBATION, "people_on_probation")


FIELDS = {"age": "suspect_age_band", "sex": "suspect_sex", "ethnicity": "suspect_ethnicity"}
"""Names of splits, and the contract's for the same."""


def _known(tell: Teller, ask: Ask, ground: Ground) -> Iterator[Finding]:
    """Of crimes with a victim, those with a suspect of whom anything is known."""
    every, some = with_a_victim(ask, ground, EVERY), with_a_suspect(ask, ground, EVERY)
    if every is None or some is None:
        return
    crimes = every.laid.total
    hurt = some.laid.where(np.isin(some.laid.columns["offence_code"].astype(str), every.laid.columns["offence_code"].astype(str)))
    keys = [tell.key(KNOWN, "victims", "count", (("suspect", said),)) for said in ("yes", "no")]
    yield tell.count(KNOWN, "victims", crimes, adds=keys)
    yield tell.count(KNOWN, "victims", hurt.total, (("suspect", "yes"),))
    yield tell.count(KNOWN, "victims", crimes - hurt.total, (("suspect", "no"),))
    yield tell.share(KNOWN, "victims", hurt.total, crimes, (("suspect", "yes"),), rests_on=keys)


def _also_victims(tell: Teller, ask: Ask, ground: Ground, residents: float) -> Iterator[Finding | Signal]:
    """People who were suspected and were victims in the same period, beside what chance would have made of it."""
    met = ask.materials.met.get(ALSO_VICTIMS)
    if met is None or met.missing or not met.first or not met.second:
        return
    if not met.both:
        yield Signal(tell.key(BOTH, "suspects_people", "people"), "no_key_in_common", "")
        return
    for what, whole in (("suspects_people", met.first), ("victims_people", met.second)):
        keys = [tell.key(BOTH, what, "people", (("also", said),)) for said in ("yes", "no")]
        yield tell.count(BOTH, what, whole, unit="people", adds=keys)
        # The same people under two names: where one number is hidden the other is too.
        same = [tell.key(BOTH, "suspects_people", "people", (("also", "yes"),))] if what == "victims_people" else []
        yield tell.count(BOTH, what, met.both, (("also", "yes"),), unit="people", adds=same)
        yield tell.count(BOTH, what, whole - met.both, (("also", "no"),), unit="people")
        yield tell.share(BOTH, what, met.both, whole, (("also", "yes"),), rests_on=keys)
    if residents > 0:
        said = "people who would be both were suspicion and harm unrelated, and all residents at the same risk of each"
        rests = [tell.key(BOTH, what, "people", (("also", "yes"),)) for what in ("suspects_people", "victims_people")]
        chance = met_by_chance(met.first, met.second, residents)
        yield tell.plain(BOTH, "both_by_chance", "people", chance, said, rests_on=rests, more=("census_residents",))
