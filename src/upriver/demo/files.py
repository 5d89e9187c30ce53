"""Write the fictional partnership's files into a folder, and say what was planted in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from upriver.demo.crime import (
    BREAK_MONTH,
    BREAK_STEP,
    CATEGORIES,
    GRADIENT,
    MISCODED_MONTH,
    MISSING_MONTH,
    PROGRAMME_EFFECT,
    PROGRAMME_START,
    STREET_MONTHS,
    VIOLENCE,
    Crimes,
    make_crimes,
    plant,
)
from upriver.demo.ground.lookups import write_boundaries, write_lookups
from upriver.demo.ground.places import Level, Places, make_places
from upriver.demo.names import POLICE_AREA
from upriver.demo.people import make_people, write_deprivation, write_population
from upriver.demo.police import make_points, write_police
from upriver.demo.recorded import write_recorded
from upriver.demo.services import write_services
from upriver.demo.tables import write_csv

MOST_SCALE = 200  # beyond it the codes kept for the made-up areas run out


@dataclass(frozen=True)
class Programme:
    """A programme that worked: from `start` on, robbery in `areas` is `effect` times what it would be."""

    name: str
    areas: tuple[str, ...]
    start: str
    effect: float


@dataclass(frozen=True)
class Truths:
    """What was planted, so that tests can find it again. Small areas are 2021 codes, months are YYYY-MM.

    `names` gives code and name of every area of the higher levels. `gradient` is how many times more violent
    crime the poorest small area has than the richest, all else equal. `hot_spots` are hot all the time, `emerging` from
    EMERGING_FROM on, `former` to FORMER_UNTIL (see crime.py). `totals` counts, for each of `months`
    and each of `categories`, what was recorded before a month was left out and another miscoded; rows without
    a place and in a neighbour's area are in it.
    """

    hot_spots: tuple[tuple[str, ...], ...]
    emerging: tuple[str, ...]
    former: tuple[str, ...]
    institution_area: str
    missing_month: str
    miscoded_month: str
    break_month: str
    break_step: float
    programme: Programme
    gradient: float
    split: tuple[str, ...]  # areas of 2021 that are a part of one of 2011
    merged: tuple[str, ...]  # areas of 2021 made of several of 2011
    irregular: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    months: tuple[str, ...]
    categories: tuple[str, ...]
    totals: tuple[tuple[int, ...], ...]


def write_files(folder: Path, *, seed: int = 2026, scale: int = 1) -> Truths:
    """Write every file of the fictional partnership; the same seed and scale give the same bytes.

    Args:
        folder: made where it is absent. Files of an earlier run are replaced, other files are left alone.
        seed: which of the possible partnerships; names, codes and months are the same in all of them.
        scale: how many times 300 small areas and about 3,000 crimes a month. Written month by month, so that
            memory grows with the areas and with one month, not with the years.

    Raises:
        ValueError: scale is not a whole number from 1 to 200, or seed is negative.
    """
    if not 1 <= scale <= MOST_SCALE or seed < 0:
        raise ValueError(f"scale must be from 1 to {MOST_SCALE} and seed not negative")
    places = make_places(scale, np.random.default_rng((seed, 10)))
    people = make_people(places, np.random.default_rng((seed, 11)))
    planted = plant(places, scale)
    crimes = make_crimes(places, people, planted, seed, scale)
    points = make_points(places, planted.institution, np.random.default_rng((seed, 12)))
    write_boundaries(folder / "boundaries", places)
    write_lookups(folder / "lookups", places)
    write_population(folder / "population", places, people, np.random.default_rng((seed, 13)))
    write_deprivation(folder / "deprivation", places, people, np.random.default_rng((seed, 14)))
    write_recorded(folder / "recorded_crime", places, crimes)
    write_services(folder / "services", places, people, seed)
    _write_breaks(folder / "recorded_crime" / "recording_breaks.csv")
    write_police(folder / "police", places, crimes, points, scale)
    return _truths(places, crimes)


def _write_breaks(path: Path) -> None:
    """What is known of the recording break, in the columns of Upriver's own list of breaks."""
    write_csv(
        path,
        (
            "date_from",
            "date_to",
            "what",
            "kind",
            "area",
            "series_touched",
            "direction",
            "treat_as_break",
            "note",
        )
        + ("source", "source_date", "verified"),
        [
            (f"{BREAK_MONTH}-01", "", "New recording system at the fictional force", "recording practice")
            + (POLICE_AREA[1], CATEGORIES[VIOLENCE], "up", "yes", "made up for the demonstration")
            + ("fictional", BREAK_MONTH, "yes")
        ],
    )


def _truths(places: Places, crimes: Crimes) -> Truths:
    codes = places.lsoa21.codes
    planted = crimes.planted

    def changed(kind: str) -> tuple[str, ...]:
        return tuple(code for code, change in zip(codes, places.change, strict=True) if change == kind)

    programme = tuple(codes[area] for area in planted.programme)
    totals = (crimes.counts(month).sum(axis=0).tolist() for month in STREET_MONTHS)
    return Truths(
        hot_spots=tuple(tuple(codes[area] for area in areas) for areas in planted.hot_spots),
        emerging=tuple(codes[area] for area in planted.emerging),
        former=tuple(codes[area] for area in planted.former),
        institution_area=codes[planted.institution],
        missing_month=MISSING_MONTH,
        miscoded_month=MISCODED_MONTH,
        break_month=BREAK_MONTH,
        break_step=BREAK_STEP,
        programme=Programme("Norsea street teams", programme, PROGRAMME_START, PROGRAMME_EFFECT),
        gradient=GRADIENT,
        split=changed("S"),
        merged=changed("M"),
        irregular=changed("X"),
        names=_names(places.msoa21, places.ward, places.lad, places.utla, places.csp, places.pfa),
        months=STREET_MONTHS,
        categories=CATEGORIES,
        totals=tuple(tuple(counts) for counts in totals),
    )


def _names(*levels: Level) -> tuple[tuple[str, str], ...]:
    return tuple(pair for level in levels for pair in zip(level.codes, level.names, strict=True))
