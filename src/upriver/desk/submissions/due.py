"""What is due, late and missing, from what was sent and what was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from upriver.desk.agreements.convert import agreements
from upriver.desk.submissions.convert import receipts, submissions
from upriver.duty.agreements.standing import last_day, standing
from upriver.duty.gateways import gateways
from upriver.intake.receiving.due import Arrival, Due, Expected, calendar
from upriver.words.declared import Contract
from upriver.words.period import month_name, month_number, months_between, months_of_quarter, read_period
from upriver.words.refusal import Refusal

CADENCES = {"weekly": "month", "monthly": "month", "quarterly": "quarter", "yearly": "year", "once": "none", "as_asked": "none"}
"""How often an agreement says it comes, as a cadence; a week's data are due with their month."""


def dues(layouts: Mapping[str, Contract], *, own: Path, on: date) -> tuple[Due, ...]:
    """Every period that was to come up to a day, and the next one of each feed; see `intake.receiving.due`.

    `own` is the workspace's declarations, for gateways of its own.
    """
    return calendar(layouts, arrivals(layouts), expected(own=own, on=on), on=on)


def arrivals(layouts: Mapping[str, Contract]) -> tuple[Arrival, ...]:
    """All that came and was held, or was declared to flow elsewhere; deleted by now or not.

    It came on the day that its officer signed, where that is before the day it was taken in: a package that waits in the
    partnership's own tray isn't late.
    """
    covered = {(receipt.sent.id if receipt.sent else ""): receipt.part.covers for receipt in receipts()}
    found = []
    for kept in submissions():
        if kept.state not in ("held", "elsewhere", "deleted"):
            continue
        layout = layouts.get(kept.sent.layout)
        months = set(kept.sent.months)
        for _, period in covered.get(kept.sent.id, ()):
            months.update(months_of(period, layout))
        if months:
            came = date.fromisoformat(min(kept.received_on, kept.sent.signed_on or kept.received_on))
            found.append(Arrival(kept.sent.contract, kept.sent.provider, tuple(sorted(months)), came, kept.state == "elsewhere"))
    return tuple(found)


def months_of(period: str, layout: Contract | None) -> tuple[str, ...]:
    """The months of a period as a part's `covers` say it: a month, the first month of a quarter, a year."""
    kind = layout.field(layout.period_from).type if layout and layout.period_from else "month"
    try:
        if kind == "quarter":
            return months_of_quarter(period) if "Q" in period else months_between(period, month_name(month_number(period) + 2))
        return read_period(period).months
    except (Refusal, ValueError):
        return ()


def givers(*, own: Path, on: date) -> dict[str, tuple[str, ...]]:
    """Who has agreed to send each contract, by live agreements; those who send it only once or when asked aren't counted."""
    found: dict[str, set[str]] = {}
    for each in expected(own=own, on=on):
        if each.cadence != "none":
            found.setdefault(each.feed, set()).add(each.provider)
    return {feed: tuple(sorted(names)) for feed, names in found.items()}


def expected(*, own: Path, on: date) -> tuple[Expected, ...]:
    """What live agreements say is to come: from each party that gives, from their first month to their last."""
    declared = gateways(own)
    found = []
    for each in agreements():
        if standing(each, declared, on=on).state != "live":
            continue
        for party in each.parties:
            if party.part != "receives":
                found.append(Expected(each.contract, party.name, f"{each.starts:%Y-%m}", f"{last_day(each):%Y-%m}",
                                      CADENCES.get(each.frequency, "")))
    return tuple(found)
