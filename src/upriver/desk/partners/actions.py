"""Setting a partnership up, settling its areas, and keeping its register of authorities and people."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from upriver.desk.audit.actions import in_turn, record
from upriver.desk.partners.convert import register, written
from upriver.desk.partners.models import AuthorityRecord, Partnership, PersonRecord
from upriver.desk.partners.named import refuse_twins
from upriver.desk.partners.people import author, events_under, scrub
from upriver.duty.register import merged
from upriver.words.area import Area
from upriver.words.refusal import Refusal
from upriver.words.sharing.authority import Authority, Register
from upriver.words.text import listed


def set_up(*, slug: str, name: str, areas: Sequence[str], by: str, at: str) -> Partnership:
    """Make the partnership, or amend its name and areas where it is there already."""
    with transaction.atomic():
        found = Partnership.objects.first() or Partnership(slug=slug, name=name or slug)
        before = (found.name, found.areas_named)
        found.name = name or found.name
        if areas:
            found.areas_named, found.areas_settled = list(areas), []
        new = found.pk is None
        if new or (found.name, found.areas_named) != before:
            found.save()
            body = {"name": found.name, "areas": found.areas_named}
            record(verb="set up" if new else "amended", subject=f"partnership:{found.slug}", body=body, by=by, at=at)
    return found


def settle_areas(*, areas: Sequence[Area], by: str, at: str) -> None:
    """Record which areas the names that were typed mean."""
    settled = [{"level": area.level, "code": area.code, "name": area.name} for area in areas]
    with transaction.atomic():
        found = Partnership.objects.get()
        if found.areas_settled != settled:
            found.areas_settled = settled
            found.save()
            record(verb="settled areas", subject=f"partnership:{found.slug}", body={"areas": settled}, by=by, at=at)


def partnership() -> Partnership | None:
    """The workspace's partnership, or None before `init`."""
    return Partnership.objects.first()


def settled_areas(found: Partnership) -> tuple[Area, ...]:
    """The areas settled so far, as words."""
    return tuple(Area(row["level"], row["code"], row["name"]) for row in found.areas_settled)


REGISTER = "register"
"""What events about the register as a whole are about."""


def fill_in(*, proposed: Sequence[Authority], by: str, at: str) -> tuple[str, ...]:
    """Add the proposed bodies that the register lacks, as rows that nobody has confirmed; gives their ids."""
    with transaction.atomic():
        there = set(AuthorityRecord.objects.values_list("ident", flat=True))
        new = [body for body in proposed if body.id not in there]
        if new:
            written(new)
            body = {"added": [each.id for each in new]}
            record(verb="filled in", subject=REGISTER, body=body, by=f"person:{author(by)}", at=at)
    return tuple(each.id for each in new)


def confirm(*, ids: Sequence[str], by: str, at: str) -> tuple[str, ...]:
    """Confirm bodies that are proposed, by id, or "all" of them; gives those that are newly confirmed.

    Raises:
        Refusal: the register is empty, or has no body of such an id.
    """
    with transaction.atomic():
        rows = {row.ident: row for row in AuthorityRecord.objects.all()}
        if not rows:
            raise Refusal("the register is empty", do="Fill it in first: upriver who --fill.")
        unknown = [ident for ident in ids if ident not in rows and ident != "all"]
        if unknown:
            raise Refusal(f"the register has no {listed(unknown)}", do="Ids stand in the first column of `upriver who --to FILE.xlsx`.")
        chosen = [row for row in rows.values() if row.status == "proposed" and ("all" in ids or row.ident in ids)]
        if chosen:
            who = author(by)
            for row in chosen:
                row.status, row.confirmed_by, row.confirmed_on = "confirmed", who, at
                row.save()
            body = {"confirmed": [row.ident for row in chosen]}
            record(verb="confirmed", subject=REGISTER, body=body, by=f"person:{who}", at=at)
    return tuple(row.ident for row in chosen)


def replace_register(*, new: Register, by: str, at: str) -> dict[str, list[str]]:
    """Put an edited register in place of the old one; gives the ids that were added, changed and removed.

    Unchanged rows stay confirmed; people who aren't listed any more stay until they are erased.

    Raises:
        Refusal: a body takes a name that another has.
    """
    with transaction.atomic():
        in_turn()
        before = register()
        made, changes = merged(before, new)
        refuse_twins(before.authorities, made.authorities)
        if any(changes.values()):
            AuthorityRecord.objects.all().delete()
            written(made.authorities)
            for person in made.people:
                plain = {"name": person.name, "job": person.job, "email": person.email, "phone": person.phone}
                PersonRecord.objects.update_or_create(ident=person.id, defaults=plain)
            record(verb="edited", subject=REGISTER, body=changes, by=f"person:{author(by)}", at=at)
    if changes["people"]:
        scrub()
    return changes


def pool(*, name: str, by: str, at: str) -> None:
    """Record that the local areas work together as a relevant area (section 9), or with "" that they no longer do."""
    with transaction.atomic():
        found = Partnership.objects.get()
        if found.pooled != name:
            found.pooled = name
            found.save()
            record(verb="pooled areas", subject=REGISTER, body={"relevant_area": name}, by=f"person:{author(by)}", at=at)


def erase_person(*, ident: str, by: str, at: str) -> int:
    """Erase a person: everything but the id goes. Gives how many events of other commands carry the name as author.

    Raises:
        Refusal: nobody has that id, or the person was erased already.
    """
    with transaction.atomic():
        row = PersonRecord.objects.filter(ident=ident).first()
        if row is None or row.erased_on:
            raise Refusal("that person was erased already" if row else "the register has no person of that id",
                          do="Ids of people stand on the sheet People of `upriver who --to FILE.xlsx`.")
        elsewhere, who = events_under(row.name), author(by)
        row.name = row.job = row.email = row.phone = ""
        row.erased_on = at
        row.save()
        record(verb="erased a person", subject=f"person:{ident}", body={"person": ident}, by=f"person:{who}", at=at)
    scrub()
    return elsewhere
