"""When does violence happen: at what hours, on what days, in term time, on nights out?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.timing.calendar import AFTER_SCHOOL, NIGHTS_OUT, days_in, occasion_days, school_days
from upriver.assess.timing.shares import Said
from upriver.assess.timing.sources import CLOCKS, NOT_POSSESSION, Clock, Timed, children, timed
from upriver.places.ground import Ground
from upriver.stats.intervals import count_limits
from upriver.stats.times.aoristic import STATES, whole_numbers
from upriver.words.area import Area
from upriver.words.figure import Key
from upriver.words.finding import Finding, Signal

QUESTION = "when_violence_happens"
NEEDS = tuple(spec for clock in CLOCKS for spec in (clock.spec, clock.aged))
LEVELS = ("partnership", "ltla")
WEEK, BY_HOUR, BY_DAY = (table_name("times", name) for name in ("hour_by_weekday", "by_hour", "by_weekday"))
NIGHTS, SCHOOL, OCCASIONS, KNOWN = (table_name("times", name) for name in ("nights_out", "after_school", "occasions", "known"))
ENOUGH_A_CELL = 40
"""Events a cell that a table of hours and weekdays should hold on average: else its hours are put together."""
GRAINS = (1, 3, 6)
FEWEST = 100
"""Events below which there is no table of hours and weekdays at all."""


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Each source by itself: the table of hours and weekdays, nights out, after school, occasions; and what has no hour."""
    for clock in CLOCKS:
        found = timed(clock.spec, clock, ground, ask)
        if found is None:
            continue
        yield from _known(found, clock, ground.partnership, ask)
        hours = found.shared.by_hour_of_week(found.laid.events)
        if hours.sum() < FEWEST:
            continue
        yield from _week(whole_numbers(hours), _said(WEEK, clock, ground.partnership, found, ask))
        yield from _nights(found, clock, ground, ask)
        yield from _occasions(found, _said(OCCASIONS, clock, ground.partnership, found, ask))
        aged = timed(clock.aged, clock, ground, ask)
        if aged is not None:
            yield from _after_school(aged, clock, _said(SCHOOL, clock, ground.partnership, aged, ask))


def _said(table: str, clock: Clock, area: Area, found: Timed, ask: Ask) -> Said:
    return Said(QUESTION, table, area, found.period, clock.contract, ask.definition.name)


def _known(found: Timed, clock: Clock, area: Area, ask: Ask) -> Iterator[Finding]:
    """How many events have an hour, and how many were left out, and why."""
    said, events = _said(KNOWN, clock, area, found, ask), found.laid.events
    parts = {state: found.shared.count(state, events) for state in STATES}
    parts["undated"] = found.undated
    parts["no_start"] -= found.undated
    rows = NOT_POSSESSION if clock.offences else ()
    told = [(f"{clock.contract}_times", (("known", state),), number) for state, number in parts.items() if number or state == "exact"]
    yield said.count(
        f"{clock.contract}_times", sum(parts.values()), adds=tuple(said.key(name, "count", part) for name, part, _ in told), selects=rows
    )
    yield from (said.count(name, number, part) for name, part, number in told)


