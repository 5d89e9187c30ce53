"""Which places stay high, which are new, and which are over?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from upriver.assess.asking import Ask, Counts, by_area, defined, flags_of, table_name
from upriver.places.ground import Ground
from upriver.stats.areas.accuracy import in_the_top, kept_at_the_top
from upriver.stats.areas.classes import CLASSES, FEWEST_STEPS, FINE, Classes, classes, hot_over_steps
from upriver.stats.areas.smoothing import standardised_for_population
from upriver.words.figure import CubeSpec, Key
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.period import Period, month_name, month_number, month_period, months_period

QUESTION = "which_places_stay_high"
NEEDS = (CubeSpec("police_uk_street"),)
LEVELS = ("lsoa21", "partnership")
AREAS, TALLY, TOP = (table_name("lasting_places", name) for name in ("classes", "tally", "top"))
SOURCES = ("police_uk_street", "census_residents", "boundaries")
LENGTHS = (12, 6, 3, 1)
"""Months that a step may have, the longest first of which ten are held whole."""
DRAWS = 9_999
TOP_SHARE, FEWEST_MONTHS, FURTHEST_YEARS, SIMULATED = 0.05, 6, 10, 200


@dataclass(frozen=True, slots=True)
class _Steps:
    """Runs of months of one length, all held for every place, in order; `left_out` are months held that fill no step."""

    length: int
    months: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...]

    @property
    def period(self) -> Period:
        return months_period(self.months[0][0], self.months[-1][-1])


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Small areas by how often they were hot spots, step by step; and whether last time's highest are this time's."""
    if "lsoa21" not in ground.levels or not np.isfinite(ground.residents).any():
        return
    names, matrix = defined(counts, ask)
    if not matrix.any():
        return
    found = by_area(counts, ground, "lsoa21", names[:1], matrix[:1], institutions=False)
    events = np.where(found.missing, np.nan, found.counts[:, :, 0]).astype(float)
    held = tuple(month for at, month in enumerate(counts.months) if not found.missing[:, at].any() and month <= ask.months[-1])
    steps = _steps(held)
    if steps is not None and ground.neighbours is not None and ground.neighbours.nnz:
        yield from _classes(events, found.residents, counts.months, steps, ground, ask)
    yield from _top(events, counts.months, held, ground, ask)


