"""The ground of the fictional partnership: a bent grid whose cells share their edges point for point.

Every area at every level is a set of cells. Its outline is what is left when the edges that two of its cells
share are taken away, so neighbours agree exactly and nothing overlaps or gapes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from upriver.demo.names import DISTRICTS

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
Corner = tuple[int, int]
Edge = tuple[Corner, Corner]
Ring = list[list[float]]

WEST, EAST, SOUTH, NORTH = 1.50, 2.40, 54.30, 54.85
_BENDS = 3  # extra points on each edge, so that borders wander as real ones do
_CELLS_PER_SCALE = 430


@dataclass(frozen=True)
class Grid:
    """A bent grid of cells, numbered row by row from the south-west; coordinates are longitude, latitude.

    `along` holds the bends between a corner and the next one east, `up` those to the next one north, `flat`
    the corners before the map was swirled.
    """

    rows: int
    columns: int
    flat: FloatArray
    corners: FloatArray
    along: FloatArray
    up: FloatArray
    land: BoolArray

    def corners_of(self, cell: int) -> tuple[Corner, Corner, Corner, Corner]:
        """The four corners of a cell, anticlockwise from its south-west."""
        row, column = divmod(cell, self.columns)
        return (row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)

    def inside(self, cell: int, east: float, north: float) -> tuple[float, float]:
        """A point in a cell; shares between 0.25 and 0.75 are always inside."""
        south_west, south_east, north_east, north_west = (self.flat[c] for c in self.corners_of(cell))
        south = south_west + east * (south_east - south_west)
        top = north_west + east * (north_east - north_west)
        longitude, latitude = _swirl(south + north * (top - south))
        return float(longitude), float(latitude)

    def size(self, cell: int) -> float:
        """Area of a cell in square degrees, bends left out."""
        ring = np.array([self.corners[c] for c in self.corners_of(cell)])
        return abs(signed_area(ring.tolist()))


def make_grid(scale: int, rng: np.random.Generator) -> Grid:
    """A grid of about 430 cells a unit of scale, denser near the towns, cut off in the east by a coast."""
    columns = round((_CELLS_PER_SCALE * scale * 4 / 3) ** 0.5)
    rows = round(_CELLS_PER_SCALE * scale / columns)
    x = _spread(WEST, EAST, columns, [district.town[0] for district in DISTRICTS])
    y = _spread(SOUTH, NORTH, rows, [district.town[1] for district in DISTRICTS])
    reach_x, reach_y = _reach(x), _reach(y)
    corners = np.stack(np.meshgrid(x, y), axis=-1)
    corners[..., 0] += reach_x[None, :] * rng.uniform(-0.18, 0.18, corners.shape[:2])
    corners[..., 1] += reach_y[:, None] * rng.uniform(-0.18, 0.18, corners.shape[:2])
    shift = 0.12 * np.minimum(reach_x[None, :], reach_y[:, None])
    along = _bend(corners[:, :-1], corners[:, 1:], np.minimum(shift[:, :-1], shift[:, 1:]), rng)
    up = _bend(corners[:-1], corners[1:], np.minimum(shift[:-1], shift[1:]), rng)
    return Grid(rows, columns, corners, _swirl(corners), _swirl(along), _swirl(up), _land(rows, columns))


def _spread(low: float, high: float, steps: int, towns: list[float]) -> FloatArray:
    """Positions from low to high whose steps are about half as long beside a town as far from one."""
    middle = (np.arange(steps) + 0.5) / steps
    near = sum(np.exp(-(((middle - town) / 0.09) ** 2)) for town in towns)
    step = 1.0 - 0.5 * np.minimum(near, 1.0)
    return np.asarray(low + (high - low) * np.concatenate([[0.0], np.cumsum(step) / step.sum()]))


def _reach(positions: FloatArray) -> FloatArray:
    """The shorter of the two steps beside each position: how far a corner may move."""
    steps = np.diff(positions)
    return np.asarray(np.minimum(np.append(steps, steps[-1]), np.insert(steps, 0, steps[0])))


def _bend(start: FloatArray, end: FloatArray, shift: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Points between two corners, pushed off the straight line; shape (..., bends, 2)."""
    share = (np.arange(_BENDS) + 1) / (_BENDS + 1)
    way = end - start
    across = np.stack([-way[..., 1], way[..., 0]], axis=-1) / np.linalg.norm(way, axis=-1, keepdims=True)
    push = rng.uniform(-1, 1, (*shift.shape, _BENDS)) * shift[..., None]
    points = start[..., None, :] + share[:, None] * way[..., None, :] + push[..., None] * across[..., None, :]
    return np.asarray(points)


