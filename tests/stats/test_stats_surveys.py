"""Weights of survey answers, and shares made with them."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from stats_reference import known

from upriver.stats.result import BadInput
from upriver.stats.surveys.shares import standard_error, weighted_share
from upriver.stats.surveys.weighting import design_effect, effective_size, fitted, raked, unreached


def test_a_table_is_fitted_to_its_margins():
    row = known("R61")
    found = fitted(row["input"]["T"], row["input"]["rows"], row["input"]["cols"])
    assert np.allclose(found, row["expected"], rtol=0, atol=row["tol"])


def test_the_effective_number_of_answers():
    row = known("R62")
    assert effective_size(row["input"]["w"]) == pytest.approx(row["expected"]["ess"], abs=row["tol"])
    assert design_effect(row["input"]["w"]) == pytest.approx(row["expected"]["deff"], abs=row["tol"])


def test_margins_that_disagree_are_refused():
    with pytest.raises(BadInput):
        fitted([[1, 1], [1, 1]], [10, 10], [10, 11])


def test_a_margin_over_empty_cells_is_refused():
    with pytest.raises(BadInput):
        fitted([[0, 0], [1, 1]], [5, 5], [5, 5])


@given(seed=st.integers(0, 500))
@example(seed=0)
def test_raked_weights_meet_every_margin_where_nothing_is_trimmed(seed):
    rng = np.random.default_rng(seed)
    groups = [np.r_[[0, 1], rng.integers(0, 2, 300)], np.r_[[0, 1], rng.integers(0, 2, 300)]]
    found = raked(np.ones(302), groups, [[55, 45], [60, 40]])
    assert found.gap < 1e-6 and found.weights.mean() == pytest.approx(1)


def test_trimming_keeps_an_answer_from_standing_for_too_many_and_says_what_it_leaves():
    groups = np.r_[np.zeros(2, int), np.ones(98, int)]
    found = raked(np.ones(100), [groups], [[50, 50]])
    assert found.weights.max() == pytest.approx(3.0) and found.trimmed > 0 and found.gap > 0.3


def test_an_answer_whose_group_is_not_known_keeps_its_weight():
    found = raked(np.ones(4), [np.array([0, 1, 1, -1])], [[50, 50]])
    assert found.gap < 1e-9 and found.weights[3] == pytest.approx(found.weights.mean(), abs=0.3)


def test_a_group_that_nobody_answered_from_is_named():
    assert unreached([0, 0, 2], [10, 20, 30]) == (1,)


def test_equal_weights_give_the_plain_share_and_its_standard_error():
    hit = np.r_[np.ones(20), np.zeros(60)]
    assert weighted_share(hit, np.ones(80)).value == pytest.approx(0.25)
    assert standard_error(hit, np.ones(80)) == pytest.approx(np.sqrt(0.25 * 0.75 / 79))


def test_fewer_than_thirty_answers_give_no_share():
    found = weighted_share(np.r_[np.ones(15), np.zeros(14)], np.ones(29))
    assert np.isnan(found.value) and found.flags_at(()) == ("few_answers",)
    assert weighted_share(np.r_[np.ones(15), np.zeros(15)], np.ones(30)).value == pytest.approx(0.5)


@pytest.mark.parametrize("said", [0.0, 1.0])
def test_where_all_or_none_say_it_the_interval_is_wilsons(said):
    found = weighted_share(np.full(50, said), np.ones(50))
    assert found.value == said and 0 <= found.lower < found.upper <= 1


def test_answers_in_clusters_are_worth_less():
    hit = np.repeat([1.0, 0.0, 1.0, 0.0], 20)
    assert standard_error(hit, np.ones(80), clusters=np.repeat(np.arange(4), 20)) > 4 * standard_error(hit, np.ones(80))


def test_the_interval_covers_the_truth_as_often_as_it_says():
    rng, covered = np.random.default_rng(11), 0
    for _ in range(400):
        weights = rng.gamma(4, 0.25, 300)
        found = weighted_share((rng.random(300) < 0.3).astype(float), weights)
        covered += bool(found.lower <= 0.3 <= found.upper)
    assert 0.92 <= covered / 400 <= 0.98


@pytest.mark.parametrize(("hit", "weights"), [([2] * 40, [1] * 40), ([1] * 40, [0] * 40), ([1] * 40, [1] * 39)])
def test_answers_that_cannot_be_are_refused(hit, weights):
    with pytest.raises(BadInput):
        weighted_share(hit, weights)


def test_the_standard_error_is_that_of_a_weighted_mean_with_robust_variance():
    import statsmodels.api as sm

    rng = np.random.default_rng(5)
    weights, hit = rng.gamma(4, 0.25, 300), (rng.random(300) < 0.3).astype(float)
    outside = sm.WLS(hit, np.ones(300), weights=weights).fit(cov_type="HC1")
    assert standard_error(hit, weights) == pytest.approx(float(outside.bse[0]), rel=1e-9)
