"""One body of the register at a time: added, taken out of doubt, and given the people who speak for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from upriver.desk.audit.actions import in_turn, record
from upriver.desk.partners.actions import REGISTER
from upriver.desk.partners.convert import written
from upriver.desk.partners.models import AuthorityRecord, PersonRecord
from upriver.desk.partners.named import is_taken
from upriver.desk.partners.people import author
from upriver.words.refusal import Refusal
from upriver.words.sharing.authority import KINDS, Authority, Cover


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody who speaks for a body is reached; it stands in the register of people alone."""

    name: str
    job: str = ""
    email: str = ""
    phone: str = ""


def add_body(*, kind: str, name: str, code: str, rights: str, areas: Mapping[str, str], note: str, by: str, at: str) -> str:
    """Add a body that somebody knows of; it is confirmed by whoever adds it. Gives its id.

    Raises:
        Refusal: its kind isn't known, or a body of that name or code is there, of whatever kind.
    """
    if kind not in KINDS:
        raise Refusal("that is no kind of body", do="Choose one from the list.")
    name = " ".join(name.split())[:300]
    with transaction.atomic():
        in_turn()
        if is_taken(name) or (code and AuthorityRecord.objects.filter(ident=code).exists()):
            raise Refusal("a body of that name or code is in the register already", do="Look for it in the list, or write the name so that nobody takes one for the other.")
        ident = _free(code or re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:80] or "body")
        covers = tuple(Cover(district, called) for district, called in areas.items())
        who = author(by)
        body = Authority(ident, kind, name, code, covers, rights=rights, source="Entered by the partnership", note=note, status="confirmed",
                         confirmed_by=who, confirmed_on=at)
        written([body])
        record(verb="edited", subject=REGISTER, body={"added": [ident], "changed": [], "removed": []}, by=f"person:{who}", at=at)
    return ident


def speak_for(*, ident: str, contact: Contact, deputy: bool, by: str, at: str) -> str:
    """Name who speaks for a body, or their deputy; gives the id of that person. The event names the id alone.

    Raises:
        Refusal: there is no such body, or no name was given.
    """
    name = " ".join(contact.name.split())[:200]
    if not name:
        raise Refusal("a contact needs a name", do="Write first and last name.")
    with transaction.atomic():
        row = AuthorityRecord.objects.filter(ident=ident).first()
        if row is None:
            raise Refusal("the register has no such body", do="Choose one from the list.")
        person = author(name)
        told = {"job": contact.job, "email": contact.email, "phone": contact.phone}
        PersonRecord.objects.filter(ident=person).update(**{key: value for key, value in told.items() if value})
        setattr(row, "deputy" if deputy else "contact", person)
        row.save()
        body = {"added": [], "changed": [ident], "removed": [], "people": [person]}
        record(verb="edited", subject=REGISTER, body=body, by=f"person:{author(by)}", at=at)
    return person


def confirm_some(ids: Sequence[str], *, by: str, at: str) -> tuple[str, ...]:
    """Confirm those of the proposed bodies that were chosen; ids that aren't proposed any more are passed over."""
    from upriver.desk.partners.actions import confirm

    there = set(AuthorityRecord.objects.filter(ident__in=[each for each in ids if "\x00" not in each]).values_list("ident", flat=True))
    return confirm(ids=[each for each in ids if each in there], by=by, at=at) if there else ()


def _free(wanted: str) -> str:
    taken = set(AuthorityRecord.objects.filter(ident__startswith=wanted).values_list("ident", flat=True))
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
