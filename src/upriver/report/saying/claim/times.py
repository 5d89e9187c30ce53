"""When a claim is about: years, financial years, months, since, between, the year before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from upriver.words.period import Period, month_name, month_number, months_period

MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
MONTH = "|".join(MONTHS)
YEAR = r"(?:19|20)\d{2}"
DAY = rf"(\d{{1,2}}) ({MONTH}) ({YEAR})"
SPAN = rf"(?:(?:calendar |financial )?year )?({YEAR})(?:[/-](\d{{2}})(?!\d))?"


@dataclass(frozen=True, slots=True)
class When:
    """A time in a claim. role: `in`, `since`, `against` (what it is set beside) or `open` (no time was said).

    `period` None means a time that was said and that nothing here is about (a year that has not ended).
    """

    role: str
    period: Period | None


@dataclass(frozen=True, slots=True)
class Today:
    """What "last year" and "August" are read by: the document's date and its own period."""

    as_of: date
    period: Period


def year(number: int, second: str = "") -> Period:
    """A calendar year, or the financial year that begins in it."""
    return months_period(f"{number}-04", f"{number + 1}-03") if second else months_period(f"{number}-01", f"{number}-12")


def before(period: Period) -> Period:
    """The same months a year earlier."""
    first, last = (month_number(f"{day:%Y-%m}") - 12 for day in (period.start, period.end))
    return months_period(month_name(first), month_name(last))


def _span(found: re.Match[str], at: int) -> Period | None:
    number, second = int(found[at]), found[at + 1] or ""
    if second and int(second) != (number + 1) % 100:
        return None
    return year(number, second)


def _month(name: str, number: str | None, today: Today) -> Period:
    at = MONTHS.index(name) + 1
    if number:
        return months_period(f"{number}-{at:02d}", f"{number}-{at:02d}")
    latest = today.as_of.year if at < today.as_of.month else today.as_of.year - 1
    return months_period(f"{latest}-{at:02d}", f"{latest}-{at:02d}")


def _days(found: re.Match[str]) -> Period | None:
    try:
        ends = [date(int(found[at + 2]), MONTHS.index(found[at + 1]) + 1, int(found[at])) for at in (1, 4)]
        return Period(*ends)
    except ValueError:
        return None


def _one_day(found: re.Match[str]) -> Period | None:
    try:
        day = date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
        return Period(day, day)
    except ValueError:
        return None


def _year_to(found: re.Match[str]) -> Period:
    last = month_number(f"{found[2]}-{MONTHS.index(found[1]) + 1:02d}")
    return months_period(month_name(last - 11), month_name(last))


Reader = Callable[[re.Match[str], Today], tuple[When, ...]]


def _between(found: re.Match[str], today: Today) -> tuple[When, ...]:
    return When("against", _span(found, 1)), When("in", _span(found, 3))


def _months(found: re.Match[str], today: Today) -> tuple[When, ...]:
    first, last = _month(found[1], found[2] or found[4], today), _month(found[3], found[4], today)
    period = Period(first.start, last.end) if first.start < last.end else None
    return (When("in", period),)


def _relative(years: int) -> Reader:
    return lambda found, today: (When("in", year(today.as_of.year + years)),)


def _latest(found: re.Match[str], today: Today) -> tuple[When, ...]:
    return (When("in", today.period if len(today.period.months) == 12 else None),)


def _last_month(found: re.Match[str], today: Today) -> tuple[When, ...]:
    last = f"{today.as_of.replace(day=1) - timedelta(days=1):%Y-%m}"
    return (When("in", months_period(last, last)),)


def _against(found: re.Match[str], today: Today) -> tuple[When, ...]:
    return (When("against", _span(found, 1)),)


READERS: tuple[tuple[str, Reader], ...] = (
    (rf"(?:between|from|in)? ?{DAY} (?:to|and) {DAY}", lambda found, today: (When("in", _days(found)),)),
    (rf"on {DAY}", lambda found, today: (When("in", _one_day(found)),)),
    (rf"(?:between|from) {SPAN} (?:and|to) {SPAN}", _between),
    (rf"(?:in |during |over )?(?:the )?(?:12 months|twelve months|year)(?: to| ending| ended)(?: in)?(?: the end of)? ({MONTH}) ({YEAR})",
     lambda found, today: (When("in", _year_to(found)),)),
    (rf"(?:between|from) ({MONTH})(?: ({YEAR}))? (?:and|to) ({MONTH})(?: ({YEAR}))?", _months),
    (rf"(?:since|from) {SPAN}(?: onwards?)?", lambda found, today: (When("since", _span(found, 1)),)),
    (rf"(?:compared (?:with|to)|against|relative to|versus|than in|than|on) (?:that of |those of |the (?:calendar |financial )?year )?{SPAN}", _against),
    (r"(?:compared (?:with|to)|against|on|than in|than|from|over) (?:the )?(?:year before|previous year|year earlier|12 months before|preceding year)|"
     r"year[- ]on[- ]year|a year earlier|over the previous year", lambda found, today: (When("against", None),)),
    (r"than last year|compared (?:with|to) last year|on last year|against last year",
     lambda found, today: (When("against", year(today.as_of.year - 1)),)),
    (r"than this time last year", lambda found, today: (When("against", None),)),
    (rf"(?:in|during|for|of|last|this)? ?({MONTH}) ({YEAR})", lambda found, today: (When("in", _month(found[1], found[2], today)),)),
    (rf"(?:in|during|for|over|throughout|by the end of) (?:the )?{SPAN}", lambda found, today: (When("in", _span(found, 1)),)),
    (rf"{SPAN}(?! §s)", lambda found, today: (When("in", _span(found, 1)),)),
    (rf"(?:in|during|for|of|last) ({MONTH})", lambda found, today: (When("in", _month(found[1], None, today)),)),
    (r"(?:in |over |during )?(?:the )?(?:last|past|latest|previous) (?:12 months|twelve months|year held|four quarters)|"
     r"(?:in|over|during) the (?:last|past|latest) year|in the past year|over the year|(?:the )?past year", _latest),
    (r"(?:in |during |over )?last year", _relative(-1)),
    (r"(?:in |during |so far )?this year|so far this year|this year so far|year to date", _relative(0)),
    (r"the year before last", _relative(-2)),
    (r"(?:in )?last month", _last_month),
)


def read_times(text: str, today: Today, put: Callable[[tuple[When, ...]], str]) -> str:
    """The text with every time in it replaced by what `put` gives for it.

    A number of four digits is a year only where it isn't part of a longer number, a percentage or a count of things.
    """
    for pattern, reader in READERS:
        whole = re.compile(rf"(?<![\w§.,]){pattern}(?!(?:[\w%]|,\d|\.\d|\s?%))")
        text = whole.sub(lambda found, reader=reader: put(reader(found, today)), text)  # type: ignore[misc]
    return text
