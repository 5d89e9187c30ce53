"""The process that looks into one file. It is started with a task on its standard input and answers with JSON: see `bounded.py`.

On systems without such bounds (Windows) the time alone is bounded, from outside.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any

from upriver.words.refusal import Refusal

MEGABYTE = 2**20


def main() -> None:
    """Read a task, keep within its bounds, do it, answer. It ends with whoever started it: its input ends then."""
    task = json.loads(sys.stdin.buffer.readline())
    _keep_within(*task["bounds"])
    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    sys.stdout.write(json.dumps(answered(task)))
    sys.stdout.flush()
    os._exit(0)  # nothing is left to be put away, and the thread that waits for the starter can't be


def answered(task: dict[str, Any]) -> dict[str, Any]:
    """What is found; a refusal is an answer too."""
    from upriver.desk.sharing.apart import looking, proposing

    verbs = {"look": looking.look, "propose": proposing.propose}
    try:
        return verbs[task["do"]](task)
    except Refusal as refusal:
        return {"refused_what": refusal.what, "refused_do": refusal.do}


def _end_with_the_starter() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


def _keep_within(memory_mb: int, seconds: int, disk_mb: int) -> None:
    try:
        import resource
    except ImportError:
        return
    # Private memory that can be written to: what a file can make grow. Code and mapped files aren't in it.
    bounds = {resource.RLIMIT_DATA: memory_mb * MEGABYTE, resource.RLIMIT_CPU: seconds, resource.RLIMIT_FSIZE: disk_mb * MEGABYTE,
              resource.RLIMIT_CORE: 0}
    for what, most in bounds.items():
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
