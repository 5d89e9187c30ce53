"""Which letters the print typeface has, so that no text can stop a document from being made."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

from upriver.report.drawing.svg import clean

FAMILY = "Arimo"
"""Metric-compatible with Arial, in which the widths of chart texts are measured."""
FOLDER = Path(__file__).parents[2] / "vendor" / "fonts"
KEPT = "\n\t\u200b"
"""Line ends, tabs, and the place where a long word may be broken."""
STAND_IN = "\u25a1"
"""Printed for a letter that the typeface lacks: accessible PDF refuses a missing glyph."""


def printable(text: str) -> str:
    """Text with nothing that the typeface can't print: invisible marks go, missing letters become a box."""
    return "".join(map(_printed, unicodedata.normalize("NFC", clean(text))))


def visible(text: str) -> bool:
    """Whether anything of the text can be seen once it is printed: a heading or a link needs that."""
    return any(unicodedata.category(letter)[0] in "LNPS" for letter in printable(text))


def _printed(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter in KEPT:
        return letter
    # A soft hyphen inside a link stops the typesetter, and so does an accent that stands apart from its letter
    # in a typeface without it: accents are joined to letters first, and what is left of both is let go.
    if kind in ("Cf", "Cc", "Mn", "Me"):
        return ""
    return letter if ord(letter) in _known() else STAND_IN


@cache
def _known() -> frozenset[int]:
    """The code points that every weight of the typeface has."""
    return frozenset.intersection(*(_covered(path.read_bytes()) for path in sorted(FOLDER.glob("*.ttf"))))


def _covered(font: bytes) -> frozenset[int]:
    """The code points of one font, from its character map (format 4, which every font has)."""
    (tables,) = struct.unpack(">H", font[4:6])
    records = (struct.unpack(">4sLLL", font[12 + 16 * at : 28 + 16 * at]) for at in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (maps,) = struct.unpack(">H", font[start + 2 : start + 4])
    found: set[int] = set()
    for at in range(maps):
        (offset,) = struct.unpack(">L", font[start + 8 + 8 * at : start + 12 + 8 * at])
        if font[start + offset : start + offset + 2] == b"\0\4":
            found |= _format_4(font[start + offset :])
    return frozenset(found)


def _format_4(table: bytes) -> set[int]:
    """Code points that a segment of the map leads to a glyph other than 0, the missing one."""
    count = struct.unpack(">H", table[6:8])[0] // 2
    ends, starts, deltas, ranges = (
        struct.unpack(f">{count}H", table[at : at + 2 * count]) for at in (14, *(16 + 2 * count * n for n in (1, 2, 3)))
    )
    found = set()
    for segment, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = (point + delta) & 0xFFFF
            if offset:
                place = 16 + 6 * count + 2 * segment + offset + 2 * (point - first)
                (listed,) = struct.unpack(">H", table[place : place + 2])
                glyph = (listed + delta) & 0xFFFF if listed else 0
            if glyph:
                found.add(point)
    return found
