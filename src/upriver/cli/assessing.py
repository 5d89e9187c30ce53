"""`assess`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from upriver.cli.workspace import Session, common, day_of, only_workspace, open_session
from upriver.cli.writing.prose import waiting
from upriver.words.text import plural, sentence

if TYPE_CHECKING:
    from upriver.desk.assessments.making import Made

OPTIONS = {
    "period": click.option("--period", default="", metavar="FROM..TO", help="Months, as 2025-01..2025-12."),
    "definition": click.option(
        "--definition",
        default="police_uk_proxy",
        show_default=True,
        metavar="SLUG",
        help="What is counted, by the slug of its definition.",
    ),
    "as_of": click.option(
        "--as-of", default="", metavar="YYYY-MM-DD", help="The date the document gives as its own; today by default."
    ),
    "audience": click.option(
        "--for", "audience", type=click.Choice(["public", "restricted"]), default="public", show_default=True,
        help="Who it is for: everyone, or the partnership's own people.",
    ),
    "each": click.option(
        "--each", type=click.Choice(["csp"]), help="A page of open data for every community safety partnership held, instead of the assessment."
    ),
}


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@OPTIONS["period"]
@OPTIONS["definition"]
@OPTIONS["as_of"]
@OPTIONS["audience"]
@OPTIONS["each"]
@common
def assess(arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool, each: str | None, audience: str, **how: str) -> None:
    """Make the assessment for a period and put a draft of cells.csv under `drafts/`."""
    session = open_session(only_workspace(arguments, at_path), by=by, as_json=as_json, writing=True)
    asked = {"period": how["period"], "definition": how["definition"], "as_of": day_of(how["as_of"], "--as-of"), "by": session.by, "at": session.at}
    if each and audience != "public":
        raise click.UsageError("pages of every partnership are made of open data for everyone: leave out --for or --each.")
    if each:
        _each(session, asked)
    else:
        from upriver.desk.assessments import making

        _assessed(session, making.assess(session.folder, slug=session.slug, name=session.name, audience=audience, **asked))


def _each(session: Session, asked: dict[str, Any]) -> None:
    """A page for every partnership, with progress; what is there already is left, so an interrupted run goes on."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from upriver.desk.assessments.each import assess_each

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True, disable=session.as_json or not sys.stderr.isatty(), console=_to_the_side()) as progress:
        task = progress.add_task("Counting the country", total=None)
        made = assess_each(
            session.folder,
            publisher=session.name,
            told=lambda step: progress.update(task, description=step.name[:30], completed=step.at, total=step.of),
            **asked,
        )
    there = f"; {made.before:,} were there already" if made.before else ""
    session.say(f"Run {made.run}: {plural(made.with_data, 'profile')}, {plural(made.without, 'plain page')} of partnerships without data{there}.")
    session.say(f"Drafts: {Path('drafts') / made.run / 'index.html'} lists them; each folder below csp/ holds a page and its cells.csv.")
    session.answer({"run": made.run, "with_data": made.with_data, "without": made.without, "there_before": made.before})


def _to_the_side() -> Any:
    """Progress goes beside what the command answers."""
    from rich.console import Console

    return Console(stderr=True)


def _assessed(session: Session, made: Made) -> None:
    run, clearance = made.run, made.clearance
    cells = sum(len(table.cells) for table in clearance.tables)
    session.say(
        f"Run {run.id}: {plural(cells, 'figure')} in {plural(len(clearance.tables), 'table')}, {clearance.hidden:,} hidden."
    )
    for anomaly in run.coverage.undecided:
        if anomaly.provider in run.ground.home and not anomaly.nearly_empty:
            session.say(f"Undecided, kept and marked provisional: {anomaly.subject}.")
    barred = {(each.use.contract, each.provider): each for each in made.permission.barred
              if each.provider or not made.permission.covers(each.use.contract, made.wish.audience)}
    for (contract, provider), each in barred.items():
        session.say(sentence(f"Left out: {contract}{f' of {provider}' if provider else ''}: {each.why}. {each.do}"))
    faults = session.left_out(made.faults)
    prose = waiting(session)
    session.say(f"Draft: {Path('drafts') / run.id / 'cells.csv'}. Next: upriver publish{session.typed}{_for(made.wish.audience)}")
    session.answer(
        {
            "run": run.id,
            "audience": made.wish.audience,
            "cells": cells,
            "hidden": clearance.hidden,
            "tables": [table.slug for table in clearance.tables],
            "prose": prose,
            "faults": faults,
            "left_out": [{"contract": contract, "provider": provider or None, "why": each.why, "do": each.do}
                         for (contract, provider), each in barred.items()],
        }
    )


def _for(audience: str) -> str:
    """The option that a next command needs, as it is typed."""
    return "" if audience == "public" else f" --for {audience}"
