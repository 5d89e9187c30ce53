"""Retention and a person's wish: what goes, what stays, and that nothing is left when a command is stopped half-way."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pytest
from journeys.workspaces import ROOT
from partners import (
    ED,
    TRUST,
    a_workspace,
    an_agreement,
    an_attendance,
    attendances,
    held,
    key,
    refused,
    submitted,
)
from register.commands import upriver

from upriver.intake.receiving.retention import past
from upriver.store.folder import Folder
from upriver.store.partners import erasing
from upriver.words.part import Part, Receipt
from upriver.words.period import months_period

PEOPLE = [key(f"person {number}") for number in range(25)]
FEEDS = {  # each with its header and a row of a person, so that five data sets hold the same people
    name: f'''version = 1
title = "Test feed {name}"
holds = "events"
says = "One row is one event."
publisher = "The provider"
licence = "By agreement"
cadence = "month"
rule = "nhs_sub_national"
layout_verified = true
period_from = "happened_on"
protection = "depersonalised"
asked_of = ["police"]
due_in_days = 30

[[fields]]
name = "happened_on"
type = "date"
says = "The day."
headers = ["{name} day"]
required = true
must_fill = true

[[fields]]
name = "person_key"
type = "code"
says = "The keyed hash."
headers = ["{name} person"]
required = true
pattern = "person_key"
'''
    for name in ("feed_a", "feed_b", "feed_c", "feed_d", "feed_e")
}


def with_feeds(folder: Path, *, months: int = 24) -> Path:
    """A workspace with five feeds of its own, each under an agreement, and each with the same 25 people."""
    upriver("init", folder, "--name", "Norsea", "--by", "Nora")
    (folder / "declarations" / "contracts").mkdir(parents=True)
    for name, text in FEEDS.items():
        (folder / "declarations" / "contracts" / f"{name}.toml").write_text(text, "utf-8")
    made = a_workspace(folder, *(an_agreement(name, months=months) for name in FEEDS))
    for number, name in enumerate(FEEDS):
        sent = folder.parent / f"{name}.csv"
        others = [f"2026-01-{day:02d},{key(f'other {day} {name}')}" for day in range(1, 20)]
        people = [f"2026-01-{1 + at:02d},{person}" for at, person in enumerate(PEOPLE)]
        sent.write_text("\n".join([f"{name} day,{name} person", *others, *people]) + "\n", "utf-8")
        ran = upriver("take-in", made, sent, "--provider", TRUST)
        assert ran.code == 0 and number < 5, ran.out + ran.err
    return made


def everywhere(folder: Path) -> bytes:
    """Every byte that a workspace holds, packed columns unpacked."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.append(path.read_bytes())
            if path.suffix == ".parquet":
                found.append(repr(duckdb.sql(f"SELECT * FROM read_parquet('{path}')").fetchall()).encode())
    return b"\n".join(found)


