"""The notice that says to the public process whether "have your say" is open: all that it knows of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

NOTICE = "have-your-say.json"
"""The file's name in the workspace."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Open or not; until which day without being read, how often it is read, ways to speak to a person (a line each), by how many
    working days harm is seen to, for how many months entries are kept, and places to choose from (code, name)."""

    open: bool
    until: str = ""
    often: str = "day"
    ways: str = ""
    due_days: int = 1
    months: int = 12
    places: tuple[tuple[str, str], ...] = ()

    def open_on(self, day: date) -> bool:
        """Whether the form is shown on a day."""
        return self.open and self.until >= day.isoformat()

    def lines(self) -> tuple[str, ...]:
        """The ways to speak to a person, one each."""
        return tuple(line.strip() for line in self.ways.splitlines() if line.strip())

    def table(self) -> dict[str, Any]:
        """As it is written."""
        return asdict(self)


SHUT = Notice(False)


def notice_of(table: Mapping[str, Any]) -> Notice:
    """A notice as it was written; shut where it can't be read."""
    try:
        return Notice(table["open"] is True, str(table["until"]), str(table["often"]), str(table["ways"]), int(table["due_days"]), int(table["months"]),
                      tuple((str(code), str(name)) for code, name in table["places"]))
    except (KeyError, TypeError, ValueError):
        return SHUT
