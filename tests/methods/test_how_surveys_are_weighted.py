"""How answers to a survey stand for residents

Those who answer are not those who live there. Weights give the answers the make-up of residents by district, age and sex; they
cost certainty, which is said, and on few answers there is no share at all.
"""

from __future__ import annotations

import numpy as np
import pytest

from upriver.stats.surveys.shares import weighted_share
from upriver.stats.surveys.weighting import design_effect, effective_size, fitted, raked


def test_a_table_is_fitted_to_known_totals():
    """Rows and columns are fitted in turn until both are right: 40, 30, 35, 50 become 82.6, 67.4, 117.4, 182.6."""
    found = fitted([[40, 30], [35, 50]], [150, 300], [200, 250])
    assert found.round(1).tolist() == [[82.6, 67.4], [117.4, 182.6]]


def test_the_young_count_for_more_where_few_of_them_answered():
    """20 of 100 answers are from young people, who are 40 of 100 residents: each counts twice, each other three quarters."""
    found = raked(np.ones(100), [np.r_[np.zeros(20, int), np.ones(80, int)]], [[40, 60]])
    assert found.weights[0] == pytest.approx(2.0) and found.weights[-1] == pytest.approx(0.75)


def test_no_answer_stands_for_too_many():
    """Two of 100 answers can't stand for half of all: weights are drawn in to 0.3 and 3 times the mean, and the gap is told."""
    found = raked(np.ones(100), [np.r_[np.zeros(2, int), np.ones(98, int)]], [[50, 50]])
    assert found.trimmed > 0 and found.gap > 0.4


def test_weights_cost_certainty():
    """Five answers with weights 1.2, 0.8, 1.5, 0.5 and 1 are worth 4.48 of equal weight: a design effect of 1.116."""
    weights = [1.2, 0.8, 1.5, 0.5, 1.0]
    assert effective_size(weights) == pytest.approx(4.480287, abs=1e-6)
    assert design_effect(weights) == pytest.approx(1.116)


def test_a_weighted_share_has_an_interval_inside_nought_and_one():
    """20 of 80 answers, all of one weight: 25%, from 16.7% to 35.7%."""
    found = weighted_share(np.r_[np.ones(20), np.zeros(60)], np.ones(80))
    assert [found.value, found.lower, found.upper] == pytest.approx([0.25, 0.167, 0.357], abs=0.001)


def test_on_fewer_than_thirty_answers_nothing_is_said():
    """29 answers give a flag and no share."""
    found = weighted_share(np.r_[np.ones(14), np.zeros(15)], np.ones(29))
    assert np.isnan(found.value) and found.flags_at(()) == ("few_answers",)
