"""Does it follow deprivation?

Areas are ranked by deprivation (the income domain first, because the whole index contains crime) and put
into groups of equal number. The slope index is the difference between the two ends of a line fitted
through the groups, the relative index their ratio. An association between areas says nothing of persons.
"""

from __future__ import annotations

import numpy as np
import pytest

from upriver.stats.gradients import inequality_slope, quantiles


def test_twelve_areas_in_ten_groups():
    """Group 1 holds the highest values; twelve do not divide by ten, so two groups hold two."""
    values = [118.7, 131.3, 137.1, 137.7, 138.9, 143.3, 145.6, 146.7, 153.7, 155.8, 157.1, 171.2]
    assert quantiles(values, 10, highest_first=True).tolist() == [10, 9, 8, 7, 6, 6, 5, 4, 3, 2, 1, 1]


def test_the_slope_and_the_relative_index():
    """Ten groups whose rate rises from about 76 to 86: 6.9 between the ends, or 9% more."""
    people = [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534]
    rates = [75.933459, 78.344238, 83.836063, 83.63754, 80.465503, 81.115676, 81.693084, 84.190006,
             80.595564, 86.289435]  # fmt: skip
    g = inequality_slope(rates, people, seed=1)
    assert (float(g.sii.value), float(g.rii.value)) == pytest.approx((6.934616, 1.088818), abs=1e-5)


def test_a_relative_index_that_means_nothing_is_withheld():
    """A steep curve: the straight line starts below zero, so the ratio of its ends would be negative.

    group   1   2   3   4   5
    rate    1   3   8  20  55
    """
    rates = [1.0, 3.0, 8.0, 20.0, 55.0]
    line = inequality_slope(rates, [100] * 5, seed=1)
    assert np.isnan(line.rii.value) and "below zero" in line.rii_withheld
    curve = inequality_slope(rates, [100] * 5, scale="log", seed=1)
    assert float(curve.rii.value) > 50


def test_the_interval_comes_from_drawing_the_rates_again():
    """Each rate is drawn 100,000 times from its own interval, with a fixed seed, and fitted anew."""
    rates = np.array([50.0, 60.0, 75.0, 90.0])
    g = inequality_slope(rates, [1_000] * 4, lower=rates - 6, upper=rates + 6, seed=1)
    assert float(g.sii.value) == pytest.approx(54)
    assert g.sii.lower < 54 < g.sii.upper
    assert 1 < g.rii.lower < g.rii.value < g.rii.upper
