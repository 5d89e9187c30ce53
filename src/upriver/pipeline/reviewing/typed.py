"""Numbers that somebody typed into a record and a public document prints: no lock saw them, so a reader must."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from upriver.words.document import Document, Page
from upriver.words.registers.plan import REGISTERS, Plan
from upriver.words.registers.register import written
from upriver.words.text import plural

_NUMBER = re.compile(r"\b(?:(?!(?:19|20)\d\d\b)\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
                     r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|dozens?|hundreds?)\b", re.IGNORECASE)


def typed_in(document: Document, plan: Plan) -> tuple[tuple[str, str, str], ...]:
    """(title of the page, register and row, the words) of each text of a record that holds a number and is printed.

    Money, dates and codes have columns of their own and aren't meant, nor are years; a number in words counts as one.
    """
    texts = {text: where for text, where in _texts(plan) if _NUMBER.search(text)}
    sought = {text: _as_printed(text) for text in texts}
    slugs = tuple(slug for slug, _ in document.beside)
    pages = [page for page in document.pages if any(page.slug == slug or page.slug.startswith(f"{slug}/") for slug in slugs)]
    said = [(page.title, _said(page)) for page in pages]
    found = ((_where([title for title, words in said if any(part in words for part in sought[text])]), where, text) for text, where in texts.items())
    return tuple(each for each in found if each[0])


def _as_printed(text: str) -> tuple[str, ...]:
    """The pieces of a text that hold a number, as a page may print them: line by line, value by value, its full stop left out."""
    pieces = re.split(r"[\n;]", _plainly(text))
    return tuple(dict.fromkeys(piece.strip(" .") for piece in pieces if _NUMBER.search(piece)))


def _plainly(text: str) -> str:
    """Words as they are compared: small letters, one space between them."""
    return "\n".join(" ".join(line.split()) for line in text.casefold().split("\n"))


def _where(titles: list[str]) -> str:
    """The first page that prints it, and how many more do; "" where none does."""
    more = f" and {plural(len(titles) - 1, 'more page')}" if titles[1:] else ""
    return f"{titles[0]}{more}" if titles else ""


def _texts(plan: Plan) -> Iterator[tuple[str, str]]:
    for register in REGISTERS:
        free = [column.name for column in register.sheet.columns if column.kind == "text" and not (column.refers or column.known)]
        for row in plan.of(register.word):
            values = written(row)
            yield from ((values[name], f"{register.noun} {values['id']}") for name in free if name != "id" and values[name])


def _said(page: Page) -> str:
    return _plainly("\n".join(_words(page)))


def _words(held: Any) -> Iterator[str]:
    """Every text of a page, its tables, lists and pictures."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, tuple):
        for each in held:
            yield from _words(each)
    elif is_dataclass(held):
        for each in fields(held):
            yield from _words(getattr(held, each.name))
