"""A local value beside its comparators: which way it differs, whether beyond chance, and what may not be compared."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from upriver.assess.published.reading import Reading
from upriver.stats.intervals import comparator_held_back

CLOSE = 0.1
"""Values without intervals that are less than a tenth apart are called close: a rule of thumb, stated where it is used."""
PANDEMIC = (2020, 2021)
"""Years whose figures say little of a trend: schools were shut and services reached fewer people."""


def apart(one: Reading, other: Reading) -> bool | None:
    """Whether two published values differ beyond chance, by their own 95% intervals; None where the first has no interval.

    The interval of the difference is put together from the two (Zou and Donner 2008, Statistics in Medicine
    27(10):1693-1702); a second value without an interval is taken as exact. They are treated as independent: an area is a
    small part of England.
    """
    if one.value is None or other.value is None or one.lower is None or one.upper is None:
        return None
    low, high = (other.value if end is None else end for end in (other.lower, other.upper))
    difference = one.value - other.value
    lower = difference - sqrt((one.value - one.lower) ** 2 + (high - other.value) ** 2)
    upper = difference + sqrt((one.upper - one.value) ** 2 + (other.value - low) ** 2)
    return lower > 0 or upper < 0


def side(one: Reading, other: Reading | None, worse: str) -> str:
    """How a value stands to another, in one word.

    `worse`, `better` or `not_different` by intervals; without them `close`, `worse_unsure` or `better_unsure`, and `worse_whole` or
    `better_whole` where everybody was counted; `not_given` where either is missing. `worse` names the direction that is worse.
    """
    if other is None or one.value is None or other.value is None:
        return "not_given"
    tells = apart(one, other)
    word = "worse" if (one.value > other.value) == (worse == "higher") else "better"
    if tells is None:
        near = abs(one.value - other.value) <= CLOSE * abs(other.value)
        return "close" if near else f"{word}_whole" if one.everybody else f"{word}_unsure"
    return word if tells else "not_different"


def held_back(comparator: Reading, parts: Sequence[Reading]) -> bool:
    """Whether a comparator lies outside half to twice the span of the areas inside it that are held. `parts` are of its years.

    Nothing is said of values that may fall below zero, as progress scores do, or where no part is held.
    """
    inside = [part.value for part in parts if part.value is not None and part.code != comparator.code]
    if comparator.value is None or not inside or min(*inside, comparator.value) <= 0:
        return False
    return bool(comparator_held_back(comparator.value, inside))


def earlier_than(latest: Reading, found: Sequence[Reading]) -> Reading | None:
    """The reading of the same area from 3 to 5 years before that says most of a trend.

    It pools as many years and shares none with the latest; the longest way back wins, but for 2020 and 2021, which stand in
    only where nothing else does.
    """
    may = [
        each for each in found
        if each.code == latest.code and each.value is not None and each.years.split == latest.years.split
        and each.years.long == latest.years.long and 3 <= latest.years.first - each.years.first <= 5 and each.years.last < latest.years.first
    ]
    return min(may, key=lambda each: (each.years.last in PANDEMIC or each.years.first in PANDEMIC, each.years.first), default=None)


def place_among(own: float, others: Sequence[float], worse: str) -> int:
    """The place of a value among others and itself, 1 the worst; equal values share a place."""
    return 1 + sum(1 for other in others if (other > own if worse == "higher" else other < own))
