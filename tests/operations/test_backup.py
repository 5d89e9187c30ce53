"""Backups: whole, closed, one moment, and nothing half written is ever left."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
from pathlib import Path

import pytest
from operated import a_backup, a_workspace, decided, files_of, refused, rows, tables
from register.commands import upriver


@pytest.fixture(scope="module")
def norsea(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_workspace(tmp_path_factory.mktemp("kept") / "norsea")


@pytest.fixture(scope="module")
def archive(norsea: Path) -> Path:
    return a_backup(norsea, norsea.parent / "kept")


def told(archive: Path) -> dict:
    with zipfile.ZipFile(archive) as read:
        return json.loads(read.read("manifest.json"))


def test_a_restored_workspace_has_every_file_and_every_row(norsea: Path, tmp_path: Path) -> None:
    before, back = tables(norsea), tmp_path / "back"
    made = a_backup(norsea, tmp_path / "kept")
    assert upriver("restore", made, "--to", back).code == 0
    assert files_of(back) == files_of(norsea)
    after = tables(back)
    events = after.pop("audit_eventrecord")
    assert events[:-1] == before.pop("audit_eventrecord") and events[-1][5] == "restored"
    assert {name: found for name, found in after.items() if name != "sqlite_sequence"} == {
        name: found for name, found in before.items() if name != "sqlite_sequence"}


def test_every_member_stands_in_the_manifest_with_its_hash(archive: Path) -> None:
    with zipfile.ZipFile(archive) as read:
        there = {name: hashlib.sha256(read.read(name)).hexdigest() for name in read.namelist() if name != "manifest.json"}
    assert there == {each["name"]: each["sha256"] for each in told(archive)["members"]} and "db.sqlite3" in there


def test_only_the_account_that_made_it_can_read_it(archive: Path) -> None:
    if os.name == "posix":
        assert stat.S_IMODE(archive.stat().st_mode) == 0o600 and stat.S_IMODE(archive.parent.stat().st_mode) == 0o700


def test_what_is_made_again_or_signs_cookies_is_left_out(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "norsea")
    for name in ("cubes/one.parquet", "packs/board/index.html", "held/quarantine/x/package.zip", "held/unrecorded/open/y.parquet", "web.secret",
                 "prose/.half.md.new"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("not kept", "utf-8")
    (folder / "evidence").mkdir()
    (folder / "evidence" / "minutes.txt").write_text("kept, though nobody told the backup of it", "utf-8")
    names = {each["name"] for each in told(a_backup(folder, tmp_path / "kept"))["members"]}
    assert "evidence/minutes.txt" in names
    assert not [name for name in names if name.startswith(("cubes", "packs", "held/quarantine", "held/unrecorded", "web.secret", "prose/."))]


def test_the_manifest_anchors_the_head_of_the_log(norsea: Path, tmp_path: Path) -> None:
    last = rows(norsea, "SELECT number, id_hash FROM audit_eventrecord ORDER BY number DESC LIMIT 1")[0]
    kept = told(a_backup(norsea, tmp_path))["audit"]
    assert (kept["number"], kept["head"]) == last


def test_the_log_names_each_backup_by_its_seal(norsea: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive) as read:
        seal = hashlib.sha256(read.read("manifest.json")).hexdigest()
    bodies = [json.loads(body) for (body,) in rows(norsea, "SELECT body FROM audit_eventrecord WHERE verb = 'backed up'")]
    assert seal in {body["seal"] for body in bodies}


def test_a_link_is_named_and_not_followed(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "norsea")
    (tmp_path / "secret.txt").write_text("elsewhere", "utf-8")
    (folder / "prose").mkdir(exist_ok=True)
    (folder / "prose" / "link.md").symlink_to(tmp_path / "secret.txt")
    ran = upriver("backup", folder, "--to", tmp_path / "kept", "--json")
    assert ran.json["links_left_out"] == ["prose/link.md"]
    assert b"elsewhere" not in Path(ran.json["backup"]).read_bytes()


def test_a_folder_inside_the_workspace_is_refused(norsea: Path) -> None:
    assert "lost with it" in refused(upriver("backup", norsea, "--to", norsea / "kept"))


def test_a_workspace_that_lost_a_file_is_kept_as_it_is_and_said_not_to_be_sound(tmp_path: Path) -> None:
    folder = a_workspace(tmp_path / "norsea")
    next((folder / "held").rglob("*.parquet")).unlink()
    ran = upriver("backup", folder, "--to", tmp_path / "kept")
    assert "not sound" in refused(ran) and len(list((tmp_path / "kept").glob("*.zip"))) == 1


def test_what_a_killed_backup_left_is_removed_by_the_next(norsea: Path, tmp_path: Path) -> None:
    (tmp_path / ".upriver-norsea-2026.zip.new").write_bytes(b"half")
    a_backup(norsea, tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] == [".zip"]


def test_while_a_release_is_under_way_it_waits_and_then_says_so(norsea: Path, tmp_path: Path) -> None:
    from upriver.desk.opening import open_desk
    from upriver.store.folder import Folder
    from upriver.words.refusal import Refusal

    open_desk(norsea / "db.sqlite3")
    from upriver.desk.operations import keeping

    waited: list[float] = []
    note = norsea / ".release.json"
    note.write_text("{}", "utf-8")

    def waiting(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            note.unlink()

    made = keeping.backup(Folder(norsea), tmp_path, slug="norsea", name="Norsea", by="Nora", at="2026-01-01T00:00:00Z", waiting=waiting)
    assert made.begun == 4 and len(waited) == 3
    note.write_text("{}", "utf-8")
    with pytest.raises(Refusal, match="under way each time"):
        keeping.backup(Folder(norsea), tmp_path, slug="norsea", name="Norsea", by="Nora", at="2026-01-02T00:00:00Z", waiting=lambda _: None)
    note.unlink()


def test_a_held_file_deleted_while_it_is_read_makes_it_begin_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = a_workspace(tmp_path / "norsea")
    from upriver.desk.opening import open_desk
    from upriver.store.folder import Folder

    open_desk(folder / "db.sqlite3")
    from upriver.desk.operations import keeping
    from upriver.desk.submissions.models import ReceiptRecord

    real, rounds = keeping._files, []

    def files(place: Folder, archive: object) -> tuple[str, ...]:
        rounds.append(1)
        if len(rounds) == 1:  # retention deletes it between the copy of the database and the reading of the file
            ReceiptRecord.objects.all().delete()
            next(place.held.rglob("*.parquet")).unlink()
        return real(place, archive)

    monkeypatch.setattr(keeping, "_files", files)
    made = keeping.backup(Folder(folder), tmp_path / "kept", slug="n", name="N", by="Nora", at="2026-01-01T00:00:00Z", waiting=lambda _: None)
    assert made.begun == 2 and made.wrong == ()


def test_memory_does_not_grow_with_what_is_held(tmp_path: Path) -> None:
    import tracemalloc

    from upriver.store.keeping_safe.archive import written

    large = tmp_path / "large.parquet"
    with large.open("wb") as out:
        out.truncate(200 * 2**20)
    tracemalloc.start()
    with written(tmp_path / "made.zip") as archive:
        archive.add_file("held/open/large.parquet", large)
        archive.finish({})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * 2**20


def test_others_go_on_writing_while_it_is_made(tmp_path: Path) -> None:
    import threading

    folder = a_workspace(tmp_path / "norsea")
    from upriver.desk.opening import open_desk

    open_desk(folder / "db.sqlite3")
    from django.db import connection

    from upriver.desk.operations import keeping
    from upriver.desk.submissions.actions import decide
    from upriver.store.folder import Folder

    done, stop = [], threading.Event()

    def working() -> None:
        while not stop.is_set():
            decide(subject="a", answer="keep", reason="r", known=["a"], by="Nora", at="2026-01-01T00:00:00Z")
            done.append(1)
            stop.wait(0.005)
        connection.close()

    worker = threading.Thread(target=working)
    worker.start()
    kept = [keeping.backup(Folder(folder), tmp_path / "kept", slug="n", name="N", by="B", at=f"2026-01-01T00:00:0{number}Z") for number in range(4)]
    stop.set()
    worker.join()
    assert done and all(each.wrong == () for each in kept)
    for each in kept:
        assert upriver("restore", each.path, "--verify").code == 0
    decided(folder, "and on it goes")
