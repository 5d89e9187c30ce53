"""One's own account: name, language, how one signs in, where one is signed in, what one may do and why."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse

from upriver.desk.access.things import names_of
from upriver.desk.accounts import reading, signing, visits
from upriver.desk.accounts.models import Account
from upriver.duty.access.policy import RIGHTS
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.guarding.headers import LANGUAGE
from upriver.web.pages.people.overview import ways
from upriver.web.pages.people.words import factors_of, way_of, when
from upriver.web.showing.forms import Field, filled, shown
from upriver.web.signing import entering, passwords
from upriver.web.signing.again import asks_again
from upriver.web.signing.rights_said import MAY
from upriver.words.access.rights import ROLES, Reach, Right
from upriver.words.language.speaking import say, several
from upriver.words.refusal import Refusal

LANGUAGES = (("en", "English"), ("cy", "Cymraeg"))


@page("account/", right=Right.ENTER, name="account")
def account(asked: Asked) -> HttpResponse:
    """One's own account."""
    found = reading.person(asked.actor.account)
    own = found.method == "password"
    rows = [
        {"words": say("Name"), "value": found.name, "change": asked.url("account_name")},
        {"words": say("Language"), "value": dict(LANGUAGES).get(asked.actor.language, asked.actor.language), "change": asked.url("account_name")},
        {"words": say("E-mail address"), "value": found.email},
        {"words": say("How you sign in"), "value": way_of(found.method, ways(asked)), **({"change": asked.url("account_password")} if own else {})},
        {"words": say("Second factor"), "value": factors_of(found) or say("Not set up"), "change": asked.url("factors")},
        {"words": say("Signed in"), "value": several("In {n} browser", "In {n} browsers", sum(each.open for each in visits.of(found.number, at=asked.at))),
         "change": asked.url("sessions")},
        {"words": say("Background work"), "value": say("What you asked for"), "href": asked.url("jobs")},
    ]
    return asked.render("show.html", title=say("Your account"), lists=[{"rows": rows}], tables=[_may(asked)],
                        intro=say("Looks and text size are under {words}, at the end of every page.", words=say("Contrast, text size and motion")))


def _may(asked: Asked) -> dict[str, object]:
    """What one may do, over what, and which role gives it."""
    rows = []
    for right, words in MAY.items():
        held = [grant for grant in asked.actor.grants if right in RIGHTS[grant.role]]
        if not held:
            continue
        everything = any(RIGHTS[grant.role][right] is Reach.ALL for grant in held)
        own = "; ".join(dict.fromkeys(name for grant in held for name in names_of([grant.authority])))
        rows.append([say(words), say("Everything of the partnership") if everything else own or say("Your own"),
                     ", ".join(dict.fromkeys(say("as {role}", role=say(ROLES[grant.role])) for grant in held))])
    return {"caption": say("What you may do, and why"), "columns": [say("You may"), say("Over what"), say("Because you are here")], "rows": rows,
            "empty": say("You hold no role yet. Ask the partnership manager.")}


@page("account/name/", right=Right.ENTER, name="account_name", posts=True)
def account_name(asked: Asked) -> HttpResponse:
    """One's name and language."""
    fields = (Field("name", say("First and last name"), required=True, max=200, autocomplete="name",
                    hint=say("It stands beside what you do, and in the register of people. The log keeps the name that you had.")),
              Field("language", say("Language"), "radios", required=True, choices=LANGUAGES))
    form = shown(fields, asked.kept, {"name": asked.actor.name, "language": asked.actor.language})
    if asked.posted:
        form = filled(fields, asked.typed)
        if form.sound:
            try:
                signing.rename(asked.actor.account, form.values["name"], by=asked.by, at=asked.at)
                signing.speak(asked.actor.account, form.values["language"], by=asked.by, at=asked.at)
                answer = asked.go("account", flash=say("It is changed."))
                answer.set_cookie(LANGUAGE, form.values["language"], max_age=31_536_000, secure=True, httponly=True, samesite="Lax")
                return answer
            except Refusal as refusal:
                form = form.wrong("name", f"{refusal.what[:1].upper()}{refusal.what[1:]}. {refusal.do}")
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Name and language"), fields=form.fields, button=say("Save"), cancel=asked.url("account"))


@page("account/password/", right=Right.ENTER, name="account_password", posts=True)
def account_password(asked: Asked) -> HttpResponse:
    """Another password."""
    if again := asks_again(asked, asked.path):
        return again
    row = Account.objects.get(pk=asked.actor.account)
    if row.method != "password":
        raise Refusal("your organisation signs you in, so there is no password here", do="Change it where you sign in to your organisation.")
    form = shown(passwords.fields(), {})
    if asked.posted:
        form = passwords.typed((), asked.typed, known=(row.name, row.email, asked.office.name))
        if form.sound:
            _changed(asked, row, form.values["password_new"])
            return asked.go("account", flash=say("Your password is changed. Everywhere else you are signed out."))
    return asked.render("form.html", status=200 if form.sound else 422, title=say("Change your password"), fields=form.fields, button=say("Change it"),
                        cancel=asked.url("account"))


def _changed(asked: Asked, row: Account, password: str) -> None:
    from django.contrib.auth import update_session_auth_hash

    signing.change_password(row.pk, password, by=asked.by, at=asked.at, visit=entering.visit_of(asked.request))
    row.refresh_from_db()
    update_session_auth_hash(asked.request, row)


@page("account/sessions/", right=Right.ENTER, name="sessions", posts=True)
def sessions(asked: Asked) -> HttpResponse:
    """Where one is signed in, and signing out there."""
    here = entering.visit_of(asked.request)
    if asked.posted:
        wanted = asked.typed.get("visit", [""])[-1]
        ended = visits.end(asked.actor.account, by=asked.by, at=asked.at, only=int(wanted) if wanted.isdecimal() and len(wanted) < 18 else 0, but=here)
        return asked.go("sessions", flash=several("You are signed out in {n} other browser.", "You are signed out in {n} other browsers.", ended))
    found = visits.of(asked.actor.account, at=asked.at)
    rows = [replace(each, browser=_browser(each.browser), at=when(each.at), seen_at=when(each.seen_at)) for each in found]
    return asked.render("people/sessions.html", title=say("Where you are signed in"), now=[each for each in rows if each.open],
                        before=[each for each in rows if not each.open][:20], this=here, back=asked.url("account"))


def _browser(told: str) -> str:
    """What a browser calls itself, in a word or two."""
    name = next((words for mark, words in (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")) if mark in told), "")
    on = next((words for mark, words in (("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "Mac"), ("Linux", "Linux"))
               if mark in told), "")
    return say("{browser} on {system}", browser=name, system=on) if name and on else name or on or say("Another program")




@page("account/stay/", right=Right.ENTER, name="stay")
def stay(asked: Asked) -> HttpResponse:
    """Whoever asks is still there: their visit goes on, and nothing is shown."""
    return HttpResponse(status=204)
