"""The reviewer's pages inside the workspace, and the draft as it would be published: read here and nowhere else."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable
from html import escape

from django.http import Http404, HttpResponse
from markupsafe import Markup

from upriver.desk.releases.seen.standing import changes_of, file_of_draft, one, part_of
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.gate.release import tabs
from upriver.web.pages.gate.words import PARTS, title
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say

STILL = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
"""What a drafted page may do here: be looked at. None of its scripts runs where the workspace's cookies are."""
MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
TURN = re.compile(r'<nav class="(?:turn|places)".*?</nav>|<p class="over">.*?</p>|<h1>.*?</h1>', re.DOTALL)
HREF = re.compile(r'href="([^"]*)"')


@page("releases/<int:ident>/read/<slug:part>/", right=Right.READ_GATE, name="release_part", of="release", logged="read before release")
def release_part(asked: Asked, ident: int, part: str) -> HttpResponse:
    """One of the reviewer's pages: what was checked, what changed, what is hidden, left out, or typed by hand."""
    found = one(asked.folder, ident)
    text = part_of(asked.folder, found, part)
    if text is None:
        raise Http404
    csv = [(asked.url("release_changes", ident=ident), say("CSV"))] if part == "changed" else []
    return asked.render("document.html", title=say(PARTS[part]), over=title(found), back=asked.url("release", ident=ident), views=tabs(asked, found, part),
                        document=Markup(inside(text, lambda href: _address(asked, ident, href))), exports=csv)


@page("releases/<int:ident>/changed.csv", right=Right.READ_GATE, name="release_changes", of="release", logged="exported changes before release")
def release_changes(asked: Asked, ident: int) -> HttpResponse:
    """Every number that isn't as it was, for a spreadsheet."""
    text = changes_of(asked.folder, one(asked.folder, ident))
    if text is None:
        raise Http404
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="release-{ident}-changed.csv"'
    return answer


@page("releases/<int:ident>/draft/<path:path>", right=Right.READ_GATE, name="release_draft", of="release", logged="read draft before release")
def release_draft(asked: Asked, ident: int, path: str) -> HttpResponse:
    """A page or file of the draft, as it would be published; without its scripts."""
    return _file(asked, ident, path)


@page("releases/<int:ident>/draft/assets/<path:path>", right=Right.READ_GATE, name="release_assets", of="release")
def release_assets(asked: Asked, ident: int, path: str) -> HttpResponse:
    """Style sheets and pictures that every page of the draft shares: they tell nothing, so that opening them isn't logged each time.

    (Pages are tried in the order of their names: this one before the draft's.)
    """
    return _file(asked, ident, f"assets/{path}")


def _file(asked: Asked, ident: int, path: str) -> HttpResponse:
    data = file_of_draft(asked.folder, one(asked.folder, ident), path)
    if data is None:
        raise Http404
    kind = mimetypes.guess_type(path if "." in path.rsplit("/", 1)[-1] else "index.html")[0] or "application/octet-stream"
    answer = HttpResponse(data, content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
    answer["Content-Security-Policy"] = STILL
    if not kind.startswith(("text/html", "text/css", "image/")):
        name = re.sub(r"[^A-Za-z0-9._-]", "_", path.rsplit("/", 1)[-1])
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def inside(text: str, address: Callable[[str], str]) -> str:
    """The main part of a page that the report room made, without its heading and its ways to other pages; links as `address` gives them."""
    main = MAIN.search(text)
    return HREF.sub(lambda href: f'href="{escape(address(href[1]))}"', TURN.sub("", main[1] if main else ""))


def _address(asked: Asked, ident: int, href: str) -> str:
    """Where a link of the reviewer's folder leads here."""
    if href.startswith("#"):
        return href
    wanted = href.removeprefix("../").removesuffix("index.html").strip("/")
    if wanted in PARTS:
        return asked.url("release_part", ident=ident, part=wanted)
    if wanted == "data/changed.csv":
        return asked.url("release_changes", ident=ident)
    if wanted.startswith("draft"):
        return asked.url("release_draft", ident=ident, path=wanted.removeprefix("draft").strip("/") or "index.html")
    return asked.url("release", ident=ident)
