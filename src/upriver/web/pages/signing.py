"""Signing in and out. In a made-up workspace one chooses whom of the made-up people to be."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from upriver.desk.accounts.models import Account
from upriver.web.framework import keeping
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.strength import STRONGLY
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal

BACKEND = "django.contrib.auth.backends.ModelBackend"


@page("sign-in/", right=None, name="sign_in", because="nobody has signed in yet where they sign in")
def sign_in(asked: Asked) -> HttpResponse:
    """How to sign in."""
    people = Account.objects.filter(is_active=True).prefetch_related("grants") if asked.office.fictional else ()
    return asked.render("signing/sign_in.html", title=say("Sign in"), people=list(people), next=asked.query.get("next", ""))


@page("sign-in/as/", right=None, name="sign_in_as", posts=True, because="in a made-up workspace everybody may be anybody")
def sign_in_as(asked: Asked) -> HttpResponse:
    """Be one of the made-up people."""
    number = asked.typed.get("account", [""])[-1]
    account = Account.objects.filter(pk=number, is_active=True).first() if asked.posted and asked.office.fictional and number.isdecimal() else None
    if account is None:
        raise Refusal("nobody can sign in so here", do="Sign in with your own account.")
    login(asked.request, account, backend=BACKEND)
    asked.request.session[STRONGLY] = "fictional"
    answer = asked.see(home_or(asked.typed.get("next", [""])[-1]))
    keeping.remember(answer, account.pk)
    return answer


@page("sign-out/", right=Right.ENTER, name="sign_out", posts=True)
def sign_out(asked: Asked) -> HttpResponse:
    """Sign out; what was kept for this browser is kept no longer."""
    if asked.posted:
        logout(asked.request)
    return asked.go("sign_in")


@page("sign-in/second-factor/", right=Right.ENTER, name="second_factor", posts=True)
def second_factor(asked: Asked) -> HttpResponse:
    """Show a second factor."""
    raise Refusal("this account has no second factor yet", do="Ask the administrator.")


def home_or(wanted: str) -> str:
    """An address of the workspace itself that somebody wanted to go to, else the first page."""
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if safe and not wanted.startswith(("//", "/\\")) else "/"
