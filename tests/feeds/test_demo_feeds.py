"""The fictional partnership's partners send every feed, in every way, with truths that can be found again."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from upriver.demo.crime import CATEGORIES, ROBBERY, VIOLENCE, Crimes, make_crimes, plant
from upriver.demo.feeds import FeedTruths, write_feeds
from upriver.demo.ground.places import Places, make_places
from upriver.demo.partners.sending import FeedFile, days_after, last_day, protected
from upriver.demo.people import People, make_people
from upriver.intake.contracts import layouts
from upriver.intake.recognising import best_match, csv_headers
from upriver.store.checking import Checked, Layout, check_rows

LAYOUTS = layouts()
SEED = 2026
Ground = tuple[Places, People, Crimes]


@pytest.fixture(scope="module")
def ground() -> Ground:
    places = make_places(1, np.random.default_rng((SEED, 10)))
    people = make_people(places, np.random.default_rng((SEED, 11)))
    return places, people, make_crimes(places, people, plant(places, 1), SEED, 1)


@pytest.fixture(scope="module")
def truths(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> FeedTruths:
    return write_feeds(tmp_path_factory.mktemp("feeds"), *ground, SEED)


def rows_of(file: FeedFile) -> list[dict[str, str]]:
    with file.path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def of(truths: FeedTruths, contract: str) -> list[FeedFile]:
    return [file for file in truths.files if file.contract == contract]


def read(file: FeedFile, work: Path) -> tuple[str, Checked]:
    match = best_match(csv_headers(file.path.read_bytes()), LAYOUTS)
    assert match is not None
    layout = Layout("csv", match.header.columns, match.columns)
    return match.contract.slug, check_rows(file.path, match.contract, layout, work / "typed.parquet", spill=work / "spill")


def test_every_feed_is_sent_or_declared_to_flow_elsewhere(truths: FeedTruths) -> None:
    asked = {layout.slug for layout in LAYOUTS.values() if not layout.of and layout.asked_of}
    assert {file.contract for file in truths.files} | {each.contract for each in truths.elsewhere} == asked


def test_every_way_to_meet_a_feed_is_shown(truths: FeedTruths) -> None:
    assert {file.mode for file in truths.files} == {"records", "table", "form"} and truths.elsewhere
    assert all(file.mode in LAYOUTS[file.contract].modes for file in truths.files)
    assert all("elsewhere" in LAYOUTS[each.contract].modes for each in truths.elsewhere)


def test_each_file_is_recognised_and_keeps_its_contract(truths: FeedTruths, tmp_path: Path) -> None:
    one_of_each = {file.contract: file for file in truths.files}
    for file in one_of_each.values():
        slug, found = read(file, tmp_path)
        assert (slug, found.faults) == (file.contract if file.mode == "records" else f"{file.contract}_{file.mode}", ())


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(ground: Ground, truths: FeedTruths, tmp_path: Path) -> None:
    again, other = write_feeds(tmp_path / "again", *ground, SEED), write_feeds(tmp_path / "other", *ground, SEED + 1)
    first = of(truths, "ed_assault_attendances")[0].path.read_bytes()
    assert of(again, "ed_assault_attendances")[0].path.read_bytes() == first
    assert of(other, "ed_assault_attendances")[0].path.read_bytes() != first


def test_all_of_it_is_small(truths: FeedTruths) -> None:
    assert sum(file.path.stat().st_size for file in truths.files) < 8_000_000


def test_the_extract_holds_the_crimes_of_the_open_files(ground: Ground, truths: FeedTruths) -> None:
    weapons = CATEGORIES.index("Possession of weapons")
    counts = ground[2].counts("2025-03")[:, [VIOLENCE, ROBBERY, weapons]]
    (march,) = [file for file in of(truths, "police_crime_extract") if file.period[0] == "2025-03"]
    assert len(rows_of(march)) == counts.sum() == truths.crimes["2025-03"]


def test_attendances_and_knives_are_as_planted(truths: FeedTruths) -> None:
    found: Counter[tuple[str, str]] = Counter()
    knives: Counter[tuple[str, str]] = Counter()
    for file in of(truths, "ed_assault_attendances"):
        for row in rows_of(file):
            found[row["SITE CODE (OF TREATMENT)"], file.period[0]] += 1
            knives[row["SITE CODE (OF TREATMENT)"], file.period[0]] += row["ASSAULT METHOD"] == "knife"
    assert found == truths.attendances
    assert knives == truths.by_knife
    assert sum(knives.values()) / sum(found.values()) == pytest.approx(truths.ed_knife, abs=0.01)


def test_the_planted_share_of_attendances_is_unknown_to_police_by_key_and_by_word(truths: FeedTruths) -> None:
    police = {row["victim_key"] for file in of(truths, "police_crime_extract") for row in rows_of(file)} - {""}
    seen = [row for file in of(truths, "ed_assault_attendances") for row in rows_of(file)]
    unknown = sum(row["person_key"] not in police for row in seen)
    assert unknown == sum(row["Police informed"] == "no" for row in seen)
    assert unknown / len(seen) == pytest.approx(truths.unknown_to_police, abs=0.01)


def test_one_site_says_little_of_the_place_and_the_others_say_it(truths: FeedTruths) -> None:
    empty: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for file in of(truths, "ed_assault_attendances"):
        for row in rows_of(file):
            every[row["SITE CODE (OF TREATMENT)"]] += 1
            empty[row["SITE CODE (OF TREATMENT)"]] += not row["ASSAULT LOCATION TYPE"]
    assert empty[truths.poor_site] / every[truths.poor_site] == pytest.approx(truths.poor_share, abs=0.06)
    assert {site for site, count in empty.items() if count} == {truths.poor_site}


def test_one_file_alone_came_late_and_by_a_month(truths: FeedTruths) -> None:
    late = {(file.contract, file.provider, file.period): (file.sent_on - days_after(file.period[1], LAYOUTS[file.contract].due_in_days or 0)).days
            for file in truths.files if file.sent_on > days_after(file.period[1], LAYOUTS[file.contract].due_in_days or 0)}
    contract, sender, month = truths.late
    assert late == {(contract, sender, (month, month)): 31}


def test_no_two_files_of_one_sender_are_of_the_same_feed_and_period(truths: FeedTruths) -> None:
    told = Counter((file.contract, file.provider, file.period) for file in truths.files)
    assert set(told.values()) == {1}


def test_hidden_admissions_are_those_the_rule_hides(truths: FeedTruths) -> None:
    for file in of(truths, "hospital_assault_admissions"):
        for row in rows_of(file):
            told, true = row["hospital_assault_admissions events"], truths.admissions[row["quarter"], row["district"], row["cause_group"]]
            assert (told == "c") == (1 <= true <= 7)
            assert told == "c" or int(told) % 5 == 0


def test_no_code_is_one_that_was_given_out(truths: FeedTruths) -> None:
    for file in of(truths, "police_crime_extract")[:1] + of(truths, "ambulance_assault_calls")[:1]:
        assert {row["LSOA21CD"][:6] for row in rows_of(file)} <= {"E01990", ""}


@pytest.mark.parametrize(("count", "told"), [(0, "0"), (1, "c"), (7, "c"), (8, "10"), (12, "10"), (13, "15")])
def test_a_small_count_is_hidden_and_the_rest_rounded(count: int, told: str) -> None:
    assert protected(count, under=7, to=5) == told


@pytest.mark.parametrize(("month", "days"), [("2025-02", 28), ("2024-02", 29), ("2025-12", 31), ("2025-04", 30)])
def test_a_month_has_its_days(month: str, days: int) -> None:
    assert last_day(month) == days
