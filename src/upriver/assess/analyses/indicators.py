"""What are the readings of the indicators that no other chapter has as a series?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver import shelf
from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.published.reading import PUBLISHED
from upriver.assess.watched.counted import ADMITTED, KNIVES, admitted, by_time, knives, laid_over, young_bands
from upriver.assess.watched.published import over_years
from upriver.places.ground import Ground
from upriver.words.figure import TallySpec
from upriver.words.finding import Finding, Selection, selection

QUESTION = "what_are_the_indicators_readings"
POLICE, HOSPITAL, RETURNS = "police_crime_extract", "hospital_assault_admissions", "s17a_hospital_returns"
CRIMES = TallySpec(POLICE, ("offence_code", "victim_age_band"))
CAUSES, YOUNG = TallySpec(HOSPITAL, ("cause_group",)), TallySpec(HOSPITAL, ("cause_group", "age_band"))
RETURNED = TallySpec(RETURNS, ("s17a_category",))
NEEDS = (CRIMES, CAUSES, YOUNG, RETURNED, KNIVES, ADMITTED, *PUBLISHED)
LEVELS = ("partnership", "force", "utla", "ltla", "region", "country")
READINGS, YEARS = table_name("indicators", "readings"), table_name("indicators", "published")
CORE = "home_office_core"
"""The definition whose offence codes are counted where the partnership's own names none."""
SHARP, ASSAULT = "sharp object", "assault X85-Y09"


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Knife offences by quarter, admissions, serious violence with a young victim, and published figures year by year."""
    yield from knives(ground, ask, question=QUESTION, table=READINGS)
    yield from admitted(ground, ask, question=QUESTION, table=READINGS)
    yield from _young_victims(ground, ask)
    yield from _causes(ground, ask)
    yield from _returned(ground, ask)
    yield from over_years(ground, ask, question=QUESTION, table=YEARS)


def codes_of(ask: Ask) -> tuple[str, ...]:
    """The offence codes of the definition in use, or those of the Home Office's core where it names none."""
    own = {code for limb in ask.definition.agreed.limbs for code in limb.takes.get("recorded_crime_csp", ())}
    core = shelf.declared("definitions")[CORE]["limbs"]
    return tuple(sorted(own or {code for limb in core for code in limb.get("codes", [])}))


def _young_victims(ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Offences of the definition whose victim's band ends before 25, month by month."""
    found = laid_over(CRIMES, ground, ask)
    if found is None:
        return
    laid, period = found
    codes, bands = codes_of(ask), young_bands(laid.columns["victim_age_band"])
    kept = np.isin(laid.columns["offence_code"].astype(str), codes) & np.isin(laid.columns["victim_age_band"].astype(str), bands)
    if not bands:
        return
    rows = selection(("offence_code", "|".join(codes)), ("victim_age_band", "|".join(bands)))
    yield from by_time(laid, period, kept, months_each=1, question=QUESTION, table=READINGS, area=ground.partnership, measure="victims_under_25",
                       source=POLICE, definition=ask.definition.name, selects=rows)


def _causes(ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Admissions by quarter: all assault, sharp objects, and those of under-25s where the rows say an age."""
    for spec in (CAUSES, YOUNG):
        found = laid_over(spec, ground, ask, months_each=3)
        if found is None:
            continue
        laid, period = found
        sharp = laid.columns["cause_group"].astype(str) == SHARP
        told: tuple[tuple[str, np.ndarray, Selection], ...]
        if spec == CAUSES:
            told = (("admissions_sharp_object", sharp, selection(("cause_group", SHARP))), ("admissions_assault", np.ones_like(sharp), ()))
        else:
            bands = young_bands(laid.columns["age_band"])
            young = sharp & np.isin(laid.columns["age_band"].astype(str), bands)
            told = (("admissions_sharp_object_under_25", young, selection(("cause_group", SHARP), ("age_band", "|".join(bands)))),) if bands else ()
        for measure, kept, rows in told:
            yield from by_time(laid, period, kept, months_each=3, question=QUESTION, table=READINGS, area=ground.partnership, measure=measure,
                               source=HOSPITAL, definition=ask.definition.name, selects=rows)


def _returned(ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Admissions for assault in the section 17A returns, month by month."""
    found = laid_over(RETURNED, ground, ask)
    if found is None:
        return
    laid, period = found
    kept = laid.columns["s17a_category"].astype(str) == ASSAULT
    yield from by_time(laid, period, kept, months_each=1, question=QUESTION, table=READINGS, area=ground.partnership, measure="s17a_assault",
                       source=RETURNS, definition=ask.definition.name, selects=selection(("s17a_category", ASSAULT)))
