"""What do areas with more of it have in common?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from upriver.assess.area_features import column_of, hectares_of, young_share
from upriver.assess.asking import Ask, Counts, by_area, defined, flags_of, table_name
from upriver.places.ground import Ground
from upriver.stats.areas.clusters import Moran
from upriver.stats.models.counts import CountModel, count_model, inflation, standardised, with_surroundings
from upriver.stats.models.validation import spatial_blocks, validated
from upriver.words.figure import CubeSpec, Key, RowsSpec
from upriver.words.finding import Estimate, Finding, Signal

QUESTION = "what_do_areas_with_more_of_it_have_in_common"
DOMAINS = ("income_score", "education_score", "health_score", "housing_score", "environment_score")
"""Domains of the Indices of Deprivation. Crime is left out: it is made of police records. Employment is nearly income."""
DEPRIVED = RowsSpec("deprivation_2025", ("lsoa21", *DOMAINS))
OUTLINES = RowsSpec("boundaries", ("level", "code", "wkb"))
AGES = RowsSpec("population_mid_year", ("lsoa11", "age", "residents"))
CHANGES = RowsSpec("lsoa_2011_to_2021", ("lsoa11", "lsoa21"))
NEEDS = (CubeSpec("police_uk_street"), DEPRIVED, OUTLINES, AGES, CHANGES)
LEVELS = ("partnership",)
RATIOS, CHECKS, ADDED = (table_name("area_factors", name) for name in ("ratios", "checks", "added"))
SOURCES = ("police_uk_street", "census_residents", "deprivation_2025", "boundaries", "population_mid_year")
TOO_ALIKE, CLUSTERED, BLOCKS = 5.0, 0.05, 10
AROUND = "_around"


@dataclass(frozen=True, slots=True)
class _Areas:
    """What goes into the models: events without institutions, person-years, hectare-years, factors by name."""

    events: np.ndarray
    years: np.ndarray
    ground: np.ndarray
    factors: Mapping[str, np.ndarray]
    dropped: Mapping[str, str]

    @property
    def matrix(self) -> np.ndarray:
        return np.column_stack([*self.factors.values()]) if self.factors else np.empty((self.events.size, 0))


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Rate ratios of area features for the definition's count, with the checks that say how far they can be trusted.

    Ethnicity is not among the factors: it would describe who lives in areas that are also poorer and policed otherwise, and
    its ratio would be read as one of people. Unequal harm is told by rates of people, elsewhere.
    """
    if "lsoa21" not in ground.levels or not np.isfinite(ground.residents).any():
        return
    period = counts.of(ask.months)
    names, matrix = defined(period, ask)
    if not matrix.any():
        return
    found = by_area(period, ground, "lsoa21", names[:1], matrix[:1], institutions=False)
    laid = _laid(found.counts[:, :, 0].sum(axis=1).astype(float), found.residents, found.observed / 12, ground, ask)
    if not laid.factors:
        return
    flags = flags_of(False, bool(found.provisional.any()))
    main = _fit(laid, ground, laid.years, "residents")
    yield from _told(main, "residents", ground, ask, flags)
    if main.failed:
        return
    if main.moran is not None and main.moran.p < CLUSTERED and ground.neighbours is not None:
        around = with_surroundings(laid.matrix, ground.neighbours)
        wide = np.column_stack([laid.matrix, around])
        named = (*laid.factors, *(f"{name}{AROUND}" for name in laid.factors))
        beside = count_model(laid.events, laid.years, wide, names=named, neighbours=ground.neighbours)
        yield from _told(beside, "surroundings", ground, ask, flags)
    if np.isfinite(laid.ground).any():
        yield from _told(_by_ground(laid, ground), "hectares", ground, ask, flags)
    yield from _elsewhere(main, laid, ground, ask, flags)
    yield from _dropped(laid, ground, ask)


def _fit(laid: _Areas, ground: Ground, exposure: np.ndarray, called: str) -> CountModel:
    return count_model(
        laid.events, exposure, laid.matrix, names=tuple(laid.factors), neighbours=ground.neighbours, called=called
    )


def _by_ground(laid: _Areas, ground: Ground) -> CountModel:
    """The same by size of the ground instead of residents. Density goes: with it the two models would be one and the same."""
    factors = {name: values for name, values in laid.factors.items() if name != "density"}
    return _fit(_Areas(laid.events, laid.years, laid.ground, factors, laid.dropped), ground, laid.ground, "hectares")


