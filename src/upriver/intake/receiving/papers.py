"""The receipt that a provider can be sent: what came, what was wrong, what it replaced, what is still due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from upriver.intake.receiving.due import Due, spans
from upriver.words.declared import Contract
from upriver.words.document import Bullets, Callout, Column, Heading, Paragraph, Table, TableCell
from upriver.words.part import Fault, LeftOut, Receipt
from upriver.words.period import read_period
from upriver.words.sharing.paper import Block, Paper
from upriver.words.sharing.submission import Submission
from upriver.words.text import day, listed, plural

Outcome = Receipt | LeftOut


def receipt_body(outcome: Outcome, sent: Submission, due: Sequence[Due], *, on: str) -> dict[str, Any]:
    """A receipt as plain data. Names no person: who signed stands in the workspace's records alone."""
    part = outcome.part if isinstance(outcome, Receipt) else None
    return {
        "receipt_for": sent.id,
        "on": on,
        "contract": sent.contract,
        "version": sent.version,
        "mode": sent.mode,
        "provider": sent.provider,
        "file": sent.file,
        "sha256": sent.sha256,
        "accepted": part is not None,
        "signed": sent.signed,
        "rows": part.rows if part else outcome.rows if isinstance(outcome, LeftOut) else 0,
        "periods": [period for _, period in part.covers] if part else [],
        "why": outcome.why if isinstance(outcome, LeftOut) else "",
        "faults": [{"field": one.field, "rule": one.rule, "says": one.says, "rows": one.count, "first_rows": list(one.rows)}
                   for one in outcome.faults],
        "known_and_true": [{"rule": one.rule, "row": one.row, "reason": one.reason} for one in sent.known],
        "replaced": list(outcome.replaced) if isinstance(outcome, Receipt) else [],
        "difference": dict(outcome.diff) if isinstance(outcome, Receipt) else {},
        "still_due": [{"contract": one.feed, "period": one.period, "due_on": one.due_on.isoformat(), "state": one.state}
                      for one in due],
    }


def receipt_paper(body: Mapping[str, Any], contract: Contract, faults: Sequence[Fault], *, partnership: str) -> Paper:
    """The same as a paper."""
    taken = body["accepted"]
    state = f"{'Received' if taken else 'Not accepted'}: {plural(body['rows'], 'row')} of {contract.title}"
    blocks: list[Block] = [Paragraph(f"From {body['provider']}, received by {partnership} on {day(body['on'])}.")]
    if not taken:
        blocks.append(Callout(f"{body['why'].rstrip('.')}.", "warning"))
    elif not body["signed"]:
        blocks.append(Callout(f"Held and not used yet: your named officer hasn't signed. It is submission {body['receipt_for']}.", "warning"))
    blocks.append(_facts(body))
    if faults:
        blocks += [Heading("What is wrong"), _faults(faults),
                   Paragraph("Rows are counted from 1 below the header. Values are never shown. Put them right and send the file again.")]
    if body["known_and_true"]:
        blocks += [Heading("Known and true"), Bullets(tuple(
            f"{one['rule']}, {'every row' if one['row'] == 0 else 'row ' + format(one['row'], ',')}: {one['reason']}"
            for one in body["known_and_true"]))]
    if body["replaced"]:
        blocks += [Heading("What it stands in for"), Paragraph(_difference(body["difference"]))]
    blocks += [Heading("What is still due"), _due(body["still_due"])]
    return Paper(f"receipt_{body['receipt_for']}", state, "Keep it with the file that you sent.", tuple(blocks), as_of=body["on"])


def _facts(body: Mapping[str, Any]) -> Table:
    periods = body["periods"]
    rows = [("File", body["file"]), ("SHA-256", body["sha256"]), ("Contract", f"{body['contract']}, version {body['version']}"),
            ("Met as", body["mode"]), ("Rows", f"{body['rows']:,}"), ("Submission", body["receipt_for"]),
            ("Signed by your officer", "yes" if body["signed"] else "no")]
    if periods:
        rows.insert(5, ("Periods", periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]} ({len(periods)})"))
    return _table("facts", "What came", ("What", "This file"), [(name, str(value)) for name, value in rows])


def _faults(faults: Sequence[Fault]) -> Table:
    rows = [(one.field, one.rule, one.says, f"{one.count:,}", listed([f"{row:,}" for row in one.rows], most=5)) for one in faults]
    return _table("faults", "Faults by column and rule", ("Column", "Rule", "What is wrong", "Rows", "First rows"), rows)


def _difference(diff: Mapping[str, int]) -> str:
    if not diff:
        return "It stands in for what you sent before for the same periods."
    return (f"It stands in for what you sent before for the same periods: {plural(diff['rows_before'], 'row')} then, "
            f"{diff['rows_after']:,} now; {diff['added']:,} added, {diff['changed']:,} changed, {diff['removed']:,} removed. "
            "The older file is kept until its retention ends.")


def _due(due: Sequence[Mapping[str, Any]]) -> Block:
    if not due:
        return Paragraph("Nothing that is known here.")
    rows = []
    for feed in sorted({str(one["contract"]) for one in due}):
        gone = [one for one in due if one["contract"] == feed and one["state"] == "missing"]
        if gone:
            months = [month for one in gone for month in read_period(one["period"]).months]
            rows.append((feed, spans(months), day(max(one["due_on"] for one in gone)), "missing"))
        rows += [(feed, one["period"], day(one["due_on"]), "to come") for one in due if one["contract"] == feed and one["state"] == "due"][:1]
    return _table("due", "Periods not received yet", ("Contract", "Periods", "Due by", "State"), rows)


def _table(slug: str, caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    return Table(slug, caption, tuple(Column(name) for name in columns), tuple(tuple(TableCell(cell) for cell in row) for row in rows))
