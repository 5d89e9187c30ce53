"""How few places hold how much

A few streets hold half the crime, in every city that was ever counted. But few events can only fall on
few places: what counts is how much more concentrated they are than the same number thrown at random.
"""

from __future__ import annotations

import pytest

from upriver.stats.areas.concentration import chance_null, concentration, generalised_gini, gini, share_of_units

TEN_STREETS = [0, 0, 0, 0, 0, 0, 0, 1, 3, 6]


def test_the_share_of_places_that_holds_half_the_events():
    """Ten streets with 6, 3, 1 and seven times no event. Half the events, 5, are five sixths of one street.

    events     6  3  1  0  0  0  0  0  0  0
    25% of them lie in 4.2% of the streets, 50% in 8.3%, 80% in 16.7%, all in 30%
    """
    assert share_of_units(TEN_STREETS) == pytest.approx([0.0416667, 0.0833333, 0.1666667, 0.3], abs=1e-6)


def test_gini_and_its_generalised_form():
    """Both are 0.8 where there are as many events as streets; with fewer the general form is the fair one."""
    assert gini(TEN_STREETS) == pytest.approx(0.8)
    assert generalised_gini(TEN_STREETS) == pytest.approx(0.8)
    assert gini([1, 1, 0, 0, 0, 0, 0, 0]) == pytest.approx(0.75)
    assert generalised_gini([1, 1, 0, 0, 0, 0, 0, 0]) == pytest.approx(0)


def test_a_measure_of_concentration_has_an_interval_too():
    """Forty copies of the ten streets, drawn again a thousand times."""
    r = concentration(TEN_STREETS * 40, draws=1_000, seed=1)
    half = [r.lower[1], r.value[1], r.upper[1]]
    assert half == sorted(half) and half[1] == pytest.approx(0.0833333, abs=1e-6)


def test_chance_alone_would_have_spread_them_wider():
    """400 events thrown on 400 streets at random: half lie in about a fifth of them, not in a twelfth."""
    null = chance_null(TEN_STREETS * 40, draws=199, seed=1)
    assert 0.17 < null.lower[1] < null.mean[1] < 0.24
    assert null.p[1] == pytest.approx(1 / 200)
