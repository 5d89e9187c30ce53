"""Fixed words in the language that is spoken now: marked in English where they stand, looked up where they are said.

`say("Source: {source}", source=...)` is the one mark. In English it gives the sentence as it stands; in another language
what that language's catalogue holds, or the English where it holds nothing. What a sentence is said in travels with it
(`language_of`), so that a page can mark the English passages on a Welsh page one by one. A sentence put together from
parts with `+` or an f-string loses that, and counts as English: put it together with `say` and its fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from gettext import NullTranslations

ENGLISH, WELSH, PSEUDO = "en", "cy", "en-XA"


class Said(str):
    """Words that know which language they are in. Cut or joined, they are plain words again, which count as English."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, words: str, language: str) -> Said:
        made = super().__new__(cls, words)
        made.language = language
        return made


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
    """Fixed words in the language spoken now, with its fields filled in: whole numbers with commas, words as they are.

    `english` is written out where it stands, never put together: it is the name of the sentence in the catalogues.
    """
    now = _NOW.get()
    found = now.catalogue.gettext(english)
    words = found or english
    return _made(words.format(**_written(fields)) if fields else words, now.code if found else ENGLISH)


def several(one: str, many: str, n: int, /, **fields: object) -> str:
    """Fixed words that depend on a number, which stands in them as `{n}`: English has two forms of them, Welsh up to six."""
    now = _NOW.get()
    found = now.catalogue.ngettext(one, many, n)
    words = found or (one if n == 1 else many)
    return _made(words.format(**_written({"n": n, **fields})), now.code if found else ENGLISH)


def mark(english: str, /) -> str:
    """Marks words to be said later, where a module is read before any language is spoken; gives them as they are."""
    return english


def either(english: str, welsh: str | None) -> str:
    """Content that was written in both languages, in the one spoken now; the English where no Welsh was written."""
    now = _NOW.get().code
    return Said(welsh, WELSH) if now == WELSH and welsh else english


def language_of(words: str) -> str:
    """The language that words are in: English unless they were said in another."""
    return words.language if isinstance(words, Said) else ENGLISH


def like(words: str, part: str) -> str:
    """A part or another form of words, in the language that they are in."""
    return Said(part, words.language) if isinstance(words, Said) else part


def _made(words: str, code: str) -> str:
    return words if code == ENGLISH else Said(words, code)


def _written(fields: dict[str, object]) -> dict[str, object]:
    return {name: f"{held:,}" if isinstance(held, int) else held for name, held in fields.items()}