def _steps(held: Sequence[str]) -> _Steps | None:
    """The longest steps of which ten are held whole; a step with a missing month is not a shorter step, it is left out."""
    there = set(held)
    for length in LENGTHS:
        runs = [
            tuple(month_name(first + more) for more in range(length))
            for first in sorted({month_number(month) // length * length for month in held})
        ]
        whole = tuple(run for run in runs if there.issuperset(run))
        if len(whole) >= FEWEST_STEPS:
            used = {month for run in whole for month in run}
            return _Steps(length, whole, tuple(month for month in held if month not in used))
    return None


def _classes(
    events: np.ndarray, residents: np.ndarray, months: Sequence[str], steps: _Steps, ground: Ground, ask: Ask
) -> Iterator[Finding | Signal]:
    at = {month: column for column, month in enumerate(months)}
    summed = np.column_stack([events[:, [at[month] for month in run]].sum(axis=1) for run in steps.months])
    values = standardised_for_population(summed, np.where(residents > 0, residents, np.nan))
    z, q = hot_over_steps(values, ground.neighbours, draws=DRAWS, seed=ask.seed)
    made = classes(z, q)
    measure, method = ask.definition.slug, "share of steps in which Gi* is high at a false-discovery rate of 5%, institutions apart"
    odd = any(month in steps.period.months for _, month in _odd(ask))
    for row, area in enumerate(ground.levels["lsoa21"].areas):
        if made.steps[row] < FEWEST_STEPS:
            continue
        key = Key(AREAS, area, steps.period, measure, "percent")
        share = 100 * float(made.hot[row]) / float(made.steps[row])
        estimate = Estimate(share, method=method, made="model", decimals=1, flags=flags_of(False, odd))
        count = Key(table_name("places", "lsoa21"), area, ask.period, measure, "count")
        yield Finding(QUESTION, key, estimate, SOURCES, ask.definition.name, "clusters", (count,))
        if made.kind[row]:
            hot = steps.months[int(np.flatnonzero((z[row] > 0) & (q[row] < 0.05))[-1])]
            yield Signal(key, CLASSES[made.kind[row]], f"{made.hot[row]} of {made.steps[row]} steps")
            yield Signal(key, "last_hot", f"the {len(hot)} months to {month_period(hot[-1]).words}" if len(hot) > 1 else month_period(hot[0]).words)
            yield Signal(key, "fine", FINE[made.fine[row]])
    yield from _tally(made, steps, ground, ask, flags_of(False, odd))


def _odd(ask: Ask) -> list[tuple[str, str]]:
    return [(each.provider, each.month) for each in ask.coverage.undecided]


def _tally(made: Classes, steps: _Steps, ground: Ground, ask: Ask, flags: tuple[str, ...]) -> Iterator[Finding | Signal]:
    """How many areas are in each class, and what the steps are."""
    measure, words = ask.definition.slug, {12: "years", 6: "half-years", 3: "quarters", 1: "months"}
    for number, name in enumerate(CLASSES):
        key = Key(TALLY, ground.partnership, steps.period, measure, "areas", (("class", name),))
        estimate = Estimate(float((made.kind == number).sum()), method="small areas in the class", made="model", flags=flags)
        yield Finding(QUESTION, key, estimate, SOURCES, ask.definition.name, "clusters")
        if name == "none":
            yield Signal(key, "steps", f"{len(steps.months)} {words[steps.length]}")
            gaps = [month for month in steps.period.months if not any(month in run for run in steps.months)]
            if gaps:
                yield Signal(key, "gaps", f"{len(gaps)} months of {len(steps.period.months)}")


def _top(events: np.ndarray, months: Sequence[str], held: Sequence[str], ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Of the areas with most events now, the share that had most the last time that can be compared."""
    pairs = _comparable(held, ask)
    if not pairs:
        return
    at = {month: column for column, month in enumerate(months)}
    now = events[:, [at[new] for new, _ in pairs]].sum(axis=1)
    then = events[:, [at[old] for _, old in pairs]].sum(axis=1)
    kept, chance, many = kept_at_the_top(then, now, share=TOP_SHARE)
    if not np.isfinite(kept) or now.sum() < 10 or then.sum() < 10:
        return
    steady = _if_steady(now, then, many, ask.seed)
    period = months_period(min(old for _, old in pairs), max(new for new, _ in pairs))
    rows = (
        ("seen", (100 * kept, None, None), "areas at the top both times over the areas at the top"),
        ("chance", (100 * chance, None, None), "the share of all areas that the top is"),
        ("steady", tuple(100 * part for part in steady), f"{SIMULATED} simulations in which nothing changed but by chance"),
    )
    flags = flags_of(False, any(month in {m for pair in pairs for m in pair} for _, month in _odd(ask)))
    for name, (value, lower, upper), method in rows:
        key = Key(TOP, ground.partnership, period, ask.definition.slug, "percent", (("kept", name),))
        estimate = Estimate(value, lower, upper, None if lower is None else 0.95, method, made="model", decimals=1, flags=flags)
        yield Finding(QUESTION, key, estimate, SOURCES[:1], ask.definition.name, "clusters")
        if name == "seen":
            new, old = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
            words = f"{len(pairs)} months: {new[0]} to {new[-1]} against {old[0]} to {old[-1]}"
            yield Signal(key, "compared", words)
            yield Signal(key, "many", str(many))


def _comparable(held: Sequence[str], ask: Ask) -> list[tuple[str, str]]:
    """Months of the period beside the same calendar months of the latest earlier year that holds enough of them."""
    there, asked = set(held), ask.months[-12:]
    for years in range(1, FURTHEST_YEARS + 1):
        pairs = [(month, month_name(month_number(month) - 12 * years)) for month in asked if month in there]
        both = [(new, old) for new, old in pairs if old in there]
        if len(both) >= min(FEWEST_MONTHS, len(asked)):
            return both
    return []


def _if_steady(now: np.ndarray, then: np.ndarray, many: int, seed: int) -> tuple[float, float, float]:
    """What would be kept if each area's underlying number were the mean of the two: only chance moves them."""
    rng = np.random.default_rng((seed, 7))
    both = np.isfinite(now) & np.isfinite(then)
    share = (now + then)[both] / (now + then)[both].sum()
    kept = [
        float((in_the_top(rng.poisson(share * then[both].sum()).astype(float), many)
               * in_the_top(rng.poisson(share * now[both].sum()).astype(float), many)).sum()) / many
        for _ in range(SIMULATED)
    ]  # fmt: skip
    return float(np.mean(kept)), float(np.quantile(kept, 0.025)), float(np.quantile(kept, 0.975))
