"""Work on somebody's file in a process of its own, with bounds on its memory and time: what goes wrong there ends there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import upriver
from upriver.words.refusal import Refusal

PACKAGE = str(Path(upriver.__file__).resolve().parents[1])


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one file may cost: memory of its own in megabytes, seconds, and megabytes that it may unpack to on disk."""

    memory_mb: int = 1_024
    seconds: int = 600
    disk_mb: int = 4_096


USUAL = Bounds()


def bounded(task: Mapping[str, Any], bounds: Bounds = USUAL) -> dict[str, Any]:
    """What `child.py` answers to a task.

    Raises:
        Refusal: what the task refused; or it took more than the bounds allow, or fell over: then the file is not to be trusted, and
            what was said of it goes to the server's own log, since it may quote the file.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (PACKAGE, os.environ.get("PYTHONPATH", ""))))}
    given = json.dumps({**task, "bounds": [bounds.memory_mb, bounds.seconds, bounds.disk_mb]}).encode() + b"\n"
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as said:
        command = [sys.executable, "-m", "upriver.desk.sharing.apart.child"]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=told, stderr=said, env=environment)
        try:
            assert child.stdin is not None
            child.stdin.write(given)
            child.stdin.flush()  # and stays open: it ends when its end does
            child.wait(bounds.seconds + 30)
        except (subprocess.TimeoutExpired, BrokenPipeError):
            pass
        finally:
            child.kill()
            child.wait()
            if child.stdin is not None:
                child.stdin.close()
        if child.returncode == 0:
            told.seek(0)
            return _answer(json.loads(told.read()))
        said.seek(0)
        sys.stderr.write(said.read(100_000).decode("utf-8", "replace"))
        raise Refusal("checking this file took more memory or time than one file may take",
                      do="Send a shorter period, or the table of counts. If it is an ordinary file, tell the partnership.")


def _answer(answer: dict[str, Any]) -> dict[str, Any]:
    if "refused_what" in answer:
        raise Refusal(answer["refused_what"], do=answer["refused_do"])
    return answer
