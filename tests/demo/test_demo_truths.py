"""Everything that is planted can be found again by plain counting in the files."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from upriver.demo.crime import MONTHS

if TYPE_CHECKING:
    from conftest import Demo

REAL = Path(__file__).parents[2].parent / "shared" / "data"

VIOLENCE, ROBBERY = "Violence and sexual offences", "Robbery"
ASB = "Anti-social behaviour"


def residents(demo: Demo) -> dict[str, float]:
    rows = demo.rows("population/ethnicity21_lsoa21.csv")
    return {row["lsoa21_code"]: float(row["total_residents"]) for row in rows}


def violence_rates(demo: Demo) -> dict[str, float]:
    """Violence per 1,000 residents in 2025 by small area."""
    counts = Counter(row["LSOA code"] for row in demo.street("2025-01") if row["Crime type"] == VIOLENCE)
    return {code: 1_000 * counts[code] / people for code, people in residents(demo).items()}


def by_month(demo: Demo, kind: str) -> dict[str, int]:
    return Counter(row["Month"] for row in demo.street() if row["Crime type"] == kind)


def test_only_one_month_has_no_street_file(demo: Demo) -> None:
    held = {path.parent.name for path in demo.folder.glob("police/*/*-street.csv")}
    assert set(demo.truths.months) - held == {demo.truths.missing_month} == {"2024-06"}
    assert len(held) == 35


def test_every_other_month_holds_exactly_what_was_drawn(demo: Demo) -> None:
    found = Counter((row["Month"], row["Crime type"]) for row in demo.street())
    left_out = {demo.truths.missing_month, demo.truths.miscoded_month}
    for month, totals in zip(demo.truths.months, demo.truths.totals, strict=True):
        if month not in left_out:
            assert tuple(found[month, kind] for kind in demo.truths.categories) == totals


def test_a_month_has_about_three_thousand_crimes_and_fourteen_kinds(demo: Demo) -> None:
    months = Counter(row["Month"] for row in demo.street())
    assert all(2_400 <= count <= 3_600 for count in months.values())
    assert {row["Crime type"] for row in demo.street("2025-12")} == set(demo.truths.categories)
    assert len(demo.truths.categories) == 14


def test_the_miscoded_month_has_its_usual_total_and_twice_its_violence(demo: Demo) -> None:
    month = demo.truths.miscoded_month
    truth = dict(zip(demo.truths.months, demo.truths.totals, strict=True))[month]
    drawn = dict(zip(demo.truths.categories, truth, strict=True))
    found = Counter(row["Crime type"] for row in demo.street(month, month))
    assert found.total() == sum(truth)
    assert 1.7 < found[VIOLENCE] / drawn[VIOLENCE] < 2.5
    for emptied in (ASB, ROBBERY, "Possession of weapons", "Vehicle crime"):
        assert found[emptied] < 0.4 * drawn[emptied]


def test_violence_steps_up_by_a_quarter_in_the_month_of_the_break(demo: Demo) -> None:
    assert demo.truths.break_month == "2024-01"
    months = by_month(demo, VIOLENCE)
    for half in (("01", "05"), ("07", "12")):
        before = sum(n for m, n in months.items() if m[:4] == "2023" and half[0] <= m[5:] <= half[1])
        after = sum(n for m, n in months.items() if m[:4] == "2024" and half[0] <= m[5:] <= half[1])
        assert after / before == pytest.approx(demo.truths.break_step, abs=0.06)


def test_no_other_kind_steps_up_with_it(demo: Demo) -> None:
    months = by_month(demo, "Shoplifting")
    before = sum(n for m, n in months.items() if m.startswith("2023") and m != "2023-06")
    after = sum(n for m, n in months.items() if m.startswith("2024"))
    assert after / before == pytest.approx(1, abs=0.08)


def test_each_hot_spot_has_three_to_four_times_the_average_rate(demo: Demo) -> None:
    rates, people = violence_rates(demo), residents(demo)
    average = np.average(list(rates.values()), weights=[people[code] for code in rates])
    for areas in demo.truths.hot_spots:
        rate = np.average([rates[code] for code in areas], weights=[people[code] for code in areas])
        assert 3.0 < rate / average < 4.0


def test_the_hot_spots_and_the_institution_have_the_highest_rates_of_all(demo: Demo) -> None:
    rates = violence_rates(demo)
    planted = {code for areas in demo.truths.hot_spots for code in areas} | {demo.truths.institution_area}
    highest = sorted(rates, key=rates.__getitem__, reverse=True)[: len(planted)]
    assert len(planted & set(highest)) >= len(planted) - 2


def test_most_violence_of_the_institution_sits_on_one_point(demo: Demo) -> None:
    rows = [row for row in demo.street("2025-01") if row["LSOA code"] == demo.truths.institution_area]
    spots = Counter((row["Location"], row["Longitude"]) for row in rows if row["Crime type"] == VIOLENCE)
    (place, _), count = spots.most_common(1)[0]
    assert place == "On or near Hospital"
    assert count / spots.total() > 0.7


def test_robbery_falls_by_three_tenths_where_the_programme_is_and_nowhere_else(demo: Demo) -> None:
    programme = demo.truths.programme
    treated = set(programme.areas)
    miscoded = demo.truths.miscoded_month
    counts: dict[tuple[bool, bool], int] = Counter()
    for row in demo.street():
        if row["Crime type"] == ROBBERY and row["LSOA code"] and row["Month"] != miscoded:
            counts[row["LSOA code"] in treated, row["Month"] >= programme.start] += 1
    change = {inside: counts[inside, True] / counts[inside, False] for inside in (True, False)}
    # 26 months before and 8 after; the bounds are two standard errors of a ratio of such counts.
    assert change[False] == pytest.approx(8 / 26, rel=0.15)
    assert change[True] / change[False] == pytest.approx(programme.effect, abs=0.16)


def test_violence_rises_with_income_deprivation(demo: Demo) -> None:
    rates, people = violence_rates(demo), residents(demo)
    planted = {code for areas in demo.truths.hot_spots for code in areas} | {demo.truths.institution_area}
    rows = [r for r in demo.rows("deprivation/imd2025_england_lsoa21.csv") if r["lsoa21_code"] not in planted]
    ordered = [row["lsoa21_code"] for row in sorted(rows, key=lambda row: float(row["Income_rank"]))]
    fifths = [ordered[len(ordered) * n // 5 : len(ordered) * (n + 1) // 5] for n in range(5)]
    levels = [np.average([rates[c] for c in fifth], weights=[people[c] for c in fifth]) for fifth in fifths]
    assert levels == sorted(levels, reverse=True)
    # From the middle of the first fifth to the middle of the last is four fifths of the gradient.
    assert levels[0] / levels[-1] == pytest.approx(demo.truths.gradient**0.8, rel=0.15)


def test_codes_are_of_2011_to_the_end_of_2023_and_of_2021_from_then_on(demo: Demo) -> None:
    changed = {*demo.truths.split, *demo.truths.merged, *demo.truths.irregular}
    rows = demo.rows("lookups/LSOA11_LSOA21_LAD22_EW_LU.csv")
    retired = {row["LSOA11CD"] for row in rows} - {row["LSOA21CD"] for row in rows}
    assert {row["LSOA code"] for row in demo.street(last="2023-12")} & (changed | retired) == retired
    assert {row["LSOA code"] for row in demo.street("2024-01")} & (changed | retired) == changed


def test_one_row_in_a_hundred_has_no_place_at_all(demo: Demo) -> None:
    rows = list(demo.street())
    without = [row for row in rows if not row["LSOA code"]]
    assert len(without) / len(rows) == pytest.approx(0.01, abs=0.002)
    assert {(r["Longitude"], r["Latitude"], r["LSOA name"], r["Location"]) for r in without} == {
        ("", "", "", "No Location")
    }


def test_a_few_rows_lie_in_the_next_force_area(demo: Demo) -> None:
    rows = list(demo.street())
    outside = [row for row in rows if row["LSOA code"].startswith("E01999")]
    assert len(outside) / len(rows) == pytest.approx(0.003, abs=0.001)
    assert {row["Falls within"] for row in outside} == {"Norsea Police"}


def test_crime_ids_are_unique_and_only_anti_social_behaviour_has_none(demo: Demo) -> None:
    rows = list(demo.street())
    ids = [row["Crime ID"] for row in rows if row["Crime type"] != ASB]
    assert len(set(ids)) == len(ids)
    assert all(len(one) == 64 and set(one) <= set("0123456789abcdef") for one in ids)
    assert {row["Crime ID"] for row in rows if row["Crime type"] == ASB} == {""}


def test_anti_social_behaviour_has_whole_row_duplicates_that_are_no_error(demo: Demo) -> None:
    rows = Counter(tuple(row.values()) for row in demo.street() if row["Crime type"] == ASB)
    assert sum(times - 1 for times in rows.values()) > 100


def test_an_area_has_several_points(demo: Demo) -> None:
    points = defaultdict(set)
    for row in demo.street("2024-01"):
        if row["LSOA code"].startswith("E0199") and not row["LSOA code"].startswith("E01999"):
            points[row["LSOA code"]].add((row["Longitude"], row["Latitude"]))
    assert min(len(found) for found in points.values()) >= 3


def test_outcomes_belong_to_crimes_of_their_month(demo: Demo) -> None:
    months = sorted(path.parent.name for path in demo.folder.glob("police/*/*-outcomes.csv"))
    assert months == list(demo.truths.months[-6:])
    crimes = {row["Crime ID"] for row in demo.street(months[0], months[0]) if row["Crime ID"]}
    outcomes = demo.rows(f"police/{months[0]}/{months[0]}-norsea-outcomes.csv")
    assert len(outcomes) > 1_000
    assert {row["Crime ID"] for row in outcomes} <= crimes


def test_recorded_crime_adds_up_to_police_uk_by_force_and_quarter(demo: Demo) -> None:
    drawn = dict(zip(demo.truths.months, demo.truths.totals, strict=True))
    anti_social = demo.truths.categories.index(ASB)
    recorded = Counter()
    for row in demo.rows("recorded_crime/prc-pfa-open-data-tables.csv"):
        recorded[row["Financial Year"], row["Financial Quarter"]] += int(row["Offence Count"])
    for start in range(0, len(MONTHS), 3):
        months = MONTHS[start : start + 3]
        if all(month in drawn for month in months):
            year = 2022 + start // 12
            quarter = (f"{year}/{year + 1 - 2000}", str(start % 12 // 3 + 1))
            assert recorded[quarter] == sum(sum(drawn[m]) - drawn[m][anti_social] for m in months)
    assert len(recorded) == 15


def test_the_partnerships_recorded_crime_adds_up_to_the_force(demo: Demo) -> None:
    totals = []
    for table in ("csp", "pfa"):
        counts = Counter()
        for row in demo.rows(f"recorded_crime/prc-{table}-open-data-tables.csv"):
            key = row["Financial Year"], row["Financial Quarter"], row["Offence Code"]
            counts[key] += int(row["Offence Count"])
        totals.append(counts)
    assert totals[0] == totals[1]


def test_the_missing_month_is_in_the_recorded_crime_tables(demo: Demo) -> None:
    robbery = Counter()
    for row in demo.rows("recorded_crime/prc-pfa-open-data-tables.csv"):
        if row["Offence Group"] == "Robbery":
            robbery[row["Financial Year"], row["Financial Quarter"]] += int(row["Offence Count"])
    published = by_month(demo, ROBBERY)
    assert robbery["2024/25", "1"] > 1.2 * (published["2024-04"] + published["2024-05"])


def test_homicides_are_the_same_in_both_tables_that_show_them(demo: Demo) -> None:
    years = Counter()
    for row in demo.rows("recorded_crime/prc-pfa-open-data-tables.csv"):
        if row["Offence Subgroup"] == "Homicide":
            years[row["Financial Year"]] += int(row["Offence Count"])
    homicides = demo.rows("recorded_crime/homicide-by-force.csv")
    assert [row["Financial Year"] for row in homicides] == ["2022/23", "2023/24", "2024/25"]
    assert all(int(row["Number of homicides"]) == years[row["Financial Year"]] for row in homicides)


def test_no_more_knife_offences_than_offences(demo: Demo) -> None:
    rows = demo.rows("recorded_crime/knife-open-data-tables.csv")
    pairs = [
        (int(r["Number of offences involving a knife"]), int(r["Total number of offences"])) for r in rows
    ]
    assert len(pairs) == 15 * 7
    assert all(knife <= total for knife, total in pairs)
    assert sum(knife for knife, _ in pairs) > 500


def test_every_offence_code_has_the_name_group_and_category_of_the_published_list(demo: Demo) -> None:
    listed = REAL / "facts" / "offence_groups.csv"
    if not listed.exists():
        pytest.skip(f"the list of offences is absent: {listed}")
    with listed.open(encoding="utf-8", newline="") as file:
        known = {row["offence_code"]: row for row in csv.DictReader(file)}
    for row in demo.rows("recorded_crime/prc-pfa-open-data-tables.csv"):
        offence = known[row["Offence Code"]]
        assert row["Offence Description"] == offence["offence_name"]
        assert row["Offence Group"] == offence["offence_group"]
