"""Places by the names that people know, each with the area that has a page and holds most of it."""

from __future__ import annotations

import numpy as np

from upriver.places.ground import Ground
from upriver.report.public.matter import Place
from upriver.words.area import LEVEL_NAMES

KNOWN = ("ward",)
"""Levels whose areas people call by name; those of the census have numbers for names."""
READ = ("ltla", "csp", "utla")
"""Levels with pages, the nearest to a place first."""


def places_of(ground: Ground) -> tuple[Place, ...]:
    """Every ward with the district that holds most of its small areas, by name; one name in two districts stands twice."""
    level = next((ground.levels[name] for name in READ if name in ground.levels), None)
    if level is None:
        return ()
    found = []
    small = len(ground.small)
    for name in KNOWN:
        if name not in ground.levels:
            continue
        mine = ground.levels[name]
        shared = np.asarray((mine.member[:, :small] @ level.member[:, :small].T).todense())
        for row, area in enumerate(mine.areas):
            if shared[row].max(initial=0) > 0:
                held = level.areas[int(shared[row].argmax())]
                found.append(Place(area.name, LEVEL_NAMES[name], held.name, held.code))
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.area)))
