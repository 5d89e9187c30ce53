"""The gate as people meet it: asked for, read, returned, changed, left out, released and taken back, by commands."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from journeys.made import Journey
from journeys.workspaces import Ran, by_names_alone, cells, upriver

TOLD = ("--context", "For the board.", "--controls", "Every partner's rule.")
LEFT = "assessment/victims/ages"


@dataclass(frozen=True)
class Told:
    """What each command said, in the order in which they were run, and the first page after some of them."""

    folder: Path
    release: str
    said: dict[str, Ran]
    page: dict[str, str]


@pytest.fixture(scope="module")
def told(fiction: Journey, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The fictional partnership's next release: asked for, one vote, another, changed, asked for again, released, withdrawn."""
    folder, said, page = tmp_path_factory.mktemp("gate") / "w", dict[str, Ran](), dict[str, str]()
    shutil.copytree(fiction.folder, folder)
    by_names_alone(folder)
    said["untold"] = upriver("publish", folder)
    said["asked"] = upriver("publish", folder, *TOLD, "--json")
    asked = said["asked"].json
    vote = ("review", folder, asked["release"], "--why", "It names a street.")
    said["waits"] = upriver("review", folder, "--json")
    said["author"] = upriver(*vote, "--approve", "--confirm", "--by", "Demo")
    said["nobody"] = upriver(*vote, "--approve", "--confirm")
    said["first"] = upriver(*vote, "--return", "--by", "Rae Reader")
    said["between"] = upriver("review", folder, asked["release"], "--json")
    page["between"] = (folder / asked["page"]).read_text("utf-8")
    log = "\n".join(row[0] + row[1] for row in rows_of(folder, "SELECT body, why FROM audit_eventrecord ORDER BY number"))
    said["twice"] = upriver(*vote, "--approve", "--confirm", "--by", "rae reader")
    said["second"] = upriver(*vote[:3], "--approve", "--confirm", "--why", "In order.", "--by", "Sam Second")
    page["both"], page["log"] = (folder / asked["page"]).read_text("utf-8"), log
    said["third"] = upriver(*vote, "--approve", "--confirm", "--by", "Tia Third")
    said["again"] = upriver("publish", folder, *TOLD, "--json")
    for name in ("Rae Reader", "Sam Second"):
        upriver("review", folder, said["again"].json["release"], "--approve", "--confirm", "--why", "Read again.", "--by", name)
    said["left out"] = upriver("leave-out", folder, LEFT, "--why", "A family could be known by it.", "--by", "Ann")
    said["changed"] = upriver("publish", folder, *TOLD, "--json")
    for name in ("Rae Reader", "Sam Second"):
        upriver("review", folder, said["changed"].json["release"], "--approve", "--confirm", "--why", "Read again.", "--by", name)
    said["released"] = upriver("publish", folder, "--json")
    page["released"] = (folder / said["changed"].json["page"]).read_text("utf-8")
    return Told(folder, said["released"].json["release"], said, page)


def rows_of(folder: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(folder / "db.sqlite3")) as desk:
        return desk.execute(query).fetchall()


def refused(ran: Ran) -> str:
    assert ran.code == 1 and "Traceback" not in ran.err, ran.out + ran.err
    return ran.err


def test_records_are_read_by_two_and_their_readers_are_told_what_for(told: Told) -> None:
    assert "2 people have to read this" in refused(told.said["untold"])
    assert (told.said["asked"].json["state"], told.said["asked"].json["wanted"]) == ("submitted", 2)


def test_what_waits_is_listed_with_its_page(told: Told) -> None:
    waits = told.said["waits"].json["waiting"]
    assert [each["release"] for each in waits] == [told.said["asked"].json["release"]]
    assert (told.folder / waits[0]["page"]).is_file()


def test_the_drafted_pages_lie_beside_the_reviewers(told: Told) -> None:
    assert (told.folder / told.said["asked"].json["page"]).parent.joinpath("draft", "index.html").is_file()


def test_the_author_does_not_vote_and_a_vote_has_a_name(told: Told) -> None:
    assert "author never votes" in refused(told.said["author"])
    assert "needs a name" in refused(told.said["nobody"])


def test_between_the_votes_nothing_tells_how_the_first_was(told: Told) -> None:
    between = told.said["between"].json["waiting"][0]
    assert (between["state"], between["voted"], between["votes"]) == ("partly_reviewed", 1, [])
    assert told.said["first"].code == 0
    for shown in (told.page["between"], told.page["log"], told.said["between"].out):
        assert "It names a street." not in shown


def test_a_name_votes_once(told: Told) -> None:
    assert "voted already" in refused(told.said["twice"])


