"""Published figures read into one shape, and beside what they may be compared with."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from upriver.assess.published.comparing import apart, earlier_than, held_back, place_among, side
from upriver.assess.published.links import ENGLAND, education_codes, similar_areas
from upriver.assess.published.reading import FINGERTIPS_DISTRICT, LAIT, Reading, readings
from upriver.assess.published.years import years_of
from upriver.shelf import data_file
from upriver.words.reference.factor import Measured

ENTRANTS = Measured("dfe_lait", "FirstYJS")


def a_reading(value: float | None = 100.0, *, code: str = "E06000044", kind: str = "area", years: str = "2024", lower: float | None = None,
              upper: float | None = None, region: str = "South East") -> Reading:
    found = years_of(years)
    assert found is not None
    return Reading(code, code, kind, found, value, lower, upper, "" if value is not None else "-", region)


def lait(*rows: tuple[str, str, int, float, str, str]) -> dict[object, dict[str, np.ndarray]]:
    """Rows of the department's tool: measure, years, number, value, mark, region."""
    measure, years, number, value, mark, region = (list(column) for column in zip(*rows, strict=True))
    names = [f"area {each}" for each in number]
    return {LAIT: {"measure": np.array(measure, dtype=object), "years": np.array(years, dtype=object), "area_name": np.array(names, dtype=object),
                   "value": np.array(value, dtype=float), "la_number": np.array(number), "region": np.array(region, dtype=object),
                   "value_mark": np.array(mark, dtype=object)}}


@pytest.mark.parametrize(("words", "first", "last", "split"), [
    ("2016", 2016, 2016, False), ("2018 (Rev)", 2018, 2018, False), ("2021 (Final)", 2021, 2021, False), ("2016-17", 2016, 2016, True),
    ("2024-25 (OT)", 2024, 2024, True), ("2023/24", 2023, 2023, True), ("202324", 2023, 2023, True), ("2014-16", 2014, 2016, False),
    ("2001 - 03", 2001, 2003, False), ("2012/13 - 14/15", 2012, 2014, True), ("2021/22-23/24", 2021, 2023, True),
    ("1998 - 00", 1998, 2000, False), ("1999/00", 1999, 1999, True),
])
def test_years_are_read_in_every_way_they_are_written(words: str, first: int, last: int, split: bool) -> None:
    found = years_of(words)
    assert found is not None and (found.first, found.last, found.split) == (first, last, split)


@pytest.mark.parametrize("words", ["", "0", "2023/25", "2012/13 - 14/16", "12", "year", "20233", "2024/25 - 23/24", "NA"])
def test_what_is_no_year_is_none(words: str) -> None:
    assert years_of(words) is None


@given(st.text(max_size=16))
@example("2016/17-18/19")
@example("0000")
def test_no_words_break_the_reading_of_years(words: str) -> None:
    found = years_of(words)
    assert found is None or found.first <= found.last


def test_a_split_year_begins_in_april_or_in_september() -> None:
    found = years_of("2023/24")
    assert found is not None
    assert (str(found.period("financial").start), str(found.period("academic").end)) == ("2023-04-01", "2024-08-31")


def test_three_split_years_end_with_the_third() -> None:
    found = years_of("2021/22 - 23/24")
    assert found is not None and str(found.period("financial").end) == "2024-03-31"


def test_the_england_of_1258_beside_a_south_east_of_117_is_held_back() -> None:
    parts = [a_reading(117.0, code="E12000008", kind="region"), *(a_reading(value) for value in (69.0, 207.0, 127.0, 216.0))]
    assert held_back(a_reading(1_258.0, code=ENGLAND, kind="country"), parts)


def test_an_england_within_twice_the_largest_of_its_parts_stands() -> None:
    parts = [a_reading(value) for value in (69.0, 216.0)]
    assert not held_back(a_reading(432.0, code=ENGLAND, kind="country"), parts)
    assert held_back(a_reading(432.1, code=ENGLAND, kind="country"), parts)
    assert not held_back(a_reading(34.5, code=ENGLAND, kind="country"), parts)
    assert held_back(a_reading(34.4, code=ENGLAND, kind="country"), parts)


