"""The reviewer's pages inside the workspace, and the draft as it would be published: read here and nowhere else."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable
from html import escape

from django.http import Http404, HttpResponse
from markupsafe import Markup

from upriver.desk.releases.looking import changes_of, file_of_draft, one, part_of
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
TAG = re.compile(r"<(h2|h3|p|ul|ol|table|caption|thead|tbody|tr|th|td|details|summary|div|span|a)\b([^>]*)>")
CLASSES = {
    "h2": "govuk-heading-m", "h3": "govuk-heading-s", "p": "govuk-body u-measure", "ul": "govuk-list govuk-list--bullet", "ol": "govuk-list govuk-list--number",
    "table": "govuk-table", "caption": "govuk-table__caption govuk-table__caption--s", "thead": "govuk-table__head", "tbody": "govuk-table__body",
    "tr": "govuk-table__row", "th": "govuk-table__header", "td": "govuk-table__cell", "a": "govuk-link",
}
ALSO = {"hidden": "govuk-visually-hidden", "scroll": "u-table", "inset": "govuk-inset-text", "note": "u-quiet", "legend": "u-quiet"}


@page("releases/<int:ident>/read/<slug:part>/", right=Right.READ_GATE, name="release_part", of="release", logged="read before release")
def release_part(asked: Asked, ident: int, part: str) -> HttpResponse:
    """One of the reviewer's pages: what was checked, what changed, what is hidden, left out, or typed by hand."""
    found = one(asked.folder, ident)
    text = part_of(asked.folder, found, part)
    if text is None:
        raise Http404
    csv = [(asked.url("release_changes", ident=ident), say("CSV"))] if part == "changed" else []
    return asked.render("document.html", title=say(PARTS[part]), over=title(found), back=asked.url("release", ident=ident), views=tabs(asked, found, part),
                        document=Markup(dressed(text, lambda href: _address(asked, ident, href))), exports=csv)  # noqa: S704  made and escaped by us


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


def dressed(text: str, address: Callable[[str], str]) -> str:
    """The main part of a page that the report room made, with the classes of the workspace; links as `address` gives them."""
    main = MAIN.search(text)
    return TAG.sub(lambda tag: _tag(tag[1], tag[2], address), TURN.sub("", main[1] if main else ""))


def _tag(name: str, rest: str, address: Callable[[str], str]) -> str:
    held = re.search(r'class="([^"]*)"', rest)
    was = held[1].split() if held else []
    wanted = [CLASSES.get(name, ""), *(ALSO[each] for each in was if each in ALSO)]
    if "num" in was:
        wanted.append("govuk-table__header--numeric" if name == "th" else "govuk-table__cell--numeric")
    rest = re.sub(r'\s*class="[^"]*"', "", rest)
    rest = re.sub(r'href="([^"]*)"', lambda href: f'href="{escape(address(href[1]))}"', rest)
    return f'<{name}{rest} class="{" ".join(filter(None, wanted))}">' if any(wanted) else f"<{name}{rest}>"


def _address(asked: Asked, ident: int, href: str) -> str:
    """Where a link of the reviewer's folder leads here."""
    if href.startswith("#"):
        return href
    inside = href.removeprefix("../").removesuffix("index.html").strip("/")
    if inside in PARTS:
        return asked.url("release_part", ident=ident, part=inside)
    if inside == "data/changed.csv":
        return asked.url("release_changes", ident=ident)
    if inside.startswith("draft"):
        return asked.url("release_draft", ident=ident, path=inside.removeprefix("draft").strip("/") or "index.html")
    return asked.url("release", ident=ident)
