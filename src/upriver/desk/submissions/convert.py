"""Rows to words, one way."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from upriver.desk.submissions.models import DecisionRecord, ReceiptRecord
from upriver.words.decision import Decision
from upriver.words.part import Fault, Part, Receipt
from upriver.words.period import Period


def receipts() -> tuple[Receipt, ...]:
    """Every receipt, in the order of arrival."""
    return tuple(_receipt(row.body) for row in ReceiptRecord.objects.order_by("number"))


def decisions() -> tuple[Decision, ...]:
    """The latest decision on each subject, in the order of their subjects."""
    latest = {row.subject: row for row in DecisionRecord.objects.order_by("number")}
    return tuple(Decision(row.subject, row.answer, row.reason, row.event) for _, row in sorted(latest.items()))


def body_of(receipt: Receipt) -> dict[str, Any]:
    """A receipt as it is kept."""
    body = asdict(receipt)
    period = receipt.part.period
    body["part"]["period"] = [period.start.isoformat(), period.end.isoformat()] if period else None
    body.pop("already")
    return body


def _receipt(body: dict[str, Any]) -> Receipt:
    part = dict(body["part"])
    if part["period"]:
        part["period"] = Period(*(date.fromisoformat(day) for day in part["period"]))
    part["covers"] = tuple((provider, month) for provider, month in part["covers"])
    return Receipt(
        part=Part(**part),
        faults=tuple(Fault(**{**fault, "rows": tuple(fault["rows"])}) for fault in body["faults"]),
        replaced=tuple(body["replaced"]),
        yields=tuple((provider, month) for provider, month in body["yields"]),
        reason=body["reason"],
        diff=body["diff"],
        notes=tuple(body["notes"]),
    )
