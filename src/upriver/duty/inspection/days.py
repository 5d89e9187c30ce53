"""Working days of England and Wales: no weekend, and no bank holiday of the years whose list is there."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

NOTICE = 10
"""Working days that a safeguarding partnership's briefing gives between notice and data (nine or ten; for the area to confirm)."""


def working_day(day: date, holidays: Collection[date]) -> bool:
    """Whether it is neither a weekend nor a bank holiday."""
    return day.weekday() < 5 and day not in holidays


def after(day: date, count: int, holidays: Collection[date]) -> tuple[date, ...]:
    """The working days that follow a day, as many as asked for; the day itself isn't one of them."""
    found: list[date] = []
    while len(found) < count:
        day += timedelta(days=1)
        if working_day(day, holidays):
            found.append(day)
    return tuple(found)


def years_known(holidays: Collection[date]) -> frozenset[int]:
    """The years whose bank holidays are known; in any other, bank holidays aren't taken out, and a page must say so."""
    return frozenset(each.year for each in holidays)
