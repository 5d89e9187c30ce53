"""`user`: who may sign in, as the pages under People and access do it, for the first administrator and for when nobody gets in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from upriver.cli.workspace import Session, common, open_session
from upriver.words.access.rights import ROLES, Grant, Role
from upriver.words.refusal import Refusal
from upriver.words.text import listed

if TYPE_CHECKING:
    from upriver.desk.accounts.reading import Person

WHERE = click.option("--address", default="", metavar="URL", help="Where the workspace is reached, such as https://workspace.example: the link then begins with it.")
ROLE = click.option("--role", type=click.Choice([str(role) for role in Role]), required=True, help="What they are to the partnership.")
FOR = click.option("--authority", default="", metavar="ID", help="For which body of the register they hold it.")
AREAS = click.option("--area", "areas", multiple=True, metavar="CODE", help="For which areas; as often as needed. For CSP officers the body's own by default.")
WHY = click.option("--why", required=True, help="The reason, which the log keeps.")


@click.group()
def user() -> None:
    """List, invite and close the accounts of people who sign in, and set their sign-in anew."""


@user.command(name="list")
@common
def list_(at_path: Path | None, by: str, as_json: bool) -> None:
    """Everybody with an account: roles, second factor, last sign-in."""
    session = open_session(at_path or Path(), by=by, as_json=as_json)
    from upriver.desk.accounts import reading

    found = reading.people()
    for each in found:
        state = "" if each.open else ", closed"
        session.say(f"{each.number:>4}  {each.name}, {each.email}{state}: {listed([_held(one) for one in each.held]) if each.held else 'no role'}; "
                    f"second factor {listed(list(each.factors)) if each.factors else 'not set up'}; "
                    f"{'last signed in ' + each.seen_at[:10] if each.seen_at else 'never signed in'}")
    session.say("" if found else "Nobody has an account yet. Begin with: upriver user invite NAME EMAIL --role administrator")
    session.answer({"accounts": [_body(each) for each in found]})


@user.command()
@click.argument("name")
@click.argument("email")
@ROLE
@FOR
@AREAS
@click.option("--method", default="password", show_default=True, help="How they sign in: password, or the slug of a declared sign-in method.")
@WHERE
@common
def invite(name: str, email: str, role: str, authority: str, areas: tuple[str, ...], method: str, address: str, at_path: Path | None, by: str, as_json: bool) -> None:
    """Make an invitation and show its link, once. It lasts seven days; sending it is yours."""
    session = open_session(at_path or Path(), by=by, as_json=as_json, writing=True)
    from upriver.desk.accounts import actions
    from upriver.desk.accounts.methods import must_fit

    must_fit(session.folder, method, authority)
    secret = actions.invite(email=email, name=name, grant=_grant(role, authority, areas), method=method, by=session.by, at=session.at)
    _link(session, "invitation", secret, address, f"{name} is invited. This link works once, for seven days; it is shown only now:")


@user.command()
@click.argument("name")
@click.argument("email")
@ROLE
@FOR
@AREAS
@click.option("--method", required=True, help="The slug of the declared sign-in method through which they come.")
@common
def add(name: str, email: str, role: str, authority: str, areas: tuple[str, ...], method: str, at_path: Path | None, by: str, as_json: bool) -> None:
    """Make an account at once for somebody whose organisation signs them in. Others are invited, so that nobody else knows their password."""
    session = open_session(at_path or Path(), by=by, as_json=as_json, writing=True)
    from upriver.desk.accounts import actions
    from upriver.desk.accounts.methods import must_fit

    if method == "password":
        raise Refusal("nobody's password is set by somebody else", do="Invite them: upriver user invite NAME EMAIL --role ROLE")
    must_fit(session.folder, method, authority)
    made = actions.open_account(email=email, name=name, grants=(_grant(role, authority, areas),), by=session.by, at=session.at, method=method)
    session.say(f"{made.name} has an account, number {made.pk}, and comes in through {method}.")
    session.answer({"account": made.pk, "name": made.name, "method": method})


@user.command()
@click.argument("email")
@ROLE
@FOR
@AREAS
@common
def grant(email: str, role: str, authority: str, areas: tuple[str, ...], at_path: Path | None, by: str, as_json: bool) -> None:
    """Give somebody a role. It holds from their next click."""
    session, found = _of(email, at_path, by, as_json)
    from upriver.desk.accounts import actions
    from upriver.desk.accounts.methods import must_fit

    must_fit(session.folder, found.method, authority)
    actions.give(found.number, _grant(role, authority, areas), by=session.by, at=session.at)
    _told(session, email, f"{found.name} is {ROLES[Role(role)]} now.")


@user.command()
@click.argument("email")
@ROLE
@FOR
@WHY
@common
def end(email: str, role: str, authority: str, why: str, at_path: Path | None, by: str, as_json: bool) -> None:
    """End a role of somebody's. It holds from their next click."""
    session, found = _of(email, at_path, by, as_json)
    from upriver.desk.accounts import actions
    from upriver.desk.voices.opening import still_fit

    held = actions.held_of(found.number, Role(role), authority)
    if not held:
        raise Refusal(f"{found.name} doesn't hold that role", do=f"They hold: {listed([_held(each) for each in found.held]) if found.held else 'none'}.")
    for number in held:
        actions.end_grant(number, by=session.by, at=session.at, why=why)
    still_fit(session.folder)
    _told(session, email, f"{found.name} is {ROLES[Role(role)]} no more.")


