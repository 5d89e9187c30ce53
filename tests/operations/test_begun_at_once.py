"""Three processes of a server begin at the same moment in a workspace that only commands have used: each opens it, with one secret."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest
from journeys.workspaces import upriver
from web.jobs.in_the_desk import PATHS

BEGIN = """
import sys
from hashlib import sha256
from pathlib import Path
from time import sleep
import allauth.mfa, django.core.management, django.db.migrations.executor
from upriver.store.folder import Folder
from upriver.web.opening import opened, secret_of
root = Path(sys.argv[1])
(root.parent / f"{sys.argv[2]}.ready").touch()
while not (root.parent / "go").exists():
    sleep(0.001)
opened(root, hosts=["localhost"])
print(sha256(secret_of(Folder(root)).encode()).hexdigest())
"""


@pytest.mark.parametrize("written", [False, True], ids=["new", "after commands"])
def test_three_that_begin_at_once_all_open_it(written: bool, tmp_path: Path) -> None:
    folder = tmp_path / "norsea"
    ran = upriver("init", folder, "--name", "Norsea", "--by", "Ann")
    assert ran.code == 0, ran.err
    if not written:
        for path in folder.glob("db.sqlite3*"):
            path.unlink()
    begun = [subprocess.Popen([sys.executable, "-c", BEGIN, str(folder), str(n)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env={**os.environ, "PYTHONPATH": PATHS}) for n in range(3)]
    end = monotonic() + 60
    while len(list(tmp_path.glob("*.ready"))) < len(begun):
        assert monotonic() < end, [one.communicate()[1] for one in begun if one.poll()]
        sleep(0.05)
    (tmp_path / "go").touch()
    said = [one.communicate(timeout=120) for one in begun]
    assert [one.returncode for one in begun] == [0, 0, 0], [err[-600:] for _, err in said]
    assert len({out for out, _ in said}) == 1
    assert not [path.name for path in folder.iterdir() if path.name.endswith(".new")]
