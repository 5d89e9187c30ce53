"""Health, education and children's figures of the fictional partnership, as their publishers print them.

Small numbers are hidden the way each publisher hides them. The hospital layout is not verified at source.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from upriver.demo.fingertips import write_fingertips
from upriver.demo.ground.places import FloatArray, Places
from upriver.demo.names import COUNTRY, EDUCATION_NUMBERS, REGION
from upriver.demo.people import People
from upriver.demo.tables import Cell, write_csv

_HOSPITAL_YEARS = tuple(f"{year}/{(year + 1) % 100:02d}" for year in range(2018, 2025))
_CAUSES = (("X85-Y09", "Assault", 4.6e-4), ("X99", "Assault by sharp object", 7.5e-5))
_HOSPITAL_AGES = (
    ("0 to 17", 0, 18, 0.6),
    ("18 to 24", 18, 25, 2.6),
    ("25 to 49", 25, 50, 1.5),
    ("50+", 50, 91, 0.4),
)
_SEXES = (("Male", 1.5), ("Female", 0.5))
_FIRST_YEAR, _YEARS = 2016, 9


def write_services(folder: Path, places: Places, people: People, seed: int) -> None:
    """Hospital admissions, the children's services table, exclusions, and two layouts of public health."""
    rng = np.random.default_rng((seed, 6))
    need = _need_by(places, people, "lad")
    _write_hospital(folder / "hospital_admissions_for_assault.csv", places, people, need, rng)
    _write_children(folder / "lait_la_indicators.csv", places, people, rng)
    _write_exclusions(folder / "exclusions_by_local_authority.csv", places, people, rng)
    write_fingertips(folder, places, people, need, rng)


def _need_by(places: Places, people: People, level: str) -> FloatArray:
    """Mean need of an area's residents, as a factor round 1."""
    of_piece = getattr(places, level).of_piece
    weight = people.ages.sum(axis=1)
    need = np.bincount(of_piece, weights=weight * people.need[places.lsoa21.of_piece])
    return np.exp(0.5 * (need / np.bincount(of_piece, weights=weight)))


def _write_hospital(
    path: Path, places: Places, people: People, need: FloatArray, rng: np.random.Generator
) -> None:
    """Yearly counts by district of residence: 1 to 7 shown as *, the rest rounded to 5."""
    header = (
        "Financial Year",
        "Area Code",
        "Area Name",
        "Cause Code",
        "Cause",
        "Sex",
        "Age Group",
        "Admissions",
    )
    ages = people.by_age(places.lad)
    rows: list[tuple[Cell, ...]] = []
    for year in _HOSPITAL_YEARS:
        for d, (code, name) in enumerate(zip(places.lad.codes, places.lad.names, strict=True)):
            for cause_code, cause, rate in _CAUSES:
                for sex, of_sex in _SEXES:
                    for group, low, high, of_age in _HOSPITAL_AGES:
                        expected = ages[d, low:high].sum() / 2 * rate * need[d] * of_sex * of_age
                        shown = _hidden_or_rounded(int(rng.poisson(expected)))
                        rows.append((year, code, name, cause_code, cause, sex, group, shown))
    write_csv(path, header, rows)


def _hidden_or_rounded(count: int) -> str:
    return "*" if 1 <= count <= 7 else str(5 * round(count / 5))


# Short name, long name, level in an average area, how it goes with need, kind of year, may it be hidden.
_CHILDREN = (
    (
        "FirstYJS",
        "First Time entrants to the Youth Justice System aged 10-17 (rate)",
        170.0,
        1.0,
        "2024",
        False,
    ),
    ("ReoffYO", "Rate of proven re-offending by young offenders (%)", 32.0, 0.4, "2024", True),
    ("TotPermEx", "Total Permanent Explusions", 0.09, 0.8, "2023/24", False),
    ("TotFixedEx", "Total Fixed Period Exclusions", 9.0, 0.8, "2023/24", False),
    ("SecFixedEx", "Secondary Fixed Period Exclusions", 17.0, 0.8, "2023/24", False),
    ("SecTotAbs", "Total absence from Secondary Schools- % half days missed", 8.6, 0.3, "2024", False),
    ("16-17_not known_NEET", "", 5.0, 0.6, "2024", False),
    ("LAC", "Children Looked after rate per 10,000", 71.0, 0.9, "2024", False),
    ("ChildPov", "", 19.0, 0.7, "2024", False),
    ("CPPlans2yrs", "Child Protection Plans lasting 2 years or more", 3.0, 0.1, "2024", True),
)


def _write_children(path: Path, places: Places, people: People, rng: np.random.Generator) -> None:
    """The interactive tool's long table: the long name on a measure's first year only, '-' for hidden."""
    need = _need_by(places, people, "utla")
    areas = [
        (name, f"{EDUCATION_NUMBERS[code]}.0", REGION[1], float(factor))
        for code, name, factor in zip(places.utla.codes, places.utla.names, need, strict=True)
    ]
    areas += [(COUNTRY[1], "970.0", "NA", 1.0), (REGION[1], "996.0", "NA", float(need.mean()))]
    rows: list[tuple[Cell, ...]] = []
    for short, long, level, with_need, form, may_hide in _CHILDREN:
        for year in range(_FIRST_YEAR, _FIRST_YEAR + _YEARS):
            shown_year = f"{year - 1}/{year % 100:02d}" if "/" in form else str(year)
            for name, number, region, factor in areas:
                value = level * factor**with_need * rng.normal(1, 0.06)
                hidden = may_hide and rng.random() < 0.15
                item = long if year == _FIRST_YEAR else ""
                rows.append(
                    (short, item, shown_year, name, "-" if hidden else f"{value:.4g}", number, region)
                )
    header = ("Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region")
    write_csv(path, header, rows)


_SCHOOLS = (("Primary", 0.5, 0.02, 1.4), ("Secondary", 0.46, 0.19, 17.0), ("Special", 0.02, 0.11, 11.0))


_EXCLUSIONS_HEADER = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
    "school_type",
    "characteristic",
    "headcount",
    "perm_excl",
    "perm_excl_rate",
    "suspension",
    "susp_rate",
    "one_plus_susp",
    "one_plus_susp_rate",
]


def _write_exclusions(path: Path, places: Places, people: People, rng: np.random.Generator) -> None:
    """Suspensions and permanent exclusions by authority and kind of school; counts of 1 and 2 shown as c."""
    need = _need_by(places, people, "utla")
    pupils = people.by_age(places.utla)[:, 5:16].sum(axis=1)
    rows: list[tuple[Cell, ...]] = []
    for year in range(_FIRST_YEAR + 3, _FIRST_YEAR + _YEARS):
        for u, (code, name) in enumerate(zip(places.utla.codes, places.utla.names, strict=True)):
            where = (*COUNTRY, *REGION, EDUCATION_NUMBERS[code], code, name)
            for school, share, expelled, suspended in _SCHOOLS:
                heads = round(float(pupils[u]) * share)
                counts = [int(rng.poisson(heads * r * need[u] / 100)) for r in (expelled, suspended)]
                counts.append(round(counts[1] * 0.42))
                cells = [cell for count in counts for cell in _count_and_rate(count, heads)]
                time = (f"{year - 1}{year % 100:02d}", "Academic year", "Local authority")
                rows.append((*time, *where, school, "Total", heads, *cells))
    write_csv(path, _EXCLUSIONS_HEADER, rows)


def _count_and_rate(count: int, heads: int) -> tuple[Cell, Cell]:
    return ("c", "c") if count in (1, 2) else (count, f"{100 * count / heads:.5f}")
