"""Whether something worked

Events fall and rise by themselves. Whether an action changed them can only be asked beside what would have happened without
it: an area where nothing was done, the months before, or both. Each answer comes with the smallest effect that the design
could have found, which is to be said first: a design that could only find a fall by half says nothing about a fall of a
tenth. `upriver evaluate` uses these methods, and holds its words to what each can carry.
"""

from __future__ import annotations

import numpy as np
import pytest

from upriver.stats.evaluation.differences import four_counts, two_way
from upriver.stats.evaluation.displacement import (
    displacement_quotient,
    harm_weighted_displacement,
    weighted_displacement,
)
from upriver.stats.evaluation.interrupted import Design, interrupted


def test_fewer_events_than_the_control_area_led_to_expect():
    """The treated area went from 207 events to 110, its control from 308 to 318; around them 178 to 157, and 150 to 140.

    (110 - 207) - (318 - 308) + (157 - 178) - (140 - 150) = -118. The variance is the sum of all eight counts, 1,568, so the
    standard error is 39.6 and the 95% interval runs from 196 to 40 fewer. A fall of 115 would have been found four times
    in five.
    """
    found = weighted_displacement([207, 110], [308, 318], around_treated=[178, 157], around_control=[150, 140])
    assert [found.result.value, found.result.lower, found.result.upper] == pytest.approx([-118, -195.61, -40.39], abs=0.01)
    assert found.error**2 == pytest.approx(1568)
    assert found.detectable == pytest.approx(-115, abs=0.1)


def test_what_a_reader_is_warned_of():
    """A count under 5; areas that differed by more than 3 to 1 before; counts before that came in bouts.

    For the last, variance over mean (the Fano factor) of 2, 18, 3, 20, 1, 17, 2, 16 is 7.3: above 1.5 it multiplies the
    variance.
    """
    assert weighted_displacement([12, 4], [12, 12]).warnings == ("A count is below 5: the interval is doubtful.",)
    assert weighted_displacement([100, 90], [301, 290]).warnings[0].startswith("The counts before differ by more than 3 to 1")
    restless = weighted_displacement([79, 50], [80, 78], series_before=[2, 18, 3, 20, 1, 17, 2, 16])
    assert restless.fano == pytest.approx(7.33, abs=0.01)
    assert restless.error == pytest.approx(np.sqrt(287 * restless.fano))


def test_kinds_of_event_weighed_by_their_harm():
    """Two kinds: robbery weighs 5, assault 2. Robberies fell by 10 more than in the control area, assaults by 20 more.

    5 x -10 + 2 x -20 = -90; variance 25 x (50 + 40 + 50 + 50) + 4 x (100 + 80 + 100 + 100) = 6,270.
    """
    found = harm_weighted_displacement([[50, 40], [100, 80]], [[50, 50], [100, 100]], [5, 2])
    assert found.result.value == -90 and found.error == pytest.approx(np.sqrt(6_270))


def test_where_the_events_went():
    """300 events became 200 in the treated area, 200 became 160 around it, 1,000 became 950 in the control area.

    Success 200/950 - 300/1000 = -0.089 (below zero is success), around it 160/950 - 200/1000 = -0.032: there too events fell, by a
    third as much (quotient 0.35). Together 115 events fewer than the control area led to expect. Without success no
    quotient is given.
    """
    found = displacement_quotient([300, 200], [200, 160], [1000, 950])
    assert [found.success, found.buffer] == pytest.approx([-0.0894737, -0.0315789], abs=1e-6)
    assert float(found.quotient.value) == pytest.approx(0.3529412) and float(found.net.value) == pytest.approx(115)
    none = displacement_quotient([300, 320], [200, 160], [1000, 950])
    assert np.isnan(none.quotient.value) and "not_given" in none.quotient.flags_at(())


def test_a_series_that_changed_at_a_declared_date():
    """Six years of months, 100 at the start and a fifth more each summer; from month 48 on a tenth of them is gone.

    The model knows a level, a trend, a season, and a step at the date. It gives the step back: 0.9 times as many. How far
    the months before jump about says how small a step could have been found.
    """
    at = np.arange(72)
    months = np.round(100 * (1 + 0.2 * np.sin(2 * np.pi * at / 12)) * np.where(at >= 48, 0.9, 1.0))
    found = interrupted(months, Design(start=48, slope=False))
    assert float(found.step.value) == pytest.approx(0.9, abs=0.01)
    assert 0.8 < found.detectable < 0.95


def test_the_months_of_its_introduction_belong_to_neither_side():
    """A lag before an effect is expected, and months of phasing-in, are declared before the counts are looked at."""
    at = np.arange(72)
    months = np.where(at >= 53, 50.0, 100.0)
    months[50:53] = 500
    assert float(interrupted(months, Design(48, lag=2, phase_in=3, slope=False, harmonics=0)).step.value) == pytest.approx(0.5)


def test_the_ratio_of_two_ratios():
    """110 / 207 = 0.53 in the treated area, 318 / 308 = 1.03 in the control area: 0.53 / 1.03 = 0.51, interval 0.39 to 0.68."""
    found = four_counts([207, 110], [308, 318])
    assert [found.ratio.value, found.ratio.lower, found.ratio.upper] == pytest.approx([0.51469, 0.38925, 0.680555], abs=1e-5)


def test_many_areas_over_many_months():
    """Thirty areas, eight of them treated from month 12 on, where a quarter of the events then is gone.

    Every area has its own level and every month its own; the interval allows for months of one area being alike. With
    fewer than 20 areas that interval can't be trusted, and it is said: then the share of shuffled treatments that look as
    strong is the thing to read.
    """
    rng = np.random.default_rng(1)
    treated = np.arange(30) < 8
    mean = rng.uniform(10, 40, (30, 1)) * np.where(np.outer(treated, np.arange(24) >= 12), 0.75, 1.0)
    counts = rng.poisson(mean)
    found = two_way(counts, treated, 12, seed=1, shuffles=199)
    assert float(found.ratio.lower) < 0.75 < float(found.ratio.upper) < 1 and found.p_shuffled < 0.05
    small = two_way(counts[4:16], treated[4:16], 12, seed=1, shuffles=199)
    assert any("Fewer than 20 areas" in each for each in small.warnings)
