"""Where are events densest? Kernel density over cells, kept inside the boundary, and its ratio to a population's."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.spatial import cKDTree

from upriver.stats.result import FEW, BadInput, Floats, Result, as_floats

COARSEST = 250.0  # metres: points moved to shared places say nothing of anything nearer
STACKED = 0.5  # from this share of points on shared places on, they are taken as moved there
ENOUGH_TO_TELL = 30  # with fewer points nothing is concluded from shared places
METHOD = "quartic kernel density, corrected at the boundary"


def normal_reference_bandwidth(x: ArrayLike, y: ArrayLike, events: ArrayLike = 1.0) -> float:
    """The reach that suits points spread like a bell: 4 x 1.06 x min(sd, IQR / 1.34) x n^(-1/5), mean of both axes.

    It is a start, not a truth: for several separate clusters it smooths too much. Say which was used.

    Args:
        x, y: shape (points,), metres; events: how many events stand at each.

    Source: Scott (1992) Multivariate Density Estimation; Venables and Ripley (2002) Modern Applied Statistics with S, 5.6.
    """
    across, up, many = _points(x, y, events)
    if many.sum() < 2:
        raise BadInput("a bandwidth needs two events or more")
    reaches = [_one_axis(axis, many) for axis in (across, up)]
    made = float(np.mean(reaches))
    if not made > 0:
        raise BadInput("the points lie on one place: no bandwidth follows from them")
    return made


def density(
    x: ArrayLike, y: ArrayLike, cells: ArrayLike, side: float, *, events: ArrayLike = 1.0, bandwidth: float | None = None,
    snapped: bool | None = None,
) -> Result:  # fmt: skip
    """Events per square kilometre at the middle of each cell, from a quartic kernel: 3 / (pi h^2) (1 - d^2 / h^2)^2.

    Each event's kernel is divided by the share of it that falls on the cells given, so nothing leaks over the boundary and
    the cells add up to the events. Events that lie on no cell are outside and left out.

    Points that were moved to shared places, as those of police.uk, bear no reach and no cell below 250 m: both are refused.

    Args:
        x, y: shape (points,), metres on a flat grid (British National Grid), not degrees.
        cells: shape (cells, 2), the middles of the square cells that lie inside the boundary, and no others.
        side: of a cell, metres.
        events: how many at each point; points on one place are stacked first.
        bandwidth: the kernel's reach h in metres, at least one cell's side; `normal_reference_bandwidth` when None, but
            never below 250 m for snapped points.
        snapped: whether points were moved to shared places; when None, half of 30 points or more on shared places says so.

    Returns:
        a Result of shape (cells,), no interval (flag `no_interval`): `events` are those within reach of the cell, and
        `few_events` marks fewer than 10 of them.

    Source: Silverman (1986) Density Estimation, 4.2.1; Diggle (1985) Applied Statistics 34:138-147 for the boundary.
    """
    across, up, many = _points(x, y, events)
    middles = _cells(cells, side)
    across, up, many = _inside(across, up, many, middles, side)
    moved = _look_moved(across, up, many) if snapped is None else snapped
    reach = _reach(across, up, many, bandwidth, side, moved)
    places, which = np.unique(np.column_stack([across, up]), axis=0, return_inverse=True)
    heap = np.bincount(which.ravel(), many, len(places))
    kernel, near = _kernel(middles, places, reach)
    mass = np.asarray(kernel.sum(axis=0)).ravel() * side**2
    share = np.where(mass > 0, heap / np.where(mass > 0, mass, 1.0), 0.0)
    value: Floats = (kernel @ share) * 1e6
    counted: Floats = near @ heap
    none = np.full(value.shape, np.nan)
    flags = {"few_events": counted < FEW, "no_interval": np.ones(value.shape, dtype=bool)}
    return Result(value, none, none, 0.0, f"{METHOD}, reach {reach:.0f} m", counted, none, flags)


def density_ratio(events: Result, population: Result, *, floor: float) -> Result:
    """The density of events over that of the people they could happen to, both over the same cells and reach.

    Below the floor there is no ratio (flag `no_denominator`): where hardly anybody is, one event makes any number.

    Args:
        floor: of the population's density, per square kilometre, above zero; say it beside the map.

    Source: Bithell (1990) Stat Med 9:691-701; Kelsall and Diggle (1995) Bernoulli 1:3-16.
    """
    if events.value.shape != population.value.shape:
        raise BadInput("events and population must be over the same cells")
    if not floor > 0:
        raise BadInput("floor must be above zero")
    thin = ~(population.value >= floor)
    value = np.where(thin, np.nan, events.value / np.where(thin, 1.0, population.value))
    none = np.full(value.shape, np.nan)
    flags = {**events.flags, "no_denominator": thin}
    method = f"ratio of two densities, none below {floor:g} a square kilometre"
    return Result(value, none, none, 0.0, method, events.events, population.value, flags)


def _points(x: ArrayLike, y: ArrayLike, events: ArrayLike) -> tuple[Floats, Floats, Floats]:
    across, up = as_floats("x", x, negative=True), as_floats("y", y, negative=True)
    if across.ndim != 1 or across.shape != up.shape:
        raise BadInput("x and y must be one-dimensional and of the same length")
    many = np.broadcast_to(as_floats("events", events), across.shape)
    held = np.isfinite(across) & np.isfinite(up) & (many > 0)
    across, up, many = across[held], up[held], many[held]
    if across.size and np.abs(across).max() <= 180 and np.abs(up).max() <= 90:
        raise BadInput("x and y look like degrees; give metres on a flat grid")
    return across, up, many


def _cells(cells: ArrayLike, side: float) -> Floats:
    middles = as_floats("cells", cells, negative=True)
    if middles.ndim != 2 or middles.shape[1] != 2 or not len(middles) or np.isnan(middles).any() or not side > 0:
        raise BadInput("cells must be (cells, 2), none missing, and their side above zero")
    return middles


def _inside(across: Floats, up: Floats, many: Floats, middles: Floats, side: float) -> tuple[Floats, Floats, Floats]:
    """The points that lie on a cell."""
    if not across.size:
        return across, up, many
    apart, _ = cKDTree(middles).query(np.column_stack([across, up]), p=np.inf)
    held = np.asarray(apart) <= side / 2 * (1 + 1e-9)
    return across[held], up[held], many[held]


def _look_moved(across: Floats, up: Floats, many: Floats) -> bool:
    if many.sum() < ENOUGH_TO_TELL:
        return False
    _, which = np.unique(np.column_stack([across, up]), axis=0, return_inverse=True)
    heap = np.bincount(which.ravel(), many)
    return bool(heap[heap > 1].sum() >= STACKED * many.sum())


def _reach(across: Floats, up: Floats, many: Floats, bandwidth: float | None, side: float, moved: bool) -> float:
    reach = bandwidth
    if reach is None:
        own = normal_reference_bandwidth(across, up, many) if many.sum() >= 2 else side
        reach = max(own, side, COARSEST) if moved else max(own, side)
    if not reach >= side:
        raise BadInput("bandwidth must be at least the side of a cell")
    if moved and min(reach, side) < COARSEST:
        raise BadInput("points moved to shared places bear no bandwidth and no cell below 250 m")
    return float(reach)


def _kernel(middles: Floats, places: Floats, reach: float) -> tuple[sparse.csr_array, sparse.csr_array]:
    """The kernel of every place at every cell in its reach, shape (cells, places), and which those are."""
    pairs = cKDTree(middles).sparse_distance_matrix(cKDTree(places), reach, output_type="coo_matrix") if len(places) else None
    if pairs is None:
        empty = sparse.csr_array((len(middles), 0))
        return empty, empty
    height = 3 / (np.pi * reach**2) * (1 - (pairs.data / reach) ** 2) ** 2
    where = (pairs.row, pairs.col)
    shape = (len(middles), len(places))
    return sparse.csr_array((height, where), shape=shape), sparse.csr_array((np.ones(height.shape), where), shape=shape)


def _one_axis(values: Floats, many: Floats) -> float:
    mean = np.average(values, weights=many)
    spread = np.sqrt(np.sum(many * (values - mean) ** 2) / (many.sum() - 1))
    order = np.argsort(values)
    up_to = np.cumsum(many[order]) / many.sum()
    low, high = (values[order][min(int(np.searchsorted(up_to, share)), len(values) - 1)] for share in (0.25, 0.75))
    quarter = (high - low) / 1.34
    narrow = min(spread, quarter) if quarter > 0 else spread
    return float(4 * 1.06 * narrow * many.sum() ** -0.2)
