"""Children who enter the youth justice system for the first time, as the department publishes it by council and country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from upriver.assess.asking import Ask
from upriver.places.ground import Ground
from upriver.stats.intervals import comparator_held_back
from upriver.words.figure import Key, RowsSpec
from upriver.words.finding import Estimate, Finding, Signal
from upriver.words.period import Period

SOURCE = "dfe_lait"
PUBLISHED = RowsSpec(SOURCE, ("measure", "years", "area_name", "value", "la_number", "region"))
ENTRANTS = "FirstYJS"
ENGLAND = 970
_YEAR = re.compile(r"20\d\d")


def entrants(question: str, ask: Ask, ground: Ground, table: str) -> Iterator[Finding | Signal]:
    """Published rates by year of the partnership's councils, their region and England.

    A council is joined by its number; the number is learnt from the file's own row that names an upper-tier council of the
    partnership, since every name in it is such a council, a region or the country. A comparator outside half to twice the
    span of what it is made of is held back, with a signal that says so.
    """
    columns = ask.materials.rows.get(PUBLISHED)
    if columns is None:
        return
    rows = _rows(columns)
    numbers = {name: number for _, number, name, _, _ in rows}
    level = ground.levels.get("utla")
    own = {numbers[area.name]: area for area in (level.areas if level else ()) if area.name in numbers}
    regions = {region for _, number, _, region, _ in rows if number in own}
    for year in sorted({year for year, *_ in rows}):
        of_year = [each for each in rows if each[0] == year]
        period = Period(date(year, 1, 1), date(year, 12, 31))
        councils = {number: (value, region) for _, number, _, region, value in of_year if region not in ("", "NA")}
        for number, area in own.items():
            if number in councils:
                yield _finding(question, Key(table, area, period, "first_time_entrants", "published"), councils[number][0], False, ask)
        for _, number, name, region, value in of_year:
            if region not in ("", "NA") or (number != ENGLAND and name not in regions):
                continue
            parts = [v for v, r in councils.values() if number == ENGLAND or r == name]
            if number == ENGLAND:
                parts += [v for _, n, _, r, v in of_year if r in ("", "NA") and n != ENGLAND]
            odd = bool(len(parts) and comparator_held_back(np.array([value]), np.array([parts]))[0])
            key = Key(table, ground.partnership, period, "first_time_entrants", "published", (("compared_with", _slug(number, name)),))
            yield _finding(question, key, value, odd, ask)
            if odd:
                yield Signal(key, "held_back", "lies outside half to twice the span of the areas it is made of")
    for number, area in own.items():
        yield Signal(Key(table, area, ask.period, "first_time_entrants", "published"), "joined", f"the department's area {number}")


def _slug(number: int, name: str) -> str:
    return "England" if number == ENGLAND else name


def _rows(columns: Mapping[str, np.ndarray]) -> list[tuple[int, int, str, str, float]]:
    """(year, the department's number, name, region, value) of every row with a plain year; NaN where the value is hidden."""
    found = []
    names = ("measure", "years", "la_number", "area_name", "region", "value")
    for measure, years, number, name, region, value in zip(*(columns[each] for each in names), strict=True):
        if measure == ENTRANTS and _YEAR.fullmatch(str(years)) and number is not None and np.isfinite(float(number)):
            found.append((int(years), int(number), str(name or ""), str(region or ""), float(value) if value is not None else np.nan))
    return found


def _finding(question: str, key: Key, value: float, held_back: bool, ask: Ask) -> Finding:
    gone = held_back or not np.isfinite(value)
    estimate = Estimate(
        None if gone else value, method="as published; no interval can be made, since the number of children isn't given",
        made="model", flags=("withheld",) * gone, decimals=0,
    )  # fmt: skip
    return Finding(question, key, estimate, (SOURCE,), ask.definition.name, "people")


