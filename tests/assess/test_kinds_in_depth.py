"""Kinds in depth: which rows each takes, and that what is published of them can be counted again by hand."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from journeys.made import Journey

from upriver.assess.in_depth import BY, chosen_rows
from upriver.assess.materials import Laid
from upriver.assess.profiles import profiles
from upriver.words.declared import Profile
from upriver.words.refusal import Refusal

CARRYING = ("10A", "10B", "10C", "10D", "81", "90")
NIGHT = Profile("night", 1, "Night", "", hours=(20, 6), flagged={"location_type": ("street",)})


def rows(**given: object) -> Laid:
    """One row of the extract, with these fields."""
    columns = {name: np.array([given.get(name)], dtype=object) for name in BY}
    for name in ("committed_from", "committed_to"):
        columns[name] = np.array([given.get(name, "NaT")], dtype="datetime64[us]")
    return Laid(columns, np.array([1]), np.array([False]), (), ())


def takes(profile: Profile, **given: object) -> bool:
    return bool(chosen_rows(rows(**given), profile)[0])


@pytest.mark.parametrize(("band", "young"), [("10-17", True), ("18-24", True), ("18-25", False), ("25-34", False), ("24+", False), ("unknown", False), (None, False)])
def test_a_band_is_under_25_where_all_of_it_is(band: str | None, young: bool) -> None:
    assert takes(Profile("young", 1, "", "", victim_under=25), victim_age_band=band) is young


def test_one_flag_of_several_is_enough() -> None:
    knife = next(each for each in profiles() if each.slug == "knife")
    assert takes(knife, knife="no", weapon="other sharp object")
    assert takes(knife, knife="yes")
    assert not takes(knife, knife="no", weapon="body alone")


def test_carrying_a_knife_is_no_violence_with_one() -> None:
    knife = next(each for each in profiles() if each.slug == "knife")
    assert takes(knife, knife="yes", offence_code="8N")
    assert not takes(knife, knife="yes", offence_code="10D")


@pytest.mark.parametrize(("hour", "inside"), [("19:59", False), ("20:00", True), ("23:59", True), ("00:00", True), ("05:59", True), ("06:00", False)])
def test_a_night_runs_over_midnight_and_ends_before_its_last_hour(hour: str, inside: bool) -> None:
    assert takes(NIGHT, location_type="street", committed_from=f"2025-03-01T{hour}") is inside


def test_a_crime_that_may_lie_anywhere_in_a_day_has_no_hour() -> None:
    assert not takes(NIGHT, location_type="street", committed_from="2025-03-01T21:00", committed_to="2025-03-02T21:00")
    assert takes(NIGHT, location_type="street", committed_from="2025-03-01T21:00", committed_to="2025-03-02T03:00")


def test_a_crime_without_an_hour_is_in_no_night() -> None:
    assert not takes(NIGHT, location_type="street")


def test_joined_codes_are_taken_where_each_of_them_is() -> None:
    homicide = next(each for each in profiles() if each.slug == "homicide")
    assert takes(homicide, offence_code="1/4.1/4.10/4.2")
    assert not takes(homicide, offence_code="105A")


def test_a_profile_that_takes_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "own.toml").write_text('version = 1\norder = 1\ntitle = "Own"\nsays = "."\n', "utf-8")
    with pytest.raises(Refusal, match="the profile own takes nothing"):
        profiles(tmp_path)


def test_one_new_file_adds_one_kind(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "own.toml").write_text('version = 1\norder = 1\ntitle = "Own"\nsays = "."\noffences = ["3B"]\n', "utf-8")
    assert {each.slug for each in profiles(tmp_path)} - {each.slug for each in profiles()} == {"own"}


def extract(folder: Path) -> list[dict[str, str]]:
    """Every row of the year that the fictional police sent, straight from the files."""
    found: list[dict[str, str]] = []
    for path in sorted((folder / "partners" / "police").glob("crime_extract_*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            found += csv.DictReader(lines)
    return found


def splits(fiction: Journey, kind: str, field: str) -> dict[str, str]:
    found = fiction.published.where(table="assessment/depth/splits", measure=kind, unit="count")
    parts = [row for row in found if row["breakdown"].startswith(f"by={field};is=")]
    return {row["breakdown"].split("is=")[1]: row["value"] or row["marker"] for row in parts}


@pytest.mark.parametrize(("kind", "taken"), [
    ("knife", lambda row: row["HO Code"] not in CARRYING and (row["Knife Flag"] == "yes" or row["Weapon"] in ("knife", "other sharp object"))),
    ("domestic_abuse", lambda row: row["HO Code"] not in CARRYING and row["DA Flag"] == "yes"),
    ("robbery", lambda row: row["HO Code"] in ("34A", "34B")),
    ("custody", lambda row: row["HO Code"] not in CARRYING and row["Location Type"] == "prison or custody"),
])
def test_every_shown_number_is_the_one_that_a_person_counts(fiction: Journey, kind: str, taken) -> None:
    by_hand = Counter(row["Location Type"] or "not known" for row in extract(fiction.folder) if taken(row))
    shown = {place: int(count) for place, count in splits(fiction, kind, "location_type").items() if count.isdigit()}
    assert shown == {place: by_hand[place] for place in shown}
    assert all(by_hand[place] >= 10 for place in shown), "the rule of the source hides 1 to 9"


def test_a_hidden_part_can_t_be_taken_from_its_total(fiction: Journey) -> None:
    for kind in (profile.slug for profile in profiles()):
        for field in ("victim_age_band", "relation", "weapon", "location_type"):
            hidden = [place for place, count in splits(fiction, kind, field).items() if count == "c"]
            assert len(hidden) != 1, f"{kind} by {field} hides one alone"


def test_every_kind_that_is_told_has_a_page_and_every_other_is_named_as_lacking(fiction: Journey) -> None:
    told = {path.parent.name for path in (fiction.folder / "published" / "kinds").glob("*/index.html")}
    limits = (fiction.folder / "published" / "about" / "missing" / "index.html").read_text("utf-8")
    for profile in profiles():
        assert profile.slug.replace("_", "-") in told or f"{profile.title}: no offence code" in limits
