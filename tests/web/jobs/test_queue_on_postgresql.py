"""Several workers on one PostgreSQL database: each piece of work is claimed once, and none waits for another's claim."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from journeys.cluster import server  # noqa: F401
from web.jobs.in_the_desk import PATHS

pytestmark = pytest.mark.postgres
OPEN = "import sys\nfrom pathlib import Path\nfrom upriver.desk.opening import open_desk\nopen_desk(Path(sys.argv[1]) / 'db.sqlite3', sys.argv[2])\n"
ASK = OPEN + """
from upriver.desk.jobs.actions import ask
from upriver.words.access.rights import Actor
for number in range(60):
    ask("pack", body={"about": str(number)}, actor=Actor(7, "Ann"), at="2026-02-02T09:00:00Z")
"""
CLAIM = OPEN + """
from upriver.desk.jobs.running.queue import claim
found = []
while (number := claim(sys.argv[3], at="2026-02-02T09:00:00Z")) is not None:
    found.append(number)
print(*found)
"""


def test_each_of_three_workers_gets_work_that_no_other_has(server: str, tmp_path: object) -> None:  # noqa: F811
    environment = {**os.environ, "PYTHONPATH": PATHS}
    subprocess.run([sys.executable, "-c", ASK, str(tmp_path), server], check=True, env=environment)
    workers = [subprocess.Popen([sys.executable, "-c", CLAIM, str(tmp_path), server, name], stdout=subprocess.PIPE, text=True, env=environment) for name in "abc"]
    claimed = [int(each) for worker in workers for each in worker.communicate(timeout=120)[0].split()]
    assert sorted(claimed) == sorted(set(claimed)) and len(claimed) == 60
