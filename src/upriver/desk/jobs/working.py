"""The worker: takes waiting work, one at a time, and has each done in a process of its own that can die without harm."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from types import FrameType

import upriver
from upriver.desk.jobs.running import queue
from upriver.desk.jobs.running.limits import TOO_MUCH
from upriver.store.folder import Folder
from upriver.words.language.speaking import say

BEAT, IDLE, SILENT = 2.0, 1.0, 20
"""Seconds: how often a worker says that it lives, looks for work, and after how many of silence it is taken for dead."""
PACKAGE = str(Path(upriver.__file__).resolve().parents[1])


class _Stopped(BaseException):
    """The worker was told to stop."""


def work(folder: Folder, *, now: Callable[[], str], once: bool = False, silent: int = SILENT) -> int:
    """Do waiting work until told to stop, or with `once` until none waits; gives how many pieces were done.

    The desk must be open. `now` is the door's clock: the time as it is recorded. Work of a worker that wasn't seen for `silent`
    seconds is taken up again. Told to stop (Ctrl+C, SIGTERM), it lets what it has under way wait again.
    """
    worker, count, lapsed = secrets.token_hex(8), 0, ""
    before = _heeding()
    try:
        while True:
            number = _next(worker, now(), silent)
            if number is not None:
                _worked(folder, number, worker, now)
                count += 1
            elif once:
                return count
            else:
                lapsed = _lapsed(lapsed, now())
                sleep(IDLE)
    except (KeyboardInterrupt, _Stopped):
        return count
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


def _lapsed(before: str, at: str) -> str:
    """Once an hour what is kept of people for a time only goes, also where nobody comes by; gives the hour."""
    from upriver.desk.accounts.lapsing import lapse

    if at[:13] != before:
        _safely(lambda: lapse(at=at))
    return at[:13]


def _heeding() -> signal.Handlers | Callable[[int, FrameType | None], object] | int | None:
    """Let SIGTERM end the worker tidily, where signals are this thread's."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise _Stopped

    return signal.signal(signal.SIGTERM, stop) if threading.current_thread() is threading.main_thread() else None


def _next(worker: str, at: str, silent: int) -> int | None:
    from django.db.utils import InterfaceError, OperationalError

    try:
        queue.take_up_again(at=at, silent=silent, said=_died())
        return queue.claim(worker, at=at)
    except (OperationalError, InterfaceError):
        _afresh()
        return None


def _worked(folder: Folder, number: int, worker: str, now: Callable[[], str]) -> None:
    """Have one work done: say every few seconds that it goes on, end it where it takes too long, see what it left."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (PACKAGE, os.environ.get("PYTHONPATH", ""))))}
    command = [sys.executable, "-m", "upriver.desk.jobs.running.doing", str(folder.root), str(number), worker]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    until = monotonic() + _most(number)
    said = _died()
    try:
        while child.poll() is None:
            if monotonic() > until:
                said = say("It took longer than one piece of work may take. Ask for less at a time, or tell the administrator.")
                child.kill()
            try:
                child.wait(BEAT)
            except subprocess.TimeoutExpired:
                if not _safely(lambda: queue.seen(number, worker, at=now())):
                    child.kill()
    except BaseException:
        child.kill()
        child.wait()
        _safely(lambda: queue.put_back(number, worker))
        raise
    finally:
        if child.stdin is not None:
            child.stdin.close()
    from upriver.desk.jobs.running.doing import too_much

    _safely(lambda: queue.left(number, worker, said=too_much() if child.returncode == TOO_MUCH else said))


def _most(number: int) -> float:
    """For how many seconds a work may go on, its wait for the workspace included."""
    from upriver.desk.jobs.kinds import kinds
    from upriver.desk.jobs.models import JobRecord
    from upriver.desk.jobs.running.doing import PATIENCE

    kind = kinds().get(str(JobRecord.objects.filter(number=number).values_list("kind", flat=True).first()))
    return float(kind.SECONDS if kind else 60) + PATIENCE


def _safely(step: Callable[[], object]) -> bool:
    """Whether a step held, True where the database didn't answer: then nobody knows, and the work goes on."""
    from django.db.utils import InterfaceError, OperationalError

    try:
        return step() is not False
    except (OperationalError, InterfaceError):
        _afresh()
        return True


def _afresh() -> None:
    """Let go of a database that went away, and give it a moment."""
    from django.db import connections

    connections.close_all()
    sleep(IDLE)


def _died() -> str:
    return say("It was stopped three times before it could end. Tell the administrator; nothing was lost.")
