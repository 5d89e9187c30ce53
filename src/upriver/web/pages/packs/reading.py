"""Reading a document inside the workspace, and taking its files away: each opening is written to the log."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import Http404, HttpResponse
from django.utils.html import escape

from upriver.desk.packs.made import PAPERS, Made, all_made, file_of, made, opened
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.packs.words import FORMS, MARKED
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal
from upriver.words.text import day

THOUSAND = 1_000


@page("packs/made/", right=Right.MAKE_PACKS, name="packs_made")
def packs_made(asked: Asked) -> HttpResponse:
    """Every document that was made."""
    found = all_made(asked.folder)
    kinds = sorted({(each.document, each.title) for each in found}, key=lambda pair: pair[1])
    return listing(
        asked,
        title=say("Documents that were made"),
        rows=found,
        columns=(
            Column("title", say("Document"), lambda each: each.title, href=lambda each: asked.url("pack", called=each.called)),
            Column("about", say("About"), lambda each: each.about),
            Column("on", say("Told on"), lambda each: day(each.on), sort=lambda each: each.on),
            Column("audience", say("For"), lambda each: say(MARKED[each.audience]),
                   tag=lambda each: "yellow" if each.audience == "public" else "orange"),
        ),
        filters=(Filter("document", say("Document"), kinds, lambda each, value: each.document == value),),
        empty=say("Nothing was made yet."),
        crumbs=[(asked.url("packs"), say("Documents and packs"))],
    )


def _found(asked: Asked, called: str) -> Made:
    found = made(asked.folder, called)
    if found is None:
        raise Http404
    return found


@page("packs/made/<str:called>/", right=Right.MAKE_PACKS, name="pack")
def pack(asked: Asked, called: str) -> HttpResponse:
    """One document: read it, or take a file of it away."""
    found = _found(asked, called)
    read = asked.url("pack_file", called=called, path="index.html")
    files = [(asked.url("pack_file", called=called, path=name), f"{FORMS.get(PurePosixPath(name).suffix[1:], name)} – {name}", _size(size))
             for name, size in found.papers]
    return asked.render("packs/one.html", title=found.title, over=found.about, state=say(MARKED[found.audience]),
                        colour="yellow" if found.audience == "public" else "orange",
                        intro=say("Told on {day}.", day=day(found.on)), files=files,
                        crumbs=[(asked.url("packs"), say("Documents and packs"))],
                        actions=[{"words": say("Read it here"), "href": read, "kind": ""},
                                 {"words": say("Make it anew"),
                                  "href": asked.url("pack_make",
                                                    document=found.document) + (f"?about={found.about}" if found.about else ""),
                                                    "kind": "secondary"}])


def _size(size: int) -> str:
    return f"{size / THOUSAND / THOUSAND:.1f} MB" if size >= THOUSAND * THOUSAND else f"{max(1, size // THOUSAND)} KB"


@page("packs/made/<str:called>/read/<path:path>", right=Right.MAKE_PACKS, name="pack_file")
def pack_file(asked: Asked, called: str, path: str) -> HttpResponse:
    """One page or file of a document, as it was made, with the way back to the workspace at its top."""
    if path.endswith("/"):
        path += "index.html"
    try:
        data, kind = file_of(asked.folder, called, path)
    except Refusal:
        raise Http404 from None
    whole = PurePosixPath(path).suffix.lower() in PAPERS
    if whole or path == "index.html":
        opened(called, path, by=asked.by, at=asked.at)
    if kind.startswith("text/html"):
        data = _with_way_back(data, asked.url("pack", called=called))
    answer = HttpResponse(data, content_type=kind)
    if whole:
        answer["Content-Disposition"] = f'attachment; filename="{called}-{PurePosixPath(path).name}"'
    return answer


def _with_way_back(data: bytes, href: str) -> bytes:
    """The page with a link back before everything else; its own skip link stays the next."""
    link = f'<p class="workspace-back"><a href="{escape(href)}">{escape(say("Back to the workspace"))}</a></p>\n'
    return data.replace(b"<body>\n", b"<body>\n" + link.encode(), 1)
