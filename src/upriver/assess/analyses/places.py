"""Which areas are most at risk, at every level?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import (
    Ask,
    ByArea,
    Counts,
    by_area,
    defined,
    flags_of,
    period_counts,
    period_rates,
    table_name,
)
from upriver.places.ground import Ground
from upriver.stats.areas.funnel import FEWEST, Funnel, rate_funnel
from upriver.stats.areas.smoothing import empirical_bayes
from upriver.stats.intervals import rate
from upriver.words.figure import UNITS, CubeSpec, Key
from upriver.words.finding import Estimate, Finding, Signal

QUESTION = "where_violence_is_highest"
NEEDS = (CubeSpec("police_uk_street"),)
LEVELS = ("lsoa21", "msoa21", "ward", "ltla", "utla", "csp", "force", "partnership", "icb", "fra", "region", "country")
SMALL = ("lsoa21", "msoa21", "ward")
FUNNELS = ("csp", "ltla", "msoa21")
WITHOUT = (("institutions", "without"),)
SOURCES = ("police_uk_street", "census_residents")
DISPERSION = "mean squared z-score of the areas' counts, winsorised by a tenth at each end; 1 where only chance is at work"
SIDES = {2: "above the 99.8% limits", 1: "above the 95% limits", 0: "inside", -1: "below the 95% limits", -2: "below the 99.8% limits"}


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Rates at every level with intervals; smoothed beside raw for small areas; with and without institutions."""
    period = counts.of(ask.months)
    names, matrix = defined(period, ask)
    for level in LEVELS:
        if level not in ground.levels:
            continue
        table = table_name("places", level)
        found = by_area(period, ground, level, names, matrix)
        yield from period_counts(found, ask, table=table, question=QUESTION)
        yield from period_rates(found, ask, table=table, question=QUESTION)
        yield from _compared(found, ask, table)
        if level in FUNNELS:
            yield from _against_chance(found, ground, ask, level)
        if level in SMALL:
            yield from _smoothed(found, ask, table)
            apart = by_area(period, ground, level, names, matrix, institutions=False)
            yield from _apart(found, apart, ask, table)


def _years(found: ByArea) -> np.ndarray:
    """Person-years observed of each area."""
    return np.asarray(found.residents * found.observed / 12)


def _units(found: ByArea, ask: Ask) -> list[str]:
    """The unit that the rate of each area can be given in."""
    a_year = len(ask.months) == 12
    return ["per_1000_residents" if whole and a_year else "per_1000_person_years" for whole in found.whole]


def _smoothed(found: ByArea, ask: Ask, table: str) -> Iterator[Finding]:
    """Empirical-Bayes rates: what is left of a rate once chance is taken off; a model, so it hides with its count."""
    totals, years = found.counts.sum(axis=1), _years(found)
    if not (years > 0).any():
        return
    units = _units(found, ask)
    for at, measure in enumerate(found.measures):
        known = np.where(years > 0, totals[:, at], np.nan).astype(float)
        made = empirical_bayes(known, years, per=1_000)
        for row, area in enumerate(found.areas):
            value, lower, upper = made.limits(row)
            if np.isnan(value) or np.isnan(lower):
                continue
            count = Key(table, area, ask.period, measure, "count")
            raw = Key(table, area, ask.period, measure, units[row])
            estimate = Estimate(
                value,
                lower,
                upper,
                0.95,
                made.method,
                made="model",
                decimals=2,
                flags=flags_of(False, bool(found.provisional[row].any())),
            )
            key = Key(table, area, ask.period, measure, "smoothed_per_1000_residents")
            yield Finding(
                QUESTION,
                key,
                estimate,
                ("police_uk_street", "census_residents"),
                ask.definition.name,
                "smoothed",
                (count, raw),
            )


