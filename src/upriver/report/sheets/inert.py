"""The one way in which words stay words in files that spreadsheets open.

In ODS and XLSX every cell is typed as text, so nothing in it is worked out. CSV has no types: there a cell that a
spreadsheet might take for a formula gets an apostrophe before it, and so does one that begins with an apostrophe, so
that taking one apostrophe off always gives back what was meant.
"""

from __future__ import annotations

STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


def inert(text: str) -> str:
    """Text that no spreadsheet works out when it opens it as a cell of CSV."""
    return "'" + text if text.startswith(STARTS) else text


def meant(text: str) -> str:
    """What `inert` was given, from what it gave."""
    return text[1:] if text.startswith("'") else text
