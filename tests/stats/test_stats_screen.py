"""The screen for odd months: made-up traps first, then the real ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from upriver.stats.result import BadInput
from upriver.stats.series import screen

STREET = Path(__file__).resolve().parents[3] / "shared/data/national/street_2022_2024_2025.parquet"
LEVELS = np.array([1_500.0, 5_500, 600, 160, 130, 80, 25])


def ordinary(groups=1, months=24, seed=1):
    """Poisson counts with a season of a quarter either way and 5% of spread of their own."""
    rng = np.random.default_rng(seed)
    season = 1 + 0.25 * np.sin(2 * np.pi * np.arange(months) / 12)
    spread = rng.normal(1, 0.05, (groups, LEVELS.size, months))
    return rng.poisson(LEVELS[None, :, None] * season * spread).astype(float)


def test_ordinary_months_are_left_alone():
    assert screen.screen_months(ordinary(groups=60, months=36)).odd.mean() < 0.002


@pytest.mark.parametrize("months", [12, 24, 60])
@pytest.mark.parametrize("at", [0, 5, -1])
def test_a_miscoded_month_is_found_with_its_total_unchanged(months, at):
    x = ordinary(months=months)
    moved = np.floor(0.7 * x[0, [0, 2, 3], at])
    x[0, [0, 2, 3], at] -= moved
    x[0, 1, at] += moved.sum()
    found = screen.screen_months(x)
    assert found.odd[0].nonzero()[0].tolist() == [at % months]
    assert 0 in {kind for kind, _ in found.swinging_at(0, at)}


def test_the_swing_is_told_by_its_size_and_the_largest_comes_first():
    x = ordinary()
    x[0, 3, 8] = 734
    x[0, 2, 8] *= 0.1
    (first, low), (second, high) = screen.screen_months(x).swinging_at(0, 8)
    assert (first, second) == (2, 3)
    assert low == pytest.approx(0.1, rel=0.3) and high == pytest.approx(4.5, rel=0.3)


def test_half_the_months_in_lumps_are_the_low_half():
    x = ordinary(months=10)
    x[0, 0] = [200, 2_174, 2_662, 2_981, 3_152, 400, 400, 3_153, 300, 300]
    assert screen.screen_months(x).odd[0].nonzero()[0].tolist() == [0, 5, 6, 8, 9]


def test_two_bad_months_side_by_side_are_both_found():
    x = ordinary()
    x[0, 1, [11, 12]] *= 3
    assert screen.screen_months(x).odd[0].nonzero()[0].tolist() == [11, 12]


@pytest.mark.parametrize("factor", [0.2, 4.0])
def test_a_lasting_change_of_level_is_no_odd_month(factor):
    x = ordinary(months=36)
    x[0, 1, 18:] *= factor
    assert not screen.screen_months(x).odd.any()


def test_what_moves_everywhere_at_once_is_nobodys_fault():
    x = ordinary(groups=12)
    x[:, :, 14] = np.round(x[:, :, 14] * 0.35)
    assert not screen.screen_months(x).odd.any()
    assert screen.screen_months(x[:1]).odd[0, 14]


def test_a_nearly_empty_month_is_found_and_a_missing_one_is_not_judged():
    x = ordinary()
    x[0, :, 9] = np.round(x[0, :, 9] * 0.2)
    x[0, :, 10] = np.nan
    found = screen.screen_months(x)
    assert found.nearly_empty[0].nonzero()[0].tolist() == [9]
    assert not found.judged[0, 10] and not found.odd[0, 10] and np.isnan(found.expected[0, :, 10]).all()


@pytest.mark.parametrize(("share", "empty"), [(29, True), (30, False)])
def test_the_gate_is_thirty_per_cent_of_the_trailing_median(share, empty):
    assert bool(screen.nearly_empty_months(np.array([[100.0, 100, 100, share]]))[0, 3]) is empty


def test_a_long_stretch_of_empty_months_stays_empty():
    totals = np.concatenate([np.full(12, 5_000.0), np.full(20, 40.0), np.full(3, 5_000.0)])
    assert screen.nearly_empty_months(totals[None])[0].nonzero()[0].tolist() == list(range(12, 32))


def test_the_first_months_are_held_against_the_whole_series():
    assert screen.nearly_empty_months(np.array([[100.0] + [5_000.0] * 8]))[0].tolist() == [True] + [False] * 8


def test_three_months_are_too_few_to_judge():
    found = screen.screen_months(ordinary(months=3))
    assert not found.judged.any() and not found.odd.any()


def test_a_gap_of_years_between_held_months_does_no_harm():
    x = ordinary(months=20)
    wide = np.full((1, LEVELS.size, 60), np.nan)
    wide[:, :, list(range(11)) + list(range(50, 59))] = x
    got = screen.screen_months(wide)
    np.testing.assert_array_equal(got.odd[0, np.isfinite(wide[0, 0])], screen.screen_months(x).odd[0])


def test_the_fast_quantile_is_numpys():
    w = np.random.default_rng(1).normal(size=(40, 6))
    w[np.random.default_rng(2).random(w.shape) < 0.3] = np.nan
    enough = np.isfinite(w).sum(axis=1) >= 3
    for share in (0.5, 0.75):
        got = screen._quantile(w, share)
        np.testing.assert_allclose(got[enough], np.nanquantile(w[enough], share, axis=1))
        assert np.isnan(got[~enough]).all()


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(0, 30))
@example(0, 1)
@example(1, 12)
def test_any_mixture_of_gaps_and_zeros_is_screened_without_a_murmur(seed, months):
    rng = np.random.default_rng(seed)
    x = rng.poisson(rng.choice([0.0, 3.0, 200.0], (3, 4, 1)), (3, 4, months)).astype(float)
    x[rng.random(x.shape) < 0.2] = np.nan
    found = screen.screen_months(x)
    assert not np.any(found.odd & ~np.isfinite(x).any(axis=1))


@pytest.mark.parametrize("bad", [np.zeros((2, 3)), np.full((1, 1, 9), -1.0), np.full((1, 1, 9), np.inf)])
def test_counts_that_cannot_be_are_refused(bad):
    with pytest.raises(BadInput):
        screen.screen_months(bad)


@pytest.fixture(scope="module")
def street():
    if not STREET.exists():
        pytest.skip("../shared/data/national is not here: the real traps cannot be tried")
    duckdb = pytest.importorskip("duckdb")
    rows = duckdb.execute(
        'SELECT force, "Month", "Crime type", COUNT(*) FROM read_parquet(?) GROUP BY ALL', [str(STREET)]
    ).fetchall()
    forces, months, kinds = (sorted({row[i] for row in rows}) for i in range(3))
    x = np.full((len(forces), len(kinds), len(months)), np.nan)
    for force, month, kind, count in rows:
        x[forces.index(force), kinds.index(kind), months.index(month)] = count
    held = np.isfinite(x).any(axis=1, keepdims=True)
    return np.where(held & np.isnan(x), 0.0, x), forces, kinds, months


def odd_months(street, *, of=None, year=""):
    """(force, month) pairs found odd when only these forces and this year are held, and all that is held."""
    x, forces, _, months = street
    g = range(len(forces)) if of is None else [forces.index(of)]
    m = [i for i, name in enumerate(months) if name.startswith(year)]
    part = x[np.ix_(list(g), range(x.shape[1]), m)]
    found = screen.screen_months(part)
    pairs = {(forces[list(g)[a]], months[m[b]]) for a, b in np.argwhere(found.odd)}
    return pairs, int(np.isfinite(part).any(axis=1).sum())


LUMPS = {("nottinghamshire", f"2022-{m}") for m in ("01", "06", "07", "09", "10")}


def test_hampshire_august_2025_is_found_unasked(street):
    assert ("hampshire", "2025-08") in odd_months(street)[0]


def test_hampshire_august_2025_is_the_only_odd_month_when_that_year_of_that_force_is_all_there_is(street):
    assert odd_months(street, of="hampshire", year="2025")[0] == {("hampshire", "2025-08")}


def test_hampshires_swings_are_told_by_kind_and_size(street):
    x, forces, kinds, months = street
    found = screen.screen_months(x)
    at = (forces.index("hampshire"), months.index("2025-08"))
    swings = {kinds[k]: ratio for k, ratio in found.swinging_at(*at)}
    assert swings["Violence and sexual offences"] == pytest.approx(2.1, abs=0.1)
    assert swings["Possession of weapons"] == pytest.approx(4.4, abs=0.3)
    assert swings["Vehicle crime"] == pytest.approx(0.13, abs=0.02)
    assert {"Robbery", "Anti-social behaviour"} <= set(swings)
    assert not found.nearly_empty[at]


def test_no_other_force_moves_in_august_2025(street):
    odd = odd_months(street)[0] | odd_months(street, year="2025")[0]
    assert {force for force, month in odd if month == "2025-08"} == {"hampshire"}


def test_nottinghamshires_lumps_are_found_whatever_else_is_held(street):
    assert odd_months(street)[0] >= LUMPS | {("nottinghamshire", "2024-01")}
    assert odd_months(street, year="2022")[0] >= LUMPS
    assert odd_months(street, of="nottinghamshire", year="2022")[0] == LUMPS


def test_south_wales_february_2025_is_found(street):
    for how in ({}, {"year": "2025"}, {"of": "south-wales"}, {"of": "south-wales", "year": "2025"}):
        assert ("south-wales", "2025-02") in odd_months(street, **how)[0]


def test_the_months_that_dyfed_powys_hardly_supplied_are_nearly_empty(street):
    x, forces, _, months = street
    found = screen.screen_months(x)
    empty = [months[m] for m in found.nearly_empty[forces.index("dyfed-powys")].nonzero()[0]]
    assert empty == ["2024-01", "2024-02", "2024-03", "2024-04"]


def test_ordinary_force_months_are_seldom_called_odd(street):
    for year, most in (("2025", 0.01), ("", 0.02)):
        odd, held = odd_months(street, year=year)
        print(f"odd force-months {year or 'in all'}: {len(odd)} of {held} ({len(odd) / held:.2%})")
        assert len(odd) / held < most


def test_forces_screened_one_by_one_are_not_called_odd_much_more_often(street):
    x, forces, _, _months = street
    odd = sum(int(screen.screen_months(x[g : g + 1]).odd.sum()) for g in range(len(forces)))
    held = int(np.isfinite(x).any(axis=1).sum())
    print(f"odd force-months, each force by itself: {odd} of {held} ({odd / held:.2%})")
    assert odd / held < 0.03
