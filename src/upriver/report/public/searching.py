"""Finding a page: an index that is a script, so that it also opens from a folder, and the list of all pages from A to Z."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

from upriver.report.public.matter import Matter, Place
from upriver.words.document import Block, Bullets, Callout, Column, Heading, Page, Paragraph, Table, TableCell

INDEX = "search/pages.js"
MOST_WORDS = 40
"""Words of a page's own that the index holds besides its title, lead and headings: enough to find it by, and small."""
_TOO_COMMON = frozenset(
    ["a", "about", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "both", "by", "can", "each", "for", "from", "had", "has", "have", "here", "how", "in", "into", "is", "it", "its", "less", "many", "may", "more", "most", "no", "not", "of", "on", "one", "only", "or", "other", "out", "over", "same", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "under", "was", "were", "what", "when", "where", "which", "who", "why", "will", "with", "within", "without"]
)


def search_page(matter: Matter, pages: Iterable[Page]) -> Page:
    """The page to search from: without JavaScript, the list of all pages."""
    say = matter.words("search")
    every = sorted((page for page in pages if page.in_contents and page.slug), key=lambda page: (_key(page.title), page.slug))
    rows = tuple((TableCell(page.title, href=page.slug), TableCell(page.group)) for page in every)
    table = Table("all-pages", say("all"), (Column(say("page")), Column(say("group"))), rows)
    group = matter.words("around")("group_about")
    return Page("search", say("title"), group, say("lead"), (Paragraph(say("private")), table), in_pdf=False)


def index_js(matter: Matter, pages: Iterable[Page], places: Iterable[Place]) -> bytes:
    """The index as a script: [address, title, group, words] for each page, then for each place that has none of its own."""
    rows = [[_address(page.slug), page.title, page.group, _words(page)] for page in pages if page.in_contents]
    group = matter.words("your_area")("title")
    rows += [[_address(f"areas/{place.code}"), f"{place.name}: {place.area}", group, place.kind] for place in places]
    told = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"window.upriverPages={told.replace('<', chr(92) + 'u003c')};\n".encode()


def _address(slug: str) -> str:
    return f"{slug}/" if slug else ""


def _words(page: Page) -> str:
    """What a page can be found by: its lead, its headings and captions, and words of its first sentences, each once."""
    said = [page.lead, *(_said(block) for block in page.blocks)]
    seen = dict.fromkeys(word for word in re.findall(r"[^\W\d_]{2,}", " ".join(said).lower()) if word not in _TOO_COMMON)
    return " ".join(list(seen)[: MOST_WORDS * 3])


def _said(block: Block) -> str:
    match block:
        case Heading(text) | Paragraph(text) | Callout(text):
            return text
        case Bullets(items):
            return " ".join(items)
        case Table():
            return block.caption
    return getattr(block, "title", "")


def _key(title: str) -> str:
    """A title as it is sorted: without accents and case."""
    return "".join(each for each in unicodedata.normalize("NFD", title.casefold()) if not unicodedata.combining(each))
