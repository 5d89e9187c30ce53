"""Dates as people write them in the language spoken now: "13 March 2026", "13 Mawrth 2026"."""

from __future__ import annotations

from datetime import date

from upriver.words.language.speaking import mark, say

MONTHS = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"),
    mark("July"), mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip
SHORT_MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"),
    mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip
WEEKDAYS = (
    mark("Monday"), mark("Tuesday"), mark("Wednesday"), mark("Thursday"), mark("Friday"), mark("Saturday"), mark("Sunday"),
)  # fmt: skip


def day_words(day: date) -> str:
    """A day: "1 February 2026". The catalogue says in which order its parts stand."""
    return say("{day} {month} {year}", day=str(day.day), month=say(MONTHS[day.month - 1]), year=str(day.year))


def month_words(day: date) -> str:
    """The month of a day: "February 2026"."""
    return say("{month} {year}", month=say(MONTHS[day.month - 1]), year=str(day.year))


def short_month(month: int) -> str:
    """A month on an axis, counted from 1: "Feb", "Chwef"."""
    return say(SHORT_MONTHS[month - 1])
