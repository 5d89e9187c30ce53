"""How fast the statistics are over 34,225 areas, beside the alternative measured in the same run.

`python benchmarks/gi_star.py` prints the rows. All times are CPU seconds, the best of three.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse, spatial, stats

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from upriver.stats import intervals
from upriver.stats.areas import clusters, permutations

AREAS = 34_225
COLUMNS = 200
DRAWS = 99_999


def run() -> list[dict[str, Any]]:
    """Rows of what, ours_s, alternative, alternative_s and ratio (None where there is nothing to compare)."""
    near, rng = _map(AREAS), np.random.default_rng(1)
    counts = rng.poisson(5.0, (AREAS, COLUMNS)).astype(float)
    one = counts[:, 0]
    esda = _esda(near)
    people = rng.integers(1_000, 3_000, one.size).astype(float)
    batch = _cpu(lambda: clusters.gi_star(counts, near), times=1) / COLUMNS
    return [
        _row("Gi* analytic, one set of values", _cpu(lambda: clusters.gi_star(one, near)),
             "esda G_Local, no permutations", esda and _cpu(lambda: esda(one, 0))),
        _row(f"Gi* analytic, each of {COLUMNS} columns", batch,
             "esda G_Local, no permutations", esda and _cpu(lambda: esda(one, 0))),
        _row(f"p-values from {DRAWS:,} pooled permutations",
             _cpu(lambda: permutations.pooled_p(one, near, draws=DRAWS, seed=1)),
             "esda G_Local, 99 permutations only", esda and _cpu(lambda: esda(one, 99), times=1)),
        _row("rate and interval", _cpu(lambda: intervals.rate(one, people)),
             "a loop over areas with scipy", _cpu(lambda: _loop(one, people), times=1)),
    ]  # fmt: skip


def _map(areas: int) -> sparse.csr_array:
    """Neighbours as irregular as those of real small areas: the triangulation of scattered points."""
    corners = spatial.Delaunay(np.random.default_rng(0).random((areas, 2))).simplices
    return clusters.from_pairs(corners.ravel(), np.roll(corners, 1, axis=1).ravel(), areas)


def _loop(events: np.ndarray, people: np.ndarray) -> list[tuple[float, float, float]]:
    """The same rates one area at a time, as a person would write them first."""
    out = []
    for x, n in zip(events, people, strict=True):
        if x < 10:
            lower = stats.chi2.ppf(0.025, 2 * x) / 2 if x > 0 else 0.0
            upper = stats.chi2.ppf(0.975, 2 * x + 2) / 2
        else:
            z, y = stats.norm.ppf(0.975), x + 1
            lower = x * (1 - 1 / (9 * x) - z / (3 * x**0.5)) ** 3
            upper = y * (1 - 1 / (9 * y) + z / (3 * y**0.5)) ** 3
        out.append((x / n * 1_000, lower / n * 1_000, upper / n * 1_000))
    return out


def _esda(near: sparse.csr_array) -> Callable[[np.ndarray, int], object] | None:
    """esda's local Gi* on the same neighbours, as a Graph (its quicker form); None where not installed."""
    try:
        from esda.getisord import G_Local
        from libpysal.graph import Graph
    except ImportError:
        return None
    weights = Graph.from_sparse(sparse.coo_array(near))

    def compute(values: np.ndarray, draws: int) -> object:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return G_Local(values, weights, star=True, transform="B", permutations=draws, n_jobs=1, seed=1)

    return compute


def _cpu(work: Callable[[], object], *, times: int = 3) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def _row(what: str, ours: float, alternative: str, theirs: float | None) -> dict[str, Any]:
    """One line of the table; ratio is how many times as long the alternative takes."""
    return {
        "what": f"{what}, {AREAS:,} areas",
        "ours_s": round(ours, 4),
        "alternative": alternative if theirs is not None else "not installed",
        "alternative_s": None if theirs is None else round(theirs, 3),
        "ratio": None if theirs is None else round(theirs / ours, 1),
    }


if __name__ == "__main__":
    for row in run():
        print(row)
