"""S13: what is written past every verb, by words of the database's own, is refused by the database or found by `upriver audit verify`."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from journeys.workspaces import ROOT
from register.commands import upriver

LAST = "(SELECT max(number) FROM {})"
WAYS = {
    "a record changed": "UPDATE registers_rowrecord SET \"values\" = json_set(\"values\", '$.title', 'Another') WHERE number = (SELECT max(number) FROM registers_rowrecord)",
    "every record of a register changed": "UPDATE registers_rowrecord SET \"values\" = json_set(\"values\", '$.status', 'done') WHERE register = 'actions'",
    "a record taken out": "DELETE FROM registers_rowrecord WHERE number = (SELECT max(number) FROM registers_rowrecord)",
    "a record brought back": "UPDATE registers_rowrecord SET ident = ident || 'x' WHERE number = (SELECT min(number) FROM registers_rowrecord)",
    "a record from nowhere": "INSERT INTO registers_rowrecord (register, ident, \"values\", owners, at, event) VALUES ('risks', 'r99', '{}', '', '2026-01-01T00:00:00Z', 'none')",
    "a record under another's event": "INSERT INTO registers_rowrecord (register, ident, \"values\", owners, at, event) SELECT 'risks', 'r99', '{}', '', at, event FROM registers_rowrecord LIMIT 1",
    "an agreement widened": "UPDATE agreements_agreementrecord SET body = json_set(body, '$.onward', 'record') WHERE number = " + LAST.format("agreements_agreementrecord"),
    "an agreement taken out": "DELETE FROM agreements_agreementrecord WHERE number = " + LAST.format("agreements_agreementrecord"),
    "a decision turned round": "UPDATE submissions_decisionrecord SET answer = 'keep'",
    "a reason put in somebody's mouth": "UPDATE submissions_decisionrecord SET reason = 'All is well with it.'",
    "a decision taken out": "DELETE FROM submissions_decisionrecord",
    "a role raised": "UPDATE accounts_grantrecord SET role = 'administrator' WHERE role = 'data_officer'",
    "a reach widened": "UPDATE accounts_grantrecord SET authority = 'E31009901' WHERE role = 'data_officer'",
    "a role from nowhere": "INSERT INTO accounts_grantrecord (account_id, role, authority, areas, purposes, ended_on, event) VALUES (3, 'administrator', '', '[]', '[]', '', 'none')",
    "a role under another's event": "INSERT INTO accounts_grantrecord (account_id, role, authority, areas, purposes, ended_on, event) SELECT 3, role, authority, areas, purposes, '', event FROM accounts_grantrecord WHERE role = 'administrator'",
    "a role twice": "INSERT INTO accounts_grantrecord (account_id, role, authority, areas, purposes, ended_on, event) SELECT account_id, role, authority, areas, purposes, '', event FROM accounts_grantrecord WHERE role = 'manager'",
    "an ended role that counts again": "UPDATE accounts_grantrecord SET ended_on = ''",
    "an event changed": "UPDATE audit_eventrecord SET body = '{}' WHERE verb = 'kept'",
    "an event taken out": "DELETE FROM audit_eventrecord WHERE verb = 'granted role'",
    "events taken off the end": "DELETE FROM audit_eventrecord WHERE number > 9",
}
"""What somebody might do to the file of the database, by what it comes to."""


@pytest.fixture(scope="module")
def workspace(on_sqlite: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional partnership, with one record more and one role that was ended."""
    folder = on_sqlite(tmp_path_factory.mktemp("behind"))
    assert upriver("strategy", "risk", "list", "--workspace", folder).code == 0
    assert upriver("action", "set", "a06", "--title", "Walk home with somebody", "--workspace", folder, "--by", "Mina Fictional").code == 0
    with closing(sqlite3.connect(folder / "db.sqlite3")) as held:
        number = held.execute("SELECT id FROM accounts_grantrecord WHERE role = 'csp_officer'").fetchone()[0]
    from upriver.desk.opening import open_desk

    open_desk(folder / "db.sqlite3")
    from django.db import connections

    from upriver.desk.accounts.actions import end_grant

    end_grant(number, by="Ada Nobody", at="2026-02-01T09:00:00Z", why="They have left.")
    connections["default"].close()
    return folder


