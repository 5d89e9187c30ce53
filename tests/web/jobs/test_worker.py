"""The worker: each work in a process of its own, within limits, as its asker, whose rights are asked about again."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from upriver.desk.opening import open_desk
from upriver.store.folder import Folder
from upriver.words.access.rights import Grant, Role

AT = "2026-02-02T09:00:00Z"


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "workspace.toml").write_text('slug = "x"\nname = "X"\n', "utf-8")
    open_desk(tmp_path / "db.sqlite3")
    return Folder(tmp_path)


def somebody(role: Role = Role.ANALYST) -> int:
    from upriver.desk.accounts.actions import open_account

    open_account(email="boss@x.invalid", name="Boss", grants=(Grant(Role.ADMINISTRATOR),), by="t", at=AT)
    return int(open_account(email="ann@x.invalid", name="Ann", grants=(Grant(role),), by="t", at=AT).pk)


def worked(folder: Folder, kind: str, account: int, **body: object):
    from upriver.desk.accounts.convert import actor
    from upriver.desk.jobs.actions import ask
    from upriver.desk.jobs.models import JobRecord
    from upriver.desk.jobs.working import work

    number = ask(kind, body=body, actor=actor(account), at=now())
    work(folder, now=now, once=True)
    return JobRecord.objects.get(number=number)


def test_a_refusal_is_told_in_its_own_words_without_commands(folder: Folder) -> None:
    done = worked(folder, "ask_release", somebody())
    assert (done.state, done.said) == ("refused", "There is nothing to publish yet. Make the assessment again, read it, then ask for its release.")


def test_a_right_that_ended_since_it_was_asked_for_refuses_the_work(folder: Folder) -> None:
    from upriver.desk.accounts.actions import end_grant
    from upriver.desk.accounts.convert import actor
    from upriver.desk.accounts.models import GrantRecord
    from upriver.desk.jobs.actions import ask
    from upriver.desk.jobs.models import JobRecord
    from upriver.desk.jobs.working import work

    account = somebody()
    number = ask("ask_release", body={}, actor=actor(account), at=now())
    end_grant(GrantRecord.objects.get(account_id=account).pk, by="Boss", at=now(), why="Left.")
    work(folder, now=now, once=True)
    assert "your right to do this ended" in JobRecord.objects.get(number=number).said.lower()


def test_somebody_without_the_right_gets_nothing_done_by_asking(folder: Folder) -> None:
    assert worked(folder, "assess", somebody(Role.LISTENER)).state == "refused"


def test_work_of_a_kind_that_is_not_known_is_refused_and_not_tried_for_ever(folder: Folder) -> None:
    assert worked(folder, "nonsense", somebody()).state == "refused"


def test_a_fault_of_ours_is_said_to_be_one_and_shows_no_trace(folder: Folder) -> None:
    done = worked(folder, "pack", somebody(), document="strategy", on="not a day")
    assert done.state == "failed" and "fault of Upriver" in done.said and "Traceback" not in done.said


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_more_memory_than_a_piece_of_work_may_take_ends_it_and_says_so(folder: Folder) -> None:
    import subprocess

    code = ("from upriver.desk.jobs.running import limits\nfrom time import sleep\nlimits.bounded(memory=64*2**20, seconds=60)\n"
            "held = bytearray(300*2**20)\nsleep(5)\nprint('survived')")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    from upriver.desk.jobs.running.limits import TOO_MUCH

    assert done.returncode == TOO_MUCH and "survived" not in done.stdout


def test_a_process_ends_with_its_worker(folder: Folder) -> None:
    import subprocess

    from upriver.desk.jobs.running.limits import ALONE_NOW

    code = "from upriver.desk.jobs.running import limits\nfrom time import sleep\nlimits.end_with_the_worker()\nsleep(30)"
    child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(timeout=20) == ALONE_NOW
