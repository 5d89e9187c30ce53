"""Taking in, killed at random points, again and again: nothing is lost, nothing is held twice."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from journeys.workspaces import ROOT, upriver
from partners import ED, a_workspace, an_agreement, an_attendance, attendances, held, submitted

PACKAGES = 6
PATIENCE = 900


def the_packages(place: Path, rows: int) -> list[Path]:
    """Packages of one provider, a month each, one of them sent again with a row more."""
    made = []
    for number in range(PACKAGES):
        month = f"2025-{number + 1:02d}"
        lines = [an_attendance(f"{month}-{1 + at % 28:02d}", hour=at % 24) for at in range(rows + number)]
        made.append(submitted(attendances(place / f"{month}.csv", lines), place / f"{number}.zip"))
    lines = [an_attendance(f"2025-01-{1 + at % 28:02d}", hour=at % 24) for at in range(rows + PACKAGES)]
    return [*made, submitted(attendances(place / "again.csv", lines), place / "again.zip")]


def killed_after(seconds: float, workspace: Path, packages: list[Path]) -> bool:
    """Start taking in and kill it after so long, as a power cut would; says whether it was still running."""
    command = [sys.executable, "-m", "upriver", "take-in", str(workspace), *map(str, packages)]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as running:
        try:
            running.wait(seconds)
            return False
        except subprocess.TimeoutExpired:
            running.kill()
            return True


def killed_often(place: Path, times: int, rows: int) -> None:
    """Kill it so many times while it works, each time at another point, in one workspace after another until each is whole."""
    chance = random.Random(2026)
    empty, packages = a_workspace(place / "empty", an_agreement(ED)), the_packages(place, rows)
    whole = Path(shutil.copytree(empty, place / "whole"))
    begun = time.monotonic()
    assert not killed_after(PATIENCE, whole, packages)  # in a process that reads the code anew, as those are that are killed
    lasts = time.monotonic() - begun
    stopped = rounds = 0
    while stopped < times:
        rounds += 1
        workspace = Path(shutil.copytree(empty, place / f"round{rounds}"))
        kills, begun = 0, time.monotonic()
        while kills < 8 and killed_after(chance.uniform(0.2, 1.0) * lasts, workspace, packages):
            kills += 1
        if not kills:  # the machine has become faster since, or less is asked of it: it would never be killed again
            lasts = min(lasts, time.monotonic() - begun)
        stopped += kills
        assert rounds <= times, "it is never killed while it works"
        ends_whole(workspace, whole, packages)


def ends_whole(workspace: Path, whole: Path, packages: list[Path]) -> None:
    """Let it end once, and hold the workspace against one that was never interrupted."""
    ran = upriver("take-in", workspace, *packages, "--json")
    assert ran.code == 0, ran.out + ran.err
    assert held(workspace) == held(whole), "each package is held once, where it would have been without any kill"
    assert agree(workspace) == agree(whole) == (len(packages), len(packages))
    assert list((workspace / "held" / "unrecorded").rglob("*.parquet")) == []
    assert [path for path in (workspace / "held" / "incoming").iterdir() if path.is_file()] == []
    assert upriver("audit", "verify", workspace).code == 0
    assert standing(workspace) == standing(whole)


def agree(workspace: Path) -> tuple[int, int]:
    """How many receipts there are, and how many of their files are there."""
    rows = sqlite3.connect(workspace / "db.sqlite3").execute("SELECT body FROM submissions_receiptrecord").fetchall()
    paths = {json.loads(body)["part"]["path"] for (body,) in rows}
    return len(rows), sum(1 for path in paths if (workspace / "held" / path).is_file())


def standing(workspace: Path) -> dict[str, int]:
    body = upriver("status", workspace, "--json").json
    return {name: entry["rows"] for name, entry in body["held"].items()}


def test_take_in_killed_at_random_points_loses_nothing(tmp_path: Path) -> None:
    killed_often(tmp_path, times=4, rows=2_000)


@pytest.mark.big
def test_take_in_killed_50_times_loses_nothing(tmp_path: Path) -> None:
    killed_often(tmp_path, times=50, rows=5_000)
