"""Commands in processes of their own that begin with everything imported: forked off one that has read the code and done nothing else.

Half of what a small command takes is reading code. `python -m journeys.forked` is the program that is forked: it imports what
needs no workspace, then waits for commands, a line of JSON each, and answers with the exit code of each.

A drawing that one command has painted isn't painted again by the next: a third of a release is painting. What is painted beside
a command, by programs of its own, is tested in tests/report/test_pictures.py, and by the commands that tutorials show.
"""

from __future__ import annotations

import atexit
import gc
import hashlib
import importlib
import importlib.abc
import json
import os
import pkgutil
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO

POSSIBLE = hasattr(os, "fork") and sys.platform == "linux"
LEFT_OUT = ("upriver.desk", "upriver.web", "upriver.notebook", "upriver.vendor", "upriver.demo", "upriver.__main__")
"""What is bound to one workspace as it is imported, or is needed by few commands."""
BESIDE = ("django.apps", "django.conf", "django.core.management", "django.db", "django.db.backends.sqlite3.base", "django.db.migrations.executor",
          "django.db.models", "openpyxl", "PIL.Image", "scipy.optimize", "scipy.sparse", "scipy.special", "scipy.stats", "typst", "vl_convert",
          "xlsxwriter")  # fmt: skip
"""What those import in their turn."""


def run(arguments: Sequence[str], *, cwd: Path, environment: Mapping[str, str], timeout: float) -> tuple[int, str, str]:
    """Exit code, output and errors of one command."""
    program = _program(environment["PYTHONPATH"])
    with tempfile.TemporaryDirectory() as place:
        out, err = Path(place, "out"), Path(place, "err")
        asked = {"arguments": list(arguments), "cwd": str(cwd), "environment": dict(environment), "out": str(out), "err": str(err)}
        assert program.stdin is not None and program.stdout is not None
        program.stdin.write(json.dumps(asked).encode() + b"\n")
        program.stdin.flush()
        if not select.select([program.stdout], [], [], timeout)[0]:
            program.kill()
            _program.cache_clear()
            raise subprocess.TimeoutExpired(list(arguments), timeout)
        code = json.loads(program.stdout.readline())
        return code, out.read_text("utf-8"), err.read_text("utf-8")


@cache
def _program(paths: str) -> subprocess.Popen[bytes]:
    """The program that is forked, one for each copy of the source."""
    here = str(Path(__file__).parents[1])
    painted = Path(tempfile.gettempdir(), f"painted-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}")
    atexit.register(shutil.rmtree, painted, ignore_errors=True)
    program = subprocess.Popen([sys.executable, "-m", __name__, str(painted)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
                               env={**os.environ, "PYTHONPATH": os.pathsep.join((paths, here)), "PYTHONDONTWRITEBYTECODE": ""})
    atexit.register(program.kill)
    return program


class _NotYet(importlib.abc.MetaPathFinder):
    """Says of whatever is bound to a workspace that it can't be imported yet."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.startswith(LEFT_OUT):
            raise ImportError(name)


def _read_the_code() -> None:
    import upriver

    not_yet = _NotYet()
    sys.meta_path.insert(0, not_yet)
    for name in (*BESIDE, *(each.name for each in pkgutil.walk_packages(upriver.__path__, "upriver.", onerror=lambda name: None))):
        try:
            importlib.import_module(name)
        except ImportError:
            continue  # what needs something that is left out is imported by the command
    sys.meta_path.remove(not_yet)


def _paint_once(place: Path) -> None:
    """Keep each picture by what was drawn."""
    from upriver.report import pictures

    painting, code = pictures.chart_png, pictures.__file__.encode()

    def painted(svg: str) -> bytes:
        kept = place / hashlib.sha256(code + svg.encode()).hexdigest()
        if kept.is_file():
            return kept.read_bytes()
        png = painting(svg)
        place.mkdir(exist_ok=True)
        half = kept.with_suffix(f".{os.getpid()}")
        half.write_bytes(png)
        half.replace(kept)
        return png

    pictures.chart_png, pictures.FEWEST = painted, sys.maxsize  # all are painted here


def _become(asked: Mapping[str, object]) -> None:
    """Go on as the command: its folder, its environment, its output."""
    os.environ.clear()
    os.environ.update(asked["environment"])  # type: ignore[call-overload]
    os.chdir(str(asked["cwd"]))
    for number, path in ((0, os.devnull), (1, asked["out"]), (2, asked["err"])):
        opened = os.open(str(path), os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["upriver", *asked["arguments"]]  # type: ignore[misc]


def _ended() -> int:
    """Run the command to its end. Taking all that was imported apart would take longer than most commands."""
    from upriver.cli.main import run as upriver

    code: object = 70
    try:
        upriver()
    except SystemExit as leaving:
        code = leaving.code
    except BaseException:
        traceback.print_exc()
    from django.conf import settings
    from django.db import connections

    if settings.configured:
        connections.close_all()  # as at the end of any process: what was written goes from SQLite's log to its file
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else int(code is not None)


def _serve(asked: IO[bytes], answered: IO[bytes]) -> None:
    while line := asked.readline():
        command = json.loads(line)
        child = os.fork()
        if not child:
            _become(command)
            os._exit(_ended())
        _, status = os.waitpid(child, 0)
        answered.write(json.dumps(os.waitstatus_to_exitcode(status)).encode() + b"\n")
        answered.flush()


if __name__ == "__main__":
    _read_the_code()
    _paint_once(Path(sys.argv[1]))
    gc.freeze()  # or the first look for rings in each command would copy every page of memory
    _serve(os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb", buffering=0))
