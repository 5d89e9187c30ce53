"""`take-in`, `status` and `decide`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from upriver.cli.receiving.receipts import write_receipt
from upriver.cli.setting_up import settle
from upriver.cli.workspace import Session, common, day_of, only_workspace, open_session, split_first
from upriver.words.part import LeftOut, Receipt
from upriver.words.sharing.submission import Submission
from upriver.words.text import listed, plural

if TYPE_CHECKING:
    from upriver.pipeline.take_in import Lawful
    from upriver.words.declared import Contract
    from upriver.words.sharing.profile import Profile


@click.command("take-in")
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE] FILES...")
@click.option("--dated", default="", metavar="YYYY-MM-DD", help="The day the files were downloaded, where it is known.")
@click.option("--provider", default="", metavar="NAME", help="Whose the files are, where they are a partner's and no package.")
@click.option(
    "--mapping",
    default="",
    metavar="FILE.toml",
    help="The mapping by which a partner's own columns and codes are read; else those in declarations/mappings.",
)
@click.option("--release", default="", metavar="ID", help="Take in what lies in quarantine under this name; needs --reason.")
@click.option("--discard", default="", metavar="ID", help="Delete what lies in quarantine under this name; needs --reason.")
@click.option("--reason", default="", help="Why it may leave quarantine, in a sentence that others can follow.")
@common
def take_in(arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool, **how: str) -> int:
    """Take in FILES: folders, zips (police.uk archives), packages (`upriver submit`) or files. Their content says what
    they are."""
    path, paths = split_first(arguments, at_path)
    if bool(paths) == bool(how["release"] or how["discard"]):
        raise click.UsageError("Name the files or the folder to take in, or what is to leave quarantine.")
    session = open_session(path, by=by, as_json=as_json, writing=True)
    if how["discard"]:
        return _discard(session, how["discard"], how["reason"])
    receipts, left, declared = [], [], []
    for outcome in _outcomes(session, [Path(each) for each in paths], how):
        kind = receipts if isinstance(outcome, Receipt) else left if isinstance(outcome, LeftOut) else declared
        kind.append(outcome)
        _tell(session, outcome)
        write_receipt(session, outcome)
    return _told(session, receipts, left, declared)


def _told(session: Session, receipts: list[Receipt], left: list[LeftOut], declared: list[Submission]) -> int:
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
            "declared_elsewhere": [sent.contract for sent in declared],
            "areas": settled,
        }
    )
    return 1 if any(each.refused for each in left) else 0


def _discard(session: Session, name: str, reason: str) -> int:
    from upriver.desk.submissions.receiving import discard

    label = discard(session.folder, name, reason=reason, by=session.by, at=session.at)
    session.say(f"Deleted from quarantine: {label} ({name}), by {session.by}.")
    session.answer({"discarded": name})
    return 0


def _outcomes(session: Session, paths: list[Path], how: Mapping[str, str]) -> Any:
    from upriver.desk.submissions import receiving
    from upriver.intake.contracts import layouts

    known = layouts(session.folder.declarations)
    dated = day_of(how["dated"], "--dated").isoformat() if how["dated"] else ""
    made = {"lawful": _lawful(session, known), "profiles": _profiles(session, known, how["mapping"]), "by": session.by, "at": session.at}
    if how["release"]:
        recorded = receiving.release(session.folder, how["release"], known, reason=how["reason"], **made)
    else:
        recorded = receiving.receive(session.folder, paths, known, provider=how["provider"].strip(), dated=dated, **made)
    if session.as_json or not sys.stderr.isatty():
        yield from recorded
        return
    from rich.progress import track

    yield from track(recorded, description="Taking in", transient=True)


def _profiles(session: Session, known: Mapping[str, Contract], mapping: str) -> tuple[Profile, ...]:
    from upriver.intake.mapping import profiles, read_profile

    return (read_profile(Path(mapping), known),) if mapping else profiles(session.folder.declarations, known)


def _lawful(session: Session, known: Mapping[str, Contract]) -> Lawful:
    """By what files may come in today."""
    from upriver.cli.workspace import today
    from upriver.desk.sharing.lawful import lawful_on

    return lawful_on(session.folder, known, on=today())


def _tell(session: Session, outcome: Receipt | LeftOut | Submission) -> None:
    if isinstance(outcome, Submission):
        session.say(f"{outcome.contract}: {outcome.provider} declares that it flows already: {outcome.elsewhere}. Nothing is held.")
        return
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
    if outcome.sent is not None and not outcome.signed:
        session.say(f"  Held and not used: nobody has signed for it. Sign: upriver sign-off{session.typed} {outcome.sent.id} "
                    "--officer NAME --role ROLE")
    if outcome.replaced and not outcome.already:
        session.say(f"  {'It stands' if outcome.signed else 'Once signed it stands'} in for an older file. Newer by {outcome.reason}.")
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
        "submission": receipt.sent.id if receipt.sent else None,
        "signed": receipt.signed,
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
    return {"file": each.label, "why": each.why, "refused": each.refused, "faults": faults, "quarantine": each.aside or None}


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@common
def status(arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool) -> None:
    """What is held, for which months and areas, and what is missing or odd."""
    session = open_session(only_workspace(arguments, at_path), by=by, as_json=as_json)
    from upriver.cli.receiving.receipts import receiving_lines
    from upriver.cli.reporting import status_lines
    from upriver.cli.workspace import today
    from upriver.desk.overview.held import held_body
    from upriver.desk.overview.receiving import receiving_body

    body = held_body(session.folder, slug=session.slug, name=session.name, on=today())
    body["receiving"] = receiving_body(session.folder, on=today())
    for line in [*status_lines(body, typed=session.typed), *receiving_lines(body["receiving"], typed=session.typed)]:
        session.say(line)
    session.answer(body)


@click.command()
@click.argument("arguments", nargs=-1, required=True, metavar="[WORKSPACE] SUBJECT ANSWER")
@click.option("--reason", default="", help="Why, in a sentence that others can follow; it is printed.")
@click.option("--answered-by", default="", metavar="NAME", help="Who at the provider answered what was asked about it.")
@common
def decide(arguments: tuple[str, ...], reason: str, answered_by: str, at_path: Path | None, by: str, as_json: bool) -> None:
    """Decide about SUBJECT (contract:force:YYYY-MM): keep, exclude or annotate."""
    path, rest = split_first(arguments, at_path)
    if len(rest) != 2:
        raise click.UsageError('Write: upriver decide SUBJECT keep|exclude|annotate --reason "..."')
    session = open_session(path, by=by, as_json=as_json, writing=True)
    from upriver.desk.overview.held import subjects
    from upriver.desk.submissions import actions

    made = actions.decide(subject=rest[0], answer=rest[1], reason=reason, known=subjects(), by=session.by, at=session.at,
                          answered_by=answered_by.strip())
    session.say(
        f"Recorded: {made.subject} {made.answer}, by {session.by}. It takes effect at the next `upriver assess`."
    )
    session.answer({"subject": made.subject, "answer": made.answer, "reason": made.reason, "event": made.event})
