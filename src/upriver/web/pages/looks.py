"""Contrast, text size and motion; how accessible this is; and help: what each part is for."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from upriver.web.framework import page as pages
from upriver.web.framework.asked import Asked
from upriver.web.framework.navigation import PARTS
from upriver.web.framework.page import page
from upriver.web.guarding.headers import LOOKS, PREFERENCES
from upriver.web.showing.forms import Field, empty, filled
from upriver.web.signing.entering import home_or
from upriver.words.access.rights import ROLES, Role
from upriver.words.language.speaking import mark, say

A_YEAR = 31_536_000
FOR = {
    "home": mark("What waits for you, the most pressing first."),
    "duty": mark("Whether the partnership meets the duty, what is due when, and the evidence for it."),
    "partnership": mark("Who is in the partnership, who speaks for whom, and setting it up."),
    "sharing": mark("What partners are asked for, the agreements that allow it, sending and signing off data."),
    "data": mark("What is held, how good it is, and exploring it."),
    "assessment": mark("The strategic needs assessment: figures, prose, comments, and new runs."),
    "gate": mark("What waits to be released, what machines and people found in it, and voting."),
    "plans": mark("The strategy, its priorities, its actions and who does them."),
    "monitoring": mark("Whether what is done works: indicators, signals and evaluations."),
    "area": mark("One community safety partnership's area, and how its plan fits."),
    "listening": mark("What people said in public, and who reads it when."),
    "people": mark("Who may sign in and as what, invitations, and the review of access."),
    "personal_data": mark("What is held of people, requests about it, and what is past its time."),
    "operating": mark("Health, backups and the audit log."),
}
"""What each part of the workspace is for."""


@page("preferences/", right=None, name="preferences", posts=True, because="whoever can't read the sign-in page must be able to change how it looks")
def preferences(asked: Asked) -> HttpResponse:
    """Contrast, text size and motion, kept in this browser."""
    wanted = home_or((asked.typed.get("next") or [asked.query.get("next", "")])[-1])
    if asked.posted:
        chosen = [each for each in filled(_fields(), asked.typed).values["looks"].split(";") if each in LOOKS]
        answer = asked.go("preferences", flash=say("Saved for this browser."), query=f"next={wanted}" if wanted != "/" else "")
        answer.set_cookie(PREFERENCES, ".".join(chosen), max_age=A_YEAR, secure=True, httponly=True, samesite="Lax")
        return answer
    held = ";".join(getattr(asked.request, "preferences", ()))
    return asked.render("form.html", title=say("Contrast, text size and motion"), fields=empty(_fields(), {"looks": held}).fields, button=say("Save"), hidden=[("next", wanted)],
                        intro=[say("What your own device asks for is heeded already. These are for when that isn't enough. They are kept in this browser alone.")],
                        cancel=wanted, cancel_words=say("Go back"))


def _fields() -> tuple[Field, ...]:
    return (Field("looks", say("How pages look"), "checkboxes", choices=[
        ("high-contrast", say("High contrast"), say("Black on white, thicker lines.")),
        ("large-text", say("Larger text"), say("Everything a quarter larger. Your browser can enlarge it further.")),
        ("less-motion", say("No movement"), say("Nothing slides or fades."))]),)


@page("accessibility/", right=None, name="accessibility", because="how accessible this is, is for everybody to read")
def accessibility(asked: Asked) -> HttpResponse:
    """How accessible the workspace is, and whom to tell where it isn't."""
    return asked.render("looks/accessibility.html", title=say("How accessible this is"))


@page("help/", right=None, name="help", because="help is needed before anybody has signed in too")
def help_(asked: Asked) -> HttpResponse:
    """What each part is for: those that one may open first."""
    mine, others = [], []
    for name, words, _ in PARTS:
        one = pages.one(name)
        if one is None or one.right is None:
            continue
        opens = pages.opens(one, asked.actor)
        (mine if opens else others).append((reverse(name) if opens else "", say(words), say(FOR.get(name, ""))))
    roles = [say(ROLES[role]) for role in Role if role in asked.actor.roles]
    return asked.render("looks/help.html", title=say("Help"), mine=mine, others=others, roles=roles)
