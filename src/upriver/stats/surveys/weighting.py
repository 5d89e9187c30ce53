"""Weights by which answers stand for residents, and how much certainty they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from upriver.stats.result import BadInput, Floats, as_floats

TRIM = (0.3, 3.0)


@dataclass(frozen=True)
class Raked:
    """Weights with mean 1, how far the margins are still missed, and how many were trimmed.

    `gap` is the largest difference between a margin's share and its target, as a share of the whole (0.01 is one
    percentage point).
    """

    weights: Floats
    gap: float
    trimmed: int


def fitted(table: ArrayLike, rows: ArrayLike, columns: ArrayLike, *, rounds: int = 500) -> Floats:
    """A table whose rows and columns add up to given totals, by fitting one then the other (iterative proportional).

    Args:
        table: shape (rows, columns), zero or more; a zero stays zero.
        rows, columns: totals, of one sum.

    Raises:
        BadInput: totals that don't agree, or one that its cells, all zero, can never reach.

    Source: Deming and Stephan (1940) Ann Math Stat 11:427-444.
    """
    cells, down, across = as_floats("table", table), as_floats("rows", rows), as_floats("columns", columns)
    if not np.isclose(down.sum(), across.sum()):
        raise BadInput("the totals of rows and columns don't agree")
    if np.any((cells.sum(axis=1) == 0) & (down > 0)) or np.any((cells.sum(axis=0) == 0) & (across > 0)):
        raise BadInput("a total above zero stands over cells that are all zero")
    for _ in range(rounds):
        cells = cells * _over(down, cells.sum(axis=1))[:, None]
        cells = cells * _over(across, cells.sum(axis=0))[None, :]
        if np.allclose(cells.sum(axis=1), down, rtol=1e-12, atol=0):
            break
    return cells


def raked(
    start: ArrayLike, groups: Sequence[ArrayLike], margins: Sequence[ArrayLike], *,
    trim: tuple[float, float] = TRIM, rounds: int = 200,
) -> Raked:  # fmt: skip
    """Weights by which the answers have the make-up of residents in several ways at once.

    Each round fits every margin in turn and then draws weights outside `trim` times the mean in to its ends, so that no
    answer stands for too many; what trimming leaves unmet is told in `gap`.

    Args:
        start: the weights before, shape (answers,), above zero.
        groups: for each margin the group of each answer as a whole number from 0; -1 where not known (left as it is).
        margins: for each margin the residents of each group. A group that nobody answered from is left out, so that the rest
            still add up; `unreached` says which.

    Source: Deming and Stephan (1940); trimming as in Battaglia et al. (2009) Survey Practice 2(5).
    """
    w = as_floats("start", start)
    if w.size == 0 or not np.all(w > 0):
        raise BadInput("there must be answers, and every weight above zero")
    low, high = trim
    if not 0 < low <= 1 <= high:
        raise BadInput("trim must lie below and above 1, for instance (0.3, 3)")
    w = w / w.mean()
    known = [np.asarray(each, dtype=np.int64) for each in groups]
    targets = [_target(of, as_floats("margins", margin)) for of, margin in zip(known, margins, strict=True)]
    trimmed = 0
    for _ in range(rounds):
        before = w
        for of, target in zip(known, targets, strict=True):
            w = _fit(w, of, target)
        w = w / w.mean()
        trimmed = int(np.sum((w < low) | (w > high)))
        w = _drawn_in(w, low, high)
        if np.max(np.abs(w - before)) < 1e-10:
            break
    return Raked(w, max((_gap(w, of, target) for of, target in zip(known, targets, strict=True)), default=0.0), trimmed)


def unreached(groups: ArrayLike, margin: ArrayLike) -> tuple[int, ...]:
    """Groups with residents from which nobody answered."""
    of, residents = np.asarray(groups, dtype=np.int64), as_floats("margin", margin)
    there = set(of.tolist())
    return tuple(at for at, many in enumerate(residents.tolist()) if many > 0 and at not in there)


def effective_size(weights: ArrayLike) -> float:
    """As many answers of equal weight would say as much: (sum w)^2 / sum w^2. 0 where there are none.

    Source: Kish (1965) Survey Sampling, 11.7.
    """
    w = as_floats("weights", weights)
    squares = float(np.sum(w**2))
    return float(np.sum(w)) ** 2 / squares if squares > 0 else 0.0


def design_effect(weights: ArrayLike) -> float:
    """How much larger the weights make a variance: answers over the effective size; NaN where there are none.

    Source: Kish (1965) Survey Sampling, 11.7.
    """
    size = effective_size(weights)
    return np.size(weights) / size if size > 0 else float("nan")


def _drawn_in(w: Floats, low: float, high: float) -> Floats:
    """Weights of mean 1 between two bounds: clipped and brought back to the mean in turn until both hold."""
    for _ in range(100):
        w = np.clip(w, low, high)
        w = w / w.mean()
        if w.min() >= low - 1e-9 and w.max() <= high + 1e-9:
            break
    return w


def _over(wanted: Floats, there: Floats) -> Floats:
    return np.where(there > 0, wanted / np.where(there > 0, there, 1.0), 0.0)


def _target(of: np.ndarray, margin: Floats) -> Floats:
    """Shares of the groups that somebody answered from."""
    there = np.bincount(of[of >= 0], minlength=len(margin))[: len(margin)] > 0
    kept = np.where(there, margin, 0.0)
    return kept / kept.sum() if kept.sum() > 0 else kept


def _fit(w: Floats, of: np.ndarray, target: Floats) -> Floats:
    known = of >= 0
    now = np.bincount(of[known], weights=w[known], minlength=len(target))
    factor = np.where((now > 0) & (target > 0), target * now.sum() / np.where(now > 0, now, 1.0), 1.0)
    out = w.copy()
    out[known] *= factor[of[known]]
    return out


def _gap(w: Floats, of: np.ndarray, target: Floats) -> float:
    known = of >= 0
    now = np.bincount(of[known], weights=w[known], minlength=len(target))
    return float(np.max(np.abs(now / now.sum() - target))) if now.sum() > 0 else 0.0
