"""Everything that is planted in the fictional partnership is found in what is published of it; what is noise is not."""

from __future__ import annotations

import csv
from dataclasses import fields
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from journeys.made import Journey
from journeys.workspaces import Cells, Row, upriver

from upriver.demo import Truths, write_files
from upriver.demo.feeds import FeedTruths, write_partners
from upriver.demo.ground.places import make_places

PROXY, VIOLENCE = "police_uk_proxy", "violence_and_sexual_offences"
YEAR = {"period_start": "2025-01-01", "period_end": "2025-12-31"}
PUBLISHED_RATES = "per_1000_person_years"
CARRYING = {"10A", "10B", "10C", "10D", "81", "90"}


@pytest.fixture(scope="module")
def truths(tmp_path_factory: pytest.TempPathFactory) -> Truths:
    return write_files(tmp_path_factory.mktemp("truths"), seed=2026)


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> FeedTruths:
    return write_partners(tmp_path_factory.mktemp("feeds"), seed=2026)


@pytest.fixture(scope="module")
def beside() -> dict[str, set[str]]:
    """The small areas that share an edge or a corner with each, from the ground that was laid out."""
    places = make_places(1, np.random.default_rng((2026, 10)))
    codes, columns = places.lsoa21.codes, places.grid.columns
    owner = {cell: code for number, code in enumerate(codes) for cell in places.cells_of(places.lsoa21, number)}
    found: dict[str, set[str]] = {code: set() for code in codes}
    for cell, code in owner.items():
        row, column = divmod(cell, columns)
        for down, right in product((-1, 0, 1), repeat=2):
            other = owner.get((row + down) * columns + column + right) if 0 <= column + right < columns else None
            if other is not None and other != code:
                found[code].add(other)
    return found


def named(journey: Journey) -> dict[str, set[str]]:
    """The small areas under each class, as the table on the page names them."""
    page = (journey.folder / "published" / "questions" / "lasting-places" / "index.html").read_text("utf-8")
    found: dict[str, set[str]] = {name: set() for name in ("persistent", "emerging", "on and off", "former")}
    for line in page.split("<tr")[1:]:
        words = [part.split("<")[0].strip() for part in line.split(">") if part.split("<")[0].strip()]
        for name in found:
            if name in words[1:3] and "E0199" in words[0]:
                found[name].add(words[0].split()[-1])
    return found


def around(areas: set[str], beside: dict[str, set[str]]) -> set[str]:
    return areas | {other for code in areas for other in beside[code]}


def change(published: Cells, measure: str, **area: str) -> Row:
    return published.one(table="assessment/scale/change", measure=measure, unit="change_percent", breakdown="", **area)


# Places: hot all the time, newly hot, hot no longer; the institution; noise


def test_every_hot_spot_is_called_persistent(fiction: Journey, truths: Truths) -> None:
    lasting = named(fiction)["persistent"]
    assert all(len(lasting & set(spot)) >= 4 for spot in truths.hot_spots)


def test_the_place_that_has_become_hot_is_called_emerging(fiction: Journey, truths: Truths) -> None:
    found = named(fiction)
    assert len(found["emerging"] & set(truths.emerging)) >= 2
    assert not set(truths.emerging) & (found["persistent"] | found["former"] | found["on and off"])


def test_the_place_that_is_hot_no_longer_is_called_former(fiction: Journey, truths: Truths) -> None:
    found = named(fiction)
    assert len(found["former"] & set(truths.former)) >= 3
    assert not set(truths.former) & (found["persistent"] | found["emerging"] | found["on and off"])


def test_nothing_but_what_is_planted_and_what_touches_it_is_called_persistent_or_emerging(
    fiction: Journey, truths: Truths, beside: dict[str, set[str]]
) -> None:
    found = named(fiction)
    lasting = {code for spot in truths.hot_spots for code in spot}
    assert found["persistent"] and found["persistent"] <= around(lasting, beside)
    assert found["emerging"] and found["emerging"] <= around(set(truths.emerging), beside)


