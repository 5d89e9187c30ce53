"""The planted programme and one that was never there, asked by the ladder of designs over the fiction's own files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

from upriver.monitor.designs.answer import Answer
from upriver.monitor.designs.climbing import answer
from upriver.monitor.designs.observed import Observed
from upriver.words.registers.learning import STUDIES

if TYPE_CHECKING:
    from conftest import Demo


@pytest.fixture(scope="module")
def robberies(demo: Demo) -> tuple[list[str], list[str], np.ndarray]:
    """Small areas whose code is the same in both vintages, months, and robberies; the two months in doubt are missing."""
    counts = Counter((row["LSOA code"], row["Month"]) for row in demo.street() if row["Crime type"] == "Robbery" and row["LSOA code"])
    months = list(demo.truths.months)
    first, last = ({code for code, month in counts if (month < "2024") is side} for side in (True, False))
    codes = sorted(first & last)
    rows = np.array([[counts[code, month] for month in months] for code in codes], dtype=float)
    rows[:, [months.index(each) for each in (demo.truths.missing_month, demo.truths.miscoded_month)]] = np.nan
    return codes, months, rows


def asked(robberies: tuple[list[str], list[str], np.ndarray], treated: np.ndarray, compared: np.ndarray, design: str, start: str) -> Answer:
    _, months, rows = robberies
    study = STUDIES.read({"id": "s", "action": "a", "question": "q", "design": design, "outcome": "robbery", "treated": "t", "compared": "c",
                          "before_from": "2023-01-01", "starts": f"{start}-01", "after_to": "2025-12-31", "declared_on": "2025-03-10"})
    return answer(Observed(study, tuple(months), {"treated": rows[treated], "compared": rows[compared]}, last_held=months[-1]), seed=2026)


@pytest.mark.parametrize("design", ["did", "its_control"])
def test_the_planted_effect_lies_inside_the_interval(demo: Demo, robberies, design) -> None:
    treated = np.isin(robberies[0], list(demo.truths.programme.areas))
    found = asked(robberies, treated, ~treated, design, demo.truths.programme.start)
    assert found.lower is not None and found.upper is not None and found.lower < demo.truths.programme.effect < found.upper


def test_areas_month_by_month_call_it_more_than_chance(demo: Demo, robberies) -> None:
    treated = np.isin(robberies[0], list(demo.truths.programme.areas))
    assert asked(robberies, treated, ~treated, "did", demo.truths.programme.start).rung == "fewer"


def test_a_programme_that_was_never_there_is_not_called_one(demo: Demo, robberies) -> None:
    elsewhere = ~np.isin(robberies[0], list(demo.truths.programme.areas))
    treated = elsewhere & (np.arange(len(elsewhere)) % 5 == 0)
    found = asked(robberies, treated, elsewhere & ~treated, "did", demo.truths.programme.start)
    assert found.rung not in ("fewer", "more") and found.lower is not None and found.upper is not None and found.lower < 1 < found.upper
