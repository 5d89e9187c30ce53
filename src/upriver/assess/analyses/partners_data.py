"""What do the partners' own data show, each by itself?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from upriver.assess.asking import Ask, Counts, table_name
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
Seen = dict[tuple[str, str], tuple[int, bool]]
"""(area code, first month of a period) -> events, and whether any part of them was hidden before it was sent."""


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Counts of each feed by month or quarter for the partnership, and over the period for it and its districts.

    A period counts only where every provider of the feed has sent it: the others' silence is not a zero. Rows whose
    place lies outside the partnership are left out; rows without a place count for the partnership alone. Two feeds
    are never added, nor the periods of one that counts what is there at a time.
    """
    for feed in ask.feeds:
        if not feed.periods:
            continue
        areas = [ground.partnership]
        if feed.detail == "district" and any(place for _, _, place, _, _ in feed.rows):
            areas += ground.levels["ltla"].areas if "ltla" in ground.levels else ()
        seen = _seen(feed, ground)
        yield from _by_period(feed, ground.partnership, seen, ask)
        if feed.tally == "events":
            yield from (_total(feed, area, seen, ask) for area in areas)


def _seen(feed: FeedCounts, ground: Ground) -> Seen:
    district = {code: code for code in (area.code for area in ground.levels["ltla"].areas)} if "ltla" in ground.levels else {}
    for code, area in _districts(ground):
        district[code] = area
    small = frozenset(ground.small)
    found: dict[tuple[str, str], tuple[int, bool]] = defaultdict(lambda: (0, False))
    for _, period, place, events, hidden in feed.rows:
        inside = place == "" or place in small or place in district or place[:1] not in "EW" or len(place) != 9
        for code in (ground.partnership.code if inside else "", district.get(place, "")):
            if code:
                before = found[(code, period)]
                found[(code, period)] = (before[0] + events, before[1] or hidden)
    return dict(found)


def _districts(ground: Ground) -> Iterator[tuple[str, str]]:
    level = ground.levels.get("ltla")
    for row, area in enumerate(level.areas if level else ()):
        for place in level.member[row].indices if level else ():
            if place < len(ground.small):
                yield ground.small[place], area.code


def _by_period(feed: FeedCounts, area: Area, seen: Seen, ask: Ask) -> Iterator[Finding]:
    for first in _every(feed):
        key = Key(BY_PERIOD, area, _period(first, feed.months_each), feed.contract, "count")
        yield _finding(feed, key, [first], seen, ask)


def _total(feed: FeedCounts, area: Area, seen: Seen, ask: Ask) -> Finding:
    every = months_between(ask.months[0], ask.months[-1])[:: feed.months_each]
    return _finding(feed, Key(TOTALS, area, ask.period, feed.contract, "count"), every, seen, ask)


def _finding(feed: FeedCounts, key: Key, periods: list[str] | tuple[str, ...], seen: Seen, ask: Ask) -> Finding:
    missing = any((provider, period) not in feed.held for provider in feed.providers for period in periods)
    parts = [seen.get((key.area.code, period), (0, False)) for period in periods]
    hidden = any(gone for _, gone in parts)
    flags = ("missing_period",) * missing + ("hidden_at_source",) * (hidden and not missing)
    events = None if flags else sum(number for number, _ in parts)
    return Finding(QUESTION, key, Estimate(events, events=events, flags=flags), (feed.contract,), ask.definition.name, "feeds")


def _every(feed: FeedCounts) -> tuple[str, ...]:
    return months_between(feed.periods[0], feed.periods[-1])[:: feed.months_each]


def _period(first: str, months_each: int) -> Period:
    return months_period(first, month_name(month_number(first) + months_each - 1))
