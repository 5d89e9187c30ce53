"""Whether events follow each other near by and soon after more than chance would have it: the Knox test.

Pairs of events near in space are found once; the dates alone are shuffled. A pair at exactly the same place has a
band of its own, and every other band is half open, [from, to), so that a pair belongs to one band only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, spatial

from upriver.stats.areas.clusters import binary
from upriver.stats.result import BadInput, Floats, as_floats

Ints = NDArray[np.int64]
MOST_PAIRS = 30_000_000  # near pairs beyond this need gigabytes: a sign of one shared map point, or of too wide a band
METRICS = {"euclidean": 2, "manhattan": 1}


@dataclass(frozen=True)
class Knox:
    """Pairs of events by how far apart they are in space (rows) and time (columns), against shuffled dates.

    Attributes:
        space, time: what each row and each column is called; the last of each is "beyond".
        seen: pairs, shape (rows, columns).
        mean, median: pairs over the shuffles.
        p: (1 + shuffles with at least as many pairs) / (draws + 1), one-sided: are there more than chance?
        draws: how many shuffles.
    """

    space: tuple[str, ...]
    time: tuple[str, ...]
    seen: Ints
    mean: Floats
    median: Floats
    p: Floats
    draws: int

    @property
    def ratio_to_mean(self) -> Floats:
        """Pairs seen over the mean of the shuffles; NaN where that is zero."""
        return _ratio(self.seen, self.mean)

    @property
    def ratio_to_median(self) -> Floats:
        """Pairs seen over the median of the shuffles; NaN where that is zero."""
        return _ratio(self.seen, self.median)


def near_repeats(
    places: ArrayLike, days: ArrayLike, *, metres: Sequence[float], within_days: Sequence[int],
    metric: str = "euclidean", draws: int = 999, seed: int,
) -> Knox:  # fmt: skip
    """Knox table of points: same place, then bands of distance; bands of whole days from the same day on.

    Args:
        places: shape (events, 2), in metres, none missing.
        days: shape (events,), whole days (any origin); a month is no day and must not be given as one.
        metres: upper ends of the distance bands, rising: (200, 400) gives same place, 0-200, 200-400, beyond.
        within_days: upper ends of the bands of days, rising: (1, 2) gives the same day, 1 day, beyond.
        metric: "euclidean" or "manhattan".
        draws: shuffles of the dates; the smallest p is 1 / (draws + 1).
        seed: required.

    Raises:
        BadInput: fewer than two events, bands that don't rise, or more near pairs than memory holds.

    Source: Knox (1964) Applied Statistics 13:25-29; Ratcliffe and Rengert (2008) Security Journal 21:58-76, whose
        calculator differs at band edges.
    """
    xy, dates = as_floats("places", places, negative=True), _days(days)
    if xy.ndim != 2 or xy.shape != (dates.size, 2) or np.any(np.isnan(xy)):
        raise BadInput("places must have two numbers for each event, none missing")
    if metric not in METRICS:
        raise BadInput("metric must be euclidean or manhattan")
    edges, times = _rising("metres", metres), _rising("within_days", within_days)
    tree = spatial.KDTree(xy)
    near = (int(tree.count_neighbors(tree, edges[-1], p=METRICS[metric])) - dates.size) // 2
    if near > MOST_PAIRS:
        raise BadInput(f"{near:,} pairs lie within the widest band: take narrower bands, or leave out shared map points")
    pairs = tree.query_pairs(edges[-1], p=METRICS[metric], output_type="ndarray")
    apart = np.abs(xy[pairs[:, 0]] - xy[pairs[:, 1]])
    distance = apart.sum(axis=1) if metric == "manhattan" else np.hypot(apart[:, 0], apart[:, 1])
    band = np.where(distance == 0, 0, 1 + np.searchsorted(edges, distance, side="right"))
    used = band <= len(edges)
    order = np.argsort(band[used], kind="stable")
    first, second = pairs[used][order].T.astype(np.intp)
    cuts = np.searchsorted(band[used][order], np.arange(len(edges) + 2))
    counted = _pair_counter(np.ascontiguousarray(first), np.ascontiguousarray(second), cuts, times)
    return _tested(counted, dates, times, ("same place", *_named(edges, "m"), "beyond"), draws, seed)


def near_repeats_by_area(
    areas: ArrayLike, days: ArrayLike, neighbours: sparse.spmatrix, *,
    within_days: Sequence[int], draws: int = 999, seed: int, blocks: ArrayLike | None = None,
) -> Knox:  # fmt: skip
    """The same where only the small area of an event is known: same area, an area that touches it, beyond.

    Valid at the scale of an area alone: it can't tell a repeat at one address from two events a mile apart in a
    wide rural area. Pairs are counted from areas x days, so that time grows with the areas and not with the pairs.

    Args:
        areas: shape (events,), positions in the neighbours' matrix.
        neighbours: shape (areas, areas), any non-zero is a neighbour; the diagonal is ignored.
        days, within_days, draws, seed: as in `near_repeats`.
        blocks: shape (events,); dates are then shuffled among events of one block alone. With calendar months an area
            whose number rises or falls in its own way over the year keeps that in every shuffle, and doesn't pass for repeats.

    Source: for `blocks`, the bias that they take away: Kulldorff and Hjalmars (1999) Biometrics 55:544-552.
    """
    where, dates, times = np.asarray(areas, dtype=np.int64), _days(days), _rising("within_days", within_days)
    held_in = None if blocks is None else np.unique(np.asarray(blocks), return_inverse=True)[1]
    if held_in is not None and held_in.shape != dates.shape:
        raise BadInput("blocks must be one for each event")
    near = binary(neighbours, sparse.csr_array(neighbours).shape[0])
    if where.shape != dates.shape or (where.size and (where.min() < 0 or where.max() >= near.shape[0])):
        raise BadInput("areas must be positions in the neighbours' matrix, one for each event")
    space = ("same area", "touching area", "beyond")
    if (pairs := _near_pairs(where, near)) is not None:
        return _tested(_pair_counter(*pairs, times), dates, times, space, draws, seed, held_in)
    start, length = int(dates.min()), int(np.ptp(dates)) + 1
    edges = [0, *(min(int(time), length) for time in times)]

    def counted(shuffled: Ints) -> Ints:
        cell = where * length + (shuffled - start)
        held = np.bincount(cell, minlength=near.shape[0] * length).reshape(near.shape[0], length).astype(np.float64)
        return np.array([_lagged(held, held, edges, same=True), _lagged(held, near @ held, edges, same=False)], dtype=np.int64)

    return _tested(counted, dates, times, space, draws, seed, held_in)


FEW_PAIRS = 2_000_000  # up to here it is quicker to count pairs one by one than areas x days


def _near_pairs(where: Ints, near: sparse.csr_array) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]] | None:
    """Every pair of events in one area, then in touching ones, and where each band starts; None where they are too many."""
    held = np.bincount(where, minlength=near.shape[0]).astype(np.float64)
    touching = sparse.triu(near, k=1).tocsr()
    if float((held * (held - 1)).sum() / 2 + held @ (touching @ held)) > FEW_PAIRS:
        return None
    of_event = sparse.csr_array((np.ones(where.size), (np.arange(where.size), where)), shape=(where.size, near.shape[0]))
    same = sparse.triu(of_event @ of_event.T, k=1).tocoo()
    other = (of_event @ touching @ of_event.T).tocoo()
    first, second = np.concatenate([same.row, other.row]), np.concatenate([same.col, other.col])
    return first.astype(np.intp), second.astype(np.intp), np.array([0, same.nnz, same.nnz + other.nnz], dtype=np.intp)


def _lagged(held: Floats, other: Floats, edges: Sequence[int], *, same: bool) -> list[int]:
    """Pairs of an event in `held` and one in `other` so many days later, in bands [from, to) of days."""
    length = held.shape[1]
    run = np.zeros((held.shape[0], 2 * length + 1))
    np.cumsum(other, axis=1, out=run[:, 1 : length + 1])
    run[:, length + 1 :] = run[:, length : length + 1]
    found = []
    for low, high in zip(edges[:-1], edges[1:], strict=True):
        later = float(np.einsum("ij,ij->", held, run[:, high : high + length] - run[:, low : low + length]))
        if low == 0:  # the same day holds each pair twice, and in the same area each event with itself
            today = float(np.einsum("ij,ij->", held, other))
            later -= (today + (held.sum() if same else 0.0)) / 2
        found.append(round(later))
    return found


def _pair_counter(first: NDArray[np.intp], second: NDArray[np.intp], cuts: NDArray[np.intp],
                  times: Floats) -> Callable[[Ints], Ints]:
    """A function from dates to pairs by band of space and band of time, on buffers that are made once."""
    bands = len(cuts) - 1
    one, other = np.empty(first.size, dtype=np.int16), np.empty(first.size, dtype=np.int16)

    def counted(dates: Ints) -> Ints:
        small = (dates - dates.min()).astype(np.int16)
        np.take(small, first, out=one, mode="clip")
        np.take(small, second, out=other, mode="clip")
        np.subtract(one, other, out=one)
        np.abs(one, out=one)
        out = np.zeros((bands, times.size), dtype=np.int64)
        for band in range(bands):
            inside = one[cuts[band] : cuts[band + 1]]
            below = [np.count_nonzero(inside < np.int16(min(time, 32_767))) for time in times]
            out[band] = np.diff([0, *below])
        return out

    return counted


def _tested(
    counted: Callable[[Ints], Ints], dates: Ints, times: Floats, space: tuple[str, ...], draws: int, seed: int,
    blocks: NDArray[np.intp] | None = None,
) -> Knox:  # fmt: skip
    """The table of pairs with its rests (beyond in space, beyond in time), and the same with dates shuffled, in blocks or all."""
    if draws < 19:
        raise BadInput("at least 19 shuffles are needed")
    every = dates.size * (dates.size - 1) // 2
    in_time = _pairs_in_time(dates, times)
    total_near = counted(np.zeros_like(dates))[:, 0]  # all on one day: every near pair falls in the first band
    rng = np.random.default_rng(seed)
    home = None if blocks is None else np.argsort(blocks, kind="stable")
    shuffled, drawn = dates.copy(), np.empty((draws, len(space), times.size + 1))
    seen = _whole(counted(dates), total_near, in_time, every)
    for draw in range(draws):
        if home is None or blocks is None:
            rng.shuffle(shuffled)
        else:
            shuffled[home] = dates[np.lexsort((rng.random(dates.size), blocks))]
        drawn[draw] = _whole(counted(shuffled), total_near, in_time, every)
    p = (1 + (drawn >= seen).sum(axis=0)) / (draws + 1)
    time = (*_named(times, "days", whole=True), "beyond")
    return Knox(space, time, seen, drawn.mean(axis=0), np.median(drawn, axis=0), p, draws)


def _whole(near: Ints, total_near: Ints, in_time: Ints, every: int) -> Ints:
    later = total_near - near.sum(axis=1)
    inside = np.column_stack([near, later])
    beyond = np.append(in_time, every - in_time.sum()) - inside.sum(axis=0)
    return np.vstack([inside, beyond]).astype(np.int64)


def _pairs_in_time(dates: Ints, times: Floats) -> Ints:
    """All pairs by band of days; the same however dates are shuffled."""
    ordered = np.sort(dates)
    place = np.arange(dates.size)
    below = [int((np.searchsorted(ordered, ordered + int(time), side="left") - place - 1).sum()) for time in times]
    return np.diff([0, *below]).astype(np.int64)


def _days(days: ArrayLike) -> Ints:
    given = np.asarray(days)
    if given.dtype.kind == "M":
        given = given.astype("datetime64[D]")
        if np.isnat(given).any():
            raise BadInput("a day is missing")
    out = given.astype(np.int64)
    if out.ndim != 1 or out.size < 2 or (given.dtype.kind == "f" and np.any(out != given)):
        raise BadInput("days must be whole numbers, one for each of at least two events")
    if np.ptp(out) > 32_000:
        raise BadInput("days may span at most 32,000")
    since_first: Ints = out - out.min()
    return since_first


def _rising(name: str, edges: Sequence[float]) -> Floats:
    out = np.asarray(edges, dtype=np.float64)
    if out.ndim != 1 or out.size == 0 or out[0] <= 0 or np.any(np.diff(out) <= 0):
        raise BadInput(f"{name} must be above zero and rise")
    return out


def _named(edges: Floats, unit: str, *, whole: bool = False) -> tuple[str, ...]:
    """Each half-open band in words; whole numbers end one before the edge: 0-6 days for [0, 7)."""
    starts = [0.0, *edges[:-1].tolist()]
    if not whole:
        return tuple(f"{low:g} to under {high:g} {unit}" for low, high in zip(starts, edges.tolist(), strict=True))
    pairs = [(int(low), int(high) - 1) for low, high in zip(starts, edges.tolist(), strict=True)]
    said = {0: "same day", 1: "1 day"}
    return tuple(said.get(low, f"{low} {unit}") if low == high else f"{low} to {high} {unit}" for low, high in pairs)


def _ratio(seen: Ints, expected: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        out: Floats = np.where(expected > 0, seen / expected, np.nan)
    return out
