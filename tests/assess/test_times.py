"""Hours and days: every source by itself, shared out by London's clock, protected as counts that add up."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
from assess.feeds import Row, by_name, found_by

from upriver.assess.analyses import times
from upriver.assess.timing.calendar import NIGHTS_OUT, bank_holidays, easter, is_school_day
from upriver.words.finding import Finding

SATURDAY_NIGHT, TUESDAY_NOON, WEDNESDAY_AFTER_SCHOOL = datetime(2025, 3, 8, 22, 5), datetime(2025, 3, 4, 12, 5), datetime(2025, 3, 5, 15, 30)


def crimes(*times_of: tuple[datetime, int], age: str = "25-34", offence: str = "8N", **more: object) -> list[Row]:
    return [{"offence_code": offence, "committed_from": at + timedelta(seconds=number % 60), "victim_age_band": age, "period": "2025-03", **more}
            for at, many in times_of for number in range(many)]


def found(rows: list[Row], **how: object) -> dict[tuple[str, str, str, str, str], Finding]:
    return by_name(found_by(times, {"police_crime_extract": rows}, **how))


def test_the_table_of_hours_and_weekdays_adds_up_to_the_events_with_an_hour() -> None:
    told = found(crimes((SATURDAY_NIGHT, 80), (TUESDAY_NOON, 40)))
    cells = [each for name, each in told.items() if name[0] == "hour_by_weekday"]
    whole = told["by_weekday", "p", "police_crime_extract_timed", "count", ""]
    assert sum(each.estimate.events or 0 for each in cells) == whole.estimate.events == 120


def test_hours_are_put_together_where_events_are_few() -> None:
    told = found(crimes((SATURDAY_NIGHT, 80), (TUESDAY_NOON, 40)))
    assert ("hour_by_weekday", "p", "police_crime_extract_timed", "count", "hours=18-24;weekday=6") in told


def test_single_hours_stand_where_events_are_many() -> None:
    told = found(crimes((SATURDAY_NIGHT, 40 * 168)))
    assert told["hour_by_weekday", "p", "police_crime_extract_timed", "count", "hours=22-23;weekday=6"].estimate.events == 40 * 168


def test_every_sum_of_the_table_names_its_parts_for_the_lock() -> None:
    told = {each.key: each for each in found(crimes((SATURDAY_NIGHT, 80), (TUESDAY_NOON, 40))).values()}
    sums = [each for each in told.values() if each.adds]
    assert sums and all(sum(told[part].estimate.events for part in each.adds) == each.estimate.events for each in sums)


def test_fridays_and_saturdays_nights_are_a_seventh_of_the_week() -> None:
    assert len(NIGHTS_OUT) == 24


def test_the_share_of_nights_out_is_of_the_events_with_an_hour() -> None:
    share = found(crimes((SATURDAY_NIGHT, 80), (TUESDAY_NOON, 40)))["nights_out", "p", "police_crime_extract_nights", "percent", "when=nights_out"]
    assert share.estimate.value == pytest.approx(100 * 80 / 120)
    assert share.estimate.lower < share.estimate.value < share.estimate.upper


def test_a_share_hides_with_either_of_its_parts() -> None:
    share = found(crimes((SATURDAY_NIGHT, 80), (TUESDAY_NOON, 40)))["nights_out", "p", "police_crime_extract_nights", "percent", "when=nights_out"]
    assert {key.breakdown_text for key in share.rests_on} == {"when=nights_out", "when=other", ""}


def test_children_after_school_are_held_against_adults() -> None:
    rows = crimes((WEDNESDAY_AFTER_SCHOOL, 60), (TUESDAY_NOON, 60), age="10-17") + crimes((WEDNESDAY_AFTER_SCHOOL, 30), (TUESDAY_NOON, 90))
    ratio = found(rows)["after_school", "p", "police_crime_extract_school", "rate_ratio", "of=under_18_over_adults"]
    assert ratio.estimate.value == pytest.approx((60 / 120) / (30 / 120))


def test_an_age_band_that_spans_eighteen_is_neither_child_nor_adult() -> None:
    told = found(crimes((TUESDAY_NOON, 120), age="16-24"))
    assert not any(name[0] == "after_school" and name[3] == "count" for name in told)


def test_possession_of_weapons_has_no_hour_of_violence() -> None:
    told = found(crimes((SATURDAY_NIGHT, 120)) + crimes((TUESDAY_NOON, 500), offence="10D"))
    assert told["by_weekday", "p", "police_crime_extract_timed", "count", ""].estimate.events == 120


def test_dates_without_an_hour_are_left_out_and_counted() -> None:
    rows = crimes((SATURDAY_NIGHT, 120)) + [{**row, "committed_from": datetime(2025, 3, 4)} for row in crimes((TUESDAY_NOON, 50))]
    told = found(rows)
    assert told["known", "p", "police_crime_extract_times", "count", "known=undated"].estimate.events == 50
    assert told["by_weekday", "p", "police_crime_extract_timed", "count", ""].estimate.events == 120


def test_midnights_that_are_no_more_than_other_full_hours_stand() -> None:
    rows = [{**row, "committed_from": datetime(2025, 3, 4, hour)} for hour in (0, 22, 23) for row in crimes((TUESDAY_NOON, 50))]
    assert ("known", "p", "police_crime_extract_times", "count", "known=undated") not in found(rows)


def test_a_range_of_more_than_a_week_is_counted_and_has_no_hour() -> None:
    rows = crimes((SATURDAY_NIGHT, 120)) + crimes((TUESDAY_NOON, 30), committed_to=datetime(2025, 3, 30))
    told = found(rows)
    assert told["known", "p", "police_crime_extract_times", "count", "known=long"].estimate.events == 30
    assert told["by_weekday", "p", "police_crime_extract_timed", "count", ""].estimate.events == 120


def test_a_missing_month_leaves_the_longest_run_of_whole_ones() -> None:
    rows = crimes((SATURDAY_NIGHT, 500)) + [{**row, "period": "2025-08"} for row in crimes((TUESDAY_NOON, 120))]
    whole = found(rows, months=[f"2025-{month:02d}" for month in range(1, 13) if month != 5])["by_weekday", "p", "police_crime_extract_timed", "count", ""]
    assert (whole.key.period.months[0], whole.key.period.months[-1], whole.estimate.events) == ("2025-06", "2025-12", 120)


def test_numbers_that_were_hidden_before_they_came_give_no_table() -> None:
    assert found(crimes((SATURDAY_NIGHT, 200)), hidden=True) == {}


def test_nothing_is_told_of_districts_where_the_clause_ends_at_the_partnership() -> None:
    assert {area for _, area, *_ in found(crimes((SATURDAY_NIGHT, 200)), detail="partnership")} == {"p"}


def test_occasions_are_held_against_the_same_weekdays_of_other_weeks() -> None:
    # Ten a day, but 30 on every bank holiday.
    days = np.arange("2025-01-01", "2026-01-01", dtype="datetime64[D]").tolist()
    rows = [row for day in days for row in crimes((datetime(day.year, day.month, day.day, 13, 1), 30 if day in bank_holidays(2025) else 10),
                                                  period=f"{day:%Y-%m}")]
    ratio = found(rows)["occasions", "p", "police_crime_extract_occasions", "rate_ratio", "occasion=bank_holidays"]
    assert ratio.estimate.value == pytest.approx(3)


@pytest.mark.parametrize(("year", "day"), [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2038, "2038-04-25")])
def test_easter_falls_where_the_tables_have_it(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


def test_the_year_of_the_coronation_had_one_bank_holiday_more() -> None:
    assert [f"{day:%d %b}" for day in sorted(bank_holidays(2023))] == [
        "02 Jan", "07 Apr", "10 Apr", "01 May", "08 May", "29 May", "28 Aug", "25 Dec", "26 Dec"]


def test_a_usual_school_year_has_about_190_days() -> None:
    days = np.arange("2025-01-01", "2026-01-01", dtype="datetime64[D]").tolist()
    assert 188 <= sum(is_school_day(day) for day in days) <= 197
