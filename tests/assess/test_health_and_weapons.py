"""What health services see, what was used, and whether sources move alike: shares of what is known, nothing added."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from assess.feeds import YEAR, Row, a_tally, answered, by_name, found_by
from assess.test_counts_on_the_ground import a_ground

from upriver.assess.analyses import health, triangulation, weapons
from upriver.assess.materials import Materials
from upriver.store.partners.people import Met
from upriver.words.finding import Signal

ED, AMBULANCE, POLICE = "ed_assault_attendances", "ambulance_assault_calls", "police_crime_extract"
ONE, OTHER = (area.code for area in a_ground().levels["ltla"].areas[:2])


def times(many: int, **row: object) -> list[Row]:
    return [row] * many


def test_the_share_unknown_to_police_is_of_those_where_it_is_recorded() -> None:
    rows = times(30, told_police="yes") + times(50, told_police="no") + times(20, told_police="not known") + times(5)
    share = by_name(found_by(health, {ED: rows}))["told_police", "p", "ed_police_told_known", "percent", "told_police=no"]
    assert share.estimate.value == pytest.approx(100 * 50 / 80)


def test_a_percentage_of_attendances_is_of_counts_rounded_to_five() -> None:
    rows = times(31, told_police="yes") + times(52, told_police="no")
    share = by_name(found_by(health, {ED: rows}))["told_police", "p", "ed_police_told_known", "percent", "told_police=no"]
    assert share.estimate.value == pytest.approx(100 * 50 / 85), "52 and 83 would give the counts away"


def test_not_known_counts_as_not_filled_in() -> None:
    rows = times(70, location_type="own home") + times(20, location_type="not known") + times(10)
    told = by_name(found_by(health, {ED: rows}))
    assert told["complete", "p", f"{ED}_location_type", "count", "filled=yes"].estimate.events == 70
    assert told["complete", "p", f"{ED}_location_type", "count", "filled=no"].estimate.events == 30


def test_attendances_stand_over_crimes_with_injury_alone() -> None:
    crimes = times(40, offence_code="8N") + times(500, offence_code="105A") + times(500, offence_code="10D")
    ratio = by_name(found_by(health, {ED: times(60, told_police="no"), POLICE: crimes}))["ratio", "p", f"{ED}_over_police", "ratio", ""]
    assert ratio.estimate.value == pytest.approx(60 / 40)
    assert ratio.estimate.lower < 1.5 < ratio.estimate.upper


def test_a_district_with_more_calls_than_its_crimes_lead_to_expect_is_marked() -> None:
    calls = times(90, place=ONE) + times(30, place=OTHER)
    crimes = times(300, place=ONE, offence_code="8N") + times(300, place=OTHER, offence_code="8N")
    found = found_by(health, {AMBULANCE: calls, POLICE: crimes})
    assert by_name(found)["by_district", ONE, "calls_over_police", "rate_ratio", "against=rest"].estimate.value == pytest.approx(3)
    marked = {(each.key.area.code, each.kind) for each in found if isinstance(each, Signal)}
    assert marked == {(ONE, "higher"), (OTHER, "lower")}


def test_the_comparison_of_districts_hides_with_any_count_it_rests_on() -> None:
    calls = times(90, place=ONE) + times(3, place=OTHER)
    crimes = times(300, place=ONE, offence_code="8N") + times(300, place=OTHER, offence_code="8N")
    ratio = by_name(found_by(health, {AMBULANCE: calls, POLICE: crimes}))["by_district", ONE, "calls_over_police", "rate_ratio", "against=rest"]
    assert {key.area.code for key in ratio.rests_on} == {ONE, OTHER}


def test_people_on_both_lists_are_counted_once() -> None:
    met = Met(health.PEOPLE, 100, 200, 50, 110, 220, 55, 60, (), ())
    told = by_name(answered(health, Materials(met={health.PEOPLE: met})))
    parts = {name[4]: each.estimate.events for name, each in told.items() if name[2:4] == ("people_on_lists", "count")}
    assert parts == {"": 250, "on=ed_only": 50, "on=police_only": 150, "on=both": 50}


def test_the_estimate_of_all_who_were_hurt_carries_its_warning() -> None:
    met = Met(health.PEOPLE, 100, 200, 50, 110, 220, 55, 60, (), ())
    estimate = by_name(answered(health, Materials(met={health.PEOPLE: met})))["on_both_lists", "p", "people_estimated", "people", ""].estimate
    assert estimate.value == pytest.approx(101 * 201 / 51 - 1)
    assert "only if being on one list doesn't change the chance of the other" in estimate.method


def test_published_admissions_keep_their_own_interval_and_england_stands_beside() -> None:
    rows = {"indicator_id": np.array([11201, 11201, 108]), "area_code": np.array([ONE, "E92000001", ONE], dtype=object),
            "area_name": np.array(["A", "England", "A"], dtype=object), "sex": np.array(["Persons"] * 3, dtype=object),
            "age": np.array(["All ages"] * 3, dtype=object), "category": np.array([None] * 3, dtype=object),
            "period": np.array(["2021/22 - 23/24"] * 3, dtype=object), "value": np.array([50.0, 40.0, 9.0]),
            "lower": np.array([45.0, 39.0, 8.0]), "upper": np.array([55.0, 41.0, 10.0])}
    told = by_name(answered(health, Materials(rows={health.FINGERTIPS: rows})))
    assert {(name[1], each.estimate.value, each.estimate.lower) for name, each in told.items()} == {(ONE, 50.0, 45.0), ("E92000001", 40.0, 39.0)}


def test_the_share_with_a_knife_is_of_crimes_whose_flag_is_filled_in() -> None:
    # T20: 101 of 244 is 41.4%; of those with the weapon known it is more. Which of the two is meant has to be said.
    rows = times(20, knife="yes", offence_code="8N") + times(60, knife="no", offence_code="8N") + times(120, offence_code="8N")
    told = by_name(found_by(weapons, {POLICE: rows}))
    assert told["flags", "p", "knife_flag_known", "percent", "knife=yes"].estimate.value == pytest.approx(25)
    assert told["flags", "p", "knife_flag_known", "count", ""].estimate.events == 80
    assert told["flags", "p", "knife_flag_blank", "count", ""].estimate.events == 120


def test_a_flag_without_a_weapon_is_a_knife_and_neither_is_not_said() -> None:
    rows = times(5, knife="yes", offence_code="8N") + times(7, knife="no", weapon="firearm", offence_code="8N") + times(9, knife="no", offence_code="8N")
    told = by_name(found_by(weapons, {POLICE: rows}))
    kinds = {name[4]: each.estimate.events for name, each in told.items() if name[:4] == ("used", "p", "weapon", "count")}
    assert kinds["weapon=knife_or_sharp"] == 5 and kinds["weapon=firearm"] == 7 and kinds["weapon=not_said"] == 9 and kinds[""] == 21


def test_no_share_of_weapons_is_given_where_most_records_say_nothing() -> None:
    rows = times(40, knife="yes", offence_code="8N") + times(60, knife="no", offence_code="8N")
    told = by_name(found_by(weapons, {POLICE: rows}))
    assert not any(name[:4] == ("used", "p", "weapon", "percent") and "of=said" in name[4] for name in told), "every weapon would be a knife"
    half = by_name(found_by(weapons, {POLICE: rows + times(30, weapon="body alone", knife="no", offence_code="8N")}))
    assert half["used", "p", "weapon", "percent", "of=said;weapon=knife_or_sharp"].estimate.value == pytest.approx(100 * 40 / 70)


def test_possession_is_told_apart_and_never_counted_as_violence() -> None:
    told = by_name(found_by(weapons, {POLICE: times(30, offence_code="10D", knife="yes") + times(40, offence_code="8N", knife="no")}))
    assert told["possession", "p", "possession_of_weapons", "count", ""].estimate.events == 30
    assert told["flags", "p", "violence_and_robbery", "count", ""].estimate.events == 40


def test_a_call_coded_as_an_assault_says_nothing_of_a_weapon() -> None:
    told = by_name(found_by(weapons, {AMBULANCE: times(80, call_category="assault") + times(20, call_category="stabbing")}))
    assert told["health", "p", f"{AMBULANCE}_weapon", "count", "weapon=not_said"].estimate.events == 80


def test_a_year_of_the_open_knife_table_with_a_hidden_number_has_no_sum() -> None:
    rows = {"financial_year": np.array(["2023-24"] * 4 + ["2024-25"] * 4, dtype=object), "quarter": np.array([1.0, 2, 3, 4] * 2),
            "force": np.array(["Ashby"] * 8, dtype=object), "offence": np.array(["Robbery"] * 8, dtype=object),
            "weapon": np.array([None] * 8, dtype=object), "weapon_offences": np.array([5.0, 6, 7, 8, 5, np.nan, 7, 8]), "offences": np.full(8, 20.0)}
    told = by_name(answered(weapons, Materials(rows={weapons.KNIFE_TABLE: rows})))
    assert {each.estimate.events for name, each in told.items() if name[2:4] == ("knife_offences", "count")} == {26}


def monthly(start: int, end: int, **row: object) -> list[Row]:
    """So many a month in the first half of the year, and so many in the second."""
    return [{"period": month, **row} for at, month in enumerate(YEAR) for _ in range(start if at < 6 else end)]


def test_sources_that_part_are_marked_each_its_own_way() -> None:
    found = found_by(triangulation, {POLICE: monthly(100, 60, offence_code="8N"), ED: monthly(60, 100, told_police="no")})
    ways = {each.key.measure: each.kind for each in found if isinstance(each, Signal)}
    assert ways == {"police_violence_and_robbery": "down", ED: "up"}


def test_a_change_is_a_day_so_that_short_months_do_not_count_as_a_fall() -> None:
    found = by_name(found_by(triangulation, {POLICE: monthly(100, 100, offence_code="8N"), ED: monthly(100, 100, told_police="no")}))
    change = found["change", "p", "police_violence_and_robbery", "change_percent", ""].estimate
    assert change.value == pytest.approx(100 * (181 / 184 - 1)), "the first half has 181 days, the second 184"
    assert change.lower < 0 < change.upper


def test_one_source_alone_has_nothing_to_agree_with() -> None:
    spec = triangulation.FEEDS[ED]
    assert not by_name(answered(triangulation, Materials(tallies={spec: a_tally(spec, monthly(9, 9, told_police="no"), months=YEAR[:3])})))


def test_patterns_over_the_week_are_held_against_what_chance_leaves() -> None:
    at = [datetime(2025, 3, 3 + day, hour, 10) for day in range(7) for hour in (2, 14)]
    crimes = [{"offence_code": "8N", "committed_from": moment} for moment in at for _ in range(20)]
    seen = [{"assaulted_at": moment} for moment in at for _ in range(20)]
    told = by_name(found_by(health, {POLICE: crimes, ED: seen}))
    assert told["agreement", "p", f"{ED}_and_police", "percent", "hours=28"].estimate.value == pytest.approx(100)
    assert told["agreement", "p", f"{ED}_and_police", "percent", "hours=28_by_chance"].estimate.value < 100
