"""`upriver pack`: one document or pack of the response, made from what the workspace holds; without a name, the list of them."""

from __future__ import annotations

import json
from pathlib import Path

import click

from upriver.cli.workspace import common, day_of, open_session
from upriver.words.text import listed, plural


@click.command()
@click.argument("document", required=False, default="")
@click.option("--about", default="", metavar="ID", help="The strategy, CSP, authority, priority, meeting or year that it is about.")
@click.option("--for", "audience", default="restricted", type=click.Choice(["restricted", "public"]), help="Who it is for.")
@click.option("--on", "on", metavar="DATE", default="", help="The day it is told on, with the records as they stood then; today where it isn't given.")
@click.option("--to", "to", type=click.Path(path_type=Path, file_okay=False), help="The folder that it is put into; packs/ of the workspace where none is given.")
@common
def pack(document: str, about: str, audience: str, on: str, to: Path | None, as_json: bool, by: str, at_path: Path | None) -> None:
    """Make a document of the response: the strategy, the annual report, the board's or the inspectors' pack.

    Without a name it lists them all. Nothing is published by it: what is for the public is marked as a draft.
    """
    if not document:
        _list(as_json)
        return
    day = day_of(on, "--on")
    session = open_session(at_path or Path(), by=by, as_json=as_json, writing=True)
    from upriver.desk.registers import packing

    place, paths = packing.pack(session.folder, document=document.replace("-", "_"), name=session.name, audience=audience,
                                on=day, about=about, as_it_stood=bool(on), to=to)
    papers = [each for each in paths if "/" not in each and not each.endswith(".html")]
    session.say(f"Made {document}: {plural(len(paths), 'file')} in {place}.")
    session.say(f"Read it in a browser: {place / 'index.html'}" + (f". To print, to work on or to send: {listed(papers)}." if papers else ""))
    session.answer({"document": document.replace("-", "_"), "about": about, "for": audience, "folder": str(place), "files": list(paths)})


def _list(as_json: bool) -> None:
    """Every document with what it is, whom it may be made for, and what it must be asked for."""
    from upriver.pipeline.plans.making import documents

    shelf = documents()
    found = [
        {"document": slug.replace("_", "-"), "title": each.TITLE, "says": (each.__doc__ or "").split("\n", 1)[0], "for": list(each.AUDIENCES),
         "about": each.ABOUT, "forms": ["pages", *each.FORMS]}
        for slug, each in sorted(shelf.items())
    ]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    wide = max(len(str(each["document"])) for each in found)
    for each in found:
        about = f" Asked for one {each['about']} at a time: --about ID." if each["about"] else ""
        public = " May be made for the public: --for public." if "public" in each["for"] else ""
        click.echo(f"{each['document']!s:<{wide}}  {each['says']}{about}{public}")
    click.echo("\nMake one: upriver pack NAME. Told as it stood on a day: --on 2026-02-01.")
