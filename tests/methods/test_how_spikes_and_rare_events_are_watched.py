"""Spikes and rare events: the latest month against the past, and the time from one event to the next.

A spike is a month above what the past leads one to expect; with three years of history the time of year is allowed
for. Where months mostly hold nothing, the days between events say more than the counts.
"""

from __future__ import annotations

import numpy as np
import pytest

from upriver.stats.series.rare import event_days, g_chart, gaps_between, small_count_chart, t_chart
from upriver.stats.series.spikes import ears, farrington


def test_the_threshold_of_ears_is_the_mean_and_three_standard_deviations():
    """Seven months of 6 3 2 3 4 3 3: mean 3.43, standard deviation 1.27, threshold 3.43 + 3.09 x 1.27 = 7.36."""
    assert ears([6, 3, 2, 3, 4, 3, 3, 8]).upper[7] == pytest.approx(7.3606387, abs=1e-6)
    assert ears([6, 3, 2, 3, 4, 3, 3, 8]).alarm[7]


def test_a_missing_month_before_it_leaves_a_month_unjudged():
    assert not ears([6, 3, np.nan, 3, 4, 3, 3, 8]).judged[7]


def test_four_events_never_alarm():
    """Nothing for seven months and then four: too few to speak of, whatever the threshold."""
    assert not ears([1, 0, 1, 0, 0, 0, 0, 4]).alarm[7]


def test_a_usual_december_is_no_spike_once_three_decembers_are_known():
    """December is always three times the rest: EARS alarms, Farrington's method does not."""
    rng = np.random.default_rng(1)
    y = np.tile([10.0] * 11 + [30.0], 4) + rng.integers(-1, 2, 48)
    assert ears(y).alarm[47]
    assert not farrington(y, at=[47], a_year=12, window=1).alarm[0]


def test_less_than_three_years_of_history_say_nothing():
    assert not farrington(np.full(36, 10.0), at=[35], a_year=12).judged[0]


def test_two_offences_of_one_quarter_are_set_evenly_inside_it():
    """Only the quarter is published: days 23 and 68 of 91 are a convention, not a date."""
    assert event_days([2], [0], [91]).tolist() == [22.75, 68.25]


def test_a_gap_across_missing_months_is_not_a_gap():
    assert gaps_between([10, 40, 200], [100]).tolist() == [30]


def test_a_long_time_without_an_event_signals_on_the_t_chart():
    """About a month apart twelve times, then ten months."""
    gaps = [30, 25, 35, 28, 31, 33, 27, 30, 29, 32, 31, 30, 300]
    assert t_chart(gaps).longer.nonzero()[0].tolist() == [12]


def test_a_g_chart_counts_what_passes_without_an_event():
    """Five on average: no gap above 5 + 3 sqrt(5 x 6) = 21.4 by chance."""
    assert g_chart([4, 6, 5, 3, 7, 5]).upper == pytest.approx(21.43, abs=0.01)


def test_small_counts_have_exact_limits():
    """Three a month or a little more: chance gives eleven or more about once in 1,300 months; ten is no signal."""
    y = np.array([3.0] * 30 + [11.0, 10.0, 0.0])
    chart = small_count_chart(y, np.ones(33))
    assert chart.outside.nonzero()[0].tolist() == [30]
