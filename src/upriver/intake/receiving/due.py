"""When each feed is due, and which are late or missing: from what its provider has sent before and what was agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from upriver.words.declared import Contract
from upriver.words.period import month_name, month_number, months_period

MONTHS_EACH = {"month": 1, "quarter": 3, "term": 4, "year": 12}
STARTS = {"month": 1, "quarter": 1, "term": 1, "year": 4}
"""The calendar month from which periods of each cadence are counted: years are financial, from April; terms run from
January, May and September."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing that came from a provider for a feed: the months it covers, the day it came. `onwards` is True where it
    was declared to flow elsewhere: it covers every month from the first."""

    feed: str
    provider: str
    months: tuple[str, ...]
    came_on: date
    onwards: bool = False


@dataclass(frozen=True, slots=True)
class Expected:
    """A feed that a provider is to send, from a first month on, and until a last one where there is one.

    `cadence` is how often it was agreed to come, "" as the contract says, "none" where it comes only once or when asked.
    """

    feed: str
    provider: str
    since: str
    until: str = ""
    cadence: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """One period of one provider's feed. state: met, late (it came after the day), missing (that day is past), due."""

    feed: str
    provider: str
    months: tuple[str, ...]
    due_on: date
    state: str
    came_on: date | None = None

    @property
    def days_late(self) -> int | None:
        """Days after the due day that it came; 0 where in time, None where it hasn't come."""
        return None if self.came_on is None else max((self.came_on - self.due_on).days, 0)

    @property
    def period(self) -> str:
        """As it is typed: 2026-01, or 2026-01..2026-03."""
        return self.months[0] if len(self.months) == 1 else f"{self.months[0]}..{self.months[-1]}"


def calendar(contracts: Mapping[str, Contract], arrivals: Sequence[Arrival], agreed: Iterable[Expected], *,
             on: date) -> tuple[Due, ...]:
    """Every period that was to come up to a day, and the next one of each feed, in the order of their due days.

    A provider that has sent a feed once is expected to go on from the first month it sent; an agreement says it before
    anything has come. Feeds whose contract names no number of days are in no calendar.
    """
    found: list[Due] = []
    for one in _expected(arrivals, agreed):
        contract = contracts.get(one.feed)
        cadence = one.cadence or (contract.cadence if contract else "")
        if contract is None or contract.due_in_days is None or cadence not in MONTHS_EACH:
            continue
        came = [each for each in arrivals if (each.feed, each.provider.casefold()) == (one.feed, one.provider.casefold())]
        for months in periods(cadence, one.since, min(one.until or "9999-12", f"{on:%Y-%m}")):
            due_on = months_period(months[0], months[-1]).end + timedelta(days=contract.due_in_days)
            arrived = _came(came, months, each=MONTHS_EACH[cadence])
            found.append(Due(one.feed, one.provider, months, due_on, _state(arrived, due_on, on), arrived))
    return tuple(sorted(found, key=lambda each: (each.due_on, each.feed, each.provider)))


def periods(cadence: str, first: str, last: str) -> tuple[tuple[str, ...], ...]:
    """The whole periods of a cadence from the one that a month lies in to that of another, each as its months."""
    each = MONTHS_EACH[cadence]
    shift = (STARTS[cadence] - 1) % each
    start = (month_number(first) - shift) // each * each + shift
    return tuple(tuple(month_name(at + step) for step in range(each)) for at in range(start, month_number(last) + 1, each))


def _expected(arrivals: Sequence[Arrival], agreed: Iterable[Expected]) -> list[Expected]:
    """Each feed of each provider once: as agreed, and from the first month that was ever sent."""
    found: dict[tuple[str, str], Expected] = {}
    firsts = (Expected(each.feed, each.provider, each.months[0]) for each in arrivals if each.months)
    for one in (*agreed, *firsts):
        key = (one.feed, one.provider.casefold())
        before = found.get(key)
        found[key] = one if before is None else replace(before, since=min(before.since, one.since))
    return [one for _, one in sorted(found.items())]


def _came(came: Sequence[Arrival], months: tuple[str, ...], *, each: int) -> date | None:
    """The day on which every month of a period had come, or None. Of a term or a year one month is enough: a survey is
    in the field for a few weeks of it."""
    days = []
    for month in months:
        here = [one.came_on for one in came if month in one.months or (one.onwards and one.months[0] <= month)]
        if not here and each <= MONTHS_EACH["quarter"]:
            return None
        days += [min(here)] if here else []
    return max(days, default=None)


def _state(arrived: date | None, due_on: date, on: date) -> str:
    if arrived is None:
        return "missing" if due_on < on else "due"
    return "late" if arrived > due_on else "met"


def spans(months: Sequence[str]) -> str:
    """Months as spans of those that follow each other: "2025-01 to 2025-11, 2026-03"."""
    found: list[list[str]] = []
    for month in sorted(set(months)):
        if found and month_number(month) == month_number(found[-1][-1]) + 1:
            found[-1].append(month)
        else:
            found.append([month])
    return ", ".join(each[0] if len(each) == 1 else f"{each[0]} to {each[-1]}" for each in found)
