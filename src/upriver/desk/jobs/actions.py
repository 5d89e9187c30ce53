"""Asking for background work, and taking it back while it waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from upriver.desk.audit.actions import record
from upriver.desk.jobs.models import JobRecord
from upriver.words.access.rights import Actor
from upriver.words.refusal import Refusal


def ask(kind: str, *, body: Mapping[str, Any], actor: Actor, at: str, authority: str = "") -> int:
    """Put work into the queue; gives its number. The same work that still waits is asked for once."""
    with transaction.atomic():
        there = JobRecord.objects.filter(kind=kind, body=dict(body), state="waiting", account=actor.account).values_list("number", flat=True).first()
        if there is not None:
            return int(there)
        event = record(verb="asked for work", subject=f"job:{kind}", body={"kind": kind}, by=actor.name, at=at)
        return int(JobRecord.objects.create(kind=kind, body=dict(body), account=actor.account, by=actor.name, authority=authority, at=at,
                                            seen_at=at, event=event.id).number)


def cancel(number: int, *, by: str, at: str) -> None:
    """Take work back that still waits.

    Raises:
        Refusal: a worker has begun it, or it has ended.
    """
    with transaction.atomic():
        row = JobRecord.objects.select_for_update().get(number=number)
        if row.state != "waiting":
            raise Refusal("this work has begun already, so it can't be cancelled", do="Wait until it ends.")
        event = record(verb="cancelled work", subject=f"job:{row.kind}", body={"kind": row.kind, "number": number}, by=by, at=at)
        row.state, row.ended_at, row.event = "cancelled", at, event.id
        row.save()
