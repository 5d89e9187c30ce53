"""Rows to words, one way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upriver.desk.agreements.models import AgreementRecord
from upriver.duty.agreements.files import from_table
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Agreement


def agreements() -> tuple[Agreement, ...]:
    """Every agreement as it stands after its latest change, in the order of their ids."""
    latest = {row.slug: row for row in AgreementRecord.objects.order_by("number")}
    return tuple(_agreement(row.body) for _, row in sorted(latest.items()))


def agreement(slug: str) -> Agreement:
    """One agreement as it stands.

    Raises:
        Refusal: none is called that; says which there are.
    """
    row = AgreementRecord.objects.filter(slug=slug).order_by("number").last()
    if row is None:
        known = sorted(set(AgreementRecord.objects.values_list("slug", flat=True)))
        raise Refusal("no agreement is called that", do=f"There are {', '.join(known)}." if known else "None is recorded yet.")
    return _agreement(row.body)


def _agreement(body: Mapping[str, Any]) -> Agreement:
    read = from_table(body)
    if read.agreement is None:
        raise Refusal(f"the agreement {body.get('id', '')} as it is kept can't be read", do="Restore db.sqlite3 from a backup.")
    return read.agreement
