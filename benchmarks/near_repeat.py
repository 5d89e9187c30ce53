"""How fast the near-repeat test is over 20,000 points, beside the table made the plain way in the same run.

`python benchmarks/near_repeat.py` prints the rows. All times are CPU seconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.spatial import distance

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from upriver.stats.areas.near_repeat import near_repeats

POINTS, SHUFFLES, METRES, DAYS, LIMIT = 20_000, 999, (100, 200, 400), (7, 14, 28), 2.0


def run() -> list[dict[str, Any]]:
    """Rows of what, ours_s, alternative, alternative_s, ratio, and whether the limit is kept."""
    rng = np.random.default_rng(1)
    places, days = rng.uniform(0, 15_000, (POINTS, 2)), rng.integers(0, 365, POINTS)
    ours = _cpu(lambda: near_repeats(places, days, metres=METRES, within_days=DAYS, draws=SHUFFLES, seed=1))
    theirs = _cpu(lambda: _plainly(places, days))
    return [{
        "what": f"near repeats, {POINTS:,} points, {SHUFFLES} shuffles", "ours_s": round(ours, 2),
        "alternative": "every pair's distance, one table and no shuffle", "alternative_s": round(theirs, 2),
        "ratio": round(theirs / ours, 1), "limit": f"{LIMIT:g} CPU seconds", "met": ours <= LIMIT,
    }]  # fmt: skip


def _plainly(places: np.ndarray, days: np.ndarray, rows: int = 500) -> np.ndarray:
    """The observed table from all pairs, some rows at a time so that it fits into memory."""
    table = np.zeros((len(METRES) + 2, len(DAYS) + 1))
    for start in range(0, len(days), rows):
        apart = distance.cdist(places[start : start + rows], places[start:])
        gap = np.abs(days[start : start + rows, None] - days[None, start:])
        later = np.triu(np.ones(apart.shape, dtype=bool), 1)
        band = np.where(apart == 0, 0, 1 + np.searchsorted(METRES, apart, side="right"))
        np.add.at(table, (band[later], np.searchsorted(DAYS, gap, side="right")[later]), 1)
    return table


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    for row in run():
        print(row)
