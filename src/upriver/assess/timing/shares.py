"""Parts of a whole as findings that the lock can protect: both parts are counts, the percentage rests on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from upriver.stats.intervals import proportion, rate_ratio
from upriver.words.area import Area
from upriver.words.figure import Key
from upriver.words.finding import Estimate, Finding, Selection, selection
from upriver.words.period import Period

ROUNDED = ("ed_assault_attendances", "hospital_assault_admissions")
"""Sources whose counts are printed to the nearest 5: percentages are of counts rounded so too, or they would give the counts away."""
Breakdown = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What all findings of one analysis about one source, area and period have in common."""

    question: str
    table: str
    area: Area
    period: Period
    source: str
    definition: str

    def key(self, measure: str, unit: str, breakdown: Breakdown = ()) -> Key:
        return Key(self.table, self.area, self.period, measure, unit, breakdown)

    def count(self, measure: str, events: int, breakdown: Breakdown = (), *, adds: tuple[Key, ...] = (),
              selects: Selection | None = None) -> Finding:
        key = self.key(measure, "count", breakdown)
        return Finding(self.question, key, Estimate(events, events=events), (self.source,), self.definition, "tallies", adds=adds, selects=selects)

    def model(self, key: Key, value: float, lower: float | None, upper: float | None, method: str, decimals: int,
              rests_on: tuple[Key, ...], flags: tuple[str, ...] = ()) -> Finding:
        """A number that is made of counts: it hides with any of them."""
        level = None if lower is None else 0.95
        if any(each is not None and not np.isfinite(each) for each in (value, lower, upper)):
            lower = upper = level = None
            flags = (*flags, "no_denominator") if not np.isfinite(value) else flags
        estimate = Estimate(value if np.isfinite(value) else None, lower, upper, level, method, made="model", decimals=decimals, flags=flags)
        return Finding(self.question, key, estimate, (self.source,), self.definition, "tallies", rests_on)

    def share(self, measure: str, part: Breakdown, rest: Breakdown, events: int, of: int, *, adds: tuple[Key, ...] = (),
              rows: Selection | None = None, field: str = "", known: Sequence[str] = ()) -> Iterator[Finding]:
        """A part of a whole: the whole, the part, the rest, and the part's percentage with Wilson's interval.

        `adds` are counts that add up to the part. Nothing where the whole is nought. Fewer than 10 in the part are flagged.
        `rows` are those that are counted, and `known` the two words of `field` that part them, for the lock (none: it is
        filled or isn't).
        """
        if of <= 0:
            return
        keys = self.key(measure, "count", part), self.key(measure, "count", rest)
        words = ("|".join(sorted(known)), *known) if known else ("", "not not known", "not known")
        told = [None if rows is None else selection(*rows, (field, word)) if word else rows for word in words]
        yield self.count(measure, of, adds=keys, selects=told[0])
        yield self.count(measure, events, part, adds=adds, selects=told[1])
        yield self.count(measure, of - events, rest, selects=told[2])
        yield self.percent(measure, part, events, of, (*keys, self.key(measure, "count")))

    def percent(self, measure: str, part: Breakdown, events: int, of: int, rests_on: tuple[Key, ...]) -> Finding:
        """A percentage with Wilson's interval, of rounded counts where the source asks for it."""
        of, events = self.rough(of), self.rough(events)
        found = proportion(min(events, of), of)
        flags = ("few_events",) if events < 10 else ()
        limits = found.limits(times=100.0)
        rough = ", of counts rounded to the nearest 5" if self.source in ROUNDED else ""
        return self.model(self.key(measure, "percent", part), *limits, f"{found.method}{rough}", 1, rests_on, flags)

    def ratio(self, measure: str, part: Breakdown, one: tuple[float, float], other: tuple[float, float], rests_on: tuple[Key, ...],
              *, level: float = 0.95, unit: str = "rate_ratio") -> Finding:
        """One rate over another, (events, denominator) each, with an exact interval; flagged under 10 events on either side."""
        (a, n), (b, m) = one, other
        a, b = float(self.rough(a)), float(self.rough(b))
        found = rate_ratio(a, n, b, m, level=level)
        flags = ("few_events",) if min(a, b) < 10 else ()
        return self.model(self.key(measure, unit, part), *found.limits(), found.method, 2,
                          rests_on, flags)

    def rough(self, count: float) -> int:
        """A count as its source lets it be used in a percentage."""
        return int(5 * np.floor(count / 5 + 0.5)) if self.source in ROUNDED else round(count)
