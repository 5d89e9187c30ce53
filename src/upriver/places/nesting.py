"""What adds up to what on the ground: every level that lies wholly inside another."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from upriver.places.ground import Ground
from upriver.words.area import Nesting
from upriver.words.releasing.released import Frame

UP = (
    ("lsoa21", "msoa21"),
    ("lsoa21", "ward"),
    ("lsoa21", "ltla"),
    ("lsoa21", "icb"),
    ("msoa21", "ltla"),
    ("ward", "ltla"),
    ("ltla", "csp"),
    ("ltla", "utla"),
    ("ltla", "fra"),
    ("ltla", "force"),
    ("csp", "force"),
    ("utla", "force"),
    ("ltla", "partnership"),
    ("csp", "partnership"),
    ("force", "partnership"),
    ("utla", "partnership"),
    ("icb", "partnership"),
    ("fra", "partnership"),
    ("region", "partnership"),
    ("country", "partnership"),
    ("csp", "ltla"),
    ("csp", "utla"),
    ("utla", "csp"),
    ("utla", "ltla"),
    ("fra", "force"),
    ("force", "fra"),
    ("icb", "force"),
    ("partnership", "force"),
)
"""Pairs of levels that are looked at, parts first; areas of the same ground are parts of each other."""


def nestings(ground: Ground) -> tuple[Nesting, ...]:
    """Each area with the areas of a smaller level that make it up; exact where they cover the same places."""
    found = []
    for small, large in UP:
        if small not in ground.levels or large not in ground.levels:
            continue
        inner, outer = ground.levels[small], ground.levels[large]
        # Small areas alone: a district's rows known no closer belong to none of them, and must not open the sum.
        ours, theirs = inner.member[:, : len(ground.small)], outer.member[:, : len(ground.small)]
        sizes = np.asarray(ours.sum(axis=1)).ravel()
        inside = (theirs @ ours.T).toarray()
        for row, parent in enumerate(outer.areas):
            children = [
                position for position in np.flatnonzero(inside[row]) if inside[row, position] == sizes[position]
            ]
            covered = sum(sizes[position] for position in children)
            exact = bool(children) and bool(covered == theirs[row].sum())
            found.append(Nesting(parent, tuple(inner.areas[position] for position in children), exact))
    return tuple(found)


def frame_of(ground: Ground, limbs: Mapping[str, tuple[str, ...]]) -> Frame:
    """What counts on a ground are counted over: the small areas of each area larger than one, and what sums are made of."""
    areas = {
        f"{level}:{area.code}": tuple(ground.small[at] for at in laid.member[row].indices if at < len(ground.small))
        for level, laid in sorted(ground.levels.items()) if level != "lsoa21"
        for row, area in enumerate(laid.areas)
    }
    return Frame(areas, dict(sorted(limbs.items())))
