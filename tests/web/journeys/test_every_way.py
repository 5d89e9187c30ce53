"""Every journey once in full, and then in every pair of ways: mouse or keyboard alone, with and without script, in both languages, wide and narrow."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from browser.matrix import pairwise
from web.served import serving
from web.walking import Walk, Way

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
JOURNEYS = sorted(path.stem for path in HERE.glob("test_J*.py"))
MOST = 24
ARRAY = pairwise(JOURNEYS, ("mouse", "keyboard"), ("on", "off"), ("en", "cy"), ("1280", "320"))
RUNS = [(name, Way()) for name in JOURNEYS] + [(name, Way(by, script, lang, int(width))) for name, by, script, lang, width in ARRAY
                                              if Way(by, script, lang, int(width)) != Way()]


def journey(name: str) -> ModuleType:
    return importlib.import_module(name)


def test_the_array_is_small_enough_and_misses_no_pair() -> None:
    assert len(ARRAY) <= MOST and {row[0] for row in ARRAY} == set(JOURNEYS)


@pytest.mark.parametrize(("name", "way"), RUNS, ids=[f"{name[5:]}-{way.by}-{way.script}-{way.lang}-{way.width}" for name, way in RUNS])
def test_a_person_gets_from_start_to_finish(name: str, way: Way, copied: Callable[[Path], Path], browser: Any, axe: str, tmp_path: Path) -> None:
    told = journey(name)
    with serving(copied(tmp_path), worker=told.WORKER) as served:
        walk = Walk(browser, served.address, axe, way, told.BUDGET)
        try:
            told.walk_it(walk, served.folder)
            walk.done()
        finally:
            walk.context.close()
