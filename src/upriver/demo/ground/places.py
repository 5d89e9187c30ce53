"""The areas of the fictional partnership: what each is made of, what nests in what, and what changed in 2021.

The smallest unit is a *piece*: the ground that one 2011 and one 2021 small area have in common. Every level
is a number for each piece, so anything counted by piece adds up exactly at every level and in both vintages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from upriver.demo.ground.outlines import Grid, make_grid
from upriver.demo.ground.vintages import change_codes, draw_changes, name_small_areas
from upriver.demo.names import DISTRICTS, POLICE_AREA, running_code, ward_name

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
Cells = tuple[int, ...]

SMALL_AREAS_PER_SCALE = 300
_MSOA_SIZE, _WARD_SIZE = 5.0, 7.5
_TOWN_REACH = (1.12, 1.0, 0.95, 0.85)  # how far each town draws its district; the order of DISTRICTS


@dataclass(frozen=True)
class Level:
    """One level of geography: codes, names, and which of them each piece lies in."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    of_piece: IntArray

    def within(self, other: Level) -> IntArray:
        """For each area of this level the area of `other` that holds it (its first piece decides)."""
        first = np.unique(self.of_piece, return_index=True)[1]
        return other.of_piece[first]


@dataclass(frozen=True)
class Places:
    """Every area. Arrays over small areas are in the order of `lsoa21`: by district, MSOA, position."""

    grid: Grid
    cells: tuple[Cells, ...]  # of each piece
    lsoa21: Level
    lsoa11: Level
    msoa21: Level
    ward: Level
    lad: Level
    utla: Level
    csp: Level
    pfa: Level
    change: tuple[str, ...]  # U, S, M or X for each lsoa21
    neighbours: tuple[tuple[int, ...], ...]  # of each lsoa21, sharing an edge
    spot: FloatArray  # middle of each lsoa21 as shares of the map's width and height

    def cells_of(self, level: Level, number: int) -> list[int]:
        """The grid cells of one area."""
        return [cell for piece in np.flatnonzero(level.of_piece == number) for cell in self.cells[piece]]


@dataclass(frozen=True)
class _Drawn:
    """Small areas of 2021 before they have names: their cells and their parents, by running number."""

    cells: list[Cells]
    district: list[int]
    msoa: list[int]
    ward: list[int]


def make_places(scale: int, rng: np.random.Generator) -> Places:
    """Lay out 300 small areas a unit of scale in four districts, with their 2011 forerunners."""
    grid = make_grid(scale, rng)
    drawn = _draw(grid, scale)
    beside = _neighbours(grid, drawn.cells)
    pieces = draw_changes(drawn.cells, drawn.msoa, beside, grid.columns, scale, rng)
    new = np.array([piece.new for piece in pieces])
    old = np.array([piece.old for piece in pieces])
    change = change_codes(new, old)
    district, msoa, ward = (np.array(parent)[new] for parent in (drawn.district, drawn.msoa, drawn.ward))
    msoa_names = _msoa_names(drawn)
    old_named, new_named = name_small_areas(new, old, change, [msoa_names[m] for m in drawn.msoa])
    wards = max(drawn.ward) + 1
    middles = [np.mean([_middle(grid, cell) for cell in cells], axis=0) for cells in drawn.cells]
    return Places(
        grid=grid,
        cells=tuple(piece.cells for piece in pieces),
        lsoa21=Level(*new_named, new),
        lsoa11=Level(*old_named, old),
        msoa21=Level(_codes("E02", len(msoa_names)), tuple(msoa_names), msoa),
        ward=Level(_codes("E05", wards), tuple(ward_name(number) for number in range(wards)), ward),
        lad=Level(tuple(d.code for d in DISTRICTS), tuple(d.name for d in DISTRICTS), district),
        utla=_parents([d.county for d in DISTRICTS], district),
        csp=_parents([d.safety_partnership for d in DISTRICTS], district),
        pfa=_parents([POLICE_AREA] * len(DISTRICTS), district),
        change=change,
        neighbours=beside,
        spot=np.array(middles),
    )


def _codes(prefix: str, how_many: int) -> tuple[str, ...]:
    return tuple(running_code(prefix, number, how_many) for number in range(how_many))


