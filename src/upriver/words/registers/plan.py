"""All that the partnership's registers hold on one day, as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from upriver.words.registers import asking, delivery, governing, learning, strategy
from upriver.words.registers.register import RegisterOf

W = TypeVar("W")
REGISTERS: tuple[RegisterOf[Any], ...] = (*strategy.ALL, *delivery.ALL, *asking.ALL, *learning.ALL, *governing.ALL)
"""Every register, in the order of its sheets."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands: its register, its id, its values as text, and since when (the instant of the event that wrote it)."""

    register: str
    id: str
    values: Mapping[str, str]
    at: str = ""


@dataclass(frozen=True)
class Plan:
    """Rows of all registers as words, by their kind, in the order in which they were first written.

    `on` is the day whose state it is ("" for now).
    """

    rows: Mapping[type, tuple[Any, ...]] = field(default_factory=dict)
    on: str = ""

    def of(self, word: type[W]) -> tuple[W, ...]:
        """All rows of one kind."""
        return cast("tuple[W, ...]", self.rows.get(word, ()))

    def one(self, word: type[W], ident: str) -> W | None:
        """The row of that id, or None."""
        return next((each for each in self.of(word) if getattr(each, "id", "") == ident), None)

    def only(self, *words: type) -> Plan:
        """The rows of these kinds alone."""
        return Plan({word: self.rows[word] for word in words if word in self.rows}, self.on)

    def __bool__(self) -> bool:
        return any(self.rows.values())


def plan_of(rows: Iterable[Row], *, on: str = "") -> Plan:
    """The rows as words; a row of a register that is no longer known is passed over (its text stays where it is kept)."""
    found: dict[type, list[Any]] = {}
    by_slug = {each.slug: each for each in REGISTERS}
    for row in rows:
        if register := by_slug.get(row.register):
            found.setdefault(register.word, []).append(register.read(row.values))
    return Plan({word: tuple(words) for word, words in found.items()}, on)
