"""Reading a document inside the workspace, and taking its files away: each opening is written to the log."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.http import Http404, HttpResponse
from django.utils.html import escape

from upriver.desk.packs.made import PAPERS, Made, all_made, file_of, made, opened, read_by
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.pages.packs.words import FORMS, MARKED
from upriver.web.showing.listing import Column, Filter, listing
from upriver.words.access.rights import Right
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal
from upriver.words.text import day

THOUSAND = 1_000


@page("packs/made/", right=Right.READ_PACKS, name="packs_made")
def packs_made(asked: Asked) -> HttpResponse:
    """Every document that was made and is for whoever asks."""
    found = [each for each in all_made(asked.folder) if read_by(asked.actor, each)]
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
        crumbs=_above(asked),
    )


def _found(asked: Asked, called: str) -> Made:
    found = made(asked.folder, called)
    if found is None or not read_by(asked.actor, found):
        raise Http404
    return found


def _above(asked: Asked, *, to_made: bool = False) -> list[tuple[str, str]]:
    """The pages above: those who only read come by the board's page."""
    if asked.may(Right.MAKE_PACKS):
        return [(asked.url("packs"), say("Documents and packs"))]
    return [(asked.url("board"), say("For the board")), *([(asked.url("packs_made"), say("Documents that were made"))] if to_made else [])]


@page("packs/made/<str:called>/", right=Right.READ_PACKS, name="pack")
def pack(asked: Asked, called: str) -> HttpResponse:
    """One document: read it, or take a file of it away."""
    found = _found(asked, called)
    read = asked.url("pack_file", called=called, path="index.html")
    files = [(asked.url("pack_file", called=called, path=name), _file_words(name, [each for each, _ in found.papers]), _size(size))
             for name, size in found.papers]
    return asked.render("packs/one.html", title=found.title, over=found.about, state=say(MARKED[found.audience]),
                        colour="yellow" if found.audience == "public" else "orange",
                        intro=say("Told on {day}.", day=day(found.on)), files=files,
                        crumbs=_above(asked, to_made=True), actions=[{"words": say("Read it here"), "href": read, "kind": ""}, *_anew(asked, found)])


def _anew(asked: Asked, found: Made) -> list[dict[str, str]]:
    """For whoever makes documents: the way to make this one again."""
    if not asked.may(Right.MAKE_PACKS):
        return []
    href = asked.url("pack_make", document=found.document) + (f"?about={found.about}" if found.about else "")
    return [{"words": say("Make it anew"), "href": href, "kind": "secondary"}]


def _file_words(name: str, every: list[str]) -> str:
    """What a file is: its form, and its name where another has the same form."""
    ends = PurePosixPath(name).suffix
    form = FORMS.get(ends[1:], name)
    return f"{form}: {PurePosixPath(name).stem.replace('-', ' ')}" if sum(each.endswith(ends) for each in every) > 1 else form


def _size(size: int) -> str:
    return f"{size / THOUSAND / THOUSAND:.1f} MB" if size >= THOUSAND * THOUSAND else f"{max(1, size // THOUSAND)} KB"


@page("packs/made/<str:called>/read/<path:path>", right=Right.READ_PACKS, name="pack_file")
def pack_file(asked: Asked, called: str, path: str) -> HttpResponse:
    """One page or file of a document, as it was made, with the way back to the workspace at its top."""
    if path.endswith("/"):
        path += "index.html"
    _found(asked, called)
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
