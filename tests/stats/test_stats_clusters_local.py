"""Local Moran, prediction accuracy and lists that are compared."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stats_maps import grid
from stats_reference import known

from upriver.stats.areas.accuracy import accuracy, in_the_top, jaccard, kept_at_the_top
from upriver.stats.areas.clusters import morans_i, row_standardised
from upriver.stats.areas.local import QUADRANTS, local_moran
from upriver.stats.result import BadInput


def test_local_values_add_up_to_the_whole_maps() -> None:
    """With rows standardised, Moran's I is the mean of the local values, but for the divisor n - 1."""
    values = np.random.default_rng(1).normal(size=100)
    local = local_moran(values, grid(10, 10), draws=99, seed=1)
    assert local.value.sum() / 99 == pytest.approx(morans_i(values, grid(10, 10)).value)


def test_a_high_corner_is_high_among_high_and_the_rest_has_no_label() -> None:
    values = np.random.default_rng(2).normal(size=(12, 12))
    values[:4, :4] += 4
    found = local_moran(values.ravel(), grid(12, 12), draws=4_999, seed=1).quadrant.reshape(12, 12)
    assert QUADRANTS[int(found[1, 1])] == "high among high"
    assert (found[6:, 6:] > 0).sum() <= 2


def test_islands_and_constant_maps_have_no_value() -> None:
    lone = row_standardised(grid(2, 2)).tolil()
    lone[0, :] = lone[:, 0] = 0
    found = local_moran([1.0, 2.0, 3.0, 5.0], lone.tocsr(), draws=99, seed=1)
    assert found.flags["no_neighbours"].tolist() == [True, False, False, False] and np.isnan(found.value[0])
    flat = local_moran(np.full(9, 4.0), grid(3, 3), draws=99, seed=1)
    assert flat.flags["constant"].all() and (flat.quadrant == 0).all()


def test_it_agrees_with_esda() -> None:
    esda, graph = pytest.importorskip("esda"), pytest.importorskip("libpysal.graph")
    values, near = np.random.default_rng(3).normal(size=64), grid(8, 8)
    theirs = esda.Moran_Local(values, graph.Graph.from_sparse(near.tocoo()).transform("r"), permutations=0)
    assert local_moran(values, near, draws=99, seed=1).value == pytest.approx(np.asarray(theirs.Is))


def test_prediction_accuracy_is_the_published_one() -> None:
    row = known("R54")
    found = accuracy(row["input"]["obs"], row["input"]["pred"], row["input"]["area"])
    assert found.pai == pytest.approx(row["expected"]["PAI"])
    assert found.pei == pytest.approx(row["expected"]["PEI"])
    assert found.rri == pytest.approx(row["expected"]["RRI"], abs=1e-6)


def test_a_map_of_the_wrong_places_has_a_low_index() -> None:
    found = accuracy([0, 0, 10], [3, 2, 1], [1, 1, 1])
    assert found.pai[0] == 0 and found.pei[0] == 0 and np.isnan(found.rri[0])
    assert found.pai[-1] == pytest.approx(1)


def test_an_area_without_size_is_refused() -> None:
    with pytest.raises(BadInput, match="larger than zero"):
        accuracy([1, 2], [1, 2], [1, 0])


def test_places_at_the_edge_of_the_top_are_shared_out() -> None:
    """Two places for three that are equal: two thirds each."""
    assert in_the_top(np.array([5.0, 5.0, 5.0, 1.0]), 2).tolist() == pytest.approx([2 / 3] * 3 + [0])


@given(st.lists(st.integers(0, 9), min_size=2, max_size=60))
@example([0, 0])
@example([0] * 40)
def test_the_same_list_keeps_at_most_itself(counts: list[int]) -> None:
    values = np.array(counts, dtype=float)
    kept, chance, many = kept_at_the_top(values, values)
    assert 0 < kept <= 1 + 1e-12 and chance == many / values.size


def test_lists_that_share_nothing_keep_nothing() -> None:
    kept, _, _ = kept_at_the_top(np.arange(100.0), np.arange(100.0)[::-1])
    assert kept == 0


def test_two_sets_are_as_alike_as_what_they_share() -> None:
    assert jaccard(np.array([1.0, 1, 0, 0]), np.array([0.0, 1, 1, 0])) == pytest.approx(1 / 3)
    assert np.isnan(jaccard(np.zeros(3), np.zeros(3)))
