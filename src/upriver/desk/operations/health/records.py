"""What was recorded: the log, the ledger, deletions, backups, work in the background, and the clock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from upriver.desk.audit.anchoring import HEADS, heads_in
from upriver.desk.audit.models import EventRecord
from upriver.desk.audit.seen import heads_seen
from upriver.desk.audit.verifying import checked
from upriver.desk.jobs.models import JobRecord
from upriver.desk.operations.health.line import Line, look, ok, wrong
from upriver.desk.submissions.models import TombstoneRecord
from upriver.store.folder import Folder
from upriver.store.ledger import must_hold, readers, verify
from upriver.words.refusal import Refusal
from upriver.words.text import day, plural

SKEW = timedelta(minutes=5)
STALE_BACKUP = timedelta(days=7)
STUCK = timedelta(hours=1)


def records(folder: Folder, *, at: str) -> Iterator[Line]:
    """The lines about what was recorded. `at` is now, by this machine's clock."""
    yield from log(folder)
    yield ledger(folder)
    undone = TombstoneRecord.objects.filter(done=False).count()
    yield wrong("Deletions", f"{plural(undone, 'deletion')} {'was' if undone == 1 else 'were'} recorded and not finished",
                "Run `upriver retention`: it finishes them first.") if undone else ok("Deletions", "every one that was recorded is done")
    yield backups(at)
    yield jobs(at)
    yield clock(at)


def log(folder: Folder) -> Iterator[Line]:
    """The chain of the log, and the heads of it that were written down elsewhere."""
    found = checked(folder)
    if found.wrong:
        yield wrong("Audit log", found.wrong, "Restore the workspace from a backup, and ask who wrote to its database.")
        return
    yield ok("Audit log", f"{plural(found.events, 'event')}, whole")
    if not any(True for _ in heads_in(folder.root / HEADS)):
        yield look("Heads of the log", f"none in {HEADS}, so events taken off its end would not be noticed", "Each thing done writes one; `upriver backup` does too.")
    else:
        yield ok("Heads of the log", f"{plural(sum(found.held_against.values()), 'head')} written down elsewhere, all in it")


def ledger(folder: Folder) -> Line:
    """Whether the ledger is whole and no shorter than the log says."""
    try:
        ledgers = readers(folder.ledger, "public")
        for each in ledgers:
            verify(each)
        must_hold(ledgers, heads_seen())
    except Refusal as refusal:
        return wrong("Ledger of releases", refusal.what, refusal.do)
    return ok("Ledger of releases", f"{plural(sum(len(each.entries) for each in ledgers), 'line')}, whole and level with the log")


def backups(at: str) -> Line:
    """When the last backup was made, by the log."""
    row = EventRecord.objects.filter(verb="backed up").order_by("-number").values_list("at", "body").first()
    if row is None:
        return look("Backups", "none was ever made", "Make one now, and every night: upriver backup --to FOLDER")
    name = str(json.loads(row[1]).get("backup", ""))
    old = _moment(at) - _moment(row[0]) > STALE_BACKUP
    return (look if old else ok)("Backups", f"the last one is {name}, of {day(row[0][:10])}", *(("Make one, and let the timer do it every night.",) if old else ()))


def jobs(at: str) -> Line:
    """Whether work that was asked for is being done."""
    waiting = [each for each in JobRecord.objects.filter(state="waiting").values_list("at", flat=True) if _moment(at) - _moment(each) > STUCK]
    if waiting:
        return wrong("Work in the background", f"{plural(len(waiting), 'piece')} of work {'has' if len(waiting) == 1 else 'have'} waited for over an hour",
                     "Start the worker: upriver serve --worker")
    failed = JobRecord.objects.filter(state="failed").count()
    if failed:
        return look("Work in the background", f"{plural(failed, 'piece')} of work failed", "The page of running work says which.")
    return ok("Work in the background", f"{plural(JobRecord.objects.filter(state='done').count(), 'piece')} done, none stuck")


def clock(at: str) -> Line:
    """Whether this machine's clock is behind what was recorded already."""
    last = EventRecord.objects.order_by("-at").values_list("at", flat=True).first()
    if last and _moment(last) - _moment(at) > SKEW:
        return wrong("Clock", f"the log holds an event of {day(last[:10])}, {last[11:16]} UTC, and this machine says {day(at[:10])}, {at[11:16]}",
                     "Set the clock right before anything else is recorded: dates of retention and votes hang on it.")
    return ok("Clock", f"{day(at[:10])}, {at[11:16]} UTC, after all that is recorded")


def _moment(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")
