"""`retention` and `subject`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from upriver.cli.workspace import common, day_of, only_workspace, open_session, split_first
from upriver.words.text import day, plural

if TYPE_CHECKING:
    from upriver.pipeline.sharing.keep import Held


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@click.option("--on", default="", metavar="YYYY-MM-DD", help="The day to ask for; today by default.")
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
@common
def retention(arguments: tuple[str, ...], on: str, dry_run: bool, at_path: Path | None, by: str, as_json: bool) -> None:
    """Delete the parts that agreements no longer let be kept, with all that was made of them, and write a certificate.

    What is published stays.
    """
    session = open_session(only_workspace(arguments, at_path), by=by, as_json=as_json, writing=not dry_run)
    from upriver.desk.submissions import keeping
    from upriver.desk.voices import keeping as said
    from upriver.intake.contracts import layouts

    known, today = layouts(session.folder.declarations), day_of(on, "--on")
    if dry_run:
        found, voices = keeping.due(known, on=today), said.past(today)
    else:
        found = keeping.retain(session.folder, known, on=today, name=session.name, by=session.by, at=session.at)
        voices = said.retain(session.folder, on=today, by=session.by, at=session.at)
    for each in found:
        part = each.receipt.part
        session.say(f"{'Would delete' if dry_run else 'Deleted'}: {part.contract} of {part.provider}, {plural(part.rows, 'row')}: "
                    f"agreement {each.agreement} lets it be kept for {plural(each.months, 'month')}, until {day(each.until.isoformat())}.")
    certificate = f"certificates/retention-{today}.html" if found and not dry_run else None
    if voices:
        session.say(f"{'Would delete' if dry_run else 'Deleted'}: {plural(len(voices), 'entry', 'entries')} of what people said.")
    session.say(f"Certificate: {certificate}." if certificate else "" if found or voices else "Nothing is past its time.")
    if (found or voices) and dry_run:
        session.say(f"Nothing was deleted. To do it: upriver retention{session.typed}{f' --on {on}' if on else ''}")
    session.answer({"on": today.isoformat(), "dry_run": dry_run, "certificate": certificate, "voices": len(voices), "parts": [
        {"contract": each.receipt.part.contract, "provider": each.receipt.part.provider, "sha256": each.receipt.part.source_hash,
         "rows": each.receipt.part.rows, "agreement": each.agreement, "until": each.until.isoformat()} for each in found]})


@click.command()
@click.argument("what", type=click.Choice(["find", "export", "erase"]))
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@click.option(
    "--key",
    default="",
    metavar="KEY",
    help="Their keyed hash or a reference; asked for where it isn't given, so that it stays out of the history.",
)
@click.option("--to", type=click.Path(path_type=Path), metavar="FOLDER", help="export: a new folder for their rows.")
@click.option("--yes", is_flag=True, help="erase: don't ask again.")
@common
def subject(what: str, arguments: tuple[str, ...], key: str, to: Path | None, yes: bool, at_path: Path | None, by: str,
            as_json: bool) -> None:
    """Find, export or erase the rows of one person, by keyed hash or reference, in all that is held.

    The log says that it was done, never for whom.
    """
    if (what == "export") != (to is not None):
        raise click.UsageError("export needs --to FOLDER; find and erase don't take it.")
    path, _ = split_first(arguments, at_path)
    session = open_session(only_workspace(arguments, at_path) if arguments else path, by=by, as_json=as_json, writing=True)
    from upriver.desk.submissions import keeping
    from upriver.intake.contracts import layouts

    known = layouts(session.folder.declarations)
    wanted = key or click.prompt("Key or reference", hide_input=True)
    if what == "erase" and not yes and not click.confirm("Their rows will be gone from all that is held. Go on?"):
        raise click.Abort
    made: dict[str, Any] = {"by": session.by, "at": session.at}
    loose: tuple[str, ...] = ()
    if what == "export" and to is not None:
        found = keeping.export(session.folder, known, wanted, to, **made)
    elif what == "erase":
        found, loose = keeping.erase(session.folder, known, wanted, name=session.name, **made)
    else:
        found = keeping.find(session.folder, known, wanted, **made)
    verb = {"find": "Found", "export": "Exported", "erase": "Erased"}[what]
    for held in found:
        session.say(f"{verb}: {plural(held.rows, 'row')} in {held.receipt.part.contract} of {held.receipt.part.provider} ({_period(held)}).")
    for name in loose:
        session.say(f"Deleted whole, since it held the key and no receipt speaks of it: held/{name}.")
    session.say(f"{verb} {plural(sum(held.rows for held in found), 'row')} in {plural(len(found), 'part')}.")
    if found and what == "erase":
        session.say(f"Certificate: certificates/erasure-{session.at[:10]}.html. Backups made before today still hold them.")
    session.answer({"subject": what, "rows": sum(held.rows for held in found), "deleted_whole": list(loose), "parts": [
        {"contract": held.receipt.part.contract, "provider": held.receipt.part.provider, "rows": held.rows} for held in found]})


def _period(held: Held) -> str:
    period = held.receipt.part.period
    return period.words if period else "no period"
