"""What areas with more of it have in common

A model of counts says which features go together with more events for as many residents, each with the others held alike. It is
about areas: nothing in it is about a person, and nothing of it is a cause. How far it can be trusted is asked three times: are
the features too alike, does what is left over cluster, and does it hold in areas that it has not seen?
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from upriver.stats.models.counts import count_model, inflation
from upriver.stats.models.validation import spatial_blocks, validated


def line(areas: int) -> sparse.csr_array:
    """Areas in a row, each touching the next."""
    return sparse.csr_array(sparse.diags_array([1.0, 1.0], offsets=[-1, 1], shape=(areas, areas)))


def two_kinds(rate: float = 2.0):
    """Two hundred areas of 1,000 residents: half of them, in turn, with the feature and `rate` times the events."""
    has = np.tile([0.0, 1.0], 100)
    events = np.random.default_rng(1).poisson(50 * np.where(has == 1, rate, 1.0)).astype(float)
    return events, np.full(200, 1_000.0), has[:, None]


def test_a_rate_ratio_is_for_one_standard_deviation():
    """Areas with the feature have twice the events. The two kinds are two standard deviations apart, so one gives the root of 2."""
    events, people, has = two_kinds()
    found = count_model(events, people, has, names=("feature",)).ratios
    assert found.value[0] == pytest.approx(2**0.5, abs=0.03)
    assert found.lower[0] < 2**0.5 < found.upper[0]


def test_features_that_say_the_same_are_found_out():
    """The variance inflation of two features with a correlation of 0.8 is 1 / (1 - 0.64) = 2.8."""
    first = np.repeat([1.0, -1.0], 50)
    second = first.copy()
    second[:5], second[50:55] = -1, 1
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(0.8)
    assert inflation(np.column_stack([first, second])) == pytest.approx([1 / 0.36, 1 / 0.36])


def test_it_is_tried_on_areas_that_it_has_not_seen():
    """Ten blocks of neighbouring areas, each left out in turn: a true feature still explains most, a made-up one nothing."""
    events, people, has = two_kinds()
    blocks = spatial_blocks(line(200))
    model = count_model(events, people, has, names=("feature",))
    assert validated(events, people, has, blocks, model, names=("feature",), seed=1).explained > 0.7
    made_up = np.random.default_rng(2).normal(size=(200, 1))
    model = count_model(events, people, made_up, names=("made up",))
    assert validated(events, people, made_up, blocks, model, names=("made up",), seed=1).explained < 0.05


def test_a_model_that_cannot_be_fitted_says_why():
    """Nine areas are too few for one feature: at least ten an estimate are asked for."""
    found = count_model(np.arange(9.0), np.full(9, 1_000.0), np.arange(9.0)[:, None], names=("feature",))
    assert found.failed == "9 areas are too few for 1 factors" and np.isnan(found.ratios.value[0])