def test_nothing_but_what_is_planted_and_what_touches_it_is_called_hot_this_year(
    fiction: Journey, truths: Truths, beside: dict[str, set[str]]
) -> None:
    rows = fiction.published.where(table="assessment/hot_spots/gi_star")
    q = {row["area_code"]: float(row["value"]) for row in rows if row["unit"] == "q_value"}
    z = {row["area_code"]: float(row["value"]) for row in rows if row["unit"] == "z_score"}
    hot = {code for code in q if q[code] < 0.05 and z[code] > 0}
    planted = {code for spot in truths.hot_spots for code in spot} | set(truths.emerging)
    assert all(hot & set(spot) for spot in truths.hot_spots)
    assert hot <= around(planted, beside)


def test_the_institution_is_no_hot_spot_and_most_of_its_events_go_with_its_one_point(fiction: Journey, truths: Truths) -> None:
    rows = {row["breakdown"]: int(row["count"]) for row in fiction.published.where(
        table="assessment/places/lsoa21", area_code=truths.institution_area, measure=PROXY, unit=PUBLISHED_RATES)}
    assert rows["institutions=without"] < rows[""] / 2
    assert truths.institution_area not in set().union(*named(fiction).values())


def test_the_gradient_with_income_is_at_least_the_planted_one(fiction: Journey, truths: Truths) -> None:
    """Hot spots lie in poor towns more than elsewhere, so that what is found may be steeper, and never flatter."""
    row = fiction.published.one(table="assessment/deprivation/slope", measure=PROXY, unit="ratio", breakdown="domain=income;index=rii")
    assert float(row["upper"]) > truths.gradient > 1
    assert float(row["lower"]) > truths.gradient**0.8


# Months: the hole, the miscoding, the break, the season


def test_the_missing_month_is_a_hole(fiction: Journey, truths: Truths) -> None:
    rows = fiction.published.where(table="assessment/change/months", measure=PROXY, breakdown="", period_start=f"{truths.missing_month}-01")
    assert rows and {(row["value"], row["marker"]) for row in rows} == {("", "x")}


def test_the_miscoded_month_alone_is_called_odd(fiction: Journey, truths: Truths) -> None:
    odd = {each["subject"] for each in upriver("status", fiction.folder, "--json").json["odd"]}
    assert odd == {f"police_uk_street:norsea:{truths.miscoded_month}"}


def test_violence_steps_up_at_the_break_by_what_was_planted_and_is_read_from_there(fiction: Journey, truths: Truths) -> None:
    months = {row["period_start"][:7]: int(row["value"]) for row in fiction.published.where(
        table="assessment/change/months", area_level="partnership", measure=VIOLENCE, breakdown="", unit="count") if row["value"]}
    left_out = {truths.missing_month[5:], truths.miscoded_month[5:]}
    before, after = (sum(count for month, count in months.items() if month[:4] == year and month[5:] not in left_out) for year in ("2023", "2024"))
    assert after / before == pytest.approx(truths.break_step, abs=0.05)
    trend = fiction.published.one(table="assessment/season/trend", area_level="partnership", measure=VIOLENCE)
    assert trend["period_start"][:7] == truths.break_month


def test_counts_are_those_that_were_drawn(fiction: Journey, truths: Truths) -> None:
    slugs = {name: name.casefold().replace(" ", "_").replace("-", "_") for name in truths.categories}
    for month in ("2025-02", "2025-11"):
        drawn = truths.totals[truths.months.index(month)]
        for name, count in zip(truths.categories, drawn, strict=True):
            rows = fiction.published.where(table="assessment/kinds/by_month", measure=slugs[name], period_start=f"{month}-01")
            inside = sum(int(row["count"]) for row in rows if row["area_level"] == "ltla")
            assert inside + sum(int(row["count"]) for row in rows if row["breakdown"].startswith("location=")) == count, (month, name)


def test_robbery_falls_where_the_programme_is_and_nowhere_else(fiction: Journey, truths: Truths) -> None:
    """No page calls it the programme's doing: the fall is found, what brought it is a question for an evaluation."""
    falling = {row["area_code"] for row in fiction.published.where(
        table="assessment/scale/change", measure="robbery", unit="change_percent", area_level="ltla") if float(row["upper"]) < 0}
    homes = {row["LSOA21CD"]: row["LAD24CD"] for row in plain(next((fiction.folder / "files").rglob("LSOA21_WD24*")))}
    assert falling == {homes[code] for code in truths.programme.areas}
    fall = change(fiction.published, "robbery", area_level="ltla", area_code=next(iter(falling)))
    assert float(fall["lower"]) < 100 * (truths.programme.effect - 1) < float(fall["upper"])


