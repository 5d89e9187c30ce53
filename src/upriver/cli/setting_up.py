"""`init`."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import click

from upriver.cli.workspace import Session, common, open_session, this_account
from upriver.store.folder import Folder, write_whole
from upriver.words.area import LEVEL_NAMES
from upriver.words.refusal import Refusal
from upriver.words.text import listed, plural


@click.command()
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--areas", multiple=True, help="Force, county, CSP or district, by GSS code or name; commas for several.")
@click.option("--name", default="", help="The partnership's name, as it is printed.")
@common
def init(directory: Path, areas: tuple[str, ...], name: str, at_path: Path | None, by: str, as_json: bool) -> None:
    """Make a workspace in DIRECTORY, or amend the name and areas of one that is there."""
    folder = Folder((at_path or directory).resolve())
    if folder.root.exists() and not folder.root.is_dir():
        raise Refusal(f"{directory.name} is a file", do="Name a folder.")
    new = not folder.is_workspace
    if new:
        _make(folder, name, by)
    session = open_session(folder.root, by=by, as_json=as_json, writing=True)
    from upriver.desk.partners import actions

    named = tuple(part.strip() for each in areas for part in split_areas(each) if part.strip())
    _check_names(session, named)
    actions.set_up(slug=session.slug, name=name or session.name, areas=named, by=session.by, at=session.at)
    if not new and name:
        _write_settings(folder, session.slug, name, session.by)
    session.say(f"{'Made' if new else 'Amended'} the workspace {folder.root.name}.")
    settled = settle(session)
    session.say("Next: upriver take-in " + str(directory) + " FOLDER" if new else "")
    session.answer({"workspace": folder.root.name, "new": new, "areas": settled})


def split_areas(written: str) -> list[str]:
    """Areas separated by commas; a name with a comma in it ("Bristol, City of") is written with a semicolon list."""
    return written.split(";") if ";" in written else written.split(",")


def _make(folder: Folder, name: str, by: str) -> None:
    slug = re.sub(r"[^a-z0-9]+", "_", folder.root.name.casefold()).strip("_") or "partnership"
    folder.root.mkdir(parents=True, exist_ok=True)
    folder.made()
    _write_settings(
        folder, slug, name or folder.root.name.replace("_", " ").replace("-", " ").title(), by or this_account()
    )


def _write_settings(folder: Folder, slug: str, name: str, author: str) -> None:
    """Write who the workspace belongs to; whatever else was set there, such as languages or an address, stays."""
    before = folder.settings.read_text("utf-8").splitlines() if folder.is_workspace else []
    kept = [line for line in before if not re.match(r"\s*(slug|name|author)\s*=", line)]
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in (("slug", slug), ("name", name), ("author", author))
    ]
    write_whole(folder.settings, ("\n".join([*lines, *kept]) + "\n").encode())


def _check_names(session: Session, named: tuple[str, ...]) -> None:
    """Refuse a name that nobody has before anything is recorded; a name of several places is asked about later."""
    from upriver.desk.submissions.convert import receipts
    from upriver.pipeline.counting.survey import gazette
    from upriver.places import naming

    names = gazette(session.folder, receipts())
    if named and names.small_areas:
        try:
            naming.settle(names, named)
        except naming.Ambiguous:
            if not sys.stdin.isatty() or session.as_json:
                raise


def settle(session: Session) -> list[dict[str, str]]:
    """Settle the areas that were named, once a look-up is held; asks at a terminal where a name is shared."""
    from upriver.desk.partners import actions
    from upriver.desk.submissions.convert import receipts
    from upriver.pipeline.counting.survey import gazette
    from upriver.places import naming

    found = actions.partnership()
    if found is None or not found.areas_named:
        return []
    names = gazette(session.folder, receipts())
    if not names.small_areas:
        session.say("The areas are kept as written and will be settled when a look-up of areas is taken in.")
        return []
    wanted = list(found.areas_named)
    while True:
        try:
            areas, said = naming.settle(names, wanted)
            break
        except naming.Ambiguous as question:
            if not sys.stdin.isatty() or session.as_json:
                raise
            wanted[wanted.index(question.name)] = _ask(question)
    actions.settle_areas(areas=areas, by=session.by, at=session.at)
    for line in said:
        session.say(line)
    counts = [len(names.small_areas_of(area.level, area.code)) for area in areas]
    for area, count in zip(areas, counts, strict=True):
        session.say(f"Area: {area.name}, {LEVEL_NAMES[area.level]} {area.code}, {plural(count, 'small area')}.")
    if names.unclear:
        session.say(f"The look-ups contradict each other or themselves: {listed(names.unclear, most=3)}. Those small areas are "
                    "in no such area, which can make the partnership smaller.")
    return [{"level": area.level, "code": area.code, "name": area.name} for area in areas]


def _ask(question: object) -> str:
    choices = getattr(question, "choices", ())
    for number, area in enumerate(choices, 1):
        click.echo(f"  {number}  {area.name}, {LEVEL_NAMES[area.level]} {area.code}")
    picked = click.prompt(f"Which {getattr(question, 'name', '')}?", type=click.IntRange(1, len(choices)))
    return str(choices[picked - 1].code)
