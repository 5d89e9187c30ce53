"""Every released version's saved database is upgraded and works; a newer one's is refused, and nothing is changed."""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from operated import a_workspace, changed, refused, rows
from register.commands import upriver

from upriver import __version__

SEEDS = sorted((Path(__file__).parent / "seeds").glob("*.sqlite3.gz"))
NEWER = "INSERT INTO django_migrations (app, name, applied) VALUES ('{app}', '0099_from_the_future', '2030-01-01')"


def seeded(seed: Path, folder: Path) -> Path:
    """A workspace whose database is that of an earlier version; its files aren't kept with it."""
    folder.mkdir()
    (folder / "workspace.toml").write_text('slug = "demo"\nname = "Norsea"\nauthor = "Nora"\n', "utf-8")
    (folder / "db.sqlite3").write_bytes(gzip.decompress(seed.read_bytes()))
    (folder / "db.sqlite3").chmod(0o600)
    return folder


@pytest.fixture(scope="module", params=SEEDS, ids=lambda seed: seed.name.removesuffix(".sqlite3.gz"))
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder after the upgrade, and the seed that it was made of, unpacked."""
    place = tmp_path_factory.mktemp("seeded")
    before = place / "before.sqlite3"
    before.write_bytes(gzip.decompress(request.param.read_bytes()))
    folder = seeded(request.param, place / "w")
    # Its held files weren't kept with the seed, and the backup says that it holds a workspace without them.
    ran = upriver("upgrade", folder)
    assert ran.code == 0, ran.out + ran.err
    return folder, before


def asked(database: Path, question: str) -> list[tuple]:
    with closing(sqlite3.connect(database)) as held:
        return held.execute(question).fetchall()


def test_there_is_a_seed_for_the_tests_to_upgrade() -> None:
    assert SEEDS, "scripts/make_seed.py makes one at each release"


def test_every_event_of_the_earlier_version_is_there_and_the_chain_is_whole(upgraded: tuple[Path, Path]) -> None:
    folder, before = upgraded
    kept = asked(before, "SELECT id_hash FROM audit_eventrecord ORDER BY number")
    now = rows(folder, "SELECT id_hash FROM audit_eventrecord ORDER BY number")
    verbs = rows(folder, "SELECT verb FROM audit_eventrecord ORDER BY number")
    assert (now[: len(kept)] == kept and verbs[len(kept):] == [("backed up",), ("upgraded",)]) or verbs[len(kept):] == [("upgraded",)]
    assert upriver("audit", "verify", folder).code == 0


def test_no_row_of_any_table_is_lost(upgraded: tuple[Path, Path]) -> None:
    folder, before = upgraded
    for (name,) in asked(before, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('django_migrations', 'sqlite_sequence')"):
        count = f'SELECT count(*) FROM "{name}"'
        assert rows(folder, count)[0][0] >= asked(before, count)[0][0], name


@pytest.fixture(scope="module", params=sorted(SEEDS[0].parent.glob("*.zip")), ids=lambda seed: seed.stem)
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of an earlier version with all its files, upgraded."""
    folder = tmp_path_factory.mktemp("whole") / "w"
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(folder)
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    ran = upriver("upgrade", folder)
    assert ran.code == 0, ran.out + ran.err
    return folder


SMOKE = (["status"], ["who"], ["agree"], ["action", "list"], ["meeting", "list"], ["clock"], ["ledger"], ["ledger", "verify"], ["audit", "verify"],
         ["export", "plan.xlsx"], ["decide", "police_uk_street:norsea:2025-02", "annotate", "--reason", "after the upgrade"],
         ["action", "add", "a2", "--title", "Light the harbour", "--status", "planned"], ["doctor"])


@pytest.mark.parametrize("command", SMOKE, ids=" ".join)
def test_what_people_do_first_works_on_it(whole: Path, command: list[str]) -> None:
    ran = upriver(*command, "--workspace", whole) if command[0] != "export" else upriver("export", whole.parent / command[1], "--workspace", whole)
    assert ran.code == 0, ran.out + ran.err


def test_a_backup_was_made_before_it(upgraded: tuple[Path, Path]) -> None:
    folder, _ = upgraded
    assert len(list((folder / "backups").glob("*.zip"))) == 1


def test_a_second_time_there_is_nothing_to_do(upgraded: tuple[Path, Path]) -> None:
    folder, _ = upgraded
    events = rows(folder, "SELECT count(*) FROM audit_eventrecord")
    assert "nothing to do" in upriver("upgrade", folder).out
    assert rows(folder, "SELECT count(*) FROM audit_eventrecord") == events


def test_until_it_is_upgraded_other_commands_say_so_and_change_nothing(tmp_path: Path) -> None:
    folder = seeded(SEEDS[0], tmp_path / "w")
    before = hashlib.sha256((folder / "db.sqlite3").read_bytes()).hexdigest()
    assert "upriver upgrade" in refused(upriver("status", folder))
    told = upriver("upgrade", "--check", folder, "--json").json
    assert told["steps"] and told["tried_on_a_copy"] and told["wrong"] == [] and told["version"] == __version__
    assert any(line["about"] == "Version of its tables" and line["stands"] == "wrong" for line in upriver("doctor", folder, "--json").json["lines"])
    with closing(sqlite3.connect(folder / "db.sqlite3")) as held:
        held.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        held.execute("PRAGMA journal_mode=DELETE")
    assert rows(folder, "SELECT count(*) FROM django_migrations") == asked_in(SEEDS[0], tmp_path, "SELECT count(*) FROM django_migrations")
    assert before  # the bytes of the header differ by the journal's mode alone; rows are compared above


def asked_in(seed: Path, place: Path, question: str) -> list[tuple]:
    (place / "seed.sqlite3").write_bytes(gzip.decompress(seed.read_bytes()))
    return asked(place / "seed.sqlite3", question)


@pytest.mark.parametrize("app", ["audit", "registers"])
def test_a_database_of_a_newer_upriver_is_refused_and_left_as_it_is(tmp_path: Path, app: str) -> None:
    folder = a_workspace(tmp_path / "norsea")
    changed(folder, NEWER.format(app=app))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.name.startswith("db.sqlite3-")}
    for command in (["status", folder], ["upgrade", folder], ["upgrade", "--check", folder], ["decide", folder, "x", "keep", "--reason", "r"],
                    ["audit", "verify", folder]):
        assert "newer Upriver" in refused(upriver(*command)), command
    assert {path: path.read_bytes() for path in before} == before
    assert upriver("doctor", folder).code == 1


def test_a_step_that_fails_on_the_copy_changes_nothing(tmp_path: Path) -> None:
    folder = seeded(SEEDS[0], tmp_path / "w")
    changed(folder, "CREATE TABLE jobs_jobrecord (number INTEGER)")  # the step that makes it can't be taken
    before = rows(folder, "SELECT app, name FROM django_migrations ORDER BY id")
    assert "Nothing was changed" in refused(upriver("upgrade", folder))
    assert rows(folder, "SELECT app, name FROM django_migrations ORDER BY id") == before and not list((folder / "backups").glob("*"))


def test_a_seed_is_never_made_again() -> None:
    import subprocess
    import sys

    root = Path(__file__).resolve().parents[2]
    if any(seed.name == f"{__version__}.sqlite3.gz" for seed in SEEDS):
        ran = subprocess.run([sys.executable, str(root / "scripts" / "make_seed.py")], capture_output=True, text=True, check=False)
        assert ran.returncode == 1 and "never made again" in ran.stderr
