"""Sharing events of uncertain time out over the hours of the week in which they can have happened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from upriver.stats.result import BadInput, Floats
from upriver.stats.times.london import from_utc, to_utc

HOURS = 168
LONGEST = 168 * 3600
"""Seconds: a range that is longer than a week says nothing of the hour."""
STATES = ("exact", "shared", "reversed", "long", "no_start")
METHOD = "aoristic sharing: each event weighs 1, spread evenly over the time in which it can have happened"
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shared:
    """Where each event's weight falls: pieces of one hour or less, in no order that matters.

    `row` is the event's position, `bin` the hour of the week (0 is Monday 00:00 to 01:00, 167 Sunday 23:00 to 24:00),
    `day` the days since 1970-01-01 (-1 for a long range, which has no day), `weight` sums to 1 for every event but
    those without a start, which have no piece. `state` is one of STATES for each event.
    """

    row: Ints
    bin: Ints
    day: Ints
    weight: Floats
    state: NDArray[np.str_]

    def by_hour_of_week(self, events: ArrayLike | None = None, *, kept: NDArray[np.bool_] | None = None) -> Floats:
        """Weight of each of the 168 hours, without long ranges. `events` counts each row so often, `kept` chooses rows."""
        use = self.day >= 0 if kept is None else (self.day >= 0) & kept[self.row]
        times = np.ones(len(self.state)) if events is None else np.asarray(events, dtype=float)
        found: Floats = np.bincount(self.bin[use], self.weight[use] * times[self.row[use]], HOURS).astype(np.float64)
        return found

    def count(self, state: str, events: ArrayLike | None = None) -> int:
        """Events of a state."""
        times = np.ones(len(self.state)) if events is None else np.asarray(events, dtype=float)
        return int(times[self.state == state].sum())


def share_out(start: ArrayLike, end: ArrayLike | None = None) -> Shared:
    """Spread each event over the hours between its earliest and its latest possible time, by London's clock.

    The weight of an hour is its overlap with the range over the length of the range, which is measured in universal
    time, so that a night on which the clocks change is as long as it really was. No length: all of it in its hour.
    A missing end is the start. An end before its start is flagged (`reversed`) and the start alone used. A range of
    more than 168 hours is spread over all hours alike (`long`) and is told apart from the rest. A missing start leaves
    the event out (`no_start`): count them.

    Args:
        start: earliest times as London's clock shows them, datetime64 or datetimes; NaT or None is missing.
        end: latest times, of the same length; None where no event has one.

    Source: Ratcliffe and McCullagh (1998) International Journal of Geographical Information Science 12(7):751-764;
    Ratcliffe (2000) ibid. 14(7):669-679.
    """
    began = np.atleast_1d(np.asarray(start, dtype="datetime64[s]"))
    ended = np.full(began.shape, "NaT", "datetime64[s]") if end is None else np.atleast_1d(np.asarray(end, "datetime64[s]"))
    if began.shape != ended.shape or began.ndim != 1:
        raise BadInput(f"{began.shape} starts and {ended.shape} ends do not go together")
    nothing = np.isnat(began)
    ended = np.where(np.isnat(ended), began, ended)
    first, last = to_utc(began).astype("int64"), to_utc(ended).astype("int64")
    length = np.where(nothing, 0, last - first)
    # A range inside the hour that comes twice can seem to run backwards only if it was written so.
    turned = ~nothing & (ended < began)
    length = np.where(turned, 0, np.maximum(length, 0))
    state = np.select([nothing, turned, length > LONGEST, length > 0], ["no_start", "reversed", "long", "shared"], "exact")
    within = np.flatnonzero(~nothing & (state != "long"))
    row, day, bin_, weight = _pieces(within, first[within], length[within])
    long = np.repeat(np.flatnonzero(state == "long"), HOURS)
    return Shared(
        np.concatenate([row, long]),
        np.concatenate([bin_, np.tile(np.arange(HOURS), len(long) // HOURS)]),
        np.concatenate([day, np.full(len(long), -1)]),
        np.concatenate([weight, np.full(len(long), 1 / HOURS)]),
        state,
    )


def _pieces(rows: Ints, first: Ints, length: Ints) -> tuple[Ints, Ints, Ints, Floats]:
    """The hours of universal time that each range touches, told by London's clock: row, day, hour of the week, weight."""
    opening = first // 3600
    # A range that ends on the hour touches the hour before only; one without length touches its own.
    closing = np.where(length > 0, (first + length - 1) // 3600, opening)
    many = closing - opening + 1
    which = np.repeat(np.arange(len(rows)), many)
    hour = np.arange(len(which)) - np.repeat(np.cumsum(many) - many, many) + opening[which]
    overlap = np.minimum(first[which] + length[which], (hour + 1) * 3600) - np.maximum(first[which], hour * 3600)
    weight = np.where(length[which] > 0, overlap / np.maximum(length[which], 1), 1.0)
    shown = from_utc((hour * 3600).astype("datetime64[s]")).astype("int64") // 3600
    day = shown // 24
    # Day 0 was a Thursday, the fourth day of a week that begins on Monday.
    return rows[which], day, ((day + 3) % 7) * 24 + shown % 24, weight


def whole_numbers(weights: ArrayLike) -> Ints:
    """Weights as whole events with the same sum, by largest remainders; of equal remainders the earlier goes first.

    A table of counts that adds up can be protected as a table of counts is; one of fractions can't. No number moves by
    one event or more.

    Args:
        weights: zero or more, shape (bins,); their sum is rounded to the nearest whole number.
    """
    given = np.asarray(weights, dtype=float)
    if given.ndim != 1 or np.any(~(given >= 0)):
        raise BadInput("weights must be zero or more, in one row")
    steady = np.round(given, 9)
    floor = np.floor(steady).astype(np.int64)
    left = round(float(steady.sum())) - int(floor.sum())
    order = np.argsort(-(steady - floor), kind="stable")
    floor[order[: max(left, 0)]] += 1
    return floor
