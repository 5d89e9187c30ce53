"""Writing the log, and checking that nobody changed it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from django.db import connection, transaction

from upriver.desk.access.rows import as_desk
from upriver.desk.audit.acting import account_now
from upriver.desk.audit.anchoring import after_commit
from upriver.desk.audit.models import EventRecord
from upriver.words.decision import Event

START = "0" * 64
CHAIN = 75_707_269
"""The number of the server's lock that whoever adds an event takes until its transaction ends."""


def record(*, verb: str, subject: str, body: Mapping[str, object], by: str, at: str, why: str = "") -> Event:
    """Add one event at the end of the chain; call it inside the transaction of what it records."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    with transaction.atomic(), as_desk():
        in_turn()
        last = EventRecord.objects.order_by("-number").values_list("id_hash", flat=True).first() or START
        signed_in = account_now()
        event = Event(_hash(last, at, by, verb, subject, text, why, signed_in), last, at, by, verb, subject, text, why)
        row = EventRecord.objects.create(
            id_hash=event.id, parent=last, at=at, by=by, verb=verb, subject=subject, body=text, why=why, account=signed_in
        )
        after_commit(row.number, event.id, at=at, verb=verb)
    return event


def verify(using: str = "default") -> tuple[int, str]:
    """How many events there are, and the first that doesn't fit the chain ("" where all do). `using` is another open database."""
    parent, count = START, 0
    for row in EventRecord.objects.using(using).order_by("number").iterator():
        made = _hash(parent, row.at, row.by, row.verb, row.subject, row.body, row.why, row.account)
        if row.parent != parent or row.id_hash != made:
            return count, row.id_hash
        parent, count = row.id_hash, count + 1
    return count, ""


def in_turn() -> None:
    """Let one transaction at a time add to the chain: SQLite's are one at a time by themselves, a server's wait here.

    A verb that reads what it then changes calls this first: what it reads stays as it is until it is done.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN])


def _hash(*parts: str) -> str:
    """Over all parts; the account, the last of them, counts where there is one: events of commands have none."""
    told = parts if parts[-1] else parts[:-1]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
