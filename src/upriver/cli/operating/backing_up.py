"""`backup` and `restore`."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from upriver.cli.operating.looking import opened_as_it_is
from upriver.cli.workspace import common, now, only_workspace, this_account
from upriver.words.refusal import Refusal
from upriver.words.text import listed, plural

if TYPE_CHECKING:
    from upriver.desk.operations.tried import Tried

MIB = 2**20
ADDRESS = "PostgreSQL: postgresql://NAME@HOST:5432/DATABASE."


@dataclass
class Watch:
    """How long each part of a restore took on this machine, in this run."""

    last: float = field(default_factory=time.monotonic)
    took: dict[str, float] = field(default_factory=dict)

    def mark(self, part: str) -> None:
        """A part is done."""
        here = time.monotonic()
        self.took[part] = here - self.last
        self.last = here


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@click.option("--to", "to", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="Where to put it, best on another machine's disk.")
@click.option("--database", default="", metavar="ADDRESS", help=f"The same database by an account that may read every row. {ADDRESS}")
@common
def backup(arguments: tuple[str, ...], to: Path, database: str, at_path: Path | None, by: str, as_json: bool) -> None:
    """Make one archive of the whole workspace, while others go on working: `upriver backup --to FOLDER`.

    It holds what can't be made again, the database as it stands at one moment, and the hash of each file. Only your account
    can read it. It isn't encrypted.
    """
    session, address = opened_as_it_is(only_workspace(arguments, at_path), by=by, as_json=as_json, address=database)
    from upriver.desk.operations import keeping

    watch = Watch()
    kept = keeping.backup(session.folder, to, slug=session.slug, name=session.name, by=session.by, at=session.at, address=address)
    watch.mark("made")
    session.say(f"Backed up to {kept.path}: {plural(kept.files, 'file')}, {kept.bytes / MIB:,.1f} MiB, {plural(kept.events, 'event')}, "
                f"in {watch.took['made']:,.1f} seconds.")
    session.say(f"Its seal is {kept.seal}. The log names it; note it elsewhere too.")
    if kept.links:
        session.say(f"Links were not followed: {listed(kept.links)}. What they lead to is not in it.")
    session.say(f"Try it: upriver restore {kept.path} --verify")
    session.answer({"backup": str(kept.path), "seal": kept.seal, "files": kept.files, "bytes": kept.bytes, "events": kept.events,
                    "head": kept.head, "seconds": round(watch.took["made"], 2), "links_left_out": list(kept.links), "wrong": list(kept.wrong)})
    if kept.wrong:
        raise Refusal(f"the backup was made, and the workspace that it holds is not sound: {'; '.join(kept.wrong)}",
                      do="Keep the backups from before it, and run `upriver doctor`.")


@click.command()
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--to", "to", type=click.Path(path_type=Path), metavar="FOLDER", help="A folder that isn't there yet.")
@click.option("--verify", "only_try", is_flag=True, help="Lay it out in a scratch folder, check all of it, and remove it again.")
@click.option("--scratch", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="FOLDER", help="Where there is room to lay it out for --verify.")
@click.option("--database", default="", metavar="ADDRESS", help=f"An empty database, for a backup of one. {ADDRESS}")
@common
def restore(archive: Path, to: Path | None, only_try: bool, scratch: Path | None, database: str, at_path: Path | None, by: str,
            as_json: bool) -> None:
    """Put a backup in a new folder (--to), or try whether it could be (--verify). Every file is held against its hash."""
    if (to is None) == (not only_try):
        raise click.UsageError("say where to restore it (--to FOLDER), or that it is only to be tried (--verify).")
    from upriver.desk.operations import restoring

    watch = Watch()
    if to is None:
        tried = restoring.try_out(archive.resolve(), scratch, marked=watch.mark)
    else:
        tried = restoring.restore(archive.resolve(), to.resolve(), address=database, by=by or this_account(), at=now(), marked=watch.mark)
    _say(tried, to, watch, as_json=as_json)
    if tried.wrong:
        raise Refusal(f"the backup is not sound: {'; '.join(tried.wrong)}", do="Take another one.")


def _say(tried: Tried, to: Path | None, watch: Watch, *, as_json: bool) -> None:
    from upriver.words.text import day

    seconds = sum(watch.took.values())
    if as_json:
        import json

        click.echo(json.dumps({
            "restored": str(to) if to else None, "seal": tried.seal, "made_at": tried.told["made_at"], "upriver": tried.told["upriver"],
            "files": tried.files, "bytes": tried.bytes, "events": tried.events, "newest_event": tried.newest, "held": tried.held,
            "releases": tried.releases, "steps": tried.steps, "wrong": tried.wrong, "notes": tried.notes,
            "seconds": {name: round(took, 2) for name, took in watch.took.items()},
        }, ensure_ascii=False, sort_keys=True, indent=2))
        return
    made, last = tried.told["made_at"], tried.newest
    click.echo(f"Backup of {tried.told['name']}, made on {day(made[:10])} at {made[11:16]} UTC by Upriver {tried.told['upriver']}. Its seal is {tried.seal}.")
    click.echo(f"  {plural(tried.files, 'file')}, {tried.bytes / MIB:,.1f} MiB: each is what its hash says.")
    if last or not tried.notes:
        click.echo(f"  {plural(tried.events, 'event')} in the log, {plural(tried.held, 'held file')}, {plural(tried.releases, 'release')} in the ledger: "
                   f"{'see below' if tried.wrong else 'whole and level with each other'}.")
    if tried.steps:
        click.echo(f"  An earlier Upriver made it: {plural(tried.steps, 'step')} to this version {'was' if tried.steps == 1 else 'were'} taken on a copy. "
                   + ("Run `upriver upgrade` on it before you use it." if to else ""))
    for note in tried.notes:
        click.echo(f"  {note}")
    click.echo(f"  Lost with it (recovery point): whatever was done after {made[11:19]} UTC on {day(made[:10])}"
               + (f"; its last event is of {day(last[:10])}, {last[11:19]} UTC." if last else "."))
    click.echo(f"  Time to have it back (recovery time, on this machine, in this run): {seconds:,.1f} seconds, of which "
               f"{watch.took.get('laid out', 0):,.1f} laying out and {watch.took.get('opened', 0):,.1f} opening and checking.")
    if to and not tried.wrong:
        click.echo(f"Restored to {to}. Next: upriver doctor {to}")
