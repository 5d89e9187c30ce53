"""A workspace as `upriver init` leaves it, with the people who begin in it; run apart, so that the test's own desk stays where it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from journeys.workspaces import upriver

ROOT = Path(__file__).resolve().parents[3]
PEOPLE = """
import sys
from pathlib import Path
from web.asking import desk
desk(sys.argv[1])
from upriver.desk.accounts.actions import open_account
from upriver.words.access.rights import Grant, Role
for row in sys.argv[2:]:
    name, email, role, body = row.split("|")
    open_account(email=email, name=name, grants=(Grant(Role(role), body),), by="a test", at="2026-11-01T09:00:00Z")
"""


def an_empty_one(root: Path, *, name: str = "Harbour Fictional Partnership") -> Path:
    """Nothing but its name; made up, so that one may be anybody in it. Its first person is the manager."""
    ran = upriver("init", root, "--name", name, "--by", "Mina Fictional")
    assert ran.code == 0, ran.err
    (root / ".demo").write_text("made up for a test\n")
    with_people(root, "Mina Fictional|manager@norsea.invalid|manager|")
    return root


def with_people(root: Path, *rows: str) -> None:
    """Open accounts: "name|e-mail|role|authority"."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))}
    ran = subprocess.run([sys.executable, "-c", PEOPLE, str(root), *rows], capture_output=True, text=True, env=environment)
    assert ran.returncode == 0, ran.stderr