def _week(hours: np.ndarray, said: Said) -> Iterator[Finding]:
    """Whole events by hour and weekday, by hour and by weekday, each sum named so that the lock can protect all.

    Hours are put together by three or six where a table of single ones would be mostly small numbers.
    """
    measure, table = f"{said.source}_timed", hours.reshape(7, 24)
    grain = next((each for each in GRAINS if hours.sum() / (168 / each) >= ENOUGH_A_CELL), GRAINS[-1])
    cells = table.reshape(7, 24 // grain, grain).sum(axis=2)

    def key(day: int | None, block: int | None) -> Key:
        return said.key(measure, "count", _split(day, block, grain))

    for day in range(7):
        for block in range(24 // grain):
            yield said.count(measure, int(cells[day, block]), _split(day, block, grain))
    days = Said(said.question, BY_DAY, said.area, said.period, said.source, said.definition)
    for day in range(7):
        blocks = tuple(key(day, block) for block in range(24 // grain))
        yield days.count(measure, int(cells[day].sum()), _split(day, None, grain), adds=blocks)
    yield days.count(measure, int(hours.sum()), adds=tuple(days.key(measure, "count", _split(day, None, grain)) for day in range(7)))
    by_hour = Said(said.question, BY_HOUR, said.area, said.period, said.source, said.definition)
    for block in range(24 // grain):
        yield by_hour.count(measure, int(cells[:, block].sum()), _split(None, block, grain), adds=tuple(key(day, block) for day in range(7)))
    yield by_hour.count(
        measure, int(hours.sum()), adds=tuple(by_hour.key(measure, "count", _split(None, block, grain)) for block in range(24 // grain))
    )


def _split(day: int | None, block: int | None, grain: int) -> tuple[tuple[str, str], ...]:
    """A breakdown by weekday (1 is Monday) and by hours, as 00-06."""
    hours = () if block is None else (("hours", f"{block * grain:02d}-{(block + 1) * grain:02d}"),)
    return (*hours, *(() if day is None else (("weekday", str(day + 1)),)))


def _nights(found: Timed, clock: Clock, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """The share of Friday and Saturday nights, which are a seventh of the week, of the whole and of each district."""
    night = np.array(sorted(NIGHTS_OUT))
    level = ground.levels["ltla"].areas if "ltla" in ground.levels else ()
    district = found.laid.columns["district"]
    fine = ask.materials.tallies[clock.spec].detail == "district"
    for area in (ground.partnership, *(each for each in level if fine)):
        kept = np.ones(len(district), dtype=bool) if area == ground.partnership else district == area.code
        hours = whole_numbers(found.shared.by_hour_of_week(found.laid.events, kept=kept))
        if not kept.any() or hours.sum() < FEWEST:
            continue
        said = _said(NIGHTS, clock, area, found, ask)
        yield from said.share(f"{clock.contract}_nights", (("when", "nights_out"),), (("when", "other"),), int(hours[night].sum()), int(hours.sum()))


def _after_school(found: Timed, clock: Clock, said: Said) -> Iterator[Finding]:
    """Of those under 18 and of adults, the share on school days from 15:00 to 18:00; the two shares over each other."""
    young, grown = children(found.laid.columns[clock.age])
    days = days_in(found.period)
    open_days = days[school_days(days)].astype("int64")
    shared, measure = found.shared, f"{clock.contract}_school"
    inside = (shared.day >= days[0].astype("int64")) & (shared.day <= days[-1].astype("int64"))
    hours = inside & np.isin(shared.day, open_days) & np.isin(shared.bin % 24, AFTER_SCHOOL)
    weight = shared.weight * found.laid.events[shared.row]
    told = {}
    for group, kept in (("under_18", young), ("adults", grown)):
        mine = kept[shared.row]
        of, events = round(float(weight[inside & mine].sum())), round(float(weight[hours & mine].sum()))
        told[group] = (events, of)
        measure_of = f"{measure}_{group}"
        yield from said.share(measure_of, (("when", "after_school"),), (("when", "other"),), events, of)
    chance = 100 * len(open_days) * len(AFTER_SCHOOL) / (24 * len(days))
    even = said.key(measure, "percent", (("when", "after_school_if_even"),))
    yield said.model(even, chance, None, None, f"{len(open_days)} usual school days of {len(days)} days, three hours each", 1, ())
    if min(of for _, of in told.values()) > 0:
        rests_on = tuple(said.key(f"{measure}_{group}", "count", part) for group in told for part in ((("when", "after_school"),), ()))
        yield said.ratio(measure, (("of", "under_18_over_adults"),), told["under_18"], told["adults"], rests_on)


def _occasions(found: Timed, said: Said) -> Iterator[Finding]:
    """Events a day on occasions over what other days of the same weekdays lead to expect."""
    days = days_in(found.period)
    number, shared = days.astype("int64"), found.shared
    inside = (shared.day >= number[0]) & (shared.day <= number[-1])
    weight = shared.weight * found.laid.events[shared.row]
    a_day = np.bincount(shared.day[inside] - number[0], weight[inside], len(days))
    weekday = (number + 3) % 7
    on = occasion_days(days)
    plain = ~np.any(list(on.values()), axis=0)
    usual = np.array([a_day[plain & (weekday == day)].mean() if (plain & (weekday == day)).any() else np.nan for day in range(7)])
    for name, there in on.items():
        expected = float(usual[weekday[there]].sum())
        if not there.any() or not expected > 0:
            continue
        events = round(float(a_day[there].sum()))
        split, measure = (("occasion", name),), f"{said.source}_occasions"
        yield said.count(measure, events, split)
        rough = said.rough(events)
        low, high = (float(each) for each in count_limits(rough))
        flags = ("few_events",) if events < 10 else ()
        yield said.model(
            said.key(measure, "rate_ratio", split), rough / expected, low / expected, high / expected,
            f"count over that of other days of the same weekdays, {int(there.sum())} days; Poisson limits of the count", 2,
            (said.key(measure, "count", split),), flags,
        )
