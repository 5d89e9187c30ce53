"""J1 to J4: the manager, two data officers, the analyst, in every pair of ways: mouse or keyboard alone, with and without script, in both languages, wide and narrow, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser.matrix import missed
from web.journeys.every_way import FACTORS, FULL, JOURNEYS, MOST, ROWS, runs, walked

pytestmark = pytest.mark.browser


def test_the_array_is_small_enough_and_misses_no_pair() -> None:
    assert len(ROWS) <= MOST and missed(*FACTORS, rows=ROWS) == set()
    assert len(set(ROWS)) == len(ROWS) and {row[0] for row in FULL} == set(JOURNEYS) and len(JOURNEYS) == 9


@runs(1, 4)
def test_a_person_gets_from_start_to_finish(row: tuple[str, ...], copied_to: Callable[[Path, str], Path], browser: Any, axe: str, tmp_path: Path) -> None:
    walked(row, copied_to(tmp_path, row[-1]), browser, axe)
