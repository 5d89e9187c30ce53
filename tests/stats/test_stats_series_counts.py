"""Log-linear counts, spikes, change, season, outlook and rare events: known answers, other roads, and bad input."""

from __future__ import annotations

import calendar
import csv
import warnings

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stats_reference import FILE, known

from upriver.stats.intervals import rate_ratio
from upriver.stats.result import BadInput
from upriver.stats.series.changes import change
from upriver.stats.series.loglinear import fit
from upriver.stats.series.outlook import backtest, outlook
from upriver.stats.series.rare import event_days, g_chart, gaps_between, small_count_chart, t_chart
from upriver.stats.series.season import long_enough, season, stretches, wave_columns
from upriver.stats.series.spikes import ears, farrington

MONTHS = [f"{2020 + at // 12}-{at % 12 + 1:02d}" for at in range(60)]
CALENDAR = np.array([int(month[5:]) - 1 for month in MONTHS])
DAYS = np.array([calendar.monthrange(int(month[:4]), int(month[5:]))[1] for month in MONTHS], dtype=float)


def a_column(name: str, column: str) -> np.ndarray:
    with (FILE.parent / name).open(encoding="utf-8", newline="") as rows:
        return np.array([float(row[column]) for row in csv.DictReader(rows)])


def counts_with(season_size: float = 0.0, level: float = 100.0, slope: float = 0.0, series: int = 1, seed: int = 1) -> np.ndarray:
    """Monthly Poisson counts with a July peak of the given size and a yearly slope on the log scale."""
    wave = 1 + season_size * np.cos(2 * np.pi * (CALENDAR - 6) / 12)
    mean = level * DAYS / 30 * wave * np.exp(slope * np.arange(60) / 12)
    return np.random.default_rng(seed).poisson(np.tile(mean, (series, 1))).astype(float)


def test_r44_ears_c1() -> None:
    row = known("R44")
    assert ears([*row["input"]["baseline7"], 9]).upper[7] == pytest.approx(row["expected"], abs=row["tol"])


def test_ears_c2_leaves_two_points_between() -> None:
    row = known("R44")
    assert ears([*row["input"]["baseline7"], 50, 60, 9], lag=2).upper[9] == pytest.approx(row["expected"], abs=row["tol"])


def test_r46_farrington_1996() -> None:
    row = known("R46")
    found = farrington(a_column("salmonella_agona.csv", "obs"), at=np.arange(302, 312), a_year=52, alpha=0.01)
    assert found.upper == pytest.approx(row["expected"], abs=row["tol"])


def test_r48_step_in_a_poisson_model() -> None:
    row = known("R48")
    name = "sicily.csv"
    design = np.column_stack([np.ones(59), a_column(name, "smokban"), a_column(name, "time")])
    found = fit(a_column(name, "aces")[None, :], design, exposure=a_column(name, "stdpop"))
    step, error = found.coefficients[0, 1], np.sqrt(found.covariance[0, 1, 1])
    assert np.exp(step) == pytest.approx(row["expected"]["RR"], abs=row["tol"])
    assert np.exp([step - 1.959964 * error, step + 1.959964 * error]) == pytest.approx(row["expected"]["ci"], abs=row["tol"])
    assert found.dispersion[0] == pytest.approx(row["expected"]["phi"], abs=row["tol"])


def test_the_model_agrees_with_statsmodels() -> None:
    """Twenty series with a hole, quasi-Poisson, weights of their own."""
    sm = pytest.importorskip("statsmodels.api")
    y = counts_with(0.2, level=20, slope=-0.1, series=20)
    y[:, 7] = np.nan
    weights = np.random.default_rng(5).uniform(0.2, 2, y.shape)
    design = np.column_stack([np.ones(60), np.arange(60), wave_columns(CALENDAR)])
    found = fit(y, design, exposure=DAYS, weights=weights)
    held = np.isfinite(y[0])
    for row in range(20):
        family = sm.families.Poisson()
        other = sm.GLM(y[row, held], design[held], family=family, offset=np.log(DAYS[held]), var_weights=weights[row, held])
        other = other.fit(scale="X2", tol=1e-12)
        assert found.coefficients[row] == pytest.approx(other.params, abs=1e-8)
        assert found.dispersion[row] == pytest.approx(other.scale, rel=1e-8)
        assert np.sqrt(np.diag(found.covariance[row]) * found.dispersion[row]) == pytest.approx(other.bse, rel=1e-7)


