"""Feeds that reach the fictional partnership as protected tables, counts and forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from upriver.demo.ground.places import Places
from upriver.demo.names import DISTRICTS, FIRE_AUTHORITY, ICB
from upriver.demo.partners.sending import QUARTERS, Dice, FeedFile, days_after, protected
from upriver.demo.people import People
from upriver.demo.tables import write_csv

COUNCILS = (("E06009901", "Norsea", "Norsea", 0.9), ("E10009901", "Eastmarch", "Eastmarch", 1.4))
"""The upper-tier councils: code, name, youth justice area, and how large each is."""
_CAUSES = {"sharp object": 0.16, "blunt object": 0.1, "bodily force": 0.56, "sexual": 0.02, "other": 0.15, "firearm": 0.01}
_ADMISSIONS = 46  # a quarter and a district of middling size
_OFFENCES = {"violence against the person": 0.45, "robbery": 0.1, "weapons": 0.1, "drugs": 0.09, "criminal damage": 0.14,
             "public order": 0.12}


def write_counted(folder: Path, places: Places, people: People, seed: int) -> tuple[list[FeedFile], dict[tuple[str, str, str], int]]:
    """One file a quarter of each; gives the admissions as they were before they were protected."""
    dice = Dice(np.random.default_rng((seed, 22)))
    admissions: dict[tuple[str, str, str], int] = {}
    files: list[FeedFile] = []
    for quarter, first, last in QUARTERS:
        for name, written in (
            ("hospital_assault_admissions", _admissions(folder, quarter, places, people, dice, admissions)),
            ("youth_justice_caseload", _youth_justice(folder, quarter, dice)),
            ("probation_caseload", _probation(folder, quarter, dice)),
            ("fire_deliberate", _fires(folder, quarter, (first, last), dice)),
            ("fire_staff_violence", _form(folder, "fire_staff_violence", quarter, {
                "incidents": 14, "verbal_abuse": 8, "objects_thrown": 4, "physical_attacks": 1, "staff_injured": 0}, dice)),
            ("custody_assaults", _form(folder, "custody_assaults", quarter, {
                "assaults": 52, "serious_assaults": 6, "on_staff": 21, "between_people_held": 31, "with_weapon": 5,
                "people_held": 640}, dice)),
            ("children_social_care", _children(folder, quarter, dice)),
        ):
            path, mode, provider, days = written
            files.append(FeedFile(path, name, mode, provider, (first, last), days_after(last, days)))
    return files, admissions


_Written = tuple[Path, str, str, int]


def _named(quarter: str) -> str:
    return quarter.replace(" ", "_").lower()


def _table(folder: Path, slug: str, quarter: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    path = folder / f"{slug}_{_named(quarter)}.csv"
    write_csv(path, (*columns, f"{slug} events"), rows)
    return path


def _admissions(folder: Path, quarter: str, places: Places, people: People, dice: Dice,
                told: dict[tuple[str, str, str], int]) -> _Written:
    residents = people.residents(places.lad)
    usual = _ADMISSIONS * residents / residents.mean()
    rows = []
    for at, code in enumerate(places.lad.codes):
        for cause, share in _CAUSES.items():
            count = int(dice.rng.poisson(usual[at] * share))
            told[quarter, code, cause] = count
            rows.append((quarter, code, cause, protected(count, under=7, to=5)))
    path = _table(folder / "health", "hospital_assault_admissions", quarter, ("quarter", "district", "cause_group"), rows)
    return path, "table", ICB[0], 48


def _youth_justice(folder: Path, quarter: str, dice: Dice) -> _Written:
    rows = []
    for first, usual in (("yes", 38), ("no", 124)):
        for offence, share in _OFFENCES.items():
            count = int(dice.rng.poisson(usual * share))
            rows.append((quarter, first, offence, protected(count, under=9)))
    columns = ("quarter", "first_time_entrant", "offence_group")
    return _table(folder / "justice", "youth_justice_caseload", quarter, columns, rows), "table", "YJS-eastmarch", 40


def _probation(folder: Path, quarter: str, dice: Dice) -> _Written:
    rows = []
    for supervision, usual in (("community order", 520), ("suspended sentence order", 260), ("on licence", 310)):
        for offence, share in _OFFENCES.items():
            count = int(dice.rng.poisson(usual * share))
            rows.append((quarter, supervision, offence, protected(count, under=9)))
    columns = ("quarter", "supervision", "index_offence_group")
    return _table(folder / "justice", "probation_caseload", quarter, columns, rows), "table", "PROB-doggerland", 52


def _fires(folder: Path, quarter: str, period: tuple[str, str], dice: Dice) -> _Written:
    rows = []
    first = int(period[0][5:])
    for month in (f"{period[0][:4]}-{first + step:02d}" for step in range(3)):
        for district in DISTRICTS:
            for kind, usual in (("deliberate primary fire, not a vehicle", 9), ("deliberate primary fire, vehicle", 7),
                                ("deliberate secondary fire", 22)):
                rows.append((month, district.code, kind, protected(int(dice.rng.poisson(usual)), under=9)))
    path = _table(folder / "fire", "fire_deliberate", quarter, ("month", "district", "fire_kind"), rows)
    return path, "table", FIRE_AUTHORITY[0], 70


def _form(folder: Path, slug: str, quarter: str, usual: Mapping[str, int], dice: Dice) -> _Written:
    """A form as it is typed in: its numbers, small ones as c."""
    rows = [(quarter, measure, protected(int(dice.rng.poisson(number)), under=9)) for measure, number in usual.items()]
    provider = FIRE_AUTHORITY[0] if slug == "fire_staff_violence" else "custody-nxi"
    path = folder / ("fire" if provider == FIRE_AUTHORITY[0] else "custody") / f"{slug}_{_named(quarter)}.csv"
    write_csv(path, ("quarter", f"{slug} measure", "number"), rows)
    return path, "form", provider, 60


def _children(folder: Path, quarter: str, dice: Dice) -> _Written:
    rows = []
    for code, _, _, size in COUNCILS[1:]:
        for measure, usual in (("in need", 1900), ("on a protection plan", 260), ("in care", 610), ("missing episodes", 170),
                               ("children with a missing episode", 74), ("at risk of criminal exploitation", 13)):
            rows.append((quarter, code, measure, "", "all", protected(int(dice.rng.poisson(usual * size)), under=9)))
    path = folder / "councils" / f"children_social_care_{_named(quarter)}.csv"
    write_csv(path, ("Quarter", "LA code", "Care measure", "Age band", "Sex", "Number of children"), rows)
    return path, "records", "E10009901", 50
