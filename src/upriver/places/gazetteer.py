"""What lies in what: for every 2021 small area, the larger areas it belongs to, and how that is known."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from upriver import shelf
from upriver.words.area import LEVELS, Area

_TITLES = re.compile(
    r"\s+(Metropolitan District Council|Metropolitan Borough Council|County Borough Council|Borough Council|"
    r"City Council|County Council|District Council|Council)$"
)
COUNTRIES = {"E": ("E92000001", "England"), "W": ("W92000004", "Wales")}
COUNTRY_SIZES = {"E92000001": 33_755, "W92000004": 1_917}


@dataclass(frozen=True, slots=True)
class LookUp:
    """The rows of one look-up: level -> code, one list a level, all of one length; names likewise; years of headers."""

    codes: Mapping[str, list[str | None]]
    names: Mapping[str, list[str | None]]
    years: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All areas that the look-ups held speak of.

    `parents[level][small area]` is the code of the area of that level it lies in; a small area is absent where it is
    not known or lies in several. `sizes[(level, code)]` is how many small areas the whole area has, where known.
    """

    names: Mapping[tuple[str, str], str]
    parents: Mapping[str, Mapping[str, str]]
    years: Mapping[str, int]
    sizes: Mapping[tuple[str, str], int]
    unclear: tuple[str, ...]
    _inside: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """`parents` the other way round, made at the first question: asked of every ward of a country, a search took minutes."""

    @property
    def small_areas(self) -> tuple[str, ...]:
        return tuple(sorted(self.parents.get("lsoa21", {})))

    def area(self, level: str, code: str) -> Area:
        return Area(level, code, self.names.get((level, code), code), self.years.get(level))

    def areas(self, level: str) -> tuple[Area, ...]:
        codes = sorted(set(self.parents.get(level, {}).values()))
        return tuple(self.area(level, code) for code in codes)

    def small_areas_of(self, level: str, code: str) -> tuple[str, ...]:
        if level not in self._inside:
            turned: dict[str, list[str]] = defaultdict(list)
            for small, parent in self.parents.get(level, {}).items():
                turned[parent].append(small)
            self._inside[level] = {parent: tuple(sorted(found)) for parent, found in turned.items()}
        return self._inside[level].get(code, ())

    def districts_of(self, areas: Iterable[Area]) -> tuple[str, ...]:
        """The codes of the districts that any small area of these areas lies in."""
        small = {code for area in areas for code in self.small_areas_of(area.level, area.code)}
        districts = self.parents.get("ltla", {})
        return tuple(sorted({districts[code] for code in small if code in districts}))

    def lying_in(self, *levels: str) -> dict[str, frozenset[str]]:
        """For each area of these levels, the codes of the areas that it lies in wholly, its own among them."""
        found: dict[str, frozenset[str]] = {}
        for level in levels:
            for small, code in self.parents.get(level, {}).items():
                above = frozenset(parents[small] for parents in self.parents.values() if small in parents)
                found[code] = found[code] & above if code in found else above
        return found


def gazetteer(look_ups: Iterable[LookUp]) -> Gazetteer:
    """Build it from look-ups; where two speak of the same thing the newer boundary year wins.

    Districts' upper tier and region come from the package's own dated table where no look-up gives them.
    """
    names: dict[tuple[str, str], str] = {}
    direct: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    by_district: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    years: dict[str, int] = {}
    for look_up in sorted(look_ups, key=lambda each: sorted(each.years.items())):
        _take(look_up, names, direct, by_district, years)
    _ship(names, by_district)
    small = {code: code for code in direct["lsoa21"]}
    parents: dict[str, dict[str, str]] = {"lsoa21": small}
    unclear: list[str] = []
    districts = {code: next(iter(found)) for code, found in direct["ltla"].items() if len(found) == 1}
    for level in LEVELS[1:]:
        if level in ("partnership", "country"):
            continue
        parents[level], lost = _parents(level, small, direct[level], by_district[level], districts)
        unclear.extend(lost)
    parents["country"] = {code: COUNTRIES[code[0]][0] for code in small if code[0] in COUNTRIES}
    names.update({("country", code): name for code, name in COUNTRIES.values()})
    return Gazetteer(names, parents, years, shipped_sizes(), tuple(sorted(set(unclear))))


def _take(
    look_up: LookUp,
    names: dict[tuple[str, str], str],
    direct: dict[str, dict[str, set[str]]],
    by_district: dict[str, dict[str, set[str]]],
    years: dict[str, int],
) -> None:
    for level, codes in look_up.codes.items():
        for code, name in zip(codes, look_up.names.get(level, [None] * len(codes)), strict=True):
            if code and name:
                names[(level, code)] = name
    child = "lsoa21" if "lsoa21" in look_up.codes else "ltla" if "ltla" in look_up.codes else None
    if child is None:
        return
    into = direct if child == "lsoa21" else by_district
    if child == "lsoa21":
        for code in look_up.codes["lsoa21"]:
            if code:
                direct["lsoa21"][code].add(code)
    for level, codes in look_up.codes.items():
        if level == child or (child == "ltla" and level in ("lsoa21", "msoa21", "ward")):
            continue
        year = look_up.years.get(level, 0)
        if year < years.get(level, 0):
            continue
        if year > years.get(level, 0):
            into[level].clear()
            years[level] = year
        for inner, outer in zip(look_up.codes[child], codes, strict=True):
            if inner and outer:
                into[level][inner].add(outer)


def _ship(names: dict[tuple[str, str], str], by_district: dict[str, dict[str, set[str]]]) -> None:
    held = {level: bool(by_district[level]) for level in ("utla", "region")}
    with shelf.data_file("district_parents.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if not held[row["level"]]:
                by_district[row["level"]][row["ltla"]].add(row["code"])
            plain = names.get(("ltla", row["code"]), _TITLES.sub("", row["name"]))
            names.setdefault((row["level"], row["code"]), plain)


def _parents(
    level: str,
    small: Mapping[str, str],
    direct: Mapping[str, set[str]],
    by_district: Mapping[str, set[str]],
    districts: Mapping[str, str],
) -> tuple[dict[str, str], list[str]]:
    """One parent for each small area; areas with several candidates are left out and named."""
    found: dict[str, str] = {}
    unclear = []
    for code in small:
        options = direct.get(code) or by_district.get(districts.get(code, ""), set())
        if len(options) == 1:
            found[code] = next(iter(options))
        elif options:
            unclear.append(f"{level}: {districts.get(code, code)} lies in {len(options)}")
    return found, unclear


@cache
def shipped_sizes() -> dict[tuple[str, str], int]:
    """How many 2021 small areas each known area has, so that one held only in part is noticed."""
    sizes = {("country", code): size for code, size in COUNTRY_SIZES.items()}
    with shelf.data_file("area_sizes.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["lsoa21_count"]:
                sizes[(row["level"], row["code"])] = int(row["lsoa21_count"])
    return sizes


def whole(gazette: Gazetteer, level: str, code: str, within: frozenset[str]) -> bool:
    """Whether an area lies wholly inside a set of small areas, by the look-ups held and by its known size."""
    held = gazette.small_areas_of(level, code)
    size = gazette.sizes.get((level, code))
    return bool(held) and within.issuperset(held) and (size is None or size == len(held))
