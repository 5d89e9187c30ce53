"""People of the fiction: what is published of them is what plain counting of the partners' own files gives."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from pathlib import Path

import pytest
from journeys.made import Journey

from upriver.demo.feeds import FeedTruths, write_partners

KEY = re.compile(rb"[0-9a-f]{64}")


@pytest.fixture(scope="module")
def truths(tmp_path_factory: pytest.TempPathFactory) -> FeedTruths:
    return write_partners(tmp_path_factory.mktemp("people"), seed=2026)


@pytest.fixture(scope="module")
def crimes(fiction: Journey) -> list[dict[str, str]]:
    found = []
    for path in sorted((fiction.folder / "partners" / "police").glob("crime_extract_*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            found += list(csv.DictReader(lines))
    return found


def number(fiction: Journey, table: str, measure: str, unit: str, breakdown: str = "") -> float:
    row = fiction.published.one(table=f"assessment/{table}", measure=measure, unit=unit, breakdown=breakdown, area_level="partnership")
    return float(row["value"])


def test_victims_by_age_and_sex_are_those_of_the_files(fiction: Journey, crimes: list[dict[str, str]]) -> None:
    counted = Counter((row["Victim Age Band"], row["Victim Sex"]) for row in crimes if row["Victim Sex"] and row["Victim Age Band"])
    assert len(counted) == 14
    for (age, sex), times in counted.items():
        assert number(fiction, "victims/ages", "victims", "count", f"age={age};sex={sex}") == times


def test_the_planted_three_times_is_found_within_its_interval(fiction: Journey, truths: FeedTruths) -> None:
    row = fiction.published.one(table="assessment/victims/rates", unit="rate_ratio", breakdown="age=18-24;sex=male")
    assert float(row["lower"]) < truths.young_men < float(row["upper"])
    page = (fiction.folder / "published" / "questions" / "victims" / "index.html").read_text("utf-8")
    assert "men from 18 to 24" in page


def test_people_hurt_again_are_those_planted(fiction: Journey, truths: FeedTruths) -> None:
    times = Counter(truths.hurt.values())
    assert number(fiction, "victims/again", "victims_people", "people") == len(truths.hurt)
    assert number(fiction, "victims/again", "victims_people", "people", "times=2") == times[2]
    more = sum(times.values()) - times[1]
    assert number(fiction, "victims/again", "victims_people", "people", "times=2_or_more") == more
    assert number(fiction, "victims/again", "victims_repeat_people", "percent") == pytest.approx(100 * more / len(truths.hurt), abs=0.051)


def test_the_tenth_of_people_with_most_have_the_share_that_sorting_gives(fiction: Journey, truths: FeedTruths) -> None:
    most = sorted(truths.hurt.values(), reverse=True)
    whole, part = divmod(len(most) / 10, 1)
    share = (sum(most[: int(whole)]) + part * most[int(whole)]) / sum(most)
    assert number(fiction, "victims/again", "victims_on_top", "percent", "top=10") == pytest.approx(100 * share, abs=0.051)


def test_suspects_who_were_victims_too_are_those_planted(fiction: Journey, truths: FeedTruths) -> None:
    both = truths.hurt.keys() & truths.suspected.keys()
    assert number(fiction, "people_who_harm/also_victims", "suspects_people", "people", "also=yes") == len(both)
    share = number(fiction, "people_who_harm/also_victims", "suspects_people", "percent", "also=yes")
    assert share == pytest.approx(100 * len(both) / len(truths.suspected), abs=0.051)


def test_suspects_by_ethnic_group_stand_to_white_residents_as_plain_division_says(fiction: Journey, crimes: list[dict[str, str]]) -> None:
    counted = Counter(row["Suspect Ethnicity"] for row in crimes)
    residents = {group: number(fiction, "disproportionality/stages", "residents", "residents", f"ethnicity={group}") for group in ("Black", "White")}
    ratio = (counted["Black"] / residents["Black"]) / (counted["White"] / residents["White"])
    assert number(fiction, "disproportionality/stages", "suspects", "rate_ratio", "ethnicity=Black") == pytest.approx(ratio, abs=0.0051)


def test_the_interval_of_that_ratio_is_widened_by_people_who_come_again(fiction: Journey, crimes: list[dict[str, str]], truths: FeedTruths) -> None:
    counted = Counter(row["Suspect Ethnicity"] for row in crimes)
    design = sum(times**2 for times in truths.suspected.values()) / sum(truths.suspected.values())
    row = fiction.published.one(table="assessment/disproportionality/stages", measure="suspects", unit="rate_ratio", breakdown="ethnicity=Black")
    step = 1.959964 * math.sqrt(design * (1 / counted["Black"] + 1 / counted["White"]))
    assert float(row["upper"]) / float(row["value"]) == pytest.approx(math.exp(step), rel=0.002)


def test_searches_are_those_of_the_months_held_and_say_so(fiction: Journey) -> None:
    found = Counter(row["Self-defined ethnicity"].split("/")[0].split(" - ")[0] for row in _searches(fiction.folder))
    got = number(fiction, "disproportionality/stages", "searched_in_months_observed", "count", "ethnicity=Black")
    assert got == found["Black"]
    whole = fiction.published.one(table="assessment/disproportionality/stages", measure="searched", unit="count", breakdown="ethnicity=Black")
    assert (whole["value"], whole["marker"]) == ("", "x")
    page = (fiction.folder / "published" / "questions" / "disproportionality" / "index.html").read_text("utf-8")
    assert "July 2025 to December 2025 alone" in page


def _searches(folder: Path) -> list[dict[str, str]]:
    found = []
    for path in sorted((folder / "files" / "police").glob("2025-*/*stop-and-search.csv")):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            found += [row for row in csv.DictReader(lines) if "erson" in row["Type"]]
    return found


def test_a_group_s_outcomes_that_are_hidden_can_t_be_had_by_taking_one_from_its_suspects(fiction: Journey) -> None:
    rows = fiction.published.where(table="assessment/disproportionality/after", measure="charged", unit="count")
    hidden = [row["breakdown"] for row in rows if row["marker"] == "c"]
    assert hidden, "the fiction has a group so small that something is hidden"
    for breakdown in hidden:
        group = breakdown.split(";")[0]
        shown = [row for row in rows if row["breakdown"].startswith(group + ";") and row["value"]]
        whole = fiction.published.where(measure="suspects", unit="count", breakdown=group)
        assert not (shown and any(row["value"] for row in whole))


def test_no_keyed_hash_of_a_person_is_in_anything_published(fiction: Journey, truths: FeedTruths) -> None:
    keys = {key.encode() for key in (*truths.hurt, *truths.suspected)}
    for path in (fiction.folder / "published").rglob("*"):
        if path.is_file() and path.suffix in (".html", ".csv", ".json", ".svg", ".txt"):
            assert not keys & set(KEY.findall(path.read_bytes())), path.name


def test_a_suspect_is_never_called_an_offender(fiction: Journey) -> None:
    for page in ("victims", "people-who-harm", "disproportionality"):
        text = (fiction.folder / "published" / "questions" / page / "index.html").read_text("utf-8").lower()
        assert "offender" not in text and "perpetrator" not in text
