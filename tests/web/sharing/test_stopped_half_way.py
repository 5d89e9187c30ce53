"""A server or worker that is killed in the middle: nothing is lost, nothing half there, and what is left is swept at the next start."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest
from web.asking import rows
from web.jobs.in_the_desk import WORK, python, worker
from web.served import ROOT, Served, Visit, serving

SEND = "/sharing/of/E23009901/send/"
HEADER = b"Crime Number,HO Code,Recorded Date,Committed From,LSOA21CD,District\n"
FILE = HEADER + b"".join(b"NP/%d/26,8N,2026-01-%02dT10:05,2026-01-%02dT09:00,E01990160,E07009901\n" % (n, n % 28 + 1, n % 28 + 1) for n in range(1, 3_000))
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals that can't be caught are POSIX's")


@pytest.fixture
def workspace(copied: Callable[[Path], Path], tmp_path: Path) -> Path:
    return copied(tmp_path)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}


def told(folder: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    return rows(folder, query, *values)


def until(what: Callable[[], object], *, seconds: float = 60) -> None:
    end = monotonic() + seconds
    while not what():
        assert monotonic() < end, "it never came to that"
        sleep(0.02)


def arriving(folder: Path) -> list[str]:
    place = folder / "held" / "arriving"
    return sorted(path.name for path in place.iterdir()) if place.is_dir() else []


def sent(folder: Path) -> str:
    """An upload that waits for a worker; gives its id."""
    with serving(folder) as served:
        reply = served.visit("Priya Pretend").upload(SEND, {"file": ("january.csv", FILE)}, {"contract": "police_crime_extract"})
        assert reply.status == 303, reply.plain
        return reply.location.rstrip("/").rsplit("/", 1)[-1]


@pytest.mark.parametrize("step", ["Checking every row", "Taking it in"])
def test_a_worker_killed_while_it_works_loses_nothing(workspace: Path, step: str) -> None:
    ident = sent(workspace)
    first = worker(workspace)
    until(lambda: told(workspace, "SELECT 1 FROM jobs_jobrecord WHERE kind = 'check' AND step = ?", step))
    first.send_signal(signal.SIGKILL)
    first.wait()
    sleep(4)  # as long as a worker may be silent before its work is taken up again
    python(WORK, workspace, 3)
    ((state, submission, kept),) = told(workspace, "SELECT state, submission, kept FROM submissions_uploadrecord WHERE ident = ?", ident)
    assert (state, bool(kept)) == ("held", False)
    assert told(workspace, "SELECT count(*) FROM submissions_submissionrecord WHERE sid = ? AND state = 'held'", submission) == [(1,)]
    assert told(workspace, "SELECT count(*) FROM submissions_receiptrecord WHERE submission = ?", submission) == [(1,)]
    assert arriving(workspace) == []
    held = [path for path in (workspace / "held" / "restricted" / "police_crime_extract").rglob("*.parquet") if "2026-01" in str(path)]
    assert len(held) == 1
    assert [path for path in (workspace / "held" / "incoming").rglob("*") if path.is_file()] == []


@contextmanager
def streaming(folder: Path, port: int) -> Iterator[Served]:
    """The workspace under gunicorn, which hands a file on as it comes."""
    env = {**environment(), "UPRIVER_WORKSPACE": str(folder), "UPRIVER_HOSTS": "localhost"}
    command = [sys.executable, "-m", "gunicorn", "upriver.web.opening:application()", "--bind", f"127.0.0.1:{port}", "--threads", "4", "--log-level", "error"]
    running = subprocess.Popen(command, env=env, text=True, start_new_session=True)
    served = Served(folder, f"http://localhost:{port}/", "", running)
    try:
        until(lambda: answers(served))
        yield served
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def answers(served: Served) -> bool:
    try:
        return Visit(served.address).get("/sign-in/").status == 200
    except OSError:
        return False


def half_sent(served: Served, visit: Visit) -> http.client.HTTPConnection:
    """A file of which two of eight megabytes have come."""
    parts = urlsplit(served.address)
    link = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    link.putrequest("POST", SEND)
    for name, value in {"Content-Type": "multipart/form-data; boundary=edge", "Content-Length": "8000000", "Origin": served.address.rstrip("/"),
                        "Cookie": "; ".join(f"{name}={value}" for name, value in visit.cookies.items())}.items():
        link.putheader(name, value)
    link.endheaders()
    token = visit.token()
    link.send(f'--edge\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'.encode())
    link.send(b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n' + FILE[:50_000] * 40)
    return link


def test_a_server_killed_in_the_middle_of_an_upload_leaves_a_part_that_the_next_start_sweeps(workspace: Path) -> None:
    with streaming(workspace, 41_733) as served:
        link = half_sent(served, served.visit("Priya Pretend"))
        until(lambda: [name for name in arriving(workspace) if name.endswith(".part")])
        os.killpg(served.running.pid, signal.SIGKILL)
        served.running.wait()
        link.close()
    assert [name for name in arriving(workspace) if name.endswith(".part")]
    assert told(workspace, "SELECT count(*) FROM submissions_uploadrecord") == [(0,)]
    ident = sent(workspace)
    python(WORK, workspace, 3)
    assert arriving(workspace) == []
    assert told(workspace, "SELECT state FROM submissions_uploadrecord WHERE ident = ?", ident) == [("held",)]


def test_a_browser_that_goes_away_in_the_middle_leaves_nothing(workspace: Path) -> None:
    with streaming(workspace, 41_734) as served:
        half_sent(served, served.visit("Priya Pretend")).close()
        until(lambda: arriving(workspace) == [] and answers(served))