@user.command()
@click.argument("email")
@WHY
@common
def close(email: str, why: str, at_path: Path | None, by: str, as_json: bool) -> None:
    """Close an account: signed out at once, and in no more."""
    session, found = _of(email, at_path, by, as_json)
    from upriver.desk.accounts import actions
    from upriver.desk.voices.opening import still_fit

    actions.close(found.number, by=session.by, at=session.at, why=why)
    still_fit(session.folder)  # whoever reads what people say may be the one who is gone
    _told(session, email, f"The account of {found.name} is closed.")


@user.command()
@click.argument("email")
@WHY
@common
def reopen(email: str, why: str, at_path: Path | None, by: str, as_json: bool) -> None:
    """Open a closed account again, with the roles that hadn't ended."""
    session, found = _of(email, at_path, by, as_json)
    from upriver.desk.accounts import actions

    actions.reopen(found.number, by=session.by, at=session.at, why=why)
    _told(session, email, f"The account of {found.name} is open again.")


@user.command()
@click.argument("email")
@click.option("--what", type=click.Choice(["password", "everything"]), default="everything", show_default=True, help="The password alone, or the second factor too.")
@WHY
@WHERE
@common
def reset(email: str, what: str, why: str, address: str, at_path: Path | None, by: str, as_json: bool) -> None:
    """Make what somebody signs in with worthless, and show a link to set it anew, once. It lasts a day."""
    session, found = _of(email, at_path, by, as_json)
    from upriver.desk.accounts import signing

    secret = signing.reset(found.number, what, by=session.by, at=session.at, why=why)
    _link(session, "new-sign-in", secret, address, f"{found.name} is signed out everywhere. This link works once, for a day; it is shown only now:")


def _of(email: str, at_path: Path | None, by: str, as_json: bool) -> tuple[Session, Person]:
    session = open_session(at_path or Path(), by=by, as_json=as_json, writing=True)
    from upriver.desk.accounts import reading

    found = next((each for each in reading.people() if each.email.casefold() == email.strip().casefold()), None)
    if found is None:
        raise Refusal("nobody has an account with that e-mail address", do="See them all: upriver user list")
    return session, found


def _grant(role: str, authority: str, areas: tuple[str, ...]) -> Grant:
    from upriver.desk.accounts.granting import areas_of

    return Grant(Role(role), authority, areas or areas_of(Role(role), authority))


def _link(session: Session, page: str, secret: str, address: str, words: str) -> None:
    path = f"/{page}/{secret}/"
    session.say(words)
    session.say(f"  {address.rstrip('/')}{path}")
    session.answer({"link": f"{address.rstrip('/')}{path}"})


def _told(session: Session, email: str, words: str) -> None:
    session.say(words)
    if session.as_json:
        from upriver.desk.accounts import reading

        session.answer(_body(next(each for each in reading.people() if each.email.casefold() == email.strip().casefold())))


def _held(each: Any) -> str:
    return f"{each.words} for {each.authority}" if each.authority else str(each.words)


def _body(each: Person) -> dict[str, Any]:
    return {"account": each.number, "name": each.name, "email": each.email, "open": each.open, "method": each.method, "second_factor": list(each.factors),
            "seen_at": each.seen_at, "roles": [{"role": one.role, "authority": one.authority, "areas": list(one.areas)} for one in each.held]}
