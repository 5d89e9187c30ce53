"""Models of counts over areas: agreement with statsmodels, what chance gives, what cannot be fitted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stats_maps import grid

from upriver.stats.models.counts import count_model, deviance, inflation, with_surroundings
from upriver.stats.models.validation import spatial_blocks, validated
from upriver.stats.result import BadInput

NAMES = ("poor", "crowded", "nothing")


def made(rng: np.random.Generator, side: int = 16, effects: tuple[float, ...] = (0.5, -0.3, 0.0), spread: float = 5.0):
    """Counts of a grid that follow their factors; `spread` is the shape of the gamma that makes them vary more than Poisson."""
    areas = side * side
    people, factors = rng.integers(800, 3_000, areas).astype(float), rng.normal(size=(areas, len(effects)))
    mean = people * 0.02 * np.exp(factors @ np.array(effects))
    return rng.poisson(mean * rng.gamma(spread, 1 / spread, areas)).astype(float), people, factors


def test_ratios_and_limits_are_those_of_statsmodels() -> None:
    api = pytest.importorskip("statsmodels.api")
    events, people, factors = made(np.random.default_rng(1))
    found = count_model(events, people, factors, names=NAMES)
    z = (factors - factors.mean(axis=0)) / factors.std(axis=0, ddof=1)
    theirs = api.NegativeBinomial(events, api.add_constant(z), offset=np.log(people)).fit(disp=0, maxiter=500, method="newton")
    assert found.ratios.value == pytest.approx(np.exp(theirs.params[1:-1]), rel=2e-3)
    assert found.ratios.lower == pytest.approx(np.exp(theirs.conf_int()[1:-1, 0]), rel=5e-3)
    assert found.dispersion == pytest.approx(theirs.params[-1], rel=5e-3)


def test_the_deviance_explained_is_that_of_statsmodels() -> None:
    api = pytest.importorskip("statsmodels.api")
    events, people, factors = made(np.random.default_rng(2))
    found = count_model(events, people, factors, names=NAMES)
    family = api.families.NegativeBinomial(alpha=found.dispersion)
    theirs = api.GLM(events, api.add_constant(factors), family=family, offset=np.log(people)).fit()
    assert found.explained == pytest.approx(1 - theirs.deviance / theirs.null_deviance, abs=1e-4)


def test_variance_inflation_is_that_of_statsmodels() -> None:
    outside = pytest.importorskip("statsmodels.stats.outliers_influence")
    x = np.random.default_rng(3).normal(size=(80, 3))
    x[:, 2] += 2 * x[:, 0]
    design = np.column_stack([np.ones(80), x])
    assert inflation(x) == pytest.approx([outside.variance_inflation_factor(design, at) for at in (1, 2, 3)])


def test_a_planted_factor_is_found_and_the_others_are_not() -> None:
    events, people, factors = made(np.random.default_rng(4), effects=(0.5, 0.0, 0.0))
    found = count_model(events, people, factors, names=NAMES, neighbours=grid(16, 16)).ratios
    assert found.lower[0] > 1.4 and found.upper[0] < 1.9
    assert (found.lower[1:] < 1).all() and (found.upper[1:] > 1).all()


def test_under_chance_one_interval_in_twenty_leaves_out_one() -> None:
    """60 maps with nothing planted, three factors each: 9 of 180 are expected to leave 1 out, 20 would be too many."""
    rng, out = np.random.default_rng(5), 0
    for _ in range(60):
        events, people, factors = made(rng, side=10, effects=(0.0, 0.0, 0.0))
        ratios = count_model(events, people, factors, names=NAMES).ratios
        out += int(((ratios.lower > 1) | (ratios.upper < 1)).sum())
    assert out < 20


def test_residuals_that_cluster_are_seen_and_the_surroundings_mend_it() -> None:
    """Counts that follow what lies around an area: without it the residuals cluster, with it they do not."""
    rng, near = np.random.default_rng(6), grid(16, 16)
    people, factor = rng.integers(800, 3_000, 256).astype(float), rng.normal(size=(256, 1))
    around = with_surroundings(factor, near)
    events = rng.poisson(people * 0.02 * np.exp(1.5 * around[:, 0])).astype(float)
    plain = count_model(events, people, factor, names=("poor",), neighbours=near)
    mended = count_model(events, people, np.column_stack([factor, around]), names=("poor", "poor around"), neighbours=near)
    assert plain.moran is not None and mended.moran is not None
    assert plain.moran.p < 0.001 < 0.01 < mended.moran.p


def test_the_surroundings_of_an_island_are_itself() -> None:
    near = grid(1, 3).tolil()
    near[0, :] = near[:, 0] = 0
    assert with_surroundings([[4.0], [1.0], [3.0]], near.tocsr()).ravel().tolist() == [4.0, 3.0, 1.0]


def test_deviance_is_zero_where_every_mean_is_its_count() -> None:
    assert deviance(np.array([3.0, 5.0]), np.array([3.0, 5.0]), 0.2) == pytest.approx(0)


@pytest.mark.parametrize(("events", "factor", "why"), [
    (np.full(100, 7.0), np.arange(100.0), "the counts are the same in every area"),
    (np.zeros(100), np.arange(100.0), "the counts are the same in every area"),
    (np.arange(100.0), np.full(100, 2.0), "no factor differs from area to area"),
    (np.full(100, np.nan), np.arange(100.0), "no factor differs from area to area"),
])  # fmt: skip
def test_what_cannot_be_fitted_says_why(events: np.ndarray, factor: np.ndarray, why: str) -> None:
    found = count_model(events, np.full(100, 1_500.0), factor[:, None], names=("poor",))
    assert found.failed == why and np.isnan(found.ratios.value).all() and (found.ratios.flags["not_given"]).all()


def test_too_few_areas_have_no_model() -> None:
    events, people, factors = made(np.random.default_rng(7), side=5)
    assert count_model(events, people, factors, names=NAMES).failed == "25 areas are too few for 3 factors"


def test_a_factor_made_of_another_is_refused_in_words() -> None:
    events, people, factors = made(np.random.default_rng(8))
    factors[:, 2] = 2 * factors[:, 0]
    assert count_model(events, people, factors, names=NAMES).failed == "one factor is made of the others"


def test_a_constant_factor_is_left_out_and_named() -> None:
    events, people, factors = made(np.random.default_rng(9))
    factors[:, 2] = 1.0
    found = count_model(events, people, factors, names=NAMES)
    assert found.names == ("poor", "crowded") and found.left_out == {"nothing": "the same in every area"}


def test_areas_without_residents_are_left_out_and_change_nothing() -> None:
    events, people, factors = made(np.random.default_rng(10))
    whole = count_model(events, people, factors, names=NAMES)
    more = count_model(np.append(events, [3, np.nan]), np.append(people, [0, 900]), np.vstack([factors, factors[:2]]), names=NAMES)
    assert more.ratios.value == pytest.approx(whole.ratios.value) and not more.used[-2:].any()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.0005, 5.0]))
@example(0, 0.0)
def test_no_counts_end_in_a_crash_or_a_silent_nothing(seed: int, rate: float) -> None:
    rng = np.random.default_rng(seed)
    events = rng.poisson(rate * 100, 60).astype(float)
    found = count_model(events, np.full(60, 100.0), rng.normal(size=(60, 2)), names=("one", "two"), neighbours=grid(6, 10))
    assert found.failed or np.isfinite(found.ratios.value).all()


def test_on_areas_not_seen_a_planted_factor_explains_and_noise_does_not() -> None:
    rng, near = np.random.default_rng(11), grid(16, 16)
    blocks = spatial_blocks(near)
    events, people, factors = made(rng)
    model = count_model(events, people, factors, names=NAMES)
    worth = validated(events, people, factors, blocks, model, names=NAMES, seed=1)
    assert worth.explained > 0.3 and worth.importance[0] > 0.2 and abs(worth.importance[2]) < 0.05
    events, people, factors = made(rng, effects=(0.0, 0.0, 0.0))
    model = count_model(events, people, factors, names=NAMES)
    assert validated(events, people, factors, blocks, model, names=NAMES, seed=1).explained < 0.05


def test_blocks_are_about_equal_and_of_areas_that_touch() -> None:
    near, blocks = grid(16, 16), spatial_blocks(grid(16, 16))
    assert np.ptp(np.bincount(blocks)) <= 1 and blocks.max() == 9
    pairs = near.tocoo()
    assert (blocks[pairs.row] == blocks[pairs.col]).mean() > 0.5


def test_two_blocks_are_too_few_to_try_it_on() -> None:
    events, people, factors = made(np.random.default_rng(12))
    model = count_model(events, people, factors, names=NAMES)
    worth = validated(events, people, factors, np.arange(256) % 2, model, names=NAMES, seed=1)
    assert np.isnan(worth.explained) and worth.failed == "fewer than 3 blocks of areas"


def test_columns_that_do_not_match_are_refused() -> None:
    with pytest.raises(BadInput, match="one column a name"):
        count_model([1, 2], [1, 2], [[1], [2]], names=("one", "two"))
