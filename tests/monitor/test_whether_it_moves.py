"""A chart says whether a level has moved by more than chance, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from monitor.watched import HERE, a_break, among, readings, robbery

from upriver.monitor.indicators import one
from upriver.monitor.readings import series_of
from upriver.monitor.standing import standing
from upriver.words.area import Area
from upriver.words.declared import Break
from upriver.words.monitoring.indicator import Indicator, Standing

STEADY = [100, 103, 97, 101, 99, 104, 96, 102, 98, 100, 103, 97] * 3


def told(values: list[float | None], *, of: Indicator | None = None, breaks: tuple[Break, ...] = (), **kept: object) -> Standing:
    indicator = of or robbery()
    return standing(indicator, among(readings(values, of=of, **kept), of), HERE, breaks, seed=1)  # type: ignore[arg-type]


def test_a_level_that_stays_has_no_signal():
    assert told([*STEADY]).signal == "none"


def test_a_level_that_falls_for_seven_months_is_better_where_lower_is():
    found = told([*STEADY[:28], *([88.0] * 8)])
    assert found.signal == "better"
    assert "8 months in a row" in found.says


def test_a_level_that_rises_is_worse_where_lower_is_better():
    assert told([*STEADY[:28], *([112.0] * 8)]).signal == "worse"


def test_what_police_find_is_never_better_or_worse():
    weapons = one("weapons_possession")
    assert told([*STEADY[:12], *([70.0] * 8)], of=weapons, each=3).signal == "unusual"


def test_one_odd_month_is_unusual_and_does_not_say_that_the_level_moved():
    found = told([*STEADY[:35], 160])
    assert found.signal == "unusual"
    assert "doesn't say that the level has moved" in found.says


def test_an_odd_month_of_a_year_ago_is_no_news():
    assert told([*STEADY[:23], 160, *STEADY[24:]]).signal == "none"


def test_fewer_than_twelve_readings_are_not_judged():
    found = told([100.0, 500.0, 100.0, 100.0])
    assert found.signal == "too_few"
    assert "from 12 on" in found.says


def test_a_run_within_three_years_may_be_the_season_and_is_not_called_better():
    found = told([*([110.0] * 9), *([90.0] * 9)])
    assert found.signal == "unusual"
    assert "time of year" in found.says


def test_a_change_of_recording_is_no_fall():
    shifted = [*([200.0, 204.0, 196.0] * 6), *([100.0, 103.0, 97.0] * 6)]
    assert told(shifted).signal == "better"
    found = told(shifted, breaks=(a_break("2024-07"),))
    assert found.signal == "none"
    assert any("Recording changed in July 2024: A new system" in note for note in found.notes)


def test_a_change_of_recording_that_touches_something_else_changes_nothing():
    assert told([*STEADY], breaks=(a_break("2024-07", touches="possession_of_weapons"),)).shifts == ()


def test_a_hidden_month_is_a_gap_and_said():
    found = told([*STEADY[:20], None, *STEADY[21:]])
    assert found.marks[20].cell.value is None
    assert any("1 reading is hidden" in note and "not zeros" in note for note in found.notes)


def test_a_provisional_month_is_shown_and_not_judged():
    found = told([*STEADY[:35], 400], provisional=(35,))
    assert found.signal == "none"
    assert not found.marks[35].judged


def test_a_season_is_taken_out_so_that_summer_is_no_rise():
    """Five years with a wave of a fifth; without the season every summer would stand above the limits."""
    turn = np.cos(2 * np.pi * (np.arange(60) - 6) / 12)
    found = told([float(round(200 * (1 + 0.2 * each))) for each in turn], start="2021-01")
    assert found.signal == "none"
    assert "season" in found.method


def test_few_events_are_told_by_the_time_between_them():
    homicide = one("homicide")
    found = told([2, 0, 1, 3, 0, 1, 2, 1, 0, 2, 1, 1, 2, 0, 1], of=homicide, each=3, start="2022-04")
    assert found.signal == "none"
    assert "days lie between one and the next" in found.says


def test_few_events_that_come_closer_are_worse():
    homicide = one("homicide")
    found = told([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 3, 4, 4], of=homicide, each=3, start="2020-04")
    assert found.signal == "worse"


def test_nothing_held_says_what_would_carry_it():
    found = standing(one("adult_reoffending"), among(()), HERE, (), seed=1)
    assert found.signal == "no_data"
    assert "Ministry of Justice" in found.says


def test_readings_that_are_all_hidden_are_not_called_nothing():
    found = told([None] * 12)
    assert "None of its 12 readings can be shown" in found.says


def test_no_sentence_says_why():
    for values in ([*STEADY], [*STEADY[:28], *([80.0] * 8)], [*STEADY[:35], 160], [100.0] * 3, [None] * 12):
        assert "because of" not in told(list(values)).says


def test_the_partnership_is_read_from_its_one_force_where_it_has_no_figure_itself():
    knives = one("knife_enabled_violence")
    force = Area("force", "E23000030", "Hampshire")
    found = series_of(knives, among(readings([100.0] * 4, of=knives, each=3, area=force), knives), HERE)
    assert found is not None
    assert found.area == force


def test_what_is_not_held_at_the_end_is_not_a_gap_of_the_series():
    held = among(readings([100.0, 101.0, 99.0]))
    assert len(series_of(robbery(), held, HERE).cells) == 3  # type: ignore[union-attr]


def test_the_year_is_given_with_the_year_before_and_a_rate():
    found = told([*([100.0] * 12), *([80.0] * 12)], residents=100_000.0)
    assert found.year is not None
    assert (found.year.count, found.year.value) == (960, pytest.approx(960.0))
    assert found.change is not None
    assert found.change.value == -20.0
    assert "beyond chance" in found.change.says


def test_no_change_is_given_across_a_change_of_recording():
    found = told([*([100.0] * 12), *([80.0] * 12)], breaks=(a_break("2024-01"),))
    assert found.change is None


def test_a_year_with_a_hidden_month_has_no_total():
    assert told([*STEADY[:35], None]).year is None or told([*STEADY[:30], None, *STEADY[31:]]).year is None


@pytest.mark.parametrize("times", [1.5, 3.0])
def test_a_level_that_never_moves_is_called_better_or_worse_twice_in_a_hundred_at_most(times: float):
    """Three years of months with a season, 150 times, with more scatter than chance."""
    dice, called = np.random.default_rng(7), 0
    mean = 120 * np.exp(0.15 * np.cos(2 * np.pi * np.arange(36) / 12))
    for _ in range(150):
        drawn = dice.negative_binomial(mean / (times - 1), 1 / times)
        called += told([float(each) for each in drawn]).signal in ("better", "worse")
    assert called / 150 <= 0.04


def test_seven_months_that_go_down_are_not_said_to_be_each_lower_than_the_one_before():
    before, down = [95, 105, 98, 103, 97, 104] * 6 + [96], [120, 115, 110, 104, 98, 92, 85]  # the first of the seven lies above the month before it
    found = told([*before, *down])
    assert found.says.startswith("7 months in a row to") and "go down without a break" in found.says


def test_hidden_readings_are_said_to_put_what_is_usual_too_high():
    assert any("usual may be put too high" in note for note in told([*STEADY[:5], None, *STEADY[6:]]).notes)
