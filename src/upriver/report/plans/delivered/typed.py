"""Numbers that somebody typed into a record: they haven't been through the lock, so the public doesn't read them."""

from __future__ import annotations

import re

NOTE = ("Sentences of records in which somebody typed a number are left out here: only numbers that left the lock are printed for the public.")
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|half|both|only)\b"
    r"(?:\W+\w+){0,3}?\W+(?:people|persons?|child(?:ren)?|pupils?|young|men|man|women|woman|boys?|girls?|victims?|families|family|teenagers?)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(?:(?:[12]?\d|3[01]) )?(?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d\b")
"""A month with its year counts nobody."""
_END = re.compile(r"(?<=[.!?])\s+")


def without_numbers(words: str) -> str:
    """The sentences that hold no digit, and no counting word close before people; a date is no number of anybody. Half a sentence is never kept."""
    return " ".join(each for each in _END.split(words.strip()) if each and not _NUMBER.search(_DATE.sub("", each)))
