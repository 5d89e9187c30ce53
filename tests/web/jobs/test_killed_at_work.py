"""A worker that is killed in the middle of each kind of work: nothing is lost, and the next one finishes it.

The worker is killed with its child at several moments of the work, as a machine that loses its power would; then another worker
takes the work up again. Where the log or the releases would tell of it twice, or not at all, the test fails.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from web.asking import opened
from web.jobs.in_the_desk import ASK, PATHS, VOTE, WORK, python, rows

pytestmark = [pytest.mark.big, pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")]


def killed_then_done(folder: Path, who: str, kind: str, body: str, *moments: float) -> None:
    """Ask for the work, kill its worker so many seconds after it was begun, each time anew, and let the last one finish it."""
    number = python(ASK, folder, who, kind, body)
    for moment in moments:
        # What a killed worker left is taken up again at once here; a real one waits until it has been silent for a while.
        worker = subprocess.Popen([sys.executable, "-c", WORK, str(folder), "0"], env={**os.environ, "PYTHONPATH": PATHS}, start_new_session=True)
        until = time.monotonic() + 60
        while time.monotonic() < until and not rows(folder, f"SELECT 1 FROM jobs_jobrecord WHERE number = {number} AND state = 'running' AND step <> ''"):
            time.sleep(0.05)
        time.sleep(moment)
        os.kill(worker.pid, signal.SIGKILL)  # the worker alone: its child must end by itself
        worker.wait()
        time.sleep(1.2)
        with opened(folder) as held:
            held.execute("UPDATE jobs_jobrecord SET tries = 1")
    python(WORK, folder, 0)
    state, said = rows(folder, f"SELECT state, said FROM jobs_jobrecord WHERE number = {number}")[0]
    assert state == "done", said


@pytest.fixture(scope="module")
def folder(copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The fictional partnership's workspace, and every kind of work done in it with a killed worker before: one after another."""
    made = copied(tmp_path_factory.mktemp("killed"))
    killed_then_done(made, "Aled Made-Up", "assess", '{"period": "2025-01..2025-12", "as_of": "2026-02-01"}', 2, 8)
    killed_then_done(made, "Aled Made-Up", "ask_release", '{"context": "A test.", "controls": "The lock."}', 3, 12)
    number = python(VOTE, made)
    killed_then_done(made, "Aled Made-Up", "release", f'{{"number": {number}}}', 3, 12)
    killed_then_done(made, "Ira Fictional", "withdraw", f'{{"number": {number}, "why": "A test."}}', 0.2)
    killed_then_done(made, "Aled Made-Up", "pack", '{"document": "board_pack", "on": "2026-02-02"}', 1)
    yield made


def test_each_move_of_the_release_is_told_once(folder: Path) -> None:
    verbs = [verb for verb, in rows(folder, "SELECT verb FROM audit_eventrecord ORDER BY number")]
    told = {verb: verbs.count(verb) for verb in ("asked for release", "approved release", "published", "withdrew release", "release lapsed")}
    assert told == {"asked for release": 2, "approved release": 2, "published": 2, "withdrew release": 1, "release lapsed": 0}


def test_the_log_is_whole(folder: Path) -> None:
    check = ("import sys\nfrom pathlib import Path\nfrom web.asking import desk\ndesk(sys.argv[1])\n"
             "from upriver.desk.audit.actions import verify\nprint(verify()[1] or 'whole')")
    assert python(check, folder) == "whole"


def test_the_ledger_holds_both_releases_and_the_withdrawal(folder: Path) -> None:
    lines = (folder / "ledger" / "public" / "chain.jsonl").read_text("utf-8").splitlines()
    assert [each.split('"verb":"')[1].split('"')[0] for each in lines] == ["released", "released", "withdrawn"]


def test_the_withdrawn_site_is_gone_and_its_address_says_so(folder: Path) -> None:
    assert "withdrawn" in (folder / "published" / "index.html").read_text("utf-8").casefold()


def test_nothing_is_left_under_way(folder: Path) -> None:
    left = [path.name for path in folder.iterdir() if path.name == ".release.json" or path.name.endswith((".new", ".old"))]
    assert not left and not rows(folder, "SELECT number FROM jobs_jobrecord WHERE state IN ('waiting', 'running')")


def test_everything_was_done_as_the_account_that_asked(folder: Path) -> None:
    by = dict(rows(folder, "SELECT verb, account FROM audit_eventrecord ORDER BY number"))
    accounts = dict(rows(folder, "SELECT name, 'account:' || id FROM accounts_account"))
    assert (by["published"], by["withdrew release"]) == (accounts["Aled Made-Up"], accounts["Ira Fictional"])
