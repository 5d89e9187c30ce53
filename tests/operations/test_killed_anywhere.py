"""Killed in the middle of each kind of write, again and again: what was said to be done is there, and nothing is half there.

Taking in is killed in tests/receiving/test_killed.py. A kill takes the process away as a power cut would its work; that the disk
itself keeps what it was told to keep (synchronous=FULL) is SQLite's promise, and can't be tried without cutting power.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from operated import a_workspace, environment, rows, upriver
from operations.writing import KINDS

SAYS = {
    "decide": "SELECT reason FROM submissions_decisionrecord",
    "register": "SELECT body FROM audit_eventrecord WHERE verb = 'edited' OR verb = 'kept'",
    "agree": "SELECT body FROM agreements_agreementrecord",
}
"""Where what was promised stands."""


def killed(kind: str, workspace: Path, first: int, chance: random.Random, *, after_one: bool) -> list[str]:
    """Let it write from a number on, kill it at some moment of its work, and give what it said was done.

    `after_one` waits for its first promise before that, however slow the machine is.
    """
    command = [sys.executable, "-m", "operations.writing", kind, str(workspace), str(first)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None and running.stderr is not None
        ready = running.stdout.readline()
        assert ready == "ready\n", running.stderr.read()
        said = [running.stdout.readline().strip()] if after_one else []
        time.sleep(chance.uniform(0.02, 0.3 if kind in ("decide", "agree") else 0.7))
        running.kill()
        said += running.stdout.read().splitlines()
    return said


def often(kind: str, place: Path, times: int) -> int:
    """Kill it so many times in one workspace; gives how many promises were made, all of which must be kept."""
    workspace = a_workspace(place / "w")
    chance, promised = random.Random(2026), []
    for round_ in range(times):
        promised += killed(kind, workspace, round_ * 1_000, chance, after_one=round_ % 2 == 0)
        sound(workspace)
    kept(kind, workspace, promised)
    return len(promised)


def sound(workspace: Path) -> None:
    """The log is whole and held by its heads, the database is sound, and every row has its event."""
    from upriver.store.keeping_safe.databases import soundness

    assert soundness(workspace / "db.sqlite3") == ()
    told = upriver("audit", "verify", workspace, "--json")
    assert told.code == 0, told.err
    for table in ("submissions_decisionrecord", "agreements_agreementrecord"):
        assert rows(workspace, f"SELECT count(*) FROM {table} WHERE event NOT IN (SELECT id_hash FROM audit_eventrecord)") == [(0,)]
    decisions = rows(workspace, "SELECT (SELECT count(*) FROM submissions_decisionrecord), (SELECT count(*) FROM audit_eventrecord WHERE verb = 'decided')")[0]
    assert decisions[0] == decisions[1], "a decision without its event, or an event without its decision"


def kept(kind: str, workspace: Path, promised: list[str]) -> None:
    if kind == "backup":
        archives = sorted((workspace.parent / "kept").glob("*.zip"))
        assert len(archives) >= len(promised)
        for archive in (*archives[:3], *archives[-3:]):
            assert upriver("restore", archive, "--verify").code == 0
        logged = {json.loads(body)["backup"] for (body,) in rows(workspace, "SELECT body FROM audit_eventrecord WHERE verb = 'backed up'")}
        assert len(logged) >= len(promised) and logged <= {path.name for path in archives}
        return
    there = "\n".join(str(text) for (text,) in rows(workspace, SAYS[kind]))
    lost = [each for each in promised if each not in there and each.replace(" ", "_") not in there]
    assert lost == [], f"{len(lost)} of {len(promised)} promises were broken"


@pytest.mark.parametrize("kind", KINDS)
def test_killed_while_it_writes_loses_nothing(kind: str, tmp_path: Path) -> None:
    assert often(kind, tmp_path, 3) >= 2


@pytest.mark.big
@pytest.mark.parametrize("kind", KINDS)
def test_killed_50_times_while_it_writes_loses_nothing(kind: str, tmp_path: Path) -> None:
    print(f"{kind}: 50 kills, {often(kind, tmp_path, 50)} promises, all kept")
