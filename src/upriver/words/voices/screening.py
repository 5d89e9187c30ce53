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

from upriver.words.releasing.gate import BLANK, TWINS

UNSEEN = ("Cf", "Mn", "Me")
"""Classes of what stands between letters and isn't seen, and of accents."""
FIGURES = re.compile(r"(?<=[^\W\d_])[01345@$]+|[01345@$]+(?=[^\W\d_])")
LETTERS = (str.maketrans("01345@$", "oieasas"), str.maketrans("01345@$", "oleasas"))
"""What people write for a letter: `k1ll`."""


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
    ways = _ways(words)
    found = []
    for each in among:
        if each.kind not in found and any(_tells(each, plain) for plain in ways):
            found.append(each.kind)
    return tuple(found)


def _tells(pattern: Pattern, plain: str) -> bool:
    for allowed in pattern.not_in:
        plain = _pattern(allowed).sub(" ", plain)
    return any(_pattern(one).search(plain) for one in pattern.words)


def _ways(words: str) -> tuple[str, ...]:
    """Words as patterns see them, and as they read where a figure or sign beside a letter stands for a letter, a 1 for an i or for an l."""
    bare = _bare(words)
    return tuple(dict.fromkeys(map(_words_of, (bare, *(_as_letters(bare, letters) for letters in LETTERS)))))


def _as_letters(bare: str, letters: Mapping[int, int]) -> str:
    return FIGURES.sub(lambda run: run[0].translate(letters), bare)


def flat(words: str) -> str:
    """Words as patterns see them: small letters without accents, nothing that can't be seen, one kind of apostrophe, one space."""
    return _words_of(_bare(words))


def _bare(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).casefold().translate(TWINS)
    return "".join(each for each in plain if unicodedata.category(each) not in UNSEEN and each not in BLANK)


def _words_of(bare: str) -> str:
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
