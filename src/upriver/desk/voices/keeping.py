"""Deleting entries: those past the months that are set, and those that somebody asks to have deleted. Each leaves a certificate."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from upriver.desk.access.rows import as_desk
from upriver.desk.audit.actions import record
from upriver.desk.partners.people import scrub
from upriver.desk.voices.models import VoiceRecord
from upriver.desk.voices.opening import setting
from upriver.store.folder import Folder, write_whole
from upriver.words.refusal import Refusal


def past(on: date) -> tuple[str, ...]:
    """Entries that are past their months; one that still presses is kept until somebody has seen to it."""
    rows = VoiceRecord.objects.filter(at__lt=_months_before(on, setting().months).isoformat())
    return tuple(row.ident for row in rows if not (row.harm and not row.seen_to_at))


def retain(folder: Folder, *, on: date, by: str, at: str) -> tuple[str, ...]:
    """Delete what is past its time, with all that was written about it; leaves one event and a certificate."""
    found = past(on)
    if found:
        _delete(folder, found, verb="deleted voices", certificate="retention", why=f"kept for {setting().months} months", by=by, at=at)
    return found


def erase(folder: Folder, idents: Sequence[str], *, why: str, by: str, at: str) -> int:
    """Delete entries that somebody asked to have deleted, or that must not be kept; leaves one event and a certificate.

    Raises:
        Refusal: none is named, or no reason is given, or one still waits for somebody to see to harm.
    """
    if not idents or not why.strip():
        raise Refusal("no entry is named" if not idents else "no reason is given", do="Nothing was deleted.")
    if any(row.harm and not row.seen_to_at for row in VoiceRecord.objects.filter(ident__in=list(idents))):
        raise Refusal("one of these may tell of harm, and nobody has seen to it", do="Write down what was done about it first. Nothing was deleted.")
    return _delete(folder, idents, verb="erased voices", certificate="erasure", why=why, by=by, at=at)


def _delete(folder: Folder, idents: Sequence[str], *, verb: str, certificate: str, why: str, by: str, at: str) -> int:
    with transaction.atomic(), as_desk():
        rows = VoiceRecord.objects.filter(ident__in=list(idents))
        gone = [{"entry": row.ident, "came_on": row.at[:10]} for row in rows]
        event = record(verb=verb, subject="voices", body={"entries": [each["entry"] for each in gone]}, by=by, at=at, why=why)
        body = {"certificate": certificate, "of": "have your say", "on": at[:10], "why": why, "entries": gone, "event": event.id,
                "note": "Words, answers and notes are gone from the database. Backups made before this day hold them until they run out."}
        place = folder.root / "certificates" / f"voices-{certificate}-{at[:10]}-{event.id[:8]}.json"
        rows.delete()
        # A visit's own transaction may stand around this one: nothing is certified that could still be taken back.
        transaction.on_commit(lambda: write_whole(place, (json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()))
    scrub()
    return len(gone)


def _months_before(on: date, months: int) -> date:
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, 28))
