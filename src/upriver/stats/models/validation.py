"""Whether a model holds elsewhere: fitted without a block of neighbouring areas, tried on that block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse.csgraph import reverse_cuthill_mckee

from upriver.stats.areas.clusters import binary
from upriver.stats.models.counts import CountModel, Fit, deviance, fitted, intercept
from upriver.stats.result import BadInput, Floats, as_floats

FEWEST_BLOCKS = 3


@dataclass(frozen=True)
class Validated:
    """What a model is worth on areas that it has not seen.

    Attributes:
        explained: share of the held-out deviance of the offset-only model that the factors take away; below 0 the factors
            make it worse. NaN where `failed`.
        by_block: the same in each block.
        importance: how much of that share is lost when one factor is shuffled within the held-out block, mean over shuffles.
        importance_lower, importance_upper: the range over blocks, as the middle 80%; shape (factors,).
    """

    explained: float
    by_block: Floats
    importance: Floats
    importance_lower: Floats
    importance_upper: Floats
    failed: str = ""


def spatial_blocks(neighbours: sparse.spmatrix, many: int = 10) -> NDArray[np.int64]:
    """Areas cut into about equal blocks, each of areas that lie close together; the number of each area's block.

    Areas are put in an order in which neighbours stand close (reverse Cuthill-McKee), the order is cut in two, and so on
    with each part: cutting it up at once would give long thin blocks.
    """
    near = sparse.csr_matrix(binary(neighbours, sparse.csr_array(neighbours).shape[0]))
    out = np.zeros(near.shape[0], dtype=np.int64)
    _cut(near, np.arange(near.shape[0]), 0, min(many, near.shape[0]), out)
    return out


def _cut(near: sparse.csr_matrix, areas: NDArray[np.int64], first: int, many: int, out: NDArray[np.int64]) -> None:
    """Number the areas from `first` on, in `many` blocks."""
    if many < 2:
        out[areas] = first
        return
    order = areas[reverse_cuthill_mckee(near[areas][:, areas].tocsr(), symmetric_mode=True)]
    left = many // 2
    middle = round(areas.size * left / many)
    _cut(near, np.sort(order[:middle]), first, left, out)
    _cut(near, np.sort(order[middle:]), first + left, many - left, out)


def validated(
    events: ArrayLike, exposure: ArrayLike, factors: ArrayLike, blocks: ArrayLike, model: CountModel, *,
    names: Sequence[str], shuffles: int = 20, seed: int,
) -> Validated:  # fmt: skip
    """Spatial-block cross-validation of a count model against the model without factors, and what each factor adds.

    Neighbours are alike, so leaving single areas out flatters a model: whole blocks are left out, the model is fitted to the
    rest, and its deviance on the block is held against that of the rate alone, both with the dispersion of that fit.

    Args:
        events, exposure, factors, names: as in `count_model`, of which `model` came.
        blocks: shape (areas,), the number of each area's block; at least three blocks with used areas.
        shuffles: times that each factor is shuffled within each block.
        seed: required.

    Source: Roberts et al. (2017) Ecography 40:913-929; permutation importance: Breiman (2001) Machine Learning 45:5-32.
    """
    y, n, x = as_floats("events", events), as_floats("exposure", exposure), as_floats("factors", factors, negative=True)
    block = np.asarray(blocks, dtype=np.int64)
    if block.shape != y.shape:
        raise BadInput("blocks must have one number an area")
    many = len(model.names)
    columns = [list(names).index(name) for name in model.names]
    numbers = np.unique(block[model.used])
    if model.failed or numbers.size < FEWEST_BLOCKS:
        return _none(many, model.failed or f"fewer than {FEWEST_BLOCKS} blocks of areas")
    rng = np.random.default_rng(seed)
    plain, kept, lost = np.zeros(numbers.size), np.zeros(numbers.size), np.zeros((numbers.size, many))
    for at, number in enumerate(numbers):
        out = model.used & (block == number)
        rest = model.used & ~out
        z, held = _scaled(x[:, columns], rest, out)
        fit = fitted(y[rest], n[rest], z) if np.ptp(y[rest]) > 0 else None
        if fit is None or fit.failed:
            return _none(many, "without one of the blocks the fit did not converge")
        plain[at] = deviance(y[out], n[out] * np.exp(intercept(y[rest], n[rest], fit.dispersion)), fit.dispersion)
        kept[at] = _missed(fit, y[out], n[out], held)
        lost[at] = [_shuffled(fit, y[out], n[out], held, column, rng, shuffles) - kept[at] for column in range(many)]
    with np.errstate(divide="ignore", invalid="ignore"):
        by_block = 1 - kept / plain
        share = lost / plain[:, None]
    low, high = np.nanquantile(share, [0.1, 0.9], axis=0)
    return Validated(float(1 - kept.sum() / plain.sum()), by_block, lost.sum(axis=0) / plain.sum(), low, high)


def _scaled(x: Floats, rest: NDArray[np.bool_], out: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Factors of the rest and of the block, both by the mean and spread of the rest alone."""
    mean, spread = x[rest].mean(axis=0), x[rest].std(axis=0, ddof=1)
    spread = np.where(spread > 0, spread, 1.0)
    return (x[rest] - mean) / spread, (x[out] - mean) / spread


def _missed(fit: Fit, y: Floats, n: Floats, z: Floats) -> float:
    return deviance(y, n * np.exp(fit.beta[0] + z @ fit.beta[1:]), fit.dispersion)


def _shuffled(fit: Fit, y: Floats, n: Floats, z: Floats, column: int, rng: np.random.Generator, shuffles: int) -> float:
    """The mean deviance with one factor shuffled."""
    mixed, found = z.copy(), 0.0
    for _ in range(shuffles):
        mixed[:, column] = rng.permutation(z[:, column])
        found += _missed(fit, y, n, mixed)
    return found / shuffles


def _none(many: int, why: str) -> Validated:
    nothing = np.full(many, np.nan)
    return Validated(float("nan"), np.array([]), nothing, nothing, nothing, why)
