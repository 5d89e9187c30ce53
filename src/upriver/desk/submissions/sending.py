"""What providers sent or declared, and who signed for it: kept, signed, put aside."""

from __future__ import annotations

from dataclasses import asdict, replace

from django.db import transaction

from upriver.desk.audit.actions import in_turn, record
from upriver.desk.partners.people import author, names
from upriver.desk.submissions.convert import body_of_submission, submissions
from upriver.desk.submissions.models import SubmissionRecord
from upriver.words.part import LeftOut, Receipt
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import Kept, Submission


def keep(kept: Kept, *, event: str) -> None:
    """Keep what became of a submission, inside the transaction of the event that says so; it was perhaps known before."""
    sent = kept.sent
    body = {**body_of_submission(sent), "rows": kept.rows, "broken": kept.broken, "faults": [asdict(fault) for fault in kept.faults], "why": kept.why}
    SubmissionRecord.objects.update_or_create(
        sid=sent.id,
        defaults={
            "contract": sent.contract,
            "provider": sent.provider,
            "state": kept.state,
            "officer": author(sent.officer) if sent.officer else "",
            "role": sent.role,
            "signed_on": sent.signed_on,
            "received_on": kept.received_on,
            "body": body,
            "event": event,
        },
    )


def refused(left: LeftOut, *, by: str, at: str) -> None:
    """Record that a provider's file was refused, with its faults by rule: its scorecard counts them. Once a file."""
    sent = left.sent
    if sent is None or SubmissionRecord.objects.filter(sid=sent.id).exists():
        return
    with transaction.atomic():
        body = {"contract": sent.contract, "faults": sum(fault.count for fault in left.faults)}
        event = record(verb="refused", subject=sent.id, body=body, by=by, at=at)
        keep(Kept(sent, "refused", at[:10], left.rows, left.broken, left.faults, left.why), event=event.id)


def quarantined(left: LeftOut, *, by: str, at: str) -> None:
    """Record that a package was put in quarantine, once."""
    if SubmissionRecord.objects.filter(sid=left.aside).exists():
        return
    sent = left.sent or Submission("", 0, "records", "")
    with transaction.atomic():
        event = record(verb="quarantined", subject=left.aside, body={"contract": sent.contract}, by=by, at=at)
        body = {**body_of_submission(sent), "rows": 0, "broken": 0, "faults": [], "why": left.why}
        SubmissionRecord.objects.create(sid=left.aside, contract=sent.contract[:80], provider=sent.provider, state="quarantined",
                                        received_on=at[:10], body=body, event=event.id)


def out_of_quarantine(name: str, *, released: bool, reason: str, by: str, at: str) -> None:
    """Record that a person released a package from quarantine, or deleted it."""
    if not reason.strip():
        raise Refusal("letting something out of quarantine needs its reason",
                      do="Add --reason with a sentence that others can follow.")
    with transaction.atomic():
        record(verb="released" if released else "discarded", subject=name, body={}, by=by, at=at, why=reason)
        SubmissionRecord.objects.filter(sid=name).delete()


def declare(sent: Submission, *, by: str, at: str) -> bool:
    """Record that a feed flows elsewhere already: it counts as met and nothing is held. False where it was known."""
    if SubmissionRecord.objects.filter(sid=sent.id).exists():
        return False
    with transaction.atomic():
        event = record(verb="declared elsewhere", subject=sent.id, body={"contract": sent.contract}, by=by, at=at)
        keep(Kept(sent, "elsewhere", at[:10]), event=event.id)
    return True


def sign(name: str, *, officer: str, role: str, on: str, by: str, at: str) -> Kept:
    """Record that the provider's named officer signed for what was sent; it may be used from then on.

    Raises:
        Refusal: nothing is called that, it isn't held, it was signed before, or a name or role is missing.
    """
    if not officer.strip() or not role.strip():
        raise Refusal("a signature needs the officer's name and role", do="Add --officer NAME --role ROLE.")
    with transaction.atomic():
        in_turn()
        kept = _to_sign(name)
        signed = replace(kept.sent, officer=officer.strip(), role=role.strip(), signed_on=on)
        record(verb="signed off", subject=name, body={"on": on}, by=by, at=at)
        SubmissionRecord.objects.filter(sid=name).update(officer=author(signed.officer), role=signed.role, signed_on=on)
    return replace(kept, sent=signed)


def _to_sign(name: str) -> Kept:
    """What waits for a signature under that name; asked inside the transaction that signs, so that of two who sign at once one is told."""
    found = [kept for kept in submissions() if kept.sent.id == name]
    if not found:
        waiting = ", ".join(kept.sent.id for kept in submissions() if kept.state == "held" and not kept.sent.signed)
        raise Refusal(f"no submission is called {name}",
                      do=f"Waiting for a signature: {waiting}." if waiting else "None waits for a signature.")
    kept = found[0]
    if kept.state not in ("held", "elsewhere"):
        raise Refusal(f"submission {name} is {kept.state}, so there is nothing to sign for", do="Take it in first.")
    if kept.sent.signed:
        raise Refusal(f"submission {name} was signed on {kept.sent.signed_on}", do="Nothing is left to do.")
    return kept


def signed_since(receipt: Receipt, *, by: str, at: str) -> Receipt:
    """A receipt of what is held already: where it came unsigned before and is signed now, that is recorded."""
    sent = receipt.sent
    row = SubmissionRecord.objects.filter(sid=sent.id).first() if sent else None
    if sent is None or row is None:
        return receipt
    if sent.signed and not row.signed_on:
        sign(sent.id, officer=sent.officer, role=sent.role, on=sent.signed_on, by=by, at=at)
        return replace(receipt, notes=(*receipt.notes, "it came again with a signature and may now be used"))
    if row.signed_on:
        return replace(receipt, sent=replace(sent, officer=names().get(row.officer, row.officer), role=row.role, signed_on=row.signed_on))
    return receipt
