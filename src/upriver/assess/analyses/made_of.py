"""What are the police.uk types made of, by offence?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from upriver.assess.asking import STREET, Ask, Counts, table_name
from upriver.assess.definitions import category_slug
from upriver.assess.recorded_counts import Coded, category_of, latest_year, of_forces, quarter_period
from upriver.places.ground import Ground
from upriver.stats.intervals import proportion
from upriver.words.figure import UNITS, CubeSpec, Key
from upriver.words.finding import Estimate, Finding
from upriver.words.period import Period

QUESTION = "what_are_the_types_made_of"
NEEDS = (CubeSpec("recorded_crime_force", "force", "quarter", "offence_code"),)
LEVELS = ("force",)
TABLE = table_name("made_of", "shares")
ALWAYS = "Violence and sexual offences"
"""The widest type: every edition prints it, whatever its definition takes, so every edition says what is in it."""


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """The share of each subgroup of offences in each type that the definition takes, in the latest year held."""
    agreed = ask.definition.agreed
    types = sorted({ALWAYS, *(category for limb in agreed.limbs for category in limb.takes.get(STREET, ()))})
    inside = ground.levels["force"].areas if "force" in ground.levels else ()
    areas = (*inside, *(area for area in ground.partly if area.level == "force"))
    found = of_forces(ask.recorded, areas, np.full(len(areas), np.nan), ask.period)
    year = latest_year(found, ask.period) if found else ()
    if found is None or not year:
        return
    period = quarter_period(found.quarters[year[0]], found.quarters[year[-1]])
    for row in range(len(areas)):
        if not found.missing[row, list(year)].any():
            for category in types:
                yield from _shares(found, row, year, period, category, agreed.name)


def _shares(
    found: Coded, row: int, year: tuple[int, ...], period: Period, category: str, name: str
) -> Iterator[Finding]:
    """Shares of the subgroups and, where there is more than one, of the groups; Wilson's interval."""
    totals = found.counts[row, list(year)].sum(axis=0)
    sums: dict[tuple[str, str], int] = {}
    for at, (code, group, subgroup) in enumerate(found.offences):
        if category_of(code, group) == category and found.listed[list(year), at].any():
            for split in (("group", category_slug(group)), ("subgroup", category_slug(subgroup))):
                sums[split] = sums.get(split, 0) + int(totals[at])
    of = sum(events for (kind, _), events in sums.items() if kind == "subgroup")
    if sum(kind == "group" for kind, _ in sums) == 1:
        sums = {split: events for split, events in sums.items() if split[0] == "subgroup"}
    if of <= 0 or min(sums.values()) < 0:
        return
    for split, events in sorted(sums.items()):
        result = proportion(events, of)
        value, lower, upper = result.limits(times=100.0)
        key = Key(TABLE, found.areas[row], period, category_slug(category), "percent", (split,))
        estimate = Estimate(
            value, lower, upper, 0.95, result.method, events, float(of), "recompute", (), UNITS["percent"][1], 100.0
        )
        yield Finding(QUESTION, key, estimate, (found.contract,), name, "coded")
