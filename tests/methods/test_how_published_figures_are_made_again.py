"""Published figures, made again

Figures that partnerships and the Government have printed, with the sums behind them. What a publisher rounded is rounded here
as it was there; two are traps, and say so.
"""

from __future__ import annotations

import pytest

from upriver.stats.harm.weighted import weighted_total
from upriver.stats.intervals import proportion, rate_ratio


def change(before: float, after: float) -> float:
    """The change in percent, as a ratio of two counts less one."""
    return 100 * (float(rate_ratio(after, 1, before, 1).value) - 1)


@pytest.mark.parametrize(("before", "after", "percent"), [
    (2_661, 2_086, -21.61), (146_060, 133_896, -8.33), (191_351, 133_896, -30.03), (31_515, 28_992, -8.01), (41_914, 28_992, -30.83),
    (38_770, 32_980, -14.93), (3_770, 4_891, 29.73),
])  # fmt: skip
def test_a_published_change(before, after, percent):
    """Serious violence in Thames Valley, attendances and admissions after assault (T1, T3, T5, T6, T7)."""
    assert change(before, after) == pytest.approx(percent, abs=0.006)


@pytest.mark.parametrize(("part", "whole", "percent"), [(95_460, 133_896, 71.29), (49_063, 191_351, 25.64), (38_317, 133_896, 28.62), (30_464, 33_870, 89.94),
                                                        (14_220, 33_870, 41.98)])
def test_a_published_share(part, whole, percent):
    """Men and women among those hurt, and weekends (T4, T8)."""
    assert 100 * float(proportion(part, whole).value) == pytest.approx(percent, abs=0.006)


def test_a_rise_from_a_rounded_number_is_not_the_printed_one():
    """A trap (T13): 43,516 from 23,945 is 81.7%, printed as 80."""
    assert change(23_945, 43_516) == pytest.approx(81.7, abs=0.05)


def test_a_share_of_those_known_is_not_a_share_of_all():
    """A trap (T20): 101 of 244 stabbings were with a kitchen knife, 41.4%; the printed 67% is of those whose weapon was known."""
    assert 100 * float(proportion(101, 244).value) == pytest.approx(41.4, abs=0.05)


def test_a_severity_score_rose_by_three_tenths():
    """Cambridgeshire (T14): 6.6 to 8.6 is 30.3% more."""
    assert pytest.approx(30.3, abs=0.05) == 100 * (8.6 / 6.6 - 1)


def test_the_cost_of_what_is_never_recorded_is_a_multiplier():
    """Hampshire and the Isle of Wight (T12): under 18, 18.4 million pounds recorded and 29.4 in all; under 25, 32 and 51.3."""
    assert (round(29.4 / 18.4, 3), round(51.3 / 32, 3)) == (1.598, 1.603)


def test_offences_prevented_times_what_one_costs():
    """Violence reduction units (T15): 41,377 and 7,636 offences are 49,013; 385 million pounds are 7,855 each."""
    found = weighted_total([41_377, 7_636], [7_855, 7_855])
    assert found.events == 49_013 and float(found.value) / 1e6 == pytest.approx(385, abs=0.1)


def test_last_years_cost_from_this_years():
    """Thames Valley (T2): 54,171,271 pounds are 9% down, from about 59.5 million."""
    assert pytest.approx(59.5, abs=0.05) == 54_171_271 / (1 - 0.09) / 1e6
