"""Cleared numbers: all that the report room ever sees. Every one has been through the lock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from upriver.words.figure import Key


@dataclass(frozen=True, slots=True)
class Rule:
    """What a source's publisher, or the partnership, asks of counts before they are shown.

    Counts from `low` to `high`, both included, are hidden (none where high < low). `zero` is True where a zero may
    be shown. `round_to` is the base that other counts are rounded to, 1 for none. A rate on fewer than
    `min_rate_events` events isn't shown. `secondary` hides more, so that nothing can be subtracted.
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
class Clearance:
    """What left the lock for one document, and the record of what it did."""

    document: str
    audience: str
    tables: tuple[ClearedTable, ...]
    explanations: Mapping[str, Explanation]
    rules: tuple[Rule, ...]
    hidden: int
    reviewers: int
    reason: str
    record: Mapping[str, str | int] = field(default_factory=dict)

    def table(self, slug: str) -> ClearedTable | None:
        """The table of that slug, or None where the run could not make it."""
        return next((table for table in self.tables if table.slug == slug), None)
