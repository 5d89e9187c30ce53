"""Readings that no other chapter has: counted over all the time held, with what wasn't sent missing and what was hidden hidden."""

from __future__ import annotations

import numpy as np
from assess.feeds import Row, answered, by_name, found_by
from assess.test_counts_on_the_ground import a_ground

from upriver.assess.analyses import indicators
from upriver.assess.analyses.indicators import POLICE, RETURNS
from upriver.assess.materials import Materials
from upriver.assess.watched.counted import ADMITTED, KNIVES, young_bands
from upriver.words.finding import Finding


def times(many: int, **row: object) -> list[Row]:
    return [row] * many


def readings(found: list) -> dict[tuple[str, str], int | None]:
    """Counts by measure and first day."""
    return {(each.key.measure, each.key.period.start.isoformat()): each.estimate.value for each in found if isinstance(each, Finding)}


def test_offences_with_a_young_victim_are_counted_month_by_month():
    rows = times(12, offence_code="34B", victim_age_band="10-17") + times(7, offence_code="34B", victim_age_band="18-24", period="2025-02")
    found = readings(found_by(indicators, {POLICE: rows}))
    assert (found["victims_under_25", "2025-01-01"], found["victims_under_25", "2025-02-01"]) == (12, 7)


def test_a_month_that_was_sent_and_holds_none_is_nought():
    found = readings(found_by(indicators, {POLICE: times(5, offence_code="34B", victim_age_band="10-17")}))
    assert found["victims_under_25", "2025-03-01"] == 0


def test_victims_of_25_and_over_and_of_no_age_are_not_counted():
    rows = times(3, offence_code="34B", victim_age_band="10-17") + times(9, offence_code="34B", victim_age_band="25-34") + times(4, offence_code="34B")
    assert readings(found_by(indicators, {POLICE: rows}))["victims_under_25", "2025-01-01"] == 3


def test_offences_outside_the_definition_are_not_counted():
    rows = times(3, offence_code="34B", victim_age_band="10-17") + times(9, offence_code="105A", victim_age_band="10-17")
    assert readings(found_by(indicators, {POLICE: rows}))["victims_under_25", "2025-01-01"] == 3


def test_the_lock_is_told_which_rows_are_counted():
    rows = times(3, offence_code="34B", victim_age_band="10-17") + times(3, offence_code="34B", victim_age_band="18-24")
    counted = by_name(found_by(indicators, {POLICE: rows}))["readings", "p", "victims_under_25", "count", ""]
    assert counted.selects is not None
    assert dict(counted.selects)["victim_age_band"] == "10-17|18-24"


def test_only_assaults_of_the_returns_are_counted():
    rows = times(6, s17a_category="assault X85-Y09") + times(30, s17a_category="evidence of alcohol Y90-Y91")
    assert readings(found_by(indicators, {RETURNS: rows}))["s17a_assault", "2025-01-01"] == 6


def test_a_part_that_was_hidden_before_it_came_hides_the_reading():
    found = found_by(indicators, {RETURNS: times(6, s17a_category="assault X85-Y09")}, hidden=True)
    assert readings(found)["s17a_assault", "2025-01-01"] is None


def test_a_band_that_spans_25_is_not_young():
    assert young_bands(np.array(["0-9", "10-17", "18-24", "20-29", "25+", None], dtype=object)) == ("0-9", "10-17", "18-24")


def columns(**given: list) -> dict[str, np.ndarray]:
    return {name: np.array(values, dtype=object) for name, values in given.items()}


def test_knife_offences_of_a_quarter_are_added_over_offences():
    force = next(iter(a_ground().forces.values()))
    rows = columns(financial_year=["2024-25"] * 3, quarter=[1, 1, 2], force=[force.name] * 3, offence=["Robbery", "Homicide", "Robbery"],
                   weapon=[None] * 3, weapon_offences=[40.0, 2.0, np.nan], offences=[100.0, 5.0, 90.0])
    found = readings(answered(indicators, Materials(rows={KNIVES: rows})))
    assert found == {("knife_offences", "2024-04-01"): 42, ("knife_offences", "2024-07-01"): None}


def test_published_admissions_are_given_only_where_every_district_has_its_number():
    codes = [area.code for area in a_ground().levels["ltla"].areas]
    size = len(codes)
    rows = columns(financial_year=["2023-24"] * size, area_code=codes, cause_code=["X99"] * size, sex=["Male"] * size, age=["18 to 24"] * size,
                   admissions=[10.0] * size)
    whole = readings(answered(indicators, Materials(rows={ADMITTED: rows})))
    assert whole["admissions_sharp_object", "2023-04-01"] == 10 * size
    assert whole["admissions_sharp_object_under_25", "2023-04-01"] == 10 * size
    rows["admissions"][0] = np.nan
    assert readings(answered(indicators, Materials(rows={ADMITTED: rows})))["admissions_sharp_object", "2023-04-01"] is None