# Areas that changed in 2021, and all the names


def test_areas_split_merged_and_redrawn_in_2021_are_followed_through_all_steps(fiction: Journey, truths: Truths) -> None:
    shares = {row["area_code"] for row in fiction.published.where(table="assessment/lasting_places/classes") if row["value"]}
    assert shares >= {*truths.split, *truths.merged, *truths.irregular}


def test_every_area_is_called_by_its_name(fiction: Journey, truths: Truths) -> None:
    said = {(row["area_code"], row["area_name"]) for row in fiction.published.rows}
    assert said >= set(truths.names)


# What partners sent


def test_attendances_crimes_and_calls_are_those_that_happened(fiction: Journey, feeds: FeedTruths) -> None:
    for month in feeds.crimes:
        told = {row["measure"]: row["value"] for row in fiction.published.where(
            table="assessment/partners/by_period", area_level="partnership", period_start=f"{month}-01")}
        attended = sum(count for (_, at), count in feeds.attendances.items() if at == month)
        assert (told["police_crime_extract"], told["ambulance_assault_calls"]) == (str(feeds.crimes[month]), str(feeds.calls[month]))
        assert abs(int(told["ed_assault_attendances"]) - attended) <= 2, "to the nearest five"


def test_crimes_with_a_knife_are_those_planted(fiction: Journey, feeds: FeedTruths) -> None:
    """A knife that was carried and hurt nobody is no violence with a knife: those are taken from the files and laid on top."""
    rows = [row for path in sorted((fiction.folder / "partners" / "police").glob("crime_extract_*.csv")) for row in plain(path)]
    carried = sum(row["Knife Flag"] == "yes" for row in rows if row["HO Code"] in CARRYING)
    told = {int(row["value"]) for row in fiction.published.where(
        table="assessment/depth/splits", measure="knife", unit="count", breakdown="by=outcome", area_level="partnership")}
    assert carried and told == {sum(feeds.knife_crimes.values()) - carried}


def test_attendances_by_knife_are_the_planted_share(fiction: Journey, feeds: FeedTruths) -> None:
    """The published class holds other sharp objects too, so these are taken from the files and laid on top."""
    methods = [row["ASSAULT METHOD"] for path in sorted((fiction.folder / "partners" / "health").glob("istv_*.csv")) for row in plain(path)]
    sharp = sum(feeds.by_knife.values()) + methods.count("other sharp object")
    row = fiction.published.one(table="assessment/weapons/health", measure="ed_assault_attendances_weapon", unit="count", breakdown="weapon=knife_or_sharp")
    assert abs(int(row["value"]) - sharp) <= 2
    assert sum(feeds.by_knife.values()) / sum(feeds.attendances.values()) == pytest.approx(feeds.ed_knife, abs=0.02)


def test_admissions_that_were_hidden_hide_their_sums(fiction: Journey, feeds: FeedTruths) -> None:
    small = {home for (_, home, _), count in feeds.admissions.items() if 0 < count < 8}
    rows = fiction.published.where(table="assessment/partners/totals", measure="hospital_assault_admissions", area_level="ltla")
    assert small and {row["area_code"] for row in rows if row["marker"] == "c"} == small


def test_the_share_that_police_do_not_know_is_the_planted_one(fiction: Journey, feeds: FeedTruths) -> None:
    row = fiction.published.one(table="assessment/health/told_police", measure="ed_police_told_known", unit="percent", breakdown="told_police=no")
    assert float(row["lower"]) < 100 * feeds.unknown_to_police < float(row["upper"])
    both = {each["breakdown"]: int(each["value"]) for each in fiction.published.where(
        table="assessment/health/on_both_lists", measure="people_on_lists", unit="count")}
    assert both["on=ed_only"] / (both["on=ed_only"] + both["on=both"]) == pytest.approx(feeds.unknown_to_police, abs=0.02)


