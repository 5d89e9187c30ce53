"""Writing the log, and checking that nobody changed it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from django.db import transaction

from upriver.desk.audit.models import EventRecord
from upriver.words.decision import Event

START = "0" * 64


def record(*, verb: str, subject: str, body: Mapping[str, object], by: str, at: str, why: str = "") -> Event:
    """Add one event at the end of the chain; call it inside the transaction of what it records."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    with transaction.atomic():
        last = EventRecord.objects.order_by("-number").values_list("id_hash", flat=True).first() or START
        event = Event(_hash(last, at, by, verb, subject, text, why), last, at, by, verb, subject, text, why)
        EventRecord.objects.create(
            id_hash=event.id, parent=last, at=at, by=by, verb=verb, subject=subject, body=text, why=why
        )
    return event


def verify() -> tuple[int, str]:
    """How many events there are, and the first that doesn't fit the chain ("" where all do)."""
    parent, count = START, 0
    for row in EventRecord.objects.order_by("number").iterator():
        made = _hash(parent, row.at, row.by, row.verb, row.subject, row.body, row.why)
        if row.parent != parent or row.id_hash != made:
            return count, row.id_hash
        parent, count = row.id_hash, count + 1
    return count, ""


def _hash(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
