"""The methods of evaluation find the programme that was planted, and find none where none was."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

from upriver.stats.evaluation.differences import Compared, two_way
from upriver.stats.evaluation.interrupted import Design, interrupted

if TYPE_CHECKING:
    from conftest import Demo

Panel = tuple[np.ndarray, np.ndarray, int]


@pytest.fixture(scope="module")
def robberies(demo: Demo) -> Panel:
    """Robberies by small area and month, for areas whose code is the same in both vintages; which are treated; the start."""
    counts = Counter(
        (row["LSOA code"], row["Month"]) for row in demo.street() if row["Crime type"] == "Robbery" and row["LSOA code"]
    )
    months = sorted({month for _, month in counts} - {demo.truths.miscoded_month})
    first, last = ({code for code, month in counts if (month < "2024") is side} for side in (True, False))
    codes = sorted(first & last)
    treated = np.isin(codes, list(demo.truths.programme.areas))
    return np.array([[counts[code, month] for month in months] for code in codes], float), treated, months.index(demo.truths.programme.start)


def compared(panel: Panel, treated: np.ndarray) -> Compared:
    return two_way(panel[0], treated, panel[2], seed=1, shuffles=499)


def test_areas_over_months_show_the_fall_that_was_planted(demo: Demo, robberies: Panel) -> None:
    found = compared(robberies, robberies[1])
    assert float(found.ratio.lower) < demo.truths.programme.effect < float(found.ratio.upper)
    assert float(found.ratio.upper) < 1 and found.p_shuffled < 0.05
    assert found.p_before > 0.05 and "already_apart" not in found.ratio.flags_at(())


def test_as_many_areas_without_a_programme_show_no_fall(robberies: Panel) -> None:
    elsewhere = np.flatnonzero(~robberies[1])
    chosen = np.isin(np.arange(len(robberies[1])), elsewhere[:: len(elsewhere) // int(robberies[1].sum())][: int(robberies[1].sum())])
    others = (robberies[0][~robberies[1]], robberies[1][~robberies[1]], robberies[2])
    found = compared(others, chosen[~robberies[1]])
    assert float(found.ratio.lower) < 1 < float(found.ratio.upper) and found.p_shuffled > 0.05


def test_the_series_beside_its_control_shows_it_too(demo: Demo, robberies: Panel) -> None:
    counts, treated, start = robberies
    design = Design(start, slope=False, harmonics=1)
    found = interrupted(counts[treated].sum(axis=0), design, control=counts[~treated].sum(axis=0))
    assert float(found.step.lower) < demo.truths.programme.effect < float(found.step.upper)