def test_nothing_is_held_back_without_parts_or_below_zero() -> None:
    assert not held_back(a_reading(1_258.0, code=ENGLAND), [])
    assert not held_back(a_reading(1_258.0, code=ENGLAND), [a_reading(None)])
    assert not held_back(a_reading(-0.1, code=ENGLAND), [a_reading(-1.0), a_reading(-0.9)])


def test_numbers_of_the_department_are_joined_by_code() -> None:
    codes = education_codes()
    assert [codes[number] for number in (850, 851, 852, 921, 970, 989)] == [
        "E10000014", "E06000044", "E06000045", "E06000046", ENGLAND, "E12000008"]


def test_every_english_council_has_one_number_and_one_code() -> None:
    with data_file("education_areas.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    councils = [row for row in rows if row["level"] == "utla"]
    assert len({row["number"] for row in rows}) == len({row["code"] for row in rows}) == len(rows)
    with data_file("district_parents.csv").open(encoding="utf-8", newline="") as lines:
        known = {row["code"] for row in csv.DictReader(lines) if row["level"] == "utla" and row["code"].startswith("E")}
    assert {row["code"] for row in councils} == known


def test_a_held_table_that_states_both_codes_wins() -> None:
    stated = {"old_la_code": np.array(["998", None, "850"], dtype=object), "new_la_code": np.array(["E06009901", "E1", "E10999999"], dtype=object)}
    codes = education_codes(stated)
    assert (codes[998], codes[850]) == ("E06009901", "E10999999")


def test_every_neighbour_is_a_council_and_not_the_area_itself() -> None:
    codes = education_codes()
    for area, like in similar_areas().items():
        assert len(like.numbers) == 10 and area not in like.numbers
    assert {codes.get(area, "") for area in similar_areas()} <= set(codes.values())


def test_the_shipped_neighbours_are_those_of_the_facts(real_files: Path) -> None:
    with (real_files / "facts" / "similar_areas.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["version"] == "May 2025" and row["area_code_dfe"] == "852"]
    rows.sort(key=lambda row: int(row["rank"]))
    assert [int(row["neighbour_code_dfe"]) for row in rows] == list(similar_areas()[852].numbers)


def test_a_mark_is_no_value_and_keeps_its_mark() -> None:
    found = readings(lait(("FirstYJS", "2024", 850, np.nan, "c", "South East")), ENTRANTS, education_codes())
    assert (found[0].code, found[0].value, found[0].mark) == ("E10000014", None, "c")


def test_a_zero_is_a_zero() -> None:
    found = readings(lait(("FirstYJS", "2024", 850, 0.0, "", "South East")), ENTRANTS, education_codes())
    assert (found[0].value, found[0].mark) == (0.0, "")


def test_the_row_without_a_region_of_its_own_is_the_region() -> None:
    rows = lait(("FirstYJS", "2024", 989, 117.0, "", "NA"), ("FirstYJS", "2024", 970, 140.0, "", "NA"), ("FirstYJS", "2024", 850, 69.0, "", "South East"))
    assert [each.kind for each in readings(rows, ENTRANTS, education_codes())] == ["region", "country", "area"]


def test_a_year_that_is_none_is_left_out() -> None:
    assert readings(lait(("FirstYJS", "0", 850, 3.0, "", "South East")), ENTRANTS, education_codes()) == ()


def test_two_rows_that_disagree_on_one_area_and_year_are_both_left_out() -> None:
    rows = lait(("FirstYJS", "2024", 850, 69.0, "", "South East"), ("FirstYJS", "2024", 850, 70.0, "", "South East"),
                ("FirstYJS", "2024", 851, 5.0, "", "South East"), ("FirstYJS", "2024", 851, 5.0, "", "South East"))
    assert [(each.code, each.value) for each in readings(rows, ENTRANTS, education_codes())] == [("E06000044", 5.0)]


def test_a_table_that_is_not_held_gives_nothing() -> None:
    assert readings({}, ENTRANTS, {}) == ()


def test_rows_of_another_sex_or_age_are_left_alone() -> None:
    def column(*values: object) -> np.ndarray:
        return np.array(values, dtype=object)

    rows = {FINGERTIPS_DISTRICT: {
        "indicator_id": np.array([92904.0, 92904.0, 92904.0]), "area_code": column("E07000084", "E07000084", ENGLAND),
        "area_name": column("A", "A", "England"), "area_type": column("district", "district", "england"),
        "sex": column("Male", "Persons", "Persons"), "age": column("<18 yrs", "<18 yrs", "<18 yrs"),
        "period": column(*["2021/22 - 23/24"] * 3), "value": np.array([9.0, 30.0, 22.0]), "lower": np.array([5.0, 25.0, np.nan]),
        "upper": np.array([12.0, 36.0, np.nan]), "count": np.array([8.0, 40.0, 9_000.0]), "value_mark": column(None, None, None)}}
    found = readings(rows, Measured("fingertips_district", "92904", "Persons", "<18 yrs"), {})
    assert [(each.kind, each.value, each.lower, each.count) for each in found] == [("area", 30.0, 25.0, 40.0), ("country", 22.0, None, 9_000.0)]


def test_an_interval_that_leaves_the_other_out_differs_beyond_chance() -> None:
    assert apart(a_reading(30.8, lower=27.2, upper=34.8), a_reading(22.6)) is True
    assert apart(a_reading(22.6, lower=18.0, upper=27.2), a_reading(24.0)) is False


def test_two_intervals_that_just_overlap_can_still_differ() -> None:
    """Each 20 wide: they overlap from 109 to 111, and the difference of 18 lies 1.96 x 7.2 = 14.1 from zero."""
    one, other = a_reading(120.0, lower=110.0, upper=130.0), a_reading(102.0, lower=92.0, upper=112.0)
    assert apart(one, other) is True


def test_without_an_interval_chance_is_not_known() -> None:
    assert apart(a_reading(30.0), a_reading(20.0, lower=19.0, upper=21.0)) is None


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e5), st.floats(0, 1e5))
@example(5.0, 5.0, 0.0, 0.0)
def test_whether_two_values_differ_does_not_hang_on_which_comes_first(one: float, other: float, near: float, far: float) -> None:
    first = a_reading(one, lower=one - near, upper=one + near)
    second = a_reading(other, lower=other - far, upper=other + far)
    assert apart(first, second) == apart(second, first)