def test_one_vote_to_return_sends_it_back_and_then_both_are_shown(told: Told) -> None:
    assert "returned to its author" in told.said["second"].out
    assert "It names a street." in told.page["both"] and "In order." in told.page["both"] and "Names are claims" in told.page["both"]
    assert "can't be voted on" in refused(told.said["third"])


def test_asked_for_again_it_is_read_again(told: Told) -> None:
    assert (told.said["again"].json["state"], told.said["again"].json["wanted"]) == ("submitted", 2)


def test_what_changed_since_the_vote_voids_it(told: Told) -> None:
    changed = told.said["changed"].json
    assert "its figures" in changed["voided"] and (changed["state"], changed["wanted"]) == ("submitted", 2)


def test_what_was_left_out_is_hidden_and_said_without_saying_what(told: Told) -> None:
    rows = cells(told.folder / "published" / "data" / "cells.csv").where(table=LEFT)
    assert rows and all(row["marker"] in ("c", "x") and not row["count"] and not row["value"] for row in rows)
    said = (told.folder / "published" / "about" / "missing" / "index.html").read_text("utf-8")
    assert "Something was left out because showing it could endanger someone" in said
    for path in (told.folder / "published").rglob("*.html"):
        assert "A family could be known by it." not in path.read_text("utf-8"), path.name


def test_who_reads_it_is_shown_what_was_left_out_by_whom_and_why(told: Told) -> None:
    page = (told.folder / told.said["changed"].json["page"]).parent.joinpath("left-out", "index.html").read_text("utf-8")
    assert LEFT in page and "A family could be known by it." in page and "Ann" in page


def test_read_by_two_and_unchanged_it_is_released(told: Told) -> None:
    released = told.said["released"].json
    assert released["state"] == "released" and released["readers"] == ["Rae Reader", "Sam Second"]
    assert released["release"] == told.said["changed"].json["release"], "its name was known when it was asked for"
    assert ", released." in told.page["released"]


def test_every_move_is_in_the_log_with_its_author(told: Told) -> None:
    moves = [(verb, by) for verb, by in rows_of(told.folder, "SELECT verb, by FROM audit_eventrecord ORDER BY number") if "release" in verb or verb == "published"]
    assert moves[4:15] == [
        ("asked for release", "demo"), ("voted on release", "Rae Reader"), ("returned release", "Sam Second"),
        ("asked for release", "demo"), ("voted on release", "Rae Reader"), ("approved release", "Sam Second"),
        ("release lapsed", "demo"), ("asked for release", "demo"), ("voted on release", "Rae Reader"), ("approved release", "Sam Second"),
        ("published", "demo"),
    ], "the first four are the fictional partnership's own"
    assert upriver("audit", "verify", told.folder).code == 0


def test_the_fictional_release_is_read_by_two_fictional_people(fiction: Journey) -> None:
    voted = rows_of(fiction.folder, "SELECT state, needs, votes FROM releases_releaserecord")
    assert [(state, needs, len({each["by"] for each in json.loads(votes)})) for state, needs, votes in voted] == [("released", 2, 2)]


def test_a_release_that_is_not_there_is_refused(told: Told) -> None:
    for command in (("review", told.folder, "zzz", "--approve", "--why", "x", "--by", "Rae"), ("withdraw", told.folder, "zzz", "--why", "x")):
        assert "no release is called so" in refused(upriver(*command)).lower()


def test_a_release_is_withdrawn_with_its_reason(told: Told) -> None:
    assert "says why" in refused(upriver("withdraw", told.folder, told.release))
    assert upriver("withdraw", told.folder, told.release, "--why", "A count was wrong.").code == 0
    assert "withdrawn" in refused(upriver("withdraw", told.folder, told.release, "--why", "Again."))
    assert "A count was wrong." in (told.folder / "published" / "index.html").read_text("utf-8")


def test_a_partnership_of_one_publishes_open_data_with_one_command(fictional_files: Path, tmp_path: Path) -> None:
    folder = tmp_path / "open"
    months = [path for path in sorted((fictional_files / "police").iterdir()) if path.name.startswith("2025")]
    upriver("init", folder, "--areas", "E23009901", "--by", "the only analyst")
    upriver("take-in", folder, fictional_files / "lookups", fictional_files / "population", *months)
    upriver("assess", folder, "--period", "2025-01..2025-12", "--as-of", "2026-02-01")
    ran = upriver("publish", folder, "--json")
    assert ran.code == 0, ran.err
    assert (ran.json["state"], ran.json["needs"]) == ("released", 0) and "public data only" in ran.json["reason"]
    assert rows_of(folder, "SELECT by, why FROM audit_eventrecord WHERE verb = 'published'") == [("the only analyst", ran.json["attestation"])]
    assert (folder / ran.json["page"]).is_file(), "the machine's findings are there to be read all the same"
