"""A made-up language that shows what isn't marked: English with accents, in brackets, and two fifths longer.

Words on a page that stand outside brackets were never marked; a layout that breaks with it breaks with Welsh.
"""

from __future__ import annotations

import re
from gettext import NullTranslations

from upriver.words.language.speaking import PSEUDO, Language

ACCENTS = str.maketrans("aeiouwyAEIOUWYcnsCNS", "âêîôûŵŷÂÊÎÔÛŴŶçñšÇÑŠ")
LONGER = 0.4
OPEN, CLOSE = "⟦", "⟧"


def stretched(english: str) -> str:
    """The words with accents in brackets, longer by two fifths; what stands in braces stays as it is."""
    parts = re.split(r"(\{[^}]*\})", english)
    accented = "".join(part if part.startswith("{") else part.translate(ACCENTS) for part in parts)
    letters = sum(len(part) for part in parts if not part.startswith("{"))
    more = " ô" * max(1, round(letters * LONGER / 2))
    return f"{OPEN}{accented}{more}{CLOSE}"


class Stretching(NullTranslations):
    """A catalogue that holds every sentence there could be."""

    def gettext(self, message: str) -> str:
        return stretched(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return stretched(msgid1 if n == 1 else msgid2)


PSEUDO_LANGUAGE = Language(PSEUDO, "Pseudo", Stretching(), signed="no translation")
