"""Prose through the commands: listed, refused, accepted by somebody, published, and stale when its number moves."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from journeys.workspaces import Ran, cells, upriver


@dataclass(frozen=True)
class Told:
    """What each command said, in the order in which they were run."""

    folder: Path
    said: dict[str, Ran]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, fictional_files: Path) -> Told:
    """A small workspace whose prose is written, refused, accepted, published, and then made stale by a decision."""
    folder, said = tmp_path_factory.mktemp("prose") / "w", dict[str, Ran]()
    months = [path for path in sorted((fictional_files / "police").iterdir()) if path.name.startswith("2025")]
    upriver("init", folder, "--areas", "E23009901", "--by", "first author")
    upriver("take-in", folder, fictional_files / "lookups", fictional_files / "population", *months)
    asked = ("assess", folder, "--period", "2025-01..2025-12", "--as-of", "2026-02-01", "--json")
    first = upriver(*asked)
    assert first.code == 0, first.err
    figure = a_figure(folder / "drafts" / first.json["run"] / "cells.csv")
    (folder / "prose" / "assessment").mkdir(parents=True)
    (folder / "prose" / "assessment" / "questions-kinds.en.md").write_text(
        f'The index stood at {{{{ figure "{figure}" }}}}. We say so <i>plainly</i>.\n', encoding="utf-8")
    said["listed"] = upriver("prose", folder, "--json")
    said["too early"] = upriver("publish", folder)
    said["unknown"] = upriver("prose", folder, "accept", "assessment/dragons.en")
    said["accepted"] = upriver("prose", folder, "accept", "--by", "A. Analyst")
    said["again"] = upriver("prose", folder, "accept", "--json")
    said["published"] = upriver("publish", folder)
    upriver("decide", folder, "police_uk_street:norsea:2025-03", "exclude", "--reason", "asked the force")
    said["assessed again"] = upriver(*asked)
    said["stale"] = upriver("prose", folder, "--json")
    said["too late"] = upriver("publish", folder)
    return Told(folder, said)


def a_figure(place: Path) -> str:
    """The name of a figure that has a number, and another one when a month is left out."""
    row = next(row for row in cells(place).where(table="assessment/concentration/shares", measure="robbery", unit="index") if row["value"])
    return f"{row['table']}#{row['area_level']}:{row['area_code']},{row['period_start']}..{row['period_end']},robbery,index,{row['breakdown']}"


def test_new_prose_is_listed_as_not_accepted(told: Told) -> None:
    assert [each["state"] for each in told.said["listed"].json["files"][0]["sentences"]] == ["new", "new"]


def test_prose_that_nobody_accepted_is_not_published(told: Told) -> None:
    assert told.said["too early"].code == 1 and "upriver prose accept" in told.said["too early"].err


def test_accepting_what_is_not_there_is_refused_with_what_is(told: Told) -> None:
    assert told.said["unknown"].code == 1 and "assessment/questions-kinds.en" in told.said["unknown"].err


def test_accepting_is_an_event_with_its_author(told: Told) -> None:
    with closing(sqlite3.connect(told.folder / "db.sqlite3")) as database:
        events = database.execute("SELECT by, subject FROM audit_eventrecord WHERE verb = 'accepted prose'").fetchall()
    assert events == [("A. Analyst", "prose:assessment/questions-kinds.en")]


def test_accepting_again_what_stands_records_nothing(told: Told) -> None:
    assert told.said["again"].json["accepted"] == []


def test_accepted_prose_stands_on_its_page(told: Told) -> None:
    assert told.said["published"].code == 0, told.said["published"].err
    page = (told.folder / "published" / "questions" / "kinds" / "index.html").read_text("utf-8")
    assert "From the partnership&#39;s analysts" in page and "We say so &lt;i&gt;plainly&lt;/i&gt;." in page and "{{" not in page


def test_a_moved_number_makes_its_sentence_stale_with_old_and_new_text(told: Told) -> None:
    first, second = told.said["stale"].json["files"][0]["sentences"]
    assert first["state"] == "stale" and first["was"] != first["now"] and second["state"] == "accepted"


def test_the_command_that_moved_it_says_so(told: Told) -> None:
    assert told.said["assessed again"].json["prose"]["to_read"] == 1


def test_generated_sentences_that_moved_are_listed_old_and_new(told: Told) -> None:
    moved = told.said["stale"].json["moved"]
    assert moved and all(each["was"] != each["now"] for each in moved)


def test_a_stale_sentence_is_not_published(told: Told) -> None:
    assert told.said["too late"].code == 1 and "upriver prose" in told.said["too late"].err


def test_the_static_site_holds_a_bounded_lattice_to_explore(told: Told) -> None:
    pages = sorted((told.folder / "published" / "explore").glob("*/index.html"))
    assert 4 <= len(pages) <= 36 and (told.folder / "published" / "explore" / "index.html").is_file()
    assert max(page.stat().st_size for page in pages) < 150_000
