"""How does it change from month to month, and is any of that more than chance?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from upriver.assess.asking import Ask, ByArea, Counts, by_area, defined, flags_of, table_name
from upriver.assess.over_time import phase_starts
from upriver.places.ground import Ground
from upriver.stats.series.control import Chart, xmr
from upriver.words.figure import CubeSpec, Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.period import month_period

QUESTION = "how_does_it_change"
NEEDS = (CubeSpec("police_uk_street"),)
LEVELS = ("partnership", "csp", "utla")
TABLE = table_name("change", "months")


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """All months held, month by month, with the control limits of each stretch between recording changes."""
    names, matrix = defined(counts, ask)
    for level in LEVELS:
        if level not in ground.levels:
            continue
        found = by_area(counts, ground, level, names, matrix)
        for row in range(len(found.areas)):
            for at in range(len(found.measures)):
                yield from _series(found, row, at, counts.months, ask)


def _series(found: ByArea, row: int, at: int, months: Sequence[str], ask: Ask) -> Iterator[Finding | Signal]:
    missing, odd = found.missing[row], found.provisional[row]
    points = np.where(missing | odd, np.nan, found.counts[row, :, at].astype(float))
    starts = phase_starts(months, ask.breaks, found.measures[at], ask.definition)
    chart = xmr(points, breaks=[position for position, _ in starts])
    keys = [Key(TABLE, found.areas[row], month_period(month), found.measures[at], "count") for month in months]
    phases = {
        phase: tuple(key for key, own in zip(keys, chart.phase, strict=True) if own == phase) for phase in set(chart.phase)
    }
    for column, key in enumerate(keys):
        gone = bool(missing[column])
        count = None if gone else int(found.counts[row, column, at])
        flags = flags_of(gone, bool(odd[column]))
        yield Finding(
            QUESTION,
            key,
            Estimate(count, events=count, flags=flags),
            ("police_uk_street",),
            ask.definition.name,
            "counts",
        )
        yield from _limits(chart, column, key, gone, ask, phases[chart.phase[column]])
        if says := _says(chart, column):
            yield Signal(key, "signal", says)
    if found.areas[row].level == "partnership":
        for position, each in starts:
            key = Key(TABLE, found.areas[row], month_period(months[position]), found.measures[at], "count")
            yield Signal(key, "break", each.what)


def _limits(
    chart: Chart, column: int, key: Key, gone: bool, ask: Ask, phase: tuple[Key, ...]
) -> Iterator[Finding]:
    """The centre and limits in force at a month, where the phase has enough months to have any.

    They are made of every month of the phase, and hide with any of them.
    """
    if gone or not np.isfinite(chart.centre[column]):
        return
    trial = ("trial",) if chart.trial[column] else ()
    for name, line in (("centre", chart.centre), ("lower", chart.lower), ("upper", chart.upper)):
        value = max(0.0, float(line[column]))
        estimate = Estimate(
            value, method="individuals chart (XmR): mean and mean moving range", made="model", flags=trial, decimals=1
        )
        own = Key(key.table, key.area, key.period, key.measure, "count", (("limit", name),))
        yield Finding(QUESTION, own, estimate, ("police_uk_street",), ask.definition.name, "control", phase)


def _says(chart: Chart, column: int) -> str:
    """What the rules say of a month, the strongest first; nothing on trial limits."""
    if chart.trial[column]:
        return ""
    if chart.outside[column]:
        side = "above" if chart.points[column] > chart.upper[column] else "below"
        return f"{side} the control limits"
    if chart.one_side[column]:
        side = "above" if chart.points[column] > chart.centre[column] else "below"
        return f"seven or more months in a row {side} the average"
    if chart.drift[column]:
        return "seven or more months moving one way"
    return "two of three months close to a limit" if chart.two_of_three[column] else ""
