"""Do the clusters of high rates survive a correction for looking everywhere at once?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import Ask, Counts, by_area, defined, flags_of, table_name
from upriver.places.ground import Ground
from upriver.stats.areas.clusters import gi_star
from upriver.stats.areas.local import QUADRANTS, local_moran
from upriver.stats.areas.smoothing import standardised_for_population
from upriver.words.area import Area
from upriver.words.figure import CubeSpec, Key
from upriver.words.finding import Estimate, Finding, Signal

QUESTION = "which_hot_spots_survive"
NEEDS = (CubeSpec("police_uk_street"),)
LEVELS = ("lsoa21",)
TABLE = table_name("hot_spots", "gi_star")
DRAWS = 19_999
SURE = 0.05
APART = ("high among low", "low among high")
"""Areas unlike those around them (local Moran), which Gi* by itself would count to their surroundings."""
SOURCES = ("police_uk_street", "census_residents", "boundaries")


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Gi* of every small area on population-standardised rates, institutions apart, with false-discovery q-values."""
    if ground.neighbours is None or "lsoa21" not in ground.levels or not np.isfinite(ground.residents).any():
        return
    period = counts.of(ask.months)
    names, matrix = defined(period, ask)
    if not matrix.any():
        return
    apart = by_area(period, ground, "lsoa21", names, matrix, institutions=False)
    years = apart.residents * apart.observed / 12
    events = np.where(years > 0, apart.counts[:, :, 0].sum(axis=1), np.nan).astype(float)
    values = standardised_for_population(events, np.where(years > 0, years, np.nan))
    local = gi_star(values, ground.neighbours)
    like = local_moran(values, ground.neighbours, below=SURE, draws=DRAWS, seed=ask.seed)  # its permutations serve Gi* too
    q = like.q
    for row, area in enumerate(apart.areas):
        if np.isfinite(local.z[row]) and np.isfinite(q[row]):
            flags = flags_of(False, bool(apart.provisional[row].any()))
            yield from _area(area, float(local.z[row]), float(q[row]), flags, ask)
            if QUADRANTS[like.quadrant[row]] in APART:
                key = Key(TABLE, area, ask.period, ask.definition.slug, "z_score")
                yield Signal(key, "apart", QUADRANTS[like.quadrant[row]])


def _area(area: Area, z: float, q: float, flags: tuple[str, ...], ask: Ask) -> Iterator[Finding | Signal]:
    measure = ask.definition.slug
    count = Key(table_name("places", "lsoa21"), area, ask.period, measure, "count")
    made = (
        ("z_score", z, "Getis-Ord Gi*, institutions apart", 2),
        ("q_value", q, "conditional permutations, Benjamini-Hochberg", 4),
    )
    for unit, value, method, decimals in made:
        estimate = Estimate(value, method=method, made="model", decimals=decimals, flags=flags)
        key = Key(TABLE, area, ask.period, measure, unit)
        yield Finding(QUESTION, key, estimate, SOURCES, ask.definition.name, "clusters", (count,))
    if q < SURE:
        key = Key(TABLE, area, ask.period, measure, "z_score")
        yield Signal(key, "hot" if z > 0 else "cold", "survives the correction")
