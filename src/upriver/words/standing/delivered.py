"""What is delivered, on a day: how each action and its steps stand, the money, and what a board must be told of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from upriver.words.registers.delivery import Action, Funding, Milestone

PACES = {
    "done": "Done",
    "on_time": "On time",
    "late": "Late",
    "not_begun": "Not due to begin yet",
    "paused": "Paused",
    "stopped": "Stopped",
    "not_said": "Can't be said: no dates",
}
"""How an action keeps to its dates, in the order in which it is counted."""
SHAPES = {"done": "■", "on_time": "●", "late": "▲", "not_begun": "○", "paused": "◆", "stopped": "×", "not_said": "?"}
"""A shape for each, so that nothing is said by colour alone."""
STEPS = {"done": "Done", "done_late": "Done, after its date", "late": "Late", "due": "Not due yet"}
EXCEPTIONS = {
    "late_action": "Actions past their last day",
    "late_start": "Actions that should have begun",
    "late_step": "Milestones past their date",
    "not_told": "Actions that nobody has told of for a quarter",
    "overspent": "Money spent beyond its plan",
    "underspent": "Money spent much more slowly than planned",
    "meeting_action": "What meetings asked for and is past its date",
}
"""What a board is told of without asking."""


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone, with how it stands on the day and how many days it is or was late (None where it isn't)."""

    milestone: Milestone
    state: str
    days_late: int | None = None


@dataclass(frozen=True, slots=True)
class Spending:
    """Several lines of money together, in pounds. None means that no line says so, never nought.

    `silent` is how many lines don't say what was spent; `spent` is then of the others alone.
    """

    planned: Decimal | None = None
    spent: Decimal | None = None
    lines: int = 0
    silent: int = 0

    @property
    def left(self) -> Decimal | None:
        """What is planned and not spent; None where a line is silent, or neither is known."""
        return None if self.planned is None or self.spent is None or self.silent else self.planned - self.spent


@dataclass(frozen=True, slots=True)
class ActionStands:
    """An action on the day: its pace in one word with the reason in a sentence, its steps in the order of their dates."""

    action: Action
    pace: str
    why: str
    steps: tuple[Step, ...] = ()

    @property
    def late_steps(self) -> tuple[Step, ...]:
        return tuple(each for each in self.steps if each.state == "late")


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Something a board must be told of. `kind` is one of EXCEPTIONS, `about` the id of what it is, `whose` an authority's."""

    kind: str
    says: str
    about: str
    whose: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Delivered:
    """Everything that is delivered, on a day. `year` is the financial year of that day, as 2025-26."""

    actions: tuple[ActionStands, ...] = ()
    money: tuple[Funding, ...] = ()
    priorities: tuple[tuple[str, str], ...] = ()
    """(action, priority), for actions that serve one."""
    exceptions: tuple[Exceptional, ...] = ()
    year: str = ""

    def of(self, ident: str) -> ActionStands | None:
        """How the action of that id stands; None where there is none."""
        return next((each for each in self.actions if each.action.id == ident), None)

    def counted(self, pace: str) -> int:
        """How many actions keep that pace."""
        return sum(1 for each in self.actions if each.pace == pace)

    def lines(
        self, *, year: str | None = None, quarter: str | None = None, action: str | None = None, priority: str | None = None,
        source: str | None = None, cost: str | None = None,
    ) -> tuple[Funding, ...]:
        """The lines of money with these values; None takes all, "" those that say none."""
        of = dict(self.priorities)
        wanted = {"year": year, "quarter": quarter, "action": action, "source": source, "cost": cost}
        return tuple(
            each for each in self.money
            if all(value is None or getattr(each, name) == value for name, value in wanted.items())
            and (priority is None or of.get(each.action, "") == priority)
        )

    def spending(
        self, *, year: str | None = None, quarter: str | None = None, action: str | None = None, priority: str | None = None,
        source: str | None = None, cost: str | None = None,
    ) -> Spending:
        """The same lines added up."""
        found = self.lines(year=year, quarter=quarter, action=action, priority=priority, source=source, cost=cost)
        planned, spent = ([each for line in found if (each := getattr(line, name)) is not None] for name in ("planned", "spent"))
        return Spending(sum(planned, Decimal()) if planned else None, sum(spent, Decimal()) if spent else None, len(found), len(found) - len(spent))

    def years(self) -> tuple[str, ...]:
        """The financial years that any money is for, in order."""
        return tuple(sorted({each.year for each in self.money}))
