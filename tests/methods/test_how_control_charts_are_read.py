"""Control charts: noise or news?

Months go up and down. A chart draws the centre and the limits that chance alone would seldom cross. Four
rules make a signal: a point outside the limits; seven in a row on one side; seven in a row rising or
falling; two of three far out on the same side. Limits start afresh only at a break declared for a
recorded reason.
"""

from __future__ import annotations

import numpy as np
import pytest

from upriver.stats.series.control import runs_test, u_chart, xmr


def test_one_wild_month_does_not_widen_the_limits():
    """Months of 1 and 2 with a single 10: the two moving ranges it makes are left out of the limits, once."""
    y = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    chart = xmr(y)
    limits = [chart.centre[0], chart.lower[0], chart.upper[0]]
    assert limits == pytest.approx([1.944444, -0.715556, 4.604444], abs=1e-6)
    assert chart.outside.nonzero()[0].tolist() == [4]


def test_seven_rising_months_are_a_signal_at_the_seventh():
    """From 1 to 7 without a pause; the signal stands at the month that completes it.

    month    1  2  3  4  5  6  7  8  9
    value    2  1  2  3  4  5  6  7  3
    signal   .  .  .  .  .  .  .  x  .
    """
    assert xmr([2, 1, 2, 3, 4, 5, 6, 7, 3]).drift.nonzero()[0].tolist() == [7]


def test_a_tie_breaks_a_rise():
    """Two equal months in the middle: no seven months in a row rose."""
    assert not xmr([1, 2, 3, 4, 4, 5, 6, 7]).drift.any()


def test_two_far_points_on_opposite_sides_are_no_signal():
    """One far above and one far below is spread, not news."""
    y = [1.0, -1.0] * 7 + [5.5, -5.5]
    assert not xmr(y).two_of_three.any()


def test_a_missing_month_breaks_a_run():
    """Seven rising months with a hole in them are not seven in a row: nobody knows what the hole held."""
    assert not xmr([1, 2, 3, np.nan, 4, 5, 6, 7]).drift.any()


def test_a_declared_break_gives_limits_of_their_own():
    """A new way of recording in month 13 lifts the level; each side is judged by its own limits."""
    y = [10, 12, 11, 9, 10, 12, 11, 10, 9, 11, 12, 10, 31, 30, 33, 29, 31, 30, 32, 31, 29, 30, 33, 31]
    assert xmr(y).signal.any()
    assert not xmr(y, breaks=[12]).signal.any()


def test_fewer_than_twelve_points_make_a_trial_chart():
    """Eleven points: the limits may still move a great deal, and the chart says so."""
    assert xmr(range(11)).trial.all() and not xmr(range(12)).trial.any()


def test_rates_with_more_spread_than_chance_use_laneys_limits():
    """Six months of counts over changing populations: they spread 1.83 times as much as chance."""
    chart = u_chart([30, 45, 20, 60, 38, 25], [1000, 1200, 900, 1500, 1100, 1000])
    assert (chart.centre[0], chart.spread[0]) == pytest.approx((0.0325373, 1.8276672), abs=1e-6)
    published = [0.0638132, 0.0610881, 0.065505, 0.0580739, 0.0623577, 0.0638132]
    assert chart.upper == pytest.approx(published, abs=1e-6)


def test_runs_and_crossings_need_no_limits_at_all():
    """Twelve low months, then twelve high ones: one run too long and only one crossing of the median."""
    signal, longest, crossings = runs_test([1, 2] * 6 + [8, 9] * 6)
    assert (signal, longest, crossings) == (True, 12, 1)
