"""A small workspace with a few things done in it, made in a second, and reading what backups hold."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from journeys.workspaces import ROOT, Ran, a_crime, street_csv
from register.commands import upriver

SUBJECT = "police_uk_street:norsea:2025-01"


def a_workspace(folder: Path, *, decisions: int = 2) -> Path:
    """One file taken in and a few decisions about it."""
    assert upriver("init", folder, "--name", "Norsea", "--by", "Nora").code == 0
    sent = folder.parent / f"{folder.name}-sent.csv"
    sent.write_text(street_csv([a_crime(number) for number in range(1, 20)]), "utf-8")
    assert upriver("take-in", folder, sent).code == 0
    for number in range(decisions):
        decided(folder, f"looked at {number}")
    return folder


def decided(folder: Path, reason: str) -> None:
    """One more event in the log."""
    ran = upriver("decide", folder, SUBJECT, "annotate", "--reason", reason)
    assert ran.code == 0, ran.err


def a_backup(folder: Path, to: Path) -> Path:
    """A backup of it."""
    ran = upriver("backup", folder, "--to", to, "--json")
    assert ran.code == 0, ran.out + ran.err
    return Path(ran.json["backup"])


def rows(folder: Path, question: str) -> list[tuple[Any, ...]]:
    """What the database of a workspace answers, read beside Upriver."""
    with closing(sqlite3.connect(folder / "db.sqlite3")) as held:
        return held.execute(question).fetchall()


def changed(folder: Path, *statements: str) -> None:
    """Do to the database what somebody with rights on the file could do."""
    with closing(sqlite3.connect(folder / "db.sqlite3")) as held, held:
        for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            held.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            held.execute(statement)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file that a backup should hold and that must come back byte for byte; the database is compared by its rows."""
    left_out = ("db.sqlite3", ".lock", "cubes/", "packs/", "backups/", "audit.heads", "held/incoming", "held/quarantine", "held/unrecorded")
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: data for name, data in found.items() if not name.startswith(left_out)}


def tables(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    names = [name for (name,) in rows(folder, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: rows(folder, f'SELECT * FROM "{name}"') for name in names}


def forged(backup: Path, to: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]) -> Path:
    """A backup made anew with its members and manifest changed, as somebody would who sends a bad one."""
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(members.pop("manifest.json"))
    change(members, told)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in {**members, "manifest.json": json.dumps(told).encode()}.items():
            archive.writestr(name, data)
    to.write_bytes(made.getvalue())
    return to


def refused(ran: Ran) -> str:
    """What a command was refused for; never a trace."""
    assert ran.code == 1 and "Traceback" not in ran.out + ran.err, (ran.code, ran.out, ran.err)
    return ran.err


def environment() -> dict[str, str]:
    """The environment of a process of ours."""
    paths = [each for each in (os.environ.get("PYTHONPATH"), str(ROOT / "src"), str(ROOT / "tests")) if each]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def all_of(found: Iterable[dict[str, Any]], stands: str) -> list[str]:
    """What the doctor's lines of one kind are about."""
    return [each["about"] for each in found if each["stands"] == stands]
