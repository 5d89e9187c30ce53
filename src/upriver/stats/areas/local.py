"""Which areas are like, or unlike, those around them: local Moran's I with conditional permutations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from upriver.stats.areas.clusters import binary, false_discovery
from upriver.stats.areas.permutations import conditional_p
from upriver.stats.result import Flags, Floats, as_floats

QUADRANTS = ("none", "high among high", "low among high", "low among low", "high among low")


@dataclass(frozen=True)
class Local:
    """Local Moran's I of every area.

    Attributes:
        value: I of each area; NaN with a flag.
        p: two-sided, from conditional permutations. q: the same after the correction for looking everywhere.
        quadrant: 0 where q is not below the bound; else 1 high among high, 2 low among high, 3 low among low,
            4 high among low.
        flags: `missing`, `no_neighbours`, `constant`.
    """

    value: Floats
    p: Floats
    q: Floats
    quadrant: NDArray[np.int8]
    flags: dict[str, Flags]


def local_moran(
    values: ArrayLike, neighbours: sparse.spmatrix, *, below: float = 0.05, draws: int = 9_999, seed: int
) -> Local:
    """An area's distance from the mean times the mean distance of those around it.

    I = (y - mean) / m2 x the mean of the neighbours' (y - mean), m2 = sum (y - mean)^2 / (n - 1). Labels are given only
    where the p-value survives a Benjamini-Hochberg correction.

    Args:
        values: shape (areas,); NaN = missing: no value, and counts as nobody's neighbour.
        neighbours: shape (areas, areas), any non-zero is a neighbour; the diagonal is ignored.
        below: the share of false labels that is borne.
        draws: conditional permutations; with a thousand areas take at least 9,999.
        seed: required.

    Source: Anselin (1995) Geographical Analysis 27:93-115.
    """
    y = as_floats("values", values, negative=True)
    near, held = binary(neighbours, y.size), ~np.isnan(y)
    apart = np.where(held, y - y[held].mean() if held.any() else 0.0, 0.0)
    many = near @ held.astype(np.float64)
    spread = float((apart**2).sum()) / max(int(held.sum()) - 1, 1)
    flat = not spread > 1e-24 * max(1.0, float(np.abs(y[held]).max(initial=0.0)) ** 2)
    alone = (many == 0) & held
    with np.errstate(divide="ignore", invalid="ignore"):
        around = (near @ apart) / many
        value = apart * around / (np.nan if flat else spread)
    value = np.where(held & ~alone, value, np.nan)
    p = np.full(y.shape, np.nan) if flat else conditional_p(y, near, draws=draws, seed=seed)
    q = false_discovery(p) if y.size else p
    side = np.where(apart > 0, np.where(around > 0, 1, 4), np.where(around > 0, 2, 3))
    quadrant = np.where(np.nan_to_num(q, nan=1.0) < below, side, 0).astype(np.int8)
    flags = {"missing": ~held, "no_neighbours": alone, "constant": np.isnan(value) & held & ~alone}
    return Local(value, p, q, quadrant, flags)
