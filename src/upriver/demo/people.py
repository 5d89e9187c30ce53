"""Residents and deprivation of the fictional partnership, and the files that publish them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from upriver.demo.ground.places import FloatArray, IntArray, Level, Places
from upriver.demo.names import DISTRICTS
from upriver.demo.tables import Cell, write_csv

AGES = 91  # single years 0 to 89, then 90 and over
_AGE_HEADER = [str(age) for age in range(90)] + ["90+"]
_TOWN_NEED = (1.5, 0.8, 0.4, 1.2)  # how much poorer the middle of each town is; the order of DISTRICTS
_ETHNIC_GROUPS = (
    ("Asian, Asian British or Asian Welsh", 0.05),
    ("Black, Black British, Black Welsh, Caribbean or African", 0.02),
    ("Mixed or Multiple ethnic groups", 0.025),
    ("White", 0.89),
    ("Other ethnic group", 0.015),
)


@dataclass(frozen=True)
class People:
    """Who lives where.

    `ages` counts residents by piece and single year of age; `need` is a standard score of income deprivation
    against the whole country for each small area of 2021, higher is poorer.
    """

    ages: IntArray
    need: FloatArray

    def residents(self, level: Level) -> IntArray:
        """Residents of every area of a level."""
        return np.bincount(level.of_piece, weights=self.ages.sum(axis=1)).astype(np.int64)

    def by_age(self, level: Level) -> IntArray:
        """Residents of every area of a level by single year of age."""
        totals = np.zeros((len(level.codes), AGES), dtype=np.int64)
        np.add.at(totals, level.of_piece, self.ages)
        return totals

    def need_rank(self) -> FloatArray:
        """Each small area's place among all of the partnership by income: 0 richest, 1 poorest."""
        order = np.argsort(np.argsort(self.need, kind="stable"), kind="stable")
        return order / (len(order) - 1)


def make_people(places: Places, rng: np.random.Generator) -> People:
    """About 1,600 residents a small area, younger where it is poorer; need is highest mid-town."""
    need = _need(places, rng)
    of_piece = places.lsoa21.of_piece
    size = np.clip(rng.normal(1_620, 230, len(need)), 1_010, 2_900)
    residents = np.round(size / np.bincount(of_piece))[of_piece].astype(np.int64)
    age = np.arange(AGES)
    shape = np.exp(-(((age - 38) / 48.0) ** 2)) / (1 + np.exp((age - 84) / 5.0))
    shares = shape * np.exp(-0.006 * need[of_piece][:, None] * (age - 40))
    shares /= shares.sum(axis=1, keepdims=True)
    return People(rng.multinomial(residents, shares).astype(np.int64), need)


def _need(places: Places, rng: np.random.Generator) -> FloatArray:
    """Smooth in space with some noise; mean 0.15 and spread 0.95 against the whole country."""
    towns = [(district.town, need, 0.13) for district, need in zip(DISTRICTS, _TOWN_NEED, strict=True)]
    estates = [(tuple(rng.uniform(0.1, 0.9, 2)), float(rng.normal(0, 0.9)), 0.08) for _ in range(8)]
    score = rng.normal(0, 0.35, len(places.spot))
    for middle, height, width in towns + estates:
        away = np.hypot(*(places.spot - middle).T)
        score += height * np.exp(-((away / width) ** 2))
    score -= score.mean()
    return 0.15 + 0.95 / float(score.std()) * score


def write_population(folder: Path, places: Places, people: People, rng: np.random.Generator) -> None:
    """Mid-2020 by single year of age, Census 2021 residents by small area, districts by sex and broad age."""
    earlier = People(rng.binomial(people.ages, 0.992).astype(np.int64), people.need)
    for level, slug in ((places.lsoa11, "lsoa11"), (places.lad, "ltla21")):
        first = [f"{slug}_name", f"{slug}_code"] if slug == "lsoa11" else [f"{slug}_code", f"{slug}_name"]
        rows = (
            [*((name, code) if slug == "lsoa11" else (code, name)), _float(ages.sum()), *map(_float, ages)]
            for code, name, ages in zip(level.codes, level.names, earlier.by_age(level), strict=True)
        )
        write_csv(folder / f"population20_{slug}.csv", [*first, "total_population", *_AGE_HEADER], rows)
    write_csv(
        folder / "ethnicity21_lsoa21.csv",
        ("lsoa21_code", "total_residents", "ethnic_group", "n", "prop"),
        _ethnicity(places.lsoa21.codes, people.residents(places.lsoa21), rng),
    )
    _write_sex_and_age(folder / "age_gender21_ltla21_ew.csv", places, people, rng)
    _write_sex_and_single_age(folder / "mid_2022_lsoa21_sex_age.csv", places, people, rng)


