"""police.uk files of the fictional force: street-level crime, outcomes, stop and search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from upriver.demo.crime import (
    ANTI_SOCIAL,
    CATEGORIES,
    MISCODED_MONTH,
    MISSING_MONTH,
    STREET_MONTHS,
    VIOLENCE,
    Crimes,
    miscode,
)
from upriver.demo.ground.outlines import NORTH, SOUTH, WEST
from upriver.demo.ground.places import FloatArray, IntArray, Places
from upriver.demo.names import (
    BUSY_PLACES,
    HOSPITAL,
    NEIGHBOUR_FORCE_AREA,
    NO_LOCATION,
    POLICE_FILE_NAME,
    POLICE_FORCE,
    PRISON,
    street_name,
)
from upriver.demo.tables import write_csv

STREET_HEADER = (
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code",
    "LSOA name", "Crime type", "Last outcome category", "Context",
)  # fmt: skip
OUTCOMES_HEADER = (*STREET_HEADER[:9], "Outcome type")
STOPS_HEADER = (
    "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude", "Gender",
    "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation", "Object of search",
    "Outcome", "Outcome linked to object of search", "Removal of more than just outer clothing",
)  # fmt: skip
FIRST_MONTH_OF_NEW_CODES = "2024-01"  # police.uk moved from the areas of 2011 to those of 2021 unmarked
_EXTRA_MONTHS = STREET_MONTHS[-6:]  # with outcomes and stop and search beside the crimes
_NO_LOCATION_SHARE, _NEIGHBOUR_SHARE, _AT_HOSPITAL = 0.01, 0.003, 0.8
_NEIGHBOUR_AREAS, _NEIGHBOUR_POINTS = 4, 12
_STOPS_A_MONTH = 150  # a unit of scale

_OUTCOMES = (
    "Investigation complete; no suspect identified", "Unable to prosecute suspect", "Local resolution",
    "Court result unavailable", "Offender given a caution", "Action to be taken by another organisation",
    "Further investigation is not in the public interest", "Status update unavailable",
    "Awaiting court outcome", "Under investigation",
)  # fmt: skip
_SETTLED = 7  # the first seven are ends; the others wait for something
_OUTCOME_SHARES = {
    "Violence and sexual offences": (15, 63, 4, 3, 1, 3, 1, 6, 3, 1),
    "Public order": (38, 43, 4, 4, 1, 1, 1, 4, 3, 1),
    "Robbery": (42, 33, 2, 8, 1, 0, 0, 6, 7, 1),
    "Drugs": (8, 8, 55, 6, 4, 0, 5, 7, 6, 1),
    "Possession of weapons": (18, 38, 4, 11, 6, 1, 5, 8, 8, 1),
}
_OTHER_OUTCOMES = (64, 20, 3, 4, 1, 1, 1, 3, 2, 1)


@dataclass(frozen=True)
class Points:
    """Snapped points, ordered by small area; `reach` is the area's number plus its share of crime so far."""

    where: list[tuple[str, str, str]]  # longitude, latitude, location
    piece: IntArray
    reach: FloatArray
    hospital: int