def _apart(found: ByArea, apart: ByArea, ask: Ask, table: str) -> Iterator[Finding | Signal]:
    """Rates without institutions, for the areas that have any."""
    inside = found.counts.sum(axis=1) - apart.counts.sum(axis=1)
    result, units = rate(apart.counts.sum(axis=1), _years(found)[:, None]), _units(found, ask)
    for row, area in enumerate(found.areas):
        for at, measure in enumerate(found.measures):
            if not inside[row, at] or np.isnan(result.value[row, at]):
                continue
            key = Key(table, area, ask.period, measure, units[row], WITHOUT)
            few = ("few_events",) if result.events[row, at] < 10 else ()
            estimate = Estimate(
                float(result.value[row, at]),
                float(result.lower[row, at]),
                float(result.upper[row, at]),
                0.95,
                result.method,
                int(result.events[row, at]),
                float(result.denominator[row, at]),
                "recompute",
                (*flags_of(False, bool(found.provisional[row].any())), *few, "apart"),
                UNITS[units[row]][1],
                1_000.0,
            )
            yield Finding(
                QUESTION, key, estimate, ("police_uk_street", "census_residents"), ask.definition.name, "rates"
            )
            total = found.counts[row, :, at].sum()
            if inside[row, at] * 3 >= total and total >= 10:
                yield Signal(
                    key, "institution", f"{inside[row, at]:,} of {total:,} at a hospital, prison or police station"
                )


def _compared(found: ByArea, ask: Ask, table: str) -> Iterator[Signal]:
    """Whether an area differs from all areas of its level together, and its rank where that is certain.

    A rank is a range: one more than the areas whose whole interval lies above, to as many as aren't wholly below.
    """
    totals, years = found.counts.sum(axis=1), _years(found)
    result, units = rate(totals, years[:, None]), _units(found, ask)
    for at, measure in enumerate(found.measures):
        used = np.isfinite(result.value[:, at]) & (totals[:, at] >= 10)
        if used.sum() < 3:
            continue
        overall = 1_000 * totals[used, at].sum() / years[used].sum()
        lower, upper = result.lower[:, at], result.upper[:, at]
        order = np.sort(lower[used]), np.sort(upper[used])
        for row in np.flatnonzero(used):
            key = Key(table, found.areas[row], ask.period, measure, units[row])
            above = len(order[0]) - np.searchsorted(order[0], upper[row], side="right")
            below = np.searchsorted(order[1], lower[row], side="left")
            side = "higher" if lower[row] > overall else "lower" if upper[row] < overall else "similar"
            yield Signal(key, side, f"{side} than" if side != "similar" else "similar to")
            yield Signal(key, "rank", f"{above + 1} to {len(order[0]) - below}")


def _against_chance(found: ByArea, ground: Ground, ask: Ask, level: str) -> Iterator[Finding | Signal]:
    """What rates chance alone allows areas of each size around the rate of all of them: funnel limits."""
    years, units = _years(found), _units(found, ask)
    if ask.definition.slug not in found.measures:
        return
    totals = found.counts.sum(axis=1)[:, found.measures.index(ask.definition.slug)]
    made = rate_funnel(np.where(years > 0, totals, np.nan), years, per=1_000)
    used = np.flatnonzero(np.isfinite(made.side))
    if used.size < FEWEST:
        return
    table, slug = table_name("places", level), ask.definition.slug
    counts = {row: Key(table, found.areas[row], ask.period, slug, "count") for row in used}
    rough = bool(found.provisional[used].any())
    spread = _spread(made, ground, ask, level, tuple(counts.values()), rough)
    for row in used:
        for name, limits in (("inner", made.inner), ("outer", made.outer)):
            key = Key(table_name("places", "chance"), found.areas[row], ask.period, slug, units[row], (("limits", name),))
            estimate = Estimate(
                made.whole, float(limits.lower[row]), float(limits.upper[row]), limits.level, limits.method,
                denominator=float(years[row]), made="model", flags=flags_of(False, rough), decimals=2,
            )  # fmt: skip
            # by the spread, which rests on every count of the level, the limits hide with any of them
            yield Finding(QUESTION, key, estimate, SOURCES, ask.definition.name, "rates", (counts[row], spread.key))
            if name == "inner":
                yield Signal(key, "funnel", SIDES[int(made.side[row])] if totals[row] >= 10 else "too few events to say")
    yield spread


def _spread(made: Funnel, ground: Ground, ask: Ask, level: str, counts: tuple[Key, ...], rough: bool) -> Finding:
    """How much more the areas of a level vary than chance allows: their limits are widened by its root."""
    key = Key(table_name("places", "chance"), ground.partnership, ask.period, ask.definition.slug, "ratio", (("level", level),))
    estimate = Estimate(made.dispersion, method=DISPERSION, made="model", flags=flags_of(False, rough), decimals=2)
    return Finding(QUESTION, key, estimate, SOURCES, ask.definition.name, "rates", counts)
