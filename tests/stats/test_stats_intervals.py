"""Counts, rates, proportions and ratios: what must hold for any numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from upriver.stats import intervals
from upriver.stats.result import BadInput, Result

counts = st.integers(0, 100_000)


@given(counts)
@example(0)
@example(1)
@example(9)
@example(10)
def test_a_count_lies_inside_its_limits(x):
    lower, upper = intervals.count_limits(x)
    assert 0 <= lower <= x < upper


@given(st.integers(0, 5_000))
@example(8)
@example(9)
@example(10)
def test_the_next_count_up_never_has_lower_limits(x):
    lower, upper = intervals.count_limits([x, x + 1])
    assert lower[0] <= lower[1] and upper[0] < upper[1]


@pytest.mark.parametrize("x", range(10))
def test_exact_limits_are_scipys_chi_squared_quantiles(x):
    lower, upper = intervals.exact_limits(x, 0.9)
    assert lower == pytest.approx(stats.chi2.ppf(0.05, 2 * x) / 2 if x else 0.0)
    assert upper == pytest.approx(stats.chi2.ppf(0.95, 2 * x + 2) / 2)


def test_limits_of_many_counts_are_those_of_each():
    x = np.array([[0, 3, 9], [10, 11, 500]])
    lower, upper = intervals.count_limits(x)
    one_by_one = np.array([[intervals.count_limits(v) for v in row] for row in x])
    assert np.array_equal(lower, one_by_one[..., 0]) and np.array_equal(upper, one_by_one[..., 1])


def test_byars_lower_limit_below_zero_is_not_available():
    assert np.isnan(intervals.byar_limits(1, 0.998)[0])
    assert np.isnan(intervals.byar_limits(0)[0])


def test_a_rate_on_nobody_is_not_zero():
    r = intervals.rate([0, 4], [0, 0])
    assert np.isnan(r.value).all()
    assert r.flags_at(0) == ("few_events", "no_denominator")


def test_a_missing_count_gives_no_rate():
    r = intervals.rate([np.nan, 12], [1_000, 1_000])
    assert np.isnan(r.value[0]) and r.value[1] == 12
    assert r.flags_at(0) == ("missing",)
    assert r.flags_at(1) == ()


@pytest.mark.parametrize(("x", "few"), [(9, True), (10, False)])
def test_fewer_than_ten_events_are_flagged(x, few):
    assert bool(intervals.rate(x, 5_000).flags["few_events"]) is few


def test_a_rate_of_no_events_is_zero_with_an_upper_limit():
    r = intervals.rate(0, 1_000)
    assert (r.value, r.lower) == (0, 0) and r.upper == pytest.approx(3.688879, abs=1e-6)


@pytest.mark.parametrize("bad", [[-1.0], [np.inf]])
def test_impossible_counts_are_refused_by_position(bad):
    with pytest.raises(BadInput, match="position 0"):
        intervals.rate(bad, [10])


def test_a_level_of_95_is_refused():
    with pytest.raises(BadInput, match="for instance"):
        intervals.rate(5, 10, level=95)


@given(st.integers(0, 2_000), st.integers(0, 2_000))
@example(0, 0)
@example(0, 5)
@example(5, 0)
def test_wilsons_limits_stay_between_nothing_and_everything(x, rest):
    r = intervals.proportion(x, x + rest)
    if x + rest == 0:
        assert np.isnan(r.value) and bool(r.flags["no_denominator"])
    else:
        assert 0 <= r.lower <= r.value + 1e-12 and r.value - 1e-12 <= r.upper <= 1


@pytest.mark.parametrize(("x", "n"), [(0, 7), (3, 10), (65, 100), (100, 100)])
def test_wilsons_limits_are_scipys(x, n):
    r = intervals.proportion(x, n)
    want = stats.binomtest(x, n).proportion_ci(method="wilson")
    assert (float(r.lower), float(r.upper)) == pytest.approx((want.low, want.high), abs=1e-12)


def test_a_count_above_its_whole_is_refused():
    with pytest.raises(BadInput, match="position 1"):
        intervals.proportion([1, 9], [5, 8])


@given(st.integers(1, 3_000), st.integers(1, 3_000))
@example(1, 1)
def test_a_ratio_turned_upside_down_has_its_limits_turned(a, b):
    one = intervals.rate_ratio(a, 1_000, b, 2_500)
    other = intervals.rate_ratio(b, 2_500, a, 1_000)
    assert float(one.value) == pytest.approx(1 / float(other.value))
    assert float(one.lower) == pytest.approx(1 / float(other.upper))
    assert one.lower < one.value < one.upper


def test_a_ratio_to_nothing_is_not_given():
    r = intervals.rate_ratio([5, 0], 100, 0, 100)
    assert np.isnan(r.value).all() and r.lower[0] > 0 and np.isnan(r.lower[1])
    assert "not_given" in r.flags_at(0)


def test_the_ratio_interval_excludes_one_exactly_when_the_exact_test_would():
    r = intervals.rate_ratio(20, 1.0, 6, 1.0)
    tail = stats.binom.sf(19, 26, 0.5)
    assert (float(r.lower) > 1) is bool(tail < 0.025)
    assert float(r.lower) > 1


@given(st.integers(0, 60), st.integers(0, 60))
@example(0, 0)
@example(0, 1)
def test_p_values_of_two_counts_do_not_depend_on_their_order(a, b):
    for test in (intervals.exact_p, intervals.e_test_p):
        assert test(a, b) == pytest.approx(test(b, a), abs=1e-9)
        assert 0 < test(a, b) <= 1


def test_the_e_test_knows_unequal_exposures():
    assert intervals.e_test_p(20, 10, exposure=2.0) > 0.9
    assert intervals.e_test_p(20, 10, exposure=0.5) < 0.01


@pytest.mark.parametrize(("national", "held"), [(1_258, True), (117, False), (234, False), (235, True), (40, True)])
def test_a_comparator_far_outside_its_parts_is_held_back(national, held):
    assert bool(intervals.comparator_held_back(national, [117.0, 90.0, np.nan])) is held


def test_nothing_is_held_back_without_parts():
    got = intervals.comparator_held_back([5.0, np.nan], [[np.nan, np.nan], [1.0, 2.0]])
    assert got.tolist() == [False, False]


def test_a_value_that_is_not_available_must_say_why():
    one = np.array([1.0, np.nan])
    with pytest.raises(BadInput, match="no flag says why"):
        Result(one, one, one, 0.95, "m", one, one, {"few_events": np.array([True, False])})


@pytest.mark.parametrize("mean", [0.5, 3.0, 9.5, 30.0])
def test_count_limits_cover_the_truth_nineteen_times_in_twenty(mean):
    drawn = np.random.default_rng(7).poisson(mean, 40_000)
    lower, upper = intervals.count_limits(drawn)
    assert np.mean((lower <= mean) & (mean <= upper)) > 0.945
