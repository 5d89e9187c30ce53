"""Public health indicators of the fictional partnership, in the official download and in the short layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from upriver.demo.ground.places import FloatArray, Places
from upriver.demo.names import COUNTRY
from upriver.demo.people import People
from upriver.demo.tables import Cell, write_csv

_FIRST_YEAR, _YEARS = 2016, 9
_ENGLAND_A_YEAR_OF_AGE = 620_000
_OFFICIAL_HEADER = [
    "Indicator ID",
    "Indicator Name",
    "Parent Code",
    "Parent Name",
    "Area Code",
    "Area Name",
    "Area Type",
    "Sex",
    "Age",
    "Category Type",
    "Category",
    "Time period",
    "Value",
    "Lower CI 95.0 limit",
    "Upper CI 95.0 limit",
    "Lower CI 99.8 limit",
    "Upper CI 99.8 limit",
    "Count",
    "Denominator",
    "Value note",
    "Recent Trend",
    "Compared to England value or percentiles",
    "Compared to Regions (statistical) value or percentiles",
    "Time period Sortable",
    "New data",
    "Compared to goal",
    "Time period range",
]
_SHORT_HEADER = [
    "indicator_id",
    "indicator_label",
    "area_code",
    "area_name",
    "area_type",
    "sex",
    "age",
    "year",
    "value",
    "lower_ci",
    "upper_ci",
    "count",
    "denominator",
    "compared_to_england",
]
_HIDDEN = "Value suppressed for disclosure control due to small count"


@dataclass(frozen=True)
class _Indicator:
    """What is counted in whom; `rate` is a person's for a year where need is average, `to_age` excluded."""

    number: int
    name: str
    age: str
    years: int
    per: int
    rate: float
    from_age: int
    to_age: int


_INDICATORS = (
    _Indicator(
        11201,
        "Violence - hospital admissions for violence (including sexual violence)",
        "All ages", 3, 100_000, 4.3e-4, 0, 91,
    ),
    _Indicator(
        11202, "Violence - violence offences per 1,000 population", "All ages", 1, 1_000, 0.033, 0, 91
    ),
    _Indicator(
        10401, "First time entrants to the youth justice system", "10-17 yrs", 1, 100_000, 1.6e-3, 10, 18
    ),
    _Indicator(
        92904,
        "Admission episodes for alcohol-specific conditions (under 18 years)",
        "<18 yrs", 3, 100_000, 1.1e-4, 0, 18,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class _Reading:
    """One indicator, area and period; no value and no count where it is hidden for a small count."""

    indicator: _Indicator
    area: tuple[str, str, str]  # code, name, kind
    period: str
    first_year: int
    value: tuple[float, float, float] | None  # with its 95% interval
    count: int | None
    denominator: int


def write_fingertips(
    folder: Path, places: Places, people: People, need: FloatArray, rng: np.random.Generator
) -> None:
    """The same readings twice: as downloaded, and single years as the real district file carries them."""
    readings = list(_readings(places, people, need, rng))
    write_csv(folder / "fingertips_indicators.csv", _OFFICIAL_HEADER, map(_official_row, readings))
    short = (reading for reading in readings if reading.value is not None and reading.period.isdigit())
    write_csv(folder / "fingertips_district_data.csv", _SHORT_HEADER, map(_short_row, short))


def _readings(
    places: Places, people: People, need: FloatArray, rng: np.random.Generator
) -> Iterator[_Reading]:
    kinds = ["UA" if code.startswith("E06") else "District" for code in places.lad.codes]
    areas = [(*COUNTRY, "England"), *zip(places.lad.codes, places.lad.names, kinds, strict=True)]
    england = np.full((1, people.ages.shape[1]), _ENGLAND_A_YEAR_OF_AGE)
    ages = np.concatenate([england, people.by_age(places.lad)])
    factor = np.insert(need, 0, 1.0)
    for indicator in _INDICATORS:
        of_age = ages[:, indicator.from_age : indicator.to_age].sum(axis=1)
        for year in range(_FIRST_YEAR, _FIRST_YEAR + _YEARS - indicator.years + 1):
            for number, area in enumerate(areas):
                people_years = int(of_age[number]) * indicator.years
                count = int(rng.poisson(people_years * indicator.rate * factor[number]))
                hidden = 1 <= count <= 7
                value = None if hidden else _rate(count, people_years, indicator.per)
                period = _period(year, indicator.years)
                yield _Reading(indicator, area, period, year, value, None if hidden else count, people_years)


def _period(year: int, years: int) -> str:
    """A calendar year, or three financial years as in 2016/17 - 18/19."""
    if years == 1:
        return str(year)
    return f"{year}/{(year + 1) % 100:02d} - {(year + 2) % 100:02d}/{(year + 3) % 100:02d}"


def _rate(count: int, people: int, per: int) -> tuple[float, float, float]:
    """Rate with Byar's approximate 95% interval (Breslow and Day 1987, volume II, page 69)."""
    low = count * (1 - 1 / (9 * count) - 1.96 / (3 * count**0.5)) ** 3 if count else 0.0
    more = count + 1
    high = more * (1 - 1 / (9 * more) + 1.96 / (3 * more**0.5)) ** 3
    return count / people * per, low / people * per, high / people * per


def _figures(reading: _Reading) -> tuple[Cell, ...]:
    return ("", "", "") if reading.value is None else tuple(f"{figure:.5f}" for figure in reading.value)


def _official_row(reading: _Reading) -> tuple[Cell, ...]:
    indicator = reading.indicator
    england = reading.area[2] == "England"
    return (
        *(indicator.number, indicator.name, *(("", "") if england else COUNTRY), *reading.area),
        *("Persons", indicator.age, "", "", reading.period, *_figures(reading), "", ""),
        *("" if reading.count is None else reading.count, reading.denominator),
        *(_HIDDEN if reading.value is None else "", "", "Not compared", "Not compared"),
        *(f"{reading.first_year}0000", "", "", f"{indicator.years}y"),
    )


def _short_row(reading: _Reading) -> tuple[Cell, ...]:
    indicator = reading.indicator
    code, name, kind = reading.area
    return (
        *(indicator.number, indicator.name, code, name, "england" if kind == "England" else "district"),
        *("Persons", indicator.age, reading.period, *_figures(reading)),
        *("" if reading.count is None else reading.count, reading.denominator, "Not compared"),
    )
