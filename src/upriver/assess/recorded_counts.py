"""Offence-coded counts laid on the ground: whose they are, which year is latest, what a definition takes of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from upriver import shelf
from upriver.assess.definitions import category_slug
from upriver.places.forces import force_of, plain_name
from upriver.places.ground import Ground
from upriver.store.recorded import Recorded
from upriver.words.area import Area
from upriver.words.declared import Definition
from upriver.words.period import Period, month_name, month_number, months_period

CSP, FORCE = "recorded_crime_csp", "recorded_crime_force"
Breakdown = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """One table's offences on the ground, for the areas of one level.

    `quarters` runs without a gap from the first quarter held or asked to the last; `counts` is (areas, quarters,
    offences); `missing` is (areas, quarters); `listed` is (quarters, offences). `residents` is NaN where not known.
    """

    contract: str
    areas: tuple[Area, ...]
    quarters: tuple[str, ...]
    offences: tuple[tuple[str, str, str], ...]
    counts: np.ndarray
    missing: np.ndarray
    listed: np.ndarray
    residents: np.ndarray


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts of measures: `names` are (measure, breakdown); both arrays are (areas, quarters, measures)."""

    names: tuple[tuple[str, Breakdown], ...]
    counts: np.ndarray
    missing: np.ndarray


def coded(tables: Sequence[Recorded], ground: Ground, level: str, asked: Period) -> Coded | None:
    """The offence-coded counts of a level's areas, or None where no table held speaks of any of them.

    Forces come from the table by force, or from the sum of all rows of the table by partnership where that reaches
    further; the partnership from whole forces where it is made of them, else from whole community safety partnerships.
    """
    if level == "partnership":
        return _union(tables, ground, level, ("force", "csp"), asked)
    if level == "utla":
        return _union(tables, ground, level, ("csp",), asked)
    if level not in ground.levels:
        return None
    areas = ground.levels[level].areas
    residents = ground.residents_of(level)
    if level == "force":
        return of_forces(tables, areas, residents, asked)
    table = next((each for each in tables if each.contract == CSP), None)
    return _laid(table, areas, _rows_of_csp(table, ground, areas), residents, asked) if table else None


def of_forces(
    tables: Sequence[Recorded], areas: Sequence[Area], residents: np.ndarray, asked: Period
) -> Coded | None:
    """The counts of whole forces, also of those that lie only partly on the ground."""
    slugs = [force_of(area.name).slug for area in areas]
    found = []
    for table in sorted(tables, key=lambda each: each.contract != FORCE):
        homes = [force_of(force).slug for force, _, _ in table.places]
        rows = [[at for at, home in enumerate(homes) if home == slug] for slug in slugs]
        if laid := _laid(table, areas, rows, residents, asked):
            found.append(laid)
    return max(found, key=_last_held, default=None)


def _last_held(found: Coded) -> str:
    return max(quarter for at, quarter in enumerate(found.quarters) if not found.missing[:, at].all())


def _rows_of_csp(table: Recorded, ground: Ground, areas: Sequence[Area]) -> list[list[int]]:
    """The table's rows of each partnership: by its code, else by its name inside a force of the ground."""
    homes = set(ground.home)
    by_code = {area.code: at for at, area in enumerate(areas)}
    by_name = {_bare(area.name): at for at, area in enumerate(areas)}
    rows: list[list[int]] = [[] for _ in areas]
    for row, (force, code, name) in enumerate(table.places):
        at = by_code.get(code)
        if at is None and force_of(force).slug in homes:
            at = by_name.get(_bare(name))
        if at is not None:
            rows[at].append(row)
    return rows


def _bare(name: str) -> str:
    return plain_name(name).replace("-", " ")


def _laid(
    table: Recorded, areas: Sequence[Area], rows: Sequence[Sequence[int]], residents: np.ndarray, asked: Period
) -> Coded | None:
    """A table's rows added up for each area over one unbroken run of quarters; None where nothing is held."""
    there = sorted({table.quarters[at] for own in rows for row in own for at in np.flatnonzero(table.held[row])})
    if not there:
        return None
    quarters = quarters_between(min(there[0], quarter_of(asked.months[0])), max(there[-1], quarter_of(asked.months[-1])))
    at = np.array([quarters.index(quarter) for quarter in table.quarters if quarters[0] <= quarter <= quarters[-1]], int)
    use = np.array([n for n, quarter in enumerate(table.quarters) if quarters[0] <= quarter <= quarters[-1]], int)
    counts = np.zeros((len(areas), len(quarters), len(table.offences)), dtype=np.int64)
    missing = np.ones((len(areas), len(quarters)), dtype=bool)
    listed = np.zeros((len(quarters), len(table.offences)), dtype=bool)
    listed[at] = np.asarray(table.listed[_speaking(table, rows)].any(axis=0))[use]
    for area, own in enumerate(rows):
        for row in own:
            counts[area, at] += table.counts[row, use]
            missing[area, at] &= ~table.held[row, use]
    return Coded(table.contract, tuple(areas), quarters, table.offences, counts, missing, listed, residents)


