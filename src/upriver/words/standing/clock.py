"""The statutory clock: what is due when, and on what that rests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

KINDS = {
    "strategy": "The strategy",
    "assessment": "The assessment",
    "csp": "Community safety partnerships",
    "data": "Data to come",
    "agreement": "Agreements",
    "retention": "Deleting data",
    "report": "Reports",
    "policing": "The policing body's requests",
    "asked": "Answers waited for",
    "meeting": "What meetings asked for",
    "action": "Actions and milestones",
    "money": "Money that ends",
    "duty": "Attesting and readiness",
}
"""What a thing that is due is about. Closed."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due. `rests_on` is the rule; `verified` whether that rule was read at its source; `whose` who does it.

    `done_on` is the day it was last done, None where it never was or it isn't known. `about` is the id of what it concerns.
    `id` stays the same as long as it is the same thing, whatever day it is asked on. `kind` is one of KINDS. `known` False where
    nothing is recorded from which the day could be told: `due` is then the day of asking, and no calendar gets it.
    """

    id: str
    what: str
    due: date
    rests_on: str
    verified: bool
    whose: str = ""
    about: str = ""
    done_on: date | None = None
    kind: str = ""
    known: bool = True
    statute: bool = False
    """Whether a statute, a regulation or a licence sets the day; else the partnership itself or good practice did."""

    def late(self, on: date) -> bool:
        """Whether it was due before that day and hasn't been done since."""
        return self.due < on
