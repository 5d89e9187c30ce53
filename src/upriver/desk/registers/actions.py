"""Writing the partnership's own records: every change is one state more and one event, and nothing that was there is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from upriver.desk.audit.actions import record
from upriver.desk.audit.bearing_out import seal
from upriver.desk.partners.convert import register as known_authorities
from upriver.desk.partners.people import author
from upriver.desk.registers.convert import rows
from upriver.desk.registers.models import RowRecord
from upriver.desk.registers.owning import owners_after
from upriver.respond.finality import refuse_final
from upriver.words.refusal import Refusal
from upriver.words.registers.plan import REGISTERS, Row, plan_of

Change = tuple[str, str, Mapping[str, str] | None]
"""(register, id, values): the row as it shall stand, its values checked; None takes it out."""


def keep(*, changes: Sequence[Change], by: str, at: str, why: str = "") -> tuple[Row, ...]:
    """Write rows as they shall stand, all or none, with one event; gives those that are new or other than they were.

    Raises:
        Refusal: a row of a register that is only added to would be changed or taken out, or a strategy made final too soon, or
            an attestation dated after the day of keeping.
    """
    with transaction.atomic():
        stood = {(row.register, row.id): row for row in rows()}
        new = [change for change in changes if _differs(stood.get(change[:2]), change[2])]
        _only_added(new, stood)
        _not_ahead(new, at)
        _not_too_soon(new, stood, at)
        if new:
            body = {"changed": [f"{register}:{ident}" for register, ident, values in new if values is not None],
                    "taken_out": [f"{register}:{ident}" for register, ident, values in new if values is None], "seal": seal(new)}
            event = record(verb="kept", subject="registers", body=body, by=f"person:{author(by)}", at=at, why=why)
            touched = RowRecord.objects.filter(ident__in={ident for _, ident, _ in new}).order_by("number")
            owned = {(register, ident): owners for register, ident, owners in touched.values_list("register", "ident", "owners")}
            RowRecord.objects.bulk_create(
                RowRecord(register=register, ident=ident, values=None if values is None else dict(values), at=at, event=event.id,
                          owners=owners_after(owned.get((register, ident), ""), register, values))
                for register, ident, values in new
            )
    return tuple(Row(register, ident, values or {}, at) for register, ident, values in new)


def _differs(stood: Row | None, values: Mapping[str, str] | None) -> bool:
    return (stood.values if stood else None) != (None if values is None else dict(values))


def _not_ahead(new: Sequence[Change], at: str) -> None:
    """Nobody vouches today for a day to come: it would count by itself once that day is there."""
    for slug, ident, values in new:
        if slug == "attestations" and (values or {}).get("attested_on", "") > at[:10]:
            raise Refusal(f"the attestation {ident} is dated after today", do="Nothing was kept. Date it with the day on which it is given.")


def _not_too_soon(new: Sequence[Change], stood: Mapping[tuple[str, str], Row], at: str) -> None:
    """No path makes a strategy final before everybody who must be consulted has been."""
    if not any(slug == "strategies" and (values or {}).get("state") == "final" for slug, _, values in new):
        return
    after = {**stood, **{(slug, ident): Row(slug, ident, values) for slug, ident, values in new if values is not None}}
    for slug, ident, values in new:
        if values is None:
            after.pop((slug, ident), None)
    refuse_final(plan_of(stood.values()), plan_of(after.values()), known_authorities(), on=date.fromisoformat(at[:10]))


def _only_added(new: Sequence[Change], stood: Mapping[tuple[str, str], Row]) -> None:
    for register in REGISTERS:
        wrong = [ident for slug, ident, _ in new if slug == register.slug and (slug, ident) in stood]
        if register.only_added and wrong:
            raise Refusal(f"the {register.noun} {wrong[0]} is there already, and a {register.noun} is never changed or taken out",
                          do="Nothing was kept. Add another that puts it right, with an id of its own.")
