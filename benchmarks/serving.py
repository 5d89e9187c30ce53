"""The workspace of the fictional partnership, ten times as large, with fifty people at 2.5 seconds a click, all on this machine.

Beside the answers stands what the crowd itself took of the machine, since both share its cores.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import national
from benchmarks.measuring import ROOT, Row, upriver

PEOPLE, SECONDS, SCALE, LIMIT = 50, 60, 10, 0.2
WARM = 20
"""Seconds for which a few come before the others: a server that was just started reads its code and the latest run first."""


def run() -> list[Row]:
    """On SQLite as `upriver serve` does it; on PostgreSQL where its programs are, as the tests start it."""
    place = national.scratch() / "serving"
    upriver("demo", "--dir", place, "--no-serve", "--scale", SCALE)
    return [*_crowded(place, "SQLite"), *_on_postgresql(place)]


def _crowded(place: Path, database: str) -> list[Row]:
    with served(place) as (address, server):
        crowd(address, people=16, seconds=WARM)
        before = _cpu(server)
        told, took = crowd(address, people=PEOPLE, seconds=SECONDS)
        used = _cpu(server) - before
    middle, slow = float(told["50%"]) / 1000, float(told["95%"]) / 1000
    failed = int(told["Failure Count"])
    what = f"the workspace on {database}, {PEOPLE} people, {int(told['Request Count']):,} pages in {SECONDS} s"
    return [
        Row(f"{what}: half of the answers within", middle),
        Row(f"{what}: 95 of 100 within", slow, limit=f"{LIMIT} s, none failed", met=slow <= LIMIT and not failed),
        Row(f"{what}: CPU seconds of the server", used, "the crowd's own CPU seconds", took),
    ]


@contextmanager
def served(place: Path) -> Iterator[tuple[str, int]]:
    """The real server without a worker; its address and its process."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    running = subprocess.Popen([sys.executable, "-m", "web.server", str(place), "8600"], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path})
    try:
        line = running.stdout.readline() if running.stdout else ""
        yield line.split()[0].rstrip("/"), running.pid
    finally:
        running.terminate()
        running.wait(timeout=30)


def crowd(address: str, *, people: int, seconds: int, what: str = "crowd.py") -> tuple[dict[str, str], float]:
    """What locust says of all answers together once everybody is there, and the CPU seconds that it took itself."""
    out = national.scratch() / f"crowd-{time.time_ns()}"
    before = os.times()
    subprocess.run([sys.executable, "-m", "locust", "-f", str(ROOT / "benchmarks" / what), "--headless", "-u", str(people), "-r", "10", "-t", f"{seconds}s",
                    "--host", address, "--csv", str(out), "--only-summary", "--reset-stats"],
                   env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True)
    after = os.times()
    with Path(f"{out}_stats.csv").open(encoding="utf-8", newline="") as lines:
        told = next(row for row in csv.DictReader(lines) if row["Name"] == "Aggregated")
    return told, after.children_user + after.children_system - before.children_user - before.children_system


def _cpu(process: int) -> float:
    """CPU seconds that a process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _on_postgresql(place: Path) -> list[Row]:
    sys.path.insert(0, str(ROOT / "tests"))
    from journeys.cluster import binaries, cluster
    from web.rights.moving import moved

    if binaries() is None:
        return []
    with cluster() as address:
        moved(place, address)
        return _crowded(place, "PostgreSQL")
