"""How a response strategy stands by the rules: what has no ground, how it is spread, what stops with the money, may it be final."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from upriver.words.registers.learning import Check
from upriver.words.registers.strategy import TheoryStep
from upriver.words.standing.question import Question

LACKS = {
    "priority": "it serves no priority",
    "finding": "its priority cites no finding",
    "approach": "no approach of the evidence library is named",
    "approach_unknown": "the approach it names isn't in the evidence library",
    "rating": "the evidence for its approach doesn't support it, and no reason is recorded",
    "evaluation": "there is no plan to evaluate it",
    "lead": "no authority leads it",
    "due": "it has no last day",
    "finding_of_priority": "it cites no finding",
    "prevent": "it has no objective to prevent",
    "reduce": "it has no objective to reduce",
    "indicator": "an objective has no indicator",
    "baseline": "an indicator has no baseline",
    "theory": "it has no theory of change",
    "action": "no action serves it",
    "served": "it doesn't say whom it serves among those harmed, those who harm and those who witness",
}
"""What an action or a priority can lack, in words that follow its title. The first five of an action make it an orphan."""
ORPHAN = frozenset({"priority", "finding", "approach", "approach_unknown", "rating", "evaluation"})
"""What makes an action an orphan: without finding, evidence or plan."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """An action or priority that lacks something. `kind` is action or priority; `lacks` are keys of LACKS; `detail` names what, in words."""

    kind: str
    id: str
    title: str
    lacks: tuple[str, ...]

    @property
    def orphan(self) -> bool:
        """Whether it is an action without finding, evidence or plan."""
        return self.kind == "action" and bool(ORPHAN & set(self.lacks))

    @property
    def says(self) -> tuple[str, ...]:
        """What it lacks, in words."""
        return tuple(LACKS[each] for each in self.lacks)


@dataclass(frozen=True, slots=True)
class Share:
    """How many actions of one priority ("" for none) stand at one level and stage ("" where nobody said), and their money.

    `planned` sums the lines of money that say an amount; None where none does. `unpriced` actions have no amount at all.
    """

    level: str
    stage: str
    priority: str
    actions: int
    planned: Decimal | None
    unpriced: int


@dataclass(frozen=True, slots=True)
class Ending:
    """An action whose last known money ends on a day. `amount` is what is planned on the lines that end then, None where not known.

    `goes_on` says whether the action is meant to go on after that day (None where it has no last day). `reach` is how many people
    it was planned to reach in a year; `whole` what is planned on all lines of the action that hasn't ended yet. `action` is "" for
    the partnership's own running.
    """

    on: date
    action: str
    sources: tuple[str, ...]
    amount: Decimal | None
    reach: int | None
    goes_on: bool | None
    whole: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """What stops when money stops: by date, and the actions of which that can't be said."""

    endings: tuple[Ending, ...] = ()
    partly: tuple[Ending, ...] = ()
    """Money that ends before an action does, while other money of it goes on: that part is lost, and the rest may not carry it."""
    open_ended: tuple[str, ...] = ()
    """Actions with money of which at least one line says no end."""
    without_money: tuple[str, ...] = ()
    """Actions with no line of money at all: whether they cost anything isn't known."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a theory of change with the number it is called by in the picture (A1, B2 ...)."""

    number: str
    step: TheoryStep
    leads_to: tuple[str, ...]
    """Numbers of the boxes that it leads to, or, for an assumption, that rest on it."""


@dataclass(frozen=True, slots=True)
class Theory:
    """A priority's theory of change: its boxes by column, and what is missing in it, in sentences."""

    priority: str
    boxes: tuple[Box, ...] = ()
    gaps: tuple[str, ...] = ()

    def of(self, step: str) -> tuple[Box, ...]:
        """The boxes of one column."""
        return tuple(each for each in self.boxes if each.step.step == step)


@dataclass(frozen=True, slots=True)
class Signed:
    """Whether a specified authority signed the strategy. `part` says whether its part is written."""

    authority: str
    kind: str
    signed_on: date | None
    signed_by: str = ""
    part: bool = False


@dataclass(frozen=True, slots=True)
class Principle:
    """One of the six principles of public health: its question, the recorded answer, and what in the records shows it."""

    question: Question
    shows: tuple[str, ...] = ()
    answer: Check | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of a check with its latest recorded answer; None while there is none."""

    question: Question
    answer: Check | None = None


@dataclass(frozen=True)
class Response:
    """How one strategy stands on a day.

    `blockers` are sentences that say what stands between it and being final; `loose` what should be settled first and doesn't
    stand in the way.
    """

    strategy: str
    lacking: tuple[Lacking, ...] = ()
    shares: tuple[Share, ...] = ()
    exposure: Exposure = field(default_factory=Exposure)
    theories: Mapping[str, Theory] = field(default_factory=dict)
    signed: tuple[Signed, ...] = ()
    principles: tuple[Principle, ...] = ()
    checks: tuple[Answered, ...] = ()
    blockers: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()

    @property
    def orphans(self) -> tuple[Lacking, ...]:
        """Actions without finding, evidence or plan."""
        return tuple(each for each in self.lacking if each.orphan)

    @property
    def unsigned(self) -> tuple[Signed, ...]:
        """Specified authorities that haven't signed."""
        return tuple(each for each in self.signed if each.signed_on is None)
