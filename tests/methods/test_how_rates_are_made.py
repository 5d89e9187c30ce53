"""Counts, rates and shares

A count of events is what was seen; had the same year been lived again, chance alone would have given
another. The interval says how far. Under 10 events it is exact (from the chi-squared distribution); from
10 events it is Byar's approximation, which public health in England uses. A rate divides the count and
both its limits by the residents or person-years. A share of a whole uses Wilson's interval instead.
"""

from __future__ import annotations

import numpy as np
import pytest

from upriver.stats.intervals import (
    byar_limits,
    comparator_held_back,
    e_test_p,
    exact_limits,
    exact_p,
    proportion,
    rate,
    rate_ratio,
)


def test_a_count_of_five_could_have_been_two_or_eleven():
    """Five events were seen: the exact 95% limits are 1.6 and 11.7. For no event they are 0 and 3.7."""
    assert exact_limits(5) == pytest.approx((1.623486, 11.668332), abs=1e-6)
    assert exact_limits(0) == pytest.approx((0, 3.688879), abs=1e-6)


def test_from_ten_events_byars_limits_are_used():
    """Byar's limits for 65 events, at 95% and at 99.8%, the level of the outer limits of a funnel."""
    assert byar_limits(65) == pytest.approx((50.163188, 82.849139), abs=1e-6)
    assert byar_limits(65, 0.998) == pytest.approx((42.880261, 94.000291), abs=1e-6)


def test_a_rate_divides_the_count_and_its_limits():
    """Ten events among 1,500 residents are 666.7 per 100,000, with limits of 319.2 and 1,226.1."""
    r = rate(10, 1_500, per=100_000)
    assert [r.value, r.lower, r.upper] == pytest.approx([666.666667, 319.163328, 1226.09724], abs=1e-5)


def test_what_is_missing_is_never_zero():
    """Four areas; the month of the second is missing, and nobody lives in the third.

        area       A      B        C      D
        events     12     missing  3      0
        residents  1,000  1,000    0      1,000

    A has a rate. B and C have none, each with its reason. D has a rate of zero, with an upper limit.
    """
    r = rate([12, np.nan, 3, 0], [1_000, 1_000, 0, 1_000])
    assert r.value[0] == 12 and np.isnan(r.value[1:3]).all() and r.value[3] == 0
    assert [r.flags_at(i) for i in range(4)] == [
        (), ("missing",), ("few_events", "no_denominator"), ("few_events",)
    ]  # fmt: skip
    assert r.upper[3] == pytest.approx(3.69, abs=0.01)


def test_a_share_uses_wilsons_interval():
    """65 of 100 is a share of 0.65 with limits of 0.553 and 0.736."""
    r = proportion(65, 100)
    assert [r.value, r.lower, r.upper] == pytest.approx([0.65, 0.552544, 0.736358], abs=1e-6)


def test_two_rates_are_compared_by_their_ratio():
    """30 events among 10,000 against 40 among 20,000: a rate 1.5 times as high, but the limits hold 1."""
    r = rate_ratio(30, 10_000, 40, 20_000)
    assert float(r.value) == pytest.approx(1.5)
    assert r.lower < 1 < r.upper


def test_six_against_two_is_no_proof_of_a_difference():
    """Six events here, two there, the same exposure: the E-test gives p = 0.17, the timid exact test 0.29."""
    assert e_test_p(6, 2) == pytest.approx(0.174875, abs=1e-5)
    assert exact_p(6, 2) == pytest.approx(0.2890625, abs=1e-7)


def test_a_comparator_far_outside_its_parts_is_held_back():
    """England at 1,258 beside a South East of 117 is a slip in the file; 150 would be shown."""
    assert comparator_held_back([1_258, 150], [[117], [117]]).tolist() == [True, False]
