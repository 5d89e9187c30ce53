"""Each design refuses what it can't carry, and says why in words."""

from __future__ import annotations

import numpy as np
import pytest
from evaluation.drawing import MONTHS, a_study, drawn, flat, seen

from upriver.monitor.designs.climbing import EXPLORATORY, LATE, answer
from upriver.monitor.designs.observed import Observed, stretches

SHORT = tuple(month for month in MONTHS if month >= "2024-04")


def asked(design: str, **how) -> tuple[str, str]:
    months, changed = how.pop("months", MONTHS), how.pop("changed", {})
    found = answer(seen(a_study(design=design, **changed), months=months, **how), seed=1)
    return found.rung, " ".join(found.refused)


@pytest.mark.parametrize(("design", "groups", "why"), [
    ("wdd", {"treated": flat(100, 80)}, "No compared area"),
    ("wdd", {"treated": flat(0, 8), "compared": flat(90, 90)}, "no event before"),
    ("harm_wdd", {"treated": flat(100, 80), "compared": flat(100, 80)}, "only the police extract"),
    ("its_control", {"treated": flat(400, 200)}, "no control series"),
    ("its", {"treated": flat(24, 12)}, "fewer than 2 events a month"),
    ("did", {"treated": drawn(3, 5), "compared": drawn(2, 5)}, "6 in all; there are 3 and 2"),
    ("did", {"treated": drawn(1, 5), "compared": drawn(9, 5)}, "2 areas on each side"),
    ("before_after", {"treated": flat(40, 0)}, "no event at all"),
])
def test_a_design_that_can_t_carry_the_data_gives_no_result(design, groups, why) -> None:
    rung, said = asked(design, **groups)
    assert rung == "refused" and why in said


def test_a_series_needs_twelve_months_before_and_eight_after() -> None:
    rung, said = asked("its", months=SHORT, changed={"before_from": "2024-04-01"}, treated=drawn(1, 40, months=SHORT))
    assert rung == "refused" and "12 months before and 8 after; 9 and 12 are held" in said


def test_a_series_by_itself_is_not_read_across_a_change_of_recording() -> None:
    found = Observed(a_study(design="its"), MONTHS, {"treated": drawn(1, 40)}, breaks=(("2024-01", "New system"),), last_held="2025-12")
    assert "January 2024 (New system)" in answer(found, seed=1).refused[0]


def test_a_comparison_is_read_across_it_with_a_warning() -> None:
    groups = {"treated": drawn(6, 9), "compared": drawn(12, 9, seed=2)}
    found = answer(Observed(a_study(), MONTHS, groups, breaks=(("2024-01", "New system"),), last_held="2025-12"), seed=1)
    assert found.value is not None and any("drops out only where" in each for each in found.warnings)


def test_areas_that_were_already_moving_apart_are_not_compared() -> None:
    falling = drawn(8, 20) * np.linspace(1.5, 0.5, len(MONTHS))
    rung, said = asked("did", treated=np.round(falling), compared=drawn(8, 20, seed=2))
    assert rung == "refused" and "already moving otherwise" in said


def test_no_result_is_given_before_the_time_after_is_held() -> None:
    found = answer(seen(a_study(after_to="2026-03-31"), treated=drawn(6, 9), compared=drawn(6, 9)), seed=1)
    assert found.rung == "refused" and "December 2025" in found.refused[0] and "March 2026" in found.refused[0]


@pytest.mark.parametrize(("changed", "why"), [
    ({"starts": "2022-12-01"}, "out of order"), ({"after_to": "2024-06-30"}, "out of order"), ({"phased_in_by": "2026-06-30"}, "brought in lies outside"),
    ({"after_to": "2025-01-20"}, "no whole month after"), ({"before_from": "2024-12-15"}, "no whole month before"),
])
def test_dates_that_make_no_sense_are_refused(changed, why) -> None:
    rung, said = asked("wdd", changed=changed, treated=flat(90, 90), compared=flat(90, 90))
    assert rung == "refused" and why in said


def test_an_area_on_two_sides_is_refused() -> None:
    found = Observed(a_study(), MONTHS, {"treated": drawn(4, 9), "compared": drawn(4, 9)}, overlapping=("E01000001",), last_held="2025-12")
    assert "two sides at once: E01000001" in answer(found, seed=1).refused[0]


def test_an_area_that_isn_t_known_is_refused() -> None:
    found = Observed(a_study(), MONTHS, {"treated": drawn(4, 9), "compared": drawn(4, 9)}, unknown=("E09",), last_held="2025-12")
    assert "can't be counted here: E09" in answer(found, seed=1).refused[0]


@pytest.mark.parametrize(("declared", "label"), [("2024-12-31", ""), ("2025-01-01", ""), ("2025-06-01", LATE), ("2025-12-31", LATE), ("2026-01-01", EXPLORATORY)])
def test_what_was_written_down_late_says_so(declared, label) -> None:
    found = answer(seen(a_study(design="monitoring", declared_on=declared), treated=flat(9, 9)), seed=1)
    assert [each for each in (LATE, EXPLORATORY) if each in found.warnings] == ([label] if label else [])


def test_what_begins_within_a_month_leaves_that_month_out() -> None:
    found = stretches(a_study(starts="2025-02-10", phased_in_by="2025-04-15"))
    assert (found.before[-1], found.between, found.after[0]) == ("2025-01", ("2025-02", "2025-03", "2025-04"), "2025-05")


def test_a_month_missing_in_one_area_is_left_out_on_all_sides_and_said() -> None:
    rows = drawn(6, 9)
    rows[2, 5] = np.nan
    found = answer(seen(treated=rows, compared=drawn(6, 9, seed=2)), seed=1)
    assert any("June 2023" in each for each in found.warnings) and found.value is not None


@pytest.mark.parametrize("design", ["its", "its_control"])
def test_a_series_that_ends_before_the_start_is_no_fall(design: str) -> None:
    """Fifty events in each of six months and none in the thirty after: the line fits to the last digit, and was once called fewer."""
    early = np.eye(6, len(MONTHS)) * 50
    rung, said = asked(design, treated=early, compared=drawn(6, 5))
    assert rung == "refused" and "no event after in the treated areas" in said


def test_two_series_that_both_end_with_the_start_are_no_fall() -> None:
    gone = {"treated": drawn(6, 5, effect=0.0), "compared": drawn(6, 5, seed=2, effect=0.0)}
    rung, said = asked("its_control", **gone)
    assert rung == "refused" and "no event after in the compared areas" in said


@pytest.mark.parametrize("design", ["monitoring", "before_after", "wdd", "harm_wdd", "its", "its_control", "did"])
def test_a_study_of_which_no_area_can_be_counted_is_refused_in_words(design: str) -> None:
    assert asked(design) == ("refused", "No area where it happened can be counted here.")
