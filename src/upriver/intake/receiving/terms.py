"""Whether what was sent is what was declared: from whom, of which version, for which months."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.words.declared import Contract
from upriver.words.part import Found
from upriver.words.period import first_month, month_name, month_number
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import Submission

MONTHLY = ("date", "datetime", "month", "quarter")


def check_sender(found: Found, contract: Contract, sent: Submission | None) -> None:
    """Refuse a partner's file that nobody says is theirs, and a package of another version than is read here.

    Raises:
        Refusal: says how to name the provider, or which version is read.
    """
    if contract.mode == "records" and "records" not in contract.modes:
        raise Refusal(f"rows of {contract.slug} stay with the partner; they aren't taken in",
                      do="Send its protected table (`upriver aggregate`, or the checker) or its form.")
    if sent is None:
        if contract.protection != "open":
            raise Refusal(f"{found.label} is a partner's file ({contract.feed}), and whose it is isn't said",
                          do="Add --provider NAME, or have it sent as a package (`upriver submit`).")
        return
    if sent.version != contract.version:
        raise Refusal(f"{sent.file} was made for version {sent.version} of {contract.feed}; version {contract.version} is read here",
                      do="Send the provider the specification of today's version, or use the one it was made for.")


def check_period(found: Found, contract: Contract, sent: Submission | None,
                 covers: Sequence[tuple[str, str, int]]) -> None:
    """Refuse rows of months that the manifest doesn't declare: they would stand in for what was sent for those.

    Raises:
        Refusal: names the first such month.
    """
    if sent is None or not sent.months or not contract.period_from:
        return
    kind = contract.field(contract.period_from).type
    if kind not in MONTHLY:
        return
    for _, when, _ in covers:
        months = months_of_quarter(when) if kind == "quarter" else (when,)
        outside = [month for month in months if month not in sent.months]
        if outside and when:
            raise Refusal(f"{sent.file} has rows for {outside[0]}, which its declaration of {sent.period[0]} to "
                          f"{sent.period[1]} leaves out",
                          do="Declare the period that the file is of, or take those rows out.")


def months_of_quarter(quarter: str) -> tuple[str, ...]:
    """The three months of a quarter, as YYYY-MM."""
    first = month_number(first_month(quarter))
    return tuple(month_name(first + each) for each in range(3))
