"""`explain`: one figure down to its definition, steps, inputs, clauses and what the lock did to it."""

from __future__ import annotations

from pathlib import Path

import click

from upriver.cli.workspace import common, open_session, split_first
from upriver.cli.writing.saying import AUDIENCE, DRAFT
from upriver.report.exploring.rows import unit_said


@click.command()
@click.argument("arguments", nargs=-1, required=True, metavar="[WORKSPACE] FIGURE")
@DRAFT
@AUDIENCE
@common
def explain(arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool, draft: bool, audience: str) -> None:
    """Print how one figure was made: FIGURE is its name, as in cells.csv, or enough of it to mean only one.

    A name is TABLE#LEVEL:CODE,FIRST..LAST,MEASURE,UNIT,BREAKDOWN.
    """
    path, rest = split_first(arguments, at_path)
    session = open_session(path, by=by, as_json=as_json)
    from upriver.desk.assessments import saying

    found = saying.explain(session.folder, " ".join(rest), audience=audience, draft=draft)
    row, told = found.row, found.body
    session.say(f"{row.figure}\n{row.name}, {row.when}: {row.between} ({unit_said(row.unit)})")
    for mark in found.marks:
        session.say(f"Marked: {mark}.")
    if not found.told:
        session.say("How it was made was not kept as data in this release. Assess and publish again, or read its page.")
    for title, name in (("Title", "title"), ("What is counted", "measured"), ("How", "says"), ("Definition of the document", "definition")):
        if told[name]:
            session.say(f"\n{title}: {told[name]}")
    for title in ("steps", "inputs", "clauses"):
        lines = told[title]
        if isinstance(lines, list | tuple) and lines:
            session.say(f"\n{title.capitalize()}:")
            for line in lines:
                session.say("  " + str(line).replace("\n", "\n  "))
    session.say(f"\nThe lock: {found.lock}")
    if told["run"]:
        session.say(f"Run: {told['run']}")
    session.say(f"From: {found.over}. Its page: {told['page']}")
    session.answer(told)
