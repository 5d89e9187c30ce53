"""Small areas: raw and steadied rates side by side

The highest and the lowest raw rates are always found in the smallest areas, because chance moves them
most. Empirical Bayes pulls each rate towards the overall rate, the more so the fewer people stand behind
it. Raw small-area rates are never ranked.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from upriver.stats.areas.smoothing import empirical_bayes, local_empirical_bayes, standardised_for_population

EVENTS = np.array([0.0, 1, 3, 8, 20, 2])
PEOPLE = np.array([120.0, 340, 900, 1500, 5000, 60])


def test_rates_are_pulled_towards_the_overall_rate():
    """Six areas; the overall rate is 4.3 per 1,000.

        events       0     1     3     8     20     2
        people     120   340   900  1500   5000    60
        raw        0.0   2.9   3.3   5.3    4.0  33.3   per 1,000
        steadied   3.9   4.0   3.9   4.9    4.1   5.8

    Two events among 60 people no longer look like the worst place of all by a factor of eight.
    """
    steadied = empirical_bayes(EVENTS, PEOPLE).value
    published = [0.003875012, 0.003976547, 0.003863828, 0.004890253, 0.004053321, 0.0057788]
    assert steadied == pytest.approx(published, abs=1e-8)


def test_the_interval_says_how_little_a_small_area_tells():
    """Under the same model, 60 people leave a wider interval than 5,000 do."""
    r = empirical_bayes(EVENTS, PEOPLE)
    width = r.upper - r.lower
    assert width[5] > 2 * width[4]


def test_neighbours_may_be_what_a_rate_is_pulled_towards():
    """A line of areas, two quiet and two busy ends; the last has no neighbour and gets no local figure.

    A - B - C - D     E
    """
    line = sparse.csr_array(np.diag([1, 1, 1, 0], 1))
    r = local_empirical_bayes([2, 3, 40, 44, 20], [1_000] * 5, line + line.T)
    assert r.value[0] < r.value[3]
    assert np.isnan(r.value[4]) and "no_neighbours" in r.flags_at(4)


def test_before_looking_for_clusters_rates_are_put_on_one_footing():
    """The same raw rate of 20 per 1,000 is a mild surprise among 50 people and a great one among 5,000."""
    z = standardised_for_population([1, 100, 40], [50, 5_000, 4_950])
    assert z[1] > z[0] > z[2]
