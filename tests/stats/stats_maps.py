"""Small maps for the tests: a grid whose cells touch along their sides and corners."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from upriver.stats.areas.clusters import from_pairs


def grid(rows: int, columns: int, *, corners: bool = True) -> sparse.csr_array:
    """Queen neighbours of a grid (rook without corners), cells numbered row by row."""
    cell = np.arange(rows * columns).reshape(rows, columns)
    pairs = [(cell[:, :-1], cell[:, 1:]), (cell[:-1], cell[1:])]
    if corners:
        pairs += [(cell[:-1, :-1], cell[1:, 1:]), (cell[:-1, 1:], cell[1:, :-1])]
    first = np.concatenate([a.ravel() for a, _ in pairs])
    second = np.concatenate([b.ravel() for _, b in pairs])
    return from_pairs(first, second, cell.size)
