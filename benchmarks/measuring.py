"""Running a command or a function and saying what it took; one line of the table."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("UPRIVER_DATA", ROOT.parent / "shared" / "data"))
"""The folder of real open data files; benchmarks that need it are left out where it is absent."""


@dataclass(frozen=True, slots=True)
class Took:
    """What a piece of work took: seconds on the clock, seconds of all cores, and the most memory (None: not known)."""

    seconds: float
    cpu_seconds: float
    peak_mib: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `limit` says in words what must be reached, `met` whether it was."""

    what: str
    seconds: float
    alternative: str = ""
    alternative_seconds: float | None = None
    limit: str = ""
    met: bool | None = None

    @property
    def ratio(self) -> float | None:
        """How many times as long ours takes as the alternative; less than 1 is quicker."""
        return self.seconds / self.alternative_seconds if self.alternative_seconds else None


def command(arguments: Sequence[str]) -> Took:
    """Run Python with arguments in a program of its own, and measure it with all that it starts.

    Raises:
        RuntimeError: it didn't end well; with the last it said.
    """
    said = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    said["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT), *filter(None, [said.get("PYTHONPATH")])])
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, *arguments], env=said, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as run:
        assert run.stdout is not None
        words = run.stdout.read().decode(errors="replace")
        code, cpu, peak = _ended(run)
    seconds = time.perf_counter() - start
    if code:
        raise RuntimeError(f"{' '.join(arguments[:3])} ended with {code}:\n{words[-2_000:]}")
    return Took(seconds, cpu, peak)


def _ended(run: subprocess.Popen[bytes]) -> tuple[int, float, float | None]:
    """Its exit code, CPU seconds and peak memory; Windows tells the first alone."""
    if not hasattr(os, "wait4"):
        return run.wait(), float("nan"), None
    _, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return run.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def upriver(*arguments: str | Path) -> Took:
    """Run one of Upriver's commands."""
    return command(["-m", "upriver", *map(str, arguments)])


def best(work: Callable[[], object], *, times: int = 3) -> float:
    """The seconds on the clock of the quickest of some runs."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)