def _msoa_names(drawn: _Drawn) -> list[str]:
    """Norsea 001, Norsea 002 ... within each district."""
    district_of = dict(zip(drawn.msoa, drawn.district, strict=True))
    seen = [0] * len(DISTRICTS)
    names = []
    for msoa in range(len(district_of)):
        district = district_of[msoa]
        seen[district] += 1
        names.append(f"{DISTRICTS[district].name} {seen[district]:03d}")
    return names


def _parents(parent_of_district: Sequence[tuple[str, str]], district: IntArray) -> Level:
    """A level made of whole districts."""
    parents = list(dict.fromkeys(parent_of_district))
    number = np.array([parents.index(parent) for parent in parent_of_district])
    return Level(tuple(code for code, _ in parents), tuple(name for _, name in parents), number[district])


def _middle(grid: Grid, cell: int) -> tuple[float, float]:
    row, column = divmod(cell, grid.columns)
    return (column + 0.5) / grid.columns, (row + 0.5) / grid.rows


def _draw(grid: Grid, scale: int) -> _Drawn:
    """Give land cells to the nearest town, join the largest in pairs, and group them into MSOAs and wards."""
    land = np.flatnonzero(grid.land.ravel()).tolist()
    towns = np.array([district.town for district in DISTRICTS])
    reach = np.array(_TOWN_REACH)
    owner = {cell: int(np.argmin(np.hypot(*(towns - _middle(grid, cell)).T) / reach)) for cell in land}
    areas = _join_large(grid, owner, len(land) - SMALL_AREAS_PER_SCALE * scale)
    drawn = _Drawn([], [], [], [])
    for district in range(len(DISTRICTS)):
        mine = [cells for cells in areas if owner[cells[0]] == district]
        middles = np.array([np.mean([_middle(grid, cell) for cell in cells], axis=0) for cells in mine])
        first_msoa, first_ward = len(set(drawn.msoa)), len(set(drawn.ward))
        ward_of = _group(middles, _WARD_SIZE)
        msoa_of = _group(middles, _MSOA_SIZE)
        for area in sorted(range(len(mine)), key=lambda a: (msoa_of[a], a)):
            drawn.cells.append(mine[area])
            drawn.district.append(district)
            drawn.msoa.append(first_msoa + msoa_of[area])
            drawn.ward.append(first_ward + ward_of[area])
    return drawn


def _join_large(grid: Grid, owner: dict[int, int], joins: int) -> list[Cells]:
    """Join the largest cells with their eastern neighbour: the countryside's wide small areas."""
    partner: dict[int, int] = {}
    for cell in sorted(owner, key=grid.size, reverse=True):
        east = cell + 1
        same = east % grid.columns != 0 and owner.get(east) == owner[cell]
        if len(partner) < 2 * joins and same and cell not in partner and east not in partner:
            partner[cell], partner[east] = east, cell
    return [(c, partner[c]) if c in partner else (c,) for c in sorted(owner) if partner.get(c, c + 1) > c]


def _group(middles: FloatArray, size: float) -> list[int]:
    """The group of each area, about `size` areas to a group each nearly always in one place."""
    groups = _bisect(middles, list(range(len(middles))), max(1, round(len(middles) / size)))
    group_of = {area: number for number, group in enumerate(groups) for area in group}
    return [group_of[area] for area in range(len(middles))]


def _bisect(middles: FloatArray, members: list[int], count: int) -> list[list[int]]:
    """Cut a set of areas across its longer side again and again until it is `count` groups of like size."""
    if count <= 1:
        return [members]
    spread = np.ptp(middles[members], axis=0)
    axis = 0 if spread[0] >= spread[1] else 1
    ordered = sorted(members, key=lambda m: (middles[m][axis], middles[m][1 - axis]))
    first = count // 2
    cut = round(len(ordered) * first / count)
    return _bisect(middles, ordered[:cut], first) + _bisect(middles, ordered[cut:], count - first)


def _neighbours(grid: Grid, areas: Sequence[Cells]) -> tuple[tuple[int, ...], ...]:
    """Areas that share at least one edge."""
    area_of = {cell: number for number, cells in enumerate(areas) for cell in cells}
    beside: list[set[int]] = [set() for _ in areas]
    for cell, area in area_of.items():
        ways = [cell + grid.columns] + ([cell + 1] if (cell + 1) % grid.columns else [])
        for other in (area_of[way] for way in ways if way in area_of):
            if other != area:
                beside[area].add(other)
                beside[other].add(area)
    return tuple(tuple(sorted(others)) for others in beside)
