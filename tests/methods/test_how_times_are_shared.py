"""How times are shared: when an event between two times is counted, and by which clock."""

from __future__ import annotations

import numpy as np

from upriver.stats.times.agreement import shared_pattern
from upriver.stats.times.aoristic import share_out, whole_numbers


def hours(*rows: tuple[str | None, str | None]) -> dict[str, float]:
    """The weight of every hour of the week that has any, as "Mon 22": 0.5."""
    found = share_out([start for start, _ in rows], [end for _, end in rows]).by_hour_of_week()
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return {f"{names[at // 24]} {at % 24:02d}": round(float(weight), 4) for at, weight in enumerate(found) if weight}


def test_an_event_at_a_known_time_counts_once_in_its_hour() -> None:
    assert hours(("2025-01-06T22:40", None)) == {"Mon 22": 1.0}


def test_an_event_between_two_times_is_shared_by_how_long_each_hour_is_covered() -> None:
    # A car park fight between Monday 22:30 and Tuesday 00:30:
    #
    #       22:00      23:00      00:00      01:00
    #         |----=====|==========|=====-----|        2 hours in all
    #             30 min    60 min   30 min
    assert hours(("2025-01-06T22:30", "2025-01-07T00:30")) == {"Mon 22": 0.25, "Mon 23": 0.5, "Tue 00": 0.25}


def test_a_range_that_ends_on_the_hour_does_not_touch_the_next() -> None:
    assert hours(("2025-01-06T22:00", "2025-01-06T23:00")) == {"Mon 22": 1.0}


def test_several_events_add_up_to_their_number() -> None:
    found = hours(("2025-01-06T22:30", "2025-01-07T00:30"), ("2025-01-06T22:05", None), ("2025-01-06T22:00", "2025-01-06T23:30"))
    assert round(sum(found.values()), 6) == 3.0


def test_an_end_before_its_start_is_flagged_and_the_start_alone_used() -> None:
    found = share_out(["2025-01-06T22:00"], ["2025-01-06T21:00"])
    assert found.state.tolist() == ["reversed"]
    assert hours(("2025-01-06T22:00", "2025-01-06T21:00")) == {"Mon 22": 1.0}


def test_more_than_a_week_says_nothing_of_the_hour_and_is_told_apart() -> None:
    found = share_out(["2025-01-06T00:00", "2025-01-06T00:00"], ["2025-01-13T00:00", "2025-01-13T00:01"])
    assert found.state.tolist() == ["shared", "long"]
    assert round(float(found.by_hour_of_week().sum()), 9) == 1  # the whole week is shared evenly; the longer one stays out of the table
    assert np.allclose(found.weight[found.row == 1], 1 / 168) and (found.row == 1).sum() == 168


def test_an_event_without_a_start_is_left_out_and_counted() -> None:
    found = share_out([None, "2025-01-06T22:00"], ["2025-01-06T23:00", None])
    assert found.count("no_start") == 1 and found.by_hour_of_week().sum() == 1


def test_the_night_that_the_clocks_go_forward_is_an_hour_shorter() -> None:
    # 30 March 2025: 01:00 to 02:00 never comes. From 00:30 to 03:30 are two hours, not three.
    #
    #   00:30   01:00=02:00        03:00  03:30
    #     |=======|==================|======|
    #       0.5 h          1 h         0.5 h
    assert hours(("2025-03-30T00:30", "2025-03-30T03:30")) == {"Sun 00": 0.25, "Sun 02": 0.5, "Sun 03": 0.25}


def test_the_night_that_the_clocks_go_back_is_an_hour_longer() -> None:
    # 26 October 2025: 01:00 to 02:00 comes twice. From 00:30 to 02:30 are three hours.
    assert hours(("2025-10-26T00:30", "2025-10-26T02:30")) == {"Sun 00": 0.1667, "Sun 01": 0.6667, "Sun 02": 0.1667}


def test_weights_become_whole_events_that_still_add_up() -> None:
    # 0.5, 0.3 and 0.2 of one event and two whole ones: the largest remainder gets the event that is left.
    assert whole_numbers([2.5, 0.3, 0.2]).tolist() == [3, 0, 0]


def test_two_patterns_are_alike_by_the_smaller_share_of_each_hour() -> None:
    # one:   60 by day, 40 by night      other: 30 by day, 70 by night
    # alike: 30%        40%              = 70%
    found = shared_pattern([60, 40], [30, 70], seed=1)
    assert round(float(found.value[0]), 6) == 0.7
    assert found.lower[0] < 0.7 < found.upper[0]
