"""How well a map that names areas beforehand catches what then happens: PAI, PEI and RRI."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from upriver.stats.result import BadInput, Floats, as_floats


@dataclass(frozen=True)
class Accuracy:
    """Measures after each further area, the area with the highest prediction first; arrays of shape (areas,).

    Attributes:
        order: positions of the areas in the order in which the map names them.
        area: share of the ground named so far. caught: share of the events that fell there.
        pai: caught over area: 1 is what chance would catch. NaN where no ground is named yet.
        pei: pai over the best that any map of as many areas could have had, between 0 and 1.
        rri: predicted over observed, both summed so far; NaN while nothing is observed.
    """

    order: np.ndarray
    area: Floats
    caught: Floats
    pai: Floats
    pei: Floats
    rri: Floats


def accuracy(seen: ArrayLike, predicted: ArrayLike, area: ArrayLike) -> Accuracy:
    """Prediction accuracy index, its share of the best that could be had, and the recapture rate index.

    With n of N events on a of A ground, PAI = (n / N) / (a / A); PEI = PAI / the PAI of the areas that turned out
    highest; RRI = predicted / observed. A map that is worth its work does better than last year's counts: give those as
    `predicted` too and compare. Ties in the prediction are taken in the order given.

    Args:
        seen: events that then fell on each area, shape (areas,), none missing, at least one event.
        predicted: what the map said beforehand, in its own unit. Areas are ranked by `predicted / area`.
        area: size of each area, above zero.

    Source: Chainey, Tompson and Uhlig (2008) Security Journal 21:4-28; Hunt (2016) for PEI.
    """
    n, said, size = as_floats("seen", seen), as_floats("predicted", predicted), as_floats("area", area)
    if n.ndim != 1 or n.shape != said.shape or n.shape != size.shape or np.isnan(np.concatenate([n, said, size])).any():
        raise BadInput("seen, predicted and area must be one-dimensional, of one length and none missing")
    if not n.sum() > 0 or not (size > 0).all():
        raise BadInput("there must be at least one event, and every area must be larger than zero")
    order = np.argsort(-said / size, kind="stable")
    best = np.argsort(-n / size, kind="stable")
    named = np.cumsum(size[order]) / size.sum()
    caught = np.cumsum(n[order]) / n.sum()
    most = np.interp(named, np.cumsum(size[best]) / size.sum(), np.cumsum(n[best]) / n.sum())
    found = np.cumsum(n[order])
    with np.errstate(divide="ignore", invalid="ignore"):
        pei = np.where(most > 0, caught / most, np.nan)
        rri = np.where(found > 0, np.cumsum(said[order]) / found, np.nan)
    return Accuracy(order, named, caught, caught / named, pei, rri)


def kept_at_the_top(before: ArrayLike, after: ArrayLike, *, share: float = 0.05) -> tuple[float, float, int]:
    """Of the areas at the top in one year, the share that are there in the next; what chance alone gives; how many.

    Chance alone is the share of all areas that the top is. Ties at the edge are shared out: each area that is tied there
    counts for the part of the places that are left.

    Args:
        before, after: shape (areas,); areas missing in either are left out of both.
        share: how much of the areas is the top, above 0 and below 1; at least one area.
    """
    one, two = as_floats("before", before, negative=True), as_floats("after", after, negative=True)
    if one.shape != two.shape or not 0 < share < 1:
        raise BadInput("before and after must be of one length, and share between 0 and 1")
    both = np.isfinite(one) & np.isfinite(two)
    areas = int(both.sum())
    if areas < 2:
        return float("nan"), float("nan"), 0
    many = max(1, round(share * areas))
    kept = float((in_the_top(one[both], many) * in_the_top(two[both], many)).sum()) / many
    return kept, many / areas, many


def in_the_top(values: Floats, many: int) -> Floats:
    """1 for each of the `many` highest values, 0 for the rest, a part where the edge cuts through equal values."""
    edge = np.sort(values)[-many]
    above, tied = values > edge, values == edge
    out: Floats = above + tied * (many - above.sum()) / tied.sum()
    return out


def jaccard(one: Floats, two: Floats) -> float:
    """How alike two sets are: what both hold over what either holds; 1 the same, 0 nothing in common, NaN if empty.

    Weights between 0 and 1 are allowed (parts of areas): the smaller of the two is what both hold.
    """
    either = float(np.maximum(one, two).sum())
    return float(np.minimum(one, two).sum()) / either if either > 0 else float("nan")
