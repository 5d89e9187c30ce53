"""Who lives where: sets of residents by age, sex and group, each with its year and what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from upriver.places.ground import Ground
from upriver.words.area import Area

AGES = 91
"""Single years 0 to 89, then 90 and over."""
BANDS = (("0_9", 0, 10), ("10_17", 10, 18), ("18_24", 18, 25), ("25_34", 25, 35), ("35_49", 35, 50), ("50_64", 50, 65), ("65_plus", 65, AGES))
"""Bands of age used for violence: slug, first age, the age after the last."""
_NAMED = re.compile(r"(?:mid[ _-]?year|mid|mye|population|pop)[ _-]*((?:20)?\d\d)(?!\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class AgeSet:
    """Residents by single year of age in the middle of a year, by district: code -> (91,).

    `year` is read from the file's name, since the file itself doesn't say it.
    """

    year: int
    file: str
    ages: Mapping[str, np.ndarray]


def year_named(file: str) -> int | None:
    """The year that a population file's name states, None where it states none or several.

    `population20_ltla21.csv` is 2020: the digits behind the word count, the other two are the year of the districts.
    """
    found = {int(digits) + (2000 if len(digits) == 2 else 0) for digits in _NAMED.findall(file)}
    found = found or {int(digits) for digits in _YEAR.findall(file)}
    return found.pop() if len(found) == 1 else None


def age_sets(columns: Mapping[str, np.ndarray], ground: Ground) -> tuple[tuple[AgeSet, ...], tuple[str, ...]]:
    """Sets of ages that can be laid on the ground's districts, newest first, and the files that can't be, by name.

    A file is left out where its name states no year or not one year, where its places are small areas of 2011 (they
    aren't those of today), where a district or an age is missing, or where a place stands in it twice.
    """
    small = {place: code for code, places in district_places(ground).items() for place in places}
    found: list[AgeSet] = []
    left: list[str] = []
    for file in dict.fromkeys(columns["file_name"].tolist()):
        rows = columns["file_name"] == file
        year = year_named(str(file))
        ages = _by_district(columns, rows, small, ground) if year else None
        if year and ages:
            found.append(AgeSet(year, str(file), ages))
        else:
            left.append(str(file))
    return tuple(sorted(found, key=lambda each: (-each.year, each.file))), tuple(sorted(left))


def _by_district(
    columns: Mapping[str, np.ndarray], rows: np.ndarray, small: Mapping[str, str], ground: Ground
) -> dict[str, np.ndarray] | None:
    """Residents by age of every district of the ground, None where any of them can't be known from these rows."""
    districts = tuple(district_places(ground))
    for name, district_of, wanted in (("ltla", {code: code for code in districts}, len(districts)), ("lsoa21", small, len(small))):
        codes = columns[name][rows]
        if not any(code in district_of for code in set(codes.tolist())):
            continue
        ages = {code: np.zeros(AGES) for code in districts}
        seen: set[tuple[str, int]] = set()
        for code, age, residents in zip(codes, columns["age"][rows], columns["residents"][rows], strict=True):
            if code in district_of:
                digits = str(age).rstrip("+")
                at = int(digits) if digits.isdigit() else AGES
                if (code, at) in seen or at >= AGES:
                    return None
                seen.add((code, at))
                ages[district_of[code]][at] += residents
        whole = len(seen) == wanted * AGES and not any(np.isnan(each).any() for each in ages.values())
        return ages if whole and districts else None
    return None


def district_places(ground: Ground) -> dict[str, tuple[str, ...]]:
    """Each district that lies wholly on the ground, with its small areas."""
    return {area.code: places for area, places in places_of(ground, "ltla")}


def made_of_districts(ground: Ground, levels: tuple[str, ...]) -> Iterator[tuple[Area, tuple[str, ...]]]:
    """Areas of some levels that are made of whole districts, with the codes of these."""
    districts = {code: frozenset(places) for code, places in district_places(ground).items()}
    for level in levels:
        for area, places in places_of(ground, level):
            inside = tuple(code for code, own in districts.items() if own <= frozenset(places))
            if inside and sum(len(districts[code]) for code in inside) == len(places):
                yield area, inside


def places_of(ground: Ground, level: str) -> Iterator[tuple[Area, tuple[str, ...]]]:
    """Each area of a level with its small areas."""
    found = ground.levels.get(level)
    for row, area in enumerate(found.areas if found else ()):
        yield area, tuple(ground.small[at] for at in found.member[row].indices if at < len(ground.small)) if found else ()


def groups_on(columns: Mapping[str, np.ndarray], ground: Ground) -> tuple[tuple[str, ...], np.ndarray]:
    """Residents of each ethnic group in each small area of the ground: names, and (groups, small areas), NaN where not held."""
    at = {code: place for place, code in enumerate(ground.small)}
    names = tuple(sorted({str(name) for name in columns["ethnic_group"].tolist() if name}))
    row_of = {name: row for row, name in enumerate(names)}
    found = np.full((len(names), len(ground.small)), np.nan)
    for code, name, residents in zip(columns["lsoa21"], columns["ethnic_group"], columns["residents"], strict=True):
        if code in at and name:
            found[row_of[str(name)], at[code]] = residents
    return names, found
