"""Working in a workspace's desk from a process of its own, as a command or a worker does, and reading its database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from journeys.workspaces import upriver
from web import asking
from web.served import ROOT

from upriver.shelf import code_hash

PATHS = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
ASK = """
import json, sys
from pathlib import Path
from web.asking import desk
desk(sys.argv[1])
from upriver.desk.accounts.convert import actor
from upriver.desk.accounts.models import Account
from upriver.desk.jobs.actions import ask
print(ask(sys.argv[3], body=json.loads(sys.argv[4]), actor=actor(Account.objects.get(name=sys.argv[2]).pk), at="2026-02-02T09:00:00Z"))
"""
WORK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from web.asking import desk
from upriver.store.folder import Folder
desk(sys.argv[1])
from upriver.desk.jobs.working import work
work(Folder(Path(sys.argv[1])), now=lambda: datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), once=True, silent=int(sys.argv[2]))
"""
GO_ON = WORK.replace("once=True, silent=int(sys.argv[2])", "silent=3")
"""A worker that goes on until it is stopped, and takes up what another left three seconds ago."""
VOTE = """
import sys
from pathlib import Path
from web.asking import desk
from upriver.store.folder import Folder
desk(sys.argv[1])
from upriver.desk.accounts.models import Account
from upriver.desk.audit.acting import acting
from upriver.desk.releases.actions import waiting
from upriver.desk.releases.reviewing import vote_on
for name in ("Ira Fictional", "Bo Invented"):
    row = waiting()[-1]
    with acting(Account.objects.get(name=name).pk):
        vote_on(Folder(Path(sys.argv[1])), row, answer="approve", why="Read it.", confirmed=True, by=name, at="2026-02-02T10:00:00Z")
print(row.number)
"""


def python(code: str, *arguments: object) -> str:
    done = subprocess.run([sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": PATHS})
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def worker(folder: Path, **how: Any) -> subprocess.Popen[bytes]:
    """A worker that goes on beside the test."""
    return subprocess.Popen([sys.executable, "-c", GO_ON, str(folder)], env={**os.environ, "PYTHONPATH": PATHS}, **how)


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    return asking.rows(folder, query)


def made_by_this_code(folder: Path) -> None:
    """Where UPRIVER_FICTION names a workspace of an earlier state of this code, its assessment is made again first."""
    held = [json.loads(path.read_text("utf-8"))["code"] for path in folder.glob("runs/*/run.json")]
    if not any(each.endswith(code_hash()) for each in held):
        ran = upriver("assess", "--workspace", folder, "--period", "2025-01..2025-12", "--as-of", "2026-02-01", "--by", "Aled Made-Up")
        assert ran.code == 0, ran.err