def test_the_department_that_says_little_of_the_place_is_behind_most_blanks(fiction: Journey, feeds: FeedTruths) -> None:
    blanks = fiction.published.one(table="assessment/health/complete", measure="ed_assault_attendances_location_type", unit="count", breakdown="filled=no")
    attended = sum(count for (site, _), count in feeds.attendances.items() if site == feeds.poor_site)
    assert int(blanks["value"]) >= 0.9 * feeds.poor_share * attended


def test_the_file_that_came_late_is_found_on_its_sender_s_scorecard_and_no_other(fiction: Journey, feeds: FeedTruths) -> None:
    late = {(card["contract"], period["period"]) for card in upriver("scorecard", fiction.folder, "--json").json["scorecards"]
            for period in card["periods"] if period["measures"]["timeliness"]["share"] == 0}
    contract, _, month = feeds.late
    assert late == {(contract, month)}, "that of the hospital"


def test_what_is_declared_to_flow_elsewhere_is_not_called_missing(fiction: Journey, feeds: FeedTruths) -> None:
    said = upriver("status", fiction.folder).out
    assert all(f"elsewhere {each.contract}" in said and f"Missing: {each.contract}" not in said for each in feeds.elsewhere)


def test_every_file_that_was_sent_was_told_of(fiction: Journey, feeds: FeedTruths) -> None:
    said = fiction.said["demo"].out + fiction.said["demo"].err
    assert len(feeds.files) > 90 and not [each.path.name for each in feeds.files if each.path.stem not in said]


def test_fear_after_dark_is_the_planted_share(fiction: Journey, feeds: FeedTruths) -> None:
    row = fiction.published.one(table="assessment/affected/answers", area_level="partnership", measure="feels_safe_after_dark", unit="percent",
                                breakdown="answer=unsafe")
    assert float(row["lower"]) < 100 * feeds.unsafe_after_dark < float(row["upper"])


def test_young_men_are_hurt_as_often_as_planted(fiction: Journey, feeds: FeedTruths) -> None:
    row = fiction.published.one(table="assessment/victims/rates", measure="victims", unit="rate_ratio", breakdown="age=18-24;sex=male")
    assert float(row["lower"]) < feeds.young_men < float(row["upper"])


def test_people_hurt_again_and_suspects_who_were_hurt_are_those_planted(fiction: Journey, feeds: FeedTruths) -> None:
    again = fiction.published.one(table="assessment/victims/again", measure="victims_people", unit="people", breakdown="")
    assert int(again["value"]) == len(feeds.hurt)
    both = [row for row in fiction.published.where(table="assessment/people_who_harm/also_victims", unit="percent") if row["value"]]
    share = 100 * len(feeds.hurt.keys() & feeds.suspected.keys()) / len(feeds.suspected)
    assert any(float(row["value"]) == pytest.approx(share, abs=0.051) for row in both)


# When, and where health and police part


def test_the_planted_hour_is_the_peak(fiction: Journey, feeds: FeedTruths) -> None:
    rows = [row for row in fiction.published.where(table="assessment/times/hour_by_weekday", measure="police_crime_extract_timed") if row["value"]]
    weekday, hour = feeds.peak
    assert max(rows, key=lambda row: float(row["value"]))["breakdown"] == f"hours={hour:02d}-{hour + 1:02d};weekday={weekday + 1}"


def test_children_are_hurt_after_school_as_planted(fiction: Journey, feeds: FeedTruths) -> None:
    row = fiction.published.one(table="assessment/times/after_school", measure="police_crime_extract_school", unit="rate_ratio",
                                breakdown="of=under_18_over_adults")
    assert len(feeds.after_school_months) == 4 and float(row["lower"]) > 2


def test_the_district_with_more_calls_than_records_is_the_planted_one(fiction: Journey, feeds: FeedTruths) -> None:
    rows = fiction.published.where(table="assessment/health/by_district", measure="calls_over_police", unit="rate_ratio")
    assert {row["area_code"] for row in rows if float(row["lower"]) > 1} == {feeds.beyond_police[0]}


def plain(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_no_truth_is_planted_that_this_file_does_not_look_for() -> None:
    text = Path(__file__).read_text("utf-8")
    planted = [f"truths.{each.name}" for each in fields(Truths)] + [f"feeds.{each.name}" for each in fields(FeedTruths)]
    assert not [name for name in planted if name not in text]
