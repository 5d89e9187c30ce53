"""`upriver clock`: what is due when, as lines, an iCalendar file or a digest; and reviews."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import click

from upriver.cli.plans.registers import onto
from upriver.cli.workspace import common, day_of, open_session
from upriver.words.standing.clock import KINDS
from upriver.words.text import day, plural


@click.group(invoke_without_command=True)
@click.option("--within", default=90, type=click.IntRange(1, 3_650), show_default=True, metavar="DAYS", help="How many days ahead; what is late always stands first.")
@click.option("--kind", type=click.Choice(tuple(KINDS)), help="Only what is about this.")
@click.option("--statute", is_flag=True, help="Only what a statute or regulation sets.")
@click.option("--to", "to", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.ics", help="Write a calendar that other programs read.")
@click.option("--digest", is_flag=True, help="A short text for an e-mail: late, due within 30 days, next.")
@click.option("--on", "on", metavar="DATE", default="", help="The day it is told on; today where it isn't given.")
@common
@click.pass_context
def clock(ctx: click.Context, within: int, kind: str | None, statute: bool, to: Path | None, digest: bool, on: str, as_json: bool, by: str,
          at_path: Path | None) -> None:
    """What is due when, each with the rule it rests on; and reviews of assessment, strategy, agreements and definition."""
    if ctx.invoked_subcommand:
        return
    session = open_session(at_path or Path(), by=by, as_json=as_json)
    from upriver.desk.registers.convert import plan
    from upriver.desk.registers.evidence import held
    from upriver.pipeline.requirements.telling import what_is_due
    from upriver.report.plans.duty import calendar
    from upriver.report.plans.duty import digest as digests

    today = day_of(on, "--on")
    found = [each for each in what_is_due(held(session.folder, on=today, records=plan(on=on))) if kind in (None, each.kind)
             and (each.statute or not statute)]
    if to is not None:
        if to.suffix.lower() != ".ics":
            raise click.UsageError("a calendar is written to a file that ends in .ics.")
        dated = [each for each in found if each.known]
        to.write_bytes(calendar.ical(dated, name=session.name, slug=session.slug, on=today))
        session.say(f"Wrote {to}: {plural(len(dated), 'date')}.")
    elif digest:
        session.say(digests.digest(found, name=session.name, on=today))
    else:
        upto = today + timedelta(days=within)
        session.say(digests.listing(found, on=today, upto=upto))
    session.answer({"on": today.isoformat(), "due": [asdict(each) | {"due": each.due.isoformat(), "late": each.known and each.late(today),
                                                     "done_on": each.done_on.isoformat() if each.done_on else None} for each in found]})
    if not as_json and not digest and to is None:
        session.say(f"\nTold on {day(today.isoformat())}. `upriver duty` says how each requirement stands.")


onto(clock, "clock")
