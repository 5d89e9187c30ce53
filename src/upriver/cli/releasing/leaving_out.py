"""`leave-out`."""

from __future__ import annotations

from pathlib import Path

import click

from upriver.cli.workspace import Session, common, open_session, split_first
from upriver.words.text import plural


@click.command("leave-out")
@click.argument("arguments", nargs=-1, metavar="[WORKSPACE] [SUBJECT]")
@click.option(
    "--why",
    default="",
    metavar="TEXT",
    help="Why it could endanger someone, or no longer does; names no person. Never published.",
)
@click.option("--put-back", is_flag=True, help="Let it be shown again, as far as the lock lets it.")
@common
def leave_out(
    arguments: tuple[str, ...], at_path: Path | None, by: str, as_json: bool, why: str, put_back: bool
) -> None:
    """Leave SUBJECT out of what is released because it could endanger someone; without it, list what is left out.

    SUBJECT is a figure by its name, a table as in cells.csv or an area by its code. It is hidden from the next draft and
    release on, and so is what would give it away. Readers are told that something was left out, not what. A reason that may
    be printed, about data and not about people, belongs to `decide`.
    """
    path, rest = split_first(arguments, at_path)
    if len(rest) > 1 or (not rest and (why or put_back)):
        raise click.UsageError('Write: upriver leave-out SUBJECT --why "..."')
    session = open_session(path, by=by, as_json=as_json, writing=bool(rest))
    from upriver.desk.releases import leaving_out

    if not rest:
        _listed(session)
    elif put_back:
        leaving_out.put_back(rest[0], why=why, by=session.by, at=session.at)
        session.say(
            f"Put back by {session.by}: {rest[0]}. It takes effect at the next `upriver assess` or `upriver publish`."
        )
        session.answer({"subject": rest[0], "out": False})
    else:
        taken = leaving_out.leave_out(session.folder, rest[0], why=why, by=session.by, at=session.at)
        session.say(
            f"Left out by {session.by}: {rest[0]}, {plural(taken, 'figure')}. It takes effect at the next `upriver assess` or "
            "`upriver publish`; a release that waits has to be read again. What was published before stays published."
        )
        session.answer({"subject": rest[0], "out": True, "figures": taken})


def _listed(session: Session) -> None:
    from upriver.desk.releases.leaving_out import left_out

    found = left_out()
    for each in found:
        session.say(f"{each.subject} ({each.kind}), left out by {each.by} on {each.at[:10]}: {each.why}")
    if not found:
        session.say("Nothing is left out.")
    session.answer(
        {
            "left_out": [
                {"subject": each.subject, "kind": each.kind, "why": each.why, "by": each.by, "at": each.at}
                for each in found
            ]
        }
    )