def _write_sex_and_single_age(path: Path, places: Places, people: People, rng: np.random.Generator) -> None:
    """Small areas by sex and single year of age, as the small-area estimates are laid out."""
    district = places.lsoa21.within(places.lad)
    header = ["LAD 2021 Code", "LAD 2021 Name", "LSOA 2021 Code", "LSOA 2021 Name", "Total"]
    both = people.by_age(places.lsoa21)
    women = rng.binomial(both, 0.505)
    rows = (
        [places.lad.codes[at], places.lad.names[at], code, name, int(ages.sum()), *female.tolist(), *(ages - female).tolist()]
        for code, name, at, ages, female in zip(places.lsoa21.codes, places.lsoa21.names, district, both, women, strict=True)
    )
    write_csv(path, [*header, *(f"{sex}{age}" for sex in "FM" for age in range(AGES))], rows)


def _ethnicity(
    codes: Sequence[str], residents: IntArray, rng: np.random.Generator
) -> Iterator[Sequence[Cell]]:
    shares = rng.dirichlet([40 * share for _, share in _ETHNIC_GROUPS], len(codes))
    counts = rng.multinomial(residents, shares)
    for code, total, groups in zip(codes, residents.tolist(), counts.tolist(), strict=True):
        for (group, _), count in zip(_ETHNIC_GROUPS, groups, strict=True):
            yield code, _float(total), group, _float(count), count / total


def _write_sex_and_age(path: Path, places: Places, people: People, rng: np.random.Generator) -> None:
    """Broad ages are 0 to 15, 16 to 64, 65 and over; slightly more women, as everywhere."""
    bands = [(0, 16), (16, 65), (65, AGES)]
    sexes = ("females", "males")
    header = ["ltla21_code", "total_population", *(f"total_{sex}" for sex in sexes)]
    header += [f"{band}_{sex}" for sex in sexes for band in ("younger", "working_age", "older")]
    rows = []
    for code, ages in zip(places.lad.codes, people.by_age(places.lad), strict=True):
        both = np.array([ages[low:high].sum() for low, high in bands])
        women = rng.binomial(both, [0.488, 0.505, 0.535])
        counts = [both.sum(), women.sum(), (both - women).sum(), *women, *(both - women)]
        rows.append([code, *map(_float, counts)])
    write_csv(path, header, rows)


def _float(number: object) -> str:
    # The carrier of the real files prints every count with one decimal.
    return f"{number}.0"


@dataclass(frozen=True)
class _Index:
    """One index of deprivation: how it goes with income, and the score found at shares of the country."""

    long_name: str
    short_name: str
    with_income: float
    at: tuple[float, ...]
    scores: tuple[float, ...]


_TENTHS = tuple(step / 10 for step in range(11))
_INCOME = (0.002, 0.067, 0.093, 0.118, 0.149, 0.184, 0.231, 0.289, 0.362, 0.464, 0.9)
_SKEW_AT, _SKEW = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0), (0.2, 3.8, 9.7, 17.4, 29.7, 54.3, 94.0)
_EVEN_AT, _EVEN = (0.0, 0.05, 0.5, 0.95, 1.0), (-3.2, -1.45, 0.0, 1.4, 3.3)
_RATE = tuple(round(score / 2, 3) for score in _INCOME)
_IMD = _Index("Index of Multiple Deprivation (IMD)", "IMD", 0.96, _SKEW_AT, _SKEW)
_DOMAINS = (
    _Index("Income", "Income", 1.0, _TENTHS, _INCOME),
    _Index("Employment", "Employment", 0.93, _TENTHS, _RATE),
    _Index("Education, Skills and Training", "Education", 0.85, _SKEW_AT, _SKEW),
    _Index("Health Deprivation and Disability", "Health", 0.88, _EVEN_AT, _EVEN),
    _Index("Crime", "Crime", 0.75, _EVEN_AT, _EVEN),
    _Index("Barriers to Housing and Services", "Housing_and_Services", 0.1, _SKEW_AT, _SKEW),
    _Index("Living Environment", "Environment", 0.3, _SKEW_AT, _SKEW),
)
_SUPPLEMENTS = (
    _Index("Income Deprivation Affecting Children Index (IDACI)", "IDACI", 0.95, _TENTHS, _INCOME),
    _Index("Income Deprivation Affecting Older People (IDAOPI)", "IDAOPI", 0.9, _TENTHS, _INCOME),
    _Index("Children and Young People Sub-domain", "", 0.85, _EVEN_AT, _EVEN),
    _Index("Adult Skills Sub-domain", "", 0.85, _TENTHS, _INCOME),
    _Index("Geographical Barriers Sub-domain", "", -0.4, _EVEN_AT, _EVEN),
    _Index("Wider Barriers Sub-domain", "", 0.7, _EVEN_AT, _EVEN),
    _Index("Indoors Sub-domain", "", 0.3, _EVEN_AT, _EVEN),
    _Index("Outdoors Sub-domain", "", 0.4, _EVEN_AT, _EVEN),
)


