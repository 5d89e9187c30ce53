"""How much is there of each offence in the offence-coded tables, and is it more or fewer than the year before?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.comparing import FEWEST_PAIRS, comparable, compared, months_said, pooled
from upriver.assess.over_time import coded_breaks
from upriver.assess.recorded_counts import Coded, Measured, coded, latest_year, measured, quarter_period
from upriver.places.ground import Ground
from upriver.stats.series.changes import change
from upriver.words.figure import CubeSpec
from upriver.words.finding import Finding, Signal
from upriver.words.text import plural

QUESTION = "is_each_offence_more_or_fewer_than_before"
NEEDS = (
    CubeSpec("recorded_crime_csp", "csp", "quarter", "offence_code"),
    CubeSpec("recorded_crime_force", "force", "quarter", "offence_code"),
)
LEVELS = ("partnership", "force", "csp", "utla")
CHANGE, POOLED = table_name("scale", "change_by_offence"), table_name("scale", "pooled_by_offence")
POOLED_QUARTERS, FEW_A_YEAR = 12, 10


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """The latest four quarters held against the four before, for the definition's parts and every subgroup."""
    definition = ask.definition.agreed
    for level in LEVELS:
        found = coded(ask.recorded, ground, level, ask.period)
        year = latest_year(found, ask.period) if found else ()
        if found is None or not year:
            continue
        seen = measured(found, definition)
        # Corrections can outweigh the offences of a quarter: what is left is no count of anything.
        points = np.where(seen.missing | (seen.counts < 0), np.nan, seen.counts.astype(float))
        since = [_since(found, name, year, ask) for name in seen.names]
        yield from _changes(found, seen, points, since, year, definition.name)
        if level == "csp":
            yield from _pooled(found, seen, points, since, year, definition.name)


def _since(found: Coded, name: tuple[str, tuple[tuple[str, str], ...]], year: tuple[int, ...], ask: Ask) -> int:
    """The first quarter that lies wholly after the last break which touches the measure before the year's end."""
    end = found.quarters[year[-1]]
    told = [each.month for each in coded_breaks(found, name, ask.breaks, ask.definition.agreed) if each.month <= end]
    return sum(1 for quarter in found.quarters if quarter < told[-1]) if told else 0


def _changes(
    found: Coded, seen: Measured, points: np.ndarray, since: list[int], year: tuple[int, ...], definition: str
) -> Iterator[Finding | Signal]:
    pairs = [(at, at - 4 if at >= 4 else -1) for at in year]
    if all(before < 0 for _, before in pairs):
        return
    first, last = found.quarters[year[0]], found.quarters[year[-1]]
    periods = (quarter_period(first, last), quarter_period(*(f"{int(each[:4]) - 1}{each[4:]}" for each in (first, last))))
    names = [f"{quarter_period(found.quarters[at]).start:%B}" for at in year]
    areas, measures = len(found.areas), len(seen.names)
    kept = np.array([[comparable(points[row, :, at], pairs, since[at]) for at in range(measures)] for row in range(areas)])
    now, before = (
        np.where(kept, points[:, list(side)].transpose(0, 2, 1), np.nan).reshape(areas * measures, -1)
        for side in zip(*pairs, strict=True)
    )
    # Small areas share what a kind's months differ by: a few pairs of one of them can't tell.
    shared = np.tile(np.arange(measures), areas)
    result = change(now, before, groups=shared)
    for row, area in enumerate(found.areas):
        for at, name in enumerate(seen.names):
            own = kept[row, at]
            crossed = any(0 <= earlier < since[at] for _, earlier in pairs)
            why = "recording changed between the two years" if crossed else "too few quarters of both years can be used"
            said = months_said(names, own)
            yield from compared(
                QUESTION, CHANGE, area, name, periods, result, row * measures + at, sources=(found.contract,),
                definition=definition, says=said and f"quarters that begin in {said.removeprefix('in ')}" if "without" not in said
                else said.replace("without", "without the quarter of"), why="" if own.sum() >= FEWEST_PAIRS else why,
            )  # fmt: skip


def _pooled(
    found: Coded, seen: Measured, points: np.ndarray, since: list[int], year: tuple[int, ...], definition: str
) -> Iterator[Finding | Signal]:
    """Where four quarters hold fewer than ten: up to twelve that may be read together, in person-years."""
    for row, area in enumerate(found.areas):
        for at, name in enumerate(seen.names):
            own = points[row, :, at]
            latest = own[list(year)]
            if not np.isfinite(latest).any() or np.nansum(latest) >= FEW_A_YEAR:
                continue
            first = max(year[-1] - POOLED_QUARTERS + 1, since[at], 0)
            used = [place for place in range(first, year[-1] + 1) if np.isfinite(own[place])]
            if len(used) <= int(np.isfinite(latest).sum()):
                continue
            period = quarter_period(found.quarters[used[0]], found.quarters[used[-1]])
            yield from pooled(
                QUESTION, POOLED, area, name, period, int(own[used].sum()), float(found.residents[row]) * len(used) / 4,
                sources=(found.contract,), definition=definition,
                says=f"{plural(len(used), 'quarter')} held, {period.words}",
            )  # fmt: skip
