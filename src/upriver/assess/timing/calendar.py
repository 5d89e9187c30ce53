"""School days, bank holidays and nights out: what a day or an hour is called before anything is counted on it.

Term dates are each council's own and none are held, so a usual year stands in for them; pages say so.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np

from upriver.words.period import Period

EXTRA = (date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8))
MOVED = (date(2020, 5, 4), date(2022, 5, 30),)
AFTER_SCHOOL = (15, 16, 17)
"""Hours that begin at 15:00, 16:00 and 17:00."""
NIGHTS_OUT = frozenset(
    [4 * 24 + hour for hour in range(18, 24)] + [5 * 24 + hour for hour in (*range(6), *range(18, 24))]
    + [6 * 24 + hour for hour in range(6)]
)
"""Hours of the week (0 is Monday 00:00) from 18:00 on Friday and on Saturday to 06:00 the next day: a seventh of all."""


def easter(year: int) -> date:
    """Easter Sunday of the western church.

    Source: the anonymous Gregorian algorithm, Nature 13 (20 April 1876), p. 487.
    """
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _monday(year: int, month: int, *, last: bool) -> date:
    day = date(year, month, 31 if last else 1)
    return day - timedelta(days=day.weekday()) if last else day + timedelta(days=-day.weekday() % 7)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales in a year, substitute days in the place of those on a weekend.

    Source: Banking and Financial Dealings Act 1971 and custom, with the extra days of 2020, 2022 and 2023;
    www.gov.uk/bank-holidays, not verified at source.
    """
    spring = easter(year)
    found = {spring - timedelta(days=2), spring + timedelta(days=1), _monday(year, 5, last=False), _monday(year, 5, last=True),
             _monday(year, 8, last=True)}
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while fixed.weekday() >= 5 or fixed in found:
            fixed += timedelta(days=1)
        found.add(fixed)
    return frozenset((found - set(MOVED)) | {day for day in EXTRA if day.year == year})


def is_school_day(day: date) -> bool:
    """Whether schools are usually open: no weekend, no holiday of a usual school year, no bank holiday.

    A usual year has no school from 20 December to 4 January, in the week of 15 to 21 February, in the two weeks around Easter
    Sunday, in the week of the last Monday of May, from 22 July to 2 September and in the last whole week of October.
    """
    if day.weekday() >= 5 or day in bank_holidays(day.year):
        return False
    spring = easter(day.year)
    half_terms = (_week(date(day.year, 2, 18)), _week(_monday(day.year, 5, last=True)), _week(_monday(day.year, 10, last=True)
                  if _monday(day.year, 10, last=True).day <= 27 else _monday(day.year, 10, last=True) - timedelta(days=7)))
    short = any(first <= day <= last for first, last in half_terms)
    around_easter = spring - timedelta(days=9) <= day <= spring + timedelta(days=7)
    christmas = (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 4)
    summer = (7, 22) <= (day.month, day.day) <= (9, 2)
    return not (short or around_easter or christmas or summer)


def _week(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


OCCASIONS = {
    "bank_holidays": "bank holidays",
    "christmas_and_new_year": "24 December to 1 January",
    "halloween_to_bonfire_night": "31 October to 5 November",
}


def occasion_days(days: np.ndarray) -> dict[str, np.ndarray]:
    """Which of some days (datetime64[D]) each occasion falls on."""
    each = days.astype("datetime64[D]").tolist()
    at = [(day.month, day.day) for day in each]
    return {
        "bank_holidays": np.array([day in bank_holidays(day.year) for day in each], dtype=bool),
        "christmas_and_new_year": np.array([day >= (12, 24) or day == (1, 1) for day in at], dtype=bool),
        "halloween_to_bonfire_night": np.array([(10, 31) <= day <= (11, 5) for day in at], dtype=bool),
    }


def days_in(period: Period) -> np.ndarray:
    """Every day of a period, both ends included, as datetime64[D]."""
    return np.arange(np.datetime64(period.start), np.datetime64(period.end) + np.timedelta64(1, "D"), dtype="datetime64[D]")


def school_days(days: np.ndarray) -> np.ndarray:
    """Which of some days (datetime64[D]) are usual school days."""
    return np.array([is_school_day(day) for day in days.astype("datetime64[D]").tolist()], dtype=bool)
