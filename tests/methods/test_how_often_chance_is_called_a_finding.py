"""How often chance is called a finding

A method that says "more than chance" must seldom say so where nothing happened. Here nothing ever happens: numbers are drawn
anew many times from one unchanging rate, and what is called a finding is counted. Counts of real months scatter more than
pure chance would have it, so they are drawn with one and a half times and with three times its variance too.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from upriver.stats.areas.local import local_moran
from upriver.stats.areas.smoothing import standardised_for_population
from upriver.stats.series.changes import change
from upriver.stats.series.season import season, stretches
from upriver.stats.series.spikes import ears, farrington


def drawn(mean: float, times: float, shape: tuple[int, ...], seed: int) -> np.ndarray:
    """Counts of one mean, with `times` the variance of pure chance."""
    dice = np.random.default_rng(seed)
    found = dice.poisson(mean, shape) if times == 1 else dice.negative_binomial(mean / (times - 1), 1 / times, shape)
    return found.astype(float)


@pytest.mark.parametrize("mean", [20, 200])
@pytest.mark.parametrize("times", [1, 1.5, 3])
def test_one_unchanged_year_in_twenty_is_called_a_change(mean: float, times: float):
    """Twelve months against twelve, 1,500 times: about 5% or fewer; so of fifteen kinds that didn't change about one will seem to have."""
    found = change(drawn(mean, times, (1500, 12), 1), drawn(mean, times, (1500, 12), 2))
    assert (found.beyond_chance != 0).mean() < 0.07


@pytest.mark.parametrize(("times", "most"), [(1, 0.012), (1.5, 0.02), (3, 0.03)])
def test_seven_months_alone_alarm_once_to_three_times_in_a_hundred(times: float, most: float):
    """Fewer than 1 in 100 where months scatter by pure chance, up to 3 in 100 where they scatter three times as much."""
    alarms = [bool(ears(row, at_least_poisson=True).alarm[-1]) for row in drawn(30, times, (800, 8), 3)]
    assert np.mean(alarms) < most


def test_five_years_of_history_alarm_once_to_three_times_in_a_hundred():
    alarms = [bool(farrington(row, at=[59], a_year=12, window=1).alarm[0]) for row in drawn(40, 1.5, (200, 60), 4)]
    assert np.mean(alarms) < 0.05


def test_one_series_in_twenty_without_a_season_has_one():
    days = np.tile(np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], dtype=float), 4)
    found = season(drawn(50, 1.5, (600, 48), 5) * days / 30, np.tile(np.arange(12), 4), days, stretches(np.zeros(48, dtype=bool)))
    assert 0.02 < (found.p < 0.05).mean() < 0.08


def test_a_map_of_nothing_seldom_has_a_cluster():
    """Four hundred areas of 800 to 3,000 residents at one rate, thirty times: after the correction one map in twenty may show anything."""
    side, dice = 20, np.random.default_rng(6)
    line = sparse.diags_array([np.ones(side - 1)] * 2, offsets=[-1, 1])
    near = sparse.kron(line, np.eye(side)) + sparse.kron(np.eye(side), line)
    shown = 0
    for draw in range(30):
        people = dice.uniform(800, 3000, side * side)
        values = standardised_for_population(dice.poisson(0.03 * people).astype(float), people)
        shown += bool((local_moran(values, sparse.csr_array(near), below=0.05, draws=4_999, seed=draw).q < 0.05).any())
    assert shown <= 5
