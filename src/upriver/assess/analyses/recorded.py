"""What do the offence-coded tables show, by community safety partnership and force?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.recorded_counts import Coded, Measured, coded, latest_year, measured, quarter_period
from upriver.places.ground import Ground
from upriver.stats.intervals import rate
from upriver.words.figure import UNITS, CubeSpec, Key
from upriver.words.finding import Estimate, Finding

QUESTION = "what_do_the_offence_coded_tables_show"
NEEDS = (
    CubeSpec("recorded_crime_csp", "csp", "quarter", "offence_code"),
    CubeSpec("recorded_crime_force", "force", "quarter", "offence_code"),
)
LEVELS = ("csp", "utla", "force", "partnership")
BY_QUARTER = table_name("recorded", "by_quarter")
RATES = table_name("recorded", "rates")
UNIT = "per_1000_residents"


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Offences by area and quarter, and rates of the latest four quarters held, for the definition and every subgroup."""
    definition = ask.definition.agreed
    for level in LEVELS:
        found = coded(ask.recorded, ground, level, ask.period)
        if found is None:
            continue
        seen = measured(found, definition)
        yield from _quarters(found, seen, definition.name)
        if year := latest_year(found, ask.period):
            yield from _rates(found, seen, year, definition.name)


def _quarters(found: Coded, seen: Measured, name: str) -> Iterator[Finding]:
    for row, area in enumerate(found.areas):
        for column, quarter in enumerate(found.quarters):
            for at, (measure, breakdown) in enumerate(seen.names):
                gone = bool(seen.missing[row, column, at])
                count = None if gone else int(seen.counts[row, column, at])
                key = Key(BY_QUARTER, area, quarter_period(quarter), measure, "count", breakdown)
                flags = ("missing_period",) if gone else ()
                yield Finding(QUESTION, key, Estimate(count, events=count, flags=flags), (found.contract,), name, "coded")


def _rates(found: Coded, seen: Measured, year: tuple[int, ...], name: str) -> Iterator[Finding]:
    """Rates of four quarters running; none where one of them is missing, or where corrections outweigh the offences."""
    at = list(year)
    totals, gone = seen.counts[:, at].sum(axis=1), np.asarray(seen.missing[:, at].any(axis=1))
    result = rate(np.where(gone | (totals < 0), np.nan, totals), found.residents[:, None])
    period = quarter_period(found.quarters[at[0]], found.quarters[at[-1]])
    for row, area in enumerate(found.areas):
        for column, (measure, breakdown) in enumerate(seen.names):
            key = Key(RATES, area, period, measure, UNIT, breakdown)
            value, lower, upper = result.limits((row, column))
            if np.isnan(value):
                why = _why(bool(gone[row, column]), int(totals[row, column]))
                estimate = Estimate(None, method=result.method, made="recompute", flags=why, decimals=UNITS[UNIT][1])
            else:
                events = int(totals[row, column])
                few = ("few_events",) if events < 10 else ()
                estimate = Estimate(
                    value, lower, upper, 0.95, result.method, events, float(found.residents[row]), "recompute", few,
                    UNITS[UNIT][1], 1_000.0,
                )
            yield _finding(key, estimate, found, name)


def _why(gone: bool, total: int) -> tuple[str, ...]:
    return ("missing_period",) if gone else ("withheld",) if total < 0 else ("no_denominator",)


def _finding(key: Key, estimate: Estimate, found: Coded, name: str) -> Finding:
    return Finding(QUESTION, key, estimate, (found.contract, "census_residents"), name, "coded")

