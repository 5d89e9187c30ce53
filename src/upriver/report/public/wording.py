"""The fixed words of the site's pages, from their declarations: English with Welsh beside it, numbers filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from upriver.shelf import Unreadable
from upriver.words.language.speaking import either, like, say

_LEFT = re.compile(r"\{[a-z_]+\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one page: `name = { en = "...", cy = "..." }`, lists of them as `[[name]]`.

    `fills` are put in wherever the words hold their name in braces; a name that is left is refused, never printed.
    """

    slug: str
    table: Mapping[str, Any]
    fills: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, name: str, /, **more: object) -> str:
        """The words of that name, filled in, in the language spoken now.

        Raises:
            Unreadable: the page's declaration has no such words, or they hold a name that nothing fills.
        """
        return self._said(name, self.table.get(name), more)

    def all(self, name: str, **more: object) -> tuple[str, ...]:
        """Every entry of a list of words; none where the page has no such list."""
        return tuple(self._said(name, each, more) for each in self.table.get(name, ()))

    def of(self, name: str, held: Mapping[str, Any]) -> str:
        """Words that stand inside a declared entry under that name."""
        return self._said(name, held.get(name), {})

    def _said(self, name: str, held: object, more: Mapping[str, object]) -> str:
        if not isinstance(held, dict) or not isinstance(held.get("en"), str):
            raise Unreadable(f'declarations/site/{self.slug}.toml lacks the words `{name}`. Write them as {name} = {{ en = "..." }}.')
        welsh = held.get("cy")
        # Where no Welsh stands beside the English, the catalogue may hold some: the package's own words are translated there.
        words = either(held["en"], welsh) if isinstance(welsh, str) and welsh else say(held["en"])
        filled = self._filled(words, more)
        if left := _LEFT.search(filled):
            raise Unreadable(f"declarations/site/{self.slug}.toml: `{name}` holds {left.group()}, which nothing fills in. Take it out.")
        return like(words, filled)

    def _filled(self, words: str, more: Mapping[str, object]) -> str:
        for name, value in {**self.fills, **more}.items():
            shown = f"{value:,}" if isinstance(value, int) else str(value)
            words = words.replace("{" + name + "}", shown)
        return words
