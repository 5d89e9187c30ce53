"""Weighted sums of counts: the limits at their edges, and what one event may carry."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from upriver.stats.harm.weighted import (
    largest_share,
    share_of_one_event,
    standard_error,
    uprated,
    weighted_total,
    winsorised,
)
from upriver.stats.intervals import exact_limits
from upriver.stats.result import BadInput


@given(count=st.integers(0, 5000), weight=st.floats(0.01, 10000))
@example(count=0, weight=1.0)
@example(count=1, weight=7978.79)
def test_one_kind_alone_has_the_exact_poisson_limits_times_its_weight(count, weight):
    found = weighted_total([count], [weight])
    low, high = exact_limits(count)
    assert [found.lower, found.upper] == pytest.approx([float(low) * weight, float(high) * weight], rel=1e-9)


@given(counts=st.lists(st.integers(0, 300), min_size=3, max_size=3))
@example(counts=[0, 0, 0])
@example(counts=[1, 0, 0])
def test_the_limits_hold_the_value_between_them(counts):
    found = weighted_total(counts, [8000.0, 10.0, 0.0])
    assert 0 <= found.lower <= found.value <= found.upper


def test_the_interval_covers_the_truth_as_often_as_it_says():
    weights, means = np.array([8000.0, 750.0, 15.0]), np.array([0.7, 40.0, 300.0])
    counts = np.random.default_rng(3).poisson(means, (4000, 3))
    found = weighted_total(counts, weights)
    covered = float(np.mean((found.lower <= means @ weights) & (means @ weights <= found.upper)))
    assert 0.945 <= covered <= 1.0


def test_the_variance_is_the_sum_of_counts_times_squared_weights():
    assert standard_error([4, 9], [10, 1]) == pytest.approx(np.sqrt(409))


def test_a_missing_kind_makes_the_sum_missing():
    found = weighted_total([[1, np.nan], [1, 1]], [2, 3])
    assert (np.isnan(found.value[0]) and found.flags_at(0) == ("few_events", "missing")) or "missing" in found.flags_at(0)
    assert found.value[1] == 5


@pytest.mark.parametrize("weights", [[np.nan, 1], [0, 0], [1], [-1, 2], [np.inf, 1]])
def test_weights_that_mean_nothing_are_refused(weights):
    with pytest.raises(BadInput):
        weighted_total([1, 2], weights)


def test_one_killing_can_carry_most_of_an_area():
    share, kind = share_of_one_event([[1, 100], [0, 100], [0, 0]], [8000, 15])
    assert share[:2] == pytest.approx([8000 / 9500, 15 / 1500]) and np.isnan(share[2])
    assert kind.tolist() == [0, 1, -1]


def test_the_largest_kind_counts_all_its_events():
    share, kind = largest_share([2, 100], [100, 10])
    assert share == pytest.approx(1000 / 1200) and kind == 1


def test_winsorising_draws_only_the_heaviest_in():
    assert winsorised([[1, 200, 300]], [8000, 10, 400]).tolist() == [400, 10, 400]


@given(counts=st.lists(st.integers(0, 50), min_size=4, max_size=4), share=st.floats(0.01, 1))
@example(counts=[0, 0, 0, 0], share=0.99)
@example(counts=[1, 0, 0, 0], share=1.0)
def test_winsorised_weights_never_rise(counts, share):
    weights = np.array([5.0, 1.0, 900.0, 20.0])
    assert np.all(winsorised(counts, weights, share=share) <= weights)


def test_no_event_leaves_the_weights_alone():
    assert winsorised([0, 0], [3, 9]).tolist() == [3, 9]


def test_a_price_index_must_be_above_zero():
    with pytest.raises(BadInput):
        uprated(100, 0, 120)
