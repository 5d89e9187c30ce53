"""`upriver who` in a workspace: filled in, confirmed, edited, read on a day; people are erased without a trace."""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from register.bodies import a_body, a_cover, a_person, a_register
from register.commands import bytes_of, upriver

from upriver.demo.authorities import fictional_register, write_register
from upriver.pipeline.authorities.register import to_spreadsheet
from upriver.words.sharing.authority import SPECIFIED, Register

HAMPSHIRE_DISTRICTS = 14


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two workspaces, made once and copied for each test."""
    base = tmp_path_factory.mktemp("registers")
    write_register(base / "register.xlsx", on=date(2026, 2, 1))
    for name, code in (("ours", "E23000030"), ("fiction", "E23009901")):
        assert upriver("init", base / name, "--areas", code, "--by", "set-up").code == 0
    assert upriver("who", base / "fiction", "--from", base / "register.xlsx").code == 0
    return base


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Path:
    """An empty workspace for the police area of Hampshire and the Isle of Wight; no file is taken in."""
    return Path(shutil.copytree(made / "ours", tmp_path / "ours"))


@pytest.fixture
def fictional(made: Path, tmp_path: Path) -> Path:
    """A workspace with the fictional register taken in."""
    return Path(shutil.copytree(made / "fiction", tmp_path / "fiction"))


def events(folder: Path) -> list[dict[str, str]]:
    with sqlite3.connect(folder / "db.sqlite3") as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("SELECT * FROM audit_eventrecord ORDER BY number")]


def test_the_first_run_says_how_to_fill_in_and_stores_nothing(workspace: Path) -> None:
    ran = upriver("who", workspace)
    assert ran.code == 0 and "upriver who" in ran.out and "--fill" in ran.out
    assert [event["verb"] for event in events(workspace)] == ["set up"]


def test_filling_in_gives_every_district_all_six_kinds_and_confirms_nothing(workspace: Path) -> None:
    upriver("who", workspace, "--fill", "--on", "2026-05-01")
    found = upriver("who", workspace, "--on", "2026-05-01", "--json").json
    assert len(found["districts"]) == HAMPSHIRE_DISTRICTS and found["lacking"] == []
    assert {kind["kind"] for kind in found["kinds"] if kind["duty"]} == set(SPECIFIED)
    assert found["proposed"] and len(found["proposed"]) == len(set(found["proposed"]))


@pytest.mark.parametrize(
    ("named", "districts"),
    [("Hampshire", 14), ("hampshire and isle of wight", 14), ("Gwent", 5), ("Greater Manchester", 10), ("West Sussex", 7), ("Portsmouth", 1)],
)
def test_a_name_fills_the_register_in_with_no_look_up_held(tmp_path: Path, named: str, districts: int) -> None:
    upriver("init", tmp_path / "ours", "--areas", named, "--by", "set-up")
    assert upriver("who", tmp_path / "ours", "--fill").code == 0
    assert len(upriver("who", tmp_path / "ours", "--json").json["districts"]) == districts


def test_a_name_that_no_list_knows_is_said_back(tmp_path: Path) -> None:
    upriver("init", tmp_path / "ours", "--areas", "Gwnet", "--by", "set-up")
    refused = upriver("who", tmp_path / "ours", "--fill")
    assert refused.code != 0 and "no area called Gwnet" in refused.err
    assert "no area called Gwnet" in upriver("who", tmp_path / "ours").out
    upriver("init", tmp_path / "ours", "--areas", "Kent, Gwnet", "--by", "set-up")
    assert "Nothing was filled in for Gwnet" in upriver("who", tmp_path / "ours", "--fill").out


def test_a_body_without_a_district_is_not_silently_left_out(fictional: Path, tmp_path: Path) -> None:
    lost = replace(fictional_register().authorities[0], areas=(), name="Nowhere Constabulary", contact="", deputy="")
    book = tmp_path / "one.xlsx"
    book.write_bytes(to_spreadsheet(Register((lost,)), name="One", on=date(2026, 2, 1)))
    assert upriver("who", fictional, "--from", book).code == 0
    assert "stands in no row: Nowhere Constabulary" in upriver("who", fictional, "--on", "2026-02-01").out


def test_filling_in_before_april_2026_leaves_every_district_without_its_board_in_april(workspace: Path) -> None:
    upriver("who", workspace, "--fill", "--on", "2026-03-01")
    found = upriver("who", workspace, "--on", "2026-04-01", "--json").json
    assert {(each["kind"], each["lacks"]) for each in found["lacking"]} == {("health", "no integrated care board")}
    assert len(found["lacking"]) == HAMPSHIRE_DISTRICTS
    assert upriver("who", workspace, "--fill", "--on", "2026-04-01", "--json").json["added"] == ["E54000067"]


def test_what_ends_is_listed_with_its_successors(workspace: Path) -> None:
    upriver("who", workspace, "--fill", "--on", "2026-03-01")
    ends = {each["id"]: each for each in upriver("who", workspace, "--ends", "--on", "2026-03-01", "--within", "31", "--json").json["ends"]}
    assert set(ends) == {"E54000034", "E54000042"}
    assert (ends["E54000034"]["recoded"], ends["E54000042"]["recoded"]) == (False, True)
    assert upriver("who", workspace, "--ends", "--on", "2026-03-01", "--within", "29", "--json").json["ends"] == []


def test_a_published_page_of_a_body_that_ends_is_listed(workspace: Path) -> None:
    upriver("who", workspace, "--fill", "--on", "2026-03-01")
    page = workspace / "published" / "areas" / "E54000034"
    page.mkdir(parents=True)
    (page / "index.html").write_text("x", "utf-8")
    (workspace / "published" / "data").mkdir()
    (workspace / "published" / "data" / "cells.csv").write_text("area_code,area_name\nE54000034,Frimley\n", "utf-8")
    ends = upriver("who", workspace, "--ends", "--on", "2026-03-01", "--json").json["ends"]
    items = {each["id"]: each["items"] for each in ends}
    assert items["E54000034"] == [{"kind": "page", "id": "areas/E54000034/", "title": "Frimley"}]


def test_confirming_says_who_and_when_and_the_log_has_an_id_for_a_name(workspace: Path) -> None:
    upriver("who", workspace, "--fill", "--on", "2026-05-01")
    assert upriver("who", workspace, "--confirm", "E23000030", "--by", "Oriel Tansley", "--json").json == {"confirmed": ["E23000030"]}
    assert "E23000030" not in upriver("who", workspace, "--on", "2026-05-01", "--json").json["proposed"]
    last = events(workspace)[-1]
    assert (last["verb"], json.loads(last["body"])) == ("confirmed", {"confirmed": ["E23000030"]})
    assert last["by"].startswith("person:") and "Oriel" not in json.dumps(last)


def test_what_is_not_in_the_register_cannot_be_confirmed(workspace: Path) -> None:
    upriver("who", workspace, "--fill", "--on", "2026-05-01")
    ran = upriver("who", workspace, "--confirm", "E23000030", "--confirm", "nobody", "--by", "x")
    assert ran.code == 1 and "nobody" in ran.err
    assert "confirmed" not in [event["verb"] for event in events(workspace)]


def test_a_spreadsheet_with_one_fault_changes_nothing(fictional: Path, tmp_path: Path) -> None:
    before, path = events(fictional), tmp_path / "bad.xlsx"
    bodies = (a_body(name="Somebody new"), a_body("health", contact="p99"))
    path.write_bytes(to_spreadsheet(a_register(*bodies), name="N", on=date(2026, 2, 1)))
    ran = upriver("who", fictional, "--from", path)
    assert ran.code == 1 and "Authorities, row 6, Contact: is no id of the sheet People." in ran.out
    assert events(fictional) == before and b"Somebody new" not in bytes_of(fictional)


def test_writing_the_register_and_taking_it_in_again_changes_nothing(fictional: Path, tmp_path: Path) -> None:
    upriver("who", fictional, "--confirm", "all", "--by", "Oriel Tansley")
    before = events(fictional)
    assert upriver("who", fictional, "--to", tmp_path / "out.xlsx").code == 0
    assert upriver("who", fictional, "--from", tmp_path / "out.xlsx", "--json").json["proposed"] == 0
    assert events(fictional) == before


def test_the_fictional_register_lacks_no_kind_and_one_contact(fictional: Path) -> None:
    found = upriver("who", fictional, "--on", "2026-02-01", "--json").json
    assert (found["lacking"], found["without_contact"]) == ([], ["E07009902"])


def test_no_event_about_the_register_carries_a_name_or_an_address(fictional: Path) -> None:
    upriver("who", fictional, "--confirm", "all", "--by", "Oriel Tansley")
    said = json.dumps(events(fictional))
    assert [word for word in ("Oriel", "Tansley", "example", "01632") if word in said] == []


def test_an_erased_person_is_nowhere_in_the_database(fictional: Path) -> None:
    upriver("who", fictional, "--confirm", "all", "--by", "Oriel Tansley")
    assert b"Oriel Tansley" in bytes_of(fictional)
    assert upriver("who", fictional, "--erase", "p1", "--by", "Idris Quayle").code == 0
    left = bytes_of(fictional)
    assert [word for word in (b"Oriel", b"Tansley", b"oriel@", b"Superintendent", b"01632 960101") if word in left] == []
    assert b"Idris Quayle" in left
    assert "E23009901" in upriver("who", fictional, "--on", "2026-02-01", "--json").json["without_contact"]


def test_the_log_is_whole_after_an_erasure(fictional: Path) -> None:
    upriver("who", fictional, "--erase", "p1", "--by", "Idris Quayle")
    assert upriver("audit", "verify", fictional).code == 0
    assert events(fictional)[-1]["subject"] == "person:p1"


def test_a_name_that_other_commands_wrote_into_the_log_is_counted(fictional: Path) -> None:
    upriver("who", fictional, "--confirm", "E23009901", "--by", "set-up")
    ran = upriver("who", fictional, "--erase", "author-1", "--by", "Idris Quayle", "--json")
    assert ran.json == {"erased": "author-1", "events_with_the_name": 1}


@pytest.mark.parametrize("person", ["nobody", "p1"])
def test_who_is_not_there_or_was_erased_already_cannot_be_erased(fictional: Path, person: str) -> None:
    upriver("who", fictional, "--erase", "p1", "--by", "x")
    assert upriver("who", fictional, "--erase", person, "--by", "x").code == 1


def test_areas_may_be_pooled_under_section_9(fictional: Path) -> None:
    upriver("who", fictional, "--pool", "Norsea and Eastmarch", "--by", "x")
    assert upriver("who", fictional, "--json").json["relevant_area"] == "Norsea and Eastmarch"
    upriver("who", fictional, "--pool", "", "--by", "x")
    assert upriver("who", fictional, "--json").json["relevant_area"] == ""


def test_a_boundary_without_a_look_up_says_that_it_is_not_known(workspace: Path) -> None:
    found = upriver("who", workspace, "--boundary", "E54000067", "--on", "2026-05-01", "--json").json
    assert (found["exact"], len(found["districts"])) == (False, HAMPSHIRE_DISTRICTS)


def test_a_boundary_before_a_body_begins_is_refused_with_a_way_out(workspace: Path) -> None:
    ran = upriver("who", workspace, "--boundary", "E54000067", "--on", "2026-03-31")
    assert ran.code == 1 and "begins on 2026-04-01" in ran.err


def test_the_old_code_of_a_recoded_body_leads_to_the_new_one(workspace: Path) -> None:
    found = upriver("who", workspace, "--boundary", "E54000042", "--on", "2026-05-01", "--json").json
    assert found["id"] == "E54000067" and "the same body" in found["said"][0]


@pytest.mark.parametrize("wrong", [("--on", "tomorrow"), ("--fill", "--ends"), ("--to", "register.csv")])
def test_wrong_usage_is_told_without_a_trace(workspace: Path, wrong: tuple[str, ...]) -> None:
    ran = upriver("who", workspace, *wrong)
    assert ran.code in (1, 2) and "Traceback" not in ran.err


def test_a_register_may_stand_alone_without_areas_of_the_workspace(tmp_path: Path) -> None:
    folder, path = tmp_path / "alone", tmp_path / "r.xlsx"
    upriver("init", folder)
    body = a_body(areas=(a_cover("E07000999", "Elsewhere"),), contact="p1")
    path.write_bytes(to_spreadsheet(Register((body,), (a_person(),)), name="N", on=date(2026, 2, 1)))
    upriver("who", folder, "--from", path)
    assert [each["name"] for each in upriver("who", folder, "--json").json["districts"]] == ["Elsewhere"]


def test_who_speaks_for_a_body_stands_beside_it(fictional: Path) -> None:
    said = upriver("who", fictional, "--on", "2026-02-01").out
    assert "Norsea Police [E23009901] (proposed), contact Oriel Tansley, deputy Fintan Dray" in said


def test_a_welsh_workspace_is_filled_in_with_its_local_health_board(tmp_path: Path) -> None:
    folder = tmp_path / "wales"
    upriver("init", folder, "--areas", "Cardiff", "--by", "x")
    upriver("who", folder, "--fill", "--on", "2026-05-01")
    found = upriver("who", folder, "--on", "2026-05-01", "--json").json
    bodies = {kind["kind"]: (kind["called"], kind["by_district"]["W06000015"]["bodies"]) for kind in found["kinds"]}
    assert found["lacking"] == []
    assert bodies["health"][0] == "Local Health Board" and bodies["health"][1][0].startswith("W11")
