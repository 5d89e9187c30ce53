"""`prose`: what analysts wrote beside the generated words, what in it is stale, and accepting it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from upriver.cli.workspace import Session, common, open_session, split_first
from upriver.words.text import listed, plural, sentence

LONGEST = 1_000
STATES = {"stale": "Stale", "new": "Not accepted yet", "broken": "Can't be said"}


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE] [accept [FILE]...]")
@common
def prose(arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool) -> None:
    """List analysts' prose: what is stale, with old and new text, and generated sentences whose numbers moved.

    `prose accept` records that you read it with today's figures and stand by it; FILE is as listed, such as
    assessment/questions-kinds.en, and all where none is named.
    """
    path, rest = split_first(arguments, at_path)
    accepting = bool(rest) and rest[0] == "accept"
    if rest and not accepting:
        if len(rest) > 1 or path != Path():
            raise click.UsageError("after the workspace `prose` takes `accept`, and then names of files.")
        path = Path(rest[0])  # it holds no workspace, which is said when it is opened
    session = open_session(path, by=by, as_json=as_json, writing=accepting)
    from upriver.desk.assessments import prose as desk

    if accepting:
        changed = desk.accept_prose(session.folder, names=rest[1:], by=session.by, at=session.at)
        for each in changed:
            session.say(f"Accepted by {session.by}: {each.name}, {plural(len(each.sentences), 'sentence')}.")
        if not changed:
            session.say("Nothing to accept: every sentence stands as it was accepted.")
        session.answer({"accepted": [each.name for each in changed], "by": session.by})
        return
    _listed(session, desk.standing(session.folder))


def waiting(session: Session) -> dict[str, int]:
    """How many of the analysts' sentences want a person, and how many generated ones moved; says so where any do."""
    from upriver.desk.assessments import prose as desk

    found = desk.standing(session.folder)
    to_read = sum(len(file.unaccepted) for file in found.files)
    if to_read:
        session.say(
            f"Analysts' prose: {plural(to_read, 'sentence')} stale or not accepted, so it can't be published yet. See: upriver prose{session.typed}"
        )
    if found.moved:
        session.say(f"{plural(len(found.moved), 'generated sentence')} read otherwise than in the last release. See: upriver prose{session.typed}")
    return {"to_read": to_read, "moved": len(found.moved)}


def _listed(session: Session, standing: Any) -> None:
    """Every file, then every sentence that wants a person, then generated sentences that moved."""
    if not standing.files:
        session.say("No prose is written yet. Write prose/assessment/SECTION.en.md, SECTION being a page's address with - for /.")
    for file in standing.files:
        waiting = file.unaccepted
        session.say(f"{file.name}: {plural(len(file.sentences), 'sentence')}, {f'{len(waiting)} to read' if waiting else 'all as accepted'}.")
        for each in file.sentences:
            _one(session, each)
        _long(session, file)
    if standing.moved:
        session.say(f"Generated sentences that read otherwise than in the last release: {len(standing.moved)}.")
        for each in standing.moved:
            session.say(f"  {each.slug}\n    was: {each.old or '(not said)'}\n    now: {each.new or '(no longer said)'}")
    session.answer(body_of(standing))


def _one(session: Session, each: Any) -> None:
    if each.state in STATES:
        session.say(f"  {STATES[each.state]}: {_short(each.now)}")
    if each.state == "stale":
        session.say(f"    was: {_short(each.was)}")
    for fault in each.faults:
        session.say(f"    {sentence(fault.says)}" + (f" Did you mean {listed(list(fault.near), last='or')}?" if fault.near else ""))
    if each.typed:
        session.say(f"    Typed by hand, and nothing keeps it up to date: {', '.join(each.typed)}  (in: {each.source[:70]})")


def _long(session: Session, file: Any) -> None:
    """Lines of Easy Read that say more than one idea, as far as their length tells."""
    from upriver.report.easy.edition import LONGEST as WORDS
    from upriver.report.easy.edition import is_easy, long_lines

    for line in long_lines(file) if is_easy(file) else ():
        session.say(f"    Long for Easy Read, more than {WORDS} words: {_short(line)}")


def _short(text: str) -> str:
    """No sentence fills a screen; --json has the whole of it."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def body_of(standing: Any) -> dict[str, Any]:
    """The same as data."""
    return {
        "run": standing.run,
        "files": [{
            "name": file.name, "sha256": file.sha256, "to_read": len(file.unaccepted),
            "sentences": [{
                "source": each.source, "now": each.now, "was": each.was or None, "state": each.state, "typed": list(each.typed),
                "faults": [{"kind": fault.kind, "says": fault.says, "near": list(fault.near)} for fault in each.faults],
            } for each in file.sentences],
        } for file in standing.files],
        "moved": [{"slug": each.slug, "was": each.old or None, "now": each.new or None} for each in standing.moved],
    }