@pytest.fixture
def written_to(workspace: Path, tmp_path: Path) -> Iterator[Path]:
    """It, put back after each test."""
    kept = shutil.copy2(workspace / "db.sqlite3", tmp_path / "kept")
    yield workspace
    for name in ("db.sqlite3-wal", "db.sqlite3-shm"):
        (workspace / name).unlink(missing_ok=True)
    shutil.copy2(kept, workspace / "db.sqlite3")


def test_what_nobody_touched_is_as_the_log_says(workspace: Path) -> None:
    ran = upriver("audit", "verify", workspace, "--json")
    assert (ran.code, ran.json["records"]) == (0, [])


@pytest.mark.parametrize("way", WAYS)
def test_what_is_written_past_the_verbs_is_found(way: str, written_to: Path) -> None:
    with closing(sqlite3.connect(written_to / "db.sqlite3")) as held, held:
        assert held.execute(WAYS[way]).rowcount > 0
    ran = upriver("audit", "verify", written_to)
    assert ran.code == 1 and "Restore the workspace from a backup" in ran.err and "Walk home" not in ran.err


def test_a_bulk_update_of_the_framework_is_found_too(written_to: Path) -> None:
    from upriver.desk.opening import open_desk

    open_desk(written_to / "db.sqlite3")
    from django.db import connections

    from upriver.desk.registers.models import RowRecord

    rows = list(RowRecord.objects.filter(register="actions"))
    for row in rows:
        row.values = {**(row.values or {}), "title": "Another"}
    assert RowRecord.objects.bulk_update(rows, ["values"]) == len(rows) > 50
    connections["default"].close()
    assert "not as it says" in upriver("audit", "verify", written_to).err


def test_how_many_ways_were_tried() -> None:
    print(f"S13: {len(WAYS) + 1} ways of writing past the verbs on SQLite, each found by audit verify")
    assert len(WAYS) == 20


@pytest.fixture(scope="module")
def app_role(standing: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a new workspace's database for the role that the web has: it owns nothing, and may write to everything."""
    import psycopg

    server, app = f"{standing.rsplit('/', 1)[0]}/behind", "DO $$ BEGIN CREATE ROLE upriver_app LOGIN NOSUPERUSER NOBYPASSRLS; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    with psycopg.connect(standing, autocommit=True) as owner:
        owner.execute("CREATE DATABASE behind")
    folder = tmp_path_factory.mktemp("there") / "w"
    assert upriver("init", folder, "--name", "Norsea", "--by", "Nora").code == 0
    settings = folder / "workspace.toml"
    settings.write_text(f'database = "{server}"\n{settings.read_text("utf-8")}', "utf-8")
    ran = subprocess.run([sys.executable, "-m", "upriver", "upgrade", str(folder)], capture_output=True, text=True, check=False,
                         env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    assert ran.returncode == 0, ran.stderr
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f"{app}; GRANT ALL ON ALL TABLES IN SCHEMA public TO upriver_app; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO upriver_app")
    return server.replace("//upriver@", "//upriver_app@")


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["audit_eventrecord", "registers_rowrecord", "agreements_agreementrecord", "submissions_decisionrecord", "voices_actrecord"])
def test_the_role_of_the_web_adds_to_what_is_only_added_to_and_does_nothing_else(table: str, app_role: str) -> None:
    import psycopg

    for words in (f"UPDATE {table} SET number = number", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE", f"ALTER TABLE {table} DISABLE TRIGGER ALL",
                  f"DROP TRIGGER upriver_only_added ON {table}", "SET session_replication_role = replica", f"DROP TABLE {table}"):
        with psycopg.connect(app_role, options="-c upriver.roles=desk") as held, pytest.raises(psycopg.Error):
            held.execute(words)