def _speaking(table: Recorded, rows: Sequence[Sequence[int]]) -> list[int]:
    """Forces whose rows say what the table lists: the areas' own, and all with a territory.

    Those without one (fraud recorded nationally) list offences that no police area could have.
    """
    own = {table.places[row][0] for each in rows for row in each}
    return [at for at, force in enumerate(table.forces) if force in own or force_of(force).code]


def _union(tables: Sequence[Recorded], ground: Ground, level: str, parts: Iterable[str], asked: Period) -> Coded | None:
    """Areas made of whole smaller ones: their sums, missing where any of them is."""
    for part in parts:
        found = coded(tables, ground, part, asked)
        if found is None or level not in ground.levels:
            continue
        outer, inner = ground.levels[level], ground.levels[part].member
        sizes, inside = np.asarray(inner.sum(axis=1)).ravel(), (outer.member @ inner.T).toarray()
        member = ((inside == sizes) & (sizes > 0)).astype(np.int64)
        exact = np.flatnonzero(member @ sizes == np.asarray(outer.member.sum(axis=1)).ravel())
        if not len(exact):
            continue
        counts = np.tensordot(member[exact], found.counts, axes=1)
        missing = (member[exact] @ found.missing.astype(np.int64)) > 0
        areas = tuple(outer.areas[row] for row in exact)
        residents = ground.residents_of(level)[exact]
        return Coded(found.contract, areas, found.quarters, found.offences, counts, missing, found.listed, residents)
    return None


def measured(found: Coded, definition: Definition) -> Measured:
    """The definition, its limbs and every published subgroup, counted.

    A part is missing in a quarter whose table lists none of its offences; so is the whole where any limb is.
    """
    limbs = [limb for limb in definition.limbs if limb.takes.get(found.contract)]
    rows = [np.array([taken(limb.takes[found.contract], code) for code, _, _ in found.offences]) for limb in limbs]
    names: list[tuple[str, Breakdown]] = [(definition.slug, ())] if limbs else []
    names += [(limb.slug, ()) for limb in limbs]
    gone = [~(found.listed & row).any(axis=1) for row in rows]
    if limbs:
        rows.insert(0, np.any(rows, axis=0))
        gone.insert(0, np.any(gone, axis=0))
    for group, subgroup in sorted({(group, subgroup) for _, group, subgroup in found.offences}):
        names.append((category_slug(group), (("subgroup", category_slug(subgroup)),)))
        rows.append(np.array([(each, within) == (group, subgroup) for _, each, within in found.offences]))
        gone.append(~(found.listed & rows[-1]).any(axis=1))
    counts = found.counts @ np.array(rows, dtype=np.int64).T
    missing = found.missing[:, :, None] | np.array(gone).T[None, :, :]
    return Measured(tuple(names), np.where(missing, 0, counts), missing)


def taken(codes: Sequence[str], code: str) -> bool:
    """Whether a published code is one of these: several joined by a slash are, where each of them is."""
    wanted = {part.strip() for each in codes for part in each.split("/")}
    return {part.strip() for part in code.split("/")} <= wanted


def latest_year(found: Coded, asked: Period) -> tuple[int, ...]:
    """Positions of the four quarters running, held for some area, that end nearest to the period's end; empty for none.

    Of two as near, the earlier: what is known already stands.
    """
    end = month_number(asked.months[-1])
    whole = [
        at
        for at in range(len(found.quarters) - 3)
        if (~found.missing[:, at : at + 4]).all(axis=1).any()
    ]
    if not whole:
        return ()
    first = min(whole, key=lambda at: (abs(month_number(found.quarters[at + 3]) + 2 - end), at))
    return tuple(range(first, first + 4))


def quarter_of(month: str) -> str:
    """The first month of the quarter that a month lies in."""
    number = month_number(month)
    return month_name(number - number % 3)


def quarters_between(first: str, last: str) -> tuple[str, ...]:
    """The first months of all quarters from first to last, both included."""
    return tuple(month_name(number) for number in range(month_number(first), month_number(last) + 1, 3))


def quarter_period(quarter: str, last: str = "") -> Period:
    """The three months of a quarter, or from one quarter to the end of another."""
    return months_period(quarter, month_name(month_number(last or quarter) + 2))


@cache
def categories() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The police.uk type of each offence code, and of each group of offences that lies in one type whole."""
    by_code: dict[str, str] = {}
    by_group: dict[str, set[str]] = {}
    with shelf.data_file("offence_codes.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            by_code[row["code"]] = row["police_uk_category"]
            by_group.setdefault(row["group"], set()).add(row["police_uk_category"])
    return by_code, {group: next(iter(types)) for group, types in by_group.items() if len(types) == 1}


def category_of(code: str, group: str) -> str:
    """The police.uk type that an offence is published under, "" where that isn't known."""
    by_code, by_group = categories()
    return by_code.get(code) or by_group.get(group, "")
