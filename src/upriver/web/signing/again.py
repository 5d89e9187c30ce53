"""Asking once more who somebody is, before something that matters."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse

from upriver.web.framework.asked import Asked
from upriver.web.guarding import keeping
from upriver.web.signing.entering import sure


def asks_again(asked: Asked, back: str) -> HttpResponse | None:
    """The way to show once more who one is and back again, where that was long ago; what was typed is kept. None where it wasn't."""
    if sure(asked):
        return None
    answer = asked.see(f"{asked.url('sign_in_again')}?{urlencode({'next': back})}")
    keeping.keep(asked, answer, whose=asked.actor.account)
    return answer
