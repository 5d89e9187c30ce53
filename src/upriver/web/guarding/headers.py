"""Before and after every answer: language, looks, a nonce, and the headers that keep a page to itself."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from upriver.web.framework.office import office
from upriver.words.language.speaking import NAMES as LANGUAGES

LANGUAGE, PREFERENCES = "__Host-language", "__Host-preferences"
LOOKS = ("high-contrast", "large-text", "less-motion")
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
A_YEAR = "max-age=31536000; includeSubDomains"
Answer = Callable[[HttpRequest], HttpResponseBase]


class Headers:
    """Middleware: says what language and looks were chosen, and puts the headers on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.GET.get("lang", "")
        spoken = asked if asked in LANGUAGES else request.COOKIES.get(LANGUAGE, "en")
        request.spoken = spoken if spoken in LANGUAGES else "en"  # type: ignore[attr-defined]
        request.nonce = secrets.token_urlsafe(16)  # type: ignore[attr-defined]
        request.preferences = tuple(each for each in request.COOKIES.get(PREFERENCES, "").split(".") if each in LOOKS)  # type: ignore[attr-defined]
        answer = self.get_response(request)
        if asked in LANGUAGES:
            answer.set_cookie(LANGUAGE, asked, max_age=31_536_000, secure=True, httponly=True, samesite="Lax")
        for name, value in ALWAYS.items():
            answer.headers.setdefault(name, value)
        answer.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=request.nonce))  # type: ignore[attr-defined]
        answer.headers.setdefault("Cache-Control", "no-store")
        if office().secure:
            answer.headers["Strict-Transport-Security"] = A_YEAR
        return answer
