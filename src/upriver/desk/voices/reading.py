"""What readers are shown: the queue, one entry with its contact details covered, and how many waits for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from upriver.desk.audit.models import EventRecord
from upriver.desk.voices.models import ActRecord, VoiceRecord
from upriver.words.voices.contacts import masked


@dataclass(frozen=True, slots=True)
class Act:
    """What was done about an entry that told of harm."""

    to_whom: str
    done_on: str
    reference: str
    note: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as its readers see it; `words` have their contact details covered."""

    ident: str
    words: str
    area: str
    when: str
    age: str
    language: str
    contacts: tuple[str, ...]
    harm: tuple[str, ...]
    due: str
    at: str
    state: str
    theme: str
    told: str
    seen_to_at: str
    why: str
    acts: tuple[Act, ...] = ()

    @property
    def presses(self) -> bool:
        """Whether it may tell of harm and nobody has seen to it yet."""
        return bool(self.harm) and not self.seen_to_at

    def late(self, today: date) -> bool:
        """Whether it should have been seen to before today."""
        return self.presses and self.due < today.isoformat()


def queue() -> tuple[Entry, ...]:
    """Every entry: those that press first, by the day on which they are due; then what nobody read, the oldest first; then the rest."""
    order = {"new": 1, "read": 2, "sorted": 3, "closed": 4}
    rows = [_entry(row) for row in VoiceRecord.objects.all()]
    return tuple(sorted(rows, key=lambda each: (0 if each.presses else order.get(each.state, 5), each.due if each.presses else "", each.at)))


def entry(ident: str) -> Entry | None:
    """One entry, with what was done about it."""
    row = VoiceRecord.objects.filter(ident=ident).first()
    return _entry(row, tuple(ActRecord.objects.filter(voice=row).order_by("id"))) if row else None


def pressing() -> tuple[Entry, ...]:
    """Entries that may tell of harm and that nobody has seen to."""
    return tuple(_entry(row) for row in VoiceRecord.objects.filter(seen_to_at="").exclude(due="").order_by("due", "at"))


def unread() -> int:
    """How many nobody has opened yet."""
    return int(VoiceRecord.objects.filter(state="new").count())


def telling(wanted: str) -> tuple[Entry, ...]:
    """Entries in which words stand, for whoever asks that theirs are deleted: their own text is looked through, nothing covered."""
    return tuple(_entry(row) for row in VoiceRecord.objects.filter(Q(words__icontains=wanted.strip()))) if wanted.strip() else ()


def history(ident: str) -> tuple[tuple[str, str, str, str], ...]:
    """What happened to an entry, the latest first: (verb, by, when, why)."""
    rows = EventRecord.objects.filter(subject__in=(f"voice:{ident}", f"act:{ident}")).order_by("-number")
    return tuple(rows.values_list("verb", "by", "at", "why"))


def _entry(row: VoiceRecord, acts: Sequence[ActRecord] = ()) -> Entry:
    by = dict(EventRecord.objects.filter(id_hash__in=[each.event for each in acts]).values_list("id_hash", "by")) if acts else {}
    done = tuple(Act(each.to_whom, each.done_on, each.reference, each.note, by.get(each.event, ""), each.at) for each in acts)
    return Entry(row.ident, masked(row.words), row.area, row.when, row.age, row.language, tuple(row.contacts), tuple(row.harm), row.due, row.at,
                 row.state, row.theme, row.told, row.seen_to_at, row.why, done)
