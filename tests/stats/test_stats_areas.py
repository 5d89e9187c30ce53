"""Standardised and smoothed rates, quantiles and gradients: what must hold for any numbers."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import sparse

sys.path.insert(0, str(Path(__file__).parent))
from stats_maps import grid

from upriver.stats import gradients, standardised
from upriver.stats.areas import smoothing
from upriver.stats.intervals import byar_limits
from upriver.stats.result import BadInput


def test_one_age_band_is_the_crude_rate():
    r = standardised.directly_standardised([40], [2_000], [1], per=1_000)
    low, high = byar_limits(40)
    assert [r.value, r.lower, r.upper] == pytest.approx([20, low / 2, high / 2])


def test_single_events_make_both_variances_the_same():
    events, people, standard = [9.0, 14.0], [100.0, 300.0], [1.0, 2.0]
    one = standardised.directly_standardised(events, people, standard)
    two = standardised.directly_standardised_repeats(np.array(events)[:, None], people, standard)
    assert [one.value, one.lower, one.upper] == pytest.approx([two.value, two.lower, two.upper])
    assert standardised.design_effect(np.array(events)[:, None], people, standard) == pytest.approx(1)


def test_a_band_without_people_makes_the_rate_not_available():
    r = standardised.directly_standardised([[10, 5], [10, 5]], [[100, 0], [100, 50]], [1, 1])
    assert np.isnan(r.value[0]) and r.flags_at(0) == ("no_denominator",)
    assert np.isfinite(r.value[1])


def test_the_reference_itself_has_an_indirect_ratio_of_one():
    people, events = np.array([200.0, 400.0]), np.array([20.0, 10.0])
    expected = standardised.expected_events(people, events, people)
    assert standardised.indirectly_standardised(events.sum(), expected).value == pytest.approx(1)


def test_nothing_expected_gives_no_ratio():
    r = standardised.indirectly_standardised([3.0, 0.0], [0.0, 0.0])
    assert np.isnan(r.value).all() and "no_denominator" in r.flags_at(1)


@given(hnp.arrays(np.float64, st.integers(2, 30), elements=st.integers(0, 500).map(float)), st.data())
def test_a_smoothed_rate_lies_between_its_own_and_the_overall_rate(events, data):
    people = data.draw(hnp.arrays(np.float64, events.size, elements=st.integers(1, 5_000).map(float)))
    smooth = smoothing.empirical_bayes(events, people).value
    raw, overall = events / people, events.sum() / people.sum()
    assert np.all(smooth >= np.minimum(raw, overall) - 1e-9)
    assert np.all(smooth <= np.maximum(raw, overall) + 1e-9)


def test_areas_that_differ_by_chance_alone_all_get_the_overall_rate_and_no_interval():
    r = smoothing.empirical_bayes([10, 10, 10], [100, 100, 100], per=1_000)
    assert r.value.tolist() == [100, 100, 100]
    assert r.flags["no_interval"].all()


def test_an_area_without_people_gets_the_overall_rate():
    r = smoothing.empirical_bayes([0, 50, 5], [0, 1_000, 1_000])
    assert r.value[0] == pytest.approx(55 / 2_000)
    assert "no_denominator" in r.flags_at(0)


def test_a_missing_area_is_not_smoothed_and_moves_nobody():
    r = smoothing.empirical_bayes([np.nan, 50, 5], [1_000, 1_000, 1_000])
    assert np.isnan(r.value[0]) and "missing" in r.flags_at(0)
    assert np.array_equal(r.value[1:], smoothing.empirical_bayes([50, 5], [1_000, 1_000]).value)


def test_a_smoothed_rate_lies_in_its_own_interval():
    x = np.random.default_rng(1).poisson(np.linspace(1, 60, 50))
    r = smoothing.empirical_bayes(x, np.full(50, 1_500))
    assert np.all((r.lower < r.value) & (r.value < r.upper))


def test_the_posterior_interval_covers_the_truth_when_the_prior_is_right():
    rng = np.random.default_rng(3)
    truth = rng.gamma(4.0, 0.005, 20_000)
    people = rng.integers(800, 2_500, truth.size)
    r = smoothing.empirical_bayes(rng.poisson(truth * people), people)
    assert np.mean((r.lower <= truth) & (truth <= r.upper)) == pytest.approx(0.95, abs=0.01)


def test_local_smoothing_over_everybody_is_global_smoothing():
    x, n = np.array([0.0, 1, 3, 8, 20, 2]), np.array([120.0, 340, 900, 1500, 5000, 60])
    everybody = sparse.csr_array(np.ones((6, 6)))
    local = smoothing.local_empirical_bayes(x, n, everybody)
    assert local.value == pytest.approx(smoothing.empirical_bayes(x, n).value)


def test_local_smoothing_says_who_has_no_neighbour():
    near = sparse.csr_array(np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]]))
    r = smoothing.local_empirical_bayes([5, 9, 4], [100, 100, 100], near)
    assert np.isnan(r.value[2]) and "no_neighbours" in r.flags_at(2)


def test_standardising_gives_what_the_outside_library_gives():
    moran = pytest.importorskip("esda.moran", reason="esda is not installed: no outside check")
    rng = np.random.default_rng(5)
    n = rng.integers(50, 4_000, 200).astype(float)
    x = rng.poisson(n * 0.02).astype(float)
    assert smoothing.standardised_for_population(x, n) == pytest.approx(np.asarray(moran.assuncao_rate(x, n)).ravel())


def test_standardising_many_columns_is_standardising_each():
    rng = np.random.default_rng(6)
    n = rng.integers(50, 900, 40).astype(float)
    x = rng.poisson(9, (40, 3)).astype(float)
    x[4, 1] = np.nan
    together = smoothing.standardised_for_population(x, n)
    for column in range(3):
        alone = smoothing.standardised_for_population(x[:, column], n)
        np.testing.assert_allclose(together[:, column], alone)
    assert np.isnan(together[4, 1])


whole_numbers = hnp.arrays(np.float64, st.integers(10, 200), elements=st.integers(0, 40).map(float))


@given(whole_numbers, st.integers(2, 10))
@example(np.arange(12.0), 10)
@example(np.zeros(10), 10)
def test_quantiles_never_part_equal_values_and_keep_the_order(values, groups):
    got = gradients.quantiles(values, groups)
    order = np.argsort(values, kind="stable")
    assert np.all(np.diff(got[order]) >= 0)
    assert all(np.ptp(got[values == v]) == 0 for v in np.unique(values))
    assert got.min() >= 1 and got.max() <= groups


def test_quantiles_of_a_hundred_different_values_are_of_equal_size():
    got = gradients.quantiles(np.random.default_rng(1).permutation(100.0 * np.arange(100)), 10)
    assert np.bincount(got.astype(int))[1:].tolist() == [10] * 10


def test_fewer_units_than_groups_have_no_groups():
    assert np.isnan(gradients.quantiles([1.0, 2.0, np.nan], 3)).all()


@given(st.floats(-5, 5), st.floats(20, 40))
@example(0.0, 20.0)
def test_the_slope_of_a_straight_line_is_found_exactly(slope, start):
    share = np.array([0.1, 0.3, 0.2, 0.4])
    place = np.cumsum(share) - share / 2
    g = gradients.inequality_slope(start + slope * place, share * 1_000, seed=1)
    assert float(g.sii.value) == pytest.approx(slope, abs=1e-9)
    assert float(g.rii.value) == pytest.approx((start + slope) / start)


def gradient(scale="linear", **how):
    y = np.array([1.0, 3.0, 8.0, 20.0, 55.0])
    return gradients.inequality_slope(y, np.full(5, 100.0), scale=scale, seed=3, **how)


def test_a_relative_index_below_zero_is_withheld_with_its_reason():
    g = gradient()
    assert g.near_end < 0
    assert np.isnan(g.rii.value) and g.rii.flags_at(()) == ("no_interval", "not_given")
    assert "close to it" in g.rii_withheld
    assert np.isfinite(g.sii.value)


def test_the_log_scale_gives_a_relative_index_where_the_line_cannot():
    g = gradient("log")
    assert g.rii_withheld == "" and float(g.rii.value) > 50
    assert float(g.rii.value) == pytest.approx(g.far_end / g.near_end)


def test_a_wobbly_end_withholds_the_relative_index():
    y = np.array([10.0, 12.0, 14.0])
    g = gradients.inequality_slope(y, [1, 1, 1], lower=y - 9, upper=y + 9, seed=2)
    assert "reaches zero" in g.rii_withheld and np.isfinite(g.sii.lower)


def test_the_same_seed_gives_the_same_interval_and_another_a_near_one():
    y = np.array([50.0, 60.0, 75.0])
    a, b, c = (gradients.inequality_slope(y, [1, 1, 1], lower=y - 4, upper=y + 4, seed=s) for s in (1, 1, 2))
    assert a.sii.lower == b.sii.lower != c.sii.lower
    assert float(a.sii.lower) == pytest.approx(float(c.sii.lower), abs=0.2)


def test_the_simulated_interval_is_the_one_that_theory_gives():
    y, error = np.array([50.0, 60.0, 75.0, 90.0]), 3.0
    limits = {"lower": y - 1.959964 * error, "upper": y + 1.959964 * error}
    g = gradients.inequality_slope(y, np.ones(4), seed=4, **limits)
    place = (np.arange(4) + 0.5) / 4 - 0.5
    spread = error / np.sqrt((place**2).sum())
    assert float(g.sii.upper - g.sii.value) == pytest.approx(1.959964 * spread, rel=0.02)


@pytest.mark.parametrize("value", [[1.0, 0.0, 2.0], [1.0, -1.0, 2.0]])
def test_the_log_scale_refuses_what_has_no_log(value):
    with pytest.raises(BadInput, match="position 1"):
        gradients.inequality_slope(value, [1, 1, 1], scale="log", seed=1)


def test_local_smoothing_agrees_with_plain_loops():
    rng = np.random.default_rng(8)
    x, n, near = rng.poisson(12, 36).astype(float), rng.integers(200, 3_000, 36).astype(float), grid(6, 6)
    got = smoothing.local_empirical_bayes(x, n, near).value
    for i in range(36):
        own = np.append(near.indices[near.indptr[i] : near.indptr[i + 1]], i)
        b = x[own].sum() / n[own].sum()
        s2 = (n[own] * (x[own] / n[own] - b) ** 2).sum() / n[own].sum()
        spread = max(0.0, s2 - b / n[own].mean())
        weight = spread / (spread + b / n[i])
        assert got[i] == pytest.approx(b + weight * (x[i] / n[i] - b))


def test_no_warning_escapes_from_awkward_areas():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        smoothing.empirical_bayes([0, np.nan, 3], [0, 10, 20])
        smoothing.local_empirical_bayes([0, np.nan, 3, 4], [0, 10, 20, 0], grid(2, 2))
        smoothing.standardised_for_population([[0, 0], [1, 0], [0, 0]], [0, 10, 20])
