"""The log as it is read and handed out: by day, verb, subject and author, oldest first, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from upriver.desk.audit.actions import record
from upriver.desk.audit.models import EventRecord

COLUMNS = ("number", "at", "by", "account", "verb", "subject", "why", "body", "id", "parent")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events: from the first day to the last, both included; a verb; text in the subject; an author. "" is any."""

    first: date | None = None
    last: date | None = None
    verb: str = ""
    subject: str = ""
    author: str = ""
    account: str = ""

    @property
    def told(self) -> dict[str, str]:
        """As the log itself says what was handed out."""
        days = {"first": self.first.isoformat() if self.first else "", "last": self.last.isoformat() if self.last else ""}
        return {name: value for name, value in {**days, "verb": self.verb, "subject": self.subject, "author": self.author,
                                       "account": self.account}.items() if value}


def events(wanted: Wanted) -> Iterator[dict[str, object]]:
    """Each event that is wanted, as `COLUMNS` name it; `body` is JSON text, as it was hashed."""
    for row in _found(wanted).order_by("number").iterator(chunk_size=2_000):
        yield _told(row)


def newest(wanted: Wanted, *, most: int) -> tuple[list[dict[str, object]], int]:
    """The newest of the events that are wanted, the last first, and how many there are in all."""
    found = _found(wanted)
    return [_told(row) for row in found.order_by("-number")[:most]], found.count()


def one(number: int) -> dict[str, object] | None:
    """One event by its number."""
    row = EventRecord.objects.filter(number=number).first()
    return _told(row) if row else None


def _told(row: EventRecord) -> dict[str, object]:
    return {"number": row.number, "at": row.at, "by": row.by, "account": row.account, "verb": row.verb, "subject": row.subject, "why": row.why,
            "body": row.body, "id": row.id_hash, "parent": row.parent}


def _found(wanted: Wanted) -> QuerySet[EventRecord]:
    found = EventRecord.objects.all()
    # Times are kept as text, YYYY-MM-DDTHH:MM:SSZ, and sort as they are.
    if wanted.first:
        found = found.filter(at__gte=wanted.first.isoformat())
    if wanted.last and wanted.last < date.max:
        found = found.filter(at__lt=(wanted.last + timedelta(days=1)).isoformat())
    if wanted.verb:
        found = found.filter(verb__iexact=wanted.verb)
    if wanted.subject:
        found = found.filter(subject__icontains=wanted.subject)
    if wanted.author:
        found = found.filter(by__iexact=wanted.author)
    if wanted.account:
        found = found.filter(account=wanted.account)
    return found


def handed_out(wanted: Wanted, count: int, *, why: str, by: str, at: str) -> None:
    """Record that part of the log was handed out: it says who did what."""
    with transaction.atomic():
        record(verb="exported the audit log", subject="audit", body={"events": count, "asked": wanted.told}, by=by, at=at, why=why)


def verbs() -> tuple[str, ...]:
    """Every verb that stands in the log."""
    return tuple(EventRecord.objects.order_by("verb").values_list("verb", flat=True).distinct())


def newest_of(subject: str, *, most: int) -> tuple[EventRecord, ...]:
    """The newest events about one subject."""
    return tuple(EventRecord.objects.filter(subject=subject).order_by("-number")[:most])
