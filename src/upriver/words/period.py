"""Months and the periods made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from upriver.words.language.dates import day_words, month_words
from upriver.words.language.speaking import say
from upriver.words.refusal import Refusal

_MONTH = re.compile(r"(19|20)\d{2}-(0[1-9]|1[0-2])\Z")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time; both ends are included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a period can't end before it starts")

    @property
    def months(self) -> tuple[str, ...]:
        """The calendar months it touches, as YYYY-MM, in order."""
        return months_between(f"{self.start:%Y-%m}", f"{self.end:%Y-%m}")

    @property
    def words(self) -> str:
        """As people say it: "January 2025" or "1 January 2025 to 31 December 2025"."""
        if self == month_period(f"{self.start:%Y-%m}"):
            return month_words(self.start)
        return say("{first} to {last}", first=day_words(self.start), last=day_words(self.end))


def months_between(first: str, last: str) -> tuple[str, ...]:
    """All months from first to last, both included, as YYYY-MM; empty where last is before first."""
    start, end = month_number(first), month_number(last)
    return tuple(month_name(number) for number in range(start, end + 1))


def month_number(month: str) -> int:
    """Months since year 0, so that consecutive months differ by one."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def month_name(number: int) -> str:
    """The inverse of `month_number`."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def first_month(quarter: str) -> str:
    """The first month of a quarter of a financial year: 2025-26 Q1 begins in 2025-04, 2025-26 Q4 in 2026-01."""
    nth = int(quarter[-1])
    return month_name(month_number(f"{quarter[:4]}-04") + 3 * (nth - 1))


def months_of_quarter(quarter: str) -> tuple[str, ...]:
    """The three months of a quarter of a financial year, as YYYY-MM."""
    first = first_month(quarter)
    return months_between(first, month_name(month_number(first) + 2))


def financial_year(on: date) -> str:
    """The financial year that a day lies in: 2025-26 from April 2025 to March 2026."""
    first = on.year if on.month >= 4 else on.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def year_period(year: str) -> Period:
    """From the first of April to the last of March of a financial year, as 2025-26."""
    return Period(date(int(year[:4]), 4, 1), date(int(year[:4]) + 1, 3, 31))


def month_period(month: str) -> Period:
    """The whole of one month."""
    return months_period(month, month)


def months_period(first: str, last: str) -> Period:
    """From the first day of one month to the last day of another."""
    following = month_name(month_number(last) + 1)
    end = date(int(following[:4]), int(following[5:7]), 1) - timedelta(days=1)
    return Period(date(int(first[:4]), int(first[5:7]), 1), end)


def read_period(written: str) -> Period:
    """A period as it is typed: `2025-01..2025-12`, `2025-03`, `2025` or a financial year, `2025-26`.

    `2025-03` is a month and `2025-26` a financial year: a second part of 13 or more, or one that is the
    year after where no such month exists, can only be a year. 2011-12 is read as the month of December.
    """
    text = written.strip().replace("/", "-")
    months = text.split("..")
    if len(months) <= 2 and all(_MONTH.match(month) for month in months):
        if month_number(months[0]) <= month_number(months[-1]):
            return months_period(months[0], months[-1])
    elif re.fullmatch(r"(19|20)\d{2}", text):
        return months_period(f"{text}-01", f"{text}-12")
    elif re.fullmatch(r"(19|20)\d{2}-\d{2}", text) and int(text[5:]) == (int(text[:4]) + 1) % 100:
        return months_period(f"{text[:4]}-04", f"{int(text[:4]) + 1:04d}-03")
    raise Refusal(
        "the period isn't one that Upriver can read",
        do="Write two months with two dots, as in 2025-01..2025-12; a month, 2025-03; a year, 2025; "
        "or a financial year, 2025-26.",
    )
