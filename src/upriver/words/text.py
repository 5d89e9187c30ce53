"""Sentences for people, in English and, where it has been written, in Welsh."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import date

from upriver.words.language.dates import day_words
from upriver.words.language.grammar import joined
from upriver.words.language.speaking import either, say


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence for a person. `cy` is None where no Welsh has been written yet."""

    en: str
    cy: str | None = None

    def __str__(self) -> str:
        return self.en

    @property
    def spoken(self) -> str:
        """The sentence in the language spoken now; the English where no Welsh has been written."""
        return either(self.en, self.cy)


def number(value: float, decimals: int = 0) -> str:
    """A number as it is printed: commas for thousands, a real minus sign, a fixed count of decimals."""
    shown = f"{value:,.{decimals}f}"
    if shown.startswith("-"):
        shown = shown[1:] if not shown.strip("-0.,") else "\u2212" + shown[1:]
    return shown


def listed(things: list[str] | tuple[str, ...], *, most: int = 6, last: str = "and") -> str:
    """Things as people list them: "a, b and c"; past `most`, "a, b and 9 more". `last` is "and" or "or"."""
    shown = list(things)
    if len(shown) > most:
        shown = [*shown[:most], say("{n} more", n=len(shown) - most)]
    if len(shown) < 2:
        return "".join(shown)
    return joined(", ".join(shown[:-1]), shown[-1], last)


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 row", "1,204 rows"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def sentence(words: str) -> str:
    """Words with a capital first letter, the rest as they are: names keep theirs, and a file or a slug in front keeps its own."""
    if any(mark in words.split(" ", 1)[0].rstrip(".,:;") for mark in "._/"):
        return words
    return words[:1].upper() + words[1:]


def hung(lead: str, words: str, *, indent: int | None = None, wide: int = 80) -> str:
    """Words after a lead on lines of a terminal `wide` signs wide, the later ones set in by `indent`, else by the width of the lead."""
    rest = " " * (len(lead) if indent is None else indent)
    return "\n".join(textwrap.wrap(words, wide, initial_indent=lead, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)
                     or [lead.rstrip()])


def day(iso: str) -> str:
    """A day as people write it: "1 February 2026"; anything that is no ISO date stays as it is."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return day_words(found)
