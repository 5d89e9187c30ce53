"""`language`: how much of what is published is in Welsh, and what is lacking."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from upriver.cli.workspace import Session, common, only_workspace, open_session
from upriver.words.language.speaking import IN_WORDS
from upriver.words.text import listed, plural


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@click.option("--measure", is_flag=True, help="Make the latest assessment in every language and count its sentences page by page.")
@common
def language(arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool, measure: bool) -> None:
    """Say what is in Welsh and what isn't: fixed words, the partnership's name, prose, and each page with --measure."""
    session = open_session(only_workspace(arguments, at_path), by=by, as_json=as_json)
    from upriver.desk.assessments import languages as desk

    found = desk.standing(session.folder)
    body: dict[str, Any] = {"languages": list(found.languages), "by_law": sorted(found.by_law), "name_cy": found.name_cy,
                            "only_english": list(found.only_english), "versions": {}}
    session.say(f"Published in {listed([IN_WORDS[code] for code in found.languages])}"
                f"{', as the law of its areas asks' if found.by_law - {'en'} else ''}.")
    for code, fixed in found.fixed.items():
        body["versions"][code] = {"fixed": asdict(fixed), "signed": found.signed[code]}
        _fixed(session, code, fixed, found.signed[code])
    if len(found.languages) > 1:
        session.say(f"The partnership's name in Welsh: {found.name_cy or 'not given; write name_cy in workspace.toml'}.")
        session.say(f"Prose in English alone: {listed(found.only_english) or 'none'}.")
    if measure:
        for one in desk.measured(session.folder, slug=session.slug, name=session.name, today=session.at[:10]):
            body["versions"][one.language]["pages"] = [asdict(page) for page in one.pages]
            _pages(session, one)
    session.answer(body)


def _fixed(session: Session, code: str, fixed: Any, signed: str) -> None:
    session.say(f"{IN_WORDS[code]}: {fixed.site_done:,} of {fixed.site:,} fixed sentences of the public site, {fixed.others_done:,} of {fixed.others:,} "
                f"other marked ones; {f'signed by {signed}' if signed else 'drafts, no named reader has signed them'}.")


def _pages(session: Session, one: Any) -> None:
    half = [page for page in one.pages if page.done < page.of]
    done, of = sum(page.done for page in one.pages), sum(page.of for page in one.pages)
    session.say(f"{IN_WORDS[one.language]}: {done:,} of {of:,} sentences, {plural(len(half), 'page')} of {len(one.pages):,} not whole.")
    for page in half:
        session.say(f"  {page.slug or 'front page'}: {page.done} of {page.of}")
