"""How hard a text is to read, by two published formulas."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[.!?]+(?=\s|$)")
_WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)?|[0-9][0-9,.]*[0-9]|[0-9]")
_VOWELS = re.compile(r"[aeiouy]+")
YEARS_BEFORE_SCHOOL = 5
"""A grade of an American school is read at about this many years more."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted in a text, and what the formulas make of it."""

    sentences: int
    words: int
    syllables: int
    long_words: int

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade level. Source: Kincaid and others (1975), Research Branch Report 8-75, US Naval Air Station Memphis."""
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    @property
    def smog(self) -> float:
        """SMOG grade; the formula was made for 30 sentences and is rough on fewer.

        Source: McLaughlin (1969) Journal of Reading 12(8):639-646.
        """
        return 3.1291 + 1.0430 * math.sqrt(self.long_words * 30 / self.sentences)

    @property
    def age(self) -> int:
        """The age in years at which it can be read, by the harder of the two, rounded up."""
        return math.ceil(max(self.grade, self.smog)) + YEARS_BEFORE_SCHOOL


def reading_of(text: str) -> Reading:
    """Counts a text's sentences, words, syllables and words of three syllables or more.

    A line is a sentence, whether it ends with a full stop or not; a full stop inside a number or an address ends none.
    Numbers in figures count as words of one syllable, however they are spoken: readers see them whole.

    Raises:
        ValueError: there is no word in it.
    """
    sentences = words = syllables = long_words = 0
    for line in text.splitlines():
        for part in _SENTENCE.split(line):
            found = _WORD.findall(part)
            if not found:
                continue
            sentences += 1
            words += len(found)
            counts = [syllables_of(word) for word in found]
            syllables += sum(counts)
            long_words += sum(1 for count in counts if count > 2)
    if not words:
        raise ValueError("there is no word in the text")
    return Reading(sentences, words, syllables, long_words)


def syllables_of(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, less those that are silent; never under one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if not letters:
        return 1
    count = len(_VOWELS.findall(letters))
    if letters.endswith("e") and not letters.endswith(("le", "ee", "ie", "ye", "oe", "ue")):
        count -= 1
    if letters.endswith("le") and len(letters) > 2 and letters[-3] in "aeiouy":
        count -= 1
    if letters.endswith("es") and not letters.endswith(("ses", "zes", "ces", "ges", "xes", "ches", "shes", "ies", "ees", "oes", "les", "ues")):
        count -= 1
    if letters.endswith("ed") and not letters.endswith(("ted", "ded", "ied", "eed", "led")):
        count -= 1
    count += sum(1 for pair in ("ia", "io", "iu") if pair in letters and not re.search(r"[tscg]io|[tsc]ia", letters))
    count += len(re.findall(r"[aeiouy].*ea$|ying", letters))
    return max(count, 1)
