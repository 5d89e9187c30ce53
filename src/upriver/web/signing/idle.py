"""How long a visit lasts: half an hour after the last page, eight hours in all, or until it is ended from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

from upriver.desk.accounts import visits
from upriver.web.framework.office import office
from upriver.web.signing.entering import VISIT

Answer = Callable[[HttpRequest], HttpResponseBase]


class Idle:
    """Middleware: whoever's visit is over is signed out before their page is asked for anything."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user: Any = request.user  # type: ignore[attr-defined]
        if user.is_authenticated:
            number = request.session.get(VISIT)
            if not isinstance(number, int) or not visits.still(number, user.pk, at=office().at):
                logout(request)
        return self.get_response(request)

