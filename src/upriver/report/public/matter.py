"""What the site's pages are told from besides the story: who is in, what was ever published, and the fixed words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from upriver.report.public.wording import Wording
from upriver.words.public.site import Service
from upriver.words.releasing.released import Entry
from upriver.words.sharing.authority import Jurisdiction, Register


@dataclass(frozen=True, slots=True)
class Place:
    """A place that people know by name, and the area with a page (name, code) that it lies in."""

    name: str
    kind: str
    area: str
    code: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An edition that is kept: its folder below `editions/`, its date, and which of its files are there."""

    name: str
    as_of: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """What the pages of the site are told from, besides the assessment's story.

    `declared` are the declarations of kind `site` by slug. `pages` are the document's pages (address -> title, group, lead),
    `files` what stands beside them. `entries` are the public ledger's lines without this edition's own. `left_out` is how
    many figures were left out because they could endanger somebody.
    """

    declared: Mapping[str, Mapping[str, Any]]
    partnership: str
    as_of: str
    register: Register = field(default_factory=Register)
    laws: tuple[Jurisdiction, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = ()
    editions: tuple[Kept, ...] = ()
    places: tuple[Place, ...] = ()
    postcodes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    services: tuple[Service, ...] = ()
    left_out: int = 0
    scripts: Mapping[str, bytes] = field(default_factory=dict)

    def words(self, slug: str, **fills: object) -> Wording:
        """The fixed words of one page, with the partnership's name to be filled in, and whatever else."""
        held = {"partnership": self.partnership, **{name: str(value) for name, value in fills.items()}}
        return Wording(slug, self.declared.get(slug, {}), held)

    def there(self, slug: str) -> bool:
        """Whether the document has a page of that address."""
        return slug in self.pages

    def links(self, *slugs: str) -> tuple[tuple[str, str], ...]:
        """Links to those of the pages that the document has, called by their titles."""
        return tuple((self.pages[slug], slug) for slug in slugs if slug in self.pages)
