"""`publish`, `review` and `withdraw`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from upriver.cli.workspace import Session, common, only_workspace, open_session, split_first
from upriver.words.refusal import Refusal
from upriver.words.releasing.gate import ANSWERS, CLAIMS, SIGNED, STATES
from upriver.words.text import listed, plural, sentence

AUDIENCE = click.option(
    "--for",
    "audience",
    type=click.Choice(["public", "restricted"]),
    default="public",
    show_default=True,
    help="Everyone, or the partnership's own people alone.",
)


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE]")
@AUDIENCE
@click.option(
    "--context", default="", metavar="TEXT", help="For those who must read it: what it is for, and who will use it."
)
@click.option(
    "--controls", default="", metavar="TEXT", help="For those who must read it: what was done to protect people."
)
@click.option("--corrects", default="", metavar="RELEASE", help="The release that this one puts right; needs --why.")
@click.option(
    "--why",
    default="",
    metavar="TEXT",
    help="What was wrong in the release that this one corrects; readers are shown it.",
)
@click.option(
    "--english-only-because",
    default="",
    metavar="TEXT",
    help="Why a Welsh version is published although parts of it are in English only; recorded, and printed on its pages.",
)
@common
def publish(arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool, **how: str) -> None:
    """Ask for the release of the latest assessment, and release it once it may be.

    Open data alone is released at once; running it is your attestation that you know of nothing in it that should stay
    private. What rests on partners' data is read by others first (`upriver review`); run it again when they have approved.
    """
    if how["why"] and not how["corrects"]:
        raise click.UsageError("--why says what was wrong in the release that --corrects names.")
    session = open_session(only_workspace(arguments, at_path), by=by, as_json=as_json, writing=True)
    from upriver.desk.releases import making

    told = making.publish(session.folder, slug=session.slug, name=session.name, by=session.by, at=session.at, **how)
    if told["voided"]:
        session.say(sentence(f"{told['voided']}; votes on it count no more."))
    if told["help"]:
        session.say(f"Try these places to get help before readers do: {listed(told['help'])}.")
    if told["state"] == "released":
        _released(session, told)
    else:
        _asked(session, told)
    session.answer({**told, "faults": session.left_out(told["faults"])})


def _released(session: Session, told: dict[str, Any]) -> None:
    session.say(
        f"Published release {told['release']} of run {told['run']}: {plural(told['pages'], 'page')}, "
        f"{plural(told['files'], 'file')} under {told['place']}/."
    )
    if told["readers"]:
        session.say(f"Read and approved by {listed(told['readers'])}. {told['names']}")
    session.say(f'Attested by {session.by}: "{told["attestation"]}"')
    if told["place"] == "published":
        session.say(f"Read it with: upriver serve{session.typed}")


def _asked(session: Session, told: dict[str, Any]) -> None:
    session.say(
        f"Release {told['release']} {STATES[told['state']]}: {plural(told['wanted'], 'person', 'people')} must still read it, since {told['reason']}."
    )
    session.say(f"Their page: {told['page']} (restricted: on this machine alone).")
    session.say(
        f'Each of them, when they have read it: upriver review{session.typed} {told["release"]} --approve --why "..." --by NAME'
    )
    session.say(f"When they have approved it: upriver publish{session.typed}")


@click.command()
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE] [RELEASE]")
@click.option("--approve", "answer", flag_value="approve", help=ANSWERS["approve"])
@click.option("--return", "answer", flag_value="return", help=ANSWERS["return"])
@click.option("--reject", "answer", flag_value="reject", help=ANSWERS["reject"])
@click.option(
    "--why",
    default="",
    metavar="TEXT",
    help="What you looked at and what you found; name nobody the figures are about.",
)
@click.option(
    "--confirm",
    is_flag=True,
    help="You read the warning about tables that could stain a place or a group, and agree to them.",
)
@common
def review(
    arguments: tuple[str, ...],
    at_path: Path | None,
    by: str,
    as_json: bool,
    answer: str | None,
    why: str,
    confirm: bool,
) -> None:
    """What waits to be read before it is released; with RELEASE, vote on it.

    An author never votes on their own release, and nobody votes twice. Where two must read it, neither learns how the other
    voted until both have. Where reviewers have accounts, they sign in to vote in the browser: a name given here doesn't count.
    """
    path, rest = split_first(arguments, at_path)
    if len(rest) > 1 or (answer and not rest) or (why and not answer):
        raise click.UsageError('Write: upriver review RELEASE --approve|--return|--reject --why "..." --by NAME')
    session = open_session(path, by=by, as_json=as_json, writing=bool(answer))
    from upriver.desk.releases import standing

    if not answer:
        _listed(session, standing.standing(session.folder, rest[0] if rest else ""))
        return
    from upriver.desk.releases import reviewing

    if not by.strip():
        raise Refusal("a vote needs a name", do="Say who votes: --by NAME")
    told = reviewing.vote(session.folder, rest[0], answer=answer, why=why, confirmed=confirm, by=by, at=session.at)
    session.say(
        f"Recorded: {' '.join(by.split())} has voted on release {told['release']}, which now is {STATES[told['state']]}."
    )
    if told["state"] == "approved":
        session.say(f"Its author may release it: upriver publish{session.typed}")
    elif told["wanted"]:
        session.say(
            f"{sentence(plural(told['wanted'], 'person', 'people'))} must still read it; until then nobody is shown how you voted."
        )
    if not told["signed_in"]:
        session.say(CLAIMS)
    session.answer(told)


def _listed(session: Session, found: list[dict[str, Any]]) -> None:
    votes = [vote for each in found for vote in each["votes"]]
    names = SIGNED if votes and all(vote["signed_in"] for vote in votes) else CLAIMS
    for each in found:
        session.say(f"Release {each['release']} of {each['document']} ({each['audience']}): {STATES[each['state']]}.")
        session.say(
            f"  Asked for by {each['by']} on {each['at'][:10]}; {plural(each['needs'], 'person', 'people')} must read it, since {each['reason']}."
        )
        session.say(f"  Voted so far: {each['voted']} of {each['needs']}.")
        for vote in each["votes"]:
            session.say(f"  {vote['by']}: {vote['answer']}. {vote['why']}")
        if each["page"]:
            session.say(f"  Page: {each['page']}")
    if not found:
        session.say("Nothing waits to be read.")
    elif any(each["votes"] for each in found):
        session.say(names)
    session.answer({"waiting": found, "names": names})


@click.command()
@click.argument("arguments", nargs=-1, required=True, metavar="[WORKSPACE] RELEASE")
@click.option(
    "--why",
    default="",
    metavar="TEXT",
    help="Why, in a sentence that others can follow; it stands in the ledger and on the page that stays.",
)
@common
def withdraw(arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool, why: str) -> None:
    """Take a release back: its pages are taken down, and its address says so. What was read stays in the ledger."""
    path, rest = split_first(arguments, at_path)
    if len(rest) != 1:
        raise click.UsageError('Write: upriver withdraw RELEASE --why "..."')
    session = open_session(path, by=by, as_json=as_json, writing=True)
    from upriver.desk.releases import withdrawing

    told = withdrawing.withdraw(session.folder, rest[0], name=session.name, why=why, by=session.by, at=session.at)
    session.say(f"Withdrew release {told['release']}, by {session.by}: {told['why']}")
    session.say("What it told stays in the ledger: who read it knows it.")
    session.answer(told)
