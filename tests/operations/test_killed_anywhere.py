"""Killed in the middle of each kind of write, again and again: what was said to be done is there, and nothing is half there.

Taking in is killed in tests/receiving/test_killed.py. A kill takes the process away as a power cut would its work; that the disk
itself keeps what it was told to keep (synchronous=FULL) is SQLite's promise, and can't be tried without cutting power.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from operated import a_workspace, environment
from operations.promises import kept, sound
from operations.writing import KINDS

EACH = 13
"""Kills of each of the four kinds: 52 in all, where SECURITY.md asks for 50."""


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


@pytest.mark.parametrize("kind", KINDS)
def test_killed_while_it_writes_loses_nothing(kind: str, tmp_path: Path) -> None:
    assert often(kind, tmp_path, 3) >= 2


@pytest.mark.big
@pytest.mark.parametrize("kind", KINDS)
def test_killed_again_and_again_while_it_writes_loses_nothing(kind: str, tmp_path: Path) -> None:
    print(f"{kind}: {EACH} kills, {often(kind, tmp_path, EACH)} promises, all kept")