def make_points(places: Places, institution: int, rng: np.random.Generator) -> Points:
    """Eight to fourteen points a small area, all inside the piece they belong to; some are far busier."""
    parts = np.bincount(places.lsoa21.of_piece)
    where: list[tuple[str, str, str]] = []
    piece_of, weights, area_of = [], [], []
    hospital = -1
    for piece, cells in enumerate(places.cells):
        area = int(places.lsoa21.of_piece[piece])
        for number in range(int(rng.integers(8, 15)) // int(parts[area])):
            longitude, latitude = places.grid.inside(cells[number % len(cells)], *rng.uniform(0.25, 0.75, 2))
            name = street_name(int(rng.integers(0, 330)))
            if number == 0:
                busy = int(rng.integers(0, 2 * len(BUSY_PLACES)))
                name = f"On or near {BUSY_PLACES[busy]}" if busy < len(BUSY_PLACES) else name
                if area == institution:
                    name, hospital = HOSPITAL, len(where)
                elif area == institution + 1:
                    name = PRISON  # a named point with nothing planted at it
            where.append((f"{longitude:.6f}", f"{latitude:.6f}", name))
            piece_of.append(piece)
            area_of.append(area)
            weights.append(rng.gamma(0.8) + 0.05)
    weight, owner = np.array(weights), np.array(area_of)
    total = np.bincount(owner, weights=weight)
    upto = (np.cumsum(weight) - np.concatenate([[0.0], np.cumsum(total)])[owner]) / total[owner]
    upto[np.append(owner[1:] != owner[:-1], True)] = 1.0  # exactly, or a draw could slip into the next area
    return Points(where, np.array(piece_of), owner + upto, hospital)


def write_police(folder: Path, places: Places, crimes: Crimes, points: Points, scale: int) -> None:
    """A folder a month as in the publisher's archive; one month has no street file at all."""
    for month in STREET_MONTHS:
        rng = np.random.default_rng((crimes.seed, 3, STREET_MONTHS.index(month)))
        stem = folder / month / f"{month}-{POLICE_FILE_NAME}"
        if month != MISSING_MONTH:
            rows = list(_street_rows(month, places, crimes, points, rng))
            write_csv(stem.with_name(f"{stem.name}-street.csv"), STREET_HEADER, rows)
            if month in _EXTRA_MONTHS:
                outcomes = ((*row[:9], row[10]) for row in rows if row[10] in _OUTCOMES[:_SETTLED])
                write_csv(stem.with_name(f"{stem.name}-outcomes.csv"), OUTCOMES_HEADER, outcomes)
        if month in _EXTRA_MONTHS:
            stops = _stop_rows(month, points, _STOPS_A_MONTH * scale, rng)
            write_csv(stem.with_name(f"{stem.name}-stop-and-search.csv"), STOPS_HEADER, stops)


def _street_rows(
    month: str, places: Places, crimes: Crimes, points: Points, rng: np.random.Generator
) -> Iterator[tuple[str, ...]]:
    counts = crimes.counts(month)
    if month == MISCODED_MONTH:
        counts = miscode(counts, rng)
    slot = np.repeat(np.arange(counts.size), counts.ravel())
    area, category = slot // len(CATEGORIES), slot % len(CATEGORIES)
    point = _draw_points(area, category, crimes, points, rng)
    outcome = _draw_outcomes(category, month, rng)
    level = places.lsoa21 if month >= FIRST_MONTH_OF_NEW_CODES else places.lsoa11
    small_area = level.of_piece[points.piece[point]]
    fate = rng.random(len(slot))
    ids = rng.bytes(32 * len(slot)).hex()
    neighbours = _neighbour_places()
    picked = rng.integers(0, len(neighbours), len(slot))
    drawn = zip(
        point.tolist(), small_area.tolist(), category.tolist(), outcome.tolist(), fate.tolist(), strict=True
    )
    for number, (at, within, kind, result, lot) in enumerate(drawn):
        place = (*points.where[at], level.codes[within], level.names[within])
        if lot < _NO_LOCATION_SHARE:
            place = ("", "", NO_LOCATION, "", "")
        elif lot < _NO_LOCATION_SHARE + _NEIGHBOUR_SHARE:
            place = neighbours[picked[number]]
        crime_id = "" if kind == ANTI_SOCIAL else ids[64 * number : 64 * number + 64]
        last = "" if kind == ANTI_SOCIAL else _OUTCOMES[result]
        yield crime_id, month, POLICE_FORCE, POLICE_FORCE, *place, CATEGORIES[kind], last, ""


def _draw_points(
    area: IntArray, category: IntArray, crimes: Crimes, points: Points, rng: np.random.Generator
) -> IntArray:
    """A point for each crime; most violence in the institution's area sits on its one point."""
    point = np.searchsorted(points.reach, area + rng.random(len(area)), side="right")
    inside = (area == crimes.planted.institution) & (category == VIOLENCE)
    point[inside & (rng.random(len(area)) < _AT_HOSPITAL)] = points.hospital
    return point


def _draw_outcomes(category: IntArray, month: str, rng: np.random.Generator) -> IntArray:
    """An outcome for each crime by its category; in the last two months many are still being looked into."""
    shares = np.array([_OUTCOME_SHARES.get(name, _OTHER_OUTCOMES) for name in CATEGORIES], dtype=np.float64)
    if month in STREET_MONTHS[-2:]:
        shares[:, -1] = shares.sum(axis=1) / 2
    upto = np.cumsum(shares, axis=1) / shares.sum(axis=1, keepdims=True)
    past = rng.random((len(category), 1)) >= upto[category, :-1]
    outcome: IntArray = past.sum(axis=1)
    return outcome


def _neighbour_places() -> list[tuple[str, str, str, str, str]]:
    """A few points beyond the western border, in small areas of the next force."""
    found = []
    for number in range(_NEIGHBOUR_POINTS):
        latitude = SOUTH + (NORTH - SOUTH) * (number + 1) / (_NEIGHBOUR_POINTS + 2) / 2
        owner = number % _NEIGHBOUR_AREAS
        area = (f"E01999{owner + 1:03d}", f"{NEIGHBOUR_FORCE_AREA} 001{chr(ord('A') + owner)}")
        found.append((f"{WEST - 0.2:.6f}", f"{latitude:.6f}", street_name(number), *area))
    return found


_ETHNICITIES = (
    ("White - English/Welsh/Scottish/Northern Irish/British", "White"),
    ("White - Any other White background", "White"),
    ("Black/African/Caribbean/Black British - African", "Black"),
    ("Asian/Asian British - Any other Asian background", "Asian"),
    ("Mixed/Multiple ethnic groups - White and Black Caribbean", "Mixed"),
    ("Other ethnic group - Not stated", ""),
)
_SEARCHES = (
    ("Misuse of Drugs Act 1971 (section 23)", "Controlled drugs"),
    ("Police and Criminal Evidence Act 1984 (section 1)", "Offensive weapons"),
    ("Police and Criminal Evidence Act 1984 (section 1)", "Stolen goods"),
    ("Police and Criminal Evidence Act 1984 (section 1)", "Article for use in theft"),
)
_STOP_OUTCOMES = (
    "A no further action disposal",
    "Arrest",
    "Community resolution",
    "Khat or Cannabis warning",
)


def _stop_rows(
    month: str, points: Points, how_many: int, rng: np.random.Generator
) -> Iterator[tuple[str, ...]]:
    minutes = np.sort(rng.integers(0, 28 * 24 * 60, rng.poisson(how_many))).tolist()
    for minute in minutes:
        date = f"{month}-{minute // 1440 + 1:02d}T{minute // 60 % 24:02d}:{minute % 60:02d}:00+00:00"
        longitude, latitude, _ = points.where[int(rng.integers(0, len(points.where)))]
        gender = ("Male", "Female", "")[int(rng.choice(3, p=[0.86, 0.12, 0.02]))]
        age = ("10-17", "18-24", "25-34", "over 34", "")[int(rng.choice(5, p=[0.2, 0.34, 0.22, 0.2, 0.04]))]
        own, officer = _ETHNICITIES[int(rng.choice(6, p=[0.6, 0.08, 0.07, 0.05, 0.04, 0.16]))]
        law, sought = _SEARCHES[int(rng.choice(4, p=[0.6, 0.22, 0.1, 0.08]))]
        outcome = _STOP_OUTCOMES[int(rng.choice(4, p=[0.7, 0.14, 0.1, 0.06]))]
        linked = "" if outcome == _STOP_OUTCOMES[0] else ("True" if rng.random() < 0.7 else "False")
        stripped = "True" if rng.random() < 0.03 else "False"
        yield (
            *("Person search", date, "False", "", latitude, longitude, gender, age, own, officer),
            *(law, sought, outcome, linked, stripped),
        )
