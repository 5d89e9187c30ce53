"""What is known to work: an approach of the evidence library, with who says so, how sure it is, and since when."""

from __future__ import annotations

from dataclasses import dataclass

from upriver.words.registers.learning import IMPACTS

SAID = {**IMPACTS, "reduces": "Reduces offending", "": "Not held here: look it up at the source"}
"""What an impact is called; some collections say only which way it goes."""
SEEN = {"yes": "Read at the source", "direction": "Only the direction was read", "no": "Recalled, not read: for the partnership to confirm",
        "local": "The partnership's own"}
DOUBTFUL = ("unclear", "harmful", "none", "mixed", "")
"""Impacts that an action may follow only with a reason that somebody has written down."""


@dataclass(frozen=True, slots=True)
class Approach:
    """One approach as one collection rates it on one day.

    `impact` is a key of SAID; `seen` of SEEN. `strength` is from 1 to 5 and `cost` from 1 to 3, None where not known;
    `grades_seen` says whether these two were read at the source. `level` is primary, secondary or tertiary, by our own judgement
    where `level_by_us`. `dated` is the source's own date and `read_on` when it was read, "" where not known. `study` is the local
    study that it comes from.
    """

    id: str
    collection: str
    name: str
    impact: str
    seen: str
    strength: int | None
    cost: int | None
    grades_seen: bool
    level: str
    level_by_us: bool
    life_stage: str
    setting: str
    effect: str
    caution: str
    url: str
    source: str
    dated: str
    read_on: str
    study: str = ""

    @property
    def says(self) -> str:
        """The rating in words, with who gives it and whether it was read."""
        held = SAID[self.impact]
        return f"{held} ({self.collection}{'' if self.seen in ('yes', 'local') else '; ' + SEEN[self.seen].lower()})"

    @property
    def needs_reason(self) -> bool:
        """Whether an action that follows it needs a recorded reason."""
        return self.impact in DOUBTFUL
