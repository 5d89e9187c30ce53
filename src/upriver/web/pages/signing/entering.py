"""Signing in and out. In a made-up workspace one chooses whom of the made-up people to be."""

from __future__ import annotations

import time

from django.contrib.auth import logout
from django.http import HttpResponse

from upriver.desk.accounts import convert, tries, visits
from upriver.desk.accounts.methods import methods
from upriver.desk.accounts.models import Account
from upriver.desk.accounts.reading import whom_to_be
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.showing.forms import Field, Filled, empty, filled
from upriver.web.signing import entering, factors, known_browsers
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal

BECAUSE = "nobody has signed in yet where they sign in"


@page("sign-in/", right=None, name="sign_in", posts=True, because=BECAUSE)
def sign_in(asked: Asked) -> HttpResponse:
    """How to sign in: made-up people by choice, others by password or through their organisation."""
    if not asked.posted:
        return _form(asked, empty(_fields()))
    form = filled(_fields(), asked.typed)
    if not form.sound:
        return _form(asked, form, 422)
    email, wanted = form.values["email"], asked.typed.get("next", [""])[-1]
    if not tries.another(entering.counted_under(asked.request, known_browsers.whose(asked.request, email), email), at=asked.at):
        return _form(asked, form.wrong("email", _waits()), 429)
    account = entering.right_password(asked, email, form.values["password"])
    if account is None:
        return _form(asked, form.wrong("email", say("The e-mail address or the password isn't right")), 422)
    if factors.held(account):
        return entering.halfway(asked, account, wanted)
    return entering.enter(asked, account, how="password", strongly="", wanted=wanted)


def _waits() -> str:
    return say("There were too many tries. Wait 15 minutes, then try again; or ask the administrator for a new password.")


def _fields() -> tuple[Field, ...]:
    return (Field("email", say("E-mail address"), "email", required=True, autocomplete="username", max=200),
            Field("password", say("Password"), "password", required=True, autocomplete="current-password", max=500))


def _form(asked: Asked, form: Filled, status: int = 200) -> HttpResponse:
    wanted = asked.typed.get("next", [""])[-1] if asked.posted else asked.query.get("next", "")
    groups = whom_to_be() if asked.office.fictional and not asked.posted and asked.query.get("by") != "password" else ()
    return asked.render("signing/sign_in.html", status=status, title=say("Sign in"), fields=form.fields, next=entering.home_or(wanted), groups=groups,
                        organisations=_ways(asked), ended=bool(wanted) and wanted != "/" and not asked.posted)


def _ways(asked: Asked) -> list[tuple[str, str]]:
    try:
        return [(asked.url("sign_in_with", slug=each.slug), each.title) for each in methods(asked.folder)]
    except Refusal:
        return []  # what is wrong with a declaration is told to the operator, on their own page


@page("sign-in/as/", right=None, name="sign_in_as", posts=True, because="in a made-up workspace everybody may be anybody")
def sign_in_as(asked: Asked) -> HttpResponse:
    """Be one of the made-up people."""
    number = asked.typed.get("account", [""])[-1]
    account = Account.objects.filter(pk=number, is_active=True).first() if asked.posted and asked.office.fictional and number.isdecimal() and len(number) < 18 else None
    if account is None:
        raise Refusal("nobody can sign in so here", do="Sign in with your own account.")
    return entering.enter(asked, account, how="fictional", strongly="fictional", wanted=asked.typed.get("next", [""])[-1])


@page("sign-out/", right=Right.ENTER, name="sign_out", posts=True)
def sign_out(asked: Asked) -> HttpResponse:
    """Sign out of this browser."""
    if asked.posted:
        visits.end(asked.actor.account, by=asked.by, at=asked.at, only=entering.visit_of(asked.request))
        logout(asked.request)
        asked.actor = convert.actor(None)
        asked.flash(say("You are signed out."))
    return asked.go("sign_in")


