"""Browsers that somebody signed in with before: others' guesses don't hold them up.

Tries are counted under an address and a network address, so whoever guesses at somebody's password keeps that person out as well, and
ten slips in one office keep out its colleagues. A browser in which the password was right before, and the second factor where there is
one, is counted by itself: it has ten tries of its own. It opens nothing: password and second factor are asked for as ever. A new
password ends it, and whoever takes the cookie away gains ten more tries in 15 minutes and no more.
"""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from upriver.desk.accounts.models import Account

COOKIE, LASTS = "__Host-known", 90 * 86_400
MOST = 5
"""So many people may share a browser; whoever signed in longest ago goes first."""


def of(request: HttpRequest, account: Account | None) -> str:
    """The name under which a browser is known to an account; "" where it isn't."""
    if account is None or not account.is_active or account.method != "password":
        return ""
    return next((name for number, name, mark in _held(request) if number == account.pk and constant_time_compare(mark, _mark(account))), "")


def whose(request: HttpRequest, email: str) -> Account | None:
    """The account of an e-mail address, looked for only by a browser that knows somebody."""
    return Account.objects.filter(email__iexact=email.strip()[:200], is_active=True).first() if _held(request) else None


def remember(request: HttpRequest, answer: HttpResponse, account: Account) -> None:
    """Know a browser from now on, under a new name each time."""
    others = [each for each in _held(request) if each[0] != account.pk][:MOST - 1]
    value = signing.dumps([[account.pk, token_urlsafe(12), _mark(account)], *others], salt=COOKIE)
    answer.set_cookie(COOKIE, value, max_age=LASTS, secure=True, httponly=True, samesite="Lax")


def _held(request: HttpRequest) -> list[tuple[int, str, str]]:
    try:
        found: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=LASTS)
        return [(int(number), str(name), str(mark)) for number, name, mark in found][:MOST]
    except (signing.BadSignature, ValueError, TypeError):
        return []


def _mark(account: Account) -> str:
    """Of its password, as the session's own mark is: another password, another mark."""
    return str(account.get_session_auth_hash())[:24]
