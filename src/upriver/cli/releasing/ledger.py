"""`ledger`: what was ever released, and whether anybody changed what says so."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from upriver.cli.workspace import Session, common, open_session, split_first
from upriver.words.releasing.released import AUDIENCES, Edition
from upriver.words.text import day, plural


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE] [verify]")
@common
def ledger(arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool) -> None:
    """List every release, or with `verify` check that nobody changed, cut short or put back the ledger."""
    path, rest = split_first(arguments, at_path)
    if rest not in ((), ("verify",)):
        raise click.UsageError("after the workspace comes `verify`, or nothing.")
    session = open_session(path, by=by, as_json=as_json)
    _verify(session) if rest else _list(session)


def _list(session: Session) -> None:
    from upriver.store.ledger import read
    from upriver.words.releasing.released import history

    found = {audience: history(read(session.folder.ledger, audience).entries) for audience in AUDIENCES}
    for audience, editions in found.items():
        session.say(f"{audience.capitalize()}: {plural(len(editions), 'release')}{'' if editions else ' yet'}.")
        for edition in editions:
            session.say(f"  {_line(edition)}")
    session.answer({audience: [asdict(edition) for edition in editions] for audience, editions in found.items()})


def _line(edition: Edition) -> str:
    parts = [f"{edition.release}  {edition.document}, figures as known on {day(edition.as_of)}, released on {day(edition.at[:10])} "
             f"by {edition.by}: {edition.state}"]
    if edition.corrects:
        parts.append(f"corrects {edition.corrects}: {edition.why}")
    if edition.corrected_by:
        parts.append(f"put right by {edition.corrected_by}")
    if edition.withdrawn_at:
        parts.append(f"withdrawn on {day(edition.withdrawn_at[:10])} by {edition.withdrawn_by}: {edition.withdrawn_why}")
    return "; ".join(parts)


def _verify(session: Session) -> None:
    """Chain, files, and every line that this workspace's own log names; a fault is a refusal, and ends with 1."""
    from upriver.desk.audit.seen import heads_seen
    from upriver.store.ledger import must_hold, readers, verify

    ledgers, seen = readers(session.folder.ledger, "public"), heads_seen()
    must_hold(ledgers, seen)
    told: dict[str, Any] = {}
    for each in ledgers:
        verify(each)
        told[each.audience] = {"lines": len(each.entries), "head": each.head, "seen": len(seen.get(each.audience, ()))}
        session.say(f"{each.audience.capitalize()}: {plural(len(each.entries), 'line')}, whole and in order; head {each.head[:16]}.")
    session.answer(told)
