"""Coming in: what is the same however somebody signs in, and what happens between a right password and a second factor."""

from __future__ import annotations

import time

from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from upriver.desk.accounts import tries, visits
from upriver.desk.accounts.models import Account
from upriver.desk.audit.acting import acting
from upriver.web.framework.asked import Asked
from upriver.web.framework.office import office
from upriver.web.guarding import keeping
from upriver.web.guarding.headers import LANGUAGE, LANGUAGES
from upriver.web.guarding.strength import STRONGLY
from upriver.web.signing import known_browsers

BACKEND = "django.contrib.auth.backends.ModelBackend"
HALF, VISIT, SURE = "half", "visit", "sure"
"""The session's words: whose password was right and who must show more, the visit's number, and when somebody last showed who they are."""
HALF_LASTS, SURE_LASTS = 600, 900


def address_of(request: HttpRequest) -> str:
    """The network address of a browser: behind a proxy, what the proxy itself saw, never what the browser claims."""
    if office().secure:
        return request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()[:60] or str(request.META.get("REMOTE_ADDR", ""))
    return str(request.META.get("REMOTE_ADDR", ""))


def keys_of(request: HttpRequest, who: str, of: str = "account") -> list[str]:
    """Under what tries are counted: who it is said to be, and from where."""
    return [f"{of}:{who.strip().casefold()[:300]}", f"address:{address_of(request)}"]


def counted_under(request: HttpRequest, account: Account | None, who: str, of: str = "account") -> list[str]:
    """The same for whoever may be an account's owner: a browser that the account knows is counted by itself."""
    known = known_browsers.of(request, account)
    return [f"known-{of}:{known}"] if known else keys_of(request, who, of)


def right_password(asked: Asked, email: str, password: str) -> Account | None:
    """The account of an address and its password. An unknown address, a closed account and a wrong password take as much work."""
    found = authenticate(asked.request, username=email.strip()[:200], password=password[:500])
    return found if isinstance(found, Account) and found.method == "password" else None


def halfway(asked: Asked, account: Account, wanted: str) -> HttpResponse:
    """The password was right: to the second factor. Nobody is signed in yet."""
    asked.request.session.cycle_key()
    asked.request.session[HALF] = {"account": account.pk, "at": int(time.time()), "next": home_or(wanted)}
    return asked.go("second_factor")


def half_in(asked: Asked) -> tuple[Account | None, str]:
    """Whose password was right a moment ago, and where they wanted to go."""
    half = asked.request.session.get(HALF) or {}
    if int(time.time()) - int(half.get("at", 0)) > HALF_LASTS:
        return None, "/"
    account = Account.objects.filter(pk=half.get("account"), is_active=True).first()
    return account, str(half.get("next", "/"))


def enter(asked: Asked, account: Account, *, how: str, strongly: str, wanted: str) -> HttpResponse:
    """Sign somebody in. `how` is told to them later, `strongly` the second factor that they showed ("" for none)."""
    request = asked.request
    begin(request, account, how=how, at=asked.at)
    if strongly:
        request.session[STRONGLY] = strongly
    mine = [key for of, who in (("account", account.email), ("factor", str(account.pk)))
            for key in (keys_of(request, who, of)[0], counted_under(request, account, who, of)[0])]
    tries.right(list(dict.fromkeys(mine)), at=asked.at)
    answer = asked.see(home_or(wanted))
    if how.startswith("password"):
        known_browsers.remember(request, answer, account)
    keeping.remember(answer, account.pk)
    if account.language in LANGUAGES and LANGUAGE not in request.COOKIES:
        answer.set_cookie(LANGUAGE, account.language, max_age=31_536_000, secure=True, httponly=True, samesite="Lax")
    return answer


def begin(request: HttpRequest, account: Account, *, how: str, at: str) -> None:
    """A session of its own for a visit that begins now."""
    request.session.pop(HALF, None)
    login(request, account, backend=BACKEND)
    request.session.pop(STRONGLY, None)
    with acting(account.pk):
        request.session[VISIT] = visits.begin(account.pk, how=how, browser=request.META.get("HTTP_USER_AGENT", ""), address=address_of(request), at=at)
    request.session[SURE] = int(time.time())


def visit_of(request: HttpRequest) -> int:
    """The number of the visit that a browser is in, 0 where it is in none."""
    return int(request.session.get(VISIT) or 0)


def sure(asked: Asked) -> bool:
    """Whether whoever is signed in showed who they are a short while ago. Made-up people needn't."""
    if asked.request.session.get(STRONGLY) == "fictional":
        return True
    return int(time.time()) - int(asked.request.session.get(SURE, 0)) <= SURE_LASTS


def home_or(wanted: str) -> str:
    """An address of the workspace itself that somebody wanted to go to, else the first page."""
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    if not safe or wanted.startswith(("//", "/\\", "/%0", "/%1")) or "\\" in wanted or any(ord(each) < 33 for each in wanted):
        return "/"
    return "/" if wanted.startswith(("/sign-in/", "/sign-out/")) else wanted
