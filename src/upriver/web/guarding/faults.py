"""What is shown where no page could answer: an address that isn't there, a form from elsewhere, a fault of ours."""

from __future__ import annotations

import sys
import traceback

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from upriver.desk.accounts.convert import actor
from upriver.report.bilingual.held import language
from upriver.web.framework.asked import Asked
from upriver.web.framework.office import office
from upriver.web.framework.page import Page
from upriver.web.guarding import keeping
from upriver.words.access.rights import NOBODY, Actor
from upriver.words.language.speaking import say, speaking

_NOWHERE = Page("nowhere", "", None, "", ("GET",), lambda asked: HttpResponse(), because="it shows nothing")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that wasn't sent from our own page, or whose page was open since before a sign-in in another tab.

    Nothing is done in either case. Where the browser itself says that the form was ours, what was typed waits at its address.
    """
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin" and request.method == "POST"
    user = getattr(request, "user", None)
    if not ours or user is None or not user.is_authenticated:
        return _shown(request, 403, lambda: (say("This form can't be taken"),
                                             say("The page was open too long, or it wasn't ours. Go back, reload the page, and send it again.")))
    with speaking(language(getattr(request, "spoken", "en"))):
        asked = Asked(request, _NOWHERE, actor(user.pk), office(), getattr(request, "spoken", "en"), office().at)
        links = [(request.path, say("Open the form again with what you typed"))]
        answer = asked.render("error.html", status=403, title=say("You signed in again since this page was opened"), what="",
                              do=say("Nothing was sent. What you typed is kept: open the form again, read it, and send it."), links=links)
        keeping.keep(asked, answer, whose=asked.actor.account)
        return answer


def nowhere(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No page has this address."""
    return _shown(request, 404, lambda: (say("There is no such page"), say("Check the address, or go back to where you came from.")))


def bad(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that can't be read."""
    return _shown(request, 400, lambda: (say("That can't be read"), say("Go back, reload the page, and try again.")))


def fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours: its trace goes to the server's own log, which may quote data and is the operator's alone."""
    traceback.print_exception(*sys.exc_info(), file=sys.stderr)
    return _shown(request, 500, lambda: (say("Something went wrong on our side"),
                                         say("Nothing was stored. Try again; if it happens again, tell the administrator what you did and when.")))


def _shown(request: HttpRequest, status: int, words: object) -> HttpResponse:
    try:
        user = getattr(request, "user", None)
        return _page(request, status, words, actor(user.pk if user is not None and user.is_authenticated else None))
    except DatabaseError:  # it is what failed: who visits can't be known, and stays signed in
        held, request.session = request.session, {}  # type: ignore[assignment]
        try:
            return _page(request, status, words, NOBODY)
        finally:
            request.session = held


def _page(request: HttpRequest, status: int, words: object, visitor: Actor) -> HttpResponse:
    here, spoken = office(), getattr(request, "spoken", "en")
    with speaking(language(spoken)):
        what, do = words()  # type: ignore[operator]
        return fault_page(Asked(request, _NOWHERE, visitor, here, spoken, here.at), status, what, do)


def fault_page(asked: Asked, status: int, what: str, do: str = "") -> HttpResponse:
    """A page that says what happened and what to do next."""
    title = what[:1].upper() + what[1:].rstrip(".")
    return asked.render("error.html", status=status, title=title, what="", do=do)
