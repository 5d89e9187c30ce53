"""`upriver align`: how CSP plans stand to the priorities, and the letters that ask for what they lack."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from upriver.cli.plans.registers import onto
from upriver.cli.workspace import common, day_of, open_session
from upriver.words.text import hung, plural

OPEN = ("gap", "partly", "not_judged")


@click.group(invoke_without_command=True)
@click.option("--strategy", default="", metavar="ID", help="The strategy; the one that holds on the day where it isn't given.")
@click.option("--on", "on", default="", metavar="YYYY-MM-DD", help="As it stood at the end of that day; now where it isn't given.")
@common
@click.pass_context
def align(context: click.Context, strategy: str, on: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """Plans of community safety partnerships against the priorities: met, partly, gap, not yet judged.

    Without another word it prints how they stand. `add`, `list`, `show`, `set` and `take-out` keep the clauses.
    """
    if context.invoked_subcommand:
        return
    session = open_session(at_path or Path(), by=by, as_json=as_json)
    from upriver.words.standing.aligned import ANSWERS

    held, names = _held(strategy, on, session.at[:10])
    for csp in held.csps:
        strand = held.strand(csp)
        session.say(hung("", f"{names[csp]} [{csp}]: {strand.plan or 'no plan recorded'}. {strand.says}", indent=2))
        for cell in held.of(csp):
            where = next((each.clause for each in cell.clauses if each.clause), "")
            session.say(hung(f"  {ANSWERS[cell.answer]:<15} ", f"{names[cell.priority]}{f' ({where})' if where else ''}"))
    session.say(f"{plural(held.counted('gap'), 'gap')}, {held.counted('partly')} partly, {held.counted('met')} met, "
                f"{held.counted('not_judged')} not yet judged.\nNext: upriver align letters{session.typed}")
    session.answer(_body(held))


@align.command("letters")
@click.option("--for", "audience", default="restricted", type=click.Choice(["restricted", "public"]), help="Whose figures the letters hold.")
@common
def letters(audience: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """Make the gap letter for every CSP whose plan doesn't meet every priority."""
    session = open_session(at_path or Path(), by=by, as_json=as_json, writing=True)
    from upriver.desk.registers import packing

    today = session.at[:10]
    held, names = _held("", "", today)
    made = {}
    for csp in (each for each in held.csps if held.of(each, *OPEN)):
        place, paths = packing.pack(session.folder, document="gap_letter", name=session.name, audience=audience, on=date.fromisoformat(today), about=csp)
        made[csp] = {"folder": str(place), "files": list(paths)}
        session.say(f"{names[csp]}: {place / next((path for path in paths if path.endswith('.docx')), '')}")
    session.say(f"{plural(len(made), 'letter')} made." if made else "Every plan meets every priority: there is no letter to send.")
    session.answer({"letters": made})


def _held(strategy: str, on: str, today: str) -> tuple[Any, dict[str, str]]:
    """How plans stand on the day, with names of CSPs and priorities."""
    from upriver.desk.partners.convert import register
    from upriver.desk.registers.convert import plan
    from upriver.respond.aligning import alignment, in_force
    from upriver.words.refusal import Refusal
    from upriver.words.registers.strategy import Priority, Strategy

    day = day_of(on or today, "--on")
    held, bodies = plan(on=on), register()
    found = held.one(Strategy, strategy) if strategy else in_force(held, day)
    if found is None:
        raise Refusal(f"there is no strategy {strategy}".rstrip(), do="`upriver strategy list` shows them.")
    names = {each.id: each.name for each in bodies.authorities} | {each.id: each.title for each in held.of(Priority)}
    return alignment(held, bodies, strategy=found.id, on=day), names


def _body(held: Any) -> dict[str, Any]:
    cells = [{"csp": each.csp, "priority": each.priority, "answer": each.answer, "clauses": [clause.id for clause in each.clauses]} for each in held.cells]
    strands = [{"csp": each.csp, "has": each.has, "plan": each.plan, "judged_on": each.judged_on} for each in held.strands]
    return {"strategy": held.strategy, "cells": cells, "strands": strands}


onto(align, "align")
