"""Where values cluster: neighbours, the Gi* statistic, Moran's I, and the false-discovery correction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, special

from upriver.stats.result import BadInput, Flags, Floats, IslandError, as_floats

COLUMNS_AT_ONCE = 32  # keeps the working memory of a batch near areas x 32 x 8 bytes x 3


@dataclass(frozen=True)
class Clusters:
    """A local statistic for every area, one column for each set of values.

    Attributes:
        z: the statistic as a normal score, shape of the values given; NaN with a flag.
        p: two-sided p-value from the normal, NaN where z is.
        neighbours: how many neighbours each area has, itself not counted, shape (areas,).
        flags: `no_neighbours`, `missing`, `constant`: boolean arrays of z's shape.
    """

    z: Floats
    p: Floats
    neighbours: NDArray[np.int64]
    flags: dict[str, Flags]


@dataclass(frozen=True)
class Moran:
    """Moran's I with what is expected of it by chance, and how surprising it is (two-sided p)."""

    value: float
    expected: float
    z: float
    p: float
    areas: int


def binary(neighbours: sparse.spmatrix, units: int) -> sparse.csr_array:
    """The neighbours as a CSR matrix of 0 and 1 without its diagonal; any non-zero weight is a neighbour.

    Raises:
        BadInput: not (units, units), or a weight that is negative or not a number.
    """
    out = sparse.csr_array(neighbours, dtype=np.float64, copy=True)
    if out.shape != (units, units):
        raise BadInput(f"neighbours must be a square matrix with one row for each of the {units} units")
    out.sum_duplicates()
    if np.any(~np.isfinite(out.data)) or np.any(out.data < 0):
        raise BadInput("neighbour weights must be finite and zero or more")
    rows = np.repeat(np.arange(units), np.diff(out.indptr))
    out.data = np.where((out.data > 0) & (rows != out.indices), 1.0, 0.0)
    out.eliminate_zeros()
    return out


def from_pairs(first: ArrayLike, second: ArrayLike, units: int) -> sparse.csr_array:
    """A symmetric 0/1 matrix from pairs of positions; each pair need be given only one way round."""
    a, b = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
    ones = np.ones(2 * a.size)
    places = (np.concatenate([a, b]), np.concatenate([b, a]))
    return binary(sparse.csr_array((ones, places), shape=(units, units)), units)


def islands(neighbours: sparse.csr_array) -> Flags:
    """True for the units that have no neighbour."""
    out: Flags = np.diff(neighbours.indptr) == 0
    return out


def row_standardised(neighbours: sparse.csr_array, *, allow_islands: bool = False) -> sparse.csr_array:
    """The weights of each row divided by their sum, so that a product gives the neighbours' mean.

    Raises:
        IslandError: names the units with no neighbour, unless they are allowed (their row stays empty).
    """
    alone = islands(neighbours)
    if np.any(alone) and not allow_islands:
        raise IslandError(np.flatnonzero(alone))
    degree = np.maximum(np.diff(neighbours.indptr), 1)
    out = neighbours.copy()
    out.data = out.data / np.repeat(degree, np.diff(neighbours.indptr))
    return out


def gi_star(values: ArrayLike, neighbours: sparse.spmatrix) -> Clusters:
    """How unusually high or low each area and its neighbours are together (Getis-Ord Gi*).

    With binary weights and the area counted among its own neighbours, W of them in all:
    z = (sum over them - W mean) / (s sqrt((n W - W^2) / (n - 1))), s with divisor n. Positive is high,
    whatever the sign of the values. For rates give `smoothing.standardised_for_population`, not raw rates.

    Args:
        values: shape (areas,) or (areas, columns); one sparse product serves each batch of columns. NaN =
            missing: such an area has no z (flag `missing`) and counts as nobody's neighbour in that column.
        neighbours: shape (areas, areas), any non-zero is a neighbour; the diagonal is ignored.

    Returns:
        Clusters. An area with no neighbour (or none that is not missing) has no z, flag `no_neighbours`,
        but stays in n, the mean and s. A column that does not vary has no z at all (flag `constant`); nor
        has an area whose neighbours are all the areas there are.

    Source: Ord and Getis (1995) Geographical Analysis 27:286-306.
    """
    y = as_floats("values", values, negative=True)
    near = binary(neighbours, y.shape[0])
    wide = y.reshape(y.shape[0], -1)
    z = np.empty(wide.shape)
    alone = np.empty(wide.shape, dtype=bool)
    with_self = (near + sparse.eye_array(y.shape[0], format="csr")).tocsr()
    for start in range(0, wide.shape[1], COLUMNS_AT_ONCE):
        part = slice(start, start + COLUMNS_AT_ONCE)
        z[:, part], alone[:, part] = _gi_star_batch(wide[:, part], with_self)
    missing = np.isnan(wide)
    flags = {"missing": missing, "no_neighbours": alone & ~missing}
    flags["constant"] = np.isnan(z) & ~missing & ~alone
    shaped = {name: flag.reshape(y.shape) for name, flag in flags.items()}
    shaped_z: Floats = z.reshape(y.shape)
    return Clusters(shaped_z, two_sided(shaped_z), np.diff(near.indptr).astype(np.int64), shaped)


