"""Months that do not look like their neighbours

Files from open sources arrive with whole months miscoded, half empty or in lumps. The screen holds each
kind of event against the six months before and after. It changes nothing: a person decides whether to
keep, exclude or annotate the month.
"""

from __future__ import annotations

import numpy as np
import pytest

from upriver.stats.series.screen import nearly_empty_months, screen_months

# one force, 2025, January to December, as published
VIOLENCE = [5772, 5344, 5891, 5459, 5956, 5274, 6357, 11639, 5297, 5430, 5237, 5188]
WEAPONS = [146, 156, 148, 168, 174, 138, 169, 734, 138, 178, 161, 182]
ROBBERY = [64, 70, 81, 81, 125, 136, 149, 37, 152, 150, 140, 140]
VEHICLE = [636, 526, 539, 524, 574, 582, 680, 75, 646, 632, 638, 529]
# another force, 2022, January to October: five months are lumps
LUMPS = [200, 2174, 2662, 2981, 3152, 400, 400, 3153, 300, 300]


def test_a_miscoded_month_is_found_though_its_total_is_ordinary():
    """Violence doubled, weapons quadrupled, vehicle crime almost gone, the total as ever: August is odd.

    2025        Jun    Jul     Aug    Sep
    violence   5274   6357   11639   5297
    weapons     138    169     734    138
    robbery     136    149      37    152
    vehicle     582    680      75    646
    """
    found = screen_months(np.array([[VIOLENCE, WEAPONS, ROBBERY, VEHICLE]], dtype=float))
    assert found.odd[0].nonzero()[0].tolist() == [7]
    (kind, ratio), *_ = found.swinging_at(0, 7)
    assert kind == 3 and ratio == pytest.approx(0.13, abs=0.02)


def test_a_series_in_lumps_is_told_which_half_to_doubt():
    """Anti-social behaviour at 200, 400, 400, 300 and 300 between months of 2,174 to 3,153."""
    found = screen_months(np.array([[LUMPS, [3_200] * 10]], dtype=float))
    assert found.odd[0].nonzero()[0].tolist() == [0, 5, 6, 8, 9]


def test_a_lasting_change_of_level_is_not_an_odd_month():
    """A change in recording doubles a kind of event for good: that is a break to declare, not a bad month."""
    kind = [100, 104, 97, 101, 99, 103, 98, 205, 199, 208, 196, 203, 201, 204]
    assert not screen_months(np.array([[kind]], dtype=float)).odd.any()


def test_a_month_nearly_empty_is_treated_as_missing_until_somebody_decides():
    """Below 30% of the median of the twelve held months before it; a missing month is not judged at all."""
    totals = np.array([[4300.0, 4500, 4100, 283, np.nan, 4400]])
    assert nearly_empty_months(totals)[0].tolist() == [False, False, False, True, False, False]
