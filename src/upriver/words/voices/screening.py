"""Whether words may tell of harm: plain patterns of a declaration, matched one by one.

Nobody is scored. A pattern matches or it doesn't, and one match puts the whole entry before a person. What people tell in other
words, in other languages, misspelt beyond what a pattern allows, or between the lines is not found: every entry is read by a
person all the same, and this only says which is read first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of harm with the word patterns that may tell of it, in one language, and the words that take a match back."""

    kind: str
    language: str
    words: tuple[str, ...]
    not_in: tuple[str, ...] = ()


def patterns(table: Mapping[str, Any]) -> tuple[Pattern, ...]:
    """The patterns of a declaration (`declarations/screening/harm.toml`)."""
    return tuple(
        Pattern(str(each["kind"]), str(each["language"]), tuple(each["words"]), tuple(each.get("not_in", ())))
        for each in table.get("patterns", ())
    )


def may_tell_of_harm(words: str, among: Sequence[Pattern]) -> tuple[str, ...]:
    """The kinds of harm that words may tell of, in the order of the patterns; none where no pattern matches."""
    plain = flat(words)
    found = []
    for each in among:
        left = plain
        for allowed in each.not_in:
            left = _pattern(allowed).sub(" ", left)
        if each.kind not in found and any(_pattern(one).search(left) for one in each.words):
            found.append(each.kind)
    return tuple(found)


def flat(words: str) -> str:
    """Words as patterns see them: small letters without accents, one kind of apostrophe, one space."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(each))
    signs = re.sub(r"[^\w' ]+|_", " ", re.sub("[\u2018\u2019`\u00b4]", "'", bare))
    return " ".join(re.sub(r"(?<!\w)'|'(?!\w)", " ", signs).split())


def _pattern(written: str) -> re.Pattern[str]:
    """A pattern as people write it: words in their order; `a/b` either, `word*` any ending, `...` up to four words between."""
    parts: list[str] = []
    gap = ""
    for word in written.split():
        if word == "...":
            gap = r"(?: \S+){0,4}? "
            continue
        either = "|".join(re.escape(flat(each.rstrip("*"))) + (r"\w*" if each.endswith("*") else "") for each in word.split("/"))
        parts.append((gap or (" " if parts else "")) + f"(?:{either})")
        gap = ""
    return re.compile(rf"(?<![\w']){''.join(parts)}(?![\w'])")
