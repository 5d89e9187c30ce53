"""How does it follow deprivation?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from upriver.assess.asking import Ask, ByArea, Counts, by_area, defined, flags_of, rate_finding, table_name
from upriver.places.ground import Ground
from upriver.stats.gradients import inequality_slope, quantiles
from upriver.stats.intervals import rate
from upriver.stats.result import Result
from upriver.words.figure import CubeSpec, Key
from upriver.words.finding import Estimate, Finding, Signal

QUESTION = "how_does_it_follow_deprivation"
NEEDS = (CubeSpec("police_uk_street"),)
LEVELS = ("partnership",)
TABLE = table_name("deprivation", "tenths")
INDEX = table_name("deprivation", "slope")
DOMAINS = (("income", "income_rank"), ("all", "imd_rank"))
"""Ranks, 1 for the most deprived, since scores tie. Income leads: the whole index contains a crime domain, so a gradient over it is partly with itself."""
SOURCES = ("police_uk_street", "census_residents", "deprivation_2025")


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Rates by tenth of deprivation, most deprived first, with the slope and relative index of inequality."""
    period = counts.of(ask.months)
    names, matrix = defined(period, ask)
    if "lsoa21" not in ground.levels:
        return
    found = by_area(period, ground, "lsoa21", names, matrix)
    for domain, column in DOMAINS:
        rank = ground.deprivation.get(column)
        if rank is None or not np.isfinite(rank).any():
            continue
        known = np.isfinite(rank) & (found.residents > 0) & (found.observed > 0)
        tenth = quantiles(np.where(known, rank, np.nan), 10)
        if np.isfinite(tenth).any():
            yield from _tenths(found, tenth, ground, ask, domain)


def _tenths(found: ByArea, tenth: np.ndarray, ground: Ground, ask: Ask, domain: str) -> Iterator[Finding | Signal]:
    groups = range(1, 11)
    odd, whole = bool(found.provisional.any()), bool(found.whole.all()) and len(ask.months) == 12
    unit = "per_1000_residents" if whole else "per_1000_person_years"
    years = np.array([np.sum((found.residents * found.observed / 12)[tenth == group]) for group in groups])
    for at, measure in enumerate(found.measures):
        events = np.array([found.counts[tenth == group, :, at].sum() for group in groups], dtype=float)
        result = rate(events, years)
        keys = [
            Key(TABLE, ground.partnership, ask.period, measure, unit, (("domain", domain), ("tenth", f"{group:02d}")))
            for group in groups
        ]
        places = table_name("places", "lsoa21")
        counted = [Key(places, area, ask.period, measure, "count") for area in found.areas]
        for position, key in enumerate(keys):
            made = rate_finding(QUESTION, key, result, (position,), flags_of(False, odd), ask)
            inside = np.flatnonzero(tenth == position + 1)
            yield replace(made, adds=tuple(counted[area] for area in inside))
        yield from _slope(result, years, keys, (measure, domain, unit), ground, ask)


def _slope(
    result: Result, years: np.ndarray, keys: list[Key], names: tuple[str, str, str], ground: Ground, ask: Ask
) -> Iterator[Finding | Signal]:
    """SII and RII from the least to the most deprived end, so that above one means more where more deprived."""
    measure, domain, unit = names
    back = slice(None, None, -1)
    slope = partial(
        inequality_slope, result.value[back], years[back], lower=result.lower[back], upper=result.upper[back], draws=10_000, seed=ask.seed
    )
    straight = slope()
    ratio, reason = None, "a tenth without events has no logarithm"
    if (result.value > 0).all() and (result.lower > 0).all():
        # On the log scale the ends can't come near zero, where a straight line's ratio explodes.
        bent = slope(scale="log")
        ratio, reason = bent.rii, bent.rii_withheld
    for index, part, own, decimals in (("sii", straight.sii, unit, 2), ("rii", ratio, "ratio", 2)):
        key = Key(INDEX, ground.partnership, ask.period, measure, own, (("domain", domain), ("index", index)))
        given = part is not None and bool(np.isfinite(part.value))
        value, lower, upper = part.limits() if part is not None and given else (None, None, None)
        estimate = Estimate(
            value,
            lower,
            upper,
            0.95,
            part.method if part is not None else "",
            made="model",
            flags=() if given else ("withheld",),
            decimals=decimals,
        )
        yield Finding(QUESTION, key, estimate, SOURCES, ask.definition.name, "gradient", tuple(keys))
        if not given:
            yield Signal(key, "withheld", reason)
