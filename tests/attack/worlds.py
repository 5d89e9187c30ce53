"""Random hierarchies of counts: small areas in districts and, cut otherwise, in CSPs; months in quarters; kinds in a total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from upriver.disclose.hiding import Sums
from upriver.words.area import Area, Nesting
from upriver.words.cleared import Rule
from upriver.words.figure import Key
from upriver.words.finding import Estimate, Finding
from upriver.words.period import Period, month_period, months_period

TEN = Rule("ten", "1 to 9 are hidden.", low=1, high=9, min_rate_events=10)
FIVE = Rule("five", "1 to 5 are hidden.", low=1, high=5)
NHS = Rule("nhs", "1 to 7 are hidden, others to the nearest 5.", low=1, high=7, round_to=5, secondary=False)
MONTHS = tuple(f"2025-{month:02d}" for month in range(1, 7))
TIMES: tuple[Period, ...] = (
    *(month_period(month) for month in MONTHS), months_period("2025-01", "2025-03"), months_period("2025-04", "2025-06"),
    months_period("2025-01", "2025-06"))
GRAINS = (range(6), range(6, 8), range(8, 9))


@dataclass(frozen=True)
class World:
    """What truly happened, as counts by (small area, month, kind), and the tables that are to be printed of it."""

    events: np.ndarray
    inside: Mapping[tuple[str, str], frozenset[int]]
    """(level, code) -> the small areas in it."""
    findings: tuple[Finding, ...]
    sums: Sums

    def rule_of(self, rule: Rule) -> dict[str, Rule]:
        return {"feed": rule}


def random_world(seed: int, most: int = 8) -> World:
    """A world by a seed: 3 to `most` small areas, 2 or 3 districts, 2 CSPs, 6 months, 2 kinds; some tables of it, not all."""
    rng = np.random.default_rng(seed)
    small = int(rng.integers(3, most + 1))
    level = rng.choice([0.3, 1.5, 6.0, 25.0], size=(small, 1, 1), p=[0.2, 0.3, 0.3, 0.2])
    events = rng.poisson(level * rng.choice([0.5, 1.0, 2.0], size=(1, 1, 2)), size=(small, 6, 2))
    districts, csps = rng.integers(0, rng.integers(2, 4), small), rng.integers(0, 2, small)
    inside: dict[tuple[str, str], frozenset[int]] = {("lsoa21", f"S{at}"): frozenset([at]) for at in range(small)}
    for level_name, mark, cut in (("ltla", "D", districts), ("csp", "C", csps)):
        inside |= {(level_name, f"{mark}{part}"): frozenset(np.flatnonzero(cut == part).tolist()) for part in np.unique(cut)}
    inside["partnership", "W"] = frozenset(range(small))
    areas = {name: Area(name[0], name[1], name[1]) for name in inside}
    whole = areas["partnership", "W"]
    nestings = tuple(
        Nesting(areas[outer], tuple(areas[inner] for inner in inside if inner[0] == level_name and inside[inner] <= inside[outer]),
                frozenset().union(*(inside[inner] for inner in inside if inner[0] == level_name and inside[inner] <= inside[outer]))
                == inside[outer])
        for level_name, larger in (("lsoa21", ("ltla", "csp", "partnership")), ("ltla", ("csp", "partnership")),
                                   ("csp", ("ltla", "partnership")))
        for outer in inside if outer[0] in larger
        if any(inner[0] == level_name and inside[inner] <= inside[outer] for inner in inside)
    )
    assert whole
    findings = tuple(_printed(events, inside, areas, rng))
    return World(events, inside, findings, Sums(nestings, {"all": ("knife", "other")}))


def _printed(events, inside, areas, rng):
    """Tables: which levels, grains of time and kinds are printed together; at least two of them."""
    choices = list(product(("lsoa21", "ltla", "csp", "partnership"), range(3), ("all", "knife", "other")))
    kept = [choice for choice in choices if rng.random() < 0.35] or choices[:2]
    for number, (level, grain, measure) in enumerate(kept):
        for (one, code), members in inside.items():
            if one != level:
                continue
            for at in GRAINS[grain]:
                period = TIMES[at]
                months = [MONTHS.index(month) for month in period.months]
                kinds = {"all": [0, 1], "knife": [0], "other": [1]}[measure]
                count = int(events[np.ix_(sorted(members), months, kinds)].sum())
                key = Key(f"t/{number}/a", areas[one, code], period, measure, "count")
                yield Finding("q", key, Estimate(float(count), events=count), ("feed",), "all@1", "")
