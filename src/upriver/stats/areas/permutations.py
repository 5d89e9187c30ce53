"""How often chance alone would give a neighbourhood as high or as low: permutation p-values."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from upriver.stats.areas.clusters import binary
from upriver.stats.result import BadInput, Floats, as_floats

SMALL_GROUP = 24  # up to this many areas are counted one by one; sorting the draws costs more


def pooled_p(values: ArrayLike, neighbours: sparse.spmatrix, *, draws: int = 99_999, seed: int) -> Floats:
    """Two-sided permutation p-values of Gi*, from one reference for all areas with as many neighbours.

    For each number of neighbours k, k + 1 values are drawn at random `draws` times and added up; an area's
    own sum is held against them: p = min(1, 2 (1 + min(how many >=, how many <=)) / (draws + 1)). Draws are
    with replacement and may hold the area's own value: an approximation, made for screening tens of
    thousands of areas (for a printed map see `conditional_p`). The smallest p of 99,999 draws is 0.00002.

    Args:
        values: shape (areas,). NaN gives NaN and counts as nobody's neighbour.
        neighbours: shape (areas, areas), any non-zero is a neighbour; the diagonal is ignored.
        draws: at least 99; 99,999 or more where many areas are tested at once.
        seed: required, so that the same figures come again.

    Returns:
        shape (areas,); NaN for areas with no (held) neighbour and for values that do not vary.

    Source: own; p-value with the observed counted as in Davison and Hinkley (1997) Bootstrap Methods, 4.2.
    """
    y, near, held = _check(values, neighbours, draws)
    sums, members = _sums(y, near, held)
    out = np.full(y.size, np.nan)
    pool = y[held]
    if pool.size < 2 or np.ptp(pool) == 0:
        return out
    rng = np.random.default_rng(seed)
    slack = 1e-9 * np.abs(pool).max()  # the same values added in another order are equal
    groups = np.argsort(members, kind="stable")
    sizes, starts = np.unique(members[groups], return_index=True)
    total, drawn = np.zeros(draws), 0
    for size, areas in zip(sizes, np.split(groups, starts[1:]), strict=True):
        while drawn < size:
            total += pool[rng.integers(pool.size, size=draws, dtype=np.int32)]
            drawn += 1
        if size > 1:
            out[areas] = _folded(sums[areas], total, slack)
    out[~held] = np.nan
    return out


def conditional_p(values: ArrayLike, neighbours: sparse.spmatrix, *, draws: int = 9_999, seed: int) -> Floats:
    """Two-sided exact conditional permutation p-values: the area keeps its value, all others are shuffled.

    The sum over an area's neighbours is held against sums over as many others drawn without replacement;
    one matrix of draws, shared by all areas, serves the whole map. The p-value is that of Gi* and of local
    Moran's I alike, as both rise or fall with this sum. Doubled, as in `pooled_p`. Cost: areas x draws x
    neighbours; meant for the few maps that are printed.

    Args, returns: as in `pooled_p`.

    Source: Anselin (1995) Geographical Analysis 27:93-115.
    """
    y, near, held = _check(values, neighbours, draws)
    near_held = near[held][:, held].tocsr()
    pool = y[held]
    out = np.full(y.size, np.nan)
    degree = np.diff(near_held.indptr)
    if pool.size < 2 or np.ptp(pool) == 0 or degree.max() == 0:
        return out
    rng = np.random.default_rng(seed)
    shuffled = _rows_without_repeats(rng, pool.size - 1, int(degree.max()), draws)
    sums = near_held @ pool
    slack = 1e-9 * np.abs(pool).max()
    p = np.full(pool.size, np.nan)
    for i in np.flatnonzero(degree):
        others = np.delete(pool, i)
        total = others[shuffled[: degree[i]]].sum(axis=0)
        p[i] = _folded(sums[i : i + 1], total, slack)[0]
    out[held] = p
    return out


def _check(values: ArrayLike, neighbours: sparse.spmatrix, draws: int) -> tuple[Floats, sparse.csr_array, np.ndarray]:
    y = as_floats("values", values, negative=True)
    if y.ndim != 1:
        raise BadInput("values must be one-dimensional, one for each area")
    if draws < 99:
        raise BadInput("at least 99 draws are needed")
    return y, binary(neighbours, y.size), ~np.isnan(y)


def _sums(y: Floats, near: sparse.csr_array, held: np.ndarray) -> tuple[Floats, np.ndarray]:
    """Each area's sum over itself and its held neighbours, and how many values that is."""
    filled = np.where(held, y, 0.0)
    members = (near @ held.astype(np.float64)).astype(np.int64) + held
    return near @ filled + filled, members


def _folded(seen: Floats, reference: Floats, slack: float) -> Floats:
    """min(1, twice the smaller tail), the observed value counted among the draws."""
    if seen.size <= SMALL_GROUP:
        above = np.array([np.count_nonzero(reference >= s - slack) for s in seen])
        below = np.array([np.count_nonzero(reference <= s + slack) for s in seen])
    else:
        ordered = np.sort(reference)
        above = reference.size - np.searchsorted(ordered, seen - slack, side="left")
        below = np.searchsorted(ordered, seen + slack, side="right")
    out: Floats = np.minimum(1.0, 2 * (1 + np.minimum(above, below)) / (reference.size + 1))
    return out


def _rows_without_repeats(rng: np.random.Generator, n: int, rows: int, draws: int) -> np.ndarray:
    """(rows, draws) positions below n; down each column all differ, and every order is equally likely.

    The start of a Fisher-Yates shuffle, written for all columns at once: row j takes the value at a random
    place from j on, and the place it leaves is remembered as a swap.
    """
    out = np.empty((rows, draws), dtype=np.int32)
    for j in range(rows):
        out[j] = rng.integers(n - j, size=draws, dtype=np.int32)
        # out[j] is a rank among the values not yet used; step over the used ones in ascending order
        for used in np.sort(out[:j], axis=0):
            out[j] += out[j] >= used
    return out
