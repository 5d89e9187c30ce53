"""Signing in through one's organisation: there and back."""

from __future__ import annotations

import sys

from django.http import Http404, HttpResponse, HttpResponseRedirect

from upriver.desk.accounts import tries
from upriver.desk.accounts.methods import method
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.signing import entering, organisations
from upriver.web.signing.tokens import Forged
from upriver.words.access.methods import SignInMethod
from upriver.words.refusal import Refusal

BECAUSE = "nobody has signed in yet where they sign in"


@page("sign-in/with/<slug:slug>/", right=None, name="sign_in_with", because=BECAUSE)
def sign_in_with(asked: Asked, slug: str) -> HttpResponse:
    """To the organisation's own sign-in page."""
    one = _method(asked, slug)
    _slowly(asked)
    try:
        return HttpResponseRedirect(organisations.way_there(asked, one, entering.home_or(asked.query.get("next", ""))))
    except Forged as fault:
        raise _refused(one, fault) from fault


@page("sign-in/back/<slug:slug>/", right=None, name="sign_in_back", because=BECAUSE)
def sign_in_back(asked: Asked, slug: str) -> HttpResponse:
    """Back from the organisation: in, if it says who it is and somebody invited them."""
    one = _method(asked, slug)
    _slowly(asked)
    try:
        person, wanted = organisations.who_came(asked, one)
    except Forged as fault:
        raise _refused(one, fault) from fault
    account = organisations.account_of(person, one, at=asked.at)
    tries.right([f"{_from(asked)}/{name}" for name in ("sign_in_with", "sign_in_back")], at=asked.at)
    return entering.enter(asked, account, how=one.slug, strongly="organisation" if person.strongly else "", wanted=wanted)


def _method(asked: Asked, slug: str) -> SignInMethod:
    one = method(asked.folder, slug)
    if one is None:
        raise Http404
    return one


def _from(asked: Asked) -> str:
    return f"organisation:{entering.address_of(asked.request)}"


def _slowly(asked: Asked) -> None:
    # There and back are two; whoever comes in is counted no more.
    if not tries.another([f"{_from(asked)}/{asked.page.name}"], at=asked.at):
        raise Refusal("too many tries to sign in came from here", do="Wait 15 minutes, then try again.")


def _refused(one: SignInMethod, fault: Forged) -> Refusal:
    """One sentence for whoever came, whatever was wrong; which rule it was stands in the server's own log."""
    sys.stderr.write(f"upriver: signing in by {one.slug} was refused: {fault}\n")
    return Refusal("your organisation's sign-in didn't work", do="Try again from the beginning. If it fails again, tell the administrator when it happened.")
