"""Leaving an entry: the one verb that the public process knows. It adds a row and reads none.

No event is written here: whoever may add to the log must read its end, which the public may not. The desk writes it when it
takes the entry in (`handling.taken_in`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection

from upriver.desk.voices.models import VoiceRecord
from upriver.duty.inspection.days import after
from upriver.duty.inspection.reading import bank_holidays
from upriver.words.voices.entry import Said, name_of


def leave(said: Said, *, form: str, language: str, contacts: Sequence[str], harm: Sequence[str], due_days: int, at: str) -> str:
    """Add what somebody said, and give its name. The same form sent again with the same answers adds nothing.

    Added without asking for anything back, so that a database role that may only INSERT is enough.
    """
    connection.close_if_unusable_or_obsolete()  # the public site has no framework around it that does so
    ident = name_of(said, form)
    row = VoiceRecord(ident=ident, **said.answers(), language=language, contacts=list(contacts), harm=list(harm),
                      due=due(at, due_days) if harm else "", at=at)
    VoiceRecord.objects.bulk_create([row], ignore_conflicts=True)
    return ident


def due(at: str, days: int) -> str:
    """The day so many working days after a time, by which somebody must have seen to harm."""
    on = date.fromisoformat(at[:10])
    return after(on, days, bank_holidays())[-1].isoformat() if days else on.isoformat()
