"""Rows to words, one way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from upriver.desk.partners.people import names
from upriver.desk.submissions.models import DecisionRecord, ReceiptRecord, SubmissionRecord, TombstoneRecord
from upriver.words.decision import Decision
from upriver.words.part import Fault, Part, Receipt
from upriver.words.period import Period
from upriver.words.sharing.submission import Kept, Known, Submission


def receipts() -> tuple[Receipt, ...]:
    """Every receipt of what is held today, in the order of arrival, each with what its provider declared."""
    people = names()
    sent = {row.sid: _submission(row, people) for row in SubmissionRecord.objects.exclude(state="elsewhere")}
    return tuple(_receipt(row.body, sent.get(row.submission)) for row in ReceiptRecord.objects.order_by("number"))


def submissions() -> tuple[Kept, ...]:
    """All that providers sent or declared, in the order it came, with what became of it."""
    people = names()
    return tuple(
        Kept(_submission(row, people), row.state, row.received_on, row.body["rows"], row.body.get("broken", 0), _faults(row.body["faults"]),
             row.body["why"])
        for row in SubmissionRecord.objects.order_by("number")
    )


def elsewhere() -> dict[str, str]:
    """Feeds that flow elsewhere already, as their providers declared: contract -> to whom and since when, by whom."""
    said: dict[str, list[str]] = {}
    for kept in submissions():
        if kept.state == "elsewhere":
            said.setdefault(kept.sent.contract, []).append(f"{kept.sent.elsewhere} ({kept.sent.provider})")
    return {feed: "; ".join(dict.fromkeys(words)) for feed, words in sorted(said.items())}


def deleted() -> dict[tuple[str, str, str], str]:
    """Why each part that was held once may not come back: (source hash, contract, provider) -> the reason in words."""
    return {(row.source_hash, row.contract, row.provider): row.says for row in TombstoneRecord.objects.order_by("number")}


def decisions() -> tuple[Decision, ...]:
    """The latest decision on each subject, in the order of their subjects."""
    people = names()
    latest = {row.subject: row for row in DecisionRecord.objects.order_by("number")}
    return tuple(Decision(row.subject, row.answer, row.reason, row.event, people.get(row.answered_by, row.answered_by))
                 for _, row in sorted(latest.items()))


def body_of(receipt: Receipt) -> dict[str, Any]:
    """A receipt as it is kept."""
    body = asdict(receipt)
    period = receipt.part.period
    body["part"]["period"] = [period.start.isoformat(), period.end.isoformat()] if period else None
    body.pop("already")
    body.pop("sent")
    return body


def body_of_submission(sent: Submission) -> dict[str, Any]:
    """What is kept of a submission beside its own columns; the officer's name stands in one place alone."""
    body = asdict(sent)
    for key in ("contract", "provider", "officer", "role", "signed_on"):
        body.pop(key)
    return body


def _submission(row: SubmissionRecord, people: Mapping[str, str]) -> Submission:
    body = {key: row.body[key] for key in ("version", "mode", "file", "sha256", "statement", "elsewhere")}
    first, last = row.body["period"]
    return Submission(
        **body, contract=row.contract, provider=row.provider, officer=people.get(row.officer, row.officer), role=row.role, signed_on=row.signed_on,
        period=(first, last), known=tuple(Known(**each) for each in row.body["known"]),
    )


def _faults(body: list[dict[str, Any]]) -> tuple[Fault, ...]:
    return tuple(Fault(**{**fault, "rows": tuple(fault["rows"])}) for fault in body)


def _receipt(body: dict[str, Any], sent: Submission | None = None) -> Receipt:
    part = dict(body["part"])
    if part["period"]:
        part["period"] = Period(*(date.fromisoformat(day) for day in part["period"]))
    part["covers"] = tuple((provider, month) for provider, month in part["covers"])
    return Receipt(
        part=Part(**part),
        faults=_faults(body["faults"]),
        replaced=tuple(body["replaced"]),
        yields=tuple((provider, month) for provider, month in body["yields"]),
        reason=body["reason"],
        diff=body["diff"],
        notes=tuple(body["notes"]),
        sent=sent,
    )
