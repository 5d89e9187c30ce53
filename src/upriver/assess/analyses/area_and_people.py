"""Who lives here: how many, of what age, sex and ethnic group, and in what deprivation?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from upriver.assess.asking import Ask, Counts, table_name
from upriver.assess.definitions import category_slug
from upriver.assess.published.populations import BANDS, AgeSet, age_sets, groups_on, made_of_districts
from upriver.places.ground import Ground
from upriver.words.area import Area
from upriver.words.figure import UNITS, Key, RowsSpec
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.period import Period

QUESTION = "who_lives_here"
AGES = RowsSpec("population_mid_year", ("lsoa21", "ltla", "age", "residents", "file_name"))
SEXES = ("female", "male")
BROAD = ("younger", "working_age", "older")
BY_SEX = RowsSpec("population_sex_age", ("ltla", *(f"{age}_{sex}s" for sex in SEXES for age in BROAD)))
GROUPS = RowsSpec("census_residents", ("lsoa21", "ethnic_group", "residents"))
NEEDS = (AGES, BY_SEX, GROUPS)
LEVELS = ("partnership", "utla", "ltla")
RESIDENTS, TENTHS, ETHNIC = (table_name("people", name) for name in ("residents", "tenths", "ethnic_groups"))
BY_AGE, SEX_AND_AGE, SETS = (table_name("people", name) for name in ("ages", "sex_and_age", "sets"))
CENSUS = Period(date(2021, 3, 21), date(2021, 3, 21))
"""Census day of 2021."""
Split = tuple[tuple[str, str], ...]


def answer(counts: Counts, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Residents by area, tenth of deprivation, ethnic group, age and sex; each set by itself, with its own day.

    Sets are never mixed: a share has its numerator and denominator from one set. What one set has and another hasn't
    is set side by side as a difference, which is no growth. A set whose year can't be known is left out.
    """
    rows = ask.materials.rows
    yield from _residents(ground, ask)
    yield from _tenths(ground, ask)
    if GROUPS in rows:
        yield from _ethnic(ground, ask)
    if AGES in rows:
        sets, left = age_sets(rows[AGES], ground)
        if sets:
            yield from _ages(sets[0], ground, ask)
            yield from _beside(sets[0], ground, ask)
        for file in left if ground.small else ():
            yield Signal(_key(RESIDENTS, ground.partnership, "residents", CENSUS), "left_out", file)
    if BY_SEX in rows:
        yield from _sexes(ground, ask)


def _key(table: str, area: Area, measure: str, period: Period, split: Split = (), unit: str = "residents") -> Key:
    return Key(table, area, period, measure, unit, split)


def _count(key: Key, residents: float, source: str, ask: Ask, adds: Sequence[Key] = ()) -> Finding:
    """A number of residents; none where any part of it isn't known."""
    gone = bool(np.isnan(residents))
    events = None if gone else round(residents)
    estimate = Estimate(events, method="published counts added up", events=events, flags=("withheld",) * gone)
    return Finding(QUESTION, key, estimate, (source,), ask.definition.name, "people", adds=tuple(adds))


def _share(key: Key, residents: float, of: float, source: str, ask: Ask) -> Finding:
    """A share of residents in percent; a whole population has no interval of chance."""
    gone = bool(np.isnan(residents) or np.isnan(of) or of <= 0)
    estimate = Estimate(
        None if gone else 100 * round(residents) / round(of),
        method="share of all residents of the same set",
        events=None if gone else round(residents),
        denominator=None if gone else float(round(of)),
        made="recompute",
        flags=("no_denominator",) * gone,
        decimals=UNITS["percent"][1],
        per=100.0,
    )
    return Finding(QUESTION, key, estimate, (source,), ask.definition.name, "people")


def _on(ground: Ground, values: np.ndarray) -> Iterator[tuple[Area, np.ndarray]]:
    """Sums of (sets, small areas) over each area of the levels; NaN where any small area isn't known."""
    for level in LEVELS:
        found = ground.levels.get(level)
        for row, area in enumerate(found.areas if found else ()):
            inside = [at for at in found.member[row].indices if at < len(ground.small)] if found else []
            yield area, values[:, inside].sum(axis=1) if inside else np.full(len(values), np.nan)


def _residents(ground: Ground, ask: Ask) -> Iterator[Finding]:
    if np.isnan(ground.residents).all():
        return
    whole = float(ground.residents.sum())
    for area, (residents,) in _on(ground, ground.residents[None, :]):
        yield _count(_key(RESIDENTS, area, "residents", CENSUS), residents, "census_residents", ask)
        share = _key(RESIDENTS, area, "share_of_the_partnership", CENSUS, unit="percent")
        yield _share(share, residents, whole, "census_residents", ask)


