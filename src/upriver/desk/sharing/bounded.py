"""Work on somebody's file in a process of its own, with bounds on its memory and time: what goes wrong there ends there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from upriver.words.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one file may cost: memory of its own in megabytes, seconds, and megabytes that it may unpack to on disk."""

    memory_mb: int = 1_024
    seconds: int = 600
    disk_mb: int = 4_096


USUAL = Bounds()
BUSY = "busy"
"""The answer's key where another command is working in the workspace: ask again."""


def bounded(task: Mapping[str, Any], bounds: Bounds = USUAL) -> dict[str, Any]:
    """What `child.py` answers to a task.

    Raises:
        Refusal: it took more than the bounds allow, or fell over: the file is not to be trusted. What it said of that goes to the
            server's own log, since it may quote the file.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}
    given = json.dumps({**task, "bounds": [bounds.memory_mb, bounds.seconds, bounds.disk_mb]}).encode()
    with tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run([sys.executable, "-m", "upriver.desk.sharing.child"], input=given, stdout=subprocess.PIPE, stderr=said,
                                  env=environment, timeout=bounds.seconds + 30, check=False)
        except subprocess.TimeoutExpired:
            raise _too_much() from None
        if done.returncode == 0:
            answer: dict[str, Any] = json.loads(done.stdout)
            if "refused_what" in answer:
                raise Refusal(answer["refused_what"], do=answer["refused_do"])
            return answer
        said.seek(0)
        sys.stderr.write(said.read(100_000).decode("utf-8", "replace"))
        raise _too_much()


def _too_much() -> Refusal:
    return Refusal("checking this file took more memory or time than one file may take",
                   do="Send a shorter period, or the table of counts; nothing was kept. If it is an ordinary file, tell the partnership.")
