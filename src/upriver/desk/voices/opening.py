"""Whether "have your say" is open, who reads it, and the notice that the public process goes by.

The public process can't look into the desk, so the desk leaves it a notice, a file in the workspace: open or not, until when, when
it is read, ways to speak to a person, places to choose from. Each time that a reader opens the queue the notice is written anew
with a later day; nobody reads, nobody is asked: the form closes by itself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from upriver.desk.accounts.models import Account
from upriver.desk.audit.actions import record
from upriver.desk.partners.ground import areas_known, ground
from upriver.desk.partners.models import PersonRecord
from upriver.desk.voices.models import ListeningRecord
from upriver.store.folder import Folder, write_whole
from upriver.words.access.rights import Role
from upriver.words.refusal import Refusal
from upriver.words.voices.clock import OFTEN, lapses_on
from upriver.words.voices.notice import NOTICE, Notice

LEAST, MONTHS, DUE = (5, 100), (1, 36), (0, 5)
"""What may be set: least entries of a group that is told of, months that entries are kept, working days until harm is seen to."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How "have your say" is set. `fit` says why it can't be open though it is set so; "" where it can."""

    open: bool = False
    reader: int = 0
    often: str = "day"
    safeguarding: str = ""
    ways: str = ""
    due_days: int = 1
    least: int = 10
    months: int = 12
    at: str = ""

    @property
    def reader_name(self) -> str:
        return str(Account.objects.filter(pk=self.reader, is_active=True).values_list("name", flat=True).first() or "")

    @property
    def contact(self) -> PersonRecord | None:
        """The safeguarding contact, where the register of people still knows them."""
        return PersonRecord.objects.filter(ident=self.safeguarding, erased_on="").exclude(name="").first() if self.safeguarding else None


def setting() -> Setting:
    """How it is set now; closed where nobody ever set it."""
    row = ListeningRecord.objects.order_by("-id").first()
    if row is None:
        return Setting()
    return Setting(row.open, row.reader, row.often, row.safeguarding, row.ways, row.due_days, row.least, row.months, row.at)


def readers() -> list[tuple[int, str]]:
    """The accounts that may be named as who reads: open, with the role of reader."""
    held = Account.objects.filter(is_active=True, grants__role=str(Role.LISTENER), grants__ended_on="").distinct()
    return list(held.order_by("name").values_list("pk", "name"))


def reachable() -> list[tuple[str, str]]:
    """The people who may be named as safeguarding contact: known by name, with a way to reach them."""
    rows = PersonRecord.objects.filter(erased_on="").exclude(name="").order_by("name")
    return [(row.ident, f"{row.name}, {row.job}" if row.job else row.name) for row in rows if row.email or row.phone]


def why_not(found: Setting) -> str:
    """Why it can't be open as it is set, in words; "" where it can."""
    if found.reader not in dict(readers()):
        return "nobody is named who reads it, with an account of their own that is a reader's"
    if found.safeguarding not in dict(reachable()):
        return "no safeguarding contact is named whom the register of people can reach"
    if not found.ways.strip():
        return "no way to speak to a person is given"
    return ""


def put(folder: Folder, wanted: Setting, *, by: str, at: str) -> Setting:
    """Set it: open or closed, and all that goes with it.

    Raises:
        Refusal: it would be open without somebody who reads it, a safeguarding contact, or a way to speak to a person; or a number
            is none that may be.
    """
    _sound(wanted)
    if wanted.open and (wrong := why_not(wanted)):
        raise Refusal(f"“have your say” can't be open: {wrong}", do="Name them first. It stays as it was.")
    if not wanted.open:
        write_notice(folder, Notice(False, ways=wanted.ways))  # closed to the public before it is closed in the log
    with transaction.atomic():
        body = {"open": wanted.open, "reader": f"account:{wanted.reader}", "often": wanted.often, "safeguarding": wanted.safeguarding,
                "due_days": wanted.due_days, "least": wanted.least, "months": wanted.months}
        event = record(verb="have your say " + ("opened" if wanted.open else "closed"), subject="have your say", body=body, by=by, at=at)
        ListeningRecord.objects.create(open=wanted.open, reader=wanted.reader, often=wanted.often, safeguarding=wanted.safeguarding, ways=wanted.ways,
                                       due_days=wanted.due_days, least=wanted.least, months=wanted.months, at=at, event=event.id)
    noticed(folder, read_on=date.fromisoformat(at[:10]))
    return setting()


def noticed(folder: Folder, *, read_on: date) -> Notice:
    """Write the notice anew on a day on which somebody reads; one that can't be open any more says so."""
    found = setting()
    if not found.open or why_not(found):
        told = Notice(False, ways=found.ways)
    else:
        told = Notice(True, lapses_on(read_on, found.often).isoformat(), found.often, found.ways, found.due_days, found.months, places(folder))
    write_notice(folder, told)
    return told


def still_fit(folder: Folder) -> bool:
    """Whether what the public is told still holds; closes it at once where its reader or safeguarding contact is gone."""
    found = setting()
    if found.open and why_not(found):
        write_notice(folder, Notice(False, ways=found.ways))
        return False
    return True


def write_notice(folder: Folder, told: Notice) -> None:
    """Leave the notice for the public process."""
    write_whole(folder.root / NOTICE, json.dumps(told.table(), ensure_ascii=False, indent=1).encode())


def places(folder: Folder) -> tuple[tuple[str, str], ...]:
    """The areas that somebody may choose from, by code with their names: districts, since a smaller place could tell who it was."""
    districts = {area.code: area.name for area in ground(folder).districts}
    return tuple(sorted((districts or areas_known(folder)).items(), key=lambda pair: pair[1]))


def _sound(wanted: Setting) -> None:
    ranges: Sequence[tuple[str, int, tuple[int, int]]] = (
        ("entries in the smallest group that is told of", wanted.least, LEAST), ("months that entries are kept", wanted.months, MONTHS),
        ("working days until harm is seen to", wanted.due_days, DUE))
    for words, value, (low, high) in ranges:
        if not low <= value <= high:
            raise Refusal(f"the number of {words} must be from {low} to {high}", do="Nothing was changed.")
    if wanted.often not in OFTEN:
        raise Refusal("how often it is read must be one of the list", do="Nothing was changed.")
