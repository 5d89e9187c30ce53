"""The database: whether it answers, is sound, is at this version's level, and binds whoever works in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from upriver.desk.operations.health.line import Line, look, ok, wrong
from upriver.desk.operations.levels import Level
from upriver.store.keeping_safe.databases import soundness
from upriver.words.text import listed, plural


def database(file: Path, stands: Level) -> Iterator[Line]:
    """The lines about the database that is open."""
    yield from _sqlite(file) if connection.vendor == "sqlite" else _server()
    yield levelled(stands)


def _asked(question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str((cursor.fetchone() or ("",))[0])


def _sqlite(file: Path) -> Iterator[Line]:
    journal, keys = _asked("PRAGMA journal_mode"), _asked("PRAGMA foreign_keys")
    if journal != "wal" or keys != "1":
        yield wrong("Database", f"SQLite with journal {journal} and foreign keys {'on' if keys == '1' else 'off'}",
                    "The disk doesn't allow what SQLite needs: put the workspace on a disk of this machine, not on a share.")
    else:
        yield ok("Database", "SQLite, journal beside it (WAL), rows may only point at what is there")
    faults = soundness(file)
    yield wrong("Its pages and rows", listed(faults), "Restore the newest backup to a new folder: upriver restore BACKUP --to FOLDER") if faults else ok(
        "Its pages and rows", "SQLite finds nothing wrong with them")


def _server() -> Iterator[Line]:
    version, name = _asked("SHOW server_version"), _asked("SELECT current_user")
    yield ok("Database", f"PostgreSQL {version}, as {name}")
    if _asked("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user") in ("True", "true", "t"):
        yield look("Its account", f"{name} may pass by row-level security", "Let the workspace's pages use an account that may not: see docs, Run it for a partnership.")
    else:
        yield ok("Its account", f"row-level security binds {name}")


def levelled(stands: Level) -> Line:
    """Whether the tables are those of this version."""
    if stands.unknown:
        return wrong("Version of its tables", f"a newer Upriver has worked in it ({plural(len(stands.unknown), 'step')} unknown here)", "Install the newer version here too.")
    if stands.fresh:
        return look("Version of its tables", "there are none yet", "Run `upriver init` on the workspace.")
    if stands.waiting:
        return wrong("Version of its tables", f"{plural(len(stands.waiting), 'step')} to this version wait", "Run `upriver upgrade`. It makes a backup first.")
    return ok("Version of its tables", "this version's")
