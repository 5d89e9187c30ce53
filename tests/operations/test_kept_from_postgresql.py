"""Backup, restore and upgrade on PostgreSQL, by the owner of the tables, whom row-level security binds."""

from __future__ import annotations

import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.cluster import crashed_and_started, server  # noqa: F401
from journeys.workspaces import a_crime, street_csv, upriver
from operated import environment
from operations import promises
from operations.writing import KINDS

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def databases(server: str) -> Iterator[tuple[str, str]]:  # noqa: F811
    """Two empty databases of an owner who is no superuser: one to work in, one to restore to."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as there:
        there.execute("CREATE ROLE owner LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB")
        for name in ("work", "back"):
            there.execute(f"CREATE DATABASE {name} OWNER owner")
    host = server.split("@")[1].split("/")[0]
    yield f"postgresql://owner@{host}/work", f"postgresql://owner@{host}/back"


@pytest.fixture(scope="module")
def kept(databases: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A workspace on the server, and a backup of it."""
    place = tmp_path_factory.mktemp("server")
    folder = place / "w"
    folder.mkdir()
    (folder / "workspace.toml").write_text(f'slug = "w"\nname = "W"\nauthor = "Nora"\ndatabase = "{databases[0]}"\n', "utf-8")
    (place / "sent.csv").write_text(street_csv([a_crime(number) for number in range(1, 20)]), "utf-8")
    made = upriver("upgrade", folder)
    assert made.code == 0 and "The database is new" in made.out, made.out + made.err
    for command in (["take-in", folder, place / "sent.csv"], ["decide", folder, "police_uk_street:norsea:2025-01", "annotate", "--reason", "looked at"]):
        assert upriver(*command).code == 0
    ran = upriver("backup", folder, "--to", place / "kept", "--json")
    assert ran.code == 0, ran.out + ran.err
    return folder, Path(ran.json["backup"])


def counted(address: str) -> dict[str, int]:
    """Rows by table, as the desk sees them."""
    import psycopg

    with psycopg.connect(address, options="-c upriver.roles=desk") as there:
        tables = [name for (name,) in there.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()]
        return {name: there.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def test_the_owner_makes_every_table_the_webs_too(kept: tuple[Path, Path], databases: tuple[str, str]) -> None:
    assert {"audit_eventrecord", "accounts_account", "django_session"} <= set(counted(databases[0]))


def test_a_dump_is_checked_by_its_hash_and_not_opened_without_a_server(kept: tuple[Path, Path]) -> None:
    ran = upriver("restore", kept[1], "--verify")
    assert ran.code == 0 and "PostgreSQL dump" in ran.out


def test_a_backup_holds_every_row_though_row_level_security_binds_who_makes_it(kept: tuple[Path, Path], databases: tuple[str, str], tmp_path: Path) -> None:
    back = tmp_path / "back"
    before = counted(databases[0])
    assert "empty database" in upriver("restore", kept[1], "--to", back).err
    ran = upriver("restore", kept[1], "--to", back, "--database", databases[1])
    assert ran.code == 0, ran.out + ran.err
    after = counted(databases[1])
    # Since the backup each log has got one event more: that it was made here, that it was restored there.
    assert after == before and after["audit_eventrecord"] == 3
    assert upriver("audit", "verify", back, "--against", kept[1]).code == 0
    assert databases[1] in (back / "workspace.toml").read_text("utf-8")
    assert "isn't empty" in upriver("restore", kept[1], "--to", tmp_path / "again", "--database", databases[1]).err


@pytest.mark.parametrize("kind", KINDS)
def test_a_database_that_is_killed_while_it_is_written_to_keeps_what_was_promised(kind: str, kept: tuple[Path, Path], server: str) -> None:  # noqa: F811
    folder, promised, chance = kept[0], [], random.Random(kind)
    for number in range(3):
        command = [sys.executable, "-m", "operations.writing", kind, str(folder), str(number * 1_000)]
        with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
            assert running.stdout is not None and running.stdout.readline() == "ready\n"
            promised.append(running.stdout.readline().strip())
            time.sleep(chance.uniform(0.02, 0.5))
            crashed_and_started(server)
            running.kill()
            promised += running.stdout.read().splitlines()
        assert all(promised)
        promises.sound(folder)
    assert len(promised) >= 3
    promises.kept(kind, folder, promised)


def test_no_password_stands_in_the_archive_but_where_the_operator_wrote_it(kept: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(kept[1]) as read:
        assert b"postgresql://" not in read.read("manifest.json")


def test_the_doctor_says_that_row_level_security_binds_the_account(kept: tuple[Path, Path]) -> None:
    lines = {each["about"]: each for each in upriver("doctor", kept[0], "--json").json["lines"]}
    assert lines["Its account"]["stands"] == "ok" and lines["Database"]["says"].startswith("PostgreSQL")
    assert not [each for each in lines.values() if each["stands"] == "wrong" and each["about"] not in ("Packages", "Room on the disk")]


def test_a_database_of_a_newer_upriver_is_refused_there_too(kept: tuple[Path, Path], databases: tuple[str, str]) -> None:
    import psycopg

    with psycopg.connect(databases[0], autocommit=True) as there:
        there.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '0099_from_the_future', now())")
    assert "newer Upriver" in upriver("status", kept[0]).err
    with psycopg.connect(databases[0], autocommit=True) as there:
        there.execute("DELETE FROM django_migrations WHERE name = '0099_from_the_future'")