def test_the_season_p_agrees_with_a_wald_test_of_statsmodels() -> None:
    sm = pytest.importorskip("statsmodels.api")
    y = counts_with(0.05, level=40)
    found = season(y, CALENDAR, DAYS, stretches(np.isnan(y[0])))
    design = np.column_stack([np.ones(60), np.arange(60.0), wave_columns(CALENDAR)])
    other = sm.GLM(y[0], design, family=sm.families.Poisson(), offset=np.log(DAYS)).fit(scale="X2", tol=1e-12)
    if other.scale > 1:
        assert found.p[0] == pytest.approx(float(other.f_test(np.eye(6)[2:]).pvalue), rel=1e-6)
    assert found.waves[0] == pytest.approx(other.params[2:], abs=1e-8)


def test_intervals_of_season_and_trend_hold_the_truth_as_often_as_they_say() -> None:
    y = counts_with(0.15, level=80, slope=np.log(0.9), series=400)
    found = season(y, CALENDAR, DAYS, stretches(np.isnan(y[0])))
    truth = 1 + 0.15 * np.cos(2 * np.pi * (np.arange(12) - 6) / 12)
    assert 0.93 < ((found.lower <= truth) & (truth <= found.upper)).mean() < 0.985
    assert 0.93 < ((found.trend_lower <= -10) & (found.trend_upper >= -10)).mean() < 0.995


def test_a_steady_series_has_a_season_one_time_in_twenty_at_most() -> None:
    y = counts_with(0.0, series=400)
    assert (season(y, CALENDAR, DAYS, stretches(np.isnan(y[0]))).p < 0.05).mean() < 0.07


def test_a_step_at_a_declared_break_is_no_trend() -> None:
    """Recording doubles in month 30: with the break declared the trend is that of what follows alone, and there is none."""
    y = np.tile(100 * DAYS / 30, (1, 1)) * np.where(np.arange(60) < 30, 1, 2)
    own = stretches(np.zeros(60, dtype=bool), [30])
    assert season(y, CALENDAR, DAYS, own).trend[0] == pytest.approx(0.0, abs=1e-6)
    assert season(y, CALENDAR, DAYS, stretches(np.zeros(60, dtype=bool))).trend[0] > 15


def test_ranges_ahead_hold_about_as_often_as_they_say() -> None:
    """Four in five months inside, over 60 steady series with more than Poisson spread."""
    rng = np.random.default_rng(3)
    mean = np.tile(60 * DAYS / 30 * (1 + 0.1 * np.cos(2 * np.pi * (CALENDAR - 6) / 12)), (60, 1))
    y = rng.poisson(rng.gamma(mean, 1.0)).astype(float)
    found = backtest(y, CALENDAR, DAYS, seed=1)
    assert 0.75 < found.inside.sum() / found.tried.sum() < 0.87


def test_the_same_seed_gives_the_same_range() -> None:
    y = counts_with(0.1)
    found = season(y, CALENDAR, DAYS, stretches(np.isnan(y[0])))
    made = [outlook(y, CALENDAR, DAYS, found, ahead=[0, 1], ahead_days=[31, 28], seed=seed) for seed in (7, 7, 8)]
    assert made[0].lower.tolist() == made[1].lower.tolist() and made[0].middle.tolist() == made[2].middle.tolist()


@pytest.mark.parametrize(
    "y", [np.zeros((1, 60)), np.full((1, 60), np.nan), np.full((1, 60), 5.0), np.eye(60)[:1], np.where(np.arange(60) < 59, np.nan, 9)[None, :]],
    ids=["all zero", "nothing held", "constant", "one event", "one month"],
)  # fmt: skip
def test_hopeless_series_give_flags_and_no_crash(y: np.ndarray) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        own = stretches(np.isnan(y[0]))
        found = season(y, CALENDAR, DAYS, own)
        assert not found.given[0] or np.isfinite(found.month[0]).all()
        made = outlook(y, CALENDAR, DAYS, found, ahead=[0], ahead_days=[31], seed=1)
        assert np.isnan(made.middle[0, 0]) == np.isnan(made.lower[0, 0])
        backtest(y, CALENDAR, DAYS, seed=1)
        ears(y[0])
        assert not farrington(y[0], at=[59], a_year=12).alarm.any()
        small_count_chart(y[0], DAYS)
        both = change(y[:, -12:], y[:, -24:-12])
        assert np.isfinite(both.ratio.value[0]) or both.ratio.flags_at(0)


def test_a_spike_on_five_events_in_four_months_may_alarm_and_on_four_may_not() -> None:
    base = [1, 0, 1, 0, 0, 0, 0]
    assert ears([*base, 5]).alarm[7] and not ears([*base, 4]).alarm[7]


def test_farrington_needs_three_years() -> None:
    y = counts_with(series=1)[0]
    found = farrington(y, at=[36, 37, 59], a_year=12, window=1)
    assert found.judged.tolist() == [False, True, True]
    with pytest.raises(BadInput, match="3 years"):
        farrington(y, at=[59], a_year=12, years=2)