def erased_at_once(folder: Path, keys: list[str]) -> list[int]:
    """Erase several people in one process, since starting one takes longer than erasing; gives the rows of each."""
    code = f"""
from pathlib import Path
from upriver.desk.opening import open_desk
from upriver.store.folder import Folder
folder = Folder(Path({str(folder)!r}))
open_desk(folder.database)
from upriver.desk.submissions import keeping
from upriver.intake.contracts import layouts
for key in {keys!r}:
    found, _ = keeping.erase(folder, layouts(folder.declarations), key, name="x", by="Nora", at="2026-05-01T00:00:00Z")
    print(sum(held.rows for held in found))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
                          env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""}, check=True)
    return [int(line) for line in done.stdout.split()]


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_feeds(tmp_path_factory.mktemp("people") / "w")


def test_every_planted_person_is_found_in_every_part(peopled: Path) -> None:
    for person in (PEOPLE[0], PEOPLE[24]):
        ran = upriver("subject", "find", peopled, "--key", person, "--json")
        assert ran.json["rows"] == 5 and {each["contract"] for each in ran.json["parts"]} == set(FEEDS)


def test_a_persons_rows_are_exported_to_a_closed_place(peopled: Path, tmp_path: Path) -> None:
    to = tmp_path / "for them"
    assert upriver("subject", "export", peopled, "--key", PEOPLE[1], "--to", to).code == 0
    assert to.stat().st_mode & 0o077 == 0 and len(list(to.glob("*.csv"))) == 5
    assert all(PEOPLE[1] in path.read_text("utf-8") and PEOPLE[2] not in path.read_text("utf-8") for path in to.glob("*.csv"))
    assert "there already" in refused(upriver("subject", "export", peopled, "--key", PEOPLE[1], "--to", to))


def test_every_planted_person_is_erased_and_none_is_left_anywhere(peopled: Path) -> None:
    assert PEOPLE[0].encode() in everywhere(peopled)
    ran = upriver("subject", "erase", peopled, "--key", PEOPLE[0], "--yes", "--json")
    assert ran.code == 0 and ran.json["rows"] == 5, ran.out + ran.err
    assert erased_at_once(peopled, PEOPLE[1:]) == [5] * 24
    left = everywhere(peopled)
    assert [person for person in PEOPLE if person.encode() in left] == []
    assert key("other 3 feed_a").encode() in left, "other people's rows stay"
    assert upriver("audit", "verify", peopled).code == 0
    assert upriver("status", peopled, "--json").json["held"]["feed_a"]["rows"] == 19


def test_what_was_erased_doesn_t_come_back_with_the_same_file(peopled: Path) -> None:
    ran = upriver("take-in", peopled, peopled.parent / "feed_a.csv", "--provider", TRUST)
    assert "held once" in refused(ran)


def test_a_file_in_quarantine_with_the_key_goes_whole(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "w", an_agreement(ED))
    file = attendances(tmp_path / "ed.csv", [an_attendance(person="someone")])
    package = submitted(file, tmp_path / "p.zip")
    beside = tmp_path / "sent"
    beside.mkdir()
    (beside / "x.csv").write_bytes(file.read_bytes() + an_attendance("2026-01-09").encode())
    (beside / "x.manifest.json").write_bytes(zipfile.ZipFile(package).read("manifest.json"))
    assert upriver("take-in", workspace, beside).code == 1
    assert key("someone").encode() in everywhere(workspace)
    ran = upriver("subject", "erase", workspace, "--key", key("someone"), "--yes", "--json")
    assert ran.code == 0 and len(ran.json["deleted_whole"]) == 1
    assert key("someone").encode() not in everywhere(workspace)


@pytest.fixture(scope="module")
def ageing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose two parts may be kept for three months."""
    place = tmp_path_factory.mktemp("ageing")
    workspace = a_workspace(place / "w", an_agreement(ED, months=3))
    packages = []
    for month in ("2025-01", "2025-03"):
        file = attendances(place / f"{month}.csv", [an_attendance(f"{month}-05", person="someone")])
        packages.append(submitted(file, place / f"{month}.zip"))
    assert upriver("take-in", workspace, *packages).code == 0
    (workspace / "cubes" / "x.npz").write_bytes(b"a cube")
    return workspace


@pytest.fixture
def aged(tmp_path: Path, ageing: Path) -> Path:
    return Path(shutil.copytree(ageing, tmp_path / "w"))


def test_a_dry_run_says_what_would_go_and_deletes_nothing(aged: Path) -> None:
    before = held(aged)
    ran = upriver("retention", aged, "--on", "2025-05-01", "--dry-run", "--json")
    assert [part["until"] for part in ran.json["parts"]] == ["2025-04-30"] and held(aged) == before


@pytest.mark.parametrize(("on", "gone"), [("2025-04-30", 0), ("2025-05-01", 1), ("2025-06-30", 1), ("2025-07-01", 2)])
def test_a_part_goes_the_day_after_its_time_is_over(aged: Path, on: str, gone: int) -> None:
    assert len(upriver("retention", aged, "--on", on, "--json").json["parts"]) == gone
    assert len(held(aged)) == 2 - gone


def test_what_went_leaves_a_tombstone_a_certificate_and_no_cube(aged: Path) -> None:
    upriver("retention", aged, "--on", "2026-01-01")
    assert held(aged) == [] and list((aged / "cubes").glob("*")) == []
    assert key("someone").encode() not in everywhere(aged)
    body = json.loads((aged / "certificates" / "retention-2026-01-01.json").read_text("utf-8"))
    assert len(body["parts"]) == 2 and (aged / "certificates" / "retention-2026-01-01.html").is_file()
    assert upriver("retention", aged, "--on", "2026-01-01", "--json").json["parts"] == []
    assert json.loads((aged / "certificates" / "retention-2026-01-01.json").read_text("utf-8")) == body


