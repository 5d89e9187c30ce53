"""Hot spots that survive

Gi* adds up an area and its neighbours and asks how unusual the sum is. Over thousands of areas some are
unusual by chance, so a hot spot is named only if it survives a false-discovery correction; what only
looks unusual by itself is a candidate.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse
from scipy.spatial import distance

from upriver.stats.areas.clusters import false_discovery, from_pairs, gi_star, hot_and_cold, morans_i
from upriver.stats.areas.permutations import conditional_p, pooled_p
from upriver.stats.result import IslandError

PLACES = [[10, 10], [20, 10], [40, 10], [15, 20], [30, 20], [30, 30]]
VALUES = [2, 3, 3.2, 5, 8, 7]


def within_fifteen():
    apart = distance.squareform(distance.pdist(PLACES))
    return sparse.csr_array((apart <= 15) & (apart > 0))


def test_an_area_and_its_neighbours_are_added_up():
    """Six places, neighbours within 15. The top right corner is high together, the bottom left low.

    30 |         7            2.02
    20 |   5     8       -0.29     1.23
    10 | 2   3     3.2   -1.40 -0.29   0.65
       +-----------
    """
    published = [-1.397276, -0.289178, 0.65065, -0.289178, 1.234521, 2.024243]
    assert gi_star(VALUES, within_fifteen()).z == pytest.approx(published, abs=1e-6)


def test_the_whole_map_has_one_number_too():
    """Moran's I of the same places is 0.12: neighbours are a little alike."""
    assert morans_i(VALUES, within_fifteen()).value == pytest.approx(0.11899, abs=1e-6)


def test_high_stays_high_when_the_values_sum_below_zero():
    """Taking 100 from every value changes no place on the map."""
    shifted = np.array(VALUES) - 100
    assert gi_star(shifted, within_fifteen()).z == pytest.approx(gi_star(VALUES, within_fifteen()).z)


def test_an_island_has_no_answer_and_says_so():
    """A, B and C in a line, and D across the water: D has no neighbour, but still counts in the mean.

    A - B - C     D
    """
    line = from_pairs([0, 1], [1, 2], 4)
    got = gi_star([1, 2, 6, 3], line)
    assert np.isnan(got.z[3]) and got.flags["no_neighbours"].tolist() == [False, False, False, True]
    with pytest.raises(IslandError, match="positions 3"):
        morans_i([1, 2, 6, 3], line)


def test_fifteen_p_values_are_corrected_together():
    """Nine of fifteen p-values lie below 0.05; after the correction of Benjamini and Hochberg four do."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
         0.6528, 0.759, 1]  # fmt: skip
    q = false_discovery(p)
    assert (np.array(p) < 0.05).sum() == 9
    assert (q < 0.05).sum() == 4 and q[3] == pytest.approx(0.035625, abs=1e-6)


def row_of(size):
    return from_pairs(np.arange(size - 1), np.arange(1, size), size)


def test_candidates_are_shown_beside_what_survives():
    """400 areas in a row, three busy ones side by side: the middle survives, and chance adds candidates."""
    y = np.random.default_rng(1).poisson(4.0, 400).astype(float)
    y[199:202] = 20
    z, p = gi_star(y, row_of(400)).z, pooled_p(y, row_of(400), seed=1)
    candidates, survivors = hot_and_cold(z, p), hot_and_cold(z, false_discovery(p))
    assert survivors[200] == 1
    assert np.abs(candidates).sum() > np.abs(survivors).sum()


def test_permutations_agree_when_the_area_keeps_its_own_value():
    """Quick and pooled for every map, slow and exact for printed ones: both find the same place."""
    y = np.random.default_rng(2).poisson(4.0, 120).astype(float)
    y[59:62] = 25
    quick = pooled_p(y, row_of(120), seed=1)
    exact = conditional_p(y, row_of(120), seed=1)
    assert quick[60] < 0.001 and exact[60] < 0.001