@dataclass(frozen=True)
class _Scored:
    """Score, rank (1 is most deprived) and tenth (1 is most deprived) of every area; ranks may tie."""

    scores: FloatArray
    ranks: IntArray
    tenths: IntArray


def _score(index: _Index, need: FloatArray, areas: int, rng: np.random.Generator) -> _Scored:
    own = rng.normal(0, 1, len(need))
    mixed = index.with_income * need + (1 - index.with_income**2) ** 0.5 * own
    share = np.array([NormalDist().cdf(value) for value in mixed])
    ranks = np.clip(np.round(areas * (1 - share)), 1, areas).astype(np.int64)
    scores = np.round(np.interp(share, index.at, index.scores), 3)
    return _Scored(scores, ranks, np.minimum((ranks - 1) * 10 // areas + 1, 10))


def write_deprivation(folder: Path, places: Places, people: People, rng: np.random.Generator) -> None:
    """Indices of 2025 by 2021 area, in short columns, and of 2019 by 2011 area, in the official File 7."""
    columns = {index.short_name: _score(index, people.need, 33_755, rng) for index in (_IMD, *_DOMAINS)}
    header = ["lsoa21_code", *(f"{name}_{kind}" for kind in ("decile", "rank", "score") for name in columns)]
    values: list[npt.NDArray[np.generic]] = [scored.tenths for scored in columns.values()]
    values += [scored.ranks for scored in columns.values()]
    table = [list(map(_float, column.tolist())) for column in values]
    table += [column.scores.tolist() for column in columns.values()]
    rows = zip(places.lsoa21.codes, *table, strict=True)
    write_csv(folder / "imd2025_england_lsoa21.csv", header, rows)
    _write_file_7(folder / "File_7_-_All_IoD2019_Scores__Ranks__Deciles.csv", places, people, rng)


def _write_file_7(path: Path, places: Places, people: People, rng: np.random.Generator) -> None:
    old = places.lsoa11
    weights = people.ages.sum(axis=1)
    total = np.bincount(old.of_piece, weights=weights * people.need[places.lsoa21.of_piece])
    need: FloatArray = total / np.bincount(old.of_piece, weights=weights) + rng.normal(0, 0.15, len(total))
    header = ["LSOA code (2011)", "LSOA name (2011)"]
    header += ["Local Authority District code (2019)", "Local Authority District name (2019)"]
    columns: list[Iterable[Cell]] = []
    for index in (_IMD, *_DOMAINS, *_SUPPLEMENTS):
        rate = index.scores in (_INCOME, _RATE) and "Sub-domain" not in index.long_name
        header += [f"{index.long_name} Score" + (" (rate)" if rate else "")]
        header += [f"{index.long_name} Rank (where 1 is most deprived)"]
        header += [f"{index.long_name} Decile (where 1 is most deprived 10% of LSOAs)"]
        scored = _score(index, need, 32_844, rng)
        columns += [scored.scores.tolist(), scored.ranks.tolist(), scored.tenths.tolist()]
    ages = people.by_age(old)
    header += [
        "Total population: mid 2015 (excluding prisoners)",
        "Dependent Children aged 0-15: mid 2015 (excluding prisoners)",
        "Population aged 16-59: mid 2015 (excluding prisoners)",
        "Older population aged 60 and over: mid 2015 (excluding prisoners)",
        "Working age population 18-59/64: for use with Employment Deprivation Domain (excluding prisoners)",
    ]
    bands = ((0, AGES), (0, 16), (16, 60), (60, AGES), (18, 62))
    columns += [ages[:, low:high].sum(axis=1).tolist() for low, high in bands]
    district = old.within(places.lad)
    parents = ((places.lad.codes[d], places.lad.names[d]) for d in district)
    named = zip(old.codes, old.names, parents, *columns, strict=True)
    write_csv(path, header, ([code, name, *parent, *rest] for code, name, parent, *rest in named))
