"""`doctor`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from upriver.cli.operating.looking import opened_as_it_is
from upriver.cli.workspace import common, only_workspace
from upriver.words.text import hung, plural

SIGNS = {"ok": "ok   ", "look": "look ", "wrong": "WRONG"}


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@click.option("--deep", is_flag=True, help="Read every held file as well.")
@click.option("--against", type=click.Path(path_type=Path), metavar="BACKUP", help="Hold every held file against a backup, byte for byte; deep.")
@click.option("--lock", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE", help="The lock that packages are held against.")
@common
def doctor(arguments: tuple[str, ...], deep: bool, against: Path | None, lock: Path | None, at_path: Path | None, by: str, as_json: bool) -> int:
    """Say whether all is well with this machine and workspace, a line each: ok, look, or wrong with what to do.

    Changes nothing, and can run while others work. Ends with 1 where anything is wrong, so that a timer can tell.
    """
    session, address = opened_as_it_is(only_workspace(arguments, at_path), by=by, as_json=as_json)
    from upriver.desk.operations.health.examining import examined

    found = []
    for line in examined(session.folder, at=session.at, address=address, deep=deep, against=against.resolve() if against else None, lock=lock):
        found.append(line)
        session.say(hung(f"{SIGNS[line.stands]} {line.about}: ", f"{line.says}.", indent=6, wide=100))
        if line.do:
            session.say(hung("      ", line.do, indent=6, wide=100))
    wrong, looks = (sum(1 for line in found if line.stands == stands) for stands in ("wrong", "look"))
    session.say(f"{plural(len(found), 'line')}: {wrong} wrong, {looks} to look at." if wrong or looks else f"{plural(len(found), 'line')}, all well.")
    session.answer({"lines": [asdict(line) for line in found], "wrong": wrong, "look": looks})
    return 1 if wrong else 0
