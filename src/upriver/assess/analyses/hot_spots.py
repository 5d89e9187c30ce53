"""Do the clusters of high rates survive a correction for looking everywhere at once?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import Ask, Counts, by_area, defined, flags_of, table_name
from upriver.places.ground import Ground
from upriver.stats.clusters import false_discovery, gi_star
from upriver.stats.permutations import conditional_p
from upriver.stats.smoothing import standardised_for_population
from upriver.words.figure import CubeSpec, Key
from upriver.words.finding import Estimate, Finding, Signal

QUESTION = "which_hot_spots_survive"
NEEDS = (CubeSpec("police_uk_street"),)
LEVELS = ("lsoa21",)
TABLE = table_name("hot_spots", "gi_star")
DRAWS = 19_999
SURE = 0.05


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Gi* of every small area on population-standardised rates, institutions apart, with false-discovery q-values."""
    if ground.neighbours is None or "lsoa21" not in ground.levels or not np.isfinite(ground.residents).any():
        return
    period = counts.of(ask.months)
    names, matrix = defined(period, ask)
    found = by_area(period, ground, "lsoa21", names, matrix)
    apart = by_area(period, ground, "lsoa21", names, matrix, institutions=False)
    years = found.residents * found.observed / 12
    known = years > 0
    for at, measure in enumerate(found.measures[:1]):
        events = np.where(known, apart.counts[:, :, at].sum(axis=1), np.nan).astype(float)
        values = standardised_for_population(events, np.where(known, years, np.nan))
        local = gi_star(values, ground.neighbours)
        q = false_discovery(conditional_p(values, ground.neighbours, draws=DRAWS, seed=ask.seed))
        for row, area in enumerate(found.areas):
            if np.isnan(local.z[row]) or np.isnan(q[row]):
                continue
            count = Key(table_name("places", "lsoa21"), area, ask.period, measure, "count")
            flags = flags_of(False, bool(found.provisional[row].any()))
            z = Key(TABLE, area, ask.period, measure, "z_score")
            sources = ("police_uk_street", "census_residents", "boundaries")
            yield Finding(QUESTION, z, Estimate(float(local.z[row]), method="Getis-Ord Gi*, institutions apart", made="model",
                                                decimals=2, flags=flags), sources, ask.definition.name, "clusters", (count,))
            own = Key(TABLE, area, ask.period, measure, "q_value")
            yield Finding(QUESTION, own, Estimate(float(q[row]), method="conditional permutations, Benjamini-Hochberg",
                                                  made="model", decimals=4, flags=flags), sources, ask.definition.name,
                          "clusters", (count,))
            if q[row] < SURE:
                yield Signal(z, "hot" if local.z[row] > 0 else "cold", "survives the correction")

