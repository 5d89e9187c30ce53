"""The log's last event, written down where the database isn't: a chain that is cut short at its end is still whole by itself.

After each transaction the number and id of its events are added to `audit.heads` beside the database, and at each release to
`ledger/logs/` as well, which may lie on another machine. Backups hold the head too. Whoever takes events out of the database,
or makes the chain anew, would have to change all of these. What can't be found: events taken out together with their lines in
`audit.heads`, where no release and no backup came after them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db import transaction

from upriver.desk.access.rows import as_desk
from upriver.desk.audit.models import EventRecord
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal

HEADS = "audit.heads"
LEAVING = ("released", "published", "corrected", "withdrew", "withdrawn")
"""Verbs after which the head is written beside the ledger as well."""
AT_ONCE = 500
_LINE = re.compile(rb"([0-9]{1,18}) ([0-9a-f]{64}) ([0-9TZ:.+-]{4,40})")
_place: list[Path] = []


@dataclass(frozen=True, slots=True)
class Head:
    """One event as it was written down outside of the database: its number, its id, and when it was."""

    number: int
    id: str
    at: str = ""


def keep_beside(place: Path) -> None:
    """Say in which folder the heads of this process's desk are written."""
    _place[:] = [place]


def after_commit(number: int, event: str, *, at: str, verb: str) -> None:
    """Write an event's head down once the transaction that it stands in is kept; call it in `record` alone."""
    transaction.on_commit(lambda: _write(Head(number, event, at), leaving=verb in LEAVING))


def _write(head: Head, *, leaving: bool) -> None:
    """A head that can't be written takes nothing back that was recorded: `upriver doctor` says that it is missing."""
    if not _place or not _place[0].is_dir():
        return
    with suppress(OSError):
        _append(_place[0] / HEADS, head)
    if leaving:
        with suppress(OSError, Refusal), as_desk():
            logs = logs_of(Folder(_place[0]).ledger)
            if logs is not None:
                logs.parent.mkdir(exist_ok=True)
                _append(logs, head)


def logs_of(ledger: Path) -> Path | None:
    """The file beside a ledger that holds the heads of this log, named by its first event: several logs may share a ledger."""
    first = EventRecord.objects.order_by("number").values_list("id_hash", flat=True).first()
    return ledger / "logs" / f"{first[:16]}.heads" if first else None


def _append(path: Path, head: Head) -> None:
    """Add one line in one write, on a line of its own also after one that a power cut tore."""
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    try:
        end = os.lseek(handle, 0, os.SEEK_END)
        torn = False
        if end:
            os.lseek(handle, end - 1, os.SEEK_SET)
            torn = os.read(handle, 1) != b"\n"
        os.write(handle, (b"\n" if torn else b"") + f"{head.number} {head.id} {head.at or '----'}\n".encode())
    finally:
        os.close(handle)


def heads_in(path: Path) -> Iterator[Head]:
    """The heads that a file holds, in its order; a line that can't be read is passed over, as a power cut leaves one."""
    with suppress(FileNotFoundError), path.open("rb") as lines:
        for line in lines:
            if told := _LINE.fullmatch(line.rstrip(b"\r\n")):
                yield Head(int(told[1]), told[2].decode(), told[3].decode())


def last_head() -> Head | None:
    """The log's own last event; None where nothing was ever done."""
    row = EventRecord.objects.order_by("-number").values_list("number", "id_hash", "at").first()
    return Head(*row) if row else None


def missing(heads: Iterable[Head]) -> tuple[int, Head | None]:
    """How many of these heads the log doesn't have as they were written down, and the first of them."""
    waiting, count, first = iter(heads), 0, None
    while some := list(islice(waiting, AT_ONCE)):
        there = dict(EventRecord.objects.filter(number__in=[each.number for each in some]).values_list("number", "id_hash"))
        lost = [each for each in some if there.get(each.number) != each.id]
        count += len(lost)
        first = first or next(iter(lost), None)
    return count, first


def caught_up() -> None:
    """Write the log's last head down where it isn't yet: for a log that is older than `audit.heads`, after an upgrade or a restore."""
    if _place and (head := last_head()) and head not in _last(heads_in(_place[0] / HEADS)):
        _append(_place[0] / HEADS, head)


def _last(heads: Iterable[Head]) -> tuple[Head, ...]:
    kept: Head | None = None
    for kept in heads:  # noqa: B007
        pass
    return (kept,) if kept else ()
