"""A workspace that is served as in earnest, server, worker and database, each of which can be killed at any moment and begun again."""

from __future__ import annotations

import http.client
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

from journeys.cluster import crashed_and_started
from web.asking import database_of, opened, owners
from web.jobs.in_the_desk import PATHS, worker
from web.served import Served


class Standing:
    """The server with its worker in a group of their own. `dark` are the spans of time in which it was no wonder that nothing answered."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.dark = folder, [(0.0, monotonic())]
        self.begin()

    def begin(self) -> None:
        """Begin the server at whichever port is free, and a worker."""
        port = str(random.randrange(20_000, 50_000))
        self.server = subprocess.Popen([sys.executable, "-m", "web.server", str(self.folder), port], stdout=subprocess.PIPE, text=True,
                                       env={**os.environ, "PYTHONPATH": PATHS}, process_group=0)
        line = self.server.stdout.readline() if self.server.stdout else ""
        assert line, "the server didn't start again; what it said stands above"
        self.served = Served(self.folder, *line.split(), running=self.server)
        self.begin_worker()
        self.dark[-1] = (self.dark[-1][0], monotonic())

    def begin_worker(self) -> None:
        """Begin a worker. A work that was under way when others were killed may be begun once more, however often that was."""
        with opened(self.folder) as held:
            held.execute("UPDATE jobs_jobrecord SET tries = 1 WHERE state = 'running'")
        self.worker = worker(self.folder, process_group=self.server.pid)

    def kill(self, what: str) -> None:
        """Kill the server with all that it began, the worker alone, or the database, and begin it again."""
        if what == "worker":
            self.worker.kill()  # alone: its child must end by itself
            self.worker.wait()
            self.begin_worker()
            return
        self.dark.append((monotonic(), float("inf")))
        if what == "database":
            crashed_and_started(owners(database_of(self.folder)))
            self.dark[-1] = (self.dark[-1][0], monotonic())
        else:
            self.end()
            self.begin()

    def end(self) -> None:
        """Nothing of it is left."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()
        self.worker.wait()

    def excused(self, begun: float, ended: float) -> bool:
        """Whether a request of that time may have gone unanswered."""
        return any(begun <= last and ended >= first for first, last in self.dark)


class Writer:
    """Somebody who sends one form after another. `done` is what they were told was done; `odd` what they were told without excuse."""

    def __init__(self, standing: Standing, name: str) -> None:
        self.standing, self.visit = standing, standing.served.visit(name)
        self.done: list[tuple[str, str]] = []
        self.odd: list[str] = []

    def post(self, promise: str, path: str, values: dict[str, object], files: dict[str, tuple[str, bytes]] | None = None) -> str:
        """Send a form; gives the address that the answer leads to, "" where nothing was promised."""
        begun, visit = monotonic(), self.visit
        if visit.address != self.standing.served.address:
            visit.address, visit.link = self.standing.served.address, None
        try:
            reply = visit.upload(path, files, values) if files else visit.post(path, values)  # type: ignore[arg-type]
            said = f"{reply.status} {reply.heading} {reply.location}"
            if reply.status == 303 and "/sign-in/" not in reply.location:
                self.done.append((promise, reply.location))
                return reply.location
        except (OSError, http.client.HTTPException) as fault:
            said = repr(fault)
            sleep(0.05)
        if not self.standing.excused(begun, monotonic()):
            self.odd.append(f"{path}: {said}")
        return ""
