"""What readers do with entries: take them in, read, see to harm, sort and close. Each is a verb with its event, without a word of the entry."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from upriver.desk.access.rows import as_desk
from upriver.desk.audit.actions import record
from upriver.desk.voices.leaving import due
from upriver.desk.voices.models import ActRecord, VoiceRecord
from upriver.words.refusal import Refusal
from upriver.words.voices.entry import THEMES

MARKED = "marked"
"""The kind of harm of an entry that a reader marked and no pattern did."""


def taken_in(*, at: str) -> tuple[str, ...]:
    """Take in what came since the last time, with one event an entry; gives their names. The public process can't write the log."""
    waiting = list(VoiceRecord.objects.filter(event="").values_list("ident", flat=True))
    if not waiting:
        return ()
    with transaction.atomic(), as_desk():
        rows = list(VoiceRecord.objects.select_for_update().filter(event="", ident__in=waiting))
        for row in rows:
            event = record(verb="voice came in", subject=f"voice:{row.ident}", body={"came": row.at, "harm": row.harm, "due": row.due}, by="public", at=at)
            VoiceRecord.objects.filter(ident=row.ident).update(event=event.id)
    return tuple(row.ident for row in rows)


def seen(ident: str) -> None:
    """An entry that was opened isn't new any more; that it was opened is in the log by the page itself."""
    VoiceRecord.objects.filter(ident=ident, state="new").update(state="read")


def see_to_harm(ident: str, *, to_whom: str, done_on: str, reference: str = "", note: str = "", by: str, at: str) -> None:
    """Write down what was done about an entry that tells of harm: handed to whom, by role, when, and under which reference.

    Raises:
        Refusal: there is no such entry, it isn't marked, or the day is still to come.
    """
    with transaction.atomic(), as_desk():
        row = _one(ident)
        if not row.harm:
            raise Refusal("this entry isn't marked as telling of harm", do="Mark it first.")
        if done_on > at[:10]:
            raise Refusal("that day is still to come", do="Give the day on which it was done.")
        event = record(verb="saw to harm", subject=f"voice:{ident}", body={"to_whom": to_whom, "done_on": done_on, "reference": reference}, by=by, at=at)
        ActRecord.objects.create(voice=row, to_whom=to_whom, reference=reference, note=note, done_on=done_on, at=at, event=event.id)
        VoiceRecord.objects.filter(ident=ident, seen_to_at="").update(seen_to_at=at)
        seen(ident)


def mark_harm(ident: str, *, due_days: int, by: str, at: str) -> None:
    """Mark an entry as telling of harm that no pattern found; its clock starts now.

    Raises:
        Refusal: there is no such entry, or it is marked already.
    """
    with transaction.atomic(), as_desk():
        row = _one(ident)
        if row.harm:
            raise Refusal("this entry is marked already", do="See to it.")
        until = due(at, due_days)
        record(verb="marked harm", subject=f"voice:{ident}", body={"due": until}, by=by, at=at)
        VoiceRecord.objects.filter(ident=ident).update(harm=[MARKED], due=until, seen_to_at="", state="read")


def no_harm(ident: str, *, why: str, by: str, at: str) -> None:
    """Say that a marked entry tells of no harm, and why; the mark stays in the log.

    Raises:
        Refusal: there is no such entry, it isn't marked, or no reason is given.
    """
    _reasoned(why)
    with transaction.atomic(), as_desk():
        if not _one(ident).harm:
            raise Refusal("this entry isn't marked as telling of harm", do="Nothing was changed.")
        record(verb="found no harm", subject=f"voice:{ident}", body={}, by=by, at=at, why=why)
        VoiceRecord.objects.filter(ident=ident).update(harm=[], due="", seen_to_at="", state="read")


def sort(idents: Sequence[str], *, theme: str, by: str, at: str) -> None:
    """Put entries under a theme of the list.

    Raises:
        Refusal: there is no such entry or theme, or one still waits for somebody to see to harm.
    """
    if theme not in THEMES:
        raise Refusal("there is no such theme", do="Choose one of the list.")
    with transaction.atomic(), as_desk():
        for ident in idents:
            _settled(_one(ident))
            record(verb="sorted", subject=f"voice:{ident}", body={"theme": theme}, by=by, at=at)
            VoiceRecord.objects.filter(ident=ident).update(theme=theme, state="sorted")


def close(ident: str, *, why: str, by: str, at: str) -> None:
    """Close an entry, saying why: nothing more is done with it.

    Raises:
        Refusal: there is no such entry, no reason is given, or it still waits for somebody to see to harm.
    """
    _reasoned(why)
    with transaction.atomic(), as_desk():
        _settled(_one(ident))
        record(verb="closed", subject=f"voice:{ident}", body={}, by=by, at=at, why=why)
        VoiceRecord.objects.filter(ident=ident).update(state="closed", why=why)


def uncovered(ident: str, *, why: str, by: str, at: str) -> str:
    """The entry's words with contact details uncovered, for safeguarding alone; the reason is in the log.

    Raises:
        Refusal: there is no such entry, it isn't marked as telling of harm, or no reason is given.
    """
    _reasoned(why)
    with transaction.atomic(), as_desk():
        row = _one(ident)
        if not row.harm:
            raise Refusal("contact details are uncovered only to keep somebody safe", do="Mark the entry as telling of harm first.")
        record(verb="uncovered contact details", subject=f"voice:{ident}", body={}, by=by, at=at, why=why)
    return str(row.words)


def _one(ident: str) -> VoiceRecord:
    row = VoiceRecord.objects.filter(ident=ident).first()
    if row is None:
        raise Refusal("there is no such entry", do="It may have been deleted when its time was over.")
    return row


def _settled(row: VoiceRecord) -> None:
    if row.harm and not row.seen_to_at:
        raise Refusal("this entry may tell of harm, and nobody has written down what was done about it", do="Write that down first.")


def _reasoned(why: str) -> None:
    if not why.strip():
        raise Refusal("no reason is given", do="Say why.")
