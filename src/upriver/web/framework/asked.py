"""What a page is asked with: who asks, in which workspace and language, and the ways to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse

from upriver import __version__
from upriver.desk.access.things import names_of
from upriver.duty.access.policy import Scope, may, scope
from upriver.store.folder import Folder
from upriver.web.framework import navigation
from upriver.web.framework.office import Office
from upriver.web.framework.page import Page
from upriver.words.access.rights import Actor, Right, Role, Thing

FLASH = "flash"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever is signed in, as every page names them; `roles` are their slugs."""

    name: str
    email: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the frame of every page is drawn from (`templates/layout.html`)."""

    signed_in: bool
    actor: Visitor
    authority: str
    office: Office
    lang: str
    path: str
    navigation: list[tuple[str, str, bool]]
    nonce: str
    words: list[tuple[str, str]]
    preferences: frozenset[str]
    csrf: str
    toggle: str
    version: str

    def told(self) -> list[tuple[str, str]]:
        """Words to show once, with their kind: success, notice, failure."""
        return self.words


@dataclass(slots=True)
class Asked:
    """One visit to one page. Verbs are called with `by=asked.by, at=asked.at`."""

    request: HttpRequest
    page: Page
    actor: Actor
    office: Office
    lang: str
    at: str
    kept: Mapping[str, list[str]] = field(default_factory=dict)
    """What was typed into this form before the session ended, shown again once."""

    @property
    def folder(self) -> Folder:
        return self.office.folder

    @property
    def by(self) -> str:
        """The author's name, as verbs and the log take it."""
        return self.actor.name

    @property
    def today(self) -> date:
        return self.office.today

    @property
    def posted(self) -> bool:
        return self.request.method == "POST"

    @property
    def query(self) -> Mapping[str, str]:
        """The state of the page as its address has it: one value a name."""
        return {name: values[-1].replace("\x00", "") for name, values in self.request.GET.lists()}

    @property
    def typed(self) -> Mapping[str, list[str]]:
        """What the form holds: as posted, or as kept from before the session ended."""
        return dict(self.request.POST.lists()) if self.posted else self.kept

    @property
    def path(self) -> str:
        return self.request.get_full_path()

    def may(self, right: Right, thing: Thing | None = None) -> bool:
        """Whether whoever asks may do something, by the one policy."""
        return may(self.actor, right, thing)

    def scope(self, right: Right | None = None) -> Scope:
        """Whose things the page's own right (or another) reaches for whoever asks."""
        wanted = right or self.page.right
        return scope(self.actor, wanted) if wanted else Scope()

    def url(self, name: str, **parts: object) -> str:
        return reverse(name, kwargs={key: str(value) for key, value in parts.items()})

    def flash(self, words: str, kind: str = "success") -> None:
        """Words that the next page shows once; kind: success, notice."""
        self.request.session[FLASH] = [*self.request.session.get(FLASH, []), [kind, words]]

    def go(self, name: str, *, flash: str = "", query: str = "", **parts: object) -> HttpResponse:
        """To another page, with words that it shows once."""
        if flash:
            self.flash(flash)
        return self.see(self.url(name, **parts) + (f"?{query}" if query else ""))

    def see(self, href: str) -> HttpResponse:
        """To an address of the workspace itself."""
        if not href.startswith("/") or href.startswith(("//", "/\\")):
            raise ValueError("an address of the workspace begins with one stroke")
        answer = HttpResponseRedirect(href)
        answer.status_code = 303
        return answer

    def render(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """A page made whole now, in the language that is spoken."""
        made = render_to_string(template, {"code": status, **context, "asked": shown(self), "here": self}, request=self.request)
        return HttpResponse(made, status=status, content_type="text/html; charset=utf-8")


def shown(asked: Asked) -> Shown:
    """What the frame of a page is drawn from."""
    request = asked.request
    query = request.GET.copy()
    query["lang"] = "en" if asked.lang == "cy" else "cy"
    session = getattr(request, "session", {})
    flash = session.pop(FLASH) if FLASH in session else []
    return Shown(
        signed_in=bool(asked.actor.account),
        actor=Visitor(asked.actor.name, asked.actor.email, tuple(str(role) for role in Role if role in asked.actor.roles)),
        authority=", ".join(names_of(sorted({grant.authority for grant in asked.actor.grants if grant.authority}))),
        office=asked.office,
        lang=asked.lang,
        path=request.path,
        navigation=navigation.links(asked),
        nonce=str(getattr(request, "nonce", "")),
        words=[(str(kind), str(words)) for kind, words in flash],
        preferences=frozenset(getattr(request, "preferences", ())),
        csrf=get_token(request),
        toggle="" if asked.posted else f"{request.path}?{query.urlencode()}",
        version=__version__,
    )

