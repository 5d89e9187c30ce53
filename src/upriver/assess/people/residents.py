"""Whom a rate of people is divided by: residents by sex and age, and by ethnic group, each named by its source and year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from upriver.assess.asking import Ask
from upriver.assess.published.populations import AGES, age_sets, district_places, groups_on, year_named
from upriver.places.ground import Ground
from upriver.words.figure import RowsSpec

BY_AGE = RowsSpec("population_mid_year", ("lsoa21", "ltla", "age", "residents", "file_name"))
BY_SEX_AND_AGE = RowsSpec("population_sex_age_single", ("lsoa21", "ltla", "sex_and_age", "residents", "file_name"))
BY_GROUP = RowsSpec("census_residents", ("lsoa21", "ethnic_group", "residents"))
GROUPS = ("Asian", "Black", "Mixed", "White", "Other")
"""The five broad groups of the census, as partners' contracts write them."""
_SEX = {"F": "female", "M": "male"}
_BAND = re.compile(r"([0-9]{1,2})(?:-([0-9]{1,2})|(\+))")


@dataclass(frozen=True, slots=True)
class Ages:
    """Residents by single year of age, (91,), under "" for both sexes and, where held, under "female" and "male"."""

    source: str
    basis: str
    by_sex: Mapping[str, np.ndarray]

    def of(self, band: str, sex: str = "") -> float:
        """Residents of an age band ("18-24", "65+", "" for all) and sex; NaN where they aren't held so."""
        ages, bounds = self.by_sex.get(sex), bounds_of(band)
        if ages is None or (band and bounds is None):
            return float("nan")
        first, last = bounds or (0, AGES - 1)
        return float(ages[first : last + 1].sum())


def bounds_of(band: str) -> tuple[int, int] | None:
    """First and last age of a band, both included; None for what is no band."""
    found = _BAND.fullmatch(band)
    if not found:
        return None
    return int(found[1]), min(int(found[2]), AGES - 1) if found[2] else AGES - 1


def residents_by_age(ask: Ask, ground: Ground) -> Ages | None:
    """Residents by sex and single year where they are held so for the whole ground, else both sexes together, else None."""
    found = ask.materials.rows.get(BY_SEX_AND_AGE)
    if found is not None and (newest := _by_sex(found, ground)):
        return newest
    plain = ask.materials.rows.get(BY_AGE)
    sets = age_sets(plain, ground)[0] if plain is not None else ()
    if not sets:
        return None
    both = np.sum(list(sets[0].ages.values()), axis=0)
    return Ages(BY_AGE.contract, f"residents in the middle of {sets[0].year}, both sexes together", {"": both})


def _by_sex(columns: Mapping[str, np.ndarray], ground: Ground) -> Ages | None:
    """The newest file that holds each age and sex of every small area, or of every district, once."""
    files = sorted(((year_named(str(name)) or 0, str(name)) for name in set(columns["file_name"].tolist())), reverse=True)
    for year, name in files:
        rows = columns["file_name"] == name
        for places, wanted in (("lsoa21", frozenset(ground.small)), ("ltla", frozenset(district_places(ground)))):
            ages = _summed(columns, rows & np.array([code in wanted for code in columns[places]], dtype=bool), len(wanted))
            if ages is not None:
                said = f"in the middle of {year}" if year else "in the middle of a year that the file doesn't say"
                return Ages(BY_SEX_AND_AGE.contract, f"residents of that sex {said}", ages)
    return None


def _summed(columns: Mapping[str, np.ndarray], rows: np.ndarray, places: int) -> dict[str, np.ndarray] | None:
    names, numbers = columns["sex_and_age"][rows], columns["residents"][rows]
    if not places or len(names) != 2 * AGES * places or np.isnan(numbers.astype(float)).any():
        return None
    found = {sex: np.zeros(AGES) for sex in _SEX.values()}
    for name, number in zip(names, numbers, strict=True):
        found[_SEX[str(name)[0]]][int(str(name)[1:].rstrip("+"))] += number
    return {**found, "": found["female"] + found["male"]}


def residents_by_group(ask: Ask, ground: Ground) -> dict[str, float]:
    """Residents of each broad ethnic group at the 2021 census; nothing where the table isn't held for all the ground."""
    columns = ask.materials.rows.get(BY_GROUP)
    if columns is None or not ground.small:
        return {}
    names, counts = groups_on(columns, ground)
    found = dict.fromkeys(GROUPS, 0.0)
    for name, residents in zip(names, counts.sum(axis=1), strict=True):
        if group := group_of(name):
            found[group] += float(residents)
    return found if all(number > 0 for number in found.values()) else {}


def group_of(name: str | None) -> str:
    """The broad group that a source's words mean, "" where they mean none: not stated, not known, empty."""
    words = (name or "").strip().lower()
    if not words or "not stated" in words or words in ("not known", "unknown", "na", "does not apply"):
        return ""
    return next((group for group in GROUPS if words.startswith(group.lower())), "Other" if "other" in words else "")
