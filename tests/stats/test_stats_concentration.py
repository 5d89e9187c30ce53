"""Concentration: ties, fractions, emptiness and chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from upriver.stats.areas import concentration as c
from upriver.stats.result import BadInput

some_counts = st.lists(st.integers(0, 30), min_size=1, max_size=60)


@given(some_counts, st.sampled_from(c.SHARES))
@example([5], 0.25)
@example([0, 0, 3], 1.0)
@example([1, 1, 1, 1], 0.5)
def test_shares_are_those_of_counting_unit_by_unit(counts, share):
    got = c.share_of_units(counts, [share])[0]
    if sum(counts) == 0:
        assert np.isnan(got)
        return
    left, units = sum(counts) * share, 0.0
    for count in sorted(counts, reverse=True):
        if left <= 1e-9 or count == 0:
            break
        units += min(1.0, left / count)
        left -= count
    assert got == pytest.approx(units / len(counts))


@given(some_counts)
@example([0])
@example([7])
@example([0, 0, 0, 9])
def test_gini_is_the_mean_difference_of_all_pairs(counts):
    x = np.array(counts, dtype=float)
    if x.sum() == 0:
        assert np.isnan(c.gini(x))
    else:
        want = np.abs(x[:, None] - x[None, :]).mean() / (2 * x.mean())
        assert c.gini(x) == pytest.approx(want, abs=1e-12)


@given(some_counts)
@example([3, 3, 3])
def test_gini_is_one_less_twice_the_area_under_the_lorenz_curve(counts):
    if sum(counts):
        units, events = c.lorenz(counts)
        area = np.trapezoid(events, units)
        assert c.gini(counts) == pytest.approx(1 - 2 * area, abs=1e-12)


@given(some_counts, st.randoms())
def test_the_order_of_units_changes_nothing(counts, random):
    shuffled = list(counts)
    random.shuffle(shuffled)
    np.testing.assert_array_equal(c.share_of_units(counts), c.share_of_units(shuffled))


def test_all_events_need_every_unit_that_has_one():
    assert c.share_of_units([0, 0, 1, 5], [1.0])[0] == 0.5


def test_events_spread_as_thin_as_can_be_have_a_generalised_gini_of_zero():
    assert c.generalised_gini([1, 1, 0, 0, 0, 0, 0, 0]) == pytest.approx(0)
    assert c.gini([1, 1, 0, 0, 0, 0, 0, 0]) == pytest.approx(0.75)


def test_bootstrap_intervals_hold_the_value_and_come_again_with_the_seed():
    x = np.random.default_rng(1).negative_binomial(0.5, 0.1, 800)
    one, same = (c.concentration(x, draws=300, seed=4) for _ in range(2))
    assert np.all((one.lower <= one.value) & (one.value <= one.upper))
    assert np.array_equal(one.lower, same.lower)
    assert not np.array_equal(one.lower, c.concentration(x, draws=300, seed=5).lower)


def test_the_bootstrap_is_that_of_drawing_units():
    x = np.random.default_rng(2).negative_binomial(0.6, 0.15, 200)
    rng = np.random.default_rng(3)
    plain = [c.gini(rng.choice(x, x.size)) for _ in range(1_500)]
    got = c.concentration(x, draws=3_000, seed=6)
    assert got.lower[4] == pytest.approx(np.quantile(plain, 0.025), abs=0.006)
    assert got.upper[4] == pytest.approx(np.quantile(plain, 0.975), abs=0.006)


def test_no_events_have_no_concentration():
    r = c.concentration([0, 0, 0], draws=50, seed=1)
    assert np.isnan(r.value).all() and r.flags["not_given"].all()


def test_events_thrown_at_random_look_like_chance_and_heaped_ones_do_not():
    rng = np.random.default_rng(7)
    thrown = c.chance_null(np.bincount(rng.integers(500, size=400), minlength=500), draws=99, seed=1)
    heaped = c.chance_null(rng.negative_binomial(0.2, 0.2, 500), draws=99, seed=1)
    assert np.all(thrown.p > 0.05)
    assert heaped.p == pytest.approx(0.01)


def test_the_null_knows_that_few_events_fill_few_units():
    null = c.chance_null([1] * 10 + [0] * 90, draws=99, seed=2)
    assert null.mean[3] < 0.10 and null.upper[3] <= 0.10


def test_exposure_explains_concentration_that_follows_it():
    size = np.repeat([1.0, 20.0], 200)
    x = np.random.default_rng(8).poisson(size)
    assert c.chance_null(x, draws=99, seed=3).p[4] == pytest.approx(0.01)
    assert c.chance_null(x, exposure=size, draws=99, seed=3).p[4] > 0.05


@pytest.mark.parametrize("bad", [[], [1.0, np.nan], [-1.0], [[1.0]]])
def test_counts_that_cannot_be_are_refused(bad):
    with pytest.raises(BadInput):
        c.share_of_units(bad)


@pytest.mark.parametrize("bad", [0.0, 1.01])
def test_a_share_outside_its_range_is_refused(bad):
    with pytest.raises(BadInput):
        c.share_of_units([1, 2], [bad])


def test_the_null_refuses_halves_of_events():
    with pytest.raises(BadInput, match="whole"):
        c.chance_null([0.5, 2.0], seed=1)
