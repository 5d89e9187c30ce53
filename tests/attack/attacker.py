"""A reader with paper, who knows how the places, months and kinds lie in each other, and works without linear programming.

He sees every printed number as a sum over atoms (a small area in a month of one kind), finds which sums follow from others by
elimination, and narrows what is left by going round all sums until no bound moves. What he can reach is an outer bound: a
range that he finds is one that every reader can find.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from attack.worlds import MONTHS

from upriver.words.cleared import Cell, Clearance

KINDS = {"all": (0, 1), "knife": (0,), "other": (1,)}


@dataclass(frozen=True)
class Reached:
    """What he knows of one hidden number: its cell, and the least and the most that it can be."""

    cell: Cell
    least: float
    most: float


@dataclass(frozen=True)
class Page:
    """All printed numbers as sums over classes of atoms that no printed number tells apart."""

    cells: tuple[Cell, ...]
    sums: np.ndarray
    """bool (cells, classes)."""
    least: np.ndarray
    most: np.ndarray
    """Of each cell, as printed: equal where exact, a range where rounded, 0 (or 1) and infinity where hidden."""


def laid_out(clearance: Clearance, inside: Mapping[tuple[str, str], frozenset[int]], *, base: int, ones: bool) -> Page:
    """`ones`: whether a hidden number is known to be 1 at least, as where every nought is printed."""
    cells = {(c.key.area.level, c.key.area.code, c.key.period, c.key.measure): c for t in clearance.tables for c in t.cells}
    small = 1 + max(max(members) for members in inside.values())
    atoms = np.zeros((len(cells), small, len(MONTHS), 2), dtype=bool)
    for row, (level, code, period, measure) in enumerate(cells):
        months = [MONTHS.index(month) for month in period.months]
        atoms[row][np.ix_(sorted(inside[level, code]), months, KINDS[measure])] = True
    flat = atoms.reshape(len(cells), -1)
    flat = flat[:, flat.any(axis=0)]
    classes = np.unique(flat, axis=1)
    least, most = np.zeros(len(cells)), np.full(len(cells), np.inf)
    for row, cell in enumerate(cells.values()):
        if cell.count is None:
            least[row] = 1.0 if ones else 0.0
        else:
            room = base // 2 if cell.count else 0
            least[row], most[row] = max(cell.count - room, 0), cell.count + room
    return Page(tuple(cells.values()), classes, least, most)


def attack(page: Page) -> tuple[Reached, ...]:
    """Each hidden number with what can be reached of it."""
    least, most = _narrowed(page)
    exact = _determined(page)
    found = []
    for row, cell in enumerate(page.cells):
        if cell.count is None:
            low, high = least[row], most[row]
            if row in exact:
                low = high = exact[row]
            found.append(Reached(cell, float(low), float(high)))
    return tuple(found)


def differences(page: Page, low: int, high: int) -> tuple[tuple[Cell, Cell, float], ...]:
    """Pairs of exact numbers, one inside the other, whose difference is in the protected range."""
    shown = [row for row, cell in enumerate(page.cells) if cell.count is not None and page.least[row] == page.most[row]]
    sums, values = page.sums[shown], page.least[shown]
    inside = (sums.astype(np.int32) @ (~sums).astype(np.int32).T) == 0  # row i within row j
    apart = values[None, :] - values[:, None]
    pairs = np.argwhere(inside & (apart >= low) & (apart <= high))
    return tuple((page.cells[shown[i]], page.cells[shown[j]], float(apart[i, j])) for i, j in pairs)


def _determined(page: Page) -> dict[int, float]:
    """Hidden sums that are combinations of exact ones, with their values."""
    known = np.flatnonzero(page.least == page.most)
    hidden = [row for row, cell in enumerate(page.cells) if cell.count is None]
    if not len(known) or not hidden:
        return {}
    sums = page.sums.astype(np.float64)
    weights, *_ = np.linalg.lstsq(sums[known].T, sums[hidden].T, rcond=None)
    left = np.abs(sums[known].T @ weights - sums[hidden].T).max(axis=0)
    values = page.least[known] @ weights
    return {row: float(round(values[at])) for at, row in enumerate(hidden) if left[at] < 1e-7}


def _narrowed(page: Page) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of every printed sum after going round: over the classes of atoms, and over differences of nested sums."""
    sums, least, most = _with_differences(page.sums, page.least, page.most)
    low, high = np.zeros(sums.shape[1]), np.full(sums.shape[1], np.inf)
    matrix = sums.astype(np.float64)
    for _ in range(60):
        before = low.sum() + np.where(np.isinf(high), 0, high).sum() + least.sum() + np.where(np.isinf(most), 0, most).sum()
        infinite = np.isinf(high)
        finite = np.where(infinite, 0.0, high)
        least = np.maximum(least, matrix @ low)
        open_ends = matrix @ infinite
        most = np.minimum(most, np.where(open_ends > 0, np.inf, matrix @ finite))
        # Of one class: what its sum has at most, less the least of the others; what it has at least, less their most.
        room = (most - matrix @ low)[:, None] + low[None, :]
        high = np.minimum(high, np.where(sums, room, np.inf).min(axis=0))
        others_open = open_ends[:, None] - (sums & infinite[None, :])
        floor = np.where(others_open > 0, -np.inf, least[:, None] - (matrix @ finite)[:, None] + np.where(infinite, 0.0, high)[None, :] * sums)
        low = np.maximum(low, np.where(sums, floor, -np.inf).max(axis=0))
        low, high = np.ceil(low - 1e-9), np.floor(high + 1e-9)
        after = low.sum() + np.where(np.isinf(high), 0, high).sum() + least.sum() + np.where(np.isinf(most), 0, most).sum()
        if after == before:
            break
    return least[: len(page.cells)], most[: len(page.cells)]


def _with_differences(sums: np.ndarray, least: np.ndarray, most: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The sums, and what is left of each when one or several that lie inside it, apart from each other, are taken away."""
    rows: dict[bytes, int] = {row.tobytes(): at for at, row in enumerate(sums)}
    made, low, high = list(sums), list(least), list(most)
    for _ in range(2):
        for outer in range(len(sums)):
            every = np.array(made)
            within = ~(every & ~sums[outer]).any(axis=1) & (every != sums[outer]).any(axis=1)
            for inner in np.flatnonzero(within).tolist():
                if np.isinf(high[inner]):
                    continue
                left = sums[outer] & ~made[inner]
                name = left.tobytes()
                bounds = max(low[outer] - high[inner], 0.0), high[outer] - low[inner]
                if name in rows:
                    at = rows[name]
                    low[at], high[at] = max(low[at], bounds[0]), min(high[at], bounds[1])
                elif len(made) < 1_500 and not np.isinf(bounds[1]):
                    rows[name] = len(made)
                    made.append(left)
                    low.append(bounds[0])
                    high.append(bounds[1])
    return np.array(made), np.array(low), np.array(high)


def recovered(found: Sequence[Reached], truth: Mapping[Cell, int], *, low: int, high: int, wide: float) -> tuple[Reached, ...]:
    """Those hidden numbers in the protected range that are known closer than `wide`."""
    return tuple(each for each in found if low <= truth[each.cell] <= high and each.most - each.least < wide)
