"""A month as people write it, in the language spoken now or in English: "January 2025", "Jan 2025", "1/2025", "Ionawr 2025"."""

from __future__ import annotations

import re

from upriver.words.language.dates import MONTHS, SHORT_MONTHS
from upriver.words.language.speaking import say

_NUMBERS = re.compile(r"(\d{1,2})[ /.-]+(\d{4})|(\d{4})[ /.-]+(\d{1,2})")
_NAMED = re.compile(r"([^\W\d_]+)\.?,? +(\d{4})")


def read_month(written: str) -> str:
    """The month as YYYY-MM; "" where it can't be one. Years are those in which anything here could have happened."""
    text = " ".join(written.split())
    if found := _NUMBERS.fullmatch(text):
        month, year = int(found[1] or found[4]), int(found[2] or found[3])
    elif found := _NAMED.fullmatch(text):
        month, year = _named(found[1]), int(found[2])
    else:
        return ""
    return f"{year}-{month:02d}" if 1 <= month <= 12 and 1990 <= year <= 2100 else ""


def _named(word: str) -> int:
    """The number of a month by its name or the beginning of it, at least three letters; 0 where none is called so, or several are."""
    wanted = word.casefold()
    names = [{each.casefold() for each in (MONTHS[at], say(MONTHS[at]), SHORT_MONTHS[at], say(SHORT_MONTHS[at]))} for at in range(12)]
    whole = [at + 1 for at, held in enumerate(names) if wanted in held]
    begun = [at + 1 for at, held in enumerate(names) if len(wanted) >= 3 and any(name.startswith(wanted) for name in held)]
    return whole[0] if len(whole) == 1 else begun[0] if not whole and len(begun) == 1 else 0
