"""J5 to J9: the reviewer, the board, the CSP, the public, the administrator, in every pair of ways: mouse or keyboard alone, with and without script, in both languages, wide and narrow, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from web.journeys.every_way import runs, walked

pytestmark = pytest.mark.browser


@runs(5, 9)
def test_a_person_gets_from_start_to_finish(row: tuple[str, ...], copied_to: Callable[[Path, str], Path], browser: Any, axe: str, tmp_path: Path) -> None:
    walked(row, copied_to(tmp_path, row[-1]), browser, axe)
