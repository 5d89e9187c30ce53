"""The languages that are held: their catalogues as shipped, and whether a named reader has signed them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from upriver.report.bilingual.pseudo import PSEUDO_LANGUAGE
from upriver.words.language.catalogue import Message, fingerprint, messages, translations
from upriver.words.language.speaking import ENGLISH, IN_ENGLISH, NAMES, PSEUDO, Language
from upriver.words.text import day

FORMS = {"cy": 6}
"""How many forms a sentence with a number has: Welsh by CLDR, for 0, 1, 2, 3, 6 and all others."""
ROOM = files("upriver").joinpath("locale")


@cache
def language(code: str) -> Language:
    """A language by its code, its catalogue read once.

    Raises:
        KeyError: it is none that pages are made in.
    """
    if code == ENGLISH:
        return IN_ENGLISH
    if code == PSEUDO:
        return PSEUDO_LANGUAGE
    held = catalogue(code)
    return Language(code, NAMES[code], translations(held), signed(code, held))


@cache
def catalogue(code: str) -> tuple[Message, ...]:
    """The messages of a language, the header first."""
    return messages(ROOM.joinpath(code, "upriver.po").read_text("utf-8"))


@cache
def marked() -> tuple[Message, ...]:
    """Every sentence that is marked in the code and the templates, as the template of all catalogues has it."""
    return tuple(one for one in messages(ROOM.joinpath("upriver.pot").read_text("utf-8")) if one.english)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing's name in both languages. `also` are forms of the Welsh that grammar makes of it."""

    en: str
    cy: str
    also: tuple[str, ...] = ()
    note: str = ""


@cache
def glossary() -> tuple[Term, ...]:
    """The terms that translations keep to."""
    table = tomllib.loads(ROOM.joinpath("glossary.toml").read_text("utf-8"))
    return tuple(Term(each["en"], each["cy"], tuple(each.get("also", ())), each.get("note", "")) for each in table["terms"])


def off_the_glossary(held: Iterable[Message]) -> list[str]:
    """Translations of a sentence that holds a term and doesn't call it by its name, a sentence each."""
    found = []
    for one in held:
        for term in glossary():
            if one.whole and re.search(rf"\b{re.escape(term.en)}(?!\w)", one.english, re.IGNORECASE):
                names = [name.casefold() for name in (term.cy, *term.also)]
                if not any(name in form.casefold() for form in one.said for name in names):
                    found.append(f"{one.english!r} doesn't call {term.en!r} {term.cy!r}")
    return found


def signed(code: str, held: tuple[Message, ...]) -> str:
    """Who has read these words and when, as words; "" where nobody has, or they have changed since."""
    table = tomllib.loads(ROOM.joinpath(code, "signed.toml").read_text("utf-8"))
    reader, on, words = (str(table.get(name, "")) for name in ("reader", "on", "words"))
    return f"{reader}, {day(on)}" if reader.strip() and on and words == fingerprint(held) else ""
