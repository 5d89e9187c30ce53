"""`upgrade`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from upriver import __version__
from upriver.cli.operating.looking import opened_as_it_is
from upriver.cli.workspace import Session, common, only_workspace
from upriver.store.locking import Alone
from upriver.words.refusal import Refusal
from upriver.words.text import listed, plural

if TYPE_CHECKING:
    from upriver.desk.operations.upgrading import Rehearsed


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@click.option("--check", "only_check", is_flag=True, help="Only try it on a copy, and say what it would do.")
@click.option("--backup-to", "to", type=click.Path(path_type=Path), metavar="FOLDER", help="Where the backup goes; `backups` in the workspace by default.")
@click.option("--database", default="", metavar="ADDRESS", help="PostgreSQL: the database by the account that owns its tables.")
@common
def upgrade(arguments: tuple[str, ...], only_check: bool, to: Path | None, database: str, at_path: Path | None, by: str, as_json: bool) -> None:
    """Bring a workspace of an earlier Upriver to this version. It is tried on a copy and backed up first.

    Nobody else may work in it meanwhile: stop the web server. A workspace of a newer Upriver is refused, and nothing is changed.
    """
    session, address = opened_as_it_is(only_workspace(arguments, at_path), by=by, as_json=as_json, address=database, web=True)
    from upriver.desk.operations import upgrading

    if only_check:
        found = upgrading.rehearsed(session.folder, address)
        _say(session, found)
        session.answer(_body(found))
        if found.wrong:
            raise Refusal(f"the upgrade was tried on a copy and failed: {listed(found.wrong)}", do="Nothing was changed. Go on with the version that you had.")
        return
    click.get_current_context().call_on_close(Alone(session.folder.root).release)
    done, kept = upgrading.upgrade(session.folder, to or session.folder.root / "backups", slug=session.slug, name=session.name, by=session.by,
                                   at=session.at, address=address)
    _say(session, done)
    if kept:
        session.say(f"Backed up first to {kept.path} (seal {kept.seal}).")
        session.say(f"Upgraded to Upriver {__version__}. {plural(done.events, 'event')} before it, all there." if done.tried else f"Upgraded to Upriver {__version__}.")
    session.answer({**_body(done), "upgraded": bool(kept), "backup": str(kept.path) if kept else None})


def _say(session: Session, found: Rehearsed) -> None:
    if found.fresh:
        session.say(f"The database is new: its tables are those of Upriver {__version__}.")
        return
    if not found.steps:
        session.say(f"This workspace is at the level of Upriver {__version__}. There is nothing to do.")
        return
    session.say(f"{plural(len(found.steps), 'step')} to Upriver {__version__}: {listed(found.steps, most=12)}.")
    if not found.tried:
        session.say("The database is on a server, so nothing was tried on a copy; each step there is taken whole or not at all.")
    elif not found.wrong:
        session.say(f"Tried on a copy: {plural(found.events, 'event')}, the log is whole, the database is sound.")
        for name, (before, after) in found.fewer.items():
            session.say(f"  {name} has {after:,} rows in place of {before:,}: the step moves or merges them.")


def _body(found: Rehearsed) -> dict[str, object]:
    return {"version": __version__, "steps": list(found.steps), "tried_on_a_copy": found.tried, "events": found.events,
            "fewer_rows": {name: list(pair) for name, pair in found.fewer.items()}, "wrong": list(found.wrong), "new": found.fresh}