def test_a_run_built_on_a_part_that_went_is_marked_and_its_draft_is_gone(aged: Path) -> None:
    source = Path(held(aged)[0]).name.split(".")[0]
    run = aged / "runs" / "abc"
    run.mkdir()
    (run / "run.json").write_text(json.dumps({"inputs": [{"contract": ED, "version": 1, "sha256": source}]}), "utf-8")
    (run / "findings.parquet").write_bytes(b"findings")
    (aged / "drafts" / "abc").mkdir(parents=True)
    (aged / "published").mkdir()
    (aged / "published" / "cells.csv").write_text("kept", "utf-8")
    upriver("retention", aged, "--on", "2026-01-01")
    assert json.loads((run / "not_rebuildable.json").read_text("utf-8"))["since"] == "2026-01-01"
    assert not (run / "findings.parquet").exists() and not (aged / "drafts" / "abc").exists()
    assert (aged / "published" / "cells.csv").read_text("utf-8") == "kept"


STOPS = ["keep.removed", "erasing.drop_made_of", "_certify"]


@pytest.mark.parametrize("stop", STOPS)
def test_a_deletion_that_is_stopped_half_way_is_finished_by_the_next(aged: Path, stop: str) -> None:
    module, _, name = stop.rpartition(".")
    code = f"""
import sys, os
sys.argv = ["upriver", "retention", {str(aged)!r}, "--on", "2026-01-01"]
from upriver.desk.opening import open_desk
from pathlib import Path
open_desk(Path({str(aged)!r}) / "db.sqlite3")
import upriver.desk.submissions.keeping as keeping
from upriver.pipeline.sharing import keep
from upriver.store.partners import erasing
where = {module or "keeping"!r}
setattr(eval(where), {name!r}, lambda *a, **k: os._exit(9))
from upriver.cli.main import run
run(sys.argv[1:])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
                          env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""}, check=False)
    assert done.returncode == 9, done.stderr
    assert upriver("retention", aged, "--on", "2026-01-01").code == 0
    assert held(aged) == [] and list((aged / "held" / "unrecorded").rglob("*.parquet")) == []
    body = json.loads((aged / "certificates" / "retention-2026-01-01.json").read_text("utf-8"))
    assert len(body["parts"]) == 2
    rows = sqlite3.connect(aged / "db.sqlite3").execute("SELECT count(*), sum(done) FROM submissions_tombstonerecord").fetchone()
    assert rows == (2, 2)


def test_without_an_agreement_nothing_says_when_and_nothing_goes() -> None:
    period = months_period("2020-01", "2020-01")
    receipt = Receipt(Part("x", 1, "h", period, (), 1, TRUST, "", "", "restricted/x", "x"))
    assert past((receipt,), {}, (), on=date(2030, 1, 1)) == ()
    assert len(past((receipt,), {}, (an_agreement("x"),), on=date(2030, 1, 1))) == 1


@pytest.mark.parametrize("spelled", ["small", "capitals"])
@pytest.mark.parametrize("how", ["a workbook in a package", "two bytes a letter", "gzip", "across blocks"])
def test_what_lies_aside_is_searched_however_it_is_packed(how: str, spelled: str, tmp_path: Path) -> None:
    folder = Folder(tmp_path).made()
    (folder.held / "quarantine").mkdir()
    wanted = key("someone") if spelled == "small" else key("someone").upper()
    packed = {"a workbook in a package": zipped(zipped(b"<v>" + wanted.encode() + b"</v>")), "two bytes a letter": f"key\n{wanted}\n".encode("utf-16"),
              "gzip": gzip.compress(wanted.encode()), "across blocks": b"x" * (erasing.BLOCK - 20) + wanted.encode() + b"x" * 9}
    (folder.held / "quarantine" / "sent").write_bytes(packed[how])
    (folder.held / "quarantine" / "other").write_bytes(zipped(zipped(b"nobody's")))
    assert [path.name for path in erasing.loose_with(folder, key("someone"))] == ["sent"]


def zipped(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside", data)
    return made.getvalue()


def test_a_deletion_that_was_stopped_is_finished_by_whichever_command_writes_next(aged: Path) -> None:
    (path, *_) = held(aged)
    rows = (aged / "held" / path).read_bytes()
    assert upriver("retention", aged, "--on", "2026-01-01").code == 0
    (aged / "held" / path).parent.mkdir(parents=True)
    (aged / "held" / path).write_bytes(rows)
    with sqlite3.connect(aged / "db.sqlite3") as desk:
        desk.execute("UPDATE submissions_tombstonerecord SET done = 0")
    assert upriver("init", aged).code == 0
    assert held(aged) == [] and list((aged / "held" / "unrecorded").rglob("*.parquet")) == []


def test_a_key_typed_in_capitals_finds_the_same_person(aged: Path) -> None:
    found = [upriver("subject", "find", aged, "--key", typed, "--json").json for typed in (key("someone"), key("someone").upper())]
    assert found[0] == found[1] and found[0]["rows"] == 2
