"""A copy of a database opened beside the desk for reading, so that a backup is checked before anybody relies on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from upriver.desk.audit.actions import verify
from upriver.desk.audit.models import EventRecord
from upriver.desk.submissions.models import ReceiptRecord
from upriver.store.keeping_safe.databases import soundness

BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a copy of the database holds: its events and the last of them, the held files that it names, what is wrong with it."""

    events: int
    number: int
    head: str
    head_at: str
    needed: frozenset[str]
    wrong: tuple[str, ...]

    @property
    def told(self) -> dict[str, object]:
        """As a manifest keeps it."""
        return {"events": self.events, "number": self.number, "head": self.head, "at": self.head_at}


def snapshot(copy: Path, *, chained: bool) -> Snapshot:
    """Read a copy. `chained` checks the chain of its log, which needs the tables to be at this version's level."""
    wrong = list(soundness(copy))
    with _open(copy) as using:
        found = told(using)
        if chained:
            count, broken = verify(using)
            if broken:
                wrong.append(f"its audit log is broken after {count:,} events")
    return Snapshot(*found, wrong=tuple(wrong))


def told(using: str = "default") -> tuple[int, int, str, str, frozenset[str]]:
    """The number of events, the last one's number, id and time, and the held files named, of a database that is open."""
    last = EventRecord.objects.using(using).order_by("-number").values_list("number", "id_hash", "at").first() or (0, "", "")
    needed = frozenset(body["part"]["path"] for body in ReceiptRecord.objects.using(using).values_list("body", flat=True).iterator())
    return (EventRecord.objects.using(using).count(), *last, needed)


@contextmanager
def _open(copy: Path) -> Iterator[str]:
    """The copy under a name of its own, so that whoever works at the desk in another thread goes on undisturbed."""
    mine = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(copy)}
    connections.settings[BESIDE] = connections.configure_settings({"default": {}, BESIDE: mine})[BESIDE]
    try:
        yield BESIDE
    finally:
        connections[BESIDE].close()
        del connections[BESIDE]
        del connections.settings[BESIDE]


def needed_rows() -> dict[str, int]:
    """Rows by path below `held` of every held file that a receipt of the desk speaks of."""
    parts = (body["part"] for body in ReceiptRecord.objects.values_list("body", flat=True).iterator())
    return {str(part["path"]): int(part["rows"]) for part in parts}
