"""Change and season: more than last year, or the time of year, or chance?

Two years are compared month by month, only in months that both hold. Season and trend come from one model of events
a day, so that a long month isn't a busy one and a summer peak isn't a rise. Nothing is read across a change of
recording.
"""

from __future__ import annotations

import numpy as np
import pytest

from upriver.stats.series.changes import change
from upriver.stats.series.outlook import outlook
from upriver.stats.series.season import season, stretches

CALENDAR = np.tile(np.arange(12), 3)
DAYS = np.tile(np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=float), 3)


def test_eighty_against_a_hundred_may_still_be_chance():
    """A fifth fewer; by the exact interval between 41% fewer and 8% more.

    now      20  20  20  20    80
    before   25  25  25  25   100
    """
    found = change([[20, 20, 20, 20]], [[25, 25, 25, 25]])
    assert found.ratio.value[0] == pytest.approx(0.8)
    assert [found.ratio.lower[0], found.ratio.upper[0]] == pytest.approx([0.5895, 1.0834], abs=1e-3)
    assert found.beyond_chance[0] == 0


def test_a_fifth_fewer_of_a_thousand_is_beyond_chance():
    found = change([[200, 200, 200, 200]], [[250, 250, 250, 250]])
    assert found.beyond_chance[0] == -1


def test_months_that_disagree_widen_the_interval():
    """The same totals, 800 against 1,000, but one month of four makes the whole fall: that could be one odd month."""
    found = change([[250, 250, 250, 50]], [[250, 250, 250, 250]])
    assert found.dispersion[0] > 20
    assert found.beyond_chance[0] == 0


def test_a_month_missing_in_either_year_is_left_out_of_both():
    """June is a hole in one year: 11 months against 11, never 12 against 11."""
    found = change([[10, np.nan, 10]], [[10, 10, 10]])
    assert (found.now[0], found.before[0]) == (20, 20)


def test_a_steady_ten_a_day_has_no_season_though_february_holds_fewer():
    found = season([10 * DAYS], CALENDAR, DAYS, stretches(np.zeros(36, dtype=bool)))
    assert found.month[0] == pytest.approx(np.ones(12))


def test_a_summer_peak_is_found_with_its_size():
    """A wave of a tenth with its top in July: July 1.10 times the average month, January 0.90."""
    wave = 1 + 0.1 * np.cos(2 * np.pi * (CALENDAR - 6) / 12)
    found = season([100 * DAYS * wave], CALENDAR, DAYS, stretches(np.zeros(36, dtype=bool)))
    assert [found.month[0, 6], found.month[0, 0]] == pytest.approx([1.10, 0.90], abs=0.005)
    assert (found.peak[0], found.trough[0]) == (6, 0)


def test_a_fall_of_a_tenth_a_year_is_found_under_the_season():
    wave = 1 + 0.1 * np.cos(2 * np.pi * (CALENDAR - 6) / 12)
    found = season([100 * DAYS * wave * 0.9 ** (np.arange(36) / 12)], CALENDAR, DAYS, stretches(np.zeros(36, dtype=bool)))
    assert found.trend[0] == pytest.approx(-10, abs=0.2)


def test_a_step_of_recording_is_no_rise_once_it_is_declared():
    y = 100 * DAYS * np.where(np.arange(36) < 12, 1, 1.5)
    assert season([y], CALENDAR, DAYS, stretches(np.zeros(36, dtype=bool), [12])).trend[0] == pytest.approx(0, abs=1e-6)


def test_fewer_than_two_years_since_a_break_have_no_trend():
    """23 months are too few; the season still comes from both stretches, each at its own level."""
    found = season([100 * DAYS], CALENDAR, DAYS, stretches(np.zeros(36, dtype=bool), [13]))
    assert np.isnan(found.trend[0]) and found.given[0]


def test_the_outlook_is_level_times_season_times_days():
    """Ten a day without a season: 310 for January, 280 for February, each inside its range."""
    y = np.random.default_rng(1).poisson(10 * DAYS).astype(float)
    found = season([y], CALENDAR, DAYS, stretches(np.zeros(36, dtype=bool)))
    made = outlook([y], CALENDAR, DAYS, found, ahead=[0, 1], ahead_days=[31, 28], seed=1)
    assert made.middle[0] == pytest.approx([310, 280], rel=0.06)
    assert (made.lower[0] < made.middle[0]).all() and (made.middle[0] < made.upper[0]).all()
