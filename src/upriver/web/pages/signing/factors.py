"""What one signs in with: adding and taking away second factors, and recovery codes."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse

from upriver.desk.accounts.models import Account
from upriver.duty.access.policy import STRONG
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.guarding.strength import STRONGLY
from upriver.web.pages.people.words import day_of
from upriver.web.showing.forms import Field, empty, filled
from upriver.web.signing import factors as kept
from upriver.web.signing.again import asks_again
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal

CODES = "codes_to_show"


@page("account/second-factor/", right=Right.ENTER, name="factors", posts=True)
def factors(asked: Asked) -> HttpResponse:
    """The second factors that one has, and adding another."""
    account = Account.objects.get(pk=asked.actor.account)
    if first := _shown_first(asked, account):
        return first
    if asked.posted:
        return _take_away(asked, account)
    needed = bool(asked.actor.roles & STRONG)
    return asked.render("signing/factors.html", title=say("Your second factor"), held=[replace(each, at=day_of(each.at)) for each in kept.held(account)], kinds=kept.KINDS, left=kept.codes_left(account),
                        needed=needed, first=asked.query.get("first") == "1", back="" if asked.query.get("first") else "/account/")


def _take_away(asked: Asked, account: Account) -> HttpResponse:
    if again := asks_again(asked, asked.url("factors")):
        return again
    number = asked.typed.get("factor", [""])[-1]
    one = next((each for each in kept.held(account) if str(each.number) == number), None)
    if one is None:
        raise Refusal("that second factor isn't there any more", do="Go back to your account.")
    last = len([each for each in kept.held(account) if each.kind != kept.CODES]) == 1
    if last and one.kind != kept.CODES and asked.actor.roles & STRONG:
        raise Refusal("your role asks for a second factor, and this is your last", do="Add another first, then take this one away.")
    kept.remove(account, one.number, by=asked.by, at=asked.at)
    return asked.go("factors", flash=say("It was taken away."))


@page("account/second-factor/app/", right=Right.ENTER, name="factor_app", posts=True)
def factor_app(asked: Asked) -> HttpResponse:
    """Add an app that shows codes."""
    if again := _may_add(asked):
        return again
    account = Account.objects.get(pk=asked.actor.account)
    fields = (Field("code", say("The six digits that the app shows now"), "code", required=True, autocomplete="one-time-code", max=20),)
    form = filled(fields, asked.typed) if asked.posted else empty(fields)
    if asked.posted and form.sound:
        if kept.add_app(asked.request, account, form.values["code"], by=asked.by, at=asked.at):
            return _added(asked, account, kept.APP)
        form = form.wrong("code", say("That code isn't right. Check that the clock of your phone is, and enter the code that it shows now."))
    secret = kept.new_secret(asked.request)
    return asked.render("signing/app.html", status=200 if form.sound else 422, title=say("Set up an app that shows codes"), fields=form.fields, button=say("Go on"),
                        picture=kept.picture_of(account, secret), secret=" ".join(secret[at:at + 4] for at in range(0, len(secret), 4)), back=asked.url("factors"))


@page("account/second-factor/key/", right=Right.ENTER, name="factor_key", posts=True)
def factor_key(asked: Asked) -> HttpResponse:
    """Add a passkey or a security key."""
    if again := _may_add(asked):
        return again
    account = Account.objects.get(pk=asked.actor.account)
    fields = (Field("name", say("What you call it"), required=True, max=60, hint=say("Such as: key on my ring, or work laptop.")),)
    form = filled(fields, asked.typed) if asked.posted else empty(fields)
    if asked.posted and form.sound:
        if kept.add_key(asked.request, account, form.values["name"], asked.typed.get("credential", [""])[-1], by=asked.by, at=asked.at):
            return _added(asked, account, kept.KEY)
        form = form.wrong("name", say("The key didn't answer rightly. Put it in or unlock your device, and try again."))
    return asked.render("signing/key.html", status=200 if form.sound else 422, title=say("Add a passkey or security key"), fields=form.fields,
                        key=kept.begin_key(asked.request, account), back=asked.url("factors"))


@page("account/second-factor/codes/", right=Right.ENTER, name="recovery_codes", posts=True)
def recovery_codes(asked: Asked) -> HttpResponse:
    """The recovery codes: shown once when they are made, and made anew on demand."""
    account = Account.objects.get(pk=asked.actor.account)
    if first := _shown_first(asked, account):
        return first
    if asked.posted:
        if again := asks_again(asked, asked.url("factors")):
            return again
        if not kept.kinds(account) - {kept.CODES}:
            raise Refusal("recovery codes stand in for a second factor, and you have none yet", do="Set up an app or a key first.")
        asked.request.session[CODES] = kept.new_codes(asked.request, account, by=asked.by, at=asked.at)
        return asked.go("recovery_codes")
    codes = asked.request.session.pop(CODES, None)
    if codes is None:
        return asked.go("factors")
    return asked.render("signing/codes.html", title=say("Keep these recovery codes"), codes=codes)


def _may_add(asked: Asked) -> HttpResponse | None:
    return _shown_first(asked, Account.objects.get(pk=asked.actor.account)) or asks_again(asked, asked.path)


def _shown_first(asked: Asked, account: Account) -> HttpResponse | None:
    """To the second factor, where there is one that wasn't shown since signing in: a password alone neither reads nor changes any."""
    return asked.go("second_factor") if kept.held(account) and not asked.request.session.get(STRONGLY) else None


def _added(asked: Asked, account: Account, kind: str) -> HttpResponse:
    account.refresh_from_db()
    if asked.request.session.get(STRONGLY) != "fictional":
        asked.request.session[STRONGLY] = kind
    asked.request.session.cycle_key()
    asked.flash(say("Your second factor is set up."))
    if kept.codes_left(account) is None:
        asked.request.session[CODES] = kept.new_codes(asked.request, account, by=asked.by, at=asked.at)
        return asked.go("recovery_codes")
    return asked.go("factors")
