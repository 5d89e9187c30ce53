"""The chance of meeting a target: said in words, refused where it can't be carried, and true as often as it says."""

from __future__ import annotations

import numpy as np
import pytest
from monitor.watched import HERE, a_break, a_measure, among, readings, robbery

from upriver.monitor.indicators import one
from upriver.monitor.standing import standing
from upriver.monitor.targets import chance_words
from upriver.stats.result import BadInput
from upriver.stats.series.targets import chance_of, seasons
from upriver.words.declared import Break
from upriver.words.monitoring.indicator import Standing
from upriver.words.registers.strategy import Measure

STEADY = [100.0, 103.0, 97.0, 101.0, 99.0, 104.0, 96.0, 102.0, 98.0, 100.0, 103.0, 97.0] * 3


def told(values: list[float | None], measure: Measure, breaks: tuple[Break, ...] = ()) -> Standing:
    return standing(robbery(), among(readings(values, residents=100_000.0)), HERE, breaks, seed=1, measure=measure)


def test_a_target_far_below_what_is_usual_has_a_very_small_chance():
    found = told([*STEADY], a_measure(600))
    assert found.chance is not None
    assert found.chance < 0.05
    assert "very small (under 5%)" in found.chance_says


def test_a_target_that_is_already_usual_is_about_even():
    found = told([*STEADY], a_measure(1200))
    assert found.chance is not None
    assert 0.3 < found.chance < 0.7
    assert "If things go on as they are" in found.chance_says


def test_the_same_seed_gives_the_same_chance():
    assert told([*STEADY], a_measure(1180)).chance == told([*STEADY], a_measure(1180)).chance


def test_a_target_whose_day_is_past_was_met_or_missed():
    found = told([*STEADY], a_measure(1250, by="2025-12-31", start="2024-01-01", end="2024-12-31"))
    assert found.chance == 1.0
    assert "was met: 1,200" in found.chance_says


def test_what_is_counted_already_counts_towards_the_target():
    """Nine months of 60 are in: a target of 1,100 for the year is all but certain."""
    found = told([*STEADY, *([60.0] * 9)], a_measure(1100, by="2026-12-31"))
    assert found.chance is not None
    assert found.chance > 0.9


def test_a_change_of_recording_after_the_baseline_refuses_the_chance():
    found = told([*STEADY], a_measure(900, start="2023-01-01", end="2023-12-31"), (a_break("2024-07"),))
    assert found.chance is None
    assert "recording changed in July 2024 (A new system)" in found.chance_says
    assert found.since_baseline is None


def test_too_few_readings_since_the_change_refuse_the_chance():
    found = told([*STEADY], a_measure(900, start="2025-07-01", end="2025-12-31"), (a_break("2025-06"),))
    assert "only 7 readings are held" in found.chance_says


def test_what_is_neither_better_nor_worse_has_no_chance():
    weapons = one("weapons_possession")
    held = among(readings([50.0] * 16, of=weapons, each=3), weapons)
    found = standing(weapons, held, HERE, (), seed=1, measure=a_measure(100, indicator="weapons_possession"))
    assert found.chance is None
    assert "neither more nor less" in found.chance_says


def test_a_measure_without_a_target_says_so():
    assert told([*STEADY], a_measure(None)).chance_says == "No target is set."


def test_the_baseline_is_its_readings_added_up():
    found = told([*STEADY], a_measure(900))
    assert found.baseline is not None
    assert found.baseline.value == 1200


def test_a_baseline_with_a_hidden_month_is_not_given():
    assert told([*STEADY[:30], None, *STEADY[31:]], a_measure(900)).baseline is None


def test_a_later_stretch_is_set_against_the_baseline():
    found = told([*([100.0] * 12), *([100.0] * 12), *([75.0] * 12)], a_measure(900, start="2023-01-01", end="2023-12-31"))
    assert found.since_baseline is not None
    assert found.since_baseline.value == -25.0


@pytest.mark.parametrize(("chance", "words"), [(0.0, "very small (under 5%)"), (0.52, "about even (about 50%)"), (0.71, "more likely than not (about 70%)"),
                                               (0.98, "very good (over 95%)"), (0.9, "good (about 90%)")])
def test_a_chance_is_said_to_the_nearest_five(chance: float, words: str):
    assert chance_words(chance) == words


def test_a_chance_needs_twelve_readings():
    with pytest.raises(BadInput, match="12"):
        chance_of([5.0] * 11, [30.0] * 11, np.arange(11) / 12, ahead=[30.0], ahead_at=[1.0], already=0, target=5, at_most=True, seed=1)


def test_a_season_that_cannot_be_told_is_left_alone():
    flat = np.array([100.0, 101.0, 99.0] * 12)
    assert not np.ptp(seasons(flat, np.full(36, 30.0), np.arange(36) / 12, np.zeros(36), each=1))


def test_a_season_is_found_where_there_is_one():
    at = (np.arange(48) + 0.5) / 12
    wave = 200 * np.exp(0.2 * np.cos(2 * np.pi * at))
    found = seasons(np.round(wave), np.full(48, 30.0), at, np.zeros(48), each=1)
    assert found.max() / found.min() == pytest.approx(np.exp(0.4), rel=0.03)


def _came_true(seeds: int, *, slope: float, stated: float) -> float:
    """How often a target came true whose chance was stated so: each series has a slope of its own and more scatter than chance."""
    days, at = np.full(48, 30.4), (np.arange(48) + 0.5) / 12
    met = 0
    for seed in range(seeds):
        dice = np.random.default_rng(seed)
        mean = 60 * np.exp(dice.normal(0, slope) * at)
        drawn = dice.negative_binomial(mean / 0.8, 1 / 1.8).astype(float)
        low, high = 0.0, 4000.0
        for _ in range(11):
            middle = (low + high) / 2
            found = chance_of(drawn[:36], days[:36], at[:36], ahead=days[36:], ahead_at=at[36:], already=0, target=middle, at_most=True, seed=seed,
                              draws=600)
            low, high = (low, middle) if found.chance >= stated else (middle, high)
        met += drawn[36:].sum() <= high
    return met / seeds


@pytest.mark.parametrize("slope", [0.0, 0.1])
def test_chances_stated_as_seven_in_ten_come_true_about_as_often(slope: float):
    assert 0.55 < _came_true(60, slope=slope, stated=0.7) < 0.85


@pytest.mark.big
@pytest.mark.parametrize("slope", [0.0, 0.05, 0.1])
def test_chances_stated_as_seven_in_ten_come_true_six_to_eight_times_in_ten(slope: float):
    """400 series each: without a slope, and with slopes of 5% and 10% a year either way."""
    assert 0.6 < _came_true(400, slope=slope, stated=0.7) < 0.8
