"""What could a reader work out of a table with hidden cells? Every cell's least and most, by linear programming.

The lock hides by its own rules (`hiding`); this asks afterwards, knowing nothing of them, as a reader with a solver would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Place = tuple[int, int]
ENOUGH = 0.5  # of its own count: a hidden cell known to less than this is as good as told


@dataclass(frozen=True, slots=True)
class Told:
    """What the rest of a table tells of one hidden cell.

    Attributes:
        cell: its row and column. least, most: the smallest and the largest count it can be; `most` is infinite where
            nothing bounds it.
        safe: whether the two lie at least the wanted share of its count apart, and one event at least.
    """

    cell: Place
    least: float
    most: float
    safe: bool

    @property
    def exact(self) -> bool:
        """Whether the count can be worked out to the event."""
        return self.most - self.least < 0.5


def audit(
    table: Sequence[Sequence[float]], hidden: Sequence[Place], *, rows: bool = True, columns: bool = True, share: float = ENOUGH
) -> tuple[Told, ...]:
    """Each hidden cell's range, given all cells that are shown and the totals that are printed.

    Counts are zero or more. With hidden h and totals of rows and columns, the least and the most of each cell are the two
    ends of a linear programme over the hidden cells alone.

    Args:
        table: the true counts, for the totals and the share.
        hidden: (row, column) of each cell not shown, counted from 0.
        rows, columns: whether totals of rows, of columns are printed; the grand total follows from either.
        share: how far apart the ends must lie, as a share of the true count.

    Source: Fischetti and Salazar-Gonzalez (2000) JASA 95:916-928 for the attacker's two programmes.
    """
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or (counts < 0).any() or not np.isfinite(counts).all():
        raise ValueError("the table must have rows and columns of counts, zero or more")
    wanted = sorted(set(hidden))
    if any(not (0 <= row < counts.shape[0] and 0 <= column < counts.shape[1]) for row, column in wanted):
        raise ValueError("a hidden cell lies outside the table")
    kept = np.ones(counts.shape, dtype=bool)
    for cell in wanted:
        kept[cell] = False
    sums, rest = _known(counts, wanted, kept, rows=rows, columns=columns)
    return tuple(_told(at, cell, sums, rest, counts[cell], share) for at, cell in enumerate(wanted))


def _known(counts: np.ndarray, wanted: list[Place], kept: np.ndarray, *, rows: bool, columns: bool) -> tuple[np.ndarray, np.ndarray]:
    """Which hidden cells each printed total holds, and what it leaves for them."""
    sums, rest = [], []
    for axis, printed in ((0, rows), (1, columns)):
        left = np.where(kept, 0.0, counts).sum(axis=1 - axis)
        for line in sorted({cell[axis] for cell in wanted}) if printed else ():
            sums.append([float(cell[axis] == line) for cell in wanted])
            rest.append(float(left[line]))
    return np.array(sums).reshape(-1, len(wanted)), np.array(rest)


def _told(at: int, cell: Place, sums: np.ndarray, rest: np.ndarray, true: float, share: float) -> Told:
    from scipy.optimize import linprog  # takes half a second to import, and no assessment asks for it

    ends = []
    for sign in (1.0, -1.0):
        cost = np.zeros(sums.shape[1])
        cost[at] = sign
        found = linprog(cost, A_eq=sums if len(sums) else None, b_eq=rest if len(rest) else None, bounds=(0, None))
        ends.append(sign * found.fun if found.status == 0 else np.inf)
    least, most = round(float(ends[0]), 6), round(float(ends[1]), 6)
    return Told(cell, least, most, bool(most - least >= max(1.0, share * true)))
