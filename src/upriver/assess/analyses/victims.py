"""Who is harmed, how unequally, by whom, where, and how often again?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.people.again import again
from upriver.assess.people.ages import age_and_sex, cells_of
from upriver.assess.people.extract import EXTRACT, VICTIMS, WITH_A_VICTIM, asked, design_of, with_a_victim
from upriver.assess.people.groups import by_group, counts_of
from upriver.assess.people.residents import BY_AGE, BY_GROUP, BY_SEX_AND_AGE, residents_by_age, residents_by_group
from upriver.assess.people.telling import Counted, Teller, counted
from upriver.places.ground import Ground
from upriver.stats.people.overlap import chapman
from upriver.words.figure import MetSpec, PeopleSpec, TallySpec
from upriver.words.finding import Finding, Signal

QUESTION = "who_is_harmed"
WHO, ETHNIC = asked("victim_age_band", "victim_sex"), asked("victim_ethnicity")
RELATION, PLACE = asked("relation", "domestic_abuse", "victim_sex"), asked("location_type")
PATIENTS = TallySpec("ed_assault_attendances", ("age_band", "sex"))
ABUSED = PeopleSpec(EXTRACT, "victim_key", (("domestic_abuse", "yes"),))
TREATED = MetSpec(PeopleSpec("ed_assault_attendances", "person_key"), VICTIMS)
NEEDS = (WHO, ETHNIC, RELATION, PLACE, PATIENTS, VICTIMS, ABUSED, TREATED, BY_AGE, BY_SEX_AND_AGE, BY_GROUP)
LEVELS = ("partnership",)
AGES, RATES, GROUPS = (table_name("victims", name) for name in ("ages", "rates", "ethnicity"))
RELATIONS, ABUSE, PLACES, AGAIN, KNOWN = (table_name("victims", name) for name in ("relations", "domestic_abuse", "places", "again", "known"))
PATIENT_AGES, PATIENT_RATES = table_name("victims", "patients"), table_name("victims", "patient_rates")
NOT_KNOWN = "not_known"


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Victims of the police extract by age, sex and ethnic group with rates of those who live here; relation, place, repeats.

    Each crime counts once, with the victim harmed worst. Patients of emergency departments stand beside, by age and sex,
    never added. People who come again are counted by keyed hash inside the store; the rates' intervals are widened by what
    they show of repeats. A missing month leaves rates of the months observed, and no repeats.
    """
    people = ask.materials.people.get(VICTIMS)
    wide = design_of(people)
    ages = residents_by_age(ask, ground)
    if found := with_a_victim(ask, ground, WHO):
        tell = _teller(ask, ground, found)
        if found.has("victim_age_band") or found.has("victim_sex"):
            yield from age_and_sex(tell, cells_of(found, "victim_age_band", "victim_sex"), ages, (AGES, RATES), "victims", design=wide)
            if ages is not None:
                yield Signal(tell.key(AGES, "victims", "count"), "basis", ages.basis)
    if (found := with_a_victim(ask, ground, ETHNIC)) and found.has("victim_ethnicity"):
        tell = _teller(ask, ground, found)
        yield from by_group(tell, counts_of(found, "victim_ethnicity"), residents_by_group(ask, ground), GROUPS, "victims", design=wide)
    if found := with_a_victim(ask, ground, RELATION):
        yield from _relations(_teller(ask, ground, found), found)
    if (found := with_a_victim(ask, ground, PLACE)) and found.has("location_type"):
        yield from _parts(_teller(ask, ground, found), PLACES, "place", found.by("location_type"))
    yield from _repeats(ask, ground)
    yield from _patients(ask, ground)


def _teller(ask: Ask, ground: Ground, found: Counted) -> Teller:
    rows, fields = (WITH_A_VICTIM, FIELDS) if found.source == EXTRACT else ((), PATIENT_FIELDS)
    return Teller(QUESTION, ask, ground.partnership, found.source, found.gone, found.years, rows, fields)


FIELDS = {"age": "victim_age_band", "sex": "victim_sex", "ethnicity": "victim_ethnicity", "relation": "relation", "place": "location_type",
          "domestic_abuse": "domestic_abuse"}
PATIENT_FIELDS = {"age": "age_band", "sex": "sex"}
"""Names of splits, and the contract's for the same."""


def _parts(tell: Teller, table: str, name: str, found: dict[tuple[str, ...], int]) -> Iterator[Finding]:
    """A whole by one field: counts, and shares of those whose field is known."""
    measure = "victims"
    parts: dict[str, int] = {}
    for (value,), events in found.items():
        slug = value if value and value not in ("not known", NOT_KNOWN) else NOT_KNOWN
        parts[slug] = parts.get(slug, 0) + events
    whole, known = sum(parts.values()), sum(events for value, events in parts.items() if value != NOT_KNOWN)
    keys = {value: tell.key(table, measure, "count", ((name, value),)) for value in parts}
    yield tell.count(table, measure, whole, adds=list(keys.values()))
    for value, events in parts.items():
        yield tell.count(table, measure, events, ((name, value),))
        of = whole if value == NOT_KNOWN else known
        yield tell.share(table, measure, events, of, ((name, value),), rests_on=[keys[value], keys.get(NOT_KNOWN, keys[value])])


