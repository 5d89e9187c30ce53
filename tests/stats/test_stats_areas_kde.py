"""Kernel density: events are kept, whatever the boundary; the kernel is the written one; snapped points are refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from upriver.stats.areas.kde import density, density_ratio, normal_reference_bandwidth
from upriver.stats.result import BadInput

SIDE = 100.0
AXIS = np.arange(SIDE / 2, 3_000, SIDE)
CELLS = np.array([(a, b) for a in AXIS for b in AXIS])
inside = st.lists(st.tuples(st.floats(300, 2_999), st.floats(300, 2_999)), min_size=1, max_size=25)


@settings(max_examples=40)
@given(inside, st.sampled_from([100.0, 350.0, 1_200.0]))
@example([(300.0, 2_999.0)], 100.0)
@example([(300.0, 300.0)] * 5, 1_200.0)
def test_the_cells_add_up_to_the_events(points, reach) -> None:
    x, y = np.array(points).T
    found = density(x, y, CELLS, SIDE, bandwidth=reach, snapped=False)
    assert found.value.sum() * SIDE**2 / 1e6 == pytest.approx(len(points))
    assert (found.value >= 0).all() and found.flags["no_interval"].all()


def test_one_event_far_from_the_edge_has_the_written_kernel() -> None:
    found = density([1_550], [1_550], CELLS, SIDE, bandwidth=800.0)
    apart = np.hypot(*(CELLS - 1_550).T)
    kernel = np.where(apart < 800, 3 / (np.pi * 800**2) * (1 - (apart / 800) ** 2) ** 2, 0.0)
    assert found.value == pytest.approx(1e6 * kernel, rel=2e-3, abs=1e-9)


def test_agrees_with_scipys_gaussian_where_both_look_from_afar() -> None:
    """A quartic kernel of reach h spreads as a Gaussian of h / sqrt 8 an axis."""
    from scipy.stats import gaussian_kde

    rng = np.random.default_rng(1)
    raw = rng.normal(0, 1, (2, 400))
    raw -= raw.mean(axis=1, keepdims=True)
    x, y = 1_500 + 300 * np.linalg.solve(np.linalg.cholesky(np.cov(raw)), raw)  # spread alike on both axes, to the digit
    reach = 500.0
    ours = density(x, y, CELLS, SIDE, bandwidth=reach)
    theirs = 400e6 * gaussian_kde(np.array([x, y]), reach / np.sqrt(8) / 300)(CELLS.T)
    assert np.corrcoef(ours.value, theirs)[0, 1] > 0.999
    assert np.abs(ours.value - theirs).max() < 0.05 * theirs.max()


def test_events_beside_the_boundary_lose_nothing_over_it() -> None:
    half = CELLS[CELLS[:, 0] < 1_500]
    beside = density([1_490], [1_500], half, SIDE, bandwidth=600.0)
    free = density([1_490], [1_500], CELLS, SIDE, bandwidth=600.0)
    assert beside.value.max() > 1.7 * free.value.max()


def test_events_outside_the_boundary_are_left_out() -> None:
    half = CELLS[CELLS[:, 0] < 1_500]
    assert density([1_510, 1_000], [1_500, 1_000], half, SIDE, bandwidth=600.0).value.sum() * 0.01 == pytest.approx(1)


def test_stacked_points_are_the_same_as_repeated_ones() -> None:
    one = density([700, 2_000], [800, 900], CELLS, SIDE, events=[3, 1], bandwidth=400.0)
    other = density([700, 700, 700, 2_000], [800, 800, 800, 900], CELLS, SIDE, bandwidth=400.0)
    assert one.value == pytest.approx(other.value) and one.events.tolist() == other.events.tolist()


def snapped_points() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    places = rng.uniform(200, 2_800, (8, 2))
    return tuple(places[rng.integers(0, 8, 200)].T)


@pytest.mark.parametrize(("reach", "side", "refused"), [(249.0, 249.0, True), (300.0, 100.0, True), (250.0, 250.0, False)])
def test_points_on_shared_places_bear_nothing_below_250_metres(reach, side, refused) -> None:
    x, y = snapped_points()
    axis = np.arange(side / 2, 3_000, side)
    cells = np.array([(a, b) for a in axis for b in axis])
    if refused:
        with pytest.raises(BadInput, match="250 m"):
            density(x, y, cells, side, bandwidth=reach)
    else:
        assert density(x, y, cells, side, bandwidth=reach).value.max() > 0


def test_a_bandwidth_of_its_own_for_snapped_points_is_250_metres_at_least() -> None:
    axis = np.arange(125, 3_000, 250.0)
    cells = np.array([(a, b) for a in axis for b in axis])
    close = density([1_500.0, 1_501] * 20, [1_500.0, 1_500.5] * 20, cells, 250.0)
    assert "reach 250 m" in close.method


def test_the_reference_bandwidth_is_the_written_rule() -> None:
    rng = np.random.default_rng(3)
    x, y = rng.normal(0, 1_000, 5_000), rng.normal(0, 1_000, 5_000)
    assert normal_reference_bandwidth(x, y) == pytest.approx(4 * 1.06 * 1_000 * 5_000**-0.2, rel=0.03)


def test_few_events_in_reach_are_flagged() -> None:
    found = density([500] * 9 + [2_500] * 10, [500] * 9 + [2_500] * 10, CELLS, SIDE, bandwidth=300.0, snapped=False)
    near = {place: int(np.argmin(np.hypot(*(CELLS - place).T))) for place in (500, 2_500)}
    assert "few_events" in found.flags_at(near[500]) and "few_events" not in found.flags_at(near[2_500])


def test_no_ratio_where_hardly_anybody_is() -> None:
    rng = np.random.default_rng(4)
    people = density(rng.normal(800, 150, 900), rng.normal(800, 150, 900), CELLS, SIDE, bandwidth=300.0)
    events = density([800.0, 2_700], [800.0, 2_700], CELLS, SIDE, bandwidth=300.0)
    ratio = density_ratio(events, people, floor=50.0)
    thin = people.value < 50
    assert np.isnan(ratio.value[thin]).all() and ratio.flags["no_denominator"][thin].all()
    assert ratio.value[~thin] == pytest.approx(events.value[~thin] / people.value[~thin])


@pytest.mark.parametrize(
    "wrong",
    [
        {"x": [0.5], "y": [51.5]},
        {"x": [[1.0]], "y": [[1.0]]},
        {"bandwidth": 99.0},
        {"side": 0.0},
        {"cells": np.zeros((0, 2))},
        {"x": [np.inf]},
    ],
)
def test_input_that_means_nothing_is_refused(wrong) -> None:
    given_ = {"x": [1_000.0], "y": [1_000.0], "cells": CELLS, "side": SIDE, "bandwidth": 300.0} | wrong
    with pytest.raises(BadInput):
        density(**given_)


def test_no_event_is_a_density_of_nought_with_its_flag() -> None:
    found = density([], [], CELLS, SIDE)
    assert (found.value == 0).all() and found.flags["few_events"].all()
