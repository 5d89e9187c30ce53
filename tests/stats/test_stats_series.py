"""Control charts and trends: against other roads, and where runs and gaps meet."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from upriver.stats.result import BadInput
from upriver.stats.series import control, trend

GAP = np.nan


def steady(size=24, seed=1):
    return np.random.default_rng(seed).normal(100, 5, size)


def test_limits_are_the_mean_and_266_moving_ranges():
    y = steady()
    chart = control.xmr(y, screen=False)
    half = 2.66 * np.abs(np.diff(y)).mean()
    assert chart.centre[0] == pytest.approx(y.mean())
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((y.mean() - half, y.mean() + half))


def test_one_wild_point_is_screened_and_then_seen():
    y = np.array([95.0, 105.0] * 12)
    y[10] = 200.0
    assert control.xmr(y).screened.nonzero()[0].tolist() == [10, 11]
    assert control.xmr(y).outside.nonzero()[0].tolist() == [10]


def test_a_gap_has_no_moving_range_on_either_side():
    chart = control.xmr([1.0, 2.0, GAP, 50.0, 51.0], screen=False)
    assert chart.upper[0] - chart.centre[0] == pytest.approx(2.66)
    assert not chart.signal[2]


def test_a_gap_breaks_a_run_on_one_side():
    y = np.array([-1.0] * 8 + [1.0] * 6 + [GAP] + [1.0] * 2 + [-1.0])
    assert not control.xmr(y).one_side[8:].any()
    assert control.xmr(np.delete(y, 14)).one_side[8:].nonzero()[0].tolist() == [6, 7]


@pytest.mark.parametrize(("length", "signals"), [(6, False), (7, True)])
def test_seven_points_on_one_side_signal_and_six_do_not(length, signals):
    y = np.array([1.0] * length + [-1.0, 0.9] * 12)
    y[1:length:2] = 1.1
    chart = control.xmr(y - 1.0)
    assert bool(chart.one_side.any()) is signals


def test_a_point_on_the_centre_ends_a_run():
    y = np.array([1.0, 1, 1, 0, 1, 1, 1, 1, -1, -1, -1, 0, -1, -1, -1, -1])
    assert y.mean() == 0
    assert not control.xmr(y).one_side.any()


@pytest.mark.parametrize(("y", "signals"), [
    ([1, 2, 3, 4, 5, 6, 7], True),
    ([7, 6, 5, 4, 3, 2, 1], True),
    ([1, 2, 3, 3, 4, 5, 6, 7], False),
    ([1, 2, 3, 4, 5, 6], False),
    ([1, 2, 3, GAP, 4, 5, 6, 7], False),
])  # fmt: skip
def test_drift_needs_seven_strictly_rising_or_falling_points(y, signals):
    assert bool(control.xmr(np.array(y, dtype=float)).drift.any()) is signals


def test_two_of_three_far_points_on_one_side_signal():
    y = np.array([1.0, -1.0] * 8)
    y[13:16] = [5.2, 2.0, 5.2]
    chart = control.xmr(y)
    assert chart.two_of_three.nonzero()[0].tolist() == [13, 15]
    y[14] = -1.0
    assert not control.xmr(y).two_of_three.any()


def test_limits_are_recalculated_after_a_declared_break_and_only_there():
    y = np.concatenate([steady(), steady() + 200])
    chart = control.xmr(y, breaks=[24])
    assert not chart.signal.any()
    assert chart.phase.tolist() == [0] * 24 + [1] * 24
    assert chart.centre[24] - chart.centre[23] == pytest.approx(200)
    assert control.xmr(y).signal.any()


def test_no_run_reaches_across_a_break():
    up = np.array([0.0, 1, 2, 3, 4])
    assert not control.xmr(np.concatenate([up, up + 5]), breaks=[5]).drift.any()


@pytest.mark.parametrize(("held", "trial"), [(11, True), (12, False)])
def test_fewer_than_twelve_points_make_a_trial_chart(held, trial):
    y = np.append(steady(held), GAP)
    assert bool(control.xmr(y).trial.all()) is trial


def test_locked_limits_do_not_follow_later_points():
    y = np.concatenate([steady(12), steady(12) + 60])
    chart = control.xmr(y, lock_after=12)
    assert chart.centre[-1] == pytest.approx(y[:12].mean())
    assert chart.outside[12:].all()


@pytest.mark.parametrize("how", [{"lock_after": 11}, {"breaks": [0]}, {"breaks": [5, 5]}, {"breaks": [24]}])
def test_breaks_and_locks_that_make_no_sense_are_refused(how):
    with pytest.raises(BadInput):
        control.xmr(steady(), **how)


def test_a_phase_of_one_point_has_no_limits_and_no_signals():
    chart = control.xmr([5.0, 6.0, 9.0], breaks=[2])
    assert np.isnan(chart.upper[2]) and not chart.signal[2] and chart.trial[2]


def test_an_empty_or_missing_series_has_no_signal():
    assert control.xmr([]).signal.size == 0
    assert not control.xmr([GAP, GAP]).signal.any()


@given(st.lists(st.one_of(st.integers(-50, 50).map(float), st.just(GAP)), min_size=1, max_size=60))
@example([1.0])
@example([2.0, 2.0, 2.0])
def test_turning_a_chart_upside_down_turns_its_limits_and_keeps_its_signals(y):
    one, other = control.xmr(y), control.xmr(-np.array(y))
    np.testing.assert_allclose(one.upper, -other.lower)
    # a point exactly on a limit may fall either way by rounding
    edge = np.isclose(one.points, one.upper) | np.isclose(one.points, one.lower)
    assert np.array_equal(one.outside & ~edge, other.outside & ~edge)
    assert np.array_equal(one.drift, other.drift)


def test_steady_series_seldom_go_outside_their_limits():
    rng = np.random.default_rng(11)
    outside = [control.xmr(rng.normal(0, 1, 36)).outside.mean() for _ in range(400)]
    assert np.mean(outside) < 0.015


def test_a_plain_u_chart_has_the_poisson_limits():
    x, n = np.array([30.0, 45, 20, 60]), np.array([1_000.0, 1_200, 900, 1_500])
    chart = control.u_chart(x, n, laney=False)
    u = x.sum() / n.sum()
    assert chart.upper == pytest.approx(u + 3 * np.sqrt(u / n))
    assert np.all(chart.spread == 1)


def test_a_month_without_a_denominator_is_missing_on_the_chart():
    chart = control.u_chart([30, 45, 20, 60], [1_000, 0, 900, 1_500])
    assert np.isnan(chart.points[1]) and np.isnan(chart.upper[1]) and not chart.signal[1]


def test_a_u_chart_of_nothing_but_zeros_has_no_signal():
    chart = control.u_chart(np.zeros(15), np.full(15, 100.0))
    assert np.all(chart.centre == 0) and not chart.signal.any()


def test_laneys_sigma_is_near_one_when_counts_are_poisson():
    n = np.full(400, 2_000.0)
    chart = control.u_chart(np.random.default_rng(2).poisson(40, 400), n)
    assert chart.spread[0] == pytest.approx(1, abs=0.12)


def test_the_runs_test_hears_a_shift_and_not_noise():
    rng = np.random.default_rng(3)
    assert control.runs_test(np.concatenate([rng.normal(0, 1, 12), rng.normal(4, 1, 12)]))[0]
    assert not control.runs_test([1, -1] * 12)[0]


def test_mann_kendalls_s_is_kendalls_tau_times_the_pairs():
    y = np.random.default_rng(4).permutation(30).astype(float)
    tau = stats.kendalltau(np.arange(30), y).statistic
    assert float(trend.mann_kendall(y).s) == pytest.approx(tau * 30 * 29 / 2)


@given(st.lists(st.integers(0, 5).map(float), min_size=4, max_size=40))
@example([1.0, 1.0, 1.0, 1.0])
@example([1.0, 1.0, 2.0, 2.0])
def test_mann_kendall_is_the_sum_over_pairs_and_its_variance_allows_for_ties(y):
    got = trend.mann_kendall(y)
    s = sum(np.sign(y[j] - y[i]) for i in range(len(y)) for j in range(i + 1, len(y)))
    n, ties = len(y), [y.count(v) for v in set(y)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    assert (float(got.s), float(got.variance)) == pytest.approx((s, variance))
    assert bool(np.isnan(got.z)) is (variance == 0)


def test_many_series_are_tested_at_once():
    y = np.random.default_rng(5).integers(0, 6, (7, 3, 15)).astype(float)
    y[2, 1, 4] = GAP
    together = trend.mann_kendall(y)
    for i, j in np.ndindex(7, 3):
        alone = trend.mann_kendall(y[i, j])
        assert (together.s[i, j], together.variance[i, j], together.p[i, j]) == pytest.approx(
            (float(alone.s), float(alone.variance), float(alone.p))
        )


def test_a_missing_point_takes_only_its_own_pairs_away():
    y = np.array([1.0, 5, GAP, 2, 8, 9, 4])
    one, other = trend.mann_kendall(y), trend.mann_kendall(y[np.isfinite(y)])
    assert (one.s, one.variance, one.points) == (other.s, other.variance, 6)


def test_sens_slope_is_scipys():
    rng = np.random.default_rng(6)
    y = 0.7 * np.arange(25) + rng.normal(0, 4, 25)
    got, want = trend.sen_slope(y), stats.theilslopes(y, np.arange(25))
    assert float(got.value) == pytest.approx(want.slope)
    assert got.lower <= want.low_slope + 1e-12 and want.high_slope - 1e-12 <= got.upper
    assert got.upper - got.lower < 1.15 * (want.high_slope - want.low_slope)


def test_sens_slope_knows_that_a_gap_takes_time():
    r = trend.sen_slope([0.0, 1, GAP, GAP, 4, 5, 6])
    assert float(r.value) == 1.0 and float(r.events) == 5


def test_three_points_have_no_trend():
    assert trend.sen_slope([1.0, 2.0, 3.0]).flags_at(()) == ("no_interval", "not_given")
    assert np.isnan(trend.mann_kendall([1.0, 2.0, 3.0]).p)


def test_sens_interval_covers_the_true_slope():
    rng = np.random.default_rng(8)
    inside = 0
    for _ in range(400):
        r = trend.sen_slope(0.5 * np.arange(18) + rng.normal(0, 3, 18))
        inside += bool(r.lower <= 0.5 <= r.upper)
    assert inside / 400 > 0.93
