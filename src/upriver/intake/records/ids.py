"""Ids made from what a row says: short, the same each time, and never one that is taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from upriver.words.registers.register import RegisterOf

TELLING = ("title", "name", "says", "decision", "asked")
"""Columns whose words make an id, in this order; a row without one is called after its register and numbered."""
LONGEST = 40
SMALL = frozenset(["a", "an", "and", "the", "of", "for", "to", "in", "on", "with", "at", "by"])


def made_from(values: Mapping[str, str], register: RegisterOf[object], taken: Collection[str]) -> str:
    """An id for a new row: the words of its title, or its register's name and the next number."""
    words = next((plain(values[name]) for name in TELLING if values.get(name) and plain(values[name])), "")
    if words:
        return free(words, taken)
    stem = plain(register.noun.split(" of ")[0])
    numbers = [int(found[1]) for each in taken if (found := re.fullmatch(rf"{re.escape(stem)}-([0-9]{{1,6}})", each))]
    return free(f"{stem}-{max(numbers, default=0) + 1}", taken)


def plain(text: str) -> str:
    """Words as an id: small letters and digits joined by hyphens, without small words, cut at a whole word."""
    folded = unicodedata.normalize("NFKD", text.replace("'", "").replace("\u2019", "")).encode("ascii", "ignore").decode().casefold()
    words = re.findall("[a-z0-9]+", folded)
    kept = [word for word in words if word not in SMALL] or words
    made = ""
    for word in kept:
        if made and len(made) + 1 + len(word) > LONGEST:
            break
        made = f"{made}-{word}" if made else word[:LONGEST]
    return made


def free(wanted: str, taken: Collection[str]) -> str:
    """The id, or the id with the first number from 2 that makes it one of its own."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