def _relations(tell: Teller, found: Counted) -> Iterator[Finding]:
    if found.has("relation"):
        yield from _parts(tell, RELATIONS, "relation", found.by("relation"))
    if not found.has("domestic_abuse"):
        return
    yield from _parts(tell, ABUSE, "domestic_abuse", found.by("domestic_abuse"))
    cells: dict[tuple[str, str], int] = {}
    for (said, sex), events in found.by("domestic_abuse", "victim_sex").items():
        at = (said if said in ("yes", "no") else NOT_KNOWN, sex if sex in ("female", "male", "other") else NOT_KNOWN)
        cells[at] = cells.get(at, 0) + events
    keys = {at: tell.key(ABUSE, "victims", "count", (("domestic_abuse", at[0]), ("sex", at[1]))) for at in cells}
    for at, events in cells.items():
        yield tell.count(ABUSE, "victims", events, keys[at].breakdown)
    for side, name in ((0, "domestic_abuse"), (1, "sex")):
        for value in sorted({at[side] for at in cells}):
            mine = [at for at in cells if at[side] == value]
            yield tell.count(f"{ABUSE}_by_sex", "victims", sum(cells[at] for at in mine), ((name, value),), adds=[keys[at] for at in mine])
    for sex in ("female", "male"):
        known = [("yes", sex), ("no", sex)]
        if all(at in cells for at in known):
            flagged, of = cells[known[0]], sum(cells[at] for at in known)
            yield tell.share(ABUSE, "victims", flagged, of, keys[known[0]].breakdown, rests_on=[keys[at] for at in known])


def _repeats(ask: Ask, ground: Ground) -> Iterator[Finding]:
    residents = float(np.nansum(ground.residents)) if not np.isnan(ground.residents).any() else float("nan")
    years = len(ask.months) / 12
    for need, what in ((VICTIMS, "victims"), (ABUSED, "abused")):
        if (found := ask.materials.people.get(need)) and found.rows > found.unkeyed:
            tell = Teller(QUESTION, ask, ground.partnership, need.contract, bool(found.missing), years)
            yield from again(tell, found, residents, AGAIN, what)


def _patients(ask: Ask, ground: Ground) -> Iterator[Finding | Signal]:
    """Patients by age and sex, and how many of them are among the victims that police know by name."""
    found = counted(ask, ground, PATIENTS)
    if found and (found.has("age_band") or found.has("sex")):
        tell = _teller(ask, ground, found)
        yield from age_and_sex(tell, cells_of(found, "age_band", "sex"), residents_by_age(ask, ground), (PATIENT_AGES, PATIENT_RATES), "patients",
                               ratios=False)
    met = ask.materials.met.get(TREATED)
    if met is None or met.missing or not met.first_rows or not met.second_rows:
        return
    tell = Teller(QUESTION, ask, ground.partnership, "ed_assault_attendances", False, len(ask.months) / 12)
    also = (EXTRACT,)
    key = tell.key(KNOWN, "patients_met", "people", (("police", "victim"),))
    if not met.both:
        # Two secrets make two sets of hashes: nobody in common says more of the keys than of the people.
        yield Signal(tell.key(KNOWN, "patients_met", "people"), "no_key_in_common", "")
        return
    in_all = chapman(met.first, met.second, met.both)
    apart = tell.key(KNOWN, "patients_met", "people", (("police", "not_found"),))
    for each in (
        tell.count(KNOWN, "patients_met", met.first, unit="people", adds=[key, apart]),
        tell.count(KNOWN, "patients_met", met.both, (("police", "victim"),), unit="people"),
        tell.count(KNOWN, "patients_met", met.first - met.both, (("police", "not_found"),), unit="people"),
        tell.share(KNOWN, "patients_met", met.first - met.both, met.first, (("police", "not_found"),), rests_on=[key, apart], decimals=0),
        tell.count(KNOWN, "victims_met", met.second, unit="people"),
        tell.plain(KNOWN, "harmed_in_all", "people", _roughly(in_all.value), in_all.method, rests_on=[key, apart],
                   ends=(_roughly(in_all.lower), _roughly(in_all.upper))),
    ):
        yield replace(each, sources=(*each.sources, *also))


def _roughly(number: object) -> float:
    """To the nearest hundred: an estimate that rests on such assumptions is no more exact, and undoes no rounding."""
    return round(float(number), -2)  # type: ignore[arg-type]
