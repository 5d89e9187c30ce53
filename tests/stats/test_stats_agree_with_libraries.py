"""Where a well-kept library does the same, it gives the same."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy import sparse, stats

from upriver.stats import gradients, intervals
from upriver.stats.areas import clusters, smoothing


@pytest.mark.parametrize("counts", [(6, 2), (20, 6), (3, 9), (0, 4), (15, 15)])
@pytest.mark.parametrize("exposure", [1.0, 2.0, 0.25])
def test_the_e_test_is_that_of_statsmodels(counts, exposure) -> None:
    rates = pytest.importorskip("statsmodels.stats.rates")
    theirs = rates.test_poisson_2indep(counts[0], exposure, counts[1], 1.0, method="etest-score").pvalue
    assert intervals.e_test_p(*counts, exposure=exposure) == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize(("count", "whole"), [(0, 10), (1, 10), (65, 100), (10, 10), (3, 100_000)])
def test_the_interval_of_a_proportion_is_that_of_statsmodels(count, whole) -> None:
    outside = pytest.importorskip("statsmodels.stats.proportion")
    ours = intervals.proportion(count, whole)
    assert (float(ours.lower), float(ours.upper)) == pytest.approx(outside.proportion_confint(count, whole, method="wilson"), abs=1e-12)


@pytest.mark.parametrize("method", ["bh", "by"])
def test_the_false_discovery_correction_is_that_of_scipy(method) -> None:
    p = np.random.default_rng(1).uniform(size=400) ** 2
    assert clusters.false_discovery(p, method=method) == pytest.approx(stats.false_discovery_control(p, method=method))


def test_the_slope_index_is_the_weighted_regression_of_statsmodels() -> None:
    sm = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(2)
    people, value = rng.uniform(5_000, 9_000, 10), rng.uniform(60, 90, 10)
    share = people / people.sum()
    fitted = sm.WLS(value, sm.add_constant(np.cumsum(share) - share / 2), weights=share).fit()
    ours = gradients.inequality_slope(value, people, seed=1)
    assert float(ours.sii.value) == pytest.approx(fitted.params[1])
    assert float(ours.rii.value) == pytest.approx((fitted.params[0] + fitted.params[1]) / fitted.params[0])


def small_areas() -> tuple[np.ndarray, np.ndarray, sparse.csr_array]:
    """A grid of 8 by 8 areas that touch along sides."""
    rng = np.random.default_rng(3)
    people = rng.integers(60, 5_000, 64).astype(float)
    at = np.arange(64)
    pairs = [(a, b) for a in at for b in at if abs(a // 8 - b // 8) + abs(a % 8 - b % 8) == 1]
    first, second = np.array(pairs).T
    return rng.poisson(people * 0.02 * rng.gamma(2, 0.5, 64)).astype(float), people, sparse.csr_array((np.ones(len(pairs)), (first, second)), shape=(64, 64))


def test_smoothed_rates_are_those_of_esda() -> None:
    outside, weights = pytest.importorskip("esda.smoothing"), pytest.importorskip("libpysal.weights")
    events, people, near = small_areas()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        matrix = weights.WSP(sparse.csr_matrix(near)).to_W(silence_warnings=True)
        alone, local = outside.Empirical_Bayes(events, people).r, outside.Spatial_Empirical_Bayes(events, people, matrix).r
    assert smoothing.empirical_bayes(events, people).value == pytest.approx(np.ravel(alone))
    ours = smoothing.local_empirical_bayes(events, people, near)
    varies = ~ours.flags["no_interval"]  # elsewhere esda lets the prior's variance fall below nought
    assert varies.sum() > 50 and ours.value[varies] == pytest.approx(np.ravel(local)[varies])
