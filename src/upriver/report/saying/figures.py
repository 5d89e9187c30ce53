"""The cleared figures that could settle a claim, found by subject, place and time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from upriver.report.exploring.rows import Row
from upriver.report.saying.places import Place
from upriver.report.saying.subjects import Subject
from upriver.words.period import Period

COUNTED = frozenset({"count", "people", "residents", "published"})
SIDE = frozenset({"limit", "outlook", "expected", "location", "a", "against", "compared"})
"""Splits that make a row something else than a plain number of its measure."""
RATES = ("per_1000_residents", "per_1000_person_years", "standardised_per_100000", "per_100000", "per_100000_person_years", "per_1000", "per_10000")
FEW = 10


@dataclass(frozen=True)
class Figures:
    """All cleared figures of a document, by table and measure."""

    rows: tuple[Row, ...]

    @cached_property
    def by_measure(self) -> dict[tuple[str, str], list[Row]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            found.setdefault((row.table, row.measure), []).append(row)
        return found

    @cached_property
    def by_name(self) -> dict[str, Row]:
        """Each figure by its name."""
        return {row.figure: row for row in self.rows}

    @cached_property
    def _held(self) -> dict[tuple[tuple[str, ...], str, str], dict[tuple[str, str], list[Row]]]:
        """What was looked up already: the figures of a subject by place."""
        return {}

    def of(self, subject: Subject, place: Place | None = None) -> list[Row]:
        """Every figure of a subject, at a place where one is given, in the order of its family's tables."""
        name = (subject.family.tables, subject.measure, subject.split)
        if name not in self._held:
            self._held[name] = self._by_place(subject)
        held = self._held[name]
        if place is None:
            return [row for rows in held.values() for row in rows]
        return held.get((place.level, place.code), [])

    def _by_place(self, subject: Subject) -> dict[tuple[str, str], list[Row]]:
        own = frozenset(part for part in subject.split.split(";") if part)
        found: dict[tuple[str, str], list[Row]] = {}
        for table in subject.family.tables:
            for row in self.by_measure.get((table, subject.measure), ()):
                if own == frozenset(part for part in row.breakdown.split(";") if part and part.partition("=")[0] not in SIDE):
                    found.setdefault((row.level, row.code), []).append(row)
        return found

    def plain(self, subject: Subject, place: Place | None = None) -> list[Row]:
        """The plain numbers of a subject: counts, rates, shares, without limits, ranges and comparisons."""
        return [row for row in self.of(subject, place) if not SIDE & set(row.splits) and row.unit not in ("change_percent", "harm")]

    def changes(self, subject: Subject, place: Place) -> list[Row]:
        """Changes against the year before, with their intervals."""
        return [row for row in self.of(subject, place) if row.unit == "change_percent" and not {"a", "compared"} & set(row.splits)]

    def trends(self, subject: Subject, place: Place) -> list[Row]:
        """Average changes a year over a longer stretch."""
        return [row for row in self.of(subject, place) if row.unit == "change_percent" and "a=year" in row.breakdown.split(";")]

    def pair(self, subject: Subject, change: Row, before: Period) -> tuple[Row | None, Row | None]:
        """The two counts that a change was made from: before and after."""
        there = self.of(subject, Place(change.level, change.code, ""))
        same = [row for row in there if row.table == change.table and row.unit == "count" and not (SIDE - {"compared"}) & set(row.splits)]
        made = [row for row in same if "compared" in row.splits] or same
        first = next((row for row in made if (row.start, row.end) == (before.start.isoformat(), before.end.isoformat())), None)
        last = next((row for row in made if (row.start, row.end) == (change.start, change.end)), None)
        return first, last


def at_time(rows: Iterable[Row], period: Period | None) -> list[Row]:
    """The rows of one period; of the latest there is where none is given."""
    held = list(rows)
    if period is None:
        last = max((row.end for row in held), default="")
        held = [row for row in held if row.end == last]
        longest = min((row.start for row in held), default="")
        return [row for row in held if row.start == longest]
    return [row for row in held if (row.start, row.end) == (period.start.isoformat(), period.end.isoformat())]


def way_of(row: Row) -> int | None:
    """Which way a change went: 1 up, -1 down, 0 where its interval holds no change; None without number or interval."""
    if row.value is None or row.lower is None or row.upper is None:
        return None
    return 1 if row.lower > 0 else -1 if row.upper < 0 else 0
