"""Coming in by a link that somebody was sent: an invitation, or a link to set one's sign-in anew."""

from __future__ import annotations

from django.http import HttpResponse

from upriver.desk.accounts import actions, signing, tries
from upriver.desk.accounts.methods import method
from upriver.desk.accounts.models import Account
from upriver.desk.audit.acting import acting
from upriver.desk.partners.models import AuthorityRecord
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.showing.forms import empty
from upriver.web.signing import entering, factors, passwords
from upriver.words.access.rights import ROLES, Role
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal


@page("invitation/<str:secret>/", right=None, name="invitation", posts=True, because="whoever is invited has no account yet; the link is their key")
def invitation(asked: Asked, secret: str) -> HttpResponse:
    """Take up an invitation: choose a password, then a second factor."""
    _slowly(asked)
    found = actions.invitation(secret, at=asked.at)
    tries.right([_from(asked)], at=asked.at)
    if found.method != actions.PASSWORD:
        return _by_organisation(asked, found.method, found.name)
    form = empty(passwords.fields())
    if asked.posted:
        form = passwords.typed((), asked.typed, known=(found.name, found.email, asked.office.name))
        if form.sound:
            account = actions.take_up(secret, password=form.values["password_new"], at=asked.at)
            return _in(asked, account, "invitation")
    authority = AuthorityRecord.objects.filter(ident=found.authority).values_list("name", flat=True).first() or ""
    rows = [{"words": say("Your name"), "value": found.name}, {"words": say("You sign in as"), "value": found.email},
            {"words": say("Your role"), "value": say(ROLES[Role(found.role)])}]
    rows += [{"words": say("For"), "value": authority}] if authority else []
    return asked.render("signing/invitation.html", status=200 if form.sound else 422, title=say("You are invited to {name}", name=asked.office.name),
                        rows=rows, fields=form.fields, button=say("Go on"))


def _by_organisation(asked: Asked, slug: str, name: str) -> HttpResponse:
    way = method(asked.folder, slug)
    if way is None:
        raise Refusal("this invitation is for a way to sign in that isn't there any more", do="Ask whoever invited you for a new one.")
    return asked.render("done.html", title=say("You are invited, {name}", name=name), links=[(asked.url("sign_in_with", slug=slug), say("Sign in with {way}", way=way.title))],
                        next=[say("You sign in through your own organisation. No password is kept here.")])


@page("new-sign-in/<str:secret>/", right=None, name="new_sign_in", posts=True, because="whoever lost their password can't sign in; the link is their key")
def new_sign_in(asked: Asked, secret: str) -> HttpResponse:
    """Set one's sign-in anew with an administrator's link."""
    _slowly(asked)
    found = signing.link(secret, at=asked.at)
    tries.right([_from(asked)], at=asked.at)
    form = empty(passwords.fields())
    if asked.posted:
        form = passwords.typed((), asked.typed, known=(found.account.name, found.account.email, asked.office.name))
        if form.sound:
            with acting(found.account_id):
                account = signing.use_link(secret, password=form.values["password_new"], at=asked.at)
            if factors.held(account):
                return entering.halfway(asked, account, "/")
            return _in(asked, account, "link")
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Choose a new password"), fields=form.fields, button=say("Go on"),
                        over=found.account.name, intro=say("You sign in as {email}.", email=found.account.email))


def _in(asked: Asked, account: Account, how: str) -> HttpResponse:
    """Signed in without a second factor yet: that comes next."""
    return entering.enter(asked, account, how=how, strongly="", wanted=asked.url("factors") + "?first=1")


def _from(asked: Asked) -> str:
    """Tries of links are counted by themselves: to know one says nothing about passwords that were tried from the same address."""
    return f"link:{entering.address_of(asked.request)}"


def _slowly(asked: Asked) -> None:
    if not tries.another([_from(asked)], at=asked.at):
        raise Refusal("too many links were tried from here", do="Wait 15 minutes, then open the link again.")
