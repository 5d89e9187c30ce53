"""Who lives here: sets of residents that are never mixed, and what can't be known of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from assess.bad_data import a_case

from upriver.assess.analyses.area_and_people import AGES, BY_AGE, BY_SEX, GROUPS, RESIDENTS, SETS, TENTHS, answer
from upriver.assess.asking import Ask
from upriver.assess.materials import Materials
from upriver.assess.published.populations import BANDS, age_sets, groups_on, year_named
from upriver.places.ground import Ground
from upriver.words.finding import Finding, Signal

CASE = a_case(areas=12)
DISTRICTS = [area.code for area in CASE.ground.levels["ltla"].areas]


def ages_of(*files: tuple[str, str, list[str]], each: float = 10.0) -> dict[str, np.ndarray]:
    """Ten residents of every age in every place of each file: (file, column, places)."""
    rows = [(file, column, place, str(age) if age < 90 else "90+") for file, column, places in files for place in places for age in range(91)]
    found = {name: np.array([place if column == name else None for _, column, place, _ in rows], dtype=object) for name in ("lsoa21", "ltla")}
    return {**found, "age": np.array([age for *_, age in rows], dtype=object), "residents": np.full(len(rows), each),
            "file_name": np.array([file for file, *_ in rows], dtype=object)}


def asked(rows: dict[object, dict[str, np.ndarray]], ground: Ground = CASE.ground, **_: object) -> list[Finding | Signal]:
    ask: Ask = replace(CASE.ask, materials=Materials(rows))  # type: ignore[arg-type]
    return list(answer(CASE.counts, ground, ask))


def values(found: list[Finding | Signal], table: str, unit: str = "residents") -> dict[tuple[str, str, str], float | None]:
    return {(each.key.area.code, each.key.measure, each.key.breakdown_text): each.estimate.value
            for each in found if isinstance(each, Finding) and each.key.table == table and each.key.unit == unit}


@pytest.mark.parametrize(("file", "year"), [
    ("population20_ltla21.csv.gz", 2020), ("population17_lsoa11.csv", 2017), ("sapelsoasyoa mid-2022.csv", 2022), ("mye23_districts.csv", 2023),
    ("ukpopestimatesmid2021on2021geography.csv", 2021), ("residents_2022.csv", 2022), ("residents.csv", None), ("residents_2021_2023.csv", None),
    ("lsoa21.csv", None), ("", None),
])
def test_a_year_is_read_from_a_files_name_or_not_at_all(file: str, year: int | None) -> None:
    assert year_named(file) == year


def test_the_newest_set_that_states_its_year_is_used() -> None:
    sets, left = age_sets(ages_of(("population20_a.csv", "ltla", DISTRICTS), ("population22_b.csv", "ltla", DISTRICTS)), CASE.ground)
    assert ([each.year for each in sets], left) == ([2022, 2020], ())


def test_a_set_without_a_year_or_a_district_is_left_out_by_name() -> None:
    rows = ages_of(("people.csv", "ltla", DISTRICTS), ("population20.csv", "ltla", DISTRICTS[:1]), ("population21.csv", "lsoa21", ["E01000001"]))
    assert age_sets(rows, CASE.ground) == ((), ("people.csv", "population20.csv", "population21.csv"))


def test_a_place_that_stands_twice_in_a_set_is_not_counted_twice() -> None:
    assert age_sets(ages_of(("population20.csv", "ltla", [*DISTRICTS, DISTRICTS[0]])), CASE.ground)[0] == ()


def test_small_areas_add_up_to_their_district() -> None:
    (found,), _ = age_sets(ages_of(("population20.csv", "lsoa21", list(CASE.ground.small))), CASE.ground)
    assert {code: ages.sum() for code, ages in found.ages.items()} == dict.fromkeys(DISTRICTS, 6 * 91 * 10)


def test_bands_hold_every_age_once() -> None:
    assert [age for _, first, after in BANDS for age in range(first, after)] == list(range(91))


def test_ages_of_the_whole_are_those_of_its_districts() -> None:
    found = values(asked({AGES: ages_of(("population20.csv", "ltla", DISTRICTS))}), BY_AGE)
    assert found[("norsea", "residents", "age=10_17")] == 2 * 8 * 10
    assert found[("norsea", "aged_10_to_24", "")] == 2 * 15 * 10


def test_each_set_keeps_its_own_day() -> None:
    found = [each for each in asked({AGES: ages_of(("population20.csv", "ltla", DISTRICTS))}) if isinstance(each, Finding)]
    days = {each.key.table: str(each.key.period.start) for each in found}
    assert (days[RESIDENTS], days[BY_AGE]) == ("2021-03-21", "2020-06-30")


def test_two_sets_side_by_side_are_a_difference_and_no_growth() -> None:
    found = values(asked({AGES: ages_of(("population20.csv", "ltla", DISTRICTS))}), SETS, "change_percent")
    assert found[("norsea", "census_against_mid_year", "")] == pytest.approx(100 * (12 * 1_500 - 1_820) / 1_820)


def test_residents_add_up_by_tenth_of_deprivation() -> None:
    ground = replace(CASE.ground, deprivation={"imd_decile": np.array([1.0, 1.0, 1.0] + [5.0] * 9)})
    found = asked({}, ground)
    assert values(found, TENTHS)[("norsea", "residents", "tenth=01")] == 3 * 1_500
    assert values(found, TENTHS, "percent")[("norsea", "share_of_residents", "tenth=01")] == 25.0


def test_a_small_area_without_a_tenth_is_counted_apart() -> None:
    ground = replace(CASE.ground, deprivation={"imd_decile": np.array([np.nan] + [5.0] * 11)})
    found = values(asked({}, ground), TENTHS)
    assert (found[("norsea", "residents", "tenth=not_known")], found[("norsea", "residents", "tenth=01")]) == (1_500, 0)


def test_residents_that_are_not_known_are_no_zero() -> None:
    residents = np.full(12, 1_500.0)
    residents[0] = np.nan
    found = values(asked({}, replace(CASE.ground, residents=residents)), RESIDENTS)
    assert found[("norsea", "residents", "")] is None
    assert found[(DISTRICTS[1], "residents", "")] == 6 * 1_500


def test_a_group_that_is_missing_for_one_small_area_is_missing_for_the_whole() -> None:
    rows = {"lsoa21": np.array([*CASE.ground.small, *CASE.ground.small[1:]], dtype=object),
            "ethnic_group": np.array(["A"] * 12 + ["B"] * 11, dtype=object), "residents": np.full(23, 100.0)}
    names, groups = groups_on(rows, CASE.ground)
    assert names == ("A", "B") and groups[0].sum() == 1_200 and np.isnan(groups[1].sum())
    found = values(asked({GROUPS: rows}), "assessment/people/ethnic_groups")
    assert found[("norsea", "residents", "ethnic_group=b")] is None
    assert found[(DISTRICTS[1], "residents", "ethnic_group=b")] == 600


def test_sexes_of_a_district_that_is_missing_leave_the_whole_without_a_number() -> None:
    rows = {"ltla": np.array(DISTRICTS[:1], dtype=object), **{name: np.array([50.0]) for name in BY_SEX.fields[1:]}}
    areas = {code for code, *_ in values(asked({BY_SEX: rows}), "assessment/people/sex_and_age")}
    assert areas == {DISTRICTS[0]}
