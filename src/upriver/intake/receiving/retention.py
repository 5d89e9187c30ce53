"""Which held parts are past the time that their agreements let them be kept."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from upriver.words.declared import Contract
from upriver.words.part import Receipt
from upriver.words.sharing.agreement import Agreement


@dataclass(frozen=True, slots=True)
class Past:
    """One part whose time is over: it was to be kept until `until`, by the agreement named."""

    receipt: Receipt
    agreement: str
    months: int
    until: date


def past(receipts: Sequence[Receipt], layouts: Mapping[str, Contract], agreements: Iterable[Agreement], *,
         on: date) -> tuple[Past, ...]:
    """Parts that may no longer be kept on a day, in the order they came.

    An agreement's months run from the end of the period that the data are of, and hold after it has ended. Of several
    agreements about the same data with the same provider the shortest counts; where none names the provider, the shortest
    about those data. Without an agreement, or a period, nothing says when; such parts stay.
    """
    known = tuple(agreements)
    found = []
    for receipt in receipts:
        layout = layouts.get(receipt.part.contract)
        feed = layout.feed if layout else receipt.part.contract
        about = [each for each in known if each.contract == feed]
        own = [each for each in about if receipt.part.provider.casefold() in {party.name.casefold() for party in each.parties}]
        binding = min(own or about, key=lambda each: (each.retention_months, each.id), default=None)
        if binding is None or receipt.part.period is None:
            continue
        until = months_after(receipt.part.period.end, binding.retention_months)
        if until < on:
            found.append(Past(receipt, binding.id, binding.retention_months, until))
    return tuple(found)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that month is shorter or the day was the last of its."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    last = monthrange(year, month)[1]
    ends = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if ends else min(day.day, last))
