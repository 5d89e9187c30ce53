"""Who is hurt and suspected in the made-up police extract: the planted truths, found by plain counting."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from upriver.demo.crime import make_crimes, plant
from upriver.demo.feeds import FeedTruths, write_feeds
from upriver.demo.ground.places import make_places
from upriver.demo.people import make_people, write_population

SEED = 2026


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[FeedTruths, Path]:
    places = make_places(1, np.random.default_rng((SEED, 10)))
    people = make_people(places, np.random.default_rng((SEED, 11)))
    folder = tmp_path_factory.mktemp("people")
    write_population(folder / "population", places, people, np.random.default_rng((SEED, 13)))
    return write_feeds(folder, places, people, make_crimes(places, people, plant(places, 1), SEED, 1), SEED), folder


@pytest.fixture(scope="module")
def crimes(written: tuple[FeedTruths, Path]) -> list[dict[str, str]]:
    found = []
    for file in written[0].files:
        if file.contract == "police_crime_extract":
            with file.path.open(encoding="utf-8", newline="") as lines:
                found += list(csv.DictReader(lines))
    return found


def residents(folder: Path, first: int, last: int, sexes: str) -> float:
    with (folder / "population" / "mid_2022_lsoa21_sex_age.csv").open(encoding="utf-8", newline="") as lines:
        return sum(float(row[f"{sex}{age}"]) for row in csv.DictReader(lines) for sex in sexes for age in range(first, last + 1))


def test_men_from_18_to_24_are_hurt_three_times_as_often_as_everybody(written: tuple[FeedTruths, Path], crimes: list[dict[str, str]]) -> None:
    truths, folder = written
    known = [row for row in crimes if row["Victim Age Band"] and row["Victim Sex"]]
    young = sum(row["Victim Age Band"] == "18-24" and row["Victim Sex"] == "male" for row in known)
    ratio = (young / residents(folder, 18, 24, "M")) / (len(known) / residents(folder, 0, 90, "FM"))
    assert ratio == pytest.approx(truths.young_men, rel=0.05)


def test_those_hurt_again_are_as_the_truths_say(written: tuple[FeedTruths, Path], crimes: list[dict[str, str]]) -> None:
    assert Counter(row["victim_key"] for row in crimes if row["victim_key"]) == written[0].hurt
    again = sum(times > 1 for times in written[0].hurt.values()) / len(written[0].hurt)
    assert 0.12 < again < 0.18


def test_suspects_are_as_the_truths_say_and_a_sixth_of_them_were_hurt_too(written: tuple[FeedTruths, Path], crimes: list[dict[str, str]]) -> None:
    truths = written[0]
    assert Counter(row["suspect_key"] for row in crimes if row["suspect_key"]) == truths.suspected
    assert 0.14 < len(truths.suspected.keys() & truths.hurt.keys()) / len(truths.suspected) < 0.21


def test_a_person_keeps_age_and_sex_from_crime_to_crime(crimes: list[dict[str, str]]) -> None:
    kept: dict[str, set[tuple[str, str]]] = {}
    for row in crimes:
        if row["victim_key"] and row["Victim Age Band"]:
            kept.setdefault(row["victim_key"], set()).add((row["Victim Age Band"], row["Victim Sex"]))
    assert all(len(kinds) == 1 for kinds in kept.values())


def test_where_no_suspect_was_identified_there_is_none(crimes: list[dict[str, str]]) -> None:
    assert not any(row["suspect_key"] for row in crimes if row["Outcome"] == "no suspect identified")


def test_crimes_of_possession_have_no_victim(crimes: list[dict[str, str]]) -> None:
    assert not any(row["Victim Sex"] or row["victim_key"] for row in crimes if row["HO Code"] in ("10B", "10C", "10D"))
