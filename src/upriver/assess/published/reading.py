"""Published figures from tables of different layouts, read into one shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from upriver.assess.published.links import ENGLAND
from upriver.assess.published.years import Years, years_of
from upriver.words.figure import RowsSpec
from upriver.words.reference.factor import Measured

Columns = Mapping[str, np.ndarray]
_HEALTH = ("indicator_id", "area_code", "area_name", "area_type", "sex", "age", "period", "value", "lower", "upper", "count", "value_mark")
FINGERTIPS = RowsSpec("fingertips", (*_HEALTH, "category"))
FINGERTIPS_DISTRICT = RowsSpec("fingertips_district", _HEALTH)
LAIT = RowsSpec("dfe_lait", ("measure", "years", "area_name", "value", "la_number", "region", "value_mark"))
EDUCATION = RowsSpec(
    "education_statistics",
    ("time_period", "time_identifier", "level", "country_code", "region_code", "old_la_code", "new_la_code", "la_name", "school_type",
     "characteristic", "perm_excl_rate", "susp_rate"),
)
PUBLISHED = (FINGERTIPS, FINGERTIPS_DISTRICT, LAIT, EDUCATION)
WHOLE = {"", "all", "total", "none"}
"""Values of a split, in small letters, that mean everybody."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One published value of an indicator for an area and some years.

    `kind` is `area`, `region` or `country`; `region` is the region an area lies in, as far as the table says it. `value` is
    None where the publisher gives none: `mark` then says what stands there. The interval is the publisher's own 95% one, and
    `count` the events behind the value, where they are given. `everybody` is True where a value counts a whole population, so that
    chance has no part in it.
    """

    code: str
    name: str
    kind: str
    years: Years
    value: float | None
    lower: float | None = None
    upper: float | None = None
    mark: str = ""
    region: str = ""
    count: float | None = None
    everybody: bool = False


def readings(rows: Mapping[RowsSpec, Columns], measured: Measured, codes: Mapping[int, str]) -> tuple[Reading, ...]:
    """All readings of an indicator, every area and year that is held; none where its table isn't.

    `codes` gives the GSS code of a number of the education department. Where two rows speak of the same area and years,
    and not alike, neither can be chosen: both are left out.
    """
    for spec in PUBLISHED:
        if spec.contract == measured.contract and spec in rows:
            return _settled(_READ[spec.contract](rows[spec], measured, codes))
    return ()


def _settled(found: Iterable[Reading]) -> tuple[Reading, ...]:
    each: dict[tuple[str, Years], list[Reading]] = {}
    for reading in found:
        each.setdefault((reading.code, reading.years), []).append(reading)
    return tuple(same[0] for same in each.values() if len({(one.value, one.lower, one.upper) for one in same}) == 1)


def _text(value: object) -> str:
    return "" if value is None or value != value else str(value).strip()


def _number(value: object) -> float | None:
    return None if value is None or value != value else float(str(value))


def _health(columns: Columns, measured: Measured, codes: Mapping[int, str]) -> Iterable[Reading]:
    """Rows of one sex and one age, not split by any other group; an area type says whether it is England or a region."""
    kept = np.flatnonzero(columns["indicator_id"] == float(measured.indicator))
    for at in kept:
        if _text(columns["sex"][at]) != measured.sex or _text(columns["age"][at]) != measured.age:
            continue
        if "category" in columns and _text(columns["category"][at]).casefold() not in WHOLE:
            continue
        if years := years_of(_text(columns["period"][at])):
            code = _text(columns["area_code"][at])
            kind = "country" if code == ENGLAND else "region" if code.startswith("E12") else "area"
            value, lower, upper = (_number(columns[name][at]) for name in ("value", "lower", "upper"))
            mark = "" if value is not None else _text(columns["value_mark"][at]) or "-"
            name, count = _text(columns["area_name"][at]), _number(columns["count"][at])
            yield Reading(code, name, kind, years, value, lower, upper, mark, "", count)


def _children(columns: Columns, measured: Measured, codes: Mapping[int, str]) -> Iterable[Reading]:
    """The department's interactive tool: areas by its own numbers. A region is a row that itself has no region."""
    kept = np.flatnonzero(columns["measure"] == measured.indicator)
    for at in kept:
        years = years_of(_text(columns["years"][at]))
        la_number = _number(columns["la_number"][at])
        if years is None or la_number is None:
            continue
        number, region = int(la_number), _text(columns["region"][at])
        code = codes.get(number, f"DFE{number}")
        above = region in ("", "NA")
        kind = "country" if code == ENGLAND else "region" if above else "area"
        value = _number(columns["value"][at])
        mark = "" if value is not None else _text(columns["value_mark"][at]) or "-"
        yield Reading(code, _text(columns["area_name"][at]), kind, years, value, None, None, mark, "" if above else region)


def _school(columns: Columns, measured: Measured, codes: Mapping[int, str]) -> Iterable[Reading]:
    """The department's exclusions table: whole academic years, all schools and all pupils."""
    for at in range(len(columns["level"])):
        splits = (_text(columns[name][at]).casefold() for name in ("school_type", "characteristic"))
        if _text(columns["time_identifier"][at]).casefold() != "academic year" or not all(each in WHOLE for each in splits):
            continue
        kind = {"National": "country", "Regional": "region", "Local authority": "area"}.get(_text(columns["level"][at]))
        code = _text(columns[{"country": "country_code", "region": "region_code", "area": "new_la_code"}.get(kind or "", "level")][at])
        when = _number(columns["time_period"][at])
        years = years_of(f"{when:.0f}") if when is not None else None
        if kind and code and years:
            value = _number(columns[measured.indicator][at])
            region = _text(columns["region_code"][at]) if kind == "area" else ""
            yield Reading(code, _text(columns["la_name"][at]), kind, years, value, None, None, "" if value is not None else "-", region)


_READ = {"fingertips": _health, "fingertips_district": _health, "dfe_lait": _children, "education_statistics": _school}
