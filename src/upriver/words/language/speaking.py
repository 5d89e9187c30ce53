"""Fixed words in the language that is spoken now: marked in English where they stand, looked up where they are said.

`say("Source: {source}", source=...)` is the one mark. In English it gives the sentence as it stands; in another language
what that language's catalogue holds, or the English where it holds nothing. The words remember what they were made of, so
that a page told once in English can be said `again` in Welsh, dates and lists inside its sentences too, and what language
they came out in (`language_of`), so that a page can mark the English passages on a Welsh page one by one. A sentence put
together with `+` or an f-string loses both, and stays English: put it together with `say` and its fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from gettext import NullTranslations
from typing import SupportsIndex

ENGLISH, WELSH, PSEUDO = "en", "cy", "en-XA"
NAMES = {ENGLISH: "English", WELSH: "Cymraeg"}
"""The languages that pages are made in, as each calls itself."""
IN_WORDS = {ENGLISH: "English", WELSH: "Welsh"}
"""The same as English calls them, for commands."""


class Said(str):
    """Words that know which language they are in, and how to be said again in another. Cut or joined, they are plain words."""

    __slots__ = ("_again", "language")
    language: str
    _again: Callable[[], str] | None

    def __new__(cls, words: str, language: str, again: Callable[[], str] | None = None) -> Said:
        made = super().__new__(cls, words)
        made.language, made._again = language, again
        return made

    def once_more(self) -> str:
        """The same words in the language spoken now."""
        return self if self._again is None else self._again()

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[type[str], tuple[str]]:
        return str, (str.__str__(self),)


class Absent(NullTranslations):
    """What answers where a catalogue holds nothing: no words at all."""

    def gettext(self, message: str) -> str:
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that pages are made in. `signed` names who has read its words and when; "" while they are a draft."""

    code: str
    name: str
    catalogue: NullTranslations
    signed: str = ""

    @property
    def draft(self) -> bool:
        """Whether no named reader has signed its words yet; English is nobody's translation."""
        return self.code != ENGLISH and not self.signed


IN_ENGLISH = Language(ENGLISH, "English", Absent())
_NOW: ContextVar[Language] = ContextVar("language", default=IN_ENGLISH)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """While it lasts, fixed words, dates and lists are said in the language."""
    token = _NOW.set(language)
    try:
        yield
    finally:
        _NOW.reset(token)


def spoken() -> Language:
    """The language that is spoken now: English unless somebody asked for another."""
    return _NOW.get()


def say(english: str, /, **fields: object) -> str:
    """Fixed words in the language spoken now, with its fields filled in: whole numbers with commas, words said again.

    `english` is written out where it stands, never put together: it is the name of the sentence in the catalogues.
    """
    now = _NOW.get()
    found = now.catalogue.gettext(english) if english else ""  # the empty sentence is the catalogue's own header
    words = found or english
    return Said(words.format(**_written(fields)) if fields else words, now.code if found else ENGLISH, lambda: say(english, **fields))


def several(one: str, many: str, n: int, /, **fields: object) -> str:
    """Fixed words that depend on a number, which stands in them as `{n}`: English has two forms of them, Welsh up to six."""
    now = _NOW.get()
    found = now.catalogue.ngettext(one, many, n)
    words = (found or (one if n == 1 else many)).format(**_written({"n": n, **fields}))
    return Said(words, now.code if found else ENGLISH, lambda: several(one, many, n, **fields))


def mark(english: str, /) -> str:
    """Marks words to be said later, where a module is read before any language is spoken; gives them as they are."""
    return english


def either(english: str, welsh: str | None) -> str:
    """Content that was written in both languages, in the one spoken now; the English where no Welsh was written."""
    if _NOW.get().code == WELSH and welsh:
        return Said(welsh, WELSH, lambda: either(english, welsh))
    return Said(english, ENGLISH, lambda: either(english, welsh))


def again(words: str) -> str:
    """Words made before, in the language spoken now; what was never marked, or what nothing translates, as it is."""
    return words.once_more() if isinstance(words, Said) else words


def fixed(words: str) -> str:
    """The same for words that may be a fixed sentence as a whole, such as a heading: those are looked up as they stand."""
    return words.once_more() if isinstance(words, Said) else say(words)


def language_of(words: str) -> str:
    """The language that words are in: English unless they were said in another."""
    return words.language if isinstance(words, Said) else ENGLISH


def like(words: str, part: str) -> str:
    """A part or another form of words, in the language that they are in; it can't be said again by itself."""
    return Said(part, words.language) if isinstance(words, Said) else part


def _written(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: f"{held:,}" if isinstance(held, int) else held.once_more() if isinstance(held, Said) else held for name, held in fields.items()}
