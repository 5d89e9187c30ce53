"""The lock over a document of 100,000 counts that all hang together: areas in areas, months in quarters in years, limbs in a total."""

from __future__ import annotations

import time
from datetime import date

import numpy as np

from benchmarks.measuring import Row
from upriver.disclose.hiding import KEPT, hidden_counts
from upriver.disclose.linear.equations import Sums
from upriver.words.area import Area, Nesting
from upriver.words.cleared import Rule
from upriver.words.figure import Key
from upriver.words.finding import Estimate, Finding
from upriver.words.period import Period, months_between, months_period

TEN = Rule("ten", "1 to 9 are hidden.", low=1, high=9, min_rate_events=10)
LIMBS = tuple(f"limb_{number}" for number in range(7))
SIZES = (("lsoa21", 200), ("msoa21", 40), ("ltla", 4), ("partnership", 1))


def document(*, sparse: float = 0.011, seed: int = 7) -> tuple[list[Finding], Sums]:
    """Seven limbs and their total for 245 areas of four levels over 51 periods: 99,960 counts."""
    rng = np.random.default_rng(seed)
    months = months_between("2023-01", "2025-12")
    usual = rng.gamma(6, 10, (len(LIMBS), SIZES[0][1], 1)) + 15
    counts = rng.poisson(usual, (len(LIMBS), SIZES[0][1], len(months)))
    counts = np.where(rng.random(counts.shape) < sparse, rng.integers(0, 10, counts.shape), counts)
    counts = np.concatenate([counts, counts.sum(axis=0, keepdims=True)])
    steps = [(month, month, slice(at, at + 1)) for at, month in enumerate(months)]
    steps += [(months[at], months[at + size - 1], slice(at, at + size)) for size in (3, 12) for at in range(0, len(months), size)]
    periods = [(months_period(first, last), part) for first, last, part in steps]
    findings, nestings, below = [], [], []
    for level, many in SIZES:
        areas = [Area(level, f"{level}{at:04d}", level) for at in range(many)]
        by_area = counts.reshape(len(counts), many, -1, len(months)).sum(axis=2)
        for number, area in enumerate(areas):
            findings += [_count(int(by_area[at, number, part].sum()), area, period, measure)
                         for at, measure in enumerate((*LIMBS, "total")) for period, part in periods]
            if below:
                each = len(below) // many
                nestings.append(Nesting(area, tuple(below[number * each : (number + 1) * each])))
        below = areas
    return findings, Sums(tuple(nestings), {"total": LIMBS})


def _count(events: int, area: Area, period: Period, measure: str) -> Finding:
    return Finding("q", Key("t/s/a", area, period, measure, "count"), Estimate(events, events=events), ("s",), "d@1", "counts")


def run() -> list[Row]:
    """One clearing from nothing, and one with nothing changed."""
    findings, sums = document()
    rows = []
    KEPT.clear()
    for again in (False, True):
        start = time.perf_counter()
        told = hidden_counts(findings, {("s",): TEN}, sums)
        seconds = time.perf_counter() - start
        assert told.settled is not None and told.system is not None
        held = sum(each.held(int(told.system.true[each.window.number])) for each in told.settled.told)
        words = (f"{len(findings):,} counts, {len(told.counts):,} of them hidden ({len(told.own):,} by the rule), {held:,} of "
                 f"{len(told.settled.told):,} shown to be safe; {told.settled.lost:,.0f} events lost besides, {told.settled.bound:,.0f} at least")
        rows.append(Row(words + (", nothing changed" if again else ""), seconds, limit="60 s on 2 cores", met=seconds <= 60 and held == len(told.settled.told)))
    return rows


if __name__ == "__main__":
    print(date.today(), *run(), sep="\n")
