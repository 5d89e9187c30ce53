"""Near repeats

Does one event bring another near by and soon after? Pairs of events are put in a table by how far apart they are in space and
time. Then the dates alone are shuffled many times, and the table is set against those. A pair belongs to one band only:
200 m apart is in the band that begins at 200 m.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from upriver.stats.areas.near_repeat import near_repeats, near_repeats_by_area


def test_every_pair_is_in_one_band():
    """Three events: one at a place, one 200 m east of it a day later, one at the same place a day later.

    from     to       apart    days
    first    second   200 m    1
    first    third      0 m    1
    second   third    200 m    0
    """
    found = near_repeats([[0, 0], [200, 0], [0, 0]], [0, 1, 1], metres=(200, 400), within_days=(1, 2), draws=19, seed=1)
    assert found.space == ("same place", "0 to under 200 m", "200 to under 400 m", "beyond")
    assert found.seen.tolist() == [[0, 1, 0], [0, 0, 0], [1, 1, 0], [0, 0, 0]]


def test_the_smallest_probability_counts_the_data_themselves():
    """With 99 shuffles it is 1 in 100, never zero. Ten pairs far from each other, each a day apart:"""
    places = np.repeat(np.arange(10) * 1_000.0, 2)[:, None] * [1, 0]
    days = np.arange(10).repeat(2) * 30 + np.tile([0, 1], 10)
    found = near_repeats(places, days, metres=(100,), within_days=(2,), draws=99, seed=1)
    assert found.seen[0, 0] == 10 and found.p[0, 0] == pytest.approx(0.01)


def test_where_the_day_or_the_place_is_coarser_less_is_said():
    """Where only the small area is known: the same area, one that touches it, beyond. A - B   C

    Two events in A on one day, one in B a day later, one in C the same day.
    """
    touching = sparse.csr_array(np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]]))
    found = near_repeats_by_area([0, 0, 1, 2], [5, 5, 6, 5], touching, within_days=(1, 7), draws=19, seed=1)
    assert found.space == ("same area", "touching area", "beyond")
    assert found.seen.tolist() == [[1, 0, 0], [0, 2, 0], [2, 1, 0]]


def test_an_area_that_rises_over_the_year_has_no_repeats_for_it():
    """Areas that have their events in one half of the year or the other, on days that hang on nothing else.

    Shuffled over the whole year, pairs within a week look twice as many as chance would give. Shuffled within each month, as the
    assessment does, each area keeps its own months and nothing is left of it.
    """
    alone, dice = sparse.csr_array((40, 40)), np.random.default_rng(3)
    areas = np.arange(40).repeat(30)
    months = dice.integers(0, 6, areas.size) + 6 * (areas % 2)
    days = 30 * months + dice.integers(0, 30, areas.size)
    asked = {"within_days": (7,), "draws": 99, "seed": 1}
    year, month = near_repeats_by_area(areas, days, alone, **asked), near_repeats_by_area(areas, days, alone, blocks=months, **asked)
    assert year.ratio_to_mean[0, 0] > 1.8 and year.p[0, 0] == pytest.approx(0.01)
    assert month.ratio_to_mean[0, 0] == pytest.approx(1, abs=0.05) and month.p[0, 0] > 0.05


def test_chance_is_called_more_than_chance_as_often_as_it_says():
    """Sixty years in which nothing repeats, in areas that each rise or fall: one in twenty is below 5%, more or less."""
    dice, alone, found = np.random.default_rng(11), sparse.csr_array((30, 30)), []
    for _ in range(60):
        areas = dice.integers(0, 30, 400)
        months = np.minimum(dice.integers(0, 12, 400) + dice.integers(0, 3, 400) * (areas % 3), 11)
        days = 30 * months + dice.integers(0, 30, 400)
        found.append(near_repeats_by_area(areas, days, alone, within_days=(7,), draws=99, seed=1, blocks=months).p[0, 0])
    assert sum(p <= 0.05 for p in found) <= 8 and 0.3 < float(np.mean(found)) < 0.7
