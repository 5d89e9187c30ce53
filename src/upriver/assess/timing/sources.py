"""The sources that know the hour, and what of a feed can be told of: its longest run of whole months, shared out over the week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from upriver.assess.asking import Ask
from upriver.assess.materials import Laid, lay_tally
from upriver.places.ground import Ground
from upriver.stats.times.aoristic import Shared, share_out
from upriver.words.figure import TallySpec
from upriver.words.period import Period, months_period

POSSESSION = ("10A", "10B", "10C", "10D", "81", "90")
"""Offences of carrying a weapon: they are recorded when police search, so their hour is the patrol's."""
NOT_POSSESSION = (("offence_code", "not " + "|".join(POSSESSION)),)
"""All other offences, as the lock names them."""
CHILD_ENDS = 17
"""A band whose last year is no later than this is of people under 18."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A source with an hour: its contract, the fields of its earliest and latest times, and that of the age band."""

    contract: str
    start: str
    end: str = ""
    age: str = ""
    offences: str = ""

    @property
    def spec(self) -> TallySpec:
        return TallySpec(self.contract, tuple(name for name in (self.offences, self.start, self.end) if name))

    @property
    def aged(self) -> TallySpec:
        return TallySpec(self.contract, (*self.spec.by, self.age))


CLOCKS = (
    Clock("police_crime_extract", "committed_from", "committed_to", "victim_age_band", "offence_code"),
    Clock("ed_assault_attendances", "assaulted_at", "", "age_band"),
    Clock("ambulance_assault_calls", "call_at", "", "age_band"),
)


@dataclass(frozen=True, slots=True)
class Timed:
    """A feed's rows over a run of whole months, with their times shared out.

    `undated` is the number of events whose time is midnight sharp where that looks like a date without an hour.
    """

    laid: Laid
    period: Period
    shared: Shared
    undated: int


def run_of(laid: Laid, months: Sequence[str]) -> Period | None:
    """The longest run of months, one after the other, that every provider has sent; of equal ones the latest."""
    best: list[str] = []
    now: list[str] = []
    seen = set(laid.observed)
    for month in months:
        now = [*now, month] if month in seen else []
        best = now if len(now) >= len(best) else best
    return months_period(best[0], best[-1]) if best else None


def counted(spec: TallySpec, ground: Ground, ask: Ask, within: Period | None = None) -> tuple[Laid, Period] | None:
    """A feed's rows over its longest run of whole months, or over `within` where every provider has sent all of that.

    None where it isn't held, may not be read so, or has no such months. A number hidden before it came stays marked.
    """
    tallied = ask.materials.tallies.get(spec)
    if tallied is None:
        return None
    laid = lay_tally(tallied, ground, ask.period)
    period = within or run_of(laid, ask.months)
    if period is None or not set(period.months) <= set(laid.observed):
        return None
    return laid.where(np.isin(laid.columns["period"].astype(str), period.months)), period


def timed(spec: TallySpec, clock: Clock, ground: Ground, ask: Ask) -> Timed | None:
    """A source's rows with their times, or None where it isn't held, may not be read so, or has no whole month.

    Numbers that were hidden before they came can't be counted: then there is nothing. Possession of weapons is left out.
    """
    found = counted(spec, ground, ask)
    if found is None or found[0].hidden.any():
        return None
    laid, period = found
    if clock.offences:
        laid = laid.where(~np.isin(laid.columns[clock.offences].astype(str), POSSESSION))
    start = moments(laid.columns[clock.start])
    end = moments(laid.columns[clock.end]) if clock.end else None
    bare = _bare_dates(start, end, laid.events)
    start = np.where(bare, np.datetime64("NaT"), start)
    return Timed(laid, period, share_out(start, end), int(laid.events[bare].sum())) if len(start) else None


def moments(column: np.ndarray) -> np.ndarray:
    """A column of times as datetime64[s]; blanks are NaT."""
    return np.asarray(column, dtype="datetime64[s]")


def _bare_dates(start: np.ndarray, end: np.ndarray | None, events: np.ndarray) -> np.ndarray:
    """Times that are dates without an hour: midnight sharp with no later end, where that is far too frequent.

    Far too frequent is three times as often as the most frequent other full hour, and at least ten times.
    """
    second = np.where(np.isnat(start), -1, (start - start.astype("datetime64[D]")).astype("int64"))
    alone = np.ones(len(start), dtype=bool) if end is None else np.isnat(end) | (end == start)
    full = (second >= 0) & (second % 3600 == 0) & alone
    by_hour = np.bincount(second[full] // 3600, events[full], 24) if full.any() else np.zeros(24)
    bare = by_hour[0] >= 10 and by_hour[0] > 3 * by_hour[1:].max()
    return np.asarray(full & (second == 0) & bool(bare))


def children(bands: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which rows are of people under 18, and which of adults; a band that spans 18, or none, is neither."""
    young, grown = np.zeros(len(bands), dtype=bool), np.zeros(len(bands), dtype=bool)
    for at, band in enumerate(bands.tolist()):
        low, _, high = str(band or "").replace("+", "-").partition("-")
        if low.isdigit():
            young[at] = high.isdigit() and int(high) <= CHILD_ENDS
            grown[at] = int(low) > CHILD_ENDS
    return young, grown
