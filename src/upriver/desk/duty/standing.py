"""How the Duty is met and what is due on a day, gathered once for a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from upriver.desk.planning.telling import told_now
from upriver.store.folder import Folder
from upriver.words.monitoring.indicator import Standing
from upriver.words.standing.clock import Due
from upriver.words.standing.delivered import ActionStands, Delivered
from upriver.words.standing.held import FeedDue, Held
from upriver.words.standing.requirement import LEVELS, HowItStands

CLOSENESS = ("not_attested", "partly", "not_met")
"""What stands closest to done, first."""
ARRIVED_WITHIN = 92
"""Days: what came within a quarter is told as having arrived."""


@dataclass(frozen=True)
class Stand:
    """One day's standing: what is held, how each requirement stands, and what is due."""

    on: date
    held: Held
    rows: tuple[HowItStands, ...]
    due: tuple[Due, ...]
    standings: tuple[Standing, ...]
    delivered: Delivered

    @property
    def late(self) -> list[Due]:
        """What is past its day, the longest first."""
        return [each for each in self.due if each.known and each.late(self.on)]

    def ahead(self, days: int) -> list[Due]:
        """What falls due within so many days."""
        return [each for each in self.due if each.known and 0 <= (each.due - self.on).days <= days]

    def counted(self, level: str = "") -> Counter[str]:
        """How many requirements stand how; of one level, or of all."""
        return Counter(each.standing for each in self.rows if level in ("", each.requirement.level))

    @property
    def arrived(self) -> list[FeedDue]:
        """What came within the last quarter, the latest first."""
        came = [each for each in self.held.dues if each.came_on and 0 <= (self.on - each.came_on).days <= ARRIVED_WITHIN]
        return sorted(came, key=lambda each: (each.came_on or self.on, each.title), reverse=True)

    @property
    def missing(self) -> list[FeedDue]:
        """What hasn't come though its day is past, the longest first."""
        return sorted((each for each in self.held.dues if each.state == "missing"), key=lambda each: each.due_on)

    @property
    def moved(self) -> list[Standing]:
        """Indicators whose level moved by more than chance."""
        return [each for each in self.standings if each.measure is None and each.signal in ("better", "worse", "unusual")]

    @property
    def overdue(self) -> list[ActionStands]:
        """Actions that are late."""
        return [each for each in self.delivered.actions if each.pace == "late"]


def stand_on(folder: Folder, on: date, *, name: str) -> Stand:
    """How it stands today, told once for each state of the records; `name` is the partnership's."""
    told = told_now(folder, name=name, on=on, duty=True)
    return Stand(on, told.held or Held(on), told.requirements, told.due, told.standings, told.delivered)


def closest_to_done(rows: Sequence[HowItStands]) -> list[HowItStands]:
    """What isn't met, closest to done first: the law before guidance, evidence that waits for a name, then what lacks least."""
    order = tuple(LEVELS)
    left = [each for each in rows if each.standing in CLOSENESS and each.requirement.level != "may"]
    return sorted(left, key=lambda each: (order.index(each.requirement.level), CLOSENESS.index(each.standing), len(each.lacks)))