@pytest.mark.parametrize(("own", "worse", "said"), [
    (109.9, "higher", "close"), (110.1, "higher", "worse_unsure"), (89.0, "higher", "better_unsure"), (89.0, "lower", "worse_unsure"),
])
def test_less_than_a_tenth_apart_is_close(own: float, worse: str, said: str) -> None:
    assert side(a_reading(own), a_reading(100.0), worse) == said


def test_a_count_of_everybody_has_no_chance_in_it() -> None:
    assert side(replace(a_reading(12.2), everybody=True), a_reading(10.0), "higher") == "worse_whole"


def test_a_missing_value_is_compared_with_nothing() -> None:
    assert side(a_reading(None), a_reading(1.0), "higher") == side(a_reading(1.0), a_reading(None), "higher") == "not_given"
    assert side(a_reading(1.0), None, "higher") == "not_given"


def test_a_trend_looks_back_three_to_five_years_and_passes_over_the_pandemic() -> None:
    found = [a_reading(float(year), years=str(year)) for year in range(2016, 2026)]
    assert earlier_than(found[-1], found) == a_reading(2022.0, years="2022")
    assert earlier_than(found[-2], found) == a_reading(2019.0, years="2019")


def test_a_pandemic_year_stands_in_where_nothing_else_does() -> None:
    found = [a_reading(1.0, years="2020"), a_reading(2.0, years="2025")]
    assert earlier_than(found[1], found) == found[0]


def test_pooled_years_that_overlap_make_no_trend() -> None:
    found = [a_reading(1.0, years="2019 - 23"), a_reading(2.0, years="2022 - 26"), a_reading(3.0, years="2023")]
    assert earlier_than(found[1], found) is None


def test_equal_values_share_a_place_among_neighbours() -> None:
    assert (place_among(5.0, [7.0, 5.0, 3.0], "higher"), place_among(5.0, [7.0, 5.0, 3.0], "lower")) == (2, 2)
    assert place_among(9.0, [7.0, 5.0], "higher") == 1
