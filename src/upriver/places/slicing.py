"""One area's part of a ground that was laid for a whole country."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from upriver.places.ground import Ground, Level
from upriver.words.area import Area


def part_of(ground: Ground, level: str, area: Area) -> tuple[Ground, np.ndarray]:
    """The ground of one area alone, which stands for the partnership, and where its places are in the larger one.

    It has the area itself and its small areas as levels; neighbours stay behind, since they reach over its border.
    """
    row = ground.levels[level].areas.index(area)
    at = np.sort(ground.levels[level].member[row].indices)
    size = len(ground.small)
    small = at[at < size]
    codes = tuple(ground.small[place] for place in small)
    whole = sparse.csr_matrix(np.ones((1, len(at))))
    levels = {"partnership": Level("partnership", (area,), whole), "lsoa21": _small_areas(ground, small, len(at))}
    return Ground(
        area,
        codes,
        tuple(ground.places[place] for place in at),
        tuple(ground.names[place] for place in small),
        ground.residents[small],
        ground.basis,
        tuple(ground.home[place] for place in at),
        levels,
        (),
        None,
        {name: values[small] for name, values in ground.deprivation.items()},
        ground.notes,
    ), at


def _small_areas(ground: Ground, small: np.ndarray, places: int) -> Level:
    areas = ground.levels["lsoa21"].areas
    row_of = {area.code: area for area in areas} if len(areas) != len(ground.small) else None
    own = tuple(areas[place] if row_of is None else row_of[ground.small[place]] for place in small)
    member = sparse.csr_matrix((np.ones(len(own)), (np.arange(len(own)), np.arange(len(own)))), shape=(len(own), places))
    return Level("lsoa21", own, member)


def only_where(level: Level, areas: np.ndarray, places: np.ndarray) -> Level:
    """A level with some of its areas, and of these the places for which `places` is True; both masks are boolean."""
    member = level.member[np.flatnonzero(areas)] @ sparse.diags_array(places.astype(float)).tocsr()
    member = sparse.csr_matrix(member)
    member.eliminate_zeros()
    return Level(level.level, tuple(area for area, kept in zip(level.areas, areas, strict=True) if kept), member)
