"""Areas set against chance: funnels

A small area's rate lies far from the whole by chance alone; a large area's doesn't. Funnel limits say how far an area of each
size would stray if its true rate were that of the whole: one area in twenty lies outside the 95% limits by chance, one in
five hundred outside the 99.8% limits. They are drawn around the whole, not around the area, and rank nothing.
"""

from __future__ import annotations

import numpy as np
import pytest

from upriver.stats.areas.funnel import rate_funnel, ratio_limits


def test_the_limits_narrow_with_the_size_of_the_area():
    """The whole has 10 events per 1,000. An area of 1,000 people may by chance have a rate from 4 to 17, one of 100,000 from 9.4 to 10.6."""
    found = rate_funnel([10, 100, 1_000], [1_000, 10_000, 100_000])
    assert found.whole == pytest.approx(10)
    assert [found.inner.lower[0], found.inner.upper[0]] == pytest.approx([3.83, 17.13], abs=0.01)
    assert [found.inner.lower[2], found.inner.upper[2]] == pytest.approx([9.37, 10.63], abs=0.01)


def test_an_area_inside_outside_and_far_outside():
    """Ten areas of 10,000 people, eight with 100 events, one with 135 and one with 150: the whole is 108.5.

    By chance an area of this size would have 89 to 130 events (95%), or 78 to 143 (99.8%): 135 lies between the upper
    limits, 150 beyond both, 100 inside.
    """
    found = rate_funnel([100] * 8 + [135, 150], [10_000] * 10, overdispersed=False)
    assert [found.inner.lower[0], found.inner.upper[0]] == pytest.approx([8.9, 13.0], abs=0.1)
    assert [found.outer.lower[0], found.outer.upper[0]] == pytest.approx([7.8, 14.3], abs=0.1)
    assert found.side.tolist() == [0] * 8 + [1, 2]


def test_areas_that_differ_more_than_chance_allows():
    """Recorded crime differs between areas for a hundred reasons, so nearly all large areas lie outside plain limits.

    The spread of the areas themselves then tells how much wider the limits should be: phi is the mean square of how many
    standard errors each area lies from the whole, with the tenth at each end drawn in. Limits are widened by its root, and the
    page says so. Here phi is 39, the limits are 6 times as wide, and none of the
    eight areas outside the plain ones is outside the widened ones.
    """
    events = [700, 750, 800, 850, 1_000, 1_000, 1_150, 1_200, 1_250, 1_300]
    plain = rate_funnel(events, [100_000] * 10, overdispersed=False)
    wide = rate_funnel(events, [100_000] * 10)
    assert np.count_nonzero(plain.side) == 8
    assert wide.dispersion == pytest.approx(38.7, abs=0.1) and np.count_nonzero(wide.side) == 0


def test_the_curve_of_a_funnel_of_ratios():
    """An area with one event is on the lower 95% limit when 5.57 were expected (ratio 0.18), on the upper one when 0.025 were."""
    low, high = ratio_limits(1)
    assert [100 * low, 100 * high] == pytest.approx([17.948, 3949.79], abs=0.01)
