"""What the fictional partnership's own team wrote in easy words, beside two pages of its assessment."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

ABOUT = """# What we found

![A map with a pin.](map.png)
This is about violence in Norsea and Eastmarch.
It is not a real place.

We looked at numbers from the police, hospitals and schools.
We did not look at any one person.

## How much robbery is there?

Robbery is when someone takes your things by force or threat.
The police wrote down {{ figure "assessment/depth/recorded#partnership:PLACE,2025-01-01..2025-12-31,robbery,count" }} robberies in one year.

## What we do not know

Not everyone tells the police.
So there is more violence than the numbers say.

## Get help

If you are in danger now, call 999.
"""
KINDS = """# What kinds of violence there are

Violence means hurting someone.
It also means saying that you will hurt someone.

The police put violence into groups.
The biggest group is violence and sexual offences.
Some of these are very serious.
Some of them are not.
"""
FILES = {"index.easy.en.md": ABOUT, "questions-kinds.easy.en.md": KINDS}
SIDE = 120


def write_easy_read(prose: Path, *, place: str) -> tuple[str, ...]:
    """Two sections in easy words and one picture, below `prose/assessment`; gives their names. `place` is the partnership's own code."""
    folder = prose / "assessment"
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    for name, words in FILES.items():
        (folder / name).write_text(words.replace("PLACE", place), "utf-8", newline="\n")
    (folder / "pictures" / "map.png").write_bytes(_pin())
    return tuple(f"assessment/{name.removesuffix('.md')}" for name in FILES)


def _pin() -> bytes:
    """A drawing of a map's pin: a blue ring over a point, on a pale square."""
    rows = bytearray()
    for y in range(SIDE):
        rows.append(0)
        for x in range(SIDE):
            far = ((x - SIDE / 2) ** 2 + (y - 46) ** 2) ** 0.5
            tip = y > 46 and abs(x - SIDE / 2) < (104 - y) * 0.5
            rows += b"\x12\x43\x6d" if 13 < far < 32 or (tip and far >= 13) else b"\xe3\xee\xf8"
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
