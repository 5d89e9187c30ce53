"""`audit`: is the log whole, and handing parts of it out."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from upriver.cli.workspace import common, day_of, only_workspace, open_session, split_first
from upriver.words.refusal import Refusal
from upriver.words.text import listed, plural


@click.group(invoke_without_command=True)
@common
@click.pass_context
def audit(ctx: click.Context, at_path: Path | None, by: str, as_json: bool) -> None:
    """Check that nobody changed the audit log (`audit verify`), or hand parts of it out (`audit export`)."""
    if not ctx.invoked_subcommand:
        _verify(at_path or Path(), None, by=by, as_json=as_json)


@audit.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@click.option("--against", type=click.Path(path_type=Path), metavar="BACKUP", help="Hold it against the head that a backup names as well.")
@common
def verify(arguments: tuple[str, ...], against: Path | None, at_path: Path | None, by: str, as_json: bool) -> None:
    """Check the chain of the log, that every head that was written down elsewhere is still in it, and that records are as it says.

    A chain that was cut short at its end is still whole by itself: that is found by what `audit.heads`, the ledger and backups
    say. Events that were taken out of the database and of `audit.heads` alike, with no release and no backup after them, are
    not found by anything here.
    """
    path, _ = split_first(arguments, at_path)
    _verify(path, against, by=by, as_json=as_json)


def _verify(path: Path, against: Path | None, *, by: str, as_json: bool) -> None:
    session = open_session(path, by=by, as_json=as_json)
    from upriver.desk.audit.anchoring import Head
    from upriver.desk.audit.bearing_out import amiss
    from upriver.desk.audit.verifying import checked
    from upriver.store.keeping_safe.reading import opened

    backup = None
    if against is not None:
        with opened(against.resolve()) as archive:
            kept = archive.told["audit"]
            backup = Head(int(kept["number"]), str(kept["head"]), str(kept["at"])) if kept["head"] else None
    found = checked(session.folder, backup=backup)
    changed = () if found.wrong else amiss()
    session.answer({"events": found.events, "broken_at": found.broken_at, "wrong": found.wrong, "head": found.head.id if found.head else "",
                    "held_against": dict(found.held_against), "records": list(changed)})
    if found.wrong:
        raise Refusal(found.wrong, do="Restore the workspace from a backup, and ask who wrote to its database.")
    if changed:
        raise Refusal(f"the audit log is whole, but {plural(len(changed), 'record')} {'is' if len(changed) == 1 else 'are'} not as it says: "
                      f"{'; '.join(changed[:5])}{'; and more' if len(changed) > 5 else ''}",
                      do="Restore the workspace from a backup, and ask who wrote to its database.")
    places = [f"{plural(count, 'head')} in {name}" if name != "the backup" else "the backup's head" for name, count in found.held_against.items()]
    session.say(f"The audit log is whole: {plural(found.events, 'event')}" + (f", held against {listed(places)}." if places else
                ". No head of it was written down elsewhere yet, so events taken off its end would not be noticed."))


@audit.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@click.option("--from", "first", default="", metavar="DATE", help="From this day on.")
@click.option("--until", "last", default="", metavar="DATE", help="Up to this day, which is included.")
@click.option("--verb", default="", help='What was done, as the log says it: "published".')
@click.option("--subject", default="", help="Words of what it was done to.")
@click.option("--author", default="", help="The name of who did it.")
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True, help="A table, or a line of JSON an event.")
@click.option("--to", "to", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="A new file, closed to other accounts; else the screen.")
@click.option("--why", default="", help="What it is for: the log keeps that.")
@common
def export(arguments: tuple[str, ...], first: str, last: str, verb: str, subject: str, author: str, form: str, to: Path | None, why: str,
           at_path: Path | None, by: str, as_json: bool) -> None:
    """Hand out the events of some days, of one kind, or of one author, as CSV or lines of JSON. That it was done is logged."""
    session = open_session(only_workspace(arguments, at_path), by=by, as_json=as_json)
    from upriver.desk.audit.reading import COLUMNS, Wanted, events, handed_out, verbs

    wanted = Wanted(_day(first, "--from"), _day(last, "--until"), verb.strip(), subject.strip(), author.strip())
    if verb and verb.strip().casefold() not in {each.casefold() for each in verbs()}:
        raise Refusal("nothing in the log was done by that verb", do=f"Its verbs: {listed(list(verbs()), most=40)}.")
    with _out(to) as out:
        count = _written(out, form, COLUMNS, events(wanted))
    handed_out(wanted, count, why=why, by=session.by, at=session.at)
    if to is not None:
        session.say(f"Wrote {plural(count, 'event')} to {to}.")
        session.answer({"events": count, "to": str(to)})


def _day(written: str, option: str) -> date | None:
    return day_of(written, option) if written else None


@contextmanager
def _out(to: Path | None) -> Iterator[IO[str]]:
    if to is None:
        yield sys.stdout
        return
    try:
        handle = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise Refusal(f"{to.name} is there already", do="Name a new file.") from None
    except OSError as fault:
        raise Refusal(f"{to.name} can't be written there", do="Name a file in a folder that you may write to.") from fault
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
        yield out


def _written(out: IO[str], form: str, columns: tuple[str, ...], found: Iterator[dict[str, Any]]) -> int:
    from upriver.report.sheets.inert import inert

    count = 0
    table = csv.writer(out, lineterminator="\n")
    if form == "csv":
        table.writerow(columns)
    for count, event in enumerate(found, start=1):  # noqa: B007
        if form == "csv":
            table.writerow([inert(str(event[name])) for name in columns])
        else:
            out.write(json.dumps({**event, "body": json.loads(event["body"])}, ensure_ascii=False, sort_keys=True) + "\n")
    return count
