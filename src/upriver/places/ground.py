"""The ground of an assessment: the partnership's small areas, who lives there, and every larger area above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from upriver.places.gazetteer import Gazetteer, whole
from upriver.words.area import LEVELS, Area


@dataclass(frozen=True, slots=True)
class Level:
    """The areas of one level that lie wholly on the ground.

    `member` is a 0/1 matrix (areas, places) over the ground's places: its small areas, then its remainders.
    """

    level: str
    areas: tuple[Area, ...]
    member: sparse.csr_matrix


@dataclass(frozen=True, slots=True)
class Ground:
    """All that an analysis may know of places. Arrays are in the order of `small`.

    `places` are the small areas and after them the remainders: a district's rows known no closer, as
    `ltla:E07000086`. `residents` is NaN where not known. `home` is the force whose file speaks for each place.
    """

    partnership: Area
    small: tuple[str, ...]
    places: tuple[str, ...]
    names: tuple[str, ...]
    residents: np.ndarray
    basis: str
    home: tuple[str, ...]
    levels: Mapping[str, Level]
    partly: tuple[Area, ...]
    neighbours: sparse.csr_matrix | None = None
    deprivation: Mapping[str, np.ndarray] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def forces(self) -> dict[str, Area]:
        """The police force area of each force whose file speaks for some of the ground, by the force's slug."""
        level = self.levels.get("force")
        return {} if level is None else {
            self.home[place]: area for row, area in enumerate(level.areas) for place in level.member[row].indices
        }

    def residents_of(self, level: str) -> np.ndarray:
        """Residents of each area of a level: sums over small areas; NaN where any of them isn't known."""
        member = self.levels[level].member[:, : len(self.small)]
        return np.asarray(member @ np.nan_to_num(self.residents)) + np.where(
            np.asarray(member @ np.isnan(self.residents).astype(float)) > 0, np.nan, 0.0
        )


def lay_out(
    gazette: Gazetteer,
    chosen: Sequence[Area],
    *,
    slug: str,
    name: str,
    residents: Mapping[str, float],
    basis: str,
    forces: Mapping[str, str],
    deprivation: Mapping[str, Mapping[str, float]],
    neighbours: sparse.csr_matrix | None = None,
    outlined: Sequence[str] = (),
) -> Ground:
    """Lay the ground out from the gazetteer and the chosen areas.

    Args:
        residents: small area -> residents. deprivation: column -> small area -> value.
        forces: code of a force's area -> slug of its file.
        neighbours: contiguity over `outlined` codes; cut down to the ground's small areas.
    """
    small = tuple(sorted({code for area in chosen for code in gazette.small_areas_of(area.level, area.code)}))
    districts = sorted({gazette.parents["ltla"][code] for code in small if code in gazette.parents["ltla"]})
    inside = frozenset(small)
    complete = [code for code in districts if inside.issuperset(gazette.small_areas_of("ltla", code))]
    places = small + tuple(f"ltla:{code}" for code in complete)
    partnership = Area("partnership", slug, name)
    levels, partly = _levels(gazette, partnership, small, complete)
    force_of = gazette.parents.get("force", {})
    home = [forces.get(force_of.get(code, ""), "") for code in small]
    first_of = {gazette.parents["ltla"].get(code): where for code, where in zip(small, home, strict=True)}
    return Ground(
        partnership,
        small,
        places,
        tuple(gazette.names.get(("lsoa21", code), code) for code in small),
        np.array([residents.get(code, np.nan) for code in small], dtype=float),
        basis,
        tuple(home) + tuple(first_of[code] for code in complete),
        levels,
        tuple(partly),
        _cut(neighbours, outlined, small),
        {column: np.array([values.get(code, np.nan) for code in small]) for column, values in deprivation.items()},
        gazette.unclear,
    )


def _levels(
    gazette: Gazetteer, partnership: Area, small: Sequence[str], complete: Sequence[str]
) -> tuple[dict[str, Level], list[Area]]:
    """Levels with the areas that lie wholly inside, and the areas that lie only partly inside."""
    inside, levels, partly = frozenset(small), {}, []
    for level in LEVELS:
        areas = (partnership,) if level == "partnership" else _areas(gazette, level, small)
        kept = [area for area in areas if level == "partnership" or whole(gazette, level, area.code, inside)]
        inner = {area.code for area in kept}
        partly.extend(area for area in areas if area.code not in inner and level not in ("region", "country"))
        if kept:
            levels[level] = Level(level, tuple(kept), _member(gazette, level, kept, small, complete))
    return levels, partly


def _areas(gazette: Gazetteer, level: str, small: Sequence[str]) -> tuple[Area, ...]:
    parents = gazette.parents.get(level, {})
    return tuple(gazette.area(level, code) for code in sorted({parents[code] for code in small if code in parents}))


def _member(
    gazette: Gazetteer, level: str, areas: Sequence[Area], small: Sequence[str], complete: Sequence[str]
) -> sparse.csr_matrix:
    """Small areas by their parent; a district's remainder belongs where the whole district does."""
    row_of = {area.code: row for row, area in enumerate(areas)}
    parents = gazette.parents.get(level, {})
    cells = []
    for column, code in enumerate(small):
        row = 0 if level == "partnership" else row_of.get(parents.get(code, ""))
        if row is not None:
            cells.append((row, column))
    for offset, district in enumerate(complete):
        rows = {
            0 if level == "partnership" else row_of.get(parents.get(code, ""))
            for code in gazette.small_areas_of("ltla", district)
        }
        if len(rows) == 1 and (row := rows.pop()) is not None and level not in ("lsoa21", "msoa21", "ward"):
            cells.append((row, len(small) + offset))
    rows, columns = zip(*cells, strict=True) if cells else ((), ())
    return sparse.csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(areas), len(small) + len(complete)))


def _cut(
    neighbours: sparse.csr_matrix | None, outlined: Sequence[str], small: Sequence[str]
) -> sparse.csr_matrix | None:
    if neighbours is None:
        return None
    at = {code: row for row, code in enumerate(outlined)}
    if any(code not in at for code in small):
        return None
    rows = [at[code] for code in small]
    return neighbours[rows][:, rows].tocsr()
