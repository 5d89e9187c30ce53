"""The doctor finds each thing that can be wrong, says what to do, changes nothing, and is never taken down by what it finds."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from operated import a_backup, a_workspace, all_of, changed, rows
from register.commands import upriver

from upriver.desk.operations.health.machine import carried, packages, room


@pytest.fixture
def norsea(tmp_path: Path) -> Path:
    return a_workspace(tmp_path / "norsea")


def lines(folder: Path, *how: object) -> list[dict[str, Any]]:
    ran = upriver("doctor", folder, "--json", *how)
    found = ran.json["lines"]
    assert ran.code == (1 if all_of(found, "wrong") else 0) and "Traceback" not in ran.err
    return found


def wrong(folder: Path, *how: object) -> list[str]:
    """What is wrong, but for this machine's own packages, which whoever runs the tests may be changing."""
    return [about for about in all_of(lines(folder, *how), "wrong") if about not in ("Packages", "Room on the disk")]


def test_a_sound_workspace_has_nothing_wrong_and_only_its_backup_to_look_at(norsea: Path) -> None:
    found = lines(norsea)
    assert wrong(norsea) == [] and set(all_of(found, "look")) <= {"Backups", "Room on the disk"}
    a_backup(norsea, norsea.parent / "kept")
    assert "Backups" not in all_of(lines(norsea), "look")


def test_every_line_that_is_not_ok_says_what_to_do(norsea: Path) -> None:
    next((norsea / "held").rglob("*.parquet")).unlink()
    (norsea / ".release.json").write_text("{}", "utf-8")
    assert all(line["do"] for line in lines(norsea) if line["stands"] != "ok")


def test_it_changes_nothing(norsea: Path) -> None:
    def all_files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in sorted(norsea.rglob("*")) if path.is_file() and not path.name.endswith(("-shm", "-wal"))}

    before = all_files()
    lines(norsea, "--deep")
    assert all_files() == before


def test_places_that_others_may_enter_are_named(norsea: Path) -> None:
    if os.name != "posix":
        pytest.skip("rights of files are looked at on POSIX systems")
    for name in ("held/restricted", "db.sqlite3"):
        (norsea / name).chmod(0o755)
    (line,) = [line for line in lines(norsea) if line["about"] == "Who may read it"]
    assert line["stands"] == "wrong" and "held/restricted" in line["says"] and "db.sqlite3" in line["says"]


def test_a_held_file_that_is_gone_is_wrong(norsea: Path) -> None:
    next((norsea / "held").rglob("*.parquet")).unlink()
    assert wrong(norsea) == ["Held files"]


def test_a_held_file_that_cannot_be_read_is_found_only_deep(norsea: Path) -> None:
    path = next((norsea / "held").rglob("*.parquet"))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\0" * (len(data) - len(data) // 2))
    assert wrong(norsea) == [] and wrong(norsea, "--deep") == ["Held files"]


def test_one_byte_of_a_held_file_is_found_against_a_backup(norsea: Path, tmp_path: Path) -> None:
    kept = a_backup(norsea, tmp_path / "kept")
    assert wrong(norsea, "--against", kept) == []
    path = next((norsea / "held").rglob("*.parquet"))
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(bytes(data))
    assert wrong(norsea, "--against", kept) == ["Held files"]


def test_a_changed_log_is_wrong(norsea: Path) -> None:
    changed(norsea, "UPDATE audit_eventrecord SET why = 'another reason' WHERE number = 3")
    assert wrong(norsea)[0] == "Audit log"


def test_a_ledger_that_was_rolled_back_is_wrong(norsea: Path) -> None:
    (norsea / "ledger" / "public").mkdir(parents=True)
    (norsea / "ledger" / "public" / "chain.jsonl").write_bytes(b'{"id": "x"}\n')
    assert wrong(norsea) == ["Ledger of releases"]


def test_a_deletion_that_was_not_finished_is_wrong(norsea: Path) -> None:
    changed(norsea, "INSERT INTO submissions_tombstonerecord (contract, version, source_hash, provider, period, rows, path, \"on\", why, says, successor, "
            "done, event) VALUES ('c', 1, 'h', '', '', 1, 'open/c/x.parquet', '2026-01-01', 'retention', 's', '', 0, 'e')")
    assert wrong(norsea) == ["Deletions"]


def test_a_release_that_was_stopped_half_way_is_wrong(norsea: Path) -> None:
    (norsea / ".release.json").write_text("{}", "utf-8")
    assert wrong(norsea) == ["Work that was stopped"]


