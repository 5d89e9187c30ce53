"""What the workspace holds on a day, for the rules that look for evidence: plain facts, never a row about a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from upriver.words.area import Area
from upriver.words.declared import Definition
from upriver.words.registers.plan import Plan
from upriver.words.sharing.agreement import Agreement
from upriver.words.sharing.authority import Register


@dataclass(frozen=True, slots=True)
class HeldFeed:
    """One data set that is held: who sent it and what it speaks for. `open` True for published data.

    `last` is the last day that its parts speak for, "" where they say none; `signed` how many of its parts an officer signed for.
    """

    contract: str
    title: str
    open: bool
    providers: tuple[str, ...] = ()
    parts: int = 0
    last: str = ""
    signed: int = 0


@dataclass(frozen=True, slots=True)
class FeedDue:
    """One period of one provider's data set. state: met, late (it came after the day), missing (that day is past), due."""

    contract: str
    title: str
    provider: str
    period: str
    due_on: date
    state: str
    came_on: date | None = None
    says: str = ""
    """The period as people say it: January to March 2025."""


@dataclass(frozen=True, slots=True)
class HeldRun:
    """The latest assessment. `figures` is how many figures each table shows, by the table's name; hidden ones aren't counted."""

    id: str
    as_of: date
    period: str
    audience: str
    definition: str = ""
    inputs: int = 0
    code: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeldRelease:
    """One release at the gate. `on` is the day it was asked for; `votes` how many have voted, `needs` how many must."""

    id: str
    document: str
    audience: str
    state: str
    on: date
    run: str
    votes: int = 0
    needs: int = 0
    corrects: str = ""


@dataclass(frozen=True)
class Held:
    """All that the rules may look at. What isn't known stands as empty; nothing is then taken to be met by it.

    `lacking` says which district lacks which kind of body, `countries` where the districts lie (england, wales). `live` are the
    ids of agreements that are live on the day. `elsewhere` is contract -> to whom it flows already. `events` is how many events
    the log holds and `log_whole` whether all fit their chain. `past_retention` counts parts that are kept too long. `languages`
    are those the assessment was last published in; `left_out` how many things were left out because they could endanger somebody.
    """

    on: date
    plan: Plan = field(default_factory=Plan)
    register: Register = field(default_factory=Register)
    districts: tuple[Area, ...] = ()
    lacking: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    live: frozenset[str] = frozenset()
    feeds: tuple[HeldFeed, ...] = ()
    dues: tuple[FeedDue, ...] = ()
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    kept_until: Mapping[str, date] = field(default_factory=dict)
    """The last day that each data set's oldest part may be kept, by contract."""
    past_retention: int = 0
    run: HeldRun | None = None
    definition: Definition | None = None
    definitions: tuple[str, ...] = ()
    titled: Mapping[str, str] = field(default_factory=dict)
    """What each definition is called, by slug."""
    releases: tuple[HeldRelease, ...] = ()
    left_out: int = 0
    decisions: int = 0
    events: int = 0
    log_whole: bool = False
    easy: bool = False
    """Whether easy words lie beside the assessment."""

    def feed(self, contract: str) -> HeldFeed | None:
        """The data set of that contract, or None where it isn't held."""
        return next((each for each in self.feeds if each.contract == contract), None)
