"""How concentrated is it, and is that more than chance?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import Ask, Counts, by_area, defined, flags_of, table_name
from upriver.places.ground import Ground
from upriver.stats.areas.concentration import SHARES, chance_null, concentration, lorenz
from upriver.words.area import Area
from upriver.words.figure import CubeSpec, Key
from upriver.words.finding import Estimate, Finding

QUESTION = "how_concentrated_is_it"
NEEDS = (CubeSpec("police_uk_street"),)
LEVELS = ("partnership",)
TABLE = table_name("concentration", "shares")
CURVE = table_name("concentration", "curve")


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """The share of small areas that holds a share of the events, with its interval and what chance alone would give."""
    if "lsoa21" not in ground.levels:
        return
    period = counts.of(ask.months)
    names, matrix = defined(period, ask)
    found = by_area(period, ground, "lsoa21", names, matrix)
    for at, measure in enumerate(found.measures):
        events = found.counts[:, :, at].sum(axis=1).astype(float)
        if events.sum() < 10:
            continue
        flags = flags_of(False, bool(found.provisional.any()))
        yield from _shares(events, found.residents, ground.partnership, measure, ask, flags)
        if at == 0:
            yield from _curve(events, ground.partnership, measure, ask, flags)


def _shares(events: np.ndarray, residents: np.ndarray, area: Area, measure: str, ask: Ask,
            flags: tuple[str, ...]) -> Iterator[Finding]:
    exposure = np.nan_to_num(residents)
    seen = concentration(events, seed=ask.seed)
    chance = chance_null(events, exposure=exposure if exposure.sum() > 0 else None, seed=ask.seed)
    by_chance = (chance.mean, chance.lower, chance.upper)
    names = [("events", f"{share:.0%}") for share in SHARES] + [("index", "gini"), ("index", "generalised_gini")]
    for place, name in enumerate(names):
        unit, decimals, scale = ("percent", 1, 100) if place < len(SHARES) else ("index", 3, 1)
        rows = (
            ((name,), (seen.value, seen.lower, seen.upper), seen.method),
            ((("by", "chance"), name), by_chance, f"{chance.draws} simulations by chance alone"),
        )
        for breakdown, parts, method in rows:
            value, lower, upper = (scale * float(part[place]) for part in parts)
            estimate = Estimate(value, lower, upper, 0.95, method, made="model", decimals=decimals, flags=flags)
            yield _finding(Key(TABLE, area, ask.period, measure, unit, tuple(sorted(breakdown))), estimate, ask)


def _curve(events: np.ndarray, area: Area, measure: str, ask: Ask, flags: tuple[str, ...]) -> Iterator[Finding]:
    """The Lorenz curve at every twentieth of the areas, most affected first."""
    units, held = lorenz(events)
    for share in range(0, 101, 5):
        # The published curve starts at the least affected; this one is read from the most affected.
        reached = 100 - float(np.interp(1 - share / 100, units, held)) * 100
        key = Key(CURVE, area, ask.period, measure, "percent", (("areas", f"{share:03d}%"),))
        yield _finding(key, Estimate(reached, method="Lorenz curve", made="model", decimals=1, flags=flags), ask)


def _finding(key: Key, estimate: Estimate, ask: Ask) -> Finding:
    return Finding(QUESTION, key, estimate, ("police_uk_street",), ask.definition.name, "concentration")
