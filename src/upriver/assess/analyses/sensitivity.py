"""How much do the maps hang on how they are drawn: units, denominators, institutions, neighbours?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from scipy import sparse

from upriver.assess.area_features import hectares_of
from upriver.assess.asking import Ask, ByArea, Counts, by_area, defined, flags_of, table_name
from upriver.places.ground import Ground
from upriver.stats.areas.accuracy import in_the_top, jaccard
from upriver.stats.areas.clusters import false_discovery, gi_star
from upriver.stats.areas.permutations import pooled_p
from upriver.stats.areas.smoothing import empirical_bayes, standardised_for_population
from upriver.words.figure import CubeSpec, Key, RowsSpec
from upriver.words.finding import Estimate, Finding, Signal

QUESTION = "how_much_do_the_maps_hang_on_how_they_are_drawn"
OUTLINES = RowsSpec("boundaries", ("level", "code", "wkb"))
NEEDS = (CubeSpec("police_uk_street"), OUTLINES)
LEVELS = ("lsoa21", "partnership")
AGREEMENT, RANKS = table_name("sensitivity", "agreement"), table_name("sensitivity", "ranks")
SOURCES = ("police_uk_street", "census_residents", "boundaries")
TOP_SHARE, DRAWS, NAMED, FEW = 0.05, 19_999, 20, 10
LARGER = ("msoa21", "ward")
RANKED = ("residents", "without_institutions", "counts", "hectares")


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """How alike the highest twentieth of small areas is under other choices, and how the ranks of its areas move."""
    if "lsoa21" not in ground.levels or not np.isfinite(ground.residents).any():
        return
    period = counts.of(ask.months)
    names, matrix = defined(period, ask)
    if not matrix.any():
        return
    found = by_area(period, ground, "lsoa21", names[:1], matrix[:1])
    apart = by_area(period, ground, "lsoa21", names[:1], matrix[:1], institutions=False)
    chosen = _choices(found, apart, ask, ground)
    odd = flags_of(False, bool(found.provisional.any()))
    base = chosen.get("residents")
    if base is None or np.isfinite(base).sum() < 2 / TOP_SHARE:
        return
    top = _top(base)
    for name, values in chosen.items():
        if name != "residents":
            yield _agrees(name, jaccard(top, _top(values)), ground, ask, odd)
    for level in LARGER:
        if level in ground.levels:
            larger = by_area(period, ground, level, names[:1], matrix[:1])
            yield _agrees(level, jaccard(top, _top_of_larger(larger, ground, level)), ground, ask, odd)
    yield from _neighbours(apart, ground, ask, odd)
    yield from _ranks(chosen, found, ground, ask, odd)


def _choices(found: ByArea, apart: ByArea, ask: Ask, ground: Ground) -> dict[str, np.ndarray]:
    """What small areas can be ordered by: the smoothed rate that is mapped, and the other ways of looking."""
    years = np.where(found.residents > 0, found.residents * found.observed / 12, np.nan)
    events, without = (_events(each) for each in (found, apart))
    made = {"residents": _smooth(events, years), "without_institutions": _smooth(without, years), "counts": events}
    size = hectares_of(ask.materials.rows.get(OUTLINES), ground.small)
    if np.isfinite(size).any():
        made["hectares"] = events / np.where(size > 0, size, np.nan)
    if np.isfinite(years).any():
        made["unsmoothed"] = events / years
    return made


def _events(found: ByArea) -> np.ndarray:
    return np.where(found.observed > 0, found.counts[:, :, 0].sum(axis=1), np.nan)


def _smooth(events: np.ndarray, years: np.ndarray) -> np.ndarray:
    known = np.isfinite(years) & np.isfinite(events)
    if not known.any():
        return np.full(events.shape, np.nan)
    return empirical_bayes(np.where(known, events, np.nan), np.where(known, years, np.nan), per=1_000).value


def _top(values: np.ndarray) -> np.ndarray:
    """How much of each area belongs to the highest twentieth; areas without a value to none."""
    out, known = np.zeros(values.shape), np.isfinite(values)
    if known.any():
        out[known] = in_the_top(values[known], max(1, round(TOP_SHARE * int(known.sum()))))
    return out


def _top_of_larger(found: ByArea, ground: Ground, level: str) -> np.ndarray:
    """Small areas in the highest larger areas, taken from the highest down until they are a twentieth of all."""
    member = sparse.csr_array(ground.levels[level].member)[:, : len(ground.small)]
    years = np.where(found.residents > 0, found.residents * found.observed / 12, np.nan)
    values = np.nan_to_num(_smooth(_events(found), years), nan=-1.0)
    left, out = float(max(1, round(TOP_SHARE * len(ground.small)))), np.zeros(len(ground.small))
    for row in np.argsort(-values, kind="stable"):
        inside = member[[row]].indices
        if left <= 0 or values[row] < 0 or not inside.size:
            break
        out[inside] = min(1.0, left / inside.size)
        left -= inside.size
    return out


def _agrees(name: str, share: float, ground: Ground, ask: Ask, flags: tuple[str, ...]) -> Finding:
    key = Key(AGREEMENT, ground.partnership, ask.period, ask.definition.slug, "percent", (("choice", name),))
    method = "areas that both ways name over areas that either names (Jaccard)"
    known = bool(np.isfinite(share))
    estimate = Estimate(100 * share if known else None, method=method, made="model", decimals=0, flags=flags if known else ("withheld",))
    return Finding(QUESTION, key, estimate, SOURCES, ask.definition.name, "sensitivity")


def _neighbours(apart: ByArea, ground: Ground, ask: Ask, flags: tuple[str, ...]) -> Iterator[Finding | Signal]:
    """Hot spots with those that touch as neighbours, against those that touch or are one further away."""
    if ground.neighbours is None or not ground.neighbours.nnz:
        return
    years = np.where(apart.residents > 0, apart.residents * apart.observed / 12, np.nan)
    values = standardised_for_population(np.where(np.isfinite(years), _events(apart), np.nan), years)
    near = sparse.csr_array(ground.neighbours)
    hot = [_hot(values, matrix, ask.seed) for matrix in (near, near + near @ near)]
    if hot[0].any() or hot[1].any():
        made = _agrees("neighbours", jaccard(hot[0], hot[1]), ground, ask, flags)
        yield made
        yield Signal(made.key, "hot", f"{int(hot[0].sum())} and {int(hot[1].sum())}")


def _hot(values: np.ndarray, near: sparse.csr_array, seed: int) -> np.ndarray:
    q = false_discovery(pooled_p(values, near, draws=DRAWS, seed=seed))
    return ((gi_star(values, near).z > 0) & (q < 0.05)).astype(float)


def _ranks(chosen: Mapping[str, np.ndarray], found: ByArea, ground: Ground, ask: Ask, flags: tuple[str, ...]) -> Iterator[Finding]:
    """Ranks of the areas that are highest by residents, under each way of looking; on fewer than ten events, none."""
    ranked = np.isfinite(chosen["residents"]) & (np.nan_to_num(_events(found)) >= FEW)
    order = [row for row in np.argsort(-np.nan_to_num(chosen["residents"], nan=-1.0), kind="stable") if ranked[row]]
    for row in order[: min(NAMED, max(1, round(TOP_SHARE * len(ground.small))))]:
        area = found.areas[row]
        count = Key(table_name("places", "lsoa21"), area, ask.period, ask.definition.slug, "count")
        for name in RANKED:
            values = chosen.get(name)
            if values is None or not np.isfinite(values[row]):
                continue
            rank = 1 + int((values[ranked & np.isfinite(values)] > values[row]).sum())
            key = Key(RANKS, area, ask.period, ask.definition.slug, "rank", (("by", name),))
            method = f"rank among {int(ranked.sum()):,} small areas with ten events or more"
            estimate = Estimate(float(rank), method=method, made="model", flags=flags)
            yield Finding(QUESTION, key, estimate, SOURCES, ask.definition.name, "sensitivity", (count,))
