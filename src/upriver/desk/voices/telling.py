"""What is told of entries to others than their readers: a group's point, once enough entries stand behind it, in nobody's own words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from upriver.desk.access.rows import as_desk
from upriver.desk.audit.actions import record
from upriver.desk.planning.changing import add
from upriver.desk.voices.models import VoiceRecord
from upriver.desk.voices.opening import setting
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
from upriver.words.voices import contacts
from upriver.words.voices.entry import THEMES
from upriver.words.voices.quoting import quoted

WHOLE = ""
"""The area of a group that is the whole partnership's."""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one theme and one area that nobody has told of yet; `area` "" is the whole partnership."""

    theme: str
    area: str
    entries: int
    enough: bool


def groups() -> tuple[Group, ...]:
    """The groups of sorted entries that were not told of, each area and the whole partnership, the largest first."""
    least = setting().least
    rows = list(_sorted().values_list("theme", "area"))
    counted = Counter(row for row in rows if row[1]) + Counter((theme, WHOLE) for theme, _ in rows)
    found = (Group(theme, area, n, n >= least) for (theme, area), n in counted.items())
    return tuple(sorted(found, key=lambda each: (-each.entries, each.theme, each.area)))


def tell(folder: Folder, *, theme: str, area: str, place: str, says: str, by: str, at: str) -> str:
    """Write a group's point into the register "You said, we did", and give the row's id. Its entries are told of once.

    Raises:
        Refusal: too few entries stand behind it, or the words quote one of them or hold contact details.
    """
    least = setting().least
    with transaction.atomic(), as_desk():
        rows = list(_group(theme, area).select_for_update())
        if theme not in THEMES or len(rows) < least:
            raise Refusal(f"{len(rows)} {'entry stands' if len(rows) == 1 else 'entries stand'} behind this, and {least} are needed before others are told",
                          do="Wait for more, or take the whole partnership.")
        if any(quoted(says, row.words) for row in rows):
            raise Refusal("these words repeat five or more words of one entry in a row, and could tell who wrote it", do="Say the point in your own words.")
        if contacts.found(says):
            raise Refusal("these words hold contact details", do="Take them out.")
        who = f"{place}: people who used Have your say"
        row = add(folder, slug="said_did", given={"said_on": at[:10], "who": who, "said": says, "answer": "open"}, by=by, at=at)
        record(verb="told of a group", subject=f"said_did:{row.id}", body={"theme": theme, "area": area, "entries": len(rows), "least": least}, by=by, at=at)
        VoiceRecord.objects.filter(ident__in=[each.ident for each in rows]).update(told=row.id)
    return row.id


def _sorted() -> QuerySet[VoiceRecord]:
    return VoiceRecord.objects.filter(state="sorted", told="").order_by()


def _group(theme: str, area: str) -> QuerySet[VoiceRecord]:
    found = _sorted().filter(theme=theme)
    return found.filter(area=area) if area != WHOLE else found

