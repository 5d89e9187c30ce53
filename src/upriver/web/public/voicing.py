"""Have your say on the public origin: a form that adds one entry and reads none, inside the page that the site has already.

Of the desk it knows one verb, which it is handed; whether it is open it reads from the notice that the desk leaves. It asks no
name, sets no cookie, keeps no address, and works without script. What came from another site is refused by what browsers say of it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from upriver import shelf
from upriver.report.bilingual.held import language
from upriver.report.public import helping
from upriver.store.folder import Folder
from upriver.web.public.pace import Pace
from upriver.web.public.saying import Answers, answers_of, drawn
from upriver.words.language.speaking import speaking
from upriver.words.public.site import Service
from upriver.words.voices import contacts, screening
from upriver.words.voices.entry import Said
from upriver.words.voices.notice import NOTICE, SHUT, Notice, notice_of

PATHS = {"/have-your-say/": "en", "/have-your-say/index.html": "en", "/cy/have-your-say/": "cy", "/cy/have-your-say/index.html": "cy"}
"""The addresses of the page, with the language of each where none is asked for."""
STYLE = "/have-your-say/form.css"
MOST = 30_000
FIELDS = 20
"""How many bytes and how many fields a form may have."""
Reply = tuple[str, bytes, list[tuple[str, str]]]


class Leave(Protocol):
    """The one verb of the desk (`desk/voices/leaving.py`)."""

    def __call__(self, said: Said, *, form: str, language: str, contacts: tuple[str, ...], harm: tuple[str, ...], due_days: int, at: str) -> str: ...


def now() -> str:
    """The time as it is recorded: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class Voices:
    """The page of one workspace. `behind_proxy`: the last address that X-Forwarded-For names is who sends."""

    folder: Folder
    leave: Leave
    behind_proxy: bool = False
    pace: Pace = field(default_factory=Pace)
    clock: Callable[[], str] = now

    def notice(self) -> Notice:
        """What the desk says: open or not, until when."""
        try:
            return notice_of(json.loads((self.folder.root / NOTICE).read_text("utf-8")))
        except (OSError, ValueError):
            return SHUT

    def answer(self, environ: dict[str, Any], framing: Callable[[str], Path | None]) -> Reply | None:
        """The page, or what became of a form; None where the site's own page stands as it is.

        `framing` gives the published page in a language, where there is one.
        """
        told, method = self.notice(), environ.get("REQUEST_METHOD", "GET")
        open_now = told.open_on(date.fromisoformat(self.clock()[:10]))
        if not open_now and (method != "POST" and not told.lines()):
            return None
        asked = str(environ.get("QUERY_STRING", "")).split("&")
        edition = PATHS.get(environ.get("PATH_INFO", ""), "en")
        code = next((each for each in ("cy", "en") if f"lang={each}" in asked), edition)
        here = ("/have-your-say/" if edition == "en" else f"/{edition}/have-your-say/") + (f"?lang={code}" if code != edition else "")
        with speaking(language(code)):
            page = _Page(told, open_now, code, here, framing(edition) or framing("en"), self._services())
            if method == "POST":
                return self._sent(environ, page)
            if method not in ("GET", "HEAD"):
                return "405 Method Not Allowed", page.refused("method"), [("Allow", "GET, HEAD, POST")]
            return "200 OK", page.form(Answers(slip=secrets.token_hex(12))) if open_now else page.shut(), []

    def _sent(self, environ: dict[str, Any], page: _Page) -> Reply:
        """A form was sent: refused with words, shown again, or kept."""
        if not _from_here(environ):
            return "403 Forbidden", page.refused("elsewhere"), []
        if not page.open:
            return "409 Conflict", page.refused("shut"), []
        size = str(environ.get("CONTENT_LENGTH") or "")
        if not size.isdecimal() or int(size) > MOST:
            return "413 Content Too Large", page.refused("long"), []
        if not str(environ.get("CONTENT_TYPE", "")).startswith("application/x-www-form-urlencoded"):
            return "415 Unsupported Media Type", page.refused("kind"), []
        body = environ["wsgi.input"].read(int(size)).decode("utf-8", "replace")
        if body.count("&") >= FIELDS:
            return "413 Content Too Large", page.refused("kind"), []
        typed = parse_qs(body, keep_blank_values=True)
        given = answers_of(typed, page.told.places)
        if given.errors:
            return "422 Unprocessable Content", page.form(given), []
        found = contacts.found(given.words)
        if found and not given.anyway:
            return "200 OK", page.form(given, found), []
        if self.pace.too_fast(self._sender(environ)):
            return "429 Too Many Requests", page.form(given, found, held="fast"), [("Retry-After", "3600")]
        harm = screening.may_tell_of_harm(given.words, self._patterns())
        said = Said(given.words, given.area, given.when, given.age)
        try:
            self.leave(said, form=given.slip, language=page.code, contacts=found, harm=harm, due_days=page.told.due_days, at=self.clock())
        except Exception:  # whatever is wrong with the desk, nobody's words are lost, and help is on the page
            return "503 Service Unavailable", page.form(given, found, held="busy"), [("Retry-After", "60")]
        return "200 OK", page.thanks(bool(harm)), []

    def _sender(self, environ: dict[str, Any]) -> str:
        forwarded = str(environ.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        return forwarded if self.behind_proxy and forwarded else str(environ.get("REMOTE_ADDR", ""))

    def _patterns(self) -> tuple[screening.Pattern, ...]:
        """The patterns of the declaration; the workspace's own where it can be read, else those that come with this."""
        for own in (self.folder.declarations, None):
            try:
                return screening.patterns(shelf.declared("screening", own).get("harm", {}))
            except (shelf.Unreadable, KeyError, TypeError):
                continue
        return ()

    def _services(self) -> tuple[Service, ...]:
        for own in (self.folder.declarations, None):
            try:
                return helping.printable(helping.services(shelf.declared("site", own).get("help", {})))
            except shelf.Unreadable:
                continue
        return ()


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page is made of, and the pages that are made of it."""

    told: Notice
    open: bool
    code: str
    here: str
    frame: Path | None
    services: tuple[Service, ...]

    def form(self, given: Answers, found: tuple[str, ...] = (), *, held: str = "") -> bytes:
        return self._drawn("form", given=given, found=[contacts.KINDS[each] for each in found], held=held)

    def thanks(self, harm: bool) -> bytes:
        return self._drawn("thanks", harm=harm)

    def shut(self) -> bytes:
        return self._drawn("shut")

    def refused(self, why: str) -> bytes:
        return self._drawn("refused", why=why)

    def _drawn(self, part: str, **more: Any) -> bytes:
        return drawn(part, self.frame, self.code, told=self.told, services=self.services, open=self.open, here=self.here, **more)


def _from_here(environ: dict[str, Any]) -> bool:
    """Whether a form came from a page of this origin, as its browser says; without a word of it, it didn't."""
    if said := environ.get("HTTP_SEC_FETCH_SITE", ""):
        return bool(said == "same-origin")
    origin = urlsplit(environ.get("HTTP_ORIGIN", ""))
    return bool(origin.netloc) and origin.netloc == environ.get("HTTP_HOST", "")