def _laid(events: np.ndarray, residents: np.ndarray, years: np.ndarray, ground: Ground, ask: Ask) -> _Areas:
    """Factors that are held, those too alike to others dropped one by one; income goes last of all."""
    rows, small = ask.materials.rows, ground.small
    size = hectares_of(rows.get(OUTLINES), small)
    made = {name.removesuffix("_score"): column_of(rows.get(DEPRIVED), name, small) for name in DOMAINS}
    made["young"] = young_share(rows.get(AGES), rows.get(CHANGES), small)
    with np.errstate(divide="ignore", invalid="ignore"):
        dense = np.log(np.where((size > 0) & (residents > 0), residents / size, np.nan))
    made["density"] = dense
    held = {name: values for name, values in made.items() if np.isfinite(values).mean() > 0.9}
    dropped = {name: "not held for these areas" for name in made if name not in held}
    while len(held) > 1:
        table = np.column_stack([*held.values()])
        whole = np.isfinite(table).all(axis=1)
        flat = [name for name, values in held.items() if not whole.any() or np.ptp(values[whole]) == 0]
        alike = inflation(standardised(table, whole)[whole]) if not flat else np.zeros(len(held))
        if flat or not np.nanmax(alike, initial=0.0) > TOO_ALIKE:
            break
        worst = max((name for name in held if name != "income"), key=lambda name: alike[[*held].index(name)])
        dropped[worst] = "too much like the other factors to be told from them"
        del held[worst]
    person_years = np.where(residents > 0, residents * years, np.nan)
    return _Areas(np.where(years > 0, events, np.nan), person_years, np.where(size > 0, size * years, np.nan), held, dropped)


def _told(model: CountModel, way: str, ground: Ground, ask: Ask, flags: tuple[str, ...]) -> Iterator[Finding | Signal]:
    """The ratios of one model, and its checks."""
    checks: list[tuple[str, str, float, int]] = [
        ("areas_used", "areas", float(model.used.sum()), 0), ("explained", "percent", 100 * model.explained, 1),
    ]  # fmt: skip
    if model.failed:
        key = _key(CHECKS, ground, ask, "percent", ("check", "explained"), ("model", way))
        yield _finding(key, Estimate(None, made="model", flags=("withheld",), decimals=1), ground, ask)
        yield Signal(key, "withheld", model.failed)
        return
    for at, name in enumerate(model.names):
        key = _key(RATIOS, ground, ask, "rate_ratio", ("factor", name), ("model", way))
        estimate = Estimate(*model.ratios.limits(at), model.ratios.level, model.ratios.method, made="model", flags=flags, decimals=2)
        yield _finding(key, estimate, ground, ask)
        checks.append((f"vif_{name}", "ratio", float(model.vif[at]), 2))
    for name, unit, value, decimals in (*checks, *_moran(model.moran)):
        key = _key(CHECKS, ground, ask, unit, ("check", name), ("model", way))
        yield _finding(key, Estimate(value, method="", made="model", flags=flags, decimals=decimals), ground, ask)


def _moran(found: Moran | None) -> tuple[tuple[str, str, float, int], ...]:
    if found is None:
        return ()
    return (("residual_moran", "index", found.value, 3), ("residual_moran_p", "p_value", found.p, 4))


def _elsewhere(model: CountModel, laid: _Areas, ground: Ground, ask: Ask, flags: tuple[str, ...]) -> Iterator[Finding | Signal]:
    """What the model is worth on areas that it has not seen, and what each factor adds there."""
    if ground.neighbours is None:
        return
    blocks = spatial_blocks(ground.neighbours, BLOCKS)
    tried = validated(laid.events, laid.years, laid.matrix, blocks, model, names=tuple(laid.factors), seed=ask.seed)
    key = _key(CHECKS, ground, ask, "percent", ("check", "explained_elsewhere"), ("model", "residents"))
    if tried.failed:
        yield _finding(key, Estimate(None, made="model", flags=("withheld",), decimals=1), ground, ask)
        yield Signal(key, "withheld", tried.failed)
        return
    low, high = (100 * float(limit) for limit in np.nanquantile(tried.by_block, [0.1, 0.9]))
    method = f"deviance explained in {len(tried.by_block)} blocks of neighbouring areas, each left out of the fit in turn"
    yield _finding(key, Estimate(100 * tried.explained, method=method, made="model", flags=flags, decimals=1), ground, ask)
    yield Signal(key, "blocks", f"{low:.0f}% to {high:.0f}%")
    for at, name in enumerate(model.names):
        key = _key(ADDED, ground, ask, "percent", ("factor", name))
        added, low, high = (100 * float(part[at]) for part in (tried.importance, tried.importance_lower, tried.importance_upper))
        estimate = Estimate(added, low, high, 0.8, "deviance lost when the factor is shuffled in the blocks left out; middle 80% of blocks",
                            made="model", flags=flags, decimals=1)  # fmt: skip
        yield _finding(key, estimate, ground, ask)


def _dropped(laid: _Areas, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    for name, why in laid.dropped.items():
        key = _key(RATIOS, ground, ask, "rate_ratio", ("factor", name), ("model", "residents"))
        yield _finding(key, Estimate(None, made="model", flags=("withheld",), decimals=2), ground, ask)
        yield Signal(key, "withheld", why)


def _key(table: str, ground: Ground, ask: Ask, unit: str, *names: tuple[str, str]) -> Key:
    return Key(table, ground.partnership, ask.period, ask.definition.slug, unit, tuple(sorted(names)))


def _finding(key: Key, estimate: Estimate, ground: Ground, ask: Ask) -> Finding:
    count = Key(table_name("places", "partnership"), ground.partnership, ask.period, ask.definition.slug, "count")
    return Finding(QUESTION, key, estimate, SOURCES, ask.definition.name, "model", (count,))
