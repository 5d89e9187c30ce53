"""The stamp of an export: from which state of which registers it was made, so that what others changed since is never lost."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_WRITTEN = re.compile(r"state ([0-9]{1,12}), check ([0-9a-f]{16}), (?:all registers|only ([a-z_]+(?: [a-z_]+)*))")
HELP, COLUMNS, LISTS, STAMP = "How to fill in", "Columns", "Lists", "Stamp"
"""Sheets of an export that hold no rows, and the word before its stamp on the first of them."""
ALL: tuple[str, ...] = ()
"""Means every register."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """`state` is the number of the last state that counted; `check` a hash of the rows then; `only` the registers, none for all."""

    state: int
    check: str
    only: tuple[str, ...] = ALL

    def __str__(self) -> str:
        return f"state {self.state}, check {self.check}, {'only ' + ' '.join(self.only) if self.only else 'all registers'}"


def stamp_of(state: int, rows: Iterable[tuple[str, str, Mapping[str, str]]], only: tuple[str, ...] = ALL) -> Stamp:
    """The stamp of rows (register, id, values) as they stood at a state; rows of other registers don't count."""
    held = sorted([register, ident, sorted((name, value) for name, value in values.items() if value)]
                  for register, ident, values in rows if not only or register in only)
    body = json.dumps([state, list(only), held], ensure_ascii=False, separators=(",", ":"))
    return Stamp(state, hashlib.sha256(body.encode()).hexdigest()[:16], only)


def stamp_read(text: str) -> Stamp | None:
    """The stamp that a text is, or None."""
    found = _WRITTEN.fullmatch(" ".join(text.split()))
    return Stamp(int(found[1]), found[2], tuple((found[3] or "").split())) if found else None
