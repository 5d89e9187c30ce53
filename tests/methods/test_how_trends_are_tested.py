"""Trends: rising, falling, or neither?

Mann-Kendall asks of every pair of points whether the later is higher; Sen's slope is the median of the
slopes between them. Neither minds one wild point or a curve, and neither says why.
"""

from __future__ import annotations

import pytest

from upriver.stats.series.trend import mann_kendall, sen_slope

YEARS = [3, 5, 4, 6, 8, 7, 9, 10]


def test_most_pairs_rise():
    """Of 28 pairs 26 rise and 2 fall: S is 24, and chance gives as much once in 225 times."""
    got = mann_kendall(YEARS)
    assert (got.s, float(got.variance)) == (24, pytest.approx(65.333333, abs=1e-6))
    assert (float(got.z), float(got.p)) == pytest.approx((2.845512, 0.004434), abs=1e-6)


def test_the_typical_slope_is_one_a_year():
    """Half the pairs rise by more than 1 a year and half by less; a last point of 1,000 changes little."""
    assert float(sen_slope(YEARS).value) == pytest.approx(1.0)
    assert float(sen_slope([*YEARS[:-1], 1_000]).value) < 1.3


def test_three_points_are_no_trend():
    """However steadily they rise."""
    assert sen_slope([1, 2, 3]).flags_at(()) == ("no_interval", "not_given")
