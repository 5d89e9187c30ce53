"""Cleared numbers: all that the report room ever sees. Every one has been through the lock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from upriver.words.figure import Key
from upriver.words.releasing.released import Fact, Frame


@dataclass(frozen=True, slots=True)
class Rule:
    """What a source's publisher, or the partnership, asks of counts before they are shown.

    Counts from `low` to `high`, both included, are hidden (none where high < low). `zero` is True where a zero may
    be shown. `round_to` is the base that other counts are rounded to, 1 for none. A rate on fewer than
    `min_rate_events` events isn't shown. `secondary` hides more, so that nothing can be subtracted. A share of fewer than
    `min_base` answers isn't shown. A sum of amounts isn't shown where one contributor gives more than `dominance` of it, 0 for any.
    """

    slug: str
    says: str
    low: int = 1
    high: int = 0
    zero: bool = True
    round_to: int = 1
    min_rate_events: int = 0
    secondary: bool = True
    verified: bool = True
    min_base: int = 0
    dominance: float = 0.0

    @property
    def room(self) -> int:
        """How many of the values that the rule hides a reader must be left with: at least half of them, and two."""
        return max(2, -(-(self.high - self.low + 1) // 2))


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed number. None means hidden or not available, never zero; `marker` says which.

    Markers: c hidden, x not available, z not applicable, low rounds to zero and isn't, p provisional, r revised;
    several are joined by `;`. `explain` is the id of its explanation. `flags` are words such as `few_events`.
    """

    key: Key
    count: int | None
    denominator: float | None
    value: float | None
    lower: float | None
    upper: float | None
    marker: str
    explain: str
    decimals: int = 0
    flags: tuple[str, ...] = ()

    @property
    def hidden(self) -> bool:
        return bool({"c", "x", "z"} & set(self.marker.split(";")))


@dataclass(frozen=True, slots=True)
class ClearedSignal:
    """A signal that rests on no hidden number: what a chart may mark and a sentence may say."""

    key: Key
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class ClearedTable:
    """All cleared cells of one table, in their order, with its notes and signals."""

    slug: str
    title: str
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()
    signals: tuple[ClearedSignal, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a figure came about: inputs by hash, steps as SQL or formula, definition, permission, lock, run."""

    id: str
    title: str
    says: str
    steps: tuple[str, ...]
    inputs: tuple[str, ...]
    definition: str
    clauses: tuple[str, ...]
    rule: str
    run: str


@dataclass(frozen=True, slots=True)
class Way:
    """How a hidden number could be worked out from what is shown: what the audit stops a release for.

    `figure` names the hidden number in words, `least` and `most` what a reader can narrow it to, `tables` and `releases`
    what he needs, `proposes` what to hide. `says` is the whole in a sentence, without the number.
    """

    figure: str
    least: float
    most: float
    tables: tuple[str, ...]
    releases: tuple[str, ...]
    proposes: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What an attacker with all that is printed, now and before, could work out.

    `blocks` are groups of numbers bound to each other by sums; `protected` hidden numbers that needed protection, of which
    `witnessed` were shown safe by two possible worlds and `solved` by their own least and most. `lost` is what was hidden
    besides, in events, and `bound` the least that any choice could have lost. `out` are ways that earlier releases alone
    give: nothing in this one can close them.
    """

    blocks: int = 0
    protected: int = 0
    witnessed: int = 0
    solved: int = 0
    lost: float = 0.0
    bound: float = 0.0
    ways: tuple[Way, ...] = ()
    out: tuple[Way, ...] = ()
    mended: tuple[Way, ...] = ()
    """Ways that a number made from a hidden count gave, closed by hiding it too: the analysis that made it should be told."""
    by_line: int = 0
    """Counts in families too large to be taken to pieces: tried only by sums along each line (areas, times, parts of a definition)."""

    @property
    def passed(self) -> bool:
        """Whether nothing hidden can be narrowed further than its rule lets anybody know."""
        return not self.ways


@dataclass(frozen=True, slots=True)
class Loss:
    """How much information the lock took: printed and hidden cells, and events in counts shown and hidden."""

    cells: int = 0
    cells_hidden: int = 0
    events: int = 0
    events_hidden: int = 0


@dataclass(frozen=True, slots=True)
class Clearance:
    """What left the lock for one document, and the record of what it did.

    `reviewers` is how many people must read it before it may be released, `reason` why. `head` is the line of the ledger up
    to which earlier releases were looked at. `facts` is what the ledger keeps of it.
    """

    document: str
    audience: str
    tables: tuple[ClearedTable, ...]
    explanations: Mapping[str, Explanation]
    rules: tuple[Rule, ...]
    hidden: int
    reviewers: int
    reason: str
    record: Mapping[str, str | int] = field(default_factory=dict)
    audit: Audit = field(default_factory=Audit)
    loss: Loss = field(default_factory=Loss)
    head: str = ""
    facts: tuple[Fact, ...] = ()
    why: Mapping[Key, str] = field(default_factory=dict)
    """Of every number that the lock hides, why, in words that hold no number of it."""
    frame: Frame = field(default_factory=Frame)
    """What those counts were counted over, for the ledger."""

    def table(self, slug: str) -> ClearedTable | None:
        """The table of that slug, or None where the run could not make it."""
        return next((table for table in self.tables if table.slug == slug), None)
