"""Restoring trusts nothing in an archive: names, sizes, hashes, the head of the log, the ledger, the version that made it."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from operated import a_backup, a_workspace, forged, refused, rows
from register.commands import upriver

from upriver.store.keeping_safe.reading import stays_inside


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("kept")
    return a_backup(a_workspace(place / "norsea"), place / "kept")


OUTSIDE = ("../escaped.txt", "held/../../escaped.txt", "/etc/escaped.txt", "C:/escaped.txt", "held\\..\\escaped.txt", "//host/share/x", "held//x",
           "./x", "held/.", "", "nul", "held/aux.txt", "x\0.txt", "held/x:stream", "held/trailing. ", "manifest.json")


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_leads_out_of_the_folder_is_no_name(name: str) -> None:
    assert not stays_inside(name)


@pytest.mark.parametrize("name", ["db.sqlite3", "held/restricted/ed/norsea-1/2025-01_2025-01/ab.v1.parquet", "prose/a/b.cy.md", ".demo", "held/Ysbyty Môr.md"])
def test_our_own_names_are_names(name: str) -> None:
    assert stays_inside(name)


def named(name: str) -> Any:
    def change(members: dict[str, bytes], told: dict[str, Any]) -> None:
        members[name] = b"x"
        told["members"].append({"name": name, "bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest(), "mode": 0o600})
    return change


@pytest.mark.parametrize("name", ["../escaped.txt", "held/../../escaped.txt", "/tmp/escaped.txt", "C:\\escaped.txt"])
def test_an_archive_that_names_a_file_outside_is_refused_and_nothing_is_written(kept: Path, tmp_path: Path, name: str) -> None:
    bad = forged(kept, tmp_path / "bad.zip", named(name))
    for how in (["--verify"], ["--to", tmp_path / "in" / "back"]):
        assert "outside of the workspace" in refused(upriver("restore", bad, *how))
    assert [path.name for path in tmp_path.rglob("*")] == ["bad.zip"]


def one_byte(members: dict[str, bytes], told: dict[str, Any]) -> None:
    name = next(each for each in members if each.endswith(".parquet"))
    members[name] = members[name][:-1] + bytes([members[name][-1] ^ 1])


def one_gone(members: dict[str, bytes], told: dict[str, Any]) -> None:
    members.pop("workspace.toml")


def one_more(members: dict[str, bytes], told: dict[str, Any]) -> None:
    members["declarations/rules/mine.toml"] = b"k = 1"


def twice(members: dict[str, bytes], told: dict[str, Any]) -> None:
    told["members"].append({**told["members"][0], "name": told["members"][0]["name"].upper()})


def larger_than_said(members: dict[str, bytes], told: dict[str, Any]) -> None:
    next(each for each in told["members"] if each["name"] == "workspace.toml")["bytes"] = 3


def another_head(members: dict[str, bytes], told: dict[str, Any]) -> None:
    told["audit"]["head"] = "f" * 64


def another_ledger(members: dict[str, bytes], told: dict[str, Any]) -> None:
    told["ledgers"]["public"] = {"lines": 3, "head": "e" * 64}


def no_format(members: dict[str, bytes], told: dict[str, Any]) -> None:
    told["format"] = 99


def no_members(members: dict[str, bytes], told: dict[str, Any]) -> None:
    del told["members"]


FORGED = {one_byte: "isn't what its manifest says", one_gone: "just the files", one_more: "just the files", twice: "names a file twice",
          larger_than_said: "isn't what its manifest says", another_head: "cut short or made anew", another_ledger: "ledger isn't the one",
          no_format: "another version", no_members: "can't be read"}


@pytest.mark.parametrize("change", FORGED, ids=lambda change: change.__name__)
def test_an_archive_that_was_changed_is_refused(kept: Path, tmp_path: Path, change: Any) -> None:
    bad = forged(kept, tmp_path / "bad.zip", change)
    assert FORGED[change] in refused(upriver("restore", bad, "--to", tmp_path / "back"))
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.99])
def test_an_archive_that_was_cut_short_is_refused(kept: Path, tmp_path: Path, share: float) -> None:
    data = kept.read_bytes()
    (tmp_path / "short.zip").write_bytes(data[: int(len(data) * share)])
    assert "isn't a whole backup" in refused(upriver("restore", tmp_path / "short.zip", "--verify"))


def test_a_link_in_an_archive_is_refused(kept: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(kept) as read, zipfile.ZipFile(tmp_path / "bad.zip", "w") as made:
        for each in read.infolist():
            data = read.read(each)
            if each.filename == "workspace.toml":
                each.external_attr = (stat.S_IFLNK | 0o777) << 16
            made.writestr(each, data)
    assert "holds links" in refused(upriver("restore", tmp_path / "bad.zip", "--verify"))


def test_no_byte_of_an_archive_changes_unseen(kept: Path, tmp_path: Path) -> None:
    """Flipped anywhere: either it is refused, or what is laid out and checked is the same as before (unused bytes of the ZIP's own frame)."""
    data, chosen = kept.read_bytes(), range(0, kept.stat().st_size, max(1, kept.stat().st_size // 60))
    silent = []
    for at in chosen:
        (tmp_path / "bad.zip").write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1:])
        ran = upriver("restore", tmp_path / "bad.zip", "--verify", "--json")
        assert "Traceback" not in ran.err
        if ran.code == 0:
            silent.append(ran.json["seal"])
    assert len(chosen) >= 60 and len(silent) < len(chosen) // 4
    with zipfile.ZipFile(kept) as read:
        assert set(silent) <= {hashlib.sha256(read.read("manifest.json")).hexdigest()}


def test_a_workspace_that_is_there_is_never_restored_over(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / "mine.txt").write_text("mine", "utf-8")
    assert "is there already" in refused(upriver("restore", kept, "--to", tmp_path / "back"))
    assert (tmp_path / "back" / "mine.txt").read_text("utf-8") == "mine"


def test_trying_one_leaves_nothing_and_says_what_is_lost_and_how_long_it_takes(kept: Path, tmp_path: Path) -> None:
    ran = upriver("restore", kept, "--verify", "--scratch", tmp_path)
    assert ran.code == 0 and list(tmp_path.iterdir()) == []
    assert "Lost with it (recovery point)" in ran.out and "Time to have it back (recovery time" in ran.out
    told = upriver("restore", kept, "--verify", "--json").json
    assert set(told["seconds"]) == {"begun", "laid out", "opened"} and told["wrong"] == [] and told["events"] > 0


def test_what_was_closed_is_closed_again(kept: Path, tmp_path: Path) -> None:
    assert upriver("restore", kept, "--to", tmp_path / "back").code == 0
    if os.name == "posix":
        for name in ("held/restricted", "held/incoming", "cubes", "packs", "runs", "receipts", "db.sqlite3", "audit.heads"):
            assert not (tmp_path / "back" / name).stat().st_mode & 0o077, name


def test_the_restored_workspace_goes_on(kept: Path, tmp_path: Path) -> None:
    back = tmp_path / "back"
    assert upriver("restore", kept, "--to", back, "--by", "Olu").code == 0
    assert upriver("decide", back, "police_uk_street:norsea:2025-01", "annotate", "--reason", "after").code == 0
    assert upriver("audit", "verify", back, "--against", kept).code == 0
    assert rows(back, "SELECT verb, by FROM audit_eventrecord ORDER BY number DESC LIMIT 2") == [("decided", "Nora"), ("restored", "Olu")]


def test_a_backup_of_a_newer_upriver_is_refused(kept: Path, tmp_path: Path) -> None:
    def newer(members: dict[str, bytes], told: dict[str, Any]) -> None:
        import sqlite3

        place = tmp_path / "db.sqlite3"
        place.write_bytes(members["db.sqlite3"])
        with sqlite3.connect(place) as held:
            held.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '0099_from_the_future', '2030-01-01')")
        held.close()
        members["db.sqlite3"] = place.read_bytes()
        place.unlink()
        each = next(each for each in told["members"] if each["name"] == "db.sqlite3")
        each["bytes"], each["sha256"] = len(members["db.sqlite3"]), hashlib.sha256(members["db.sqlite3"]).hexdigest()

    bad = forged(kept, tmp_path / "newer.zip", newer)
    assert "newer Upriver" in refused(upriver("restore", bad, "--to", tmp_path / "back")) and not (tmp_path / "back").exists()


def test_a_ledger_that_lies_elsewhere_comes_back_beside_the_workspace(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "norsea")
    share = tmp_path / "share"
    (share / "public").mkdir(parents=True)
    (share / "public" / "chain.jsonl").write_bytes(b"")
    with (folder / "workspace.toml").open("a", encoding="utf-8") as out:
        out.write(f"ledger = {json.dumps(str(share))}\n")
    made = a_backup(folder, tmp_path / "kept")
    ran = upriver("restore", made, "--to", tmp_path / "back")
    assert ran.code == 0 and "still names the other one" in ran.out
    assert (tmp_path / "back" / "ledger-from-elsewhere" / "public" / "chain.jsonl").is_file()


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(gzip.compress(b"not a zip"))
    with zipfile.ZipFile(tmp_path / "y.zip", "w") as made:
        made.writestr("workspace.toml", "x")
    assert "isn't a whole backup" in refused(upriver("restore", tmp_path / "x.zip", "--verify"))
    assert "holds no manifest" in refused(upriver("restore", tmp_path / "y.zip", "--verify"))
    assert "isn't there" in refused(upriver("restore", tmp_path / "z.zip", "--verify"))
