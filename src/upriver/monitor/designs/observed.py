"""What a study looks at: monthly counts of its areas, and which months are before, after, or neither."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from upriver.words.period import Period, month_name, month_number, months_between, months_period
from upriver.words.registers.learning import Study

GROUPS = ("treated", "compared", "around", "around_compared")


@dataclass(frozen=True, eq=False)
class Observed:
    """Monthly counts of a study's areas, group by group.

    `groups` maps each of GROUPS that is named to (areas, months), NaN where a month is missing; areas are the smallest that
    the source is counted by, so that a district is its small areas. `kinds` maps a group to (kinds, months) where harm is
    weighed, by `weights`. `months` are all months asked for, held or not. `breaks` are changes of recording of the outcome:
    (month, what). `unknown` are codes that aren't among the areas counted. `why_not` says why nothing can be counted.
    """

    study: Study
    months: tuple[str, ...]
    groups: dict[str, np.ndarray] = field(default_factory=dict)
    kinds: dict[str, np.ndarray] = field(default_factory=dict)
    weights: np.ndarray = field(default_factory=lambda: np.zeros(0))
    breaks: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    overlapping: tuple[str, ...] = ()
    last_held: str = ""
    called: dict[str, str] = field(default_factory=dict)
    """What the areas of each group are called."""
    why_not: str = ""

    def series(self, group: str) -> np.ndarray:
        """The sum of a group's areas month by month, NaN where any of them is missing."""
        return np.asarray(self.groups[group].sum(axis=0), dtype=np.float64)

    @cached_property
    def held(self) -> np.ndarray:
        """Months that every area of every group has."""
        return np.asarray(np.all([np.isfinite(rows).all(axis=0) for rows in self.groups.values()], axis=0))

    @cached_property
    def before(self) -> np.ndarray:
        """Which months are before, held ones alone."""
        return np.asarray([held and month in self.stretches.before for month, held in zip(self.months, self.held, strict=True)], dtype=bool)

    @cached_property
    def after(self) -> np.ndarray:
        """Which months are after, held ones alone."""
        return np.asarray([held and month in self.stretches.after for month, held in zip(self.months, self.held, strict=True)], dtype=bool)

    @cached_property
    def stretches(self) -> Stretches:
        """The months of each side."""
        return stretches(self.study)

    def sums(self, group: str) -> tuple[float, float]:
        """Events before and after."""
        row = self.series(group)
        return float(row[self.before].sum()), float(row[self.after].sum())


@dataclass(frozen=True, slots=True)
class Stretches:
    """Whole months before, left out between, and after; what begins or ends within a month leaves that month out."""

    before: tuple[str, ...]
    between: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.before, *self.between, *self.after)

    def period(self, side: str) -> Period:
        """From the first to the last day of a side's months."""
        months = self.all if side == "all" else getattr(self, side)
        return months_period(months[0], months[-1])


def stretches(study: Study) -> Stretches:
    """The months of a study; empty sides where its dates leave none."""
    start, first, last = study.starts, study.before_from, study.after_to
    if start is None or first is None or last is None:
        return Stretches((), (), ())
    begin = _month(first)
    before_end = month_name(month_number(f"{start:%Y-%m}") - 1)
    settled = study.phased_in_by + timedelta(days=1) if study.phased_in_by else start
    after_begin = _month(settled)
    whole_end = (last + timedelta(days=1)).day == 1
    after_end = f"{last:%Y-%m}" if whole_end else month_name(month_number(f"{last:%Y-%m}") - 1)
    before, after = months_between(begin, before_end), months_between(after_begin, after_end)
    between = months_between(f"{start:%Y-%m}", month_name(month_number(after_begin) - 1))
    return Stretches(before, between if after else (), after)


def _month(first: date) -> str:
    """The month that begins on a day; the next where the day is no first of a month."""
    name = f"{first:%Y-%m}"
    return name if first.day == 1 else month_name(month_number(name) + 1)


def faults(study: Study) -> tuple[str, ...]:
    """What is wrong with the dates of a study, whatever was counted."""
    start, first, last, phased = study.starts, study.before_from, study.after_to, study.phased_in_by
    if start is None or first is None or last is None:
        return ("A date is missing: the first day before, the day it began, or the last day after.",)
    found = []
    if not first < start <= last:
        found.append("The dates are out of order: the first day before comes first, then the start, then the last day after.")
    if phased and not start <= phased < last:
        found.append("The end of the time in which it was brought in lies outside the time after the start.")
    return tuple(found)
