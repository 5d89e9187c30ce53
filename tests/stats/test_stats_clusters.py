"""Clusters and permutations: against other roads to the same number, and at the awkward places."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import sparse

sys.path.insert(0, str(Path(__file__).parent))
from stats_maps import grid

from upriver.stats.areas import clusters, permutations
from upriver.stats.result import BadInput, IslandError


def values(seed=1, size=100, columns=None):
    shape = size if columns is None else (size, columns)
    return np.random.default_rng(seed).gamma(2.0, 3.0, shape)


def gi_by_hand(y, near):
    """The formula as printed, one area at a time."""
    n, mean, s = y.size, y.mean(), y.std()
    w = near.toarray() + np.eye(n)
    k = w.sum(axis=1)
    return (w @ y - k * mean) / (s * np.sqrt((n * k - k**2) / (n - 1)))


def test_gi_star_is_the_printed_formula():
    near, y = grid(10, 10), values()
    assert clusters.gi_star(y, near).z == pytest.approx(gi_by_hand(y, near))


def test_gi_star_of_many_columns_is_that_of_each():
    near, y = grid(8, 9), values(size=72, columns=70)
    together = clusters.gi_star(y, near).z
    assert together[:, 69] == pytest.approx(clusters.gi_star(y[:, 69], near).z)
    assert together[:, 0] == pytest.approx(clusters.gi_star(y[:, 0], near).z)


@given(st.floats(-1e6, 1e6), st.floats(0.01, 1e3))
@example(-1e6, 1.0)
@example(0.0, 1.0)
def test_shifting_or_stretching_the_values_leaves_gi_star_alone(shift, stretch):
    near, y = grid(5, 6), values(size=30)
    got = clusters.gi_star(y * stretch + shift, near).z
    np.testing.assert_allclose(got, clusters.gi_star(y, near).z, atol=1e-5)


def test_values_that_sum_below_zero_keep_high_places_high():
    y = np.full(25, -1.0)
    y[[6, 7, 11, 12]] = 4.0
    assert y.sum() < 0
    assert clusters.gi_star(y, grid(5, 5)).z.argmax() in (6, 7, 11, 12)


def test_the_outside_library_gives_the_same_gi_star():
    getisord = pytest.importorskip("esda.getisord", reason="esda is not installed: no outside check")
    weights = pytest.importorskip("libpysal.weights", reason="libpysal is not installed: no outside check")
    near, y = grid(9, 9), values(size=81)
    w = weights.WSP(sparse.csr_matrix(near)).to_W()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        other = getisord.G_Local(y, w, star=True, transform="B", permutations=0)
    assert clusters.gi_star(y, near).z == pytest.approx(other.Zs)


def test_the_outside_library_gives_the_same_moran():
    moran = pytest.importorskip("esda.moran", reason="esda is not installed: no outside check")
    weights = pytest.importorskip("libpysal.weights", reason="libpysal is not installed: no outside check")
    near, y = grid(9, 9, corners=False), values(size=81)
    w = weights.WSP(sparse.csr_matrix(near)).to_W()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        other = moran.Moran(y, w, transformation="r", permutations=0)
    ours = clusters.morans_i(y, near)
    assert (ours.value, ours.expected) == pytest.approx((other.I, other.EI))
    assert (ours.z, ours.p) == pytest.approx((other.z_rand, other.p_rand))


def with_island(size=16):
    near = grid(4, 4).tolil()
    near[5, :] = 0
    near[:, 5] = 0
    return near.tocsr()


def test_an_island_has_no_statistic_but_stays_in_the_mean():
    y = values(size=16)
    got = clusters.gi_star(y, with_island())
    assert np.isnan(got.z[5]) and got.flags["no_neighbours"].sum() == 1
    others = np.delete(np.arange(16), 5)
    assert got.z[others] == pytest.approx(gi_by_hand(y, with_island())[others])
    assert got.neighbours[5] == 0


def test_values_that_do_not_vary_have_no_clusters():
    got = clusters.gi_star(np.full(16, 0.1), grid(4, 4))
    assert np.isnan(got.z).all() and got.flags["constant"].all()


def test_a_missing_area_is_nobodys_neighbour():
    y = values(size=16)
    y[5] = np.nan
    got = clusters.gi_star(y, grid(4, 4))
    others = np.delete(np.arange(16), 5)
    small = grid(4, 4)[others][:, others]
    assert got.z[others] == pytest.approx(clusters.gi_star(y[others], small).z)
    assert got.flags["missing"].tolist() == [i == 5 for i in range(16)]


def test_an_area_whose_neighbours_are_all_missing_is_an_island_in_that_column():
    y = np.array([1.0, np.nan, 3.0, 4.0])
    line = clusters.from_pairs([0, 1, 2], [1, 2, 3], 4)
    assert clusters.gi_star(y, line).flags["no_neighbours"].tolist() == [True, False, False, False]


def test_no_place_is_without_a_number_and_without_a_flag():
    y = values(size=16, columns=3)
    y[2, 0] = np.nan
    y[:, 1] = 7.0
    got = clusters.gi_star(y, with_island())
    assert np.array_equal(np.isnan(got.z), np.logical_or.reduce(list(got.flags.values())))


def test_the_diagonal_of_the_neighbours_changes_nothing():
    near = grid(4, 4)
    doubled = near * 3 + sparse.eye_array(16)
    assert np.array_equal(clusters.gi_star(values(size=16), doubled).z, clusters.gi_star(values(size=16), near).z)


def test_moran_names_the_islands():
    with pytest.raises(IslandError, match="positions 5") as caught:
        clusters.morans_i(values(size=16), with_island())
    assert caught.value.positions == (5,)


@pytest.mark.parametrize("shape", [(3, 4), (5, 5)])
def test_neighbours_of_the_wrong_size_are_refused(shape):
    with pytest.raises(BadInput, match="square"):
        clusters.gi_star(values(size=4), sparse.csr_array(shape))


def test_negative_weights_are_refused():
    with pytest.raises(BadInput, match="zero or more"):
        clusters.gi_star(values(size=4), -grid(2, 2))


def test_adjusted_p_values_keep_gaps_where_they_were():
    p = np.array([[0.01, np.nan], [np.nan, np.nan], [0.04, 0.5]])
    q = clusters.false_discovery(p)
    assert np.array_equal(np.isnan(q), np.isnan(p))
    assert q[0, 0] == pytest.approx(0.02) and q[2, 1] == 0.5


def test_labels_are_only_given_to_what_survives():
    z, q = np.array([4.0, -4.0, 4.0, np.nan]), np.array([0.01, 0.04, 0.05, np.nan])
    assert clusters.hot_and_cold(z, q).tolist() == [1, -1, 0, 0]


def test_the_same_seed_draws_the_same_map():
    near, y = grid(10, 10), values()
    a, b, c = (permutations.pooled_p(y, near, draws=999, seed=s) for s in (1, 1, 2))
    assert np.array_equal(a, b) and not np.array_equal(a, c)


def test_few_areas_and_many_areas_are_counted_alike():
    reference = np.random.default_rng(1).integers(0, 50, 5_000).astype(float)
    seen = np.arange(50.0)
    many = permutations._folded(seen, reference, 1e-9)
    few = np.concatenate([permutations._folded(seen[i : i + 1], reference, 1e-9) for i in range(50)])
    assert np.array_equal(many, few)


def test_a_p_value_is_never_zero_and_its_floor_is_doubled():
    y = np.zeros(100)
    y[[44, 45, 54, 55]] = 1_000.0
    p = permutations.pooled_p(y, grid(10, 10), draws=999, seed=1)
    assert np.nanmin(p) == pytest.approx(2 / 1_000) and np.nanmax(p) <= 1


@pytest.mark.parametrize("test", [permutations.pooled_p, permutations.conditional_p])
def test_permutations_leave_islands_and_gaps_without_a_p_value(test):
    y = values(size=16)
    y[0] = np.nan
    p = test(y, with_island(), draws=199, seed=1)
    assert np.flatnonzero(np.isnan(p)).tolist() == [0, 5]


@pytest.mark.parametrize("test", [permutations.pooled_p, permutations.conditional_p])
def test_permutations_of_equal_values_say_nothing(test):
    assert np.isnan(test(np.ones(16), grid(4, 4), draws=199, seed=1)).all()


def test_draws_without_replacement_never_repeat_and_reach_everybody_alike():
    rows = permutations._rows_without_repeats(np.random.default_rng(1), 6, 4, 30_000)
    ordered = np.sort(rows, axis=0)
    assert np.all(np.diff(ordered, axis=0) > 0) and ordered.min() == 0 and ordered.max() == 5
    for row in rows:
        assert np.bincount(row, minlength=6) == pytest.approx(np.full(6, 5_000), rel=0.05)


def test_conditional_p_values_are_those_of_a_full_enumeration():
    y = np.array([1.0, 2.0, 4.0, 8.0, 16.0, 32.0])
    near = clusters.from_pairs([0, 1, 2, 3, 4, 0], [1, 2, 3, 4, 5, 5], 6)
    p = permutations.conditional_p(y, near, draws=60_000, seed=2)
    # area 0 has the neighbours 1 and 5, which sum to 34; the ten pairs it could have had:
    sums = [2 + 4, 2 + 8, 2 + 16, 2 + 32, 4 + 8, 4 + 16, 4 + 32, 8 + 16, 8 + 32, 16 + 32]
    above, below = sum(s >= 34 for s in sums), sum(s <= 34 for s in sums)
    assert p[0] == pytest.approx(2 * min(above, below) / 10, abs=0.01)


def test_pooled_and_conditional_p_values_tell_the_same_story():
    rng = np.random.default_rng(4)
    rough = rng.gamma(2.0, 2.0, 400)
    near = grid(20, 20)
    y = rough + 3 * (near @ rough)  # neighbours alike, as on a real map
    pooled = permutations.pooled_p(y, near, seed=1)
    exact = permutations.conditional_p(y, near, seed=1)
    assert np.corrcoef(np.log10(pooled), np.log10(exact))[0, 1] > 0.9


def test_by_chance_alone_one_area_in_twenty_falls_below_five_per_cent():
    y = np.random.default_rng(9).gamma(2.0, 2.0, 10_000)
    p = permutations.pooled_p(y, grid(100, 100), draws=9_999, seed=3)
    assert np.mean(p < 0.05) == pytest.approx(0.05, abs=0.01)


def test_planted_clusters_survive_the_correction_and_nothing_else_does():
    rng = np.random.default_rng(2)
    near, y = grid(100, 100), rng.poisson(5.0, 10_000).astype(float)
    planted = np.array([r * 100 + c for r in (20, 50, 80) for c in (20, 50, 80)])
    spot = np.unique(np.concatenate([planted, near[planted].indices]))
    y[spot] = rng.poisson(14.0, spot.size)
    q = clusters.false_discovery(permutations.pooled_p(y, near, seed=1))
    hot = clusters.hot_and_cold(clusters.gi_star(y, near).z, q)
    assert np.all(hot[planted] == 1)
    around = np.unique(np.concatenate([spot, near[spot].indices]))
    assert np.count_nonzero(np.delete(hot, around)) <= 5


@pytest.mark.parametrize("draws", [0, 98])
def test_too_few_draws_are_refused(draws):
    with pytest.raises(BadInput, match="99"):
        permutations.pooled_p(values(size=16), grid(4, 4), draws=draws, seed=1)
