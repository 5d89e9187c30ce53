"""Findings about numbers of people in what is delivered: every part that could be subtracted is a count of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from upriver.stats.intervals import proportion
from upriver.words.area import Area
from upriver.words.figure import UNITS, Key
from upriver.words.finding import Estimate, Finding
from upriver.words.period import Period

SOURCE = "provider_returns"
Split = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Teller:
    """What all findings of one action's returns over one stretch of time share; `split` names the action, () is all of them."""

    question: str
    area: Area
    definition: str
    period: Period
    split: Split = ()

    def key(self, table: str, measure: str, unit: str = "count", more: Split = ()) -> Key:
        return Key(table, self.area, self.period, measure, unit, tuple(sorted((*self.split, *more))))

    def count(self, table: str, measure: str, people: int | None, more: Split = (), *, adds: Sequence[Key] = ()) -> Finding:
        """A number of people; without one where it wasn't told for all of the time."""
        flags = ("missing_period",) if people is None else ()
        return self._found(self.key(table, measure, more=more), Estimate(people, events=people, flags=flags), adds=tuple(adds))

    def share(self, table: str, measure: str, part: int, whole: int, more: Split = (), *, rests_on: Iterable[Key]) -> Finding:
        """A part of a whole in per cent, with Wilson's interval; hidden with any count that it rests on."""
        found = proportion(part, whole) if whole else None
        if found is None:
            estimate = Estimate(None, made="model", flags=("no_denominator",), decimals=1)
        else:
            value, lower, upper = (100 * float(each) for each in (found.value, found.lower, found.upper))
            few = ("few_events",) if part < 10 else ()
            estimate = Estimate(value, lower, upper, 0.95, found.method, part, None, "model", few, 1)
        return self._found(self.key(table, measure, "percent", more), estimate, rests_on=tuple(rests_on))

    def days(self, table: str, measure: str, value: float, started: int, *, rests_on: Iterable[Key]) -> Finding:
        """A middle number of days, of as many as started."""
        estimate = Estimate(value, None, None, None, "median, as the provider told it", None, None, "model", (), UNITS["days"][1])
        return self._found(self.key(table, measure, "days"), estimate, rests_on=tuple(rests_on))

    def _found(self, key: Key, estimate: Estimate, *, adds: tuple[Key, ...] = (), rests_on: tuple[Key, ...] = ()) -> Finding:
        return Finding(self.question, key, estimate, (SOURCE,), self.definition, "provider returns", rests_on, adds)
