"""Hot spots over time: the classes, what chance alone gives, and what is planted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stats_maps import grid

from upriver.stats.areas.classes import CLASSES, FINE, classes, hot_over_steps
from upriver.stats.areas.smoothing import standardised_for_population
from upriver.stats.result import BadInput

SIDE, STEPS = 16, 12
PATCH = [(row * SIDE + column) for row in range(4, 7) for column in range(4, 7)]
HOT, COLD, PLAIN = (5.0, 0.001), (-5.0, 0.001), (0.0, 0.9)


def history(steps: str):
    """One area's z and q: H a hot step, C a cold one, - neither, ? missing."""
    look = {"H": HOT, "C": COLD, "-": PLAIN, "?": (np.nan, np.nan)}
    z, q = zip(*(look[step] for step in steps), strict=True)
    return np.array([z]), np.array([q])


def kind(steps: str) -> str:
    return CLASSES[int(classes(*history(steps)).kind[0])]


def fine(steps: str) -> str:
    return FINE[int(classes(*history(steps)).fine[0])]


def counts(rng: np.random.Generator, times: np.ndarray) -> np.ndarray:
    """Poisson counts of a grid over steps; `times` multiplies the patch in each step."""
    rate = np.full((SIDE * SIDE, STEPS), 30.0)
    rate[PATCH] *= times
    return rng.poisson(rate).astype(float)


def classed(events: np.ndarray, seed: int):
    people = np.full(SIDE * SIDE, 1_500.0)
    return classes(*hot_over_steps(standardised_for_population(events, people), grid(SIDE, SIDE), draws=4_999, seed=seed))


@pytest.mark.parametrize(("steps", "called"), [
    ("HHHHHHHHHHHH", "persistent"),
    ("HHHHHHHHHH--", "persistent"),  # the last fifth of twelve is three steps, and one of them is hot
    ("HHHHHHHHH---", "former"),
    ("---------HHH", "emerging"),
    ("--------HHHH", "intermittent"),  # the first of the four came before the last fifth
    ("H----------H", "intermittent"),
    ("-----------H", "none"),  # one step of twelve is less than a tenth
    ("HH----------", "former"),
    ("------------", "none"),
    ("CCCCCCCCCCCC", "none"),
])  # fmt: skip
def test_a_plain_class_follows_from_when_an_area_was_hot(steps: str, called: str) -> None:
    assert kind(steps) == called


@pytest.mark.parametrize(("steps", "called"), [
    ("-----------H", "new"),
    ("---------HHH", "consecutive"),
    ("HHHHHHHHHHHH", "persistent"),
    ("HHHHHHHHHHH-", "historical"),
    ("C---------HH", "oscillating"),
    ("--H----H--H-", "sporadic"),
    ("------------", "none"),
])  # fmt: skip
def test_a_finer_class_follows_from_runs_and_cold_steps(steps: str, called: str) -> None:
    assert fine(steps) == called


def test_a_hot_area_whose_score_rises_every_step_is_intensifying() -> None:
    z = np.linspace(3, 9, 12)[None, :]
    assert FINE[int(classes(z, np.full((1, 12), 0.001)).fine[0])] == "intensifying"
    assert FINE[int(classes(z[:, ::-1], np.full((1, 12), 0.001)).fine[0])] == "diminishing"


def test_nine_steps_are_too_few_for_any_class() -> None:
    found = classes(*history("HHHHHHHHH"))
    assert found.kind[0] == 0 and found.flags["too_few_steps"][0]
    assert kind("HHHHHHHHHH") == "persistent"


def test_a_missing_step_is_left_out_of_the_share() -> None:
    assert classes(*history("HHHHHHHH??HH")).steps[0] == 10
    assert kind("HHHHHHHH??HH") == "persistent"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("HC-?"), min_size=1, max_size=24))
@example(["?"] * 12)
@example(["H"])
def test_no_history_breaks_the_classes(steps: list[str]) -> None:
    found = classes(*history("".join(steps)))
    assert 0 <= found.kind[0] < len(CLASSES) and found.hot[0] <= max(found.steps[0], 0)


def test_under_chance_alone_hardly_any_area_has_a_class() -> None:
    """Twenty maps of 256 areas in which nothing is planted: at most one area in two hundred."""
    rng = np.random.default_rng(1)
    named = sum(int((classed(counts(rng, np.ones(STEPS)), seed).kind > 0).sum()) for seed in range(20))
    assert named / (20 * SIDE * SIDE) < 0.005


@pytest.mark.parametrize(("times", "called"), [
    (np.full(STEPS, 2.0), "persistent"),
    (np.where(np.arange(STEPS) >= 9, 2.5, 1.0), "emerging"),
    (np.where(np.arange(STEPS) < 7, 2.5, 1.0), "former"),
])  # fmt: skip
def test_a_planted_patch_is_found_as_what_it_is(times: np.ndarray, called: str) -> None:
    found = classed(counts(np.random.default_rng(2), times), seed=3).kind
    middle = 5 * SIDE + 5
    assert CLASSES[int(found[middle])] == called
    away = np.ones(SIDE * SIDE, dtype=bool)
    for cell in PATCH:
        near = [cell + down * SIDE + across for down in (-1, 0, 1) for across in (-1, 0, 1)]
        away[near] = False
    assert (found[away] > 0).sum() <= 2


@pytest.mark.parametrize("values", [np.full((4, 12), 3.0), np.full((4, 12), np.nan), np.ones((1, 12)), np.ones((0, 12))])
def test_constant_missing_single_and_no_areas_have_no_class(values: np.ndarray) -> None:
    near = grid(values.shape[0], 1) if values.shape[0] > 1 else np.zeros((values.shape[0], values.shape[0]))
    found = classes(*hot_over_steps(values, near, draws=99, seed=1))
    assert (found.kind == 0).all() and found.kind.shape == (values.shape[0],)


def test_steps_that_are_no_table_are_refused() -> None:
    with pytest.raises(BadInput, match="one row for each area"):
        classes([1.0, 2.0], [0.1, 0.1])
