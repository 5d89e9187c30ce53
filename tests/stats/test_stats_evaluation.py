"""Designs that ask whether it worked: known answers, other roads to the same numbers, and strained assumptions."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import t
from stats_reference import FILE, known

from upriver.stats.evaluation.differences import four_counts, two_way
from upriver.stats.evaluation.displacement import (
    displacement_quotient,
    fano_factor,
    harm_weighted_displacement,
    weighted_displacement,
)
from upriver.stats.evaluation.interrupted import Design, interrupted
from upriver.stats.result import BadInput

pairs = st.tuples(st.integers(0, 400), st.integers(0, 400))


def sicily(column: str) -> np.ndarray:
    with (FILE.parent / "sicily.csv").open(encoding="utf-8", newline="") as rows:
        return np.array([float(row[column]) for row in csv.DictReader(rows)])


def monthly(fall: float = 1.0, slope: float = 0.0, months: int = 72, start: int = 48, seed: int = 1, level: float = 80.0) -> np.ndarray:
    at = np.arange(months)
    mean = level * (1 + 0.2 * np.cos(2 * np.pi * at / 12)) * np.exp(slope * at / 12) * np.where(at >= start, fall, 1.0)
    return np.random.default_rng(seed).poisson(mean).astype(float)


def panel(fall: float = 1.0, areas: int = 30, treated: int = 8, times: int = 24, start: int = 12, seed: int = 2) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    mean = 20 * rng.gamma(5, 0.2, (areas, 1)) * rng.gamma(50, 0.02, (1, times))
    who = np.arange(areas) < treated
    return rng.poisson(np.where(np.outer(who, np.arange(times) >= start), fall, 1.0) * mean).astype(float), who


def test_r22_weighted_displacement_difference() -> None:
    row = known("R22")
    given_, want = row["input"], row["expected"]
    found = weighted_displacement(given_["t"], given_["ct"], around_treated=given_["dt"], around_control=given_["dc"])
    got = [float(found.result.value), found.error, found.z, float(found.result.lower), float(found.result.upper)]
    assert got == pytest.approx([want["est"], want["se"], want["z"], *want["ci"]], abs=row["tol"])
    assert found.warnings == ()


def test_r25_weighted_by_harm() -> None:
    row = known("R25")
    both, want = np.array(row["input"]["pairs_ct_t"]), row["expected"]
    found = harm_weighted_displacement(both[:, 1], both[:, 0], row["input"]["w"])
    got = [float(found.result.value), found.error, found.z, float(found.result.lower), float(found.result.upper)]
    assert got == pytest.approx([want["est"], want["se"], want["z"], *want["ci"]], abs=row["tol"])


def test_r30_displacement_quotient() -> None:
    row = known("R30")
    found = displacement_quotient(row["input"]["A"], row["input"]["B"], row["input"]["C"])
    got = [found.success, found.buffer, float(found.quotient.value)]
    assert got == pytest.approx([row["expected"][name] for name in ("success", "buffer", "WDQ")], abs=row["tol"])
    assert float(found.net.value) == pytest.approx(300 * 0.95 - 200 + 200 * 0.95 - 160)


def test_r48_a_step_in_the_published_series() -> None:
    row = known("R48")
    design = Design(int(np.argmax(sicily("smokban"))), slope=False, harmonics=0, errors="poisson")
    found = interrupted(sicily("aces"), design, exposure=sicily("stdpop"))
    want = row["expected"]
    got = [float(found.step.value), float(found.step.lower), float(found.step.upper), found.dispersion]
    assert got == pytest.approx([want["RR"], *want["ci"], want["phi"]], abs=row["tol"])
    assert "overdispersed" in found.step.flags_at(())


def test_r50_four_counts() -> None:
    row = known("R50")
    found = four_counts(row["input"]["t"], row["input"]["ct"])
    got = [float(found.ratio.value), float(found.ratio.lower), float(found.ratio.upper), found.z]
    want = row["expected"]
    assert got == pytest.approx([want["IRR"], *want["ci"], want["z"]], abs=row["tol"])


@given(pairs, pairs, pairs, pairs)
@example((0, 0), (0, 0), (0, 0), (0, 0))
@example((5, 5), (15, 15), (0, 0), (0, 0))
@example((4, 9), (9, 4), (1, 0), (0, 1))
def test_the_difference_is_what_a_hand_adds_up(r, c, dt, dc) -> None:
    found = weighted_displacement(r, c, around_treated=dt, around_control=dc)
    by_hand = r[1] - r[0] - (c[1] - c[0]) + (dt[1] - dt[0]) - (dc[1] - dc[0])
    assert float(found.result.value) == by_hand
    assert found.error**2 == pytest.approx(sum(map(sum, (r, c, dt, dc))))
    assert float(found.result.lower) <= by_hand <= float(found.result.upper)


@pytest.mark.parametrize(("count", "warns"), [(4, True), (5, False)])
def test_a_count_below_five_is_warned_of(count, warns) -> None:
    found = weighted_displacement([12, count], [12, 12])
    assert ("small_counts" in found.result.flags_at(())) is warns


@pytest.mark.parametrize(("control", "warns"), [(30, False), (31, True)])
def test_areas_that_differ_by_more_than_three_to_one_are_warned_of(control, warns) -> None:
    assert ("uneven_areas" in weighted_displacement([10, 8], [control, 30]).result.flags_at(())) is warns


def test_a_restless_series_widens_the_interval_by_its_fano_factor() -> None:
    restless = [2, 18, 3, 20, 1, 17, 2, 16]
    plain = weighted_displacement([79, 50], [80, 78])
    wide = weighted_displacement([79, 50], [80, 78], series_before=[restless, [10, 9, 11, 10, 10, 9, 10, 11]])
    assert wide.fano == pytest.approx(np.var(restless, ddof=1) / np.mean(restless))
    assert wide.error == pytest.approx(plain.error * np.sqrt(wide.fano))
    assert wide.detectable < plain.detectable < 0
    assert "overdispersed" in wide.result.flags_at(())


def test_a_fano_factor_up_to_one_and_a_half_changes_nothing() -> None:
    calm = [10, 13, 9, 11, 14, 8, 10, 12]
    assert fano_factor(calm) < 1.5
    assert weighted_displacement([79, 50], [80, 78], series_before=calm).error == weighted_displacement([79, 50], [80, 78]).error


@pytest.mark.parametrize("series", [[1, 2, 3], [0, 0, 0, 0, 0], [np.nan] * 6])
def test_too_little_before_gives_no_fano_factor(series) -> None:
    assert np.isnan(fano_factor(series))


def test_longer_times_and_larger_areas_are_divided_by() -> None:
    found = weighted_displacement([100, 200], [100, 200], lengths=(1, 2))
    assert float(found.result.value) == 0
    assert found.error**2 == pytest.approx(2 * (100 + 200 / 4))


def test_a_missing_count_gives_no_difference() -> None:
    found = weighted_displacement([100, np.nan], [100, 90])
    assert np.isnan(found.result.value) and "missing" in found.result.flags_at(())


def test_the_interval_of_the_difference_covers_no_effect_as_often_as_it_says() -> None:
    rng = np.random.default_rng(4)
    drawn = rng.poisson(60, (2000, 4))
    held = [weighted_displacement(row[:2], row[2:]).result for row in drawn]
    assert 0.94 < np.mean([float(r.lower) <= 0 <= float(r.upper) for r in held]) < 0.965


def test_the_smallest_detectable_fall_is_found_four_times_in_five() -> None:
    fall = -weighted_displacement([200, 0], [200, 0]).detectable
    rng = np.random.default_rng(5)
    drawn = zip(rng.poisson(200, 2000), rng.poisson(200 - fall, 2000), rng.poisson(200, 2000), rng.poisson(200, 2000), strict=True)
    found = [float(weighted_displacement([a, b], [c, d]).result.upper) < 0 for a, b, c, d in drawn]
    assert 0.76 < np.mean(found) < 0.88


@given(pairs, pairs, pairs)
@example((300, 200), (200, 160), (1000, 950))
@example((300, 300), (200, 160), (1000, 1000))
@example((10, 5), (10, 5), (0, 5))
@example((0, 0), (0, 0), (0, 0))
def test_a_quotient_is_given_only_where_there_was_success(treated, around, control) -> None:
    found = displacement_quotient(treated, around, control)
    success = min(control) > 0 and treated[1] / control[1] < treated[0] / control[0]
    for result in (found.quotient, found.net):
        assert np.isfinite(result.value) == (success and found.success < 0)
        assert ("not_given" in result.flags_at(())) == (not found.success < 0)


@pytest.mark.parametrize("errors", ["quasi", "hac"])
def test_an_interrupted_series_agrees_with_statsmodels(errors) -> None:
    sm = pytest.importorskip("statsmodels.api")
    y, days = monthly(0.7, 0.03, seed=3), np.tile([31.0, 30, 30], 24)
    found = interrupted(y, Design(48, errors=errors, memory=3), exposure=days)
    at = np.arange(72)
    waves = [f(2 * np.pi * at * k / 12) for k in (1, 2) for f in (np.cos, np.sin)]
    after = (at >= 48) * 1.0
    design = np.column_stack([np.ones(72), at - 48, *waves, after, after * (at - 48)])
    model = sm.GLM(y, design, family=sm.families.Poisson(), offset=np.log(days))
    other = model.fit(cov_type="HAC", cov_kwds={"maxlags": 3}, tol=1e-12) if errors == "hac" else model.fit(scale="X2", tol=1e-12)
    widen = 1.0 if errors == "hac" else max(1.0, other.scale) / other.scale
    reach = (1.959964 if errors == "hac" else t.ppf(0.975, 72 - 8)) * np.sqrt(widen) * other.bse[-2]
    assert float(found.step.value) == pytest.approx(np.exp(other.params[-2]), rel=1e-7)
    assert [float(found.step.lower), float(found.step.upper)] == pytest.approx(np.exp(other.params[-2] + np.array([-reach, reach])), rel=1e-5)
    assert float(found.slope.value) == pytest.approx(np.exp(12 * other.params[-1]), rel=1e-6)
    assert found.fitted == pytest.approx(other.fittedvalues, rel=1e-7)


def test_the_interval_of_a_step_holds_the_truth_as_often_as_it_says() -> None:
    drawn = [interrupted(monthly(0.8, seed=seed), Design(48, slope=False)).step for seed in range(250)]
    assert 0.91 < np.mean([float(r.lower) <= 0.8 <= float(r.upper) for r in drawn]) <= 0.99


def test_a_season_is_no_step() -> None:
    """It starts in the low half of the year: without waves the season would pass for a fall."""
    at = np.arange(45)
    y = np.round(100 * (1 + 0.4 * np.cos(2 * np.pi * at / 12)))
    assert float(interrupted(y, Design(39, slope=False, harmonics=0)).step.value) < 0.85
    assert float(interrupted(y, Design(39, slope=False)).step.value) == pytest.approx(1, abs=0.08)


def test_a_control_series_takes_off_what_both_share() -> None:
    y, other = monthly(0.5, seed=6, level=400), monthly(0.5, seed=7, level=400)
    alone = interrupted(y, Design(48, slope=False))
    beside = interrupted(y, Design(48, slope=False), control=other)
    assert float(alone.step.value) < 0.55
    assert float(beside.step.lower) < 1 < float(beside.step.upper)


def test_points_while_it_was_phased_in_move_nothing() -> None:
    y = monthly(0.8, seed=8)
    wild = y.copy()
    wild[50:53] = 5000
    design = Design(48, lag=2, phase_in=3)
    assert float(interrupted(y, design).step.value) == float(interrupted(wild, design).step.value)


def test_a_lag_is_counted_as_before() -> None:
    y = monthly(0.5, start=54, seed=9)
    assert float(interrupted(y, Design(48, lag=6, slope=False)).step.value) == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize(("start", "months", "flag"), [(7, 30, "few_points"), (40, 47, "few_points"), (20, 60, "short_season")])
def test_short_sides_are_flagged(start, months, flag) -> None:
    assert flag in interrupted(monthly(months=months), Design(start)).step.flags_at(())
    assert flag not in interrupted(monthly(months=60), Design(40)).step.flags_at(())


@pytest.mark.parametrize("y", [np.zeros(40), np.full(40, np.nan), np.r_[np.ones(20), np.full(20, np.nan)]])
def test_a_series_that_cannot_be_fitted_gives_no_step_and_says_so(y) -> None:
    found = interrupted(y, Design(20))
    assert np.isnan(found.step.value) and "not_given" in found.step.flags_at(())


@pytest.mark.parametrize("wrong", [{"start": 0}, {"start": 5, "lag": -1}, {"start": 5, "harmonics": 3}, {"start": 5, "errors": "ols"}])
def test_a_design_that_means_nothing_is_refused(wrong) -> None:
    with pytest.raises(BadInput):
        Design(**wrong)


def test_nothing_after_is_refused() -> None:
    with pytest.raises(BadInput):
        interrupted(monthly(), Design(70, lag=1, phase_in=1))


@settings(max_examples=100)
@given(st.lists(st.integers(0, 500), min_size=4, max_size=4))
@example([0, 1, 1, 1])
@example([1, 1, 1, 1])
def test_four_counts_without_a_zero_give_the_ratio_of_ratios(x) -> None:
    found = four_counts(x[:2], x[2:])
    if min(x) == 0:
        assert np.isnan(found.ratio.value) and "not_given" in found.ratio.flags_at(())
    else:
        assert float(found.ratio.value) == pytest.approx(x[1] / x[0] / (x[3] / x[2]))


def test_a_panel_with_steady_exposure_gives_the_ratio_of_summed_counts() -> None:
    """The Poisson model with a level for each area and time collapses to four sums: a road of its own to its answer."""
    y, who = panel(0.8)
    found = two_way(y, who, 12, seed=1, shuffles=199)
    four = four_counts([y[who][:, :12].sum(), y[who][:, 12:].sum()], [y[~who][:, :12].sum(), y[~who][:, 12:].sum()])
    assert float(found.ratio.value) == pytest.approx(float(four.ratio.value), rel=1e-6)
    assert float(found.ratio.upper) < 1 and found.p_shuffled <= 0.01
    assert found.warnings == ()


def test_a_panel_agrees_with_statsmodels() -> None:
    """With an exposure that changes, so that no four sums give the answer: a dummy for every area and month, errors by area."""
    sm = pytest.importorskip("statsmodels.api")
    y, who = panel(0.8, areas=20, times=10, start=5)
    time = np.random.default_rng(5).uniform(1, 3, y.shape)
    found = two_way(y, who, 5, exposure=time, seed=1, shuffles=19)
    post = np.outer(who, np.arange(10) >= 5).ravel().astype(float)
    design = np.column_stack([post, np.repeat(np.eye(20), 10, axis=0), np.tile(np.eye(10), (20, 1))[:, 1:]])
    model = sm.GLM(y.ravel(), design, family=sm.families.Poisson(), offset=np.log(time.ravel()))
    other = model.fit(cov_type="cluster", cov_kwds={"groups": np.repeat(np.arange(20), 10)}, tol=1e-12)
    assert float(np.log(found.ratio.value)) == pytest.approx(other.params[0], abs=1e-7)
    assert found.z == pytest.approx(other.params[0] / other.bse[0], rel=1e-4)
    one, two = 1 / who.sum(), 1 / (~who).sum()
    freedom = (one + two) ** 2 / (one**2 / (who.sum() - 1) + two**2 / ((~who).sum() - 1))
    assert float(found.ratio.upper) == pytest.approx(np.exp(other.params[0] + t.ppf(0.975, freedom) * other.bse[0]), rel=1e-4)


def test_no_effect_is_found_one_time_in_twenty() -> None:
    hits, shuffled = [], []
    for seed in range(40):
        y, who = panel(1.0, seed=seed + 100, times=8, start=4)
        found = two_way(y, who, 4, seed=1, shuffles=99)
        hits.append(not float(found.ratio.lower) <= 1 <= float(found.ratio.upper))
        shuffled.append(found.p_shuffled <= 0.05)
    assert np.mean(hits) < 0.15 and np.mean(shuffled) < 0.15


@pytest.mark.parametrize(("areas", "warns"), [(19, True), (20, False)])
def test_fewer_than_twenty_areas_are_warned_of(areas, warns) -> None:
    y, who = panel(0.9, areas=areas)
    assert ("few_areas" in two_way(y, who, 12, seed=1, shuffles=19).ratio.flags_at(())) is warns


@pytest.mark.parametrize(("treated", "warns"), [(4, True), (5, False)])
def test_fewer_than_five_treated_areas_are_warned_of(treated, warns) -> None:
    y, who = panel(0.9, treated=treated)
    assert ("few_treated" in two_way(y, who, 12, seed=1, shuffles=19).ratio.flags_at(())) is warns


def test_areas_already_moving_apart_are_flagged() -> None:
    y, who = panel(1.0)
    y[who] = np.round(y[who] * np.exp(-0.06 * np.arange(24)))
    found = two_way(y, who, 12, seed=1, shuffles=19)
    assert found.p_before < 0.05 and "already_apart" in found.ratio.flags_at(())


def test_the_path_is_one_at_the_last_time_before_and_shows_the_fall_after() -> None:
    y, who = panel(0.5)
    path = two_way(y, who, 12, seed=1, shuffles=19).path
    assert path is not None and float(path.value[11]) == 1 and bool(path.flags["reference"][11])
    assert path.value[12:].mean() < 0.7


def test_areas_with_a_hole_or_without_events_are_left_out_and_that_is_said() -> None:
    y, who = panel(0.8)
    whole = two_way(y, who, 12, seed=1, shuffles=19)
    more = np.vstack([y, np.zeros(24), np.r_[[np.nan], np.ones(23)]])
    left = two_way(more, np.r_[who, [True, False]], 12, seed=1, shuffles=19)
    assert float(left.ratio.value) == pytest.approx(float(whole.ratio.value))
    assert "left_out" in left.ratio.flags_at(()) and "left_out" not in whole.ratio.flags_at(())


@pytest.mark.parametrize("who", [np.zeros(30, bool), np.ones(30, bool)])
def test_without_two_groups_there_is_no_comparison(who) -> None:
    found = two_way(panel()[0], who, 12, seed=1)
    assert np.isnan(found.ratio.value) and "not_given" in found.ratio.flags_at(())


@pytest.mark.parametrize("start", [0, 24])
def test_a_start_outside_the_times_is_refused(start) -> None:
    y, who = panel()
    with pytest.raises(BadInput):
        two_way(y, who, start, seed=1)


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=4, max_size=8), st.integers(1, 3))
@example([[5, 5, 5, 5]] * 4, 2)
@example([[0, 0, 0, 0]] * 4, 2)
@example([[2**31, 1, 1, 2**31]] * 4, 1)
@example([[0, 0, 1, 1], [1, 1, 0, 0], [0, 1, 0, 1], [1, 0, 1, 0]], 2)
@example([[0, 9, 0, 0]] * 5, 1)
def test_whatever_a_panel_holds_it_gives_a_ratio_or_says_why_not(rows, start) -> None:
    y = np.array(rows, float)
    found = two_way(y, np.arange(len(y)) < 2, start, seed=1, shuffles=19)
    if np.isnan(found.ratio.value):
        assert "not_given" in found.ratio.flags_at(())
    elif "no_interval" not in found.ratio.flags_at(()):
        assert float(found.ratio.lower) <= float(found.ratio.value) <= float(found.ratio.upper)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 10**6), min_size=12, max_size=40), st.integers(1, 30))
@example([7] * 40, 20)
@example([0] * 39 + [5], 20)
@example([0] * 20 + [100] * 20, 20)
@example([2**31] * 40, 20)
def test_whatever_a_series_holds_it_gives_a_step_or_says_why_not(y, start) -> None:
    try:
        found = interrupted(np.array(y, float), Design(min(start, len(y) - 1)))
    except BadInput:
        return
    if np.isnan(found.step.value):
        assert "not_given" in found.step.flags_at(())
    else:
        assert float(found.step.lower) <= float(found.step.value) <= float(found.step.upper)