def _swirl(points: FloatArray) -> FloatArray:
    """Bend the whole map so that it looks less like a grid; gently enough that nothing folds over."""
    x, y = (points[..., 0] - WEST) / (EAST - WEST), (points[..., 1] - SOUTH) / (NORTH - SOUTH)
    swirled = np.empty_like(points)
    swirled[..., 0] = WEST + (EAST - WEST) * (x + 0.05 * np.sin(8 * y) + 0.01 * np.sin(19 * y + 1))
    swirled[..., 1] = SOUTH + (NORTH - SOUTH) * (y + 0.05 * np.sin(6 * x + 1) + 0.015 * np.sin(17 * x))
    return np.round(swirled, 6)


def _land(rows: int, columns: int) -> BoolArray:
    """Which cells are land: a bay and two headlands in the east, blunt corners in the west."""
    row = (np.arange(rows)[:, None] + 0.5) / rows
    column = (np.arange(columns)[None, :] + 0.5) / columns
    coast = 0.86 + 0.08 * np.sin(2 * np.pi * (row * 1.3 + 0.1)) - 0.12 * (row > 0.93)
    return (column < coast) & (column + (1 - row) > 0.16) & (column + row > 0.12)


def outline(grid: Grid, cells: Iterable[int]) -> dict[str, object]:
    """The GeoJSON geometry of a set of cells: a polygon, or several where they do not touch along an edge."""
    rings = [_coordinates(grid, ring) for ring in _rings(grid, cells)]
    shells = [[ring] for ring in rings if signed_area(ring) > 0]
    for hole in (ring for ring in rings if signed_area(ring) < 0):
        home = next(shell for shell in shells if _holds(shell[0], hole))
        home.append(hole)
    if len(shells) == 1:
        return {"type": "Polygon", "coordinates": shells[0]}
    return {"type": "MultiPolygon", "coordinates": shells}


def _rings(grid: Grid, cells: Iterable[int]) -> list[list[Corner]]:
    """Closed walks along the outer edges with the area on the left; where corners meet it turns left."""
    edges: set[Edge] = set()
    for cell in cells:
        corners = grid.corners_of(cell)
        for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
            if (end, start) in edges:
                edges.remove((end, start))
            else:
                edges.add((start, end))
    leaving: dict[Corner, set[Corner]] = {}
    for start, end in edges:
        leaving.setdefault(start, set()).add(end)
    rings = []
    for first in sorted(leaving):
        while leaving[first]:
            ring, here = [first], min(leaving[first])
            leaving[first].remove(here)
            while here != first or len(ring) < 3:
                step = (here[0] - ring[-1][0], here[1] - ring[-1][1])
                ring.append(here)
                here = _turn_left(here, step, leaving[here])
            rings.append(ring)
    return rings


def _turn_left(here: Corner, step: Corner, open_ends: set[Corner]) -> Corner:
    """Take the leftmost way out, so that areas which touch in one corner stay apart."""
    left = (step[1], -step[0])
    for way in (left, step, (-left[0], -left[1])):
        end = (here[0] + way[0], here[1] + way[1])
        if end in open_ends:
            open_ends.remove(end)
            return end
    raise AssertionError("an outline must close")


def _coordinates(grid: Grid, ring: list[Corner]) -> Ring:
    points: Ring = []
    for start, end in zip(ring, (*ring[1:], ring[0]), strict=True):
        points.append(grid.corners[start].tolist())
        low = min(start, end)
        bends = (grid.along if start[0] == end[0] else grid.up)[low].tolist()
        points.extend(bends if low == start else bends[::-1])
    return [*points, points[0]]


def signed_area(ring: Ring) -> float:
    """Positive when the ring runs anticlockwise."""
    x, y = np.array(ring).T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def _holds(shell: Ring, hole: Ring) -> bool:
    x, y = np.mean(hole[:2], axis=0)
    inside = False
    for (x1, y1), (x2, y2) in pairwise(shell):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside
