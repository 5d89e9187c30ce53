"""What is new against the last release, and what reads otherwise than it ever did: all that a second reading has to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from upriver.report.exploring.rows import Row
from upriver.words.cleared import Rule
from upriver.words.releasing.released import Fact, Quantity

KINDS = {
    "newly shown": "hidden in the last release and shown now",
    "newly hidden": "shown in the last release and hidden now",
    "changed": "shown in both, and not the same",
    "new": "not in the last release",
    "gone": "in the last release and not in this one",
}
"""What can have become of a number since the last release, that which matters most first."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One number that isn't as it was: what became of it, and the row as it was and as it is, None where there is none."""

    kind: str
    was: Row | None
    now: Row | None

    @property
    def row(self) -> Row:
        """The row, as it is where it is there."""
        found = self.now or self.was
        assert found is not None
        return found


def changes(before: Iterable[Row], now: Iterable[Row]) -> tuple[Changed, ...]:
    """Every number that isn't as it was, by what became of it and then by name."""
    was, new = {row.figure: row for row in before}, {row.figure: row for row in now}
    found = [
        Changed(kind, was.get(name), new.get(name))
        for name in sorted(was.keys() | new.keys())
        if (kind := _became(was.get(name), new.get(name)))
    ]
    order = list(KINDS)
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), each.row.figure)))


def _became(was: Row | None, now: Row | None) -> str:
    if was is None or now is None:
        return "gone" if now is None else "new"
    if _hidden(was) != _hidden(now):
        return "newly hidden" if _hidden(now) else "newly shown"
    return "changed" if was.printed != now.printed else ""


def _hidden(row: Row) -> bool:
    return "c" in row.marker.split(";")


@dataclass(frozen=True, slots=True)
class Difference:
    """A count that was released before and reads otherwise now: what it was and is, in which release, and under which rule.

    `small` is whether the difference itself is so small that the rule would hide it.
    """

    quantity: Quantity
    was: int
    now: int
    release: str
    rule: str
    small: bool


def differences(facts: Sequence[Fact], earlier: Iterable[Fact], rules: Mapping[str, Rule]) -> tuple[Difference, ...]:
    """Each count that reads otherwise than in some release before, the small differences first."""
    known: dict[Quantity, list[Fact]] = defaultdict(list)
    for fact in earlier:
        if fact.shown is not None:
            known[fact.quantity].append(fact)
    found = []
    for fact in facts:
        for one in known.get(fact.quantity, ()) if fact.shown is not None else ():
            if one.shown is not None and fact.shown is not None and one.shown != fact.shown:
                high = max((rules[part].high for part in fact.rule.split("+") if part in rules), default=0)
                found.append(
                    Difference(
                        fact.quantity,
                        one.shown,
                        fact.shown,
                        one.release,
                        fact.rule,
                        abs(one.shown - fact.shown) <= high,
                    )
                )
    return tuple(sorted(set(found), key=lambda each: (not each.small, each.quantity, each.release)))
