"""Sentences that may be said: number, interval, period, place and source in words. Each can be read back by the same parser."""

from __future__ import annotations

from datetime import date

from upriver.report.exploring.rows import Row, period_words
from upriver.report.saying.claim.times import before
from upriver.report.saying.figures import way_of
from upriver.report.saying.places import Place
from upriver.report.saying.subjects import Subject
from upriver.words.figure import UNITS
from upriver.words.period import Period
from upriver.words.text import number, sentence

LIKE_FOR_LIKE = "assessment/scale/change"


def period_of(row: Row) -> Period:
    """A row's period."""
    return Period(date.fromisoformat(row.start), date.fromisoformat(row.end))


def when_words(period: Period) -> str:
    """A period as people say it: 2025, 2024/25, August 2025, else its days."""
    start, end = period.start, period.end
    if period == Period(date(start.year, 1, 1), date(start.year, 12, 31)):
        return str(start.year)
    if period == Period(date(start.year, 4, 1), date(start.year + 1, 3, 31)):
        return f"{start.year}/{end.year % 100:02d}"
    if start == end:
        return f"{start.day} {start:%B %Y}"
    return period_words(start.isoformat(), end.isoformat())


def _in(period: Period) -> str:
    said = when_words(period)
    return f"on {said}" if period.start == period.end else f"between {said}" .replace(" to ", " and ") if " to " in said else f"in {said}"


def _source(subject: Subject, row: Row) -> str:
    """The source as a sentence names it; a provisional figure is called so."""
    return f"{subject.family.source} (provisional)" if "p" in row.marker.split(";") else subject.family.source


def place_of(row: Row) -> Place:
    """A row's area."""
    return Place(row.level, row.code, row.name.removeprefix("'"))


def interval_words(row: Row) -> str:
    """Its interval in brackets, with % where it is one; nothing where it has none."""
    if row.lower is None or row.upper is None:
        return ""
    mark = "%" if row.unit in ("percent", "change_percent") else ""
    return f" (95% interval {number(row.lower, row.decimals)}{mark} to {number(row.upper, row.decimals)}{mark})"


def change_said(subject: Subject, row: Row) -> str:
    """How something changed against the year before, or that no clear change can be seen."""
    after = period_of(row)
    between = f"between {when_words(before(after))} and {when_words(after)}"
    if len(when_words(after)) > 7:
        between = f"{_in(after)} compared with the year before"
    same = ", comparing only the months held of both" if row.table == LIKE_FOR_LIKE else ""
    return _moved(subject, row, f"{between}{same}")


def trend_said(subject: Subject, row: Row) -> str:
    """The average change a year over a longer stretch."""
    return _moved(subject, row, f"a year on average since {row.start[:4]}")


def _moved(subject: Subject, row: Row, when: str) -> str:
    where, source = place_of(row).says, _source(subject, row)
    value = number(abs(row.value or 0), row.decimals)
    way = way_of(row)
    if way:
        return (f"{sentence(subject.says)} {'rose' if way > 0 else 'fell'} by {value}%{interval_words(row)} in {where} {when}, "
                f"according to {source}.")
    signed = number(row.value or 0, row.decimals)
    return f"There was no clear change in {subject.says} in {where} {when}: {signed}%{interval_words(row)}, according to {source}."


def level_said(subject: Subject, row: Row) -> str:
    """A number, a rate or a share."""
    where, when, source = place_of(row).says, _in(period_of(row)), _source(subject, row)
    shown, limits = number(row.value or 0, row.decimals), interval_words(row)
    if row.unit in ("count", "people", "residents"):
        many = subject.says if subject.unit == "%" else subject.many
        return f"There were {shown} {many}{limits} in {where} {when}, according to {source}."
    if row.unit == "percent":
        return f"Of those asked in {where} {when}, {shown}%{limits} {subject.many}, according to {source}."
    if row.unit == "published":
        return f"The figure for {subject.says} was {shown}{'%' if subject.unit == '%' else f' {subject.unit}' if subject.unit else ''}{limits} in {where} {when}, according to {source}."
    return f"The rate of {subject.says} was {shown} {UNITS[row.unit][0]}{limits} in {where} {when}, according to {source}."


def beside_said(subject: Subject, row: Row, other: Row) -> str:
    """One area's rate beside another's, and whether the difference is clear."""
    mine, theirs = (f"{number(each.value or 0, each.decimals)}{interval_words(each)}" for each in (row, other))
    unit = UNITS[row.unit][0]
    how = clearer(row, other)
    if how == 0:
        return (f"There was no clear difference in the rate of {subject.says} {unit} between {place_of(row).says}, {mine}, and {place_of(other).says}, "
                f"{theirs}, {_in(period_of(row))}, according to {_source(subject, row)}.")
    return (f"The rate of {subject.says} {unit} was {'higher' if how > 0 else 'lower'} in {place_of(row).says}, {mine}, than in "
            f"{place_of(other).says}, {theirs}, {_in(period_of(row))}, according to {_source(subject, row)}.")


def clearer(row: Row, other: Row) -> int:
    """1 where a rate is clearly higher than another, -1 clearly lower, 0 where their intervals overlap."""
    if None in (row.lower, row.upper, other.lower, other.upper):
        return 0
    return 1 if (row.lower or 0) > (other.upper or 0) else -1 if (row.upper or 0) < (other.lower or 0) else 0
