"""Who an author is: in the register's events a person stands by id, so that erasing one leaves no name in the log."""

from __future__ import annotations

from django.db import connection

from upriver.desk.audit.models import EventRecord
from upriver.desk.partners.models import PersonRecord

AUTHOR = "author-"
"""Ids of people who came in by doing something; those of the spreadsheet are chosen by its editor."""


def author(by: str) -> str:
    """The id of the person of that name, written into the register where nobody has it yet; call it inside a transaction."""
    name = " ".join(by.split())[:200]
    for row in PersonRecord.objects.filter(name__iexact=name, erased_on="").order_by("number"):
        return row.ident
    taken = PersonRecord.objects.filter(ident__startswith=AUTHOR).values_list("ident", flat=True)
    numbers = [int(ident.removeprefix(AUTHOR)) for ident in taken if ident.removeprefix(AUTHOR).isdigit()]
    return PersonRecord.objects.create(ident=f"{AUTHOR}{max(numbers, default=0) + 1}", name=name).ident


def events_under(name: str) -> int:
    """How many events of the log carry a name as their author: other commands write it there, and the log stays whole."""
    return EventRecord.objects.filter(by__iexact=name).count() if name else 0


def scrub() -> None:
    """Leave nothing of what was overwritten in a SQLite file or beside it; a server's database is vacuumed by its own."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
