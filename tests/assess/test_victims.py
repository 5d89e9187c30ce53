"""People in numbers: what the analyses make of feeds, keyed counts and residents that are made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from assess.bad_data import MONTHS, YEAR, a_case

from upriver.assess.analyses import disproportionality, people_who_harm, victims
from upriver.assess.materials import Materials
from upriver.assess.people.entrants import PUBLISHED
from upriver.assess.people.extract import SUSPECTS, VICTIMS, asked
from upriver.assess.people.residents import BY_GROUP, BY_SEX_AND_AGE, bounds_of, group_of
from upriver.store.partners.people import Met, Peopled
from upriver.store.tallies import Tallied
from upriver.words.figure import TallySpec
from upriver.words.finding import Estimate, Finding, Signal

CASE = a_case()
SMALL = CASE.ground.small
OTHERS = ("Asian", "Black", "Mixed", "Other")
Found = dict[tuple[str, str, str, str], Estimate]


def a_tally(spec: TallySpec, rows: Sequence[dict[str, Any]], *, months: Sequence[str] = YEAR.months) -> Tallied:
    """Rows are fields with `events`; each stands in the first month held, in the first small area."""
    columns = {name: np.array([row.get(name) for row in rows], dtype=object) for name in spec.by}
    columns |= {"provider": np.array(["norsea"] * len(rows), dtype=object), "place": np.array([SMALL[0]] * len(rows), dtype=object),
                "period": np.array([row.get("period", months[0]) for row in rows], dtype=object)}
    events = np.array([row["events"] for row in rows], dtype=np.int64)
    hidden = np.array([row.get("hidden", False) for row in rows], dtype=bool)
    return Tallied(spec, columns, events, hidden, frozenset(("norsea", month) for month in months), frozenset(), "district", ())


def residents(of_each: float = 10.0) -> dict[str, np.ndarray]:
    """So many of each sex at each year of age in every small area."""
    names = [f"{sex}{age}" for sex in "FM" for age in range(91)]
    return {
        "lsoa21": np.repeat(np.array(SMALL, dtype=object), len(names)), "ltla": np.full(len(SMALL) * len(names), None, dtype=object),
        "sex_and_age": np.tile(np.array(names, dtype=object), len(SMALL)), "residents": np.full(len(SMALL) * len(names), of_each),
        "file_name": np.full(len(SMALL) * len(names), "mid_2022.csv", dtype=object),
    }  # fmt: skip


def groups(white: float = 800.0, other: float = 50.0) -> dict[str, np.ndarray]:
    """Residents of each group in every small area."""
    names = ["White", *OTHERS]
    numbers = [white] + [other] * len(OTHERS)
    return {"lsoa21": np.repeat(np.array(SMALL, dtype=object), len(names)), "ethnic_group": np.tile(np.array(names, dtype=object), len(SMALL)),
            "residents": np.tile(np.array(numbers), len(SMALL))}


def answered(analysis: Any, **materials: Any) -> tuple[Found, list[Finding | Signal]]:
    ask = replace(CASE.ask, materials=Materials(**materials))
    given = list(analysis.answer(CASE.counts, CASE.ground, ask))
    findings = [each for each in given if isinstance(each, Finding)]
    return {(each.key.table.split("/", 1)[1], each.key.measure, each.key.unit, each.key.breakdown_text): each.estimate for each in findings}, given


def crimes(*rows: tuple[str, str, int], offence: str = "8N", **more: Any) -> dict[TallySpec, Tallied]:
    fields = [{"offence_code": offence, "victim_age_band": age, "victim_sex": sex, "events": events} for age, sex, events in rows]
    return {victims.WHO: a_tally(victims.WHO, fields, **more)}


def test_a_rate_is_of_residents_of_that_age_and_sex() -> None:
    found, _ = answered(victims, tallies=crimes(("18-24", "male", 84), ("65+", "female", 10)), rows={BY_SEX_AND_AGE: residents()})
    # 7 years of age x 10 men x 12 small areas
    rate = found["victims/rates", "victims", "per_1000_residents", "age=18-24;sex=male"]
    assert (rate.denominator, rate.value) == (840, pytest.approx(100))


def test_crimes_of_possession_have_no_victim() -> None:
    found, _ = answered(victims, tallies=crimes(("18-24", "male", 84), offence="10D"))
    assert found == {}


def test_where_only_ages_can_be_divided_by_the_page_has_counts_and_no_rates() -> None:
    found, _ = answered(victims, tallies=crimes(("18-24", "male", 84)))
    assert found["victims/ages", "victims", "count", "age=18-24;sex=male"].value == 84
    assert not any(table == "victims/rates" for table, *_ in found)


def test_those_not_known_are_counted_and_in_no_rate() -> None:
    found, _ = answered(victims, tallies=crimes(("18-24", "male", 84), ("", "male", 16)), rows={BY_SEX_AND_AGE: residents()})
    assert found["victims/ages", "victims", "count", "age=not_known"].value == 16
    assert found["victims/rates", "victims", "per_1000_residents", ""].events == 84


def test_every_count_by_age_and_sex_names_what_it_adds_up_to() -> None:
    _, given = answered(victims, tallies=crimes(("18-24", "male", 84), ("65+", "female", 10), ("65+", "male", 5)))
    counts = {each.key: each for each in given if isinstance(each, Finding) and each.key.unit == "count"}
    sums = [each for each in counts.values() if each.adds]
    assert len(sums) >= 5
    for each in sums:
        assert sum(counts[part].estimate.events or 0 for part in each.adds) == each.estimate.events


def test_a_missing_month_leaves_rates_of_the_months_observed_and_no_count_of_the_year() -> None:
    held = YEAR.months[:6]
    found, _ = answered(victims, tallies=crimes(("18-24", "male", 84), months=held), rows={BY_SEX_AND_AGE: residents()})
    assert found["victims/ages", "victims", "count", ""].flags == ("missing_period",)
    rate = found["victims/rates", "victims", "per_1000_person_years", "age=18-24;sex=male"]
    assert (rate.denominator, rate.value) == (420, pytest.approx(200))


def a_group(group: str | None, events: int) -> dict[str, Any]:
    return {"offence_code": "8N", "victim_ethnicity": group, "events": events}


def ethnic(*rows: tuple[str | None, int]) -> dict[TallySpec, Tallied]:
    return {victims.ETHNIC: a_tally(victims.ETHNIC, [a_group(*row) for row in rows])}


def test_a_ratio_is_to_white_residents_and_leaves_the_unknown_out() -> None:
    found, _ = answered(victims, tallies=ethnic(("White", 160), ("Black", 30), ("not stated", 50)), rows={BY_GROUP: groups()})
    # (30 / 600) / (160 / 9,600)
    assert found["victims/ethnicity", "victims", "rate_ratio", "ethnicity=Black"].value == pytest.approx(3)


def test_the_share_not_known_is_always_told() -> None:
    found, _ = answered(victims, tallies=ethnic(("White", 160), (None, 20), ("not known", 20)), rows={BY_GROUP: groups()})
    assert found["victims/ethnicity", "victims", "percent", "ethnicity=not_known"].value == pytest.approx(20)


def test_the_unknown_may_pull_a_ratio_further_than_chance() -> None:
    found, _ = answered(victims, tallies=ethnic(("White", 160), ("Black", 30), ("not stated", 50)), rows={BY_GROUP: groups()})
    ratio, span = (found["victims/ethnicity", measure, "rate_ratio", "ethnicity=Black"] for measure in ("victims", "victims_range"))
    assert (span.lower or 0) < (ratio.lower or 0) and (span.upper or 0) > (ratio.upper or 0)


def test_a_group_without_a_single_event_has_no_ratio_and_says_why() -> None:
    found, _ = answered(victims, tallies=ethnic(("White", 160)), rows={BY_GROUP: groups()})
    ratio = found["victims/ethnicity", "victims", "rate_ratio", "ethnicity=Asian"]
    assert ratio.value is None and "withheld" in ratio.flags


def a_people(times: Sequence[int], people: Sequence[int], *, spec: Any = VICTIMS, missing: tuple[str, ...] = (), unkeyed: int = 0) -> Peopled:
    first = np.zeros(len(times), dtype=np.int64)
    wait = np.where(np.array(times) > 1, 2.0, np.nan)
    rows = int(np.array(times) @ np.array(people)) + unkeyed
    return Peopled(spec, np.array(times), first, wait, np.array(people), rows, unkeyed, missing, ())


def test_people_who_come_again_are_shared_out_by_how_often() -> None:
    found, _ = answered(victims, people={VICTIMS: a_people([1, 2, 3], [70, 20, 10], unkeyed=40)})
    assert found["victims/again", "victims_people", "people", "times=2_or_more"].value == 30
    assert found["victims/again", "victims_repeat_people", "percent", ""].value == pytest.approx(30)
    assert found["victims/again", "victims_unkeyed", "count", ""].value == 40


def test_no_share_of_repeats_is_told_over_a_missing_month() -> None:
    found, _ = answered(victims, people={VICTIMS: a_people([1, 2], [70, 20], missing=("2025-03",))})
    assert found == {}


def test_a_top_hundredth_of_few_people_is_not_told() -> None:
    found, _ = answered(victims, people={VICTIMS: a_people([1, 2], [40, 20])})
    assert not any(measure == "victims_on_top" for _, measure, *_ in found)


def test_repeats_widen_the_interval_of_a_ratio() -> None:
    tallies, rows = ethnic(("White", 160), ("Black", 30)), {BY_GROUP: groups()}
    name = ("victims/ethnicity", "victims", "rate_ratio", "ethnicity=Black")
    plain, wide = (answered(victims, tallies=tallies, rows=rows, people=people)[0][name]
                   for people in ({}, {VICTIMS: a_people([1, 9], [70, 30])}))
    assert (wide.upper or 0) > (plain.upper or 0) and wide.value == plain.value


def a_met(first: int, second: int, both: int) -> Met:
    return Met(people_who_harm.ALSO_VICTIMS, first, second, both, first, second, both, both, (), ())


def test_two_lists_with_nobody_in_common_say_more_of_their_keys_than_of_people() -> None:
    found, given = answered(people_who_harm, people={SUSPECTS: a_people([1], [50], spec=SUSPECTS)}, met={people_who_harm.ALSO_VICTIMS: a_met(50, 60, 0)})
    assert any(isinstance(each, Signal) and each.kind == "no_key_in_common" for each in given)
    assert not any(table == "people_who_harm/also_victims" for table, *_ in found)


def test_suspects_who_were_harmed_stand_beside_what_chance_would_make() -> None:
    found, _ = answered(people_who_harm, people={SUSPECTS: a_people([1], [180], spec=SUSPECTS)},
                        met={people_who_harm.ALSO_VICTIMS: a_met(180, 100, 30)})
    assert found["people_who_harm/also_victims", "suspects_people", "percent", "also=yes"].value == pytest.approx(100 * 30 / 180)
    # 12 small areas of 1,500 residents
    assert found["people_who_harm/also_victims", "both_by_chance", "people", ""].value == pytest.approx(180 * 100 / 18_000)


def published(*rows: tuple[str, str, float, int, str]) -> dict[str, np.ndarray]:
    """Rows are (years, name, value, the department's number, region)."""
    return {"measure": np.array(["FirstYJS"] * len(rows), dtype=object), "years": np.array([row[0] for row in rows], dtype=object),
            "area_name": np.array([row[1] for row in rows], dtype=object), "value": np.array([row[2] for row in rows]),
            "la_number": np.array([row[3] for row in rows]), "region": np.array([row[4] for row in rows], dtype=object)}


COUNCIL = CASE.ground.levels["utla"].areas[0].name


def test_a_national_rate_far_from_its_regions_is_held_back() -> None:
    rows = published(("2024", COUNCIL, 120.0, 850, "South East"), ("2024", "South East", 117.0, 989, "NA"), ("2024", "England", 1258.0, 970, "NA"))
    found, given = answered(people_who_harm, rows={PUBLISHED: rows})
    england = found["people_who_harm/entrants", "first_time_entrants", "published", "compared_with=England"]
    assert (england.value, england.flags) == (None, ("withheld",))
    assert found["people_who_harm/entrants", "first_time_entrants", "published", "compared_with=South East"].value == 117
    assert any(isinstance(each, Signal) and each.kind == "held_back" for each in given)


def test_a_national_rate_near_its_regions_is_given() -> None:
    rows = published(("2024", COUNCIL, 120.0, 850, "South East"), ("2024", "South East", 117.0, 989, "NA"), ("2024", "England", 140.0, 970, "NA"))
    found, _ = answered(people_who_harm, rows={PUBLISHED: rows})
    assert found["people_who_harm/entrants", "first_time_entrants", "published", "compared_with=England"].value == 140


def test_a_year_that_is_no_single_year_is_left_out() -> None:
    found, _ = answered(people_who_harm, rows={PUBLISHED: published(("2014-16", COUNCIL, 120.0, 850, "South East"))})
    assert found == {}


def test_a_caseload_with_a_hidden_part_has_bounds_and_no_number() -> None:
    rows = [{"first_time_entrant": "yes", "offence_group": "robbery", "events": 0, "hidden": True, "period": "2025-10"},
            {"first_time_entrant": "no", "offence_group": "robbery", "events": 40, "period": "2025-10"}]
    tally = a_tally(people_who_harm.YOUTH, rows, months=("2025-10",))
    found, _ = answered(people_who_harm, tallies={people_who_harm.YOUTH: tally})
    assert found["people_who_harm/youth_justice", "children", "people", ""].flags == ("hidden_at_source",)
    bounds = [found["people_who_harm/youth_justice", f"children_at_{name}", "people", ""].value for name in ("least", "most")]
    assert bounds == [41, 49]


def test_each_stage_stands_to_residents_and_no_stage_to_another() -> None:
    searches = [{"type": "Person search", "self_defined_ethnicity": f"{group} - of some kind", "outcome": outcome, "events": events}
                for group, outcome, events in (("White", "Arrest", 40), ("White", "A no further action disposal", 120), ("Black", "Arrest", 5),
                                               ("Black", "A no further action disposal", 25))]
    found, _ = answered(disproportionality, tallies={disproportionality.SEARCHED: a_tally(disproportionality.SEARCHED, searches)},
                        rows={BY_GROUP: groups()})
    assert found["disproportionality/stages", "searched", "rate_ratio", "ethnicity=Black"].value == pytest.approx((30 / 600) / (160 / 9_600))
    assert found["disproportionality/after", "something_came_of_it", "ratio", "ethnicity=Black"].value == pytest.approx((5 / 30) / (40 / 160))


def test_a_search_of_a_vehicle_alone_is_of_nobody() -> None:
    searches = [{"type": "Vehicle search", "self_defined_ethnicity": "White - British", "outcome": "Arrest", "events": 40}]
    found, _ = answered(disproportionality, tallies={disproportionality.SEARCHED: a_tally(disproportionality.SEARCHED, searches)},
                        rows={BY_GROUP: groups()})
    assert not any(measure.startswith("searched") for _, measure, *_ in found)


@pytest.mark.parametrize(("words", "group"), [
    ("White - English/Welsh/Scottish/Northern Irish/British", "White"), ("Black/African/Caribbean/Black British - African", "Black"),
    ("Asian, Asian British or Asian Welsh", "Asian"), ("Mixed/Multiple ethnic groups - White and Asian", "Mixed"), ("Other ethnic group - Arab", "Other"),
    ("Other ethnic group - Not stated", ""), ("not stated", ""), ("", ""), (None, ""),
])  # fmt: skip
def test_the_words_of_every_source_come_to_the_five_groups_of_the_census(words: str | None, group: str) -> None:
    assert group_of(words) == group


@pytest.mark.parametrize(("band", "bounds"), [("18-24", (18, 24)), ("65+", (65, 90)), ("90-99", (90, 90)), ("unknown", None), ("", None)])
def test_a_band_has_its_first_and_last_year(band: str, bounds: tuple[int, int] | None) -> None:
    assert bounds_of(band) == bounds


def test_months_outside_the_period_are_in_no_number() -> None:
    rows = [{"offence_code": "8N", "victim_age_band": "18-24", "victim_sex": "male", "events": 84, "period": "2024-12"},
            {"offence_code": "8N", "victim_age_band": "18-24", "victim_sex": "male", "events": 7, "period": "2025-01"}]
    found, _ = answered(victims, tallies={asked("victim_age_band", "victim_sex"): a_tally(victims.WHO, rows, months=MONTHS)})
    assert found["victims/ages", "victims", "count", ""].value == 7
