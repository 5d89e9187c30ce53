"""`take-in`, `status` and `decide`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from upriver.cli.setting_up import settle
from upriver.cli.workspace import Session, common, only_workspace, open_session, split_first
from upriver.words.part import LeftOut, Receipt
from upriver.words.refusal import Refusal
from upriver.words.text import listed, plural


@click.command("take-in")
@click.argument("arguments", nargs=-1, required=True, metavar="[WORKSPACE] FILES...")
@click.option("--dated", default="", metavar="YYYY-MM-DD", help="The day the files were downloaded, where it is known.")
@common
def take_in(arguments: tuple[str, ...], dated: str, at_path: Path | None, by: str, as_json: bool) -> int:
    """Take in FILES: folders, zips (police.uk archives) or files. What each one is, its content says."""
    path, paths = split_first(arguments, at_path)
    if not paths:
        raise click.UsageError("Name the files or the folder to take in.")
    session = open_session(path, by=by, as_json=as_json, writing=True)
    receipts, left = [], []
    for outcome in _outcomes(session, [Path(each) for each in paths], _day(dated)):
        (receipts if isinstance(outcome, Receipt) else left).append(outcome)
        _tell(session, outcome)
    new = [receipt for receipt in receipts if not receipt.already]
    rows = sum(receipt.part.rows for receipt in new)
    refused = sum(1 for each in left if each.refused)
    session.say(
        f"Took in {plural(len(new), 'file')} with {plural(rows, 'row')}; {len(receipts) - len(new):,} held already; "
        f"{refused:,} refused; {len(left) - refused:,} left out."
    )
    settled = settle(session)
    session.answer(
        {
            "taken_in": [_brief(receipt) for receipt in new],
            "held_already": len(receipts) - len(new),
            "left_out": [_left(each) for each in left],
            "areas": settled,
        }
    )
    return 1 if any(each.refused for each in left) else 0


def _day(dated: str) -> str:
    from datetime import date

    try:
        return date.fromisoformat(dated).isoformat() if dated else ""
    except ValueError as fault:
        raise Refusal("--dated isn't a day", do="Write it as YYYY-MM-DD.") from fault


def _outcomes(session: Session, paths: list[Path], dated: str) -> Any:
    from upriver.cli.workspace import today
    from upriver.desk.submissions import actions
    from upriver.desk.submissions.convert import receipts
    from upriver.duty.permitting import open_clauses, permit
    from upriver.intake.contracts import contracts
    from upriver.pipeline import take_in as staircase
    from upriver.pipeline.recognise import recognise
    from upriver.words.sharing.agreement import Use

    known = contracts(session.folder.declarations)
    uses = [Use(slug, (), (), "record", "data_quality", "restricted") for slug in known]
    permission = permit(uses, open_clauses(known.values()), on=today())
    found = []
    for each in recognise(paths, known, folder=session.folder, dated=dated):
        if isinstance(each, LeftOut):
            yield each
        else:
            found.append(each)
    outcomes = staircase.take_in(session.folder, found, known, held=receipts(), permission=permission)
    recorded = actions.take_in(outcomes, by=session.by, at=session.at)
    if session.as_json or not sys.stderr.isatty():
        yield from recorded
        return
    from rich.progress import track

    yield from track(recorded, description="Taking in", total=len(found), transient=True)


def _tell(session: Session, outcome: Receipt | LeftOut) -> None:
    if isinstance(outcome, LeftOut):
        session.say(
            f"{'Refused' if outcome.refused else 'Left out'}: {outcome.label}: {outcome.why}.".replace("..", ".")
        )
        for fault in outcome.faults:
            where = f"row {listed([f'{row:,}' for row in fault.rows])}" if fault.rows else ""
            session.say(
                f"  {fault.field}: {_rows(fault.count, fault.says)} ({fault.rule}){': ' + where if where else ''}"
            )
        return
    part = outcome.part
    held = " (held already; nothing changed)" if outcome.already else ""
    session.say(f"{part.label}: {part.contract}, {plural(part.rows, 'row')}{held}")
    for note in outcome.notes:
        session.say(f"  Note: {note}.")
    if outcome.replaced and not outcome.already:
        session.say(f"  It stands in for an older file. Newer by {outcome.reason}.")
    if outcome.yields and not outcome.already:
        session.say(f"  It is kept, but an older arrival stands. Newer by {outcome.reason}.")
    if outcome.diff and not outcome.already:
        session.say(
            "  Difference: " + ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in outcome.diff.items())
        )


def _rows(count: int, says: str) -> str:
    """So many rows with what is wrong with them: "1 row is not a month", "3 rows are not a month"."""
    verb, _, rest = says.partition(" ")
    several = {"is": "are", "has": "have", "holds": "hold", "stands": "stand", "lies": "lie", "breaks": "break"}
    return f"{plural(count, 'row')} {verb if count == 1 else several.get(verb, verb)} {rest}"


def _brief(receipt: Receipt) -> dict[str, Any]:
    part = receipt.part
    period = f"{part.period.start}..{part.period.end}" if part.period else None
    return {
        "file": part.label,
        "contract": part.contract,
        "version": part.version,
        "rows": part.rows,
        "sha256": part.source_hash,
        "period": period,
        "provider": part.provider,
        "replaced": list(receipt.replaced),
        "reason": receipt.reason,
        "yields": [list(pair) for pair in receipt.yields],
        "difference": dict(receipt.diff),
    }


def _left(each: LeftOut) -> dict[str, Any]:
    faults = [
        {
            "field": fault.field,
            "rule": fault.rule,
            "says": fault.says,
            "rows": fault.count,
            "first_rows": list(fault.rows),
        }
        for fault in each.faults
    ]
    return {"file": each.label, "why": each.why, "refused": each.refused, "faults": faults}


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@common
def status(arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool) -> None:
    """What is held, for which months and areas, and what is missing or odd."""
    session = open_session(only_workspace(arguments, at_path), by=by, as_json=as_json)
    from upriver.cli.reporting import status_body, status_lines

    body = status_body(session)
    for line in status_lines(body):
        session.say(line)
    session.answer(body)


@click.command()
@click.argument("arguments", nargs=-1, required=True, metavar="[WORKSPACE] SUBJECT ANSWER")
@click.option("--reason", default="", help="Why, in a sentence that others can follow; it is printed.")
@common
def decide(arguments: tuple[str, ...], reason: str, at_path: Path | None, by: str, as_json: bool) -> None:
    """Decide about SUBJECT (contract:force:YYYY-MM): keep, exclude or annotate."""
    path, rest = split_first(arguments, at_path)
    if len(rest) != 2:
        raise click.UsageError('Write: upriver decide SUBJECT keep|exclude|annotate --reason "..."')
    session = open_session(path, by=by, as_json=as_json, writing=True)
    from upriver.desk.submissions import actions
    from upriver.desk.submissions.convert import receipts
    from upriver.intake.coverage import subject_of
    from upriver.intake.vintages import standing
    from upriver.places.forces import force_of

    known = [subject_of(contract, force_of(provider).slug, month) for contract, provider, month in standing(receipts())]
    made = actions.decide(subject=rest[0], answer=rest[1], reason=reason, known=known, by=session.by, at=session.at)
    session.say(
        f"Recorded: {made.subject} {made.answer}, by {session.by}. It takes effect at the next `upriver assess`."
    )
    session.answer({"subject": made.subject, "answer": made.answer, "reason": made.reason, "event": made.event})
