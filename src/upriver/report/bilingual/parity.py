"""How much of a document is in a language: its fixed words, its sentences, what analysts wrote beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from upriver.report.bilingual.held import catalogue, marked
from upriver.report.bilingual.versions import WHOLE
from upriver.words.document import Document, Page, Prose
from upriver.words.language.catalogue import FUZZY, Message
from upriver.words.language.speaking import language_of
from upriver.words.text import plural

FURNITURE = tuple(f"src/upriver/{place}" for place in (
    "report/templates/", "report/html.py", "report/site.py", "report/charts.py", "report/maps.py", "report/drawing/", "report/sheets/", "report/packing.py",
    "report/paper/", "report/public/", "report/leading/reading_order.py", "report/bilingual/", "report/slides/", "report/forms/", "report/word/whole.py",
    "words/", "pipeline/draft.py",
    "declarations/site/",
))  # fmt: skip
"""Where the public site's fixed words stand; every other marked sentence is the assessment's own or a paper's."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """The marked sentences of a language: those of the public site, and all others; how many are translated, and still drafts."""

    site: int
    site_done: int
    others: int
    others_done: int
    drafts: int


@dataclass(frozen=True, slots=True)
class PageParity:
    """One page: how many of its sentences are in its version's language, of how many."""

    slug: str
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Parity:
    """One version of a document: its pages, and the pages whose analysts' prose exists in another language only."""

    language: str
    pages: tuple[PageParity, ...]
    unpaired: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing of it is in English only."""
        return not self.unpaired and all(page.done == page.of for page in self.pages)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What is in English only, as phrases."""
        half = [page for page in self.pages if page.done < page.of]
        left = sum(page.of - page.done for page in half)
        said = (f"{plural(left, 'sentence')} on {plural(len(half), 'page')}",) if half else ()
        return said + ((f"what analysts wrote for {plural(len(self.unpaired), 'page')}",) if self.unpaired else ())


def parity(version: Document, prose: tuple[str, ...] = ()) -> Parity:
    """What of a version is in its language. `prose` are pages that analysts wrote for in another language.

    Only sentences count: names of places and numbers are the same in every language.
    """
    pages = [*version.pages, *(version.site.pages if version.site else ())]
    mine = {page.slug.replace("/", "-") or "index" for page in version.pages if any(isinstance(block, Prose) for block in page.blocks)}
    return Parity(version.language, tuple(_page(page, version.language) for page in pages), tuple(sorted(set(prose) - mine)))


def _page(page: Page, language: str) -> PageParity:
    said = [words for words in _sentences(page) if any(letter.isalpha() for letter in words)]
    return PageParity(page.slug, sum(language_of(words) == language for words in said), len(said))


def _sentences(held: Any) -> Iterator[str]:
    """The words of a page that are somebody's sentences: titles, leads, paragraphs, captions, notes, headings of columns."""
    if isinstance(held, Prose):
        return  # in its own language, or it would not stand here
    for part in fields(held):
        value = getattr(held, part.name)
        whole = part.name in WHOLE.get(type(held).__name__, frozenset())
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str):
                if whole and one:
                    yield one
            elif is_dataclass(one) and not isinstance(one, type):
                yield from _sentences(one)


def fixed_words(code: str) -> Fixed:
    """How the catalogue of a language stands against all that is marked."""
    held = {(one.english, one.many): one for one in catalogue(code)}
    done, of, drafts = {True: 0, False: 0}, {True: 0, False: 0}, 0
    for one in marked():
        mine = held.get((one.english, one.many))
        site = of_the_site(one)
        of[site] += 1
        if mine is not None and mine.whole:
            done[site] += 1
            drafts += FUZZY in mine.flags
    return Fixed(of[True], done[True], of[False], done[False], drafts)


def of_the_site(one: Message) -> bool:
    """Whether a marked sentence is one of the public site's fixed words."""
    return any(place.startswith(FURNITURE) for place in one.where)
