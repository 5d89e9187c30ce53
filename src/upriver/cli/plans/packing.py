"""`upriver pack`: one document or pack of the response, made from what the workspace holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from upriver.cli.workspace import common, open_session


@click.command()
@click.argument("document")
@click.option("--about", default="", metavar="ID", help="The strategy, CSP, authority or priority that it is about.")
@click.option("--for", "audience", default="restricted", type=click.Choice(["restricted", "public"]), help="Who it is for.")
@click.option("--on", "on", metavar="DATE", default="", help="The day it is told on, with the records as they stood then; today where it isn't given.")
@common
def pack(document: str, about: str, audience: str, on: str, as_json: bool, by: str, at_path: Path | None) -> None:
    """Make a document of the response: the strategy, the annual report, the board's or the inspectors' pack."""
    session = open_session(at_path or Path(), by=by, as_json=as_json, writing=True)
    from upriver.desk.registers import packing

    day = date.fromisoformat(on or session.at[:10])
    paths = packing.pack(session.folder, document=document.replace("-", "_"), name=session.name, audience=audience, on=day, about=about,
                         as_it_stood=bool(on))
    session.say(f"Made {document}: {len(paths)} files.")
    session.answer({"document": document, "files": list(paths)})
