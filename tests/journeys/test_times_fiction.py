"""The fictional partnership's planted hours and places are found in what is published, and counted again by hand."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from made import Journey

from upriver.assess.timing.calendar import is_school_day
from upriver.demo.partners.hours import BEYOND_POLICE, PEAK

POSSESSION = {"10A", "10B", "10C", "10D", "81", "90"}
TIMED = "police_crime_extract_timed"


def sent(fiction: Journey, start: str) -> Iterator[dict[str, str]]:
    for path in sorted((fiction.folder / "partners").glob(f"{start}*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def crimes(fiction: Journey) -> list[dict[str, str]]:
    return [row for row in sent(fiction, "police/crime_extract_") if row["HO Code"] not in POSSESSION]


def told(fiction: Journey, table: str, measure: str, unit: str = "count", split: str = "", area: str = "partnership") -> dict[str, str]:
    found = [row for row in fiction.published.rows if (row["table"], row["measure"], row["unit"], row["breakdown"]) ==
             (f"assessment/{table}", measure, unit, split) and area in (row["area_level"], row["area_code"])]
    assert len(found) == 1, (table, measure, unit, split, len(found))
    return found[0]


def test_saturday_at_one_is_the_peak_that_was_planted(fiction: Journey) -> None:
    cells = [row for row in fiction.published.rows if row["table"] == "assessment/times/hour_by_weekday" and row["measure"] == TIMED and row["value"]]
    most = max(cells, key=lambda row: float(row["value"]))
    weekday, hour = PEAK
    assert most["breakdown"] == f"hours={hour:02d}-{hour + 1:02d};weekday={weekday + 1}"


def test_every_crime_with_an_hour_is_in_the_table(fiction: Journey) -> None:
    assert int(told(fiction, "times/by_weekday", TIMED)["value"]) == len(crimes(fiction))


def test_crimes_at_a_known_time_are_counted_by_hand_in_their_hour(fiction: Journey) -> None:
    """The table's Saturday from 01:00 holds at least those of a known time, and no more than those and all ranges that touch it."""
    certain, perhaps = 0, 0
    for row in crimes(fiction):
        at = datetime.fromisoformat(row["Committed From"])
        if not row["Committed To"]:
            certain += (at.weekday(), at.hour) == PEAK
        else:
            perhaps += 1
    found = int(told(fiction, "times/hour_by_weekday", TIMED, split="hours=01-02;weekday=6")["value"])
    assert certain <= found <= certain + perhaps
    assert found - certain < 0.1 * certain


def test_children_are_hurt_after_school_more_than_adults(fiction: Journey) -> None:
    ratio = told(fiction, "times/after_school", "police_crime_extract_school", "rate_ratio", "of=under_18_over_adults")
    assert float(ratio["lower"]) > 2
    young = Counter[bool]()
    for row in crimes(fiction):
        at = datetime.fromisoformat(row["Committed From"])
        if row["Victim Age Band"] in ("0-9", "10-17") and not row["Committed To"]:
            young[is_school_day(at.date()) and 15 <= at.hour < 18] += 1
    share = told(fiction, "times/after_school", "police_crime_extract_school_under_18", "percent", "when=after_school")
    assert float(share["lower"]) < 100 * young[True] / young.total() < float(share["upper"])


def test_only_the_planted_district_has_more_calls_than_its_police_records_lead_to_expect(fiction: Journey) -> None:
    rows = [row for row in fiction.published.rows if row["table"] == "assessment/health/by_district" and row["measure"] == "calls_over_police"]
    assert {row["area_code"] for row in rows if float(row["lower"]) > 1} == {BEYOND_POLICE[0]}


def test_the_share_unknown_to_police_is_the_one_that_was_planted(fiction: Journey) -> None:
    answers = Counter(row["Police informed"] for row in sent(fiction, "health/istv_"))
    share = told(fiction, "health/told_police", "ed_police_told_known", "percent", "told_police=no")
    assert abs(float(share["value"]) - 100 * answers["no"] / (answers["yes"] + answers["no"])) < 0.3  # of counts rounded to the nearest 5
    assert float(share["lower"]) < 55 < float(share["upper"])


def test_calls_and_crimes_of_the_planted_district_are_counted_by_hand(fiction: Journey) -> None:
    code = BEYOND_POLICE[0]
    place = next((fiction.folder / "files").rglob("LSOA21_WD24*"))
    with place.open(encoding="utf-8-sig", newline="") as lines:
        home = {row["LSOA21CD"]: row["LAD24CD"] for row in csv.DictReader(lines)}
    calls = sum(home.get(row["LSOA21CD"]) == code for row in sent(fiction, "health/ambulance_"))
    assert int(told(fiction, "health/by_district", "ambulance_calls", area=code)["value"]) == calls


def test_the_knife_flag_is_counted_by_hand(fiction: Journey) -> None:
    flags = Counter(row["Knife Flag"] for row in crimes(fiction))
    assert int(told(fiction, "weapons/flags", "knife_flag_known", split="knife=yes")["value"]) == flags["yes"]
    assert int(told(fiction, "weapons/flags", "knife_flag_blank")["value"]) == flags[""]
