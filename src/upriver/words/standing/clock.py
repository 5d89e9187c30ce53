"""The statutory clock: what is due when, and on what that rests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due. `rests_on` is the rule; `verified` whether that rule was read at its source; `whose` who does it.

    `done_on` is the day it was last done, None where it never was or it isn't known. `about` is the id of what it concerns.
    """

    id: str
    what: str
    due: date
    rests_on: str
    verified: bool
    whose: str = ""
    about: str = ""
    done_on: date | None = None

    def late(self, on: date) -> bool:
        """Whether it was due before that day and hasn't been done since."""
        return self.due < on
