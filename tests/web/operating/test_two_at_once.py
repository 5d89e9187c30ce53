"""Two people do what only one of them can, at the same moment, on PostgreSQL: one does it, the other is told, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from web.asking import database_of, owners, rows
from web.jobs.in_the_desk import PATHS, python

pytestmark = pytest.mark.postgres
CHAIN = 75_707_269
"""The lock that whoever writes to the log takes (desk/audit/actions.py)."""
BEGIN = """
import sys
from datetime import date
from pathlib import Path
from web.asking import desk
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
folder = Folder(Path(sys.argv[1]))
desk(folder.root)
from upriver.desk.accounts import actions as accounts
from upriver.desk.accounts.models import Account, GrantRecord
from upriver.desk.agreements import actions, convert, signing
from upriver.desk.assessments import writing
from upriver.words.access.rights import Grant, Role
AT = "2026-02-02T09:00:00Z"
"""
WRITE = BEGIN + """
try:
    writing.write(folder, "front", "en", sys.argv[2], state="", by="Ann", at=AT)
    print("done")
except Refusal:
    print("refused")
"""
SIGN = BEGIN + """
signing.sign_with(folder, "deliberate_fires", party=sys.argv[2], name=f"Signer {sys.argv[2]}", role="Clerk", on=date(2026, 2, 1), by="Ann", at=AT)
print("done")
"""
UNSIGNED = BEGIN + """
from dataclasses import replace
found = convert.agreement("deliberate_fires")
actions._write(replace(found, signatures=()), found, "amended agreement", by="Ann", at=AT, why="")
print(*(party.id for party in found.parties[:2]))
"""
TWO = BEGIN + """
for row in GrantRecord.objects.filter(role=Role.ADMINISTRATOR, ended_on="").exclude(account__name="Mina Fictional"):
    GrantRecord.objects.filter(pk=row.pk).update(ended_on=AT)
chosen = list(Account.objects.exclude(name="").order_by("pk")[:2])
for each in chosen:
    accounts.give(each.pk, Grant(Role.ADMINISTRATOR), by="Ann", at=AT)
GrantRecord.objects.filter(role=Role.ADMINISTRATOR).exclude(account__in=chosen).update(ended_on=AT)
print(*(each.pk for each in chosen))
"""
CLOSE = BEGIN + """
try:
    accounts.close(int(sys.argv[2]), by="Ann", at=AT, why="Left")
    print("done")
except Refusal:
    print("refused")
"""
SENT = BEGIN + """
from upriver.desk.submissions.models import SubmissionRecord
row = SubmissionRecord.objects.filter(state="held").first()
SubmissionRecord.objects.filter(pk=row.pk).update(signed_on="")
print(row.sid)
"""
SIGN_OFF = BEGIN + """
from upriver.desk.submissions import sending
name, _, officer = sys.argv[2].partition(" ")
try:
    sending.sign(name, officer=officer, role="Clerk", on="2026-02-02", by="Ann", at=AT)
    print("done")
except Refusal:
    print("refused")
"""


@pytest.fixture(scope="module")
def folder(on_postgresql: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield on_postgresql(tmp_path_factory.mktemp("at_once"))


def at_once(folder: Path, code: str, *each: str) -> list[str]:
    """What becomes of verbs that all began before any of them could write."""
    import psycopg

    environment = {**os.environ, "PYTHONPATH": PATHS}
    with psycopg.connect(owners(database_of(folder)), autocommit=True) as held:
        held.execute("SELECT pg_advisory_lock(%s)", [CHAIN])
        begun = [subprocess.Popen([sys.executable, "-c", code, str(folder), one], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
                 for one in each]
        end = monotonic() + 60
        while held.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()[0] < sum(one.poll() is None for one in begun):
            assert monotonic() < end, "they never came to where one waits for the other"
            sleep(0.05)
    said = [one.communicate(timeout=60) for one in begun]
    return sorted(out.strip() or err for out, err in said)


def test_of_two_who_save_the_same_section_one_is_told_of_the_other(folder: Path) -> None:
    assert at_once(folder, WRITE, "What the first wrote.", "What the other wrote.") == ["done", "refused"]


def test_two_parties_who_sign_at_once_have_both_signed(folder: Path) -> None:
    parties = python(UNSIGNED, folder).split()
    assert at_once(folder, SIGN, *parties) == ["done", "done"]
    last = rows(folder, "SELECT body FROM agreements_agreementrecord WHERE slug = ? ORDER BY number DESC LIMIT 1", "deliberate_fires")[0][0]
    assert all(f'"party": "{party}"' in str(last) for party in parties)


def test_two_administrators_cannot_close_each_other(folder: Path) -> None:
    assert at_once(folder, CLOSE, *python(TWO, folder).split()) == ["done", "refused"]


def test_of_two_who_sign_for_one_submission_one_is_told_that_it_is_signed(folder: Path) -> None:
    sent = python(SENT, folder).strip()
    before = rows(folder, "SELECT count(*) FROM audit_eventrecord WHERE verb = 'signed off'")[0][0]
    assert at_once(folder, SIGN_OFF, f"{sent} Ann Fictional", f"{sent} Bob Fictional") == ["done", "refused"]
    assert rows(folder, "SELECT count(*) FROM audit_eventrecord WHERE verb = 'signed off'")[0][0] == before + 1
