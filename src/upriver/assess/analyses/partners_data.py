"""What do the partners' own data show, each by itself?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.materials import BESIDE, districts
from upriver.places.ground import Ground
from upriver.store.feeds import FeedCounts
from upriver.words.area import Area
from upriver.words.figure import CubeSpec, Key
from upriver.words.finding import Estimate, Finding
from upriver.words.period import Period, month_name, month_number, months_between, months_period

QUESTION = "what_do_partners_data_show"
NEEDS = (CubeSpec("every feed that a clause allows", "ltla", "month", ""),)
LEVELS = ("partnership", "ltla")
BY_PERIOD, TOTALS = table_name("partners", "by_period"), table_name("partners", "totals")
GSS = re.compile(r"[EW][0-9]{8}")
Seen = dict[tuple[str, str], tuple[int, bool]]
"""(area code, first month of a period) -> events, and whether any part of them was hidden before it was sent."""


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Counts of each feed by month or quarter for the partnership, and over the period for it and its districts.

    A period counts only where every provider of the feed has sent it: the others' silence is not a zero. Rows whose
    place lies outside the partnership are left out; rows without a place count for the partnership alone, and so do
    those whose place is larger than a district. Where all that a provider sent for a period has no closer place, or
    nothing ever came for a district, the district has no number. Two feeds are never added, nor the periods of one that
    counts what is there at a time.
    """
    for feed in ask.feeds:
        if not feed.periods:
            continue
        seen, unknown = _seen(feed, ground)
        yield from _by_period(feed, ground.partnership, seen, unknown, ask)
        if feed.tally == "events":
            yield _total(feed, ground.partnership, seen, unknown, ask)
        if feed.tally == "events" and feed.detail == "district" and unknown.districts:
            level = ground.levels["ltla"].areas
            yield from (_total(feed, area, seen, unknown, ask) for area in level)


@dataclass(frozen=True, slots=True)
class _Unknown:
    """What can't be said of a feed's places.

    `whole` are periods with rows of a place that is more than the partnership, `placeless` those for which a provider's rows
    lie in no district at all; `districts` are those that any row lies in.
    """

    whole: frozenset[str]
    placeless: frozenset[str]
    districts: frozenset[str]

    def of(self, area: Area, period: str) -> bool:
        """Whether an area's number for a period can't be known."""
        if area.level == "partnership":
            return period in self.whole
        return period in self.whole | self.placeless or area.code not in self.districts


def _seen(feed: FeedCounts, ground: Ground) -> tuple[Seen, _Unknown]:
    district, small = districts(ground), frozenset(ground.small)
    larger = frozenset(area.code for level in ground.levels.values() for area in level.areas)
    found: dict[tuple[str, str], tuple[int, bool]] = defaultdict(lambda: (0, False))
    whole, anywhere, placed = set[str](), set[tuple[str, str]](), set[tuple[str, str]]()
    for provider, period, place, events, hidden in feed.rows:
        if GSS.fullmatch(place) and place not in district and place not in larger and place not in small:
            whole |= set() if place[:3] in BESIDE else {period}
            placed.add((provider, period))
            continue
        for code in (ground.partnership.code, district.get(place, "")):
            if code:
                before = found[(code, period)]
                found[(code, period)] = (before[0] + events, before[1] or hidden)
        if place in district:
            placed.add((provider, period))
        elif events or hidden:
            anywhere.add((provider, period))
    placeless = frozenset(period for _, period in anywhere - placed)
    return dict(found), _Unknown(frozenset(whole), placeless, frozenset(district[row[2]] for row in feed.rows if row[2] in district))


def _by_period(feed: FeedCounts, area: Area, seen: Seen, unknown: _Unknown, ask: Ask) -> Iterator[Finding]:
    for first in _every(feed):
        key = Key(BY_PERIOD, area, _period(first, feed.months_each), feed.contract, "count")
        yield _finding(feed, key, [first], seen, unknown, ask)


def _total(feed: FeedCounts, area: Area, seen: Seen, unknown: _Unknown, ask: Ask) -> Finding:
    """The periods of a feed added up, where they begin and end with the period that is asked for."""
    every = months_between(ask.months[0], ask.months[-1])[:: feed.months_each]
    key = Key(TOTALS, area, ask.period, feed.contract, "count")
    fits = month_number(every[-1]) + feed.months_each - 1 == month_number(ask.months[-1])
    return _finding(feed, key, every, seen, unknown, ask, fits=fits)


def _finding(feed: FeedCounts, key: Key, periods: Sequence[str], seen: Seen, unknown: _Unknown, ask: Ask, *, fits: bool = True) -> Finding:
    missing = not fits or any((provider, period) not in feed.held for provider in feed.providers for period in periods)
    missing = missing or any(unknown.of(key.area, period) for period in periods)
    parts = [seen.get((key.area.code, period), (0, False)) for period in periods]
    hidden = any(gone for _, gone in parts)
    flags = ("missing_period",) * missing + ("hidden_at_source",) * (hidden and not missing)
    events = None if flags else sum(number for number, _ in parts)
    return Finding(QUESTION, key, Estimate(events, events=events, flags=flags), (feed.contract,), ask.definition.name, "feeds", selects=())


def _every(feed: FeedCounts) -> tuple[str, ...]:
    return months_between(feed.periods[0], feed.periods[-1])[:: feed.months_each]


def _period(first: str, months_each: int) -> Period:
    return months_period(first, month_name(month_number(first) + months_each - 1))
