"""A profile or the list as files: one HTML page beside shared styles, and what the list needs to know of a profile."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from upriver.report.html import page_html
from upriver.report.links import Links
from upriver.report.national.index import Entry
from upriver.words.document import Document, Page

ASSETS = ("upriver.css", "upriver.js")
FRONT = Page("", "Every community safety partnership", "Profiles", "", ())


@dataclass(frozen=True, slots=True)
class Edition:
    """What every page says of itself: who made it, for when, as known on which day."""

    publisher: str
    period: str
    as_of: str
    audience: str
    attribution: tuple[str, ...]

    def document(self, page: Page) -> Document:
        pages = (page,) if not page.slug else (FRONT, page)
        return Document("profiles", FRONT.title, self.audience, self.publisher, self.as_of, self.period, pages, (), self.attribution)


def rendered(edition: Edition, page: Page, *, codes: Collection[str] = (), files: Collection[str] = ()) -> bytes:
    """A page as HTML. `codes` are partnerships that it may link to, `files` files below the folder's root."""
    links = Links(frozenset({"", page.slug, *(f"csp/{code}" for code in codes)}), frozenset(files))
    return page_html(edition.document(page), page, links, pictures_apart=False).encode()


def assets() -> dict[str, bytes]:
    """The styles that all pages share, by path."""
    folder = Path(__file__).parents[1] / "assets"
    return {f"assets/{name}": (folder / name).read_bytes().replace(b"\r\n", b"\n") for name in ASSETS}


def entry_json(entry: Entry) -> bytes:
    """What the list needs of a profile, kept beside it, so that an interrupted run goes on without making it again."""
    return (json.dumps(asdict(entry), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def entry_of(data: bytes) -> Entry:
    """The entry that was kept."""
    told: dict[str, Any] = json.loads(data)
    return Entry(**{**told, "forces": tuple(told["forces"]), "numbers": tuple(told["numbers"])})
