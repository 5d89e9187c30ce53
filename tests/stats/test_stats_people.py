"""Repeats and overlap: known answers, and what must hold whatever the numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats
from stats.stats_reference import known

from upriver.stats.people import overlap, repeats
from upriver.stats.result import BadInput
from upriver.stats.standardised import design_effect

people = st.lists(st.integers(0, 400), min_size=1, max_size=8)


def test_two_lists_of_swansea_and_what_they_say_of_everybody() -> None:
    row = known("R58")
    only, other, both = (row["input"][name] for name in ("ED_only", "police_only", "both"))
    assert overlap.shares(only, other, both).value == pytest.approx(row["expected"]["share"], abs=5e-4)
    found = overlap.chapman(only + both, other + both, both)
    assert float(found.value) == pytest.approx(row["expected"]["chapman"], abs=row["tol"])
    assert float(found.upper - found.value) / stats.norm.ppf(0.975) == pytest.approx(row["expected"]["se"], abs=row["tol"])


def test_chapman_says_what_it_assumes() -> None:
    assert "doesn't change the chance" in overlap.chapman(100, 80, 30).method


def test_lists_with_nobody_in_common_have_no_estimate() -> None:
    found = overlap.chapman(100, 80, 0)
    assert math.isnan(float(found.value)) and bool(found.flags["not_given"])


def test_more_on_both_lists_than_on_one_is_refused() -> None:
    with pytest.raises(BadInput):
        overlap.chapman(10, 80, 11)


def test_chapman_is_right_on_average_for_lists_that_are_independent() -> None:
    rng = np.random.default_rng(7)
    found = []
    for _ in range(300):
        first, second = rng.random(2_000) < 0.4, rng.random(2_000) < 0.3
        found.append(float(overlap.chapman(first.sum(), second.sum(), (first & second).sum()).value))
    assert np.mean(found) == pytest.approx(2_000, rel=0.01)


@given(people)
@example([0])
@example([1])
@example([0, 0, 5])
def test_incidence_is_prevalence_times_concentration(spread: list[int]) -> None:
    found = repeats.burden(spread, 10_000)
    events = sum(times * number for times, number in enumerate(spread, 1))
    if events >= 10:
        assert float(found.incidence.value) == pytest.approx(float(found.prevalence.value) * float(found.concentration.value))
    else:
        assert math.isnan(float(found.incidence.value)) and bool(found.incidence.flags["few_events"])


@given(people)
@example([5])
@example([0, 1])
def test_the_design_effect_is_one_where_nobody_comes_twice_and_more_elsewhere(spread: list[int]) -> None:
    found = repeats.design(spread)
    assert found == 1.0 if not any(spread[1:]) else found > 1.0


def test_the_design_effect_is_the_crude_case_of_the_standardised_one() -> None:
    spread = [1000, 120, 40, 10]
    assert repeats.design(spread) == pytest.approx(float(design_effect([spread], [50_000], [1.0])))


@given(people, st.sampled_from([0.01, 0.05, 0.1, 0.5, 1.0]))
@example([10], 0.1)
@example([0, 0, 1], 1.0)
def test_the_top_has_at_least_its_own_share_and_at_most_all(spread: list[int], top: float) -> None:
    found = float(repeats.share_on_top(spread, top, seed=1, draws=50).value)
    if sum(spread):
        assert top - 1e-9 <= found <= 1 + 1e-9
    else:
        assert math.isnan(found)


def test_the_top_tenth_by_hand() -> None:
    # 100 people: 90 with one event, 10 with five: the ten have 50 of 140 events.
    assert float(repeats.share_on_top([90, 0, 0, 0, 10], 0.1, seed=1).value) == pytest.approx(50 / 140)


def test_expected_people_are_scipys_poisson() -> None:
    found = repeats.expected_people(1_400, 50_000, 4)
    assert found == pytest.approx(50_000 * stats.poisson.pmf([1, 2, 3, 4], 1_400 / 50_000))


def test_expected_people_of_mixed_risk_are_scipys_negative_binomial() -> None:
    spread = np.array([1000, 120, 40, 10, 3])
    times = np.arange(1, 6)
    mean = spread @ times / 50_000
    variance = spread @ times**2 / 50_000 - mean**2
    shape = mean**2 / (variance - mean)
    expected = 50_000 * stats.nbinom.pmf(times, shape, shape / (shape + mean))
    assert repeats.expected_people_mixed(spread, 50_000, 5) == pytest.approx(expected)


def test_repeats_of_people_all_at_one_risk_are_as_many_as_expected() -> None:
    events = np.random.default_rng(3).poisson(0.05, 200_000)
    spread = np.bincount(events)[1:]
    expected = repeats.expected_people(events.sum(), 200_000, 2)[1]
    assert spread[1] == pytest.approx(expected, abs=4 * math.sqrt(expected))


def test_the_bootstrap_covers_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(11)
    truth = np.array([0.85, 0.1, 0.03, 0.02])
    share = 1 - truth[0] / (truth @ np.arange(1, 5))
    inside = 0
    for trial in range(200):
        spread = rng.multinomial(600, truth)
        found = repeats.events_on_repeat_people(spread, seed=trial, draws=400)
        inside += float(found.lower) <= share <= float(found.upper)
    assert 0.90 <= inside / 200 <= 0.99


def test_those_first_hurt_at_the_end_are_not_followed() -> None:
    first, wait, number = [0, 0, 8], [2, np.nan, np.nan], [10, 30, 500]
    found = repeats.followed_alike(first, wait, number, months=12, follow=6)
    assert (float(found.events), float(found.denominator)) == (10, 40)


def test_what_came_after_the_time_that_all_are_followed_does_not_count() -> None:
    found = repeats.followed_alike([0], [9], [40], months=12, follow=6)
    assert float(found.value) == 0


@pytest.mark.parametrize("follow", [0, 12])
def test_following_for_no_time_or_the_whole_window_is_refused(follow: int) -> None:
    with pytest.raises(BadInput):
        repeats.followed_alike([0], [1], [10], months=12, follow=follow)


def test_a_ratio_of_rates_has_the_textbook_interval() -> None:
    found = overlap.rate_ratio_repeats(30, 1_000, 20, 2_000)
    step = 1.959963985 * math.sqrt(1 / 30 + 1 / 20)
    assert [float(found.value), float(found.lower), float(found.upper)] == pytest.approx([3, 3 * math.exp(-step), 3 * math.exp(step)])


def test_a_ratio_of_shares_is_scipys_relative_risk() -> None:
    found = overlap.risk_ratio(10, 54, 189, 600)
    scipys = stats.contingency.relative_risk(10, 54, 189, 600)
    low, high = scipys.confidence_interval(0.95)
    assert [float(found.value), float(found.lower), float(found.upper)] == pytest.approx([scipys.relative_risk, low, high])


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
@example(0, 0, 0)
@example(5, 0, 3)
def test_the_range_whoever_the_unknown_are_holds_the_interval(known_ones: int, others: int, unknown: int) -> None:
    low, high = overlap.range_of_ratio(known_ones, 500, others, 900, unknown)
    found = overlap.rate_ratio_repeats(known_ones, 500, others, 900)
    if known_ones and others:
        assert low <= float(found.lower) + 1e-9 and high >= float(found.upper) - 1e-9


def test_sets_are_counted_most_first() -> None:
    member = [[1, 0], [1, 0], [1, 1], [0, 0]]
    assert overlap.patterns(member) == (((True, False), 2), ((False, False), 1), ((True, True), 1))


@pytest.mark.parametrize("bad", [[[1, 2]], [1, 0]])
def test_membership_that_is_not_yes_or_no_is_refused(bad: list) -> None:
    with pytest.raises(BadInput):
        overlap.patterns(bad)


@pytest.mark.parametrize("made", [repeats.repeat_people, lambda spread: repeats.share_on_top(spread, 0.1, seed=1),
                                  lambda spread: repeats.events_on_repeat_people(spread, seed=1)])
def test_nobody_gives_nothing_and_a_flag(made) -> None:
    found = made([0, 0])
    assert math.isnan(float(found.value)) and bool(found.flags["no_denominator"])


def test_a_missing_number_of_people_is_refused() -> None:
    with pytest.raises(BadInput):
        repeats.design([3, float("nan")])
