"""Addresses inside a site: from a page's slug to a relative link that works from any folder or server."""

from __future__ import annotations

import re
from dataclasses import dataclass

from upriver.words.document import Document

_OUTSIDE = re.compile(r"https?://[^\s\"'<>\\]+|mailto:[^\s\"'<>\\]+", re.IGNORECASE)
_PAGE = re.compile(r"[a-z0-9_-]+(?:/[A-Za-z0-9_-]+)*")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_-]+")
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?<!\.)")
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}


@dataclass(frozen=True, slots=True)
class Links:
    """What a document's links may lead to: its pages and its files."""

    pages: frozenset[str]
    files: frozenset[str]
    instead: str | None = None
    front: str = ""
    """The address of the document's own front page, where the site around it has another."""
    shared: frozenset[str] = frozenset()
    """Files that lie one folder further up, at the root of the site, for versions in all languages."""

    def to(self, target: str, *, at: str) -> str:
        """The link from the page of slug `at` to a page's slug, a file, `#place`, or an address outside.

        A page's slug may carry `#place`; an explanation's id alone leads to its page. A link to nowhere, or
        of another scheme, raises ValueError: it is a fault of the section that wrote it. Where a fault left pages out,
        the page `instead` stands for one that isn't there.
        """
        if target.startswith("#") or _OUTSIDE.fullmatch(target):
            return target
        path, mark, place = target.partition("#")
        slug = path.removesuffix("index.html").strip("/") or self.front
        up = up_from(at)
        if slug not in self.pages and f"explain/{slug}" in self.pages:
            slug = f"explain/{slug}"
        if slug in self.pages:
            return up + (f"{slug}/" if slug else "") + "index.html" + mark + place
        if path.strip("/") in self.files:
            return up + path.strip("/")
        if path.strip("/") in self.shared:
            return f"{up}../{path.strip('/')}"
        if self.instead is not None and _PAGE.fullmatch(slug):
            return up + (f"{self.instead}/" if self.instead else "") + "index.html"
        raise ValueError(f"page {at or 'front'!r} links to {target!r}, which is neither a page nor a file of it")


def links_of(document: Document) -> Links:
    """The links of a document: its pages, its front page, its files."""
    return Links(frozenset({"", *(page.slug for page in document.pages)}), frozenset(document.files), document.instead, shared=document.shared)


def up_from(slug: str) -> str:
    """The way from a page up to the site's root: "" for the front page, "../../" for `areas/E07000086`."""
    return "../" * (slug.count("/") + 1) if slug else ""


def name_for(slug: str) -> str:
    """A slug as a file's name or an id: small letters, digits, `_` and `-`; no name that Windows keeps."""
    name = _NOT_IN_NAMES.sub("-", slug.lower()).strip("-") or "x"
    return f"{name}-" if name in _RESERVED else name


def check_path(path: str) -> None:
    """Raises ValueError for a path that leaves the site or that Windows can't hold."""
    for part in path.split("/"):
        if not _PART.fullmatch(part) or part.split(".")[0].lower() in _RESERVED or len(part) > 120:
            raise ValueError(f"{path!r} can't be the name of a page or file: use letters, digits, _ - and .")
