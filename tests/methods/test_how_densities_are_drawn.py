"""Densities from points

A density map spreads each event over a circle and adds the circles up. It suits points that are known to the metre; on the
points of police.uk, which were moved to the nearest of 750,000 shared places, nothing below 250 metres is drawn.
"""

from __future__ import annotations

import numpy as np
import pytest

from upriver.stats.areas.kde import density, density_ratio, normal_reference_bandwidth
from upriver.stats.result import BadInput

MIDDLES = np.arange(50, 2_000, 100.0)
CELLS = np.array([(x, y) for x in MIDDLES for y in MIDDLES])  # 20 by 20 cells of 100 metres


def test_one_event_is_spread_over_its_circle():
    """Reach 500 m: at the event itself the density is 3 / (pi x 0.5 km x 0.5 km) = 3.8 a square kilometre, and nought from 500 m on."""
    found = density([1_050], [1_050], CELLS, 100.0, bandwidth=500.0)
    assert found.value.max() == pytest.approx(3.82, abs=0.02)
    assert (found.value[np.hypot(*(CELLS - 1_050).T) >= 500] == 0).all()


def test_nothing_leaks_over_the_boundary():
    """An event 50 metres from the coast counts as one event, not as half of one: all of its circle is put on land."""
    for place in (50, 1_050):
        found = density([place], [1_050], CELLS, 100.0, bandwidth=500.0)
        assert found.value.sum() * 0.01 == pytest.approx(1)


def test_how_far_each_event_reaches():
    """By default 4 x 1.06 x the points' spread x n^(-1/5): 1,000 m and 1,024 events give 1,060 m. It is printed with the map."""
    rng = np.random.default_rng(1)
    x, y = rng.normal(0, 1_000, (2, 1_024))
    assert normal_reference_bandwidth(x, y) == pytest.approx(1_060, rel=0.05)


def test_points_moved_to_shared_places_are_refused_below_250_metres():
    """Forty events on two places: such points bear no finer picture than the distance they were moved by."""
    with pytest.raises(BadInput, match="below 250 m"):
        density([500, 1_500] * 20, [500, 1_500] * 20, CELLS, 100.0, bandwidth=200.0)


def test_events_for_as_many_people_and_none_where_hardly_anybody_is():
    """The density of events over that of people, with a floor: one event in an empty field is no hot spot."""
    people = density([550] * 900, [550] * 900, CELLS, 100.0, bandwidth=400.0, snapped=False)
    events = density([550] * 9 + [1_650], [550] * 9 + [1_650], CELLS, 100.0, bandwidth=400.0)
    ratio = density_ratio(events, people, floor=20.0)
    town, field = (int(np.argmin(np.hypot(*(CELLS - place).T))) for place in (550, 1_650))
    assert float(ratio.value[town]) == pytest.approx(0.01)
    assert np.isnan(ratio.value[field]) and "no_denominator" in ratio.flags_at(field)
