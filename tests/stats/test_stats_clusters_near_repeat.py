"""Near repeats: known tables, what chance alone gives, and boundaries of the bands."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stats_maps import grid
from stats_reference import FILE, known

from upriver.stats.areas.near_repeat import near_repeats, near_repeats_by_area
from upriver.stats.result import BadInput


def chicago():
    """Places in feet and dates of 522 arsons."""
    known("R38")
    with (FILE.parent / "chicago_arson.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    places = np.array([[float(east), float(north)] for east, north, _ in rows])
    return places, np.array([day for *_, day in rows], dtype="datetime64[D]")


def test_the_table_of_chicago_arson_is_the_published_one() -> None:
    places, days = chicago()
    found = near_repeats(places, days, metres=(200, 400, 600), within_days=(1, 2, 3), metric="manhattan", draws=19, seed=1)
    assert found.seen.tolist() == known("R38")["expected"]


def test_a_pair_on_the_edge_of_a_band_belongs_to_the_next() -> None:
    places = [[0, 0], [200, 0], [0, 0]]
    found = near_repeats(places, [0, 1, 1], metres=(200, 400), within_days=(1, 2), draws=19, seed=1)
    assert found.space == ("same place", "0 to under 200 m", "200 to under 400 m", "beyond")
    assert found.time == ("same day", "1 day", "beyond")
    assert found.seen.tolist() == [[0, 1, 0], [0, 0, 0], [1, 1, 0], [0, 0, 0]]


def by_hand(places: np.ndarray, days: np.ndarray, metres: tuple[float, ...], within: tuple[int, ...]) -> list[list[int]]:
    """Every pair, one at a time."""
    table = np.zeros((len(metres) + 2, len(within) + 1), dtype=int)
    for one in range(len(days)):
        for other in range(one):
            apart = float(np.hypot(*(places[one] - places[other])))
            row = 0 if apart == 0 else next((at + 1 for at, edge in enumerate(metres) if apart < edge), len(metres) + 1)
            gap = abs(int(days[one]) - int(days[other]))
            table[row, next((at for at, edge in enumerate(within) if gap < edge), len(within))] += 1
    return table.tolist()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 20)), min_size=2, max_size=25))
@example([(0, 0, 0), (0, 0, 0)])
@example([(0, 0, 0), (1, 0, 7)])
def test_pairs_are_those_counted_one_at_a_time(events: list[tuple[int, int, int]]) -> None:
    places, days = np.array([[100.0 * x, 100.0 * y] for x, y, _ in events]), np.array([day for *_, day in events])
    found = near_repeats(places, days, metres=(100, 250), within_days=(1, 7), draws=19, seed=1)
    assert found.seen.tolist() == by_hand(places, days, (100, 250), (1, 7))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 20)), min_size=2, max_size=30))
@example([(0, 0), (0, 0)])
@example([(0, 0), (8, 20)])
def test_pairs_by_area_are_those_counted_one_at_a_time(events: list[tuple[int, int]]) -> None:
    near, (where, days) = grid(3, 3), map(np.array, zip(*events, strict=True))
    found = near_repeats_by_area(where, days, near, within_days=(1, 7), draws=19, seed=1)
    touches = near.toarray() > 0
    table = np.zeros((3, 3), dtype=int)
    for one in range(len(days)):
        for other in range(one):
            row = 0 if where[one] == where[other] else 1 if touches[where[one], where[other]] else 2
            gap = abs(days[one] - days[other])
            table[row, 0 if gap < 1 else 1 if gap < 7 else 2] += 1
    assert found.seen.tolist() == table.tolist()


def test_under_chance_one_test_in_twenty_is_below_five_in_a_hundred() -> None:
    """200 sets of scattered points with dates of their own: 10 are expected below .05, 20 would be too many."""
    rng, low = np.random.default_rng(3), 0
    for draw in range(200):
        places, days = rng.uniform(0, 2_000, (80, 2)), rng.integers(0, 100, 80)
        low += near_repeats(places, days, metres=(300,), within_days=(14,), draws=99, seed=draw).p[1, 0] <= 0.05
    assert low < 20


def test_planted_repeats_are_found() -> None:
    rng = np.random.default_rng(4)
    places, days = rng.uniform(0, 5_000, (150, 2)), rng.integers(0, 365, 150)
    again = rng.integers(0, 150, 40)
    places = np.vstack([places, places[again] + rng.uniform(-60, 60, (40, 2))])
    found = near_repeats(places, np.concatenate([days, days[again] + rng.integers(1, 6, 40)]), metres=(100,), within_days=(7,), draws=199, seed=1)
    assert found.p[1, 0] == pytest.approx(1 / 200) and found.ratio_to_mean[1, 0] > 5


def test_a_shuffle_that_is_as_high_counts() -> None:
    """All on one day: every shuffle is the table itself, so p is 1 and the ratio 1."""
    found = near_repeats([[0, 0], [50, 0], [90, 0]], [5, 5, 5], metres=(100,), within_days=(1,), draws=19, seed=1)
    assert found.p[1, 0] == 1 and found.ratio_to_mean[1, 0] == found.ratio_to_median[1, 0] == 1


@pytest.mark.parametrize(("change", "words"), [
    ({"metres": (400, 200)}, "rise"), ({"within_days": (0, 7)}, "above zero"), ({"metric": "road"}, "euclidean or manhattan"),
    ({"draws": 9}, "19"),
])  # fmt: skip
def test_what_cannot_be_is_refused(change: dict[str, object], words: str) -> None:
    asked = {"metres": (100,), "within_days": (7,), "draws": 19, "seed": 1} | change
    with pytest.raises(BadInput, match=words):
        near_repeats([[0, 0], [1, 1]], [1, 2], **asked)


def test_a_date_that_is_no_whole_day_is_refused() -> None:
    with pytest.raises(BadInput, match="whole numbers"):
        near_repeats([[0, 0], [1, 1]], [1.5, 2.0], metres=(100,), within_days=(7,), draws=19, seed=1)
