"""Asking for background work, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from upriver.desk.audit.actions import record
from upriver.desk.jobs.models import JobRecord
from upriver.words.access.rights import Actor


def ask(kind: str, *, body: Mapping[str, Any], actor: Actor, at: str, authority: str = "") -> int:
    """Put work into the queue; gives its number. The same work that still waits is asked for once."""
    with transaction.atomic():
        there = JobRecord.objects.filter(kind=kind, body=dict(body), state="waiting", account=actor.account).values_list("number", flat=True).first()
        if there is not None:
            return int(there)
        event = record(verb="asked for work", subject=f"job:{kind}", body={"kind": kind}, by=actor.name, at=at)
        return int(JobRecord.objects.create(kind=kind, body=dict(body), account=actor.account, by=actor.name, authority=authority, at=at,
                                            seen_at=at, event=event.id).number)