def test_a_clock_behind_the_log_is_wrong(norsea: Path) -> None:
    from upriver.desk.opening import open_desk

    open_desk(norsea / "db.sqlite3")
    from upriver.desk.operations.health.records import clock

    last = datetime.fromisoformat(rows(norsea, "SELECT max(at) FROM audit_eventrecord")[0][0])
    behind, level = last - timedelta(minutes=6), last - timedelta(minutes=4)
    assert clock(behind.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")).stands == "wrong"
    assert clock(level.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")).stands == "ok"


def test_a_backup_older_than_a_week_is_to_be_looked_at(norsea: Path) -> None:
    from upriver.desk.opening import open_desk

    a_backup(norsea, norsea.parent / "kept")
    open_desk(norsea / "db.sqlite3")
    from upriver.desk.operations.health.records import backups

    made = datetime.fromisoformat(rows(norsea, "SELECT at FROM audit_eventrecord WHERE verb = 'backed up'")[0][0])
    stands = [backups((made + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")).stands for days in (6, 8)]
    assert stands == ["ok", "look"]


def test_work_that_nobody_does_is_wrong(norsea: Path) -> None:
    from upriver.desk.opening import open_desk

    open_desk(norsea / "db.sqlite3")
    from upriver.desk.jobs.models import JobRecord
    from upriver.desk.operations.health.records import jobs

    JobRecord.objects.create(kind="assess", by="Nora", at="2026-01-01T00:00:00Z")
    assert jobs("2026-01-01T00:30:00Z").stands == "ok" and jobs("2026-01-01T02:00:00Z").stands == "wrong"


def test_pages_of_the_database_that_are_broken_are_said_and_take_nothing_else_down(norsea: Path) -> None:
    changed(norsea, "PRAGMA user_version = 1")
    data = bytearray((norsea / "db.sqlite3").read_bytes())
    for page in range(12, len(data) // 4096, 2):
        data[page * 4096 + 8: page * 4096 + 200] = b"\xff" * 192
    (norsea / "db.sqlite3").write_bytes(bytes(data))
    ran = upriver("doctor", norsea)
    assert ran.code == 1 and "Traceback" not in ran.err
    assert "WRONG Its pages and rows" in ran.out or "can't be read" in ran.err


def test_the_hosts_of_declared_ways_to_sign_in_are_named_and_none_by_default(norsea: Path) -> None:
    def said() -> str:
        return next(line["says"] for line in lines(norsea) if line["about"] == "Hosts that it may reach")

    assert "none is declared" in said()
    declared = norsea / "declarations" / "sign_in"
    declared.mkdir(parents=True)
    (declared / "police.toml").write_text('title = "P"\nauthority = "E23009901"\nissuer = "https://login.example.gov.uk/v2.0"\nclient = "one"\n', "utf-8")
    assert "login.example.gov.uk" in said() and "nothing is sent" not in said()


@pytest.mark.skipif(os.name != "posix", reason="rights of files are looked at on POSIX systems")
@pytest.mark.parametrize("name", ["factors.secret", "signed"])
def test_what_closes_second_factors_and_signed_papers_are_for_this_account_alone(norsea: Path, name: str) -> None:
    place = norsea / name
    place.mkdir() if name == "signed" else place.write_text("key", "utf-8")
    place.chmod(0o755)
    said = next(line for line in lines(norsea) if line["about"] == "Who may read it")
    assert said["stands"] == "wrong" and name in said["says"]


def test_a_package_that_is_not_the_locked_one_is_wrong(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("click==0.0.1 \\\n    --hash=sha256:00\nnever-heard-of==1 \\\n    --hash=sha256:00\nother==1 ; sys_platform == 'win32' \\\n    --hash=sha256:0\n", "utf-8")
    said = packages(lock)
    assert said.stands == "wrong" and "never-heard-of is missing" in said.says and "click" in said.says and "other" not in said.says.replace("the other", "")


def test_little_room_is_looked_at_and_none_is_wrong() -> None:
    assert [room(free * 2**30).stands for free in (50, 5)] == ["ok", "look"] and room(1000).stands == "wrong"


def test_what_is_carried_in_the_package_is_as_it_was_packed() -> None:
    assert carried().stands == "ok"


def test_as_lines_it_fits_a_screen_of_a_hundred_signs(norsea: Path) -> None:
    out = upriver("doctor", norsea).out
    assert max(len(line) for line in out.splitlines()) <= 100 and len(out.splitlines()) < 45
    assert json.loads(upriver("doctor", norsea, "--json").out)["wrong"] >= 0
