"""Rates that allow for age

An area of students has more assaults than an area of pensioners whatever else is true. A directly
standardised rate (Dobson's interval) says what the rate would be if both had the 2013 European standard
population; an indirectly standardised one compares with what the area's people would suffer at the
reference's rates.
"""

from __future__ import annotations

import numpy as np
import pytest

from upriver.stats.standardised import (
    design_effect,
    directly_standardised,
    directly_standardised_repeats,
    indirectly_standardised,
)

# nineteen five-year bands, 0-4 to 90 and over
STANDARD = [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000,
            2500, 1500, 1000]  # fmt: skip
PEOPLE = [636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207]
EVENTS = [12, 4, 3, 2, 3, 4, 8, 2, 2, 3, 4, 5, 6, 8, 5, 6, 5, 5, 4]
# people who had one, two, three and four events
REPEATS = [[75, 16, 4, 2], [16, 3, 1, 0], [11, 2, 1, 0], [12, 3, 1, 0], [8, 0, 0, 1], [18, 3, 1, 0],
           [26, 6, 2, 1], [18, 3, 1, 0], [18, 4, 1, 0], [21, 4, 1, 0], [21, 4, 1, 0], [23, 4, 1, 0],
           [23, 6, 2, 1], [39, 8, 2, 1], [25, 5, 1, 0], [40, 9, 2, 1], [46, 9, 2, 1], [49, 10, 3, 1],
           [56, 11, 3, 1]]  # fmt: skip


def test_a_directly_standardised_rate():
    """91 events in 19 age bands give 1,103 per 100,000 of the standard population, limits 877 and 1,367."""
    r = directly_standardised(EVENTS, PEOPLE, STANDARD)
    assert [r.value, r.lower, r.upper] == pytest.approx([1103.212025, 877.455768, 1367.088223], abs=1e-5)


def test_people_with_several_events_widen_the_interval():
    """The same person hurt four times is less evidence than four persons hurt once; the variance says so."""
    r = directly_standardised_repeats(REPEATS, PEOPLE, STANDARD)
    assert [r.value, r.lower, r.upper] == pytest.approx([10430.247991, 9532.949779, 11373.074833], abs=1e-5)
    assert design_effect(REPEATS, PEOPLE, STANDARD) > 1.5


def test_fewer_than_ten_events_are_not_standardised():
    """Nine events in nineteen bands say nothing about age: there is a flag instead of a rate."""
    r = directly_standardised([1] * 9 + [0] * 10, PEOPLE, STANDARD)
    assert np.isnan(r.value) and r.flags_at(()) == ("few_events",)


def test_an_indirectly_standardised_rate():
    """91 events where 836 were expected, at a reference rate of 9,350 per 100,000."""
    r = indirectly_standardised(91, 835.883561, ref_rate=9349.883092)
    assert [r.value, r.lower, r.upper] == pytest.approx([1017.892205, 819.521003, 1249.75926], abs=1e-4)