def _tenths(ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Residents by the tenth of England that their small area falls in, 1 the most deprived."""
    tenth = ground.deprivation.get("imd_decile")
    if tenth is None or np.isnan(tenth).all() or np.isnan(ground.residents).all():
        return
    known = np.where(np.isnan(tenth), 0, tenth)
    by_tenth = np.stack([np.where(known == each, ground.residents, 0.0) for each in range(11)])
    for area, found in _on(ground, by_tenth):
        for each in range(0 if found[0] else 1, 11):
            split = (("tenth", f"{each:02d}" if each else "not_known"),)
            key = _key(TENTHS, area, "residents", CENSUS, split)
            yield _with(_count(key, found[each], "census_residents", ask), "deprivation_2025")
            share = _key(TENTHS, area, "share_of_residents", CENSUS, split, "percent")
            yield _with(_share(share, found[each], float(found.sum()), "census_residents", ask), "deprivation_2025")


def _with(found: Finding, other: str) -> Finding:
    return Finding(found.question, found.key, found.estimate, (*found.sources, other), found.definition, found.steps)


def _ethnic(ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    names, groups = groups_on(ask.materials.rows[GROUPS], ground)
    for area, found in _on(ground, groups) if names else ():
        for name, residents in zip(names, found, strict=True):
            split = (("ethnic_group", category_slug(name)),)
            key = _key(ETHNIC, area, "residents", CENSUS, split)
            yield _count(key, residents, "census_residents", ask)
            yield Signal(key, "name", name)
            share = _key(ETHNIC, area, "share_of_residents", CENSUS, split, "percent")
            yield _share(share, residents, float(found.sum()), "census_residents", ask)


def _ages(found: AgeSet, ground: Ground, ask: Ask) -> Iterator[Finding | Signal]:
    """Bands of age in the middle of the set's year."""
    period = _middle(found)
    for area, inside in made_of_districts(ground, LEVELS):
        ages = np.sum([found.ages[code] for code in inside], axis=0)
        for slug, first, after in BANDS:
            key = _key(BY_AGE, area, "residents", period, (("age", slug),))
            yield _count(key, float(ages[first:after].sum()), "population_mid_year", ask)
            share = _key(BY_AGE, area, "share_of_residents", period, (("age", slug),), "percent")
            yield _share(share, float(ages[first:after].sum()), float(ages.sum()), "population_mid_year", ask)
        young = float(ages[10:25].sum())
        yield _count(_key(BY_AGE, area, "aged_10_to_24", period), young, "population_mid_year", ask)
        share = _key(BY_AGE, area, "aged_10_to_24", period, (), "percent")
        yield _share(share, young, float(ages.sum()), "population_mid_year", ask)
        if area == ground.partnership:
            yield Signal(_key(BY_AGE, area, "residents", period, (("age", BANDS[0][0]),)), "file", found.file)


def _middle(found: AgeSet) -> Period:
    return Period(date(found.year, 6, 30), date(found.year, 6, 30))


def _beside(found: AgeSet, ground: Ground, ask: Ask) -> Iterator[Finding]:
    """The mid-year total beside the census's: how far two sets of the same area are apart."""
    period = _middle(found)
    census = {area: residents for area, (residents,) in _on(ground, ground.residents[None, :])}
    for area, inside in made_of_districts(ground, LEVELS):
        total = float(sum(found.ages[code].sum() for code in inside))
        yield _count(_key(SETS, area, "residents", period), total, "population_mid_year", ask)
        other = census.get(area, np.nan)
        if np.isnan(other) or total <= 0:
            continue
        apart = Estimate(
            100 * (other - total) / total, method="census residents less mid-year residents, over the mid-year's",
            made="model", decimals=2,
        )
        key = _key(SETS, area, "census_against_mid_year", Period(min(period.start, CENSUS.start), max(period.end, CENSUS.end)),
                   unit="change_percent")
        yield Finding(QUESTION, key, apart, ("population_mid_year", "census_residents"), ask.definition.name, "people")


def _sexes(ground: Ground, ask: Ask) -> Iterator[Finding]:
    """Females and males in three broad ages, whose bounds the file doesn't say."""
    columns = ask.materials.rows[BY_SEX]
    at = {code: row for row, code in enumerate(columns["ltla"].tolist())}
    for area, inside in made_of_districts(ground, LEVELS):
        if not all(code in at for code in inside):
            continue
        rows = [at[code] for code in inside]
        sums = {name: float(np.sum(columns[name][rows].astype(float))) for name in BY_SEX.fields[1:]}
        for sex in SEXES:
            every = sum(sums[f"{age}_{sex}s"] for age in BROAD)
            key = _key(SEX_AND_AGE, area, "share_of_residents", CENSUS, (("sex", sex),), "percent")
            yield _share(key, every, sum(sums.values()), "population_sex_age", ask)
            for age in BROAD:
                split = (("age", age), ("sex", sex))
                number = sums[f"{age}_{sex}s"]
                yield _count(_key(SEX_AND_AGE, area, "residents", CENSUS, split), number, "population_sex_age", ask)
                share = _key(SEX_AND_AGE, area, "share_of_residents", CENSUS, split, "percent")
                yield _share(share, number, sum(sums.values()), "population_sex_age", ask)
