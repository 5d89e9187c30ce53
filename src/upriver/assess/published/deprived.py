"""How many residents live in the most deprived small areas: a factor made here from two tables that are held."""

from __future__ import annotations

import numpy as np

from upriver.assess.published.links import ENGLAND
from upriver.assess.published.populations import places_of
from upriver.assess.published.reading import Reading
from upriver.assess.published.years import Years
from upriver.places.ground import Ground
from upriver.words.reference.factor import Measured

INDEX = Years(2025, 2025, False, "Indices 2025, residents 2021")


def residents_in_first_tenth(ground: Ground, measured: Measured) -> tuple[Reading, ...]:
    """Percent of residents whose small area is in the first tenth of England; England has a tenth of its areas there.

    Nothing for another measure, where the indices or residents aren't held, or where any small area of it isn't known.
    """
    tenth = ground.deprivation.get(measured.indicator) if measured.contract == "deprivation_2025" else None
    if tenth is None:
        return ()
    at = {code: place for place, code in enumerate(ground.small)}
    found = []
    for level in ("ltla", "utla"):
        for area, places in places_of(ground, level):
            rows = [at[code] for code in places]
            people, tenths = ground.residents[rows], tenth[rows]
            if len(rows) and not np.isnan(people).any() and not np.isnan(tenths).any() and people.sum() > 0:
                share = 100 * float(people[tenths == 1].sum()) / float(people.sum())
                found.append(Reading(area.code, area.name, "area", INDEX, share, everybody=True))
    once = tuple({each.code: each for each in found}.values())
    return (*once, Reading(ENGLAND, "England", "country", INDEX, 10.0)) if once else ()
