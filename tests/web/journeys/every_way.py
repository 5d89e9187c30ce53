"""The journeys' array: each once in full, and then, with the full ones counted, every pair of ways of walking it on either database.

Two files run it, J1 to J4 and J5 to J9, so that two processes share it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser.matrix import pairwise
from web.served import serving
from web.walking import Walk, Way

HERE = Path(__file__).parent
JOURNEYS = sorted(path.stem for path in HERE.glob("test_J*.py"))
FACTORS = (JOURNEYS, ("mouse", "keyboard"), ("on", "off"), ("en", "cy"), ("1280", "320"), ("sqlite", "postgresql"))
FULL = [(name, "mouse", "on", "en", "1280", "sqlite") for name in JOURNEYS]
"""Each journey as most people walk it, in an office of its own."""
OTHERWISE = [(name, "keyboard", "off", "cy", "320", "postgresql") for name in JOURNEYS]
"""Each journey in all the other ways at once, in a partnership's place."""
SHORT = [name for name in JOURNEYS if name[5:7] in ("J2", "J6", "J7", "J8", "J9")]
"""Those that take less than a minute: they walk the pairs of ways that are left."""
LEFT = [(SHORT[at % len(SHORT)], *row[1:]) for at, row in enumerate(pairwise(*FACTORS, begun=FULL + OTHERWISE))]
ROWS = FULL + OTHERWISE + LEFT
MOST = 24


def runs(first: int, last: int) -> Callable[..., Any]:
    """Parametrises a test with the rows of journeys J<first> to J<last>."""
    rows = [row for row in ROWS if first <= int(row[0].split("_")[1][1:]) <= last]
    marks = {"sqlite": (), "postgresql": (pytest.mark.postgres,)}
    return pytest.mark.parametrize("row", [pytest.param(row, id="-".join((row[0][5:], *row[1:])), marks=marks[row[-1]]) for row in rows])


def walked(row: tuple[str, ...], folder: Path, browser: Any, axe: str) -> None:
    """One run, on a workspace of its own."""
    name, by, script, lang, width, _ = row
    told = importlib.import_module(name)
    with serving(folder, worker=told.WORKER) as served:
        walk = Walk(browser, served.address, axe, Way(by, script, lang, int(width)), told.BUDGET)
        try:
            told.walk_it(walk, served.folder)
            walk.done()
        finally:
            walk.context.close()
