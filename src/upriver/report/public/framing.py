"""What stands round a page: which site it belongs to, where its document begins, and what is said above its first number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from upriver.words.document import Document, Page
from upriver.words.language.speaking import say
from upriver.words.public.site import Site


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page is framed by. `front` is the address of its document's first page; `own` marks a page of the site itself."""

    front: str = ""
    site: Site | None = None
    own: bool = False


PLAIN = Frame()
"""A document that stands alone: its first page is the first page of its folder."""


def framed(frame: Frame, document: Document, page: Page, root: str, to: Callable[[str], str]) -> dict[str, object]:
    """What the template prints of the frame. `home` is what the first page of the folder is called."""
    site, first = frame.site, page.slug == frame.front
    if site is None:
        return {"first": first, "home": say("Upriver: {title}", title=document.title), "contents_at": f"{root}index.html", "site": None, "care": None, "above": ()}
    care = None
    if page.slug in site.harm:
        care = {"services": [each for each in site.services if each.boxed], "note": site.notes.get(page.slug, "")}
    above = () if frame.own or first else (_above(document, page, frame.front, to),)
    contents_at = f"{root}{frame.front}/index.html" if frame.front else f"{root}index.html"
    return {"first": first, "home": site.title, "contents_at": contents_at, "site": site, "care": care, "above": above}


def _above(document: Document, page: Page, front: str, to: Callable[[str], str]) -> tuple[str, str]:
    """The title and address of the first page of the document that a page belongs to."""
    for slug, title in document.beside:
        if page.slug == slug or page.slug.startswith(f"{slug}/"):
            return title, to(slug)
    return document.title, to(front)
