"""Funnel limits: the published ones, other roads to them, and areas that vary more than chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats
from stats_reference import known

from upriver.stats.areas.funnel import proportion_funnel, rate_funnel, ratio_limits
from upriver.stats.intervals import exact_limits, proportion
from upriver.stats.result import BadInput

SIZES = np.array([1_000, 5_000, 20_000, 50_000, 100_000, 250_000, 400_000], dtype=float)


def test_r21_limits_of_a_funnel_of_ratios() -> None:
    row, want = known("R21"), known("R21")["expected"]
    (low2, high2), (low3, high3) = (ratio_limits(row["input"]["obs"], level=level) for level in (0.95, 0.998))
    got = [100 * float(one) for one in (low2, high2, low3)]
    assert got == pytest.approx([want["lower2s"], want["upper2s"], want["lower3s"]], abs=row["tol"])
    # the published upper 99.8% limit was found by halving steps and is off by 5 in 100,000: -100 / log(0.999) is 99,949.99
    assert 100 * float(high3) == pytest.approx(-100 / np.log(0.999))
    assert 100 * float(high3) == pytest.approx(want["upper3s"], rel=5e-5)


@pytest.mark.parametrize(("level", "tail"), [(0.95, 0.025), (0.998, 0.001)])
def test_a_count_is_beyond_the_limit_where_scipys_poisson_says_so(level, tail) -> None:
    """All areas but one have the rate of the whole, so what counts as outside can be asked of the distribution itself."""
    n = np.full(4001, 1_000.0)
    for count in (0, 1, 2, 3, 9, 10, 11, 19, 20, 21, 24, 25, 30):
        events = np.full(4001, 10.0)
        events[0] = count
        found = rate_funnel(events, n, overdispersed=False)
        limit = found.inner if level == 0.95 else found.outer
        expected = found.whole
        above = stats.poisson.sf(count - 1, expected) < tail
        below = stats.poisson.cdf(count, expected) < tail
        assert (limit.value[0] > limit.upper[0], limit.value[0] < limit.lower[0]) == (above, below)


@given(st.lists(st.integers(0, 3_000), min_size=7, max_size=7))
@example([0] * 7)
@example([1, 0, 0, 0, 0, 0, 0])
@example([2_000] * 7)
def test_the_whole_lies_inside_its_limits_and_the_outer_hold_the_inner(events) -> None:
    found = rate_funnel(events, SIZES)
    if sum(events) == 0:
        assert np.isnan(found.inner.lower).all() and found.inner.flags["not_given"].all()
        return
    assert (found.outer.lower <= found.inner.lower).all() and (found.inner.upper <= found.outer.upper).all()
    assert (found.inner.lower <= found.whole).all() and (found.whole <= found.inner.upper).all()
    assert set(found.side.tolist()) <= {-2.0, -1.0, 0.0, 1.0, 2.0}


def test_limits_narrow_as_areas_grow() -> None:
    found = rate_funnel(SIZES / 200, SIZES)
    assert (np.diff(found.inner.upper) < 0).all() and (np.diff(found.inner.lower) >= 0).all()


def test_the_limits_turn_the_exact_interval_round() -> None:
    """At the upper limit the area's own exact lower limit is the whole."""
    found = rate_funnel(SIZES / 200, SIZES, overdispersed=False)
    count = found.inner.upper * SIZES / 1_000
    assert exact_limits(count)[0] == pytest.approx(SIZES / 200, rel=1e-6)


def test_poisson_areas_lie_outside_as_often_as_chance_says() -> None:
    rng = np.random.default_rng(1)
    n = rng.uniform(20_000, 300_000, 4_000)
    found = rate_funnel(rng.poisson(n * 0.01), n)
    assert 0.9 < found.dispersion < 1.15
    assert 0.03 < (np.abs(found.side) >= 1).mean() < 0.065 and (np.abs(found.side) == 2).mean() < 0.006


def test_areas_that_vary_more_than_chance_widen_the_limits_and_say_so() -> None:
    rng = np.random.default_rng(2)
    n = rng.uniform(20_000, 300_000, 300)
    events = rng.poisson(n * 0.01 * rng.gamma(30, 1 / 30, 300))
    plain, wide = rate_funnel(events, n, overdispersed=False), rate_funnel(events, n)
    assert wide.dispersion == plain.dispersion > 5 and wide.widened
    assert "widened" in wide.inner.method and "widened" not in plain.inner.method
    assert (np.abs(plain.side) == 2).mean() > 0.3 > 0.1 > (np.abs(wide.side) == 2).mean()
    reach = (wide.inner.upper - wide.whole) / (plain.inner.upper - plain.whole)
    assert reach == pytest.approx(np.sqrt(wide.dispersion))


def test_one_wild_area_hardly_widens_the_limits() -> None:
    rng = np.random.default_rng(3)
    n = np.full(40, 100_000.0)
    events = rng.poisson(1_000, 40).astype(float)
    events[0] = 5_000
    found = rate_funnel(events, n)
    # winsorised: the wild one counts no more than its neighbour, though it lifts the whole by a tenth
    assert found.side[0] == 2 and found.dispersion < 20 < float(np.mean((2 * (np.sqrt(events) - np.sqrt(1_100))) ** 2)) + 20


@pytest.mark.parametrize("areas", [1, 4])
def test_fewer_than_five_areas_show_no_dispersion(areas) -> None:
    found = rate_funnel([100] * areas, [10_000] * areas)
    assert np.isnan(found.dispersion) and not found.widened and np.isfinite(found.inner.upper).all()


@pytest.mark.parametrize("many", [999_000, 1_001_000, 2**31, 10**12])
def test_absurd_counts_have_limits_too_and_the_two_formulas_meet(many) -> None:
    found = rate_funnel(np.full(5, float(many)), np.full(5, float(many)), per=1.0, overdispersed=False)
    assert (found.inner.upper - 1) * np.sqrt(many) == pytest.approx(1.95996, rel=2e-3)
    assert (1 - found.inner.lower) * np.sqrt(many) == pytest.approx(1.95996, rel=2e-3)


def test_missing_areas_take_no_part_and_say_why() -> None:
    found = rate_funnel([10, np.nan, 5, 7], [1_000, 1_000, 0, np.nan])
    assert found.whole == pytest.approx(10)
    assert np.isnan(found.side[1:]).all()
    assert found.inner.flags_at(1) == ("missing", "not_given")
    assert "no_denominator" in found.inner.flags_at(2) and "no_denominator" in found.inner.flags_at(3)


@given(st.lists(st.integers(0, 50), min_size=6, max_size=6))
@example([0] * 6)
@example([50] * 6)
def test_shares_stay_between_nought_and_one(counts) -> None:
    found = proportion_funnel(counts, [50] * 6)
    known_limits = np.r_[found.inner.lower, found.outer.upper]
    held = known_limits[np.isfinite(known_limits)]
    assert ((held >= 0) & (held <= 1)).all()


def test_a_share_on_the_limit_has_a_wilson_interval_that_touches_the_whole() -> None:
    found = proportion_funnel([30, 60, 120], [100, 200, 400], overdispersed=False)
    on_it = proportion(found.inner.upper * [100, 200, 400], [100, 200, 400])
    assert on_it.lower == pytest.approx(found.whole)


def test_a_share_above_its_whole_is_refused() -> None:
    with pytest.raises(BadInput):
        proportion_funnel([3, 5], [4, 4])
