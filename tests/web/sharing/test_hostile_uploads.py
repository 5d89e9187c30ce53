"""More than a hundred bad and hostile files are sent through the web: each is refused or reported within bounds, and none is ever served."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from hostile.bad_files import FILES, SECRET
from web.served import ROOT, Served, serving

SMALL = 3_000_000
"""Files up to this size go through the real server; the few larger ones stop at its door, which `test_sending.py` shows."""
MORE_MEMORY = 300
"""Megabytes that looking into any of the files may add to what the process holds."""
HELD = re.compile(r"[0-9a-f]{64}-[0-9a-f]{32}")
RUNNER = """
import faulthandler, json, sys
from pathlib import Path
from upriver.desk.sharing.apart import looking
from upriver.desk.sharing.apart.child import _keep_within, answered

def peak():
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)

folder, own = Path(sys.argv[1]), sys.argv[2]
_keep_within(1024, 3600, 4096)
told, before = {}, 0
for name in json.load(sys.stdin):
    faulthandler.dump_traceback_later(120, exit=True)
    task = {"do": "look", "path": str(folder / name), "name": name, "own": own, "scratch": str(folder.parent), "feeds": ["ed_assault_attendances"],
            "contract": "ed_assault_attendances", "provider": "Norsea General Hospital", "profiles": [], "known": []}
    told[name] = answered(task)
    before = before or peak()
print(json.dumps({"told": told, "before": before, "peak": peak()}))
"""


@dataclass
class Sent:
    """What the server answered to each file, and what lay in the workspace afterwards that didn't lie there before."""

    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    new: list[Path] = field(default_factory=list)
    served: Served | None = None


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile_uploads") / "sent"
    folder.mkdir()
    for name, (make, _) in FILES.items():
        make(folder / name)
    return folder


@pytest.fixture(scope="module")
def sent(made: Path, copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    with serving(copied(tmp_path_factory.mktemp("hostile_served"))) as served:
        before = set(served.folder.rglob("*"))
        found = Sent(served=served)
        visit = served.visit("Hana Imaginary")
        for name in FILES:
            if (made / name).is_file() and (made / name).stat().st_size <= SMALL:
                reply = visit.upload("/sharing/of/hospital/send/", {"file": (name, (made / name).read_bytes())}, {"contract": "ed_assault_attendances"})
                found.answers[name] = (reply.status, reply.text)
        found.new = [path for path in sorted(served.folder.rglob("*")) if path not in before and path.is_file() and not path.name.startswith("db.sqlite3")]
        yield found


def test_at_least_sixty_go_through_the_real_server_and_none_makes_it_stumble(sent: Sent) -> None:
    assert len(sent.answers) >= 60
    assert {status for status, _ in sent.answers.values()} <= {303, 422}


def test_what_is_stored_has_a_name_of_ours_and_is_closed_to_other_accounts(sent: Sent) -> None:
    stored = [path for path in sent.new if "arriving" in path.parts]
    assert len(stored) >= 50
    assert all(HELD.fullmatch(path.name) for path in stored)
    if os.name == "posix":
        assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in stored)


def test_nothing_is_stored_anywhere_else(sent: Sent) -> None:
    assert [path for path in sent.new if "arriving" not in path.parts and path.name not in ("audit.heads", ".lock")] == []


def test_no_address_serves_what_was_sent(sent: Sent) -> None:
    assert sent.served is not None
    visit = sent.served.visit("Hana Imaginary")
    name = next(path.name for path in sent.new if "arriving" in path.parts)
    tried = [f"/held/arriving/{name}", f"/assets/{name}", f"/assets/../held/arriving/{name}", f"/sharing/uploads/{name}/", f"/assets/{quote('../' * 6)}held/arriving/{name}",
             f"/sharing/data-sets/ed_assault_attendances/{name}"]
    assert [visit.get(each).status for each in tried] == [404] * len(tried)


@pytest.fixture(scope="module")
def looked(made: Path) -> dict[str, object]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}
    ran = subprocess.run([sys.executable, "-c", RUNNER, str(made), str(made.parent / "declarations")], input=json.dumps([name for name in FILES if (made / name).is_file()]),
                         capture_output=True, text=True, env=environment, check=False)
    assert ran.returncode == 0, ran.stderr[-3_000:]
    return dict(json.loads(ran.stdout))


def test_each_file_has_an_answer_and_no_answer_tells_a_value(looked: dict[str, object]) -> None:
    told = looked["told"]
    assert isinstance(told, dict) and len(told) >= 60
    assert [name for name, answer in told.items() if SECRET in json.dumps(answer)] == []


def test_files_that_the_command_refuses_are_refused_here(looked: dict[str, object]) -> None:
    told = looked["told"]
    assert isinstance(told, dict)
    let_by = [name for name, (_, codes) in FILES.items() if set(codes) == {3} and name in told and told[name].get("state") in ("clean", "faulty", "package")]
    assert let_by == []


def test_rows_with_faults_are_never_clean(looked: dict[str, object]) -> None:
    told = looked["told"]
    assert isinstance(told, dict)
    assert [name for name, (_, codes) in FILES.items() if 0 not in codes and name in told and told[name].get("state") == "clean"] == []


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system doesn't say how much memory a process held")
def test_no_file_makes_the_process_hold_much_more_memory(looked: dict[str, object]) -> None:
    assert int(str(looked["peak"])) - int(str(looked["before"])) <= MORE_MEMORY


def test_nothing_is_left_beside_the_files(made: Path, looked: dict[str, object]) -> None:
    assert [path.name for path in made.parent.iterdir() if path != made] == []
