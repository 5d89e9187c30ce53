"""How much of it has a place, and how close is the place known?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import Ask, Counts, flags_of, table_name
from upriver.places.ground import Ground
from upriver.stats.intervals import proportion
from upriver.words.area import Area
from upriver.words.figure import CubeSpec, Key
from upriver.words.finding import Estimate, Finding
from upriver.words.period import month_period

QUESTION = "how_much_of_it_has_a_place"
NEEDS = (CubeSpec("police_uk_street"),)
LEVELS = ("force", "ltla")
UNPLACED, COARSE = table_name("placing", "unplaced"), table_name("placing", "district_only")
ALL = "all_recorded_rows"
SOURCES = ("police_uk_street",)


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """The share of each force's rows without a place, month by month; and rows known no closer than their district."""
    for force, area in ground.forces.items():
        yield from _unplaced(counts, ground, force, area, ask)
    yield from _district_only(counts, ground, ask)


def _unplaced(counts: Counts, ground: Ground, force: str, area: Area, ask: Ask) -> Iterator[Finding]:
    row = ground.levels["force"].areas.index(area)
    inside = ground.levels["force"].member[row].indices
    lost = counts.adrift.get((force, "none"), np.zeros((len(counts.months), len(counts.categories)))).sum(axis=1)
    away = counts.adrift.get((force, "outside"), np.zeros((len(counts.months), len(counts.categories)))).sum(axis=1)
    rows = counts.events[inside].sum(axis=(0, 2)) + lost + away
    share = proportion(lost, np.where(rows > 0, rows, np.nan))
    for column, month in enumerate(counts.months):
        gone = not ask.coverage.usable(force, month) or not rows[column]
        flags = flags_of(gone, bool(counts.provisional[inside, column].any()))
        value, lower, upper = (None, None, None) if gone else share.limits(column, times=100.0)
        estimate = Estimate(value, lower, upper, 0.95, "" if gone else share.method, None if gone else int(lost[column]),
                            None if gone else float(rows[column]), "recompute", flags, 2, 100.0)
        key = Key(UNPLACED, area, month_period(month), ALL, "percent")
        yield Finding(QUESTION, key, estimate, SOURCES, ask.definition.name, "placing")


def _district_only(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Rows of split 2011 areas whose point lies in none of the 2021 parts: they count from the district upwards."""
    names = {area.code: area for area in ground.levels["ltla"].areas} if "ltla" in ground.levels else {}
    period = counts.of(ask.months)
    for place, code in enumerate(ground.places[len(ground.small):], len(ground.small)):
        events = int(period.events[place].sum())
        area = names.get(code.partition(":")[2])
        if area is None or not events:
            continue
        gone = bool(period.missing[place].any())
        flags = flags_of(gone, bool(period.provisional[place].any()))
        estimate = Estimate(None if gone else events, events=None if gone else events, flags=flags)
        key = Key(COARSE, area, ask.period, ALL, "count", (("location", "district_only"),))
        yield Finding(QUESTION, key, estimate, SOURCES, ask.definition.name, "placing")
