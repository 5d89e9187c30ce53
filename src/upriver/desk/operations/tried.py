"""What is found out about a backup, line by line, while it is laid out and tried."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Tried:
    """What a backup held and what was checked in it."""

    told: dict[str, Any]
    seal: str
    files: int
    bytes: int
    events: int = 0
    newest: str = ""
    held: int = 0
    releases: int = 0
    steps: int = 0
    """Steps that an earlier version's database had to take on the copy before it could be opened here."""
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
