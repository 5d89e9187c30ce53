"""From a page to the same page in another language, by plain links that need no script."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.report.links import up_from
from upriver.words.document import Document
from upriver.words.language.speaking import NAMES


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language that a page is in, as it calls itself, and the way to that version; `here` for the page's own."""

    code: str
    name: str
    href: str
    here: bool


def tongues(document: Document, slug: str) -> tuple[Tongue, ...]:
    """The languages of the page at an address, its own among them; none where the document is in one language alone."""
    root = up_from(slug) + folder_of(document, document.language)[1]
    page = f"{slug}/index.html" if slug else "index.html"
    return tuple(Tongue(code, NAMES.get(code, code), f"{root}{folder_of(document, code)[0]}{page}", code == document.language)
                 for code in document.tongues)


def folder_of(document: Document, code: str) -> tuple[str, str]:
    """The folder of a language's tree within the site, and the way from that tree up to the site's root."""
    if not document.tongues or code == document.tongues[0]:
        return "", ""
    return f"{code}/", "../"
