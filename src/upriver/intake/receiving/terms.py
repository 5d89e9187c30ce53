"""Whether what was sent is what was declared: from whom, of which version, for which months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from upriver.words.checks import names_identifier
from upriver.words.declared import Contract
from upriver.words.part import Found
from upriver.words.period import months_of_quarter
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import Submission

MONTHLY = ("date", "datetime", "month", "quarter")


def check_sender(found: Found, contract: Contract, sent: Submission | None) -> None:
    """Refuse a partner's file that nobody says is theirs, and a package of another version than is read here.

    Raises:
        Refusal: says how to name the provider, or which version is read.
    """
    check_way(contract)
    if sent is None:
        if contract.protection != "open":
            raise Refusal(f"{found.label} is a partner's file ({contract.feed}), and whose it is isn't said",
                          do="Add --provider NAME, or have it sent as a package (`upriver submit`).")
        return
    if sent.version != contract.version:
        raise Refusal(f"{sent.file} was made for version {sent.version} of {contract.feed}; version {contract.version} is read here",
                      do="Send the provider the specification of today's version, or use the one it was made for.")


def check_name(name: str, layout: Contract) -> None:
    """Refuse a partner's file whose own name holds what identifies a person: names are kept, shown and sent on.

    Raises:
        Refusal: says what is wrong with the name, never the name.
    """
    wrong = names_identifier(name) if layout.protection != "open" else ""
    if wrong:
        raise Refusal(f"the name of the file {wrong.partition(';')[0]}", do="Give the file another name; nothing was kept.")


def check_reasons(sent: Submission) -> None:
    """Refuse reasons for known rows that hold what identifies a person: they are kept with the submission.

    The name of whoever knows is no fault.

    Raises:
        Refusal: says what is wrong, never the words.
    """
    for each in sent.known:
        if wrong := names_identifier(each.reason, but=("person_name",)):
            raise Refusal(f"a reason for a row that is known to be true {wrong.partition(';')[0]}", do="Say it without; nothing was kept.")


def check_signed(sent: Submission, on: str) -> None:
    """Refuse a signature of a day to come: what was signed last stands, so it would stand for ever. A day is let pass,
    since days don't begin everywhere at once.

    Raises:
        Refusal: it is signed for a later day than tomorrow.
    """
    if sent.signed_on and date.fromisoformat(sent.signed_on) > date.fromisoformat(on) + timedelta(days=1):
        raise Refusal(
            f"{sent.file} was signed for on {sent.signed_on}, a day that is still to come",
            do="Have it signed again with the day it is signed on.",
        )


def check_way(layout: Contract) -> None:
    """Refuse a file in a layout by which its contract isn't met: before it leaves the partner, and again on the way in.

    Raises:
        Refusal: says what may be sent instead.
    """
    if layout.mode == "records" and "records" not in layout.modes:
        raise Refusal(f"rows of {layout.slug} stay with the partner; they aren't taken in",
                      do="Send its protected table (`upriver aggregate`, or the checker) or its form.")


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
