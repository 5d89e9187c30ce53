"""More than a hundred bad and hostile files go through `upriver check` in one process of bounded memory: each is refused or
reported in time, no trace is shown, no value is told, and nothing is left behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile.bad_files import FILES, SECRET

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 60
"""Seconds after which one file is given up; on a quiet machine the slowest needs about one."""
MOST_MEMORY = 400
"""Megabytes that the process may ever hold; it starts with about a hundred."""

RUNNER = """
import contextlib, faulthandler, io, json, sys
from pathlib import Path
from upriver.cli.main import run
folder, longest = Path(sys.argv[1]), int(sys.argv[2])
told = {}
for name in json.load(sys.stdin):
    faulthandler.dump_traceback_later(longest, exit=True)
    out, err, code = io.StringIO(), io.StringIO(), None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            run(["check", str(folder / name), "--contract", "ed_assault_attendances", "--to", str(folder.parent / "faults.csv")])
        except SystemExit as left:
            code = left.code
    faults = folder.parent / "faults.csv"
    told[name] = [code, out.getvalue() + err.getvalue() + (faults.read_text("utf-8") if faults.exists() else "")]
    faults.unlink(missing_ok=True)
faulthandler.cancel_dump_traceback_later()
status = Path("/proc/self/status")  # getrusage would count what the process that started this one held
lines = status.read_text().splitlines() if status.exists() else []
peak = next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)
print(json.dumps({"told": told, "peak": peak}))
"""


@dataclass(frozen=True)
class Ran:
    """What the command said of each file, what it left behind, and the most memory that it held, in megabytes."""

    told: dict[str, tuple[int, str]]
    left: list[str]
    peak: int


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    work = tmp_path_factory.mktemp("hostile")
    folder, scratch = work / "sent", work / "scratch"
    folder.mkdir()
    scratch.mkdir()
    made = []
    for name, (make, _) in FILES.items():
        try:
            make(folder / name)
            made.append(name)
        except OSError:  # a name that this system doesn't allow can't be sent from it
            continue
    done = subprocess.run([sys.executable, "-c", RUNNER, str(folder), str(LONGEST)], input=json.dumps(made), capture_output=True, text=True, cwd=work,
                          check=False, env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(scratch), "TEMP": str(scratch), "PYTHONUTF8": "1"})
    assert done.returncode == 0, f"stopped: {done.stderr[-2000:]}"
    answer = json.loads(done.stdout.splitlines()[-1])
    left = [path.relative_to(work).as_posix() for path in work.rglob("*") if folder not in (path, *path.parents) and path != scratch]
    return Ran({name: tuple(each) for name, each in answer["told"].items()}, left, answer["peak"])


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused_or_reported(name: str, ran: Ran) -> None:
    if name not in ran.told:
        assert sys.platform == "win32", "only some names can't be made, and only there"
        return
    code, said = ran.told[name]
    assert code in FILES[name][1], said
    assert "Traceback" not in said and "fault in Upriver" not in said
    assert SECRET not in said and "root:" not in said and "EICAR" not in said
    assert said.isascii() or all(letter.isprintable() or letter in "\n\ufeff" for letter in said)


def test_there_are_more_than_sixty_of_them() -> None:
    assert len(FILES) > 60


def test_nothing_is_left_behind(ran: Ran) -> None:
    assert ran.left == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="peak memory is measured on Linux alone")
def test_no_file_takes_more_memory_than_the_bound(ran: Ran) -> None:
    assert 0 < ran.peak < MOST_MEMORY
