"""`assess` and `publish`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from upriver.cli.workspace import Session, common, day_of, only_workspace, open_session
from upriver.words.text import plural, sentence

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
}


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@OPTIONS["period"]
@OPTIONS["definition"]
@OPTIONS["as_of"]
@common
def assess(
    arguments: tuple[str, ...], period: str, definition: str, as_of: str, at_path: Path | None, by: str, as_json: bool
) -> None:
    """Make the assessment for a period and put a draft of cells.csv under `drafts/`."""
    session = open_session(only_workspace(arguments, at_path), by=by, as_json=as_json, writing=True)
    from upriver.desk.assessments import making

    made = making.assess(
        session.folder,
        slug=session.slug,
        name=session.name,
        period=period,
        definition=definition,
        as_of=day_of(as_of, "--as-of"),
        by=session.by,
        at=session.at,
    )
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
    session.say(f"Draft: {Path('drafts') / run.id / 'cells.csv'}. Next: upriver publish{session.typed}")
    session.answer(
        {
            "run": run.id,
            "cells": cells,
            "hidden": clearance.hidden,
            "tables": [table.slug for table in clearance.tables],
            "left_out": [{"contract": contract, "provider": provider or None, "why": each.why, "do": each.do}
                         for (contract, provider), each in barred.items()],
        }
    )


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@common
def publish(arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool) -> None:
    """Publish the latest assessment. Running it is your attestation that you know of nothing in it that should stay private."""
    session = open_session(only_workspace(arguments, at_path), by=by, as_json=as_json, writing=True)
    from upriver.desk.releases import making

    told = making.publish(session.folder, slug=session.slug, name=session.name, by=session.by, at=session.at)
    _told(session, told)


def _told(session: Session, told: dict[str, Any]) -> None:
    session.say(
        f"Published release {told['release']} of run {told['run']}: {plural(told['pages'], 'page')}, "
        f"{plural(told['files'], 'file')} under published/."
    )
    session.say(f'Attested by {session.by}: "{told["attestation"]}"')
    session.say(f"Read it with: upriver serve{session.typed}")
    session.answer(told)
