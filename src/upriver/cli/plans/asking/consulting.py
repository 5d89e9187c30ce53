"""`upriver consult`: one letter to many, silence recorded as silence, and who was never asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from upriver.cli.plans.registers import onto
from upriver.cli.workspace import Session, common, day_of, open_session
from upriver.words.text import plural, sentence


@click.group()
def consult() -> None:
    """Who was consulted, what they replied, what people said and what was done."""


@consult.command("send")
@click.argument("ident", metavar="ID")
@click.option("--to-kind", "kinds", multiple=True, metavar="KIND", help="Every body of a kind, as education or prison; may be given several times.")
@click.option("--to", "ids", multiple=True, metavar="BODY", help="One body, by its id; may be given several times.")
@common
def send(ident: str, kinds: tuple[str, ...], ids: tuple[str, ...], as_json: bool, by: str, at_path: Path | None) -> None:
    """Put every body of a kind on a consultation's list in one go; those on it already stay as they are."""
    session = open_session(at_path or Path(), by=by, as_json=as_json, writing=True)
    from upriver.desk.registers import consulting

    new = consulting.send(consultation=ident, kinds=kinds, ids=ids, on=_day(session), by=session.by, at=session.at)
    session.say(f"{plural(len(new), 'authority', 'authorities')} put on the list of {ident}." if new else f"All of them are on the list of {ident} already.")
    session.say(f"The letter: upriver pack consultation_letter --about {ident}")
    session.answer({"consultation": ident, "added": [row.values["authority"] for row in new]})


@consult.command("silence")
@click.argument("ident", metavar="ID")
@common
def silence(ident: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """Mark as silent everybody who was to reply by a date that has passed, and didn't."""
    session = open_session(at_path or Path(), by=by, as_json=as_json, writing=True)
    from upriver.desk.registers import consulting

    rows = consulting.silence(consultation=ident, on=_day(session), by=session.by, at=session.at)
    session.say(f"{plural(len(rows), 'authority', 'authorities')} marked as silent." if rows else "Everybody on the list has replied, or is marked as silent.")
    session.answer({"consultation": ident, "silent": [row.values["authority"] for row in rows]})


@consult.command("who")
@click.option("--strategy", default="", metavar="ID", help="The strategy; the one that holds today where it isn't given.")
@click.option("--never", is_flag=True, help="List everybody who was never asked.")
@click.option("--on", "on", metavar="DATE", default="", help="The day it is told on; today where it isn't given.")
@common
def who(strategy: str, never: bool, on: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """Who must be consulted on a strategy, by kind, and how they stand."""
    session = open_session(at_path or Path(), by=by, as_json=as_json)
    from upriver.desk.partners.convert import register
    from upriver.desk.registers.convert import plan
    from upriver.respond.aligning import in_force
    from upriver.respond.asking import consulting
    from upriver.words.refusal import Refusal
    from upriver.words.registers.strategy import Strategy
    from upriver.words.sharing.authority import KINDS
    from upriver.words.standing.asked import STATES

    rows, bodies, today = plan(on=on), register(), day_of(on, "--on")
    found = rows.one(Strategy, strategy) if strategy else in_force(rows, today)
    if found is None:
        raise Refusal(f"there is no strategy {strategy}".rstrip(), do="`upriver strategy list` shows them.")
    held, names = consulting(rows, bodies, strategy=found.id, on=today), bodies.by_id()
    for kind in held.kinds():
        counts = ", ".join(f"{len(held.of(kind, state)):,} {words[0].lower()}{words[1:]}" for state, words in STATES.items() if held.of(kind, state))
        session.say(f"{sentence(KINDS[kind])}: {len(held.of(kind)):,}; {counts}.")
    for ident in held.missing if never else ():
        session.say(f"  never asked: {names[ident].name} [{ident}]")
    session.say("Everybody who must be consulted has been." if not held.missing
                else f"{plural(len(held.missing), 'authority', 'authorities')} never asked: {found.id} can't be made final.")
    session.answer(_body(held))


def _day(session: Session) -> date:
    return date.fromisoformat(session.at[:10])


def _body(held: Any) -> dict[str, Any]:
    return {"strategy": held.strategy, "wider": held.wider, "missing": list(held.missing),
            "must": [{"authority": each.authority, "kind": each.kind, "state": each.state} for each in held.must]}


onto(consult, "consult")
