"""`say`: whether a sentence may be said in public, and what may be said instead."""

from __future__ import annotations

from pathlib import Path

import click

from upriver.cli.workspace import common, open_session, split_first

DRAFT = click.option("--draft", is_flag=True, help="Ask the latest draft, not the latest release.")
AUDIENCE = click.option("--for", "audience", type=click.Choice(["public", "restricted"]), default="public", show_default=True,
                        help="Whose release is asked.")
MOST = 4
"""Figures that are listed; --json lists all."""


@click.command()
@click.argument("arguments", nargs=-1, required=True, metavar="[WORKSPACE] CLAIM")
@DRAFT
@AUDIENCE
@common
def say(arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool, draft: bool, audience: str) -> int:
    """Hold a claim such as "robbery fell 4.8% last year" against the cleared figures.

    Answers supported, not supported or cannot be checked, with a sentence that may be said. Exit code 0, 3 or 4.
    """
    path, rest = split_first(arguments, at_path)
    session = open_session(path, by=by, as_json=as_json)
    from upriver.desk.assessments import saying

    found = saying.say(session.folder, " ".join(rest), audience=audience, draft=draft)
    session.say(f"{found.verdict.upper()}. {found.why}")
    if found.say:
        session.say(f"You may say: {found.say}")
    if found.beware:
        session.say(f"Don't take it for more: {found.beware}")
    if found.definition:
        session.say(f"Definition: {found.definition}")
    if found.source:
        session.say(f"Source: {found.source}.")
    for row in found.figures[:MOST]:
        session.say(f"Figure: {row.figure} = {row.between}")
    if len(found.figures) > MOST:
        session.say(f"and {len(found.figures) - MOST} more figures; --json lists them.")
    session.say(f"Asked: {found.over}.")
    session.answer(found.body)
    return found.code
