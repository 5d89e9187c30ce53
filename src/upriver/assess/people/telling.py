"""Findings about people in numbers: counts that name what they add up to, rates, shares and ratios that rest on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from upriver.assess.asking import Ask
from upriver.assess.materials import Laid, lay_tally
from upriver.places.ground import Ground
from upriver.stats.intervals import proportion, rate
from upriver.stats.result import Result
from upriver.words.area import Area
from upriver.words.figure import UNITS, Key, TallySpec
from upriver.words.finding import Estimate, Finding, Selection, selection

Split = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of a feed over the months that every provider has sent: `gone` says that some month of the period is missing."""

    laid: Laid
    gone: bool
    years: float
    source: str

    def by(self, *names: str) -> dict[tuple[str, ...], int]:
        return {values: events for values, (events, _) in self.laid.by(*names).items()}

    @property
    def hidden(self) -> bool:
        return bool(self.laid.hidden.any())

    def has(self, name: str) -> bool:
        """Whether the field is filled in any row at all."""
        return any(value is not None for value in self.laid.columns[name])


def counted(ask: Ask, ground: Ground, need: TallySpec) -> Counted | None:
    """A feed's rows by the fields of a need, cut to the months that can be used; None where nothing is held."""
    tallied = ask.materials.tallies.get(need)
    if tallied is None:
        return None
    laid = lay_tally(tallied, ground, ask.period)
    kept = np.isin(laid.columns["period"], laid.observed) if len(laid.events) else np.zeros(0, dtype=bool)
    laid = laid.where(kept)
    return Counted(laid, bool(laid.missing), len(laid.observed) / 12, need.contract) if laid.observed and laid.total else None


@dataclass(frozen=True, slots=True)
class Teller:
    """What all findings of one question about one source have in common.

    `gone`: some month is missing, so that counts of the period have no number and rates are per person-year of `years`. `rows`
    are the rows that it counts and `fields` the contract's names for those of its splits, for the lock.
    """

    question: str
    ask: Ask
    area: Area
    source: str
    gone: bool = False
    years: float = 1.0
    rows: Selection | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    def selects(self, split: Split) -> Selection | None:
        """The rows that a count of a split counts, where every name of the split is a field of the contract."""
        if self.rows is None or not all(name in self.fields for name, _ in split):
            return None
        return selection(*self.rows, *((self.fields[name], "not known" if value == "not_known" else value) for name, value in split))

    def key(self, table: str, measure: str, unit: str, split: Split = ()) -> Key:
        return Key(table, self.area, self.ask.period, measure, unit, split)

    @property
    def rate_unit(self) -> str:
        whole = not self.gone and abs(self.years - 1) < 1e-9
        return "per_1000_residents" if whole else "per_1000_person_years"

    def count(
        self, table: str, measure: str, events: int, split: Split = (), *, unit: str = "count", adds: Sequence[Key] = (), method: str = ""
    ) -> Finding:
        """A count of the period; without a number where a month of it is missing."""
        flags = ("missing_period",) * self.gone
        number = None if self.gone else events
        estimate = Estimate(number, events=number, method=method, flags=flags)
        found = self._found(self.key(table, measure, unit, split), estimate, adds=adds)
        return replace(found, selects=self.selects(split)) if unit == "count" else found

    def rate(self, table: str, measure: str, events: int, residents: float, split: Split, basis: str) -> Finding:
        """Events per 1,000 residents of that group, or per 1,000 person-years of the months observed."""
        found = rate(events, residents * self.years)
        value = _number(found.value)
        flags = ("no_denominator",) if value is None else ("few_events",) if events < 10 else ()
        estimate = Estimate(
            value, _number(found.lower), _number(found.upper), 0.95, found.method, events, float(found.denominator) if value is not None else None,
            "recompute", flags, UNITS[self.rate_unit][1], 1_000.0,
        )  # fmt: skip
        return self._found(self.key(table, measure, self.rate_unit, split), estimate, more=(basis,))

    def share(
        self, table: str, measure: str, part: int, whole: int, split: Split = (), *, rests_on: Iterable[Key] = (), decimals: int = 1,
        more: tuple[str, ...] = (),
    ) -> Finding:
        """A part of a whole in percent, Wilson's interval; hidden with any count that it could betray."""
        return self.result(table, measure, "percent", proportion(part, whole if whole else np.nan), split, times=100.0, rests_on=rests_on,
                           decimals=decimals, more=more)

    def result(
        self, table: str, measure: str, unit: str, found: Result, split: Split = (), *, times: float = 1.0,
        rests_on: Iterable[Key] = (), decimals: int | None = None, more: tuple[str, ...] = (), few: bool = True,
    ) -> Finding:
        """A number of the stats room, which is a model's for the lock; `few` says whether under 10 events flag it."""
        value = _number(found.value)
        named = {name for name, flag in found.flags.items() if bool(flag)}
        flags = ("few_events",) * ("few_events" in named and few) + (("withheld",) if value is None else ())
        ends = [_number(each) for each in (found.lower, found.upper)]
        scaled = [None if each is None else each * times for each in (value, *ends)]
        estimate = Estimate(
            scaled[0], scaled[1], scaled[2], found.level or None, found.method, int(found.events), None, "model", flags,
            UNITS[unit][1] if decimals is None else decimals,
        )
        return self._found(self.key(table, measure, unit, split), estimate, rests_on=tuple(rests_on), more=more)

    def plain(
        self, table: str, measure: str, unit: str, value: float, method: str, split: Split = (), *, ends: tuple[float, float] | None = None,
        rests_on: Iterable[Key] = (), decimals: int | None = None, more: tuple[str, ...] = (),
    ) -> Finding:
        """A number without an interval of chance, or with ends of another kind that `method` names."""
        number = _number(value)
        low, high = (None, None) if ends is None else (_number(ends[0]), _number(ends[1]))
        flags = ("withheld",) if number is None else ()
        estimate = Estimate(number, low, high, None, method, None, None, "model", flags, UNITS[unit][1] if decimals is None else decimals)
        return self._found(self.key(table, measure, unit, split), estimate, rests_on=tuple(rests_on), more=more)

    def _found(
        self, key: Key, estimate: Estimate, *, adds: Sequence[Key] = (), rests_on: tuple[Key, ...] = (), more: tuple[str, ...] = ()
    ) -> Finding:
        sources = tuple(dict.fromkeys((self.source, *(each for each in more if each))))
        return Finding(self.question, key, estimate, sources, self.ask.definition.name, "people", rests_on, tuple(adds))


def _number(value: object) -> float | None:
    number = float(value)  # type: ignore[arg-type]
    return number if np.isfinite(number) else None