def _gi_star_batch(y: Floats, with_self: sparse.csr_array) -> tuple[Floats, Flags]:
    held = ~np.isnan(y)
    if held.all():
        n: Floats | float = float(y.shape[0])
        members = np.diff(with_self.indptr).astype(np.float64)[:, None]
    else:
        n = held.sum(axis=0).astype(np.float64)
        members = with_self @ held.astype(np.float64)
    filled = np.where(held, y, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = filled.sum(axis=0) / n
        apart = np.where(held, filled - mean, 0.0)  # about the mean first: no digits are lost
        s = np.sqrt((apart**2).sum(axis=0) / n)
        s = np.where(s > 1e-12 * np.abs(mean), s, np.nan)  # a constant column leaves only rounding
        room = (n * members - members**2) / (n - 1)
        z = (with_self @ apart) / (s * np.sqrt(np.where(room > 0, room, np.nan)))
    alone = members <= 1
    return np.where(held & ~alone, z, np.nan), np.broadcast_to(alone, y.shape)


def morans_i(values: ArrayLike, neighbours: sparse.spmatrix) -> Moran:
    """Whether neighbours are alike over the whole map: 1 alike, about 0 by chance, below 0 unlike.

    Row-standardised weights. Expectation and variance under randomisation (values shuffled over areas),
    two-sided p from the normal.

    Args:
        values: shape (areas,), none missing, at least four, not all equal.
        neighbours: shape (areas, areas), any non-zero is a neighbour; the diagonal is ignored.

    Raises:
        IslandError: names the areas with no neighbour, so that the caller decides.
        BadInput: missing values, fewer than four areas or no variation.

    Source: Cliff and Ord (1981) Spatial Processes, ch. 2.
    """
    y = as_floats("values", values, negative=True)
    if y.ndim != 1 or y.size < 4 or np.any(np.isnan(y)) or np.ptp(y) == 0:
        raise BadInput("Moran's I needs at least four values, none missing, that are not all equal")
    w = row_standardised(binary(neighbours, y.size))
    n, d = y.size, y - y.mean()
    s0 = float(w.sum())
    value = n / s0 * float(d @ (w @ d)) / float(d @ d)
    expected = -1 / (n - 1)
    both = w + w.T
    s1 = float((both.data**2).sum()) / 2
    s2 = float(((np.asarray(w.sum(axis=1)) + np.asarray(w.sum(axis=0))) ** 2).sum())
    b2 = n * float((d**4).sum()) / float(d @ d) ** 2
    above = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    above -= b2 * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0**2)
    variance = above / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expected**2
    z = (value - expected) / np.sqrt(variance)
    return Moran(value, expected, float(z), float(two_sided(np.array(z))), n)


def two_sided(z: Floats) -> Floats:
    """Probability of a standard normal at least as far from zero, on either side; NaN stays NaN."""
    out: Floats = 2 * special.ndtr(-np.abs(z))
    return out


def false_discovery(p: ArrayLike, *, method: str = "bh") -> Floats:
    """p-values adjusted so that, of all areas called significant, the expected share in error is bounded.

    Args:
        p: any shape, between 0 and 1, adjusted along the first axis (areas), each column by itself. NaN is
            left out and stays NaN.
        method: "bh" (Benjamini-Hochberg) or "by" (Benjamini-Yekutieli, for any dependence).

    Source: Benjamini and Hochberg (1995) JRSS B 57:289-300; Benjamini and Yekutieli (2001).
    """
    if method not in ("bh", "by"):
        raise BadInput("method must be bh or by")
    given = as_floats("p", p)
    if np.any(given > 1):
        raise BadInput("p-values must lie between 0 and 1")
    wide = given.reshape(given.shape[0], -1)
    out = np.full(wide.shape, np.nan)
    for column in range(wide.shape[1]):
        known = np.isfinite(wide[:, column])
        if np.any(known):
            out[known, column] = _stepped_up(wide[known, column], method)
    return out.reshape(given.shape)


def _stepped_up(p: Floats, method: str) -> Floats:
    """The smallest rate of false discovery at which each p-value would still count: p x m / rank, from the largest down."""
    order, ranks = np.argsort(p), np.arange(1, p.size + 1)
    raised = p[order] * (p.size / ranks)
    if method == "by":
        raised = raised * np.sum(1 / ranks)
    out = np.empty_like(p)
    out[order] = np.clip(np.minimum.accumulate(raised[::-1])[::-1], 0, 1)
    return out


def hot_and_cold(z: Floats, chance: Floats, *, below: float = 0.05) -> NDArray[np.int8]:
    """1 where high and unlikely by chance, -1 where low and unlikely, 0 elsewhere and where not known.

    Give q-values from `false_discovery` for the map that is published, raw p-values for the layer of
    candidates that is only shown beside it.
    """
    sure = np.nan_to_num(chance, nan=1.0) < below
    return (np.sign(np.nan_to_num(z)) * sure).astype(np.int8)