@page("sign-in/second-factor/", right=None, name="second_factor", posts=True, because="whose password was right shows their second factor here")
def second_factor(asked: Asked) -> HttpResponse:
    """Show a second factor: after the password, or because one's role asks for it."""
    account, wanted = entering.half_in(asked)
    if asked.actor.account:
        account, wanted = Account.objects.get(pk=asked.actor.account), "/"
        if not factors.held(account):
            asked.flash(say("Your role asks for a second factor. Set one up now; it takes two minutes."), "notice")
            return asked.go("factors")
    if account is None:
        return asked.go("sign_in", flash=say("Sign in with your password first."))
    if not asked.posted:
        return _second(asked, account, empty(_code()))
    return _shown(asked, account, wanted)


def _code() -> tuple[Field, ...]:
    return (Field("code", say("Code"), "code", autocomplete="one-time-code", max=40,
                  hint=say("The six digits that your app shows now, or one of your recovery codes.")),)


def _shown(asked: Asked, account: Account, wanted: str) -> HttpResponse:
    form = filled(_code(), asked.typed)
    answer = asked.typed.get("credential", [""])[-1]
    if not answer and not form.values["code"]:
        return _second(asked, account, form.wrong("code", say("Enter the code")), 422)
    if not tries.another(entering.counted_under(asked.request, account, str(account.pk), "factor"), at=asked.at):
        return _second(asked, account, form.wrong("code", _waits()), 429)
    kind = factors.right_key(asked.request, account, answer) if answer else factors.right_code(account, form.values["code"])
    if not kind:
        says = say("That key couldn't be read. Try again, or use a code.") if answer else say("That code isn't right. Codes of an app last half a minute.")
        return _second(asked, account, form.wrong("code", says), 422)
    if kind == factors.CODES:
        asked.flash(say("You used a recovery code. {left} are left; make new ones on your account's page.", left=factors.codes_left(account)), "notice")
    return entering.enter(asked, account, how=f"password+{kind}", strongly=kind, wanted=wanted)


def _second(asked: Asked, account: Account, form: Filled, status: int = 200) -> HttpResponse:
    return asked.render("signing/second_factor.html", status=status, title=say("Show your second factor"), fields=form.fields,
                        key=factors.begin_showing(asked.request, account), kinds=factors.kinds(account))


@page("sign-in/again/", right=Right.ENTER, name="sign_in_again", posts=True)
def sign_in_again(asked: Asked) -> HttpResponse:
    """Show once more who one is, before something that matters."""
    account = Account.objects.get(pk=asked.actor.account)
    wanted = entering.home_or((asked.typed.get("next") or [asked.query.get("next", "")])[-1])
    form = filled(_again(account), asked.typed) if asked.posted else empty(_again(account))
    if asked.posted and form.sound:
        if not tries.another(entering.counted_under(asked.request, account, account.email), at=asked.at):
            form = form.wrong("", _waits())
        elif _right(asked, account, form):
            tries.right(entering.counted_under(asked.request, account, account.email)[:1], at=asked.at)
            asked.request.session[entering.SURE] = int(time.time())
            return asked.see(wanted)
        else:
            form = form.wrong("", say("That isn't right"))
    if not form.fields:
        return asked.go("sign_in_with", slug=account.method)
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Show that it is you"), fields=form.fields, button=say("Go on"), cancel="/account/",
                        intro=say("This matters, so we ask again. You needn't for the next 15 minutes."), hidden=[("next", wanted)])


def _again(account: Account) -> tuple[Field, ...]:
    if account.method == "password":
        return (Field("password", say("Password"), "password", required=True, autocomplete="current-password", max=500),)
    return _code() if factors.kinds(account) & {factors.APP, factors.CODES} else ()


def _right(asked: Asked, account: Account, form: Filled) -> bool:
    if account.method == "password":
        return entering.right_password(asked, account.email, form.values["password"]) is not None
    return bool(factors.right_code(account, form.values["code"]))
