"""Recording agreements, and everything that changes them: each change is a row of its own with its event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from upriver.desk.agreements import convert
from upriver.desk.agreements.models import AgreementRecord
from upriver.desk.audit.actions import in_turn, record
from upriver.desk.partners.people import name_person
from upriver.duty.agreements.changes import carried, changed, is_narrower, same_terms
from upriver.duty.agreements.files import table_of
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Agreement, Confirmation, Signature


class OtherTerms(Refusal):
    """What is agreed changed between being read and being signed."""


def agree(found: Agreement, *, names: Mapping[str, str], by: str, at: str) -> Agreement:
    """Record an agreement, or amend it where it is there already; recording the same again changes nothing.

    Raises:
        Refusal: it reaches further than what was signed, or was withdrawn, and a signature or confirmation is the old one.
    """
    with transaction.atomic():
        in_turn()
        before = _latest(found.id)
        found = replace(found, version=_version(before, found))
        _name(names, by=by, at=at)
        if before is None:
            return _write(found, None, "agreed", by=by, at=at, why="")
        if found.version == before.version and not before.withdrawn and not found.signatures and found.confirmation is None:
            # The file as it was before anybody signed: the terms are the same, so what was signed stands.
            found = replace(found, signatures=before.signatures, confirmation=before.confirmation)
        stale = carried(before, found)
        if stale:
            raise Refusal(f"{found.id} reaches further than before, but {stale} stands unchanged",
                          do="It was given for other terms: take it out, and have the new terms signed and confirmed.")
        return _write(found, before, "amended agreement", by=by, at=at, why="") if changed(before, found) else before


def sign(slug: str, *, party: str, person: str, name: str, role: str, on: date, by: str, at: str, read: int | None = None) -> Agreement:
    """Record that somebody signed for a party; `read` is the version of the terms that they had before them, where it is known.

    Raises:
        OtherTerms: the terms aren't those that were read any more.
        Refusal: no agreement or party is called that.
    """
    with transaction.atomic():
        in_turn()
        before = convert.agreement(slug)
        if read is not None and read != before.version:
            raise OtherTerms("the terms changed after they were read", do="Read what is agreed now, then sign. Nothing was signed.")
        if party not in {each.id for each in before.parties}:
            raise Refusal("that isn't a party of this agreement", do=f"Its parties: {', '.join(each.id for each in before.parties)}.")
        others = tuple(each for each in before.signatures if (each.party, each.person) != (party, person))
        _name({person: name}, by=by, at=at)
        made = replace(before, signatures=(*others, Signature(party, person, role, on)))
        return _write(made, before, "signed agreement", by=by, at=at, why="")


def confirm(slug: str, *, person: str, name: str, role: str, on: date, questions: Sequence[str], known: Sequence[str],
            by: str, at: str) -> Agreement:
    """Record that somebody confirmed for the partnership what the gateway asks. `known` are the gateway's questions.

    Raises:
        Refusal: no agreement is called that, or the gateway doesn't ask one of the questions.
    """
    with transaction.atomic():
        in_turn()
        before = convert.agreement(slug)
        if not set(questions) <= set(known):
            raise Refusal("its gateway doesn't ask that", do=f"Its questions: {', '.join(known) or 'none'}.")
        _name({person: name}, by=by, at=at)
        made = replace(before, confirmation=Confirmation(person, role, on, tuple(questions)))
        return _write(made, before, "confirmed gateway", by=by, at=at, why="")


def narrow(found: Agreement, *, why: str, by: str, at: str) -> Agreement:
    """Record that an agreement allows less than before; its signatures stand, and the next use is held to it.

    Raises:
        Refusal: it allows something more, changes something else, or no reason is given.
    """
    with transaction.atomic():
        in_turn()
        before = convert.agreement(found.id)
        if not why.strip():
            raise Refusal("narrowing an agreement needs its reason", do="Add --why with a sentence that others can follow.")
        if same_terms(before, found):
            raise Refusal("that is what the agreement allows already", do="Name what it is to allow no longer.")
        if not is_narrower(before, found):
            raise Refusal("that reaches further than the agreement", do="To widen it, amend its file and have it signed again.")
        return _write(replace(found, version=before.version + 1), before, "narrowed agreement", by=by, at=at, why=why)


def withdraw(slug: str, *, on: date, why: str, by: str, at: str) -> Agreement:
    """Record that an agreement is withdrawn from a day on, that day included.

    Raises:
        Refusal: no agreement is called that, it is withdrawn already, or no reason is given.
    """
    with transaction.atomic():
        in_turn()
        before = convert.agreement(slug)
        if not why.strip():
            raise Refusal("withdrawing an agreement needs its reason", do="Add --why with a sentence that others can follow.")
        if before.withdrawn and before.withdrawn <= on:
            raise Refusal(f"{slug} is withdrawn already", do="`upriver agree` lists how each agreement stands.")
        return _write(replace(before, withdrawn=on), before, "withdrew agreement", by=by, at=at, why=why)


def _latest(slug: str) -> Agreement | None:
    return convert.agreement(slug) if AgreementRecord.objects.filter(slug=slug).exists() else None


def _version(before: Agreement | None, found: Agreement) -> int:
    if before is None:
        return 1
    return before.version if same_terms(before, found) else before.version + 1


def _name(names: Mapping[str, str], *, by: str, at: str) -> None:
    """Keep names with the register's people; the event says whose name was written, and never the name."""
    for person, name in sorted(names.items()):
        if name.strip() and name_person(person, name.strip()[:200]):
            record(verb="named person", subject=f"person:{person}", body={}, by=by, at=at)


def _write(found: Agreement, before: Agreement | None, verb: str, *, by: str, at: str, why: str) -> Agreement:
    body = table_of(found)
    keys = changed(before, found) if before else tuple(body)
    last = AgreementRecord.objects.filter(slug=found.id).order_by("number").values_list("revision", flat=True).last() or 0
    now = {key: body.get(key) for key in keys}
    event = record(verb=verb, subject=f"agreement:{found.id}", body={"version": found.version, "changed": now}, by=by, at=at, why=why)
    AgreementRecord.objects.create(slug=found.id, revision=last + 1, version=found.version, body=body, event=event.id)
    return found
