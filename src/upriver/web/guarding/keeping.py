"""Nothing typed is lost: a form sent after its session had ended is kept, and shown again once its author has signed in."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpResponse

from upriver.desk.accounts.models import Account, TypedRecord

if TYPE_CHECKING:
    from upriver.web.framework.asked import Asked

COOKIE, WHO = "__Host-kept", "__Host-who"
"""The cookie that names what was kept, and the signed one that says whose browser this last was."""
LONGEST, MOST, IN_ALL = 200_000, 50, 1_000_000
"""Letters of one form, how many forms, and letters of them all that are kept for one account: the oldest go first."""
SECRET = ("csrfmiddlewaretoken", "password", "code", "secret", "credential", "key")
"""Fields that are never kept, and all whose names begin so with a stroke after it, as `password_again`."""


def to_sign_in(asked: Asked) -> HttpResponse:
    """To the sign-in page and back again; what was typed waits there for the same person."""
    answer = asked.see(f"{asked.url('sign_in')}?{urlencode({'next': asked.path})}")
    keep(asked, answer, whose=_last(asked))
    return answer


def keep(asked: Asked, answer: HttpResponse, *, whose: int) -> bool:
    """Keep what a form holds for whoever sent it, a day at most; files aren't kept, and must be chosen again."""
    if not asked.posted or not whose or asked.request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return False
    body = {name: values for name, values in asked.request.POST.lists() if not _secret(name)}
    if not body or _letters(body) > LONGEST or not Account.objects.filter(pk=whose, is_active=True).exists():
        return False
    if any("\x00" in each for name, values in body.items() for each in (name, *values)):  # no database keeps it, and no form takes it
        return False
    key = secrets.token_urlsafe(32)
    yesterday = f"{(asked.office.today - timedelta(days=1)).isoformat()}T{asked.at[11:]}"
    TypedRecord.objects.filter(at__lt=yesterday).delete()
    TypedRecord.objects.create(key=key, account=whose, path=asked.request.path[:500], body=body, at=asked.at)
    _bound(whose)
    answer.set_cookie(COOKIE, key, max_age=86_400, secure=True, httponly=True, samesite="Lax")
    return True


def _letters(body: Mapping[str, list[str]]) -> int:
    return sum(len(name) + sum(map(len, values)) for name, values in body.items())


def _bound(account: int) -> None:
    """Whoever has the browser of somebody who signed out fills no database."""
    kept, letters = [], 0
    for number, body in TypedRecord.objects.filter(account=account).order_by("-id").values_list("id", "body")[:MOST]:
        letters += _letters(body)
        if letters > IN_ALL:
            break
        kept.append(number)
    TypedRecord.objects.filter(account=account).exclude(pk__in=kept).delete()


def _secret(name: str) -> bool:
    return name in SECRET or name.startswith(tuple(f"{each}_" for each in SECRET))


def taken(asked: Asked) -> Mapping[str, list[str]]:
    """What its author had typed into this form before the session ended; given once."""
    key = asked.request.COOKIES.get(COOKIE, "")
    if not key or asked.posted or asked.request.method != "GET":
        return {}
    found = TypedRecord.objects.filter(key=key, account=asked.actor.account, path=asked.request.path).first()
    if found is None:
        return {}
    body = {str(name): [str(value) for value in values] for name, values in found.body.items()}
    found.delete()
    return body


def remember(answer: HttpResponse, account: int) -> None:
    """Whose browser this is, signed: what is kept after their session is shown to nobody else."""
    answer.set_cookie(WHO, signing.dumps(account, salt=WHO), max_age=86_400, secure=True, httponly=True, samesite="Lax")


def _last(asked: Asked) -> int:
    try:
        return int(signing.loads(asked.request.COOKIES.get(WHO, ""), salt=WHO, max_age=86_400))
    except (signing.BadSignature, ValueError, TypeError):
        return 0