def test_farrington_sees_a_month_three_times_what_is_usual() -> None:
    y = counts_with(level=40)[0]
    y[59] = 120
    assert farrington(y, at=[59], a_year=12, window=1).alarm.all()
    assert not farrington(y, at=[58], a_year=12, window=1).alarm.any()


def test_a_past_spike_does_not_hide_the_next() -> None:
    """The same month a year before was five times usual; a second one of its size still alarms."""
    y = counts_with(level=40)[0]
    y[[47, 59]] *= 5
    assert farrington(y, at=[59], a_year=12, window=1).alarm.all()


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=12))
@example([(0, 0)])
@example([(0, 5)])
@example([(5, 0)])
@example([(9, 10), (10, 9), (1, 400)])
@settings(max_examples=60, deadline=None)
def test_a_change_is_never_narrower_than_the_exact_interval(pairs: list[tuple[int, int]]) -> None:
    now, before = (np.array([side], dtype=float) for side in zip(*pairs, strict=True))
    found = change(now, before)
    exact = rate_ratio(now.sum(), 1.0, before.sum(), 1.0)
    if np.isfinite(found.ratio.value[0]):
        assert found.ratio.lower[0] <= exact.lower + 1e-12 and found.ratio.upper[0] >= exact.upper - 1e-12
        assert found.ratio.lower[0] <= found.ratio.value[0] <= found.ratio.upper[0]
    else:
        assert found.ratio.flags_at(0)


def test_a_month_missing_in_one_year_is_left_out_of_both() -> None:
    found = change([[10, np.nan, 30]], [[20, 20, np.nan]])
    assert (found.now[0], found.before[0], found.pairs[0]) == (10, 20, 1)


def test_false_alarms_of_change_stay_below_five_in_a_hundred_with_spread() -> None:
    rng = np.random.default_rng(2)
    now, before = (rng.poisson(rng.gamma(50, 1.0, (2000, 10))) for _ in range(2))
    assert (change(now, before).beyond_chance != 0).mean() < 0.06


def test_a_group_shares_its_dispersion() -> None:
    rng = np.random.default_rng(4)
    now, before = (rng.poisson(20, (12, 4)) for _ in range(2))
    found = change(now, before, groups=np.zeros(12, dtype=int))
    assert len(set(found.dispersion.tolist())) == 1


def test_stretches_end_at_breaks_and_at_long_holes_only() -> None:
    gone = np.zeros(14, dtype=bool)
    gone[[2, 5, 6, 7, 8]] = True
    assert stretches(gone, [11]).tolist() == [0, 0, -1, 0, 0, -1, -1, -1, -1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize(("held", "enough"), [(23, False), (24, True)])
def test_a_trend_needs_twenty_four_months(held: int, enough: bool) -> None:
    assert long_enough(np.zeros(held), 0) is enough


def test_exact_limits_of_small_counts_agree_with_scipy() -> None:
    from scipy import stats

    for mean in (1, 3, 4, 7, 11):
        chart = small_count_chart(np.full(12, float(mean)), np.ones(12))
        assert chart.upper[0] == stats.poisson.ppf(1 - 0.00135, mean)
        assert chart.lower[0] == stats.poisson.ppf(0.00135, mean)


def test_small_counts_alarm_in_fewer_than_one_series_in_ten() -> None:
    rng = np.random.default_rng(6)
    for mean in (0.3, 1, 4):
        assert np.mean([small_count_chart(rng.poisson(mean, 36), np.ones(36)).outside.any() for _ in range(500)]) < 0.1


def test_a_t_chart_of_chance_seldom_signals() -> None:
    rng = np.random.default_rng(7)
    assert np.mean([t_chart(rng.exponential(60, 24)).longer.any() for _ in range(500)]) < 0.12


def test_a_g_chart_has_the_limits_of_the_geometric() -> None:
    chart = g_chart([4, 6, 5, 3, 7, 5])
    assert chart.upper == pytest.approx(5 + 3 * np.sqrt(30)) and chart.centre == pytest.approx(np.log(2) * 5)


def test_four_gaps_have_no_limits() -> None:
    assert np.isnan(t_chart([10, 20, 30, 40]).upper) and np.isfinite(t_chart([10, 20, 30, 40, 50]).upper)


def test_no_gap_reaches_across_a_hole() -> None:
    days = event_days([1, 0, np.nan, 2], [0, 30, 60, 90], [30, 30, 30, 30])
    assert days.tolist() == [15, 97.5, 112.5]
    assert gaps_between(days, [75]).tolist() == [15]
