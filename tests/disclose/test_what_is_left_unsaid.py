"""Shares and rates of those alone who are known print how many they are: with the count of all that tells how many aren't."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from assess.bad_data import YEAR
from assess.test_victims import CASE, a_tally, crimes, residents

from upriver.assess.analyses import kinds_in_depth, location_types, victims
from upriver.assess.asking import Ask
from upriver.assess.materials import Materials
from upriver.assess.people.residents import BY_SEX_AND_AGE
from upriver.disclose.clearing import clear
from upriver.disclose.hiding import Sums
from upriver.words.cleared import Cell, Rule
from upriver.words.declared import Profile
from upriver.words.finding import Finding, Signal

TEN = Rule("ten", "1 to 9 are hidden.", low=1, high=9, min_rate_events=10)
OPEN = Rule("open", "Nothing is hidden.", secondary=False)


def cleared(analysis: Any, *, ask: Ask = CASE.ask, **materials: Any) -> dict[tuple[str, str, str], Cell]:
    given = list(analysis.answer(CASE.counts, CASE.ground, replace(ask, materials=Materials(**materials))))
    findings = [each for each in given if isinstance(each, Finding)]
    slugs = {source for each in findings for source in each.sources}
    rules = {slug: TEN if slug in ("police_crime_extract", "ed_assault_attendances") else OPEN for slug in slugs}
    made = clear(findings, [each for each in given if isinstance(each, Signal)], document="d", audience="public", rules=rules,
                 sums=Sums((), {}), titles={}, explanations={})
    return {(cell.key.table.split("/", 1)[1], cell.key.unit, cell.key.breakdown_text): cell for table in made.tables for cell in table.cells}


@pytest.mark.parametrize("unknown", [5, 50])
def test_the_few_whose_age_is_not_known_are_not_all_less_those_with_a_rate(unknown: int) -> None:
    found = cleared(victims, rows={BY_SEX_AND_AGE: residents()}, tallies=crimes(
        ("18-24", "male", 84), ("18-24", "female", 70), ("65+", "male", 30), ("65+", "female", 40), ("", "male", unknown), ("", "female", 20)))
    everybody, men = (found["victims/rates", "per_1000_residents", split] for split in ("", "sex=male"))
    assert found["victims/ages", "count", ""].count == 244 + unknown
    assert (everybody.count, men.count) == ((None, None) if unknown < 10 else (224, 114))


@pytest.mark.parametrize("unknown", [5, 50])
def test_the_few_without_a_kind_of_place_are_not_all_less_those_of_the_shares(unknown: int) -> None:
    rows = [{"location_type": name, "events": many} for name, many in (("street", 80), ("home", 60), (None, unknown))]
    found = cleared(location_types, tallies={location_types.EXTRACT: a_tally(location_types.EXTRACT, rows)})
    shares = [cell for (table, unit, _), cell in found.items() if table == "location_types/feeds" and unit == "percent"]
    assert len(shares) == 2 and all(cell.hidden == (unknown < 10) for cell in shares)
    assert np.isfinite(found["location_types/feeds", "count", ""].count or np.nan) and YEAR.months


def test_of_one_quantity_the_plain_count_holds_whatever_a_rate_of_fewer_says() -> None:
    """Three parts of 20, 30 and 5, and a rate of the 50 whose age is known under the same name as the whole."""
    found = cleared(victims, rows={BY_SEX_AND_AGE: residents()}, tallies=crimes(("18-24", "male", 20), ("65+", "male", 30), ("", "male", 5)))
    hidden = {split for (table, unit, split), cell in found.items() if table == "victims/ages" and unit == "count" and cell.hidden}
    assert {"age=not_known", "age=18-24"} <= hidden and "age=65+" not in hidden


@pytest.mark.parametrize("attempts", [1, 30])
def test_the_harm_of_two_offences_does_not_tell_how_many_there_were_of_the_graver(attempts: int) -> None:
    """50 crimes and their harm are two equations with two unknowns: with one attempted murder among them there is no harm printed."""
    rows = [{"offence_code": code, "location_type": "prison or custody", "events": many} for code, many in (("2", attempts), ("8N", 50))]
    ask = replace(CASE.ask, profiles=(Profile("custody", 1, "Custody", "", flagged={"location_type": ("prison or custody",)}),))
    found = cleared(kinds_in_depth, ask=ask, tallies={kinds_in_depth.EXTRACT: a_tally(kinds_in_depth.EXTRACT, rows)})
    harm = found["depth/harm", "harm", ""]
    assert found["depth/harm", "count", ""].count == 50 + attempts and harm.hidden == (attempts < 10)
    assert found["depth/harm", "count", "offence_code=8N"].hidden == (attempts < 10)
