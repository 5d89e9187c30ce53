"""Changing what somebody holds and how they sign in: each with its reason, by an administrator, never on one's own account."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse

from upriver.desk.accounts import actions, reading, signing, visits
from upriver.desk.accounts.granting import must_be_another, must_may_give
from upriver.desk.accounts.methods import must_fit
from upriver.desk.accounts.reading import Person
from upriver.desk.voices.opening import still_fit
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.people.inviting import LINK, grant_of, link_page, role_fields, wrong
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.web.signing.again import asks_again
from upriver.words.access.rights import Right, Role
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal


def why() -> Field:
    """The reason, which the log keeps."""
    return Field("why", say("Why"), "textarea", required=True, rows=3, max=1000, hint=say("The log keeps it. Name no third person."))


def _confirmed(asked: Asked, found: Person, *, title: str, text: list[str], button: str, do: Callable[[dict[str, str]], HttpResponse],
               fields: tuple[Field, ...] = ()) -> HttpResponse:
    """Stop and read, say why, and then do it; refused for one's own account."""
    if again := asks_again(asked, asked.path):
        return again
    must_be_another(asked.actor, found.number)
    asks = (*fields, why())
    form: Filled = shown(asks, asked.kept)
    if asked.posted:
        form = filled(asks, asked.typed)
        if form.sound:
            try:
                return do(form.values)
            except Refusal as refusal:
                form = form.wrong("why", f"{refusal.what[:1].upper()}{refusal.what[1:]}. {refusal.do}")
    return asked.render("form.html", status=200 if form.sound else 422, over=found.name, title=title, intro=text, fields=form.fields, button=button,
                        kind="warning", cancel=asked.url("person", ident=found.number))


@page("people/<int:ident>/give/", right=Right.MANAGE_ACCOUNTS, name="give_role", of="account", posts=True)
def give_role(asked: Asked, ident: int) -> HttpResponse:
    """Give somebody a role."""
    if again := asks_again(asked, asked.path):
        return again
    found, fields = reading.person(ident), role_fields(asked)
    form = shown(fields, asked.kept)
    if asked.posted:
        form = filled(fields, asked.typed)
        if form.sound:
            try:
                must_may_give(asked.actor, Role(form.values["role"]), ident)
                must_fit(asked.folder, found.method, form.values["authority"])
                actions.give(ident, grant_of(form.values), by=asked.by, at=asked.at)
                return asked.go("person", ident=ident, flash=say("The role is given. It holds from their next click."))
            except Refusal as refusal:
                form = wrong(form, refusal)
    return asked.render("form.html", status=200 if form.sound else 422, over=found.name, title=say("Give a role"), fields=form.fields, button=say("Give it"),
                        cancel=asked.url("person", ident=ident))


@page("people/<int:ident>/end/<int:grant>/", right=Right.MANAGE_ACCOUNTS, name="end_role", of="account", posts=True)
def end_role(asked: Asked, ident: int, grant: int) -> HttpResponse:
    """End a role of somebody's."""
    found = reading.person(ident)
    held = next((each for each in found.held if each.number == grant), None)
    if held is None:
        raise Http404

    def do(values: dict[str, str]) -> HttpResponse:
        actions.end_grant(grant, by=asked.by, at=asked.at, why=values["why"])
        still_fit(asked.folder)
        return asked.go("person", ident=ident, flash=say("The role has ended. It holds from their next click."))

    return _confirmed(asked, found, title=say("End the role of {role}", role=held.words), button=say("End it"), do=do,
                      text=[say("What they have open stops at their next click. What they did stays under their name.")])


@page("people/<int:ident>/close/", right=Right.MANAGE_ACCOUNTS, name="close_account", of="account", posts=True)
def close_account(asked: Asked, ident: int) -> HttpResponse:
    """Close an account."""

    def do(values: dict[str, str]) -> HttpResponse:
        actions.close(ident, by=asked.by, at=asked.at, why=values["why"])
        still_fit(asked.folder)  # whoever reads what people say may be the one who is gone
        return asked.go("person", ident=ident, flash=say("The account is closed."))

    return _confirmed(asked, reading.person(ident), title=say("Close this account"), button=say("Close it"), do=do,
                      text=[say("They are signed out at once and can't sign in any more. The account can be opened again.")])


@page("people/<int:ident>/reopen/", right=Right.MANAGE_ACCOUNTS, name="reopen_account", of="account", posts=True)
def reopen_account(asked: Asked, ident: int) -> HttpResponse:
    """Open a closed account again."""

    def do(values: dict[str, str]) -> HttpResponse:
        actions.reopen(ident, by=asked.by, at=asked.at, why=values["why"])
        return asked.go("person", ident=ident, flash=say("The account is open again."))

    return _confirmed(asked, reading.person(ident), title=say("Open this account again"), button=say("Open it"), do=do,
                      text=[say("They hold again the roles that hadn't ended. Set their sign-in anew too, if they were away for long.")])


@page("people/<int:ident>/sign-out/", right=Right.MANAGE_ACCOUNTS, name="sign_out_person", of="account", posts=True)
def sign_out_person(asked: Asked, ident: int) -> HttpResponse:
    """Sign somebody out everywhere."""

    def do(values: dict[str, str]) -> HttpResponse:
        visits.end(ident, by=asked.by, at=asked.at, why=values["why"])
        return asked.go("person", ident=ident, flash=say("They are signed out everywhere."))

    return _confirmed(asked, reading.person(ident), title=say("Sign them out everywhere"), button=say("Sign them out"), do=do,
                      text=[say("They can sign in again. What they had typed is kept for them.")])


@page("people/<int:ident>/reset/", right=Right.MANAGE_ACCOUNTS, name="reset_sign_in", of="account", posts=True)
def reset_sign_in(asked: Asked, ident: int) -> HttpResponse:
    """Make what somebody signs in with worthless, and a link to set it anew."""
    what = Field("what", say("What they lost"), "radios", required=True, choices=[
        ("password", say("Their password"), say("Their second factor stays.")),
        ("everything", say("Their second factor, or both"), say("They set both anew."))])
    found = reading.person(ident)

    def do(values: dict[str, str]) -> HttpResponse:
        secret = signing.reset(ident, values["what"], by=asked.by, at=asked.at, why=values["why"])
        asked.request.session[LINK] = [asked.url("new_sign_in", secret=secret), found.name]
        return asked.go("reset_link", ident=ident)

    return _confirmed(asked, found, title=say("Set sign-in anew"), button=say("Make the link"), do=do, fields=(what,),
                      text=[say("Make sure first that it is them: see them, or ring the number that you know. They are signed out at once, and get in only by the link.")])


@page("people/<int:ident>/link/", right=Right.MANAGE_ACCOUNTS, name="reset_link", of="account")
def reset_link(asked: Asked, ident: int) -> HttpResponse:
    """The link to set a sign-in anew, shown once."""
    held = asked.request.session.pop(LINK, None)
    if held is None:
        return asked.go("person", ident=ident)
    return link_page(asked, held[0], say("A link for {name}", name=held[1]), back=asked.url("person", ident=ident),
                     then=[say("Give it to them alone, now: it is shown only this once, works once, and lasts a day.")])
