"""Months and quarters in order: where a series may be read as one, and which months two years share."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from upriver.assess.asking import Ask, ByArea, Counts, by_area, defined, every_category
from upriver.assess.definitions import category_slug
from upriver.assess.recorded_counts import Breakdown, Coded, category_of, taken
from upriver.places.ground import Ground
from upriver.words.declared import Break, Definition

POLICE_GENERATED = ("drugs", "possession_of_weapons")
"""Types found by looking for them: their counts follow searches and patrols, so a range for the future would feed back."""


@dataclass(frozen=True, slots=True)
class Monthly:
    """Every published type and the definition as a whole, month by month, for the areas of one level.

    `points` is (areas, months, measures), NaN where a month is missing or odd and undecided.
    """

    found: ByArea
    points: np.ndarray

    @property
    def measures(self) -> tuple[str, ...]:
        return self.found.measures


def monthly(counts: Counts, ground: Ground, ask: Ask, level: str) -> Monthly:
    """All months held of every type and of the definition, for a level that the ground has."""
    names, matrix = every_category(counts)
    own, own_matrix = defined(counts, ask)
    extra = [at for at, name in enumerate(own[:1]) if name not in names]
    found = by_area(counts, ground, level, (*names, *(own[at] for at in extra)), np.vstack([matrix, own_matrix[extra]]))
    gone = found.missing | found.provisional
    return Monthly(found, np.where(gone[:, :, None], np.nan, found.counts.astype(float)))


def phase_starts(
    months: Sequence[str], breaks: Sequence[Break], measure: str, definition: Definition
) -> list[tuple[int, Break]]:
    """Positions at which a new phase starts: declared breaks inside the series that touch the measure.

    What touches a limb touches the whole definition. Several breaks in one hole start one phase, named after the last.
    """
    names = {measure} | ({limb.slug for limb in definition.limbs} if measure == definition.slug else set())
    found: dict[int, Break] = {}
    for each in breaks:
        touched = not names.isdisjoint(each.touches)
        later = [position for position, month in enumerate(months) if month >= each.month]
        if touched and later and 0 < later[0] < len(months):
            found[later[0]] = each
    return sorted(found.items())


def coded_breaks(found: Coded, name: tuple[str, Breakdown], breaks: Sequence[Break], definition: Definition) -> list[Break]:
    """Declared breaks that touch an offence-coded measure, in order of time.

    A break names police.uk types: it touches an offence published under such a type, save homicide, whose recording these
    changes leave alone.
    """
    measure, breakdown = name
    names = {measure} | {category_slug(category_of(code, group)) for code, group, subgroup in found.offences
                         if category_of(code, group) and _of(measure, breakdown, code, group, subgroup, found, definition)}
    if "homicide" in (measure, *(value for _, value in breakdown)):
        names = {"homicide"}
    return sorted((each for each in breaks if not names.isdisjoint(each.touches)), key=lambda each: each.month)


def _of(
    measure: str, breakdown: Breakdown, code: str, group: str, subgroup: str, found: Coded, definition: Definition
) -> bool:
    """Whether an offence is a part of the measure."""
    if breakdown:
        return (category_slug(group), category_slug(subgroup)) == (measure, breakdown[0][1])
    limbs = [limb for limb in definition.limbs if measure in (limb.slug, definition.slug)]
    return any(taken(limb.takes.get(found.contract, ()), code) for limb in limbs)


def days_of(months: Sequence[str]) -> np.ndarray:
    """Days in each month."""
    return np.array([monthrange(int(month[:4]), int(month[5:7]))[1] for month in months], dtype=float)


def calendar_of(months: Sequence[str]) -> np.ndarray:
    """The calendar month of each month, 0 for January."""
    return np.array([int(month[5:7]) - 1 for month in months], dtype=np.int64)
