"""Receipts that a provider can be sent, and what `status` says of what was received."""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from typing import Any

from upriver.cli.workspace import Session
from upriver.intake.receiving.due import spans
from upriver.words.part import LeftOut, Receipt
from upriver.words.period import read_period
from upriver.words.sharing.submission import Submission
from upriver.words.text import day, plural


def write_receipt(session: Session, outcome: Receipt | LeftOut | Submission) -> None:
    """Write the receipt of what a provider sent to `receipts/`, as HTML and JSON; nothing for files of nobody."""
    sent = outcome.sent if isinstance(outcome, Receipt | LeftOut) else None
    if sent is None or (isinstance(outcome, LeftOut) and outcome.aside) or isinstance(outcome, Submission):
        return
    from upriver.desk.submissions.due import dues
    from upriver.intake.contracts import layouts
    from upriver.intake.receiving.papers import receipt_body, receipt_paper
    from upriver.report.word.page import page
    from upriver.store.folder import write_whole

    known = layouts(session.folder.declarations)
    on = session.at[:10]
    due = [each for each in dues(known, own=session.folder.declarations, on=date.fromisoformat(on))
           if each.provider.casefold() == sent.provider.casefold() and each.state in ("missing", "due")]
    body = receipt_body(outcome, sent, due, on=on)
    stem = f"{sent.contract}-{sent.id}"
    place = session.folder.root / "receipts"
    write_whole(place / f"{stem}.json", (json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode())
    paper = receipt_paper(body, known[sent.layout], outcome.faults, partnership=session.name)
    write_whole(place / f"{stem}.html", page(paper))
    session.say(f"  Receipt for {sent.provider}: receipts/{stem}.html")


def receiving_lines(body: dict[str, Any], *, typed: str = "") -> list[str]:
    """The same in words."""
    lines = []
    for each in body["unsigned"]:
        lines.append(f"Not signed, so not used: {each['contract']} of {each['provider']}. "
                     f"Sign: upriver sign-off{typed} {each['submission']} --officer NAME --role ROLE")
    for each in body["quarantine"]:
        lines.append(f"In quarantine since {day(each['since'])}: {each['file']} ({each['id']}): {each['why']}")
        lines.append(f'  Ask its sender; then: upriver take-in{typed} --release {each["id"]} --reason "..." or --discard {each["id"]}')
    for (feed, provider), group in groupby(sorted(body["missing"], key=_whose), key=_whose):
        gone = list(group)
        months = spans([month for each in gone for month in read_period(each["period"]).months])
        lines.append(f"Missing: {feed} of {provider} for {months}; the latest was due by {day(gone[-1]['due_on'])}.")
    late = [each for each in body["late"] if each["days_late"]]
    if late:
        lines.append(f"Came late: {plural(len(late), 'period')}; `upriver scorecard` says which.")
    first = {_whose(each): each for each in reversed(body["due"])}
    for each in first.values():
        lines.append(f"Due next: {each['contract']} of {each['provider']} for {each['period']}, by {day(each['due_on'])}.")
    return lines


def _whose(each: dict[str, Any]) -> tuple[str, str]:
    return each["contract"], each["provider"]
