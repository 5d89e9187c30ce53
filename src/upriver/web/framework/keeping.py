"""Nothing typed is lost: a form sent after its session had ended is kept, and shown again once its author has signed in."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core import signing
from django.db.models import Q
from django.http import HttpResponse

from upriver.desk.accounts.models import TypedRecord

if TYPE_CHECKING:
    from upriver.web.framework.asked import Asked

COOKIE, WHO = "kept", "who"
"""The cookie that names what was kept, and the signed one that says whose browser this last was."""
LONGEST, MOST = 200_000, 50
SECRET = ("csrfmiddlewaretoken", "password", "code", "secret")
"""Fields that are never kept."""


def to_sign_in(asked: Asked) -> HttpResponse:
    """To the sign-in page and back again; what was typed waits there for the same person."""
    answer = asked.see(f"{asked.url('sign_in')}?{urlencode({'next': asked.path})}")
    whose = _last(asked)
    if asked.posted and whose and asked.request.content_type == "application/x-www-form-urlencoded":
        body = {name: values for name, values in asked.request.POST.lists() if name not in SECRET}
        if sum(len(value) for values in body.values() for value in values) <= LONGEST:
            key = secrets.token_urlsafe(32)
            day_ago = f"{asked.office.today.isoformat()}T00:00:00Z"
            TypedRecord.objects.filter(Q(at__lt=day_ago)).delete()
            TypedRecord.objects.create(key=key, account=whose, path=asked.request.path[:500], body=body, at=asked.at)
            answer.set_cookie(COOKIE, key, max_age=86_400, secure=True, httponly=True, samesite="Lax")
    return answer


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
