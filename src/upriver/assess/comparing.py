"""Findings that several analyses make alike: a change against the year before, and a rate pooled over years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from upriver.stats.intervals import rate
from upriver.stats.series.changes import Change
from upriver.words.area import Area
from upriver.words.figure import UNITS, Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.period import Period
from upriver.words.text import listed

LIKE = ("compared", "like_for_like")
FEWEST_PAIRS = 3
POOLED_MONTHS = 36
POOLED_UNIT = "per_100000_person_years"
Names = tuple[tuple[str, str], ...]


def comparable(points: np.ndarray, now: Sequence[tuple[int, int]], since: int) -> np.ndarray:
    """Which of the months or quarters at `now` can be set beside those a year before.

    Args:
        points: shape (times,), NaN = missing.
        now: pairs of positions (this one, the same a year before), -1 where nothing reaches back so far.
        since: the first position after the last declared break: nothing before it may be compared.
    """
    return np.array([
        before >= since and before >= 0 and bool(np.isfinite(points[at]) and np.isfinite(points[before]))
        for at, before in now
    ], dtype=bool)  # fmt: skip


def compared(
    question: str, table: str, area: Area, name: tuple[str, Names], periods: tuple[Period, Period], change: Change,
    row: int, *, sources: tuple[str, ...], definition: str, says: str, why: str,
) -> Iterator[Finding | Signal]:  # fmt: skip
    """Both counts and the change between them, with what is compared; or the change without a number, and why."""
    measure, breakdown = name
    keys = [Key(table, area, period, measure, "count", (*breakdown, LIKE)) for period in periods]
    key = Key(table, area, periods[0], measure, "change_percent", breakdown)
    if why:
        estimate = Estimate(None, made="model", flags=("withheld",), decimals=UNITS["change_percent"][1])
        yield Finding(question, key, estimate, sources, definition, "change")
        yield Signal(key, "why", why)
        return
    for own, events in zip(keys, (change.now[row], change.before[row]), strict=True):
        yield Finding(question, own, Estimate(int(events), events=int(events)), sources, definition, "counts")
    value, lower, upper = (100 * (float(part[row]) - 1) for part in (change.ratio.value, change.ratio.lower, change.ratio.upper))
    given = bool(np.isfinite([value, lower, upper]).all())
    few = ("few_events",) if given and min(change.now[row], change.before[row]) < 10 else ()
    yield Finding(
        question,
        key,
        Estimate(
            value if given else None, lower if given else None, upper if given else None, 0.95, change.ratio.method,
            int(change.now[row]), None, "model", few if given else ("withheld",), UNITS["change_percent"][1],
        ),
        sources, definition, "change", tuple(keys),
    )  # fmt: skip
    yield Signal(key, "compared", says)
    if not given:
        yield Signal(key, "why", "there was none the year before, so there is no percentage")
    elif change.beyond_chance[row]:
        yield Signal(key, "more" if change.beyond_chance[row] > 0 else "fewer", "by more than chance")


def pooled(
    question: str, table: str, area: Area, name: tuple[str, Names], period: Period, events: int, person_years: float, *,
    sources: tuple[str, ...], definition: str, says: str,
) -> Iterator[Finding | Signal]:  # fmt: skip
    """A rate over all the months that may be read together, in person-years, marked as pooled."""
    if not person_years > 0:
        return
    found = rate(events, person_years, per=100_000.0)
    key = Key(table, area, period, name[0], POOLED_UNIT, name[1])
    flags = ("pooled", "few_events") if events < 10 else ("pooled",)
    estimate = Estimate(
        *found.limits(), 0.95, found.method, events, person_years, "recompute",
        flags, UNITS[POOLED_UNIT][1], 100_000.0,
    )  # fmt: skip
    yield Finding(question, key, estimate, (*sources, "census_residents"), definition, "rates")
    yield Signal(key, "pooled", says)


def months_said(names: Sequence[str], kept: np.ndarray) -> str:
    """Which of some months or quarters in order are kept: "all 12 months", "January to April", "10 months, without May and June"."""
    left = [name for name, own in zip(names, kept, strict=True) if not own]
    held = [name for name, own in zip(names, kept, strict=True) if own]
    if not left:
        return "" if len(held) > 1 else held[0]
    at = np.flatnonzero(kept)
    if len(held) > 1 and at[-1] - at[0] + 1 == len(held) and len(held) <= len(left):
        return f"{held[0]} to {held[-1]}"
    return f"without {listed(left)}" if len(left) <= len(held) else f"in {listed(held, most=12)}"
