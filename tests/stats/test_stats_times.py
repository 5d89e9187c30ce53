"""Sharing times out: what must hold for any times, and agreement with the machine's own table of zones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from upriver.stats.result import BadInput
from upriver.stats.times.agreement import alike_by_chance, rank_agreement, shared_pattern
from upriver.stats.times.aoristic import HOURS, share_out, whole_numbers
from upriver.stats.times.london import from_utc, to_utc

LONDON = ZoneInfo("Europe/London")
moments = st.datetimes(datetime(1997, 1, 1), datetime(2037, 12, 1)).map(lambda at: at.replace(microsecond=0))
FORWARD, BACK = datetime(2025, 3, 30, 1), datetime(2025, 10, 26, 1)


@settings(max_examples=200, deadline=None)
@given(moments)
@example(FORWARD - timedelta(seconds=1))
@example(FORWARD)
@example(BACK - timedelta(seconds=1))
@example(BACK)
@example(datetime(2024, 2, 29, 23, 59, 59))
def test_universal_time_is_shown_as_the_table_of_zones_shows_it(at: datetime) -> None:
    expected = at.replace(tzinfo=UTC).astimezone(LONDON).replace(tzinfo=None)
    assert from_utc(np.array([at], "datetime64[s]")).tolist() == [expected]


@settings(max_examples=200, deadline=None)
@given(moments)
@example(FORWARD + timedelta(minutes=30))
@example(FORWARD + timedelta(hours=1))
@example(BACK + timedelta(minutes=30))
@example(BACK + timedelta(hours=1))
def test_a_clock_on_the_wall_is_read_as_the_table_of_zones_reads_it(at: datetime) -> None:
    expected = at.replace(tzinfo=LONDON).astimezone(UTC).replace(tzinfo=None)
    assert to_utc(np.array([at], "datetime64[s]")).tolist() == [expected]


def test_a_moment_that_is_not_known_stays_so() -> None:
    none = np.array(["NaT"], "datetime64[s]")
    assert np.isnat(from_utc(none)).all() and np.isnat(to_utc(none)).all()


ranges = st.lists(st.tuples(moments, st.integers(-100_000, 3 * 604_800)), min_size=1, max_size=20)


@settings(max_examples=100, deadline=None)
@given(ranges)
@example([(FORWARD, 0)])
@example([(datetime(2025, 3, 30), 3600 * 3)])
@example([(datetime(2025, 10, 26), 3600 * 3)])
@example([(datetime(2025, 1, 6), 604_800), (datetime(2025, 1, 6), 604_801)])
def test_every_event_with_a_start_weighs_one(rows: list[tuple[datetime, int]]) -> None:
    found = share_out([at for at, _ in rows], [at + timedelta(seconds=length) for at, length in rows])
    assert np.allclose(np.bincount(found.row, found.weight, len(rows)), 1)
    assert (found.weight > 0).all() and ((found.bin >= 0) & (found.bin < HOURS)).all()


@settings(max_examples=60, deadline=None)
@given(moments, st.integers(1, 604_000))
@example(datetime(2025, 3, 29, 22, 15), 36_000)
@example(datetime(2025, 10, 25, 22, 15), 36_000)
def test_a_range_is_shared_as_minute_by_minute_walking_would(start: datetime, seconds: int) -> None:
    minutes = max(1, min(seconds // 60, 3000))
    began = start.replace(second=0, tzinfo=LONDON).astimezone(UTC)
    walked = np.zeros(HOURS)
    for step in range(minutes):
        at = (began + timedelta(minutes=step)).astimezone(LONDON)
        walked[at.weekday() * 24 + at.hour] += 1 / minutes
    first, last = ((began + timedelta(minutes=step)).astimezone(LONDON) for step in (0, minutes))
    if first.fold or last.fold:
        return  # the second of an hour that comes twice can't be written without saying so
    found = share_out([first.replace(tzinfo=None)], [last.replace(tzinfo=None)])
    assert np.allclose(found.by_hour_of_week(), walked)


def test_rows_that_stand_for_several_events_count_as_often() -> None:
    found = share_out(["2025-01-06T22:00", None, "2025-01-06T03:00"])
    assert found.by_hour_of_week([3, 4, 5]).sum() == 8 and found.count("no_start", [3, 4, 5]) == 4
    assert found.by_hour_of_week([3, 4, 5], kept=np.array([True, True, False]))[22] == 3


def test_no_event_at_all_gives_an_empty_week() -> None:
    assert share_out([], []).by_hour_of_week().tolist() == [0.0] * HOURS


def test_starts_and_ends_of_different_number_are_refused() -> None:
    with pytest.raises(BadInput, match="do not go together"):
        share_out(["2025-01-06"], ["2025-01-06", "2025-01-07"])


@given(st.lists(st.floats(0, 1000), max_size=50))
@example([])
@example([0.5, 0.5])
@example([0.1] * 10)
def test_whole_numbers_keep_the_sum_and_move_nothing_by_one(weights: list[float]) -> None:
    found = whole_numbers(weights)
    assert found.sum() == round(float(np.round(weights, 9).sum()) if weights else 0)
    assert (np.abs(found - np.asarray(weights)) <= 1 + 1e-6).all()


def test_weights_below_zero_are_refused() -> None:
    with pytest.raises(BadInput, match="zero or more"):
        whole_numbers([-1.0])


def test_ranks_agree_with_scipy_ties_and_all() -> None:
    rng = np.random.default_rng(3)
    one, other = rng.poisson(4, 60), rng.poisson(5, 60)
    assert rank_agreement(one, other, seed=1).value[0] == pytest.approx(spearmanr(one, other).statistic)


def test_the_same_pattern_is_wholly_alike_and_patterns_that_never_meet_are_not_at_all() -> None:
    assert shared_pattern([5, 10, 85], [50, 100, 850], seed=1).value[0] == pytest.approx(1)
    assert shared_pattern([10, 0], [0, 10], seed=1).value[0] == 0


def test_small_samples_of_one_pattern_look_less_alike_by_chance() -> None:
    pattern = np.array([0.4, 0.3, 0.2, 0.1])
    small, large = (alike_by_chance(many * pattern, many * pattern, seed=1) for many in (50, 5000))
    assert small < large < 1


@pytest.mark.parametrize("bad", [([], []), ([0, 0], [1, 2]), ([3] * 12, list(range(12))), ([1, 2], [2, 1])])
def test_what_can_not_be_compared_has_no_value_and_says_so(bad: tuple[list[int], list[int]]) -> None:
    for found in (rank_agreement(*bad, seed=1), shared_pattern([0] * len(bad[0]), bad[1], seed=1)):
        assert np.isnan(found.value).all() and found.flags["not_given"].all()
