"""The police extract, the emergency departments and the ambulance calls of the fictional partnership, month by month.

Of the attendances a planted share is of people whom the police extract knows too, by the same keyed hash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from upriver.demo.crime import CATEGORIES, ROBBERY, VIOLENCE, Crimes
from upriver.demo.ground.places import Places
from upriver.demo.names import POLICE_AREA
from upriver.demo.partners.harmed import Harmed
from upriver.demo.partners.hours import calls_by_area, way_home
from upriver.demo.partners.sending import MONTHS, SITES, Dice, FeedFile, days_after, key, moment
from upriver.demo.people import People
from upriver.demo.tables import write_csv

UNKNOWN_TO_POLICE = 0.55
ED_KNIFE = 0.06
LATE = ("ed_assault_attendances", "hospital", "2025-09")
"""The file of one sender and month that came a month after it was due."""
POOR_SITE, POOR_SHARE = "ZZZ02", 0.6
"""The site that says nothing of the place for this share of its attendances."""

_WEAPONS = CATEGORIES.index("Possession of weapons")
_OFFENCES: dict[int, dict[str, float]] = {
    VIOLENCE: {"8N": 30, "105A": 31, "8L": 13, "8R": 9, "3B": 5, "8Q": 4, "8T": 3, "19C": 3, "5D": 1.4, "104": 0.6},
    ROBBERY: {"34B": 88, "34A": 12},
    _WEAPONS: {"10D": 60, "10C": 32, "10B": 8},
}
_KNIFE = {"34B": 0.24, "34A": 0.2, "5D": 0.4, "8N": 0.04, "3B": 0.12, "10D": 0.95}
_HURT = ("8N", "5D", "34B")
_AGES = {"0-9": 1, "10-17": 14, "18-24": 21, "25-34": 24, "35-44": 18, "45-64": 18, "65+": 4}
_SEXES = {"male": 56, "female": 44}
_ETHNIC = {"White": 86, "Asian": 5, "Black": 3, "Mixed": 3, "Other": 1, "not stated": 2}
_WHERE = {"home": 38, "street": 31, "licensed premises": 10, "shop": 6, "school or college": 5, "park or open space": 4, "transport": 3,
          "other": 3}
_RELATIONS = {"stranger": 27, "friend or acquaintance": 26, "partner": 15, "former partner": 13, "family": 11, "not known": 8}
_OUTCOMES = {"victim does not support action": 34, "evidential difficulties": 24, "no suspect identified": 17, "still open": 12,
             "charged or summonsed": 9, "community resolution": 4}
_CRIME_HEADER = ("Crime Number", "HO Code", "Recorded Date", "Committed From", "Committed To", "LSOA21CD", "District", "Location Type",
                 "Victim Age Band", "Victim Sex", "Victim Ethnicity", "Relationship", "DA Flag", "Knife Flag", "Weapon", "Outcome",
                 "victim_key", "Suspect Age Band", "Suspect Sex", "Suspect Ethnicity", "suspect_key")
_ED_HEADER = ("REPORTING PERIOD START DATE", "REPORTING PERIOD END DATE", "SITE CODE (OF TREATMENT)", "ARRIVAL DATE AND TIME",
              "ASSAULT DATE AND TIME", "ASSAULT METHOD", "ASSAULT METHOD OTHER DESCRIPTION", "ASSAULT LOCATION TYPE",
              "ASSAULT LOCATION DESCRIPTION", "Age band", "Sex", "Police informed", "person_key")
_METHODS = {"fist": 46, "feet": 11, "pushed": 10, "head": 4, "glass": 4, "bottle": 4, "blunt object": 6, "other sharp object": 3,
            "other body part": 5, "other": 3, "not known": 4}
_PLACES = {"street or public highway": 34, "pub, club or bar": 22, "own home": 18, "someone else's home": 6, "park or open space": 4,
           "public transport or station": 3, "school, college or university": 4, "workplace": 3, "other": 2, "not known": 4}
_WORDS = ("outside a bar on the quay", "by the taxi rank", "at the bus station", "on the seafront", "in the car park of a club",
          "near the college gate")


@dataclass(frozen=True)
class Emergencies:
    """What was planted: attendances by site and month, those by knife, crimes and calls by month."""

    attendances: dict[tuple[str, str], int]
    by_knife: dict[tuple[str, str], int]
    crimes: dict[str, int]
    knife_crimes: dict[str, int]
    calls: dict[str, int]
    hurt: dict[str, int]
    suspected: dict[str, int]
    """Crimes by key of those hurt, and of those suspected."""


@dataclass(frozen=True)
class _Victim:
    """Somebody hurt in a crime of the extract: when, and the key that police made of them."""

    at: datetime
    key: str


def write_emergencies(folder: Path, places: Places, people: People, crimes: Crimes, seed: int) -> tuple[list[FeedFile], Emergencies]:
    """Twelve months of each; the crimes are those of the open files, with what these leave out."""
    dice = Dice(np.random.default_rng((seed, 21)))
    files: list[FeedFile] = []
    harmed = Harmed(people, seed)
    told = Emergencies({}, {}, {}, {}, {}, harmed.hurt, harmed.suspected)
    for month in MONTHS:
        path = folder / "police" / f"crime_extract_{month}.csv"
        rows, victims = _crimes(month, places, crimes, dice, harmed)
        write_csv(path, _CRIME_HEADER, rows)
        files.append(FeedFile(path, "police_crime_extract", "records", POLICE_AREA[0], (month, month), days_after(month, 12)))
        told.crimes[month], told.knife_crimes[month] = len(rows), sum(row[13] == "yes" for row in rows)
        files += _departments(folder, month, victims, dice, seed, told)
        files.append(_ambulance(folder, month, places, crimes, dice, told))
    return files, told


def _crimes(month: str, places: Places, crimes: Crimes, dice: Dice, harmed: Harmed) -> tuple[list[list[str]], list[_Victim]]:
    counts = crimes.counts(month)
    district = places.lsoa21.within(places.lad)
    rows: list[list[str]] = []
    victims: list[_Victim] = []
    for category, offences in _OFFENCES.items():
        areas = np.repeat(np.arange(len(counts)), counts[:, category])
        many = len(areas)
        happened = dice.times(month, many)
        picked = [dice.pick(weights, many) for weights in (_AGES, _SEXES, _WHERE, _RELATIONS, _OUTCOMES)]
        ethnic = dice.blanked(dice.pick(_ETHNIC, many), 0.3)
        spread = dice.rng.integers(1, 40, many)
        chance = dice.rng.random((many, 4))
        for at, (area, offence) in enumerate(zip(areas, dice.pick(offences, many), strict=True)):
            number = int(month[5:]) * 1_000_000 + category * 100_000 + at
            where, relations, outcomes = (column[at] for column in picked[2:])
            knife = bool(chance[at, 0] < _KNIFE.get(offence, 0.01))
            known = offence not in _OFFENCES[_WEAPONS]
            whose, ages, sexes = harmed.victim(number, offence in _HURT) if known else ("", "", "")
            suspect = harmed.suspect(number, outcomes)
            happened[at] = way_home(happened[at], ages, number)
            if whose:
                victims.append(_Victim(happened[at], whose))
            until = moment(happened[at] + timedelta(hours=int(spread[at]))) if chance[at, 1] < 0.06 else ""
            rows.append([
                f"NP/{number}/25", offence, moment(happened[at] + timedelta(hours=int(spread[at]))), moment(happened[at]), until,
                places.lsoa21.codes[area] if chance[at, 2] > 0.02 else "", places.lad.codes[district[area]], where,
                ages, sexes, ethnic[at] if known else "", relations if known else "",
                "yes" if known and relations in ("partner", "former partner", "family") else "no",
                "yes" if knife else "" if chance[at, 3] < 0.1 else "no", "knife" if knife else "", outcomes, whose,
                *suspect,
            ])
    return sorted(rows, key=lambda row: row[2]), victims


def _departments(folder: Path, month: str, victims: Sequence[_Victim], dice: Dice, seed: int, told: Emergencies) -> list[FeedFile]:
    """One file for each sender, with all its sites; nobody who was hurt is seen at two of them."""
    unseen = [victims[at] for at in dice.rng.permutation(len(victims))]
    sent: dict[str, list[list[str]]] = {}
    for site, sender, usual in SITES:
        many = int(dice.rng.poisson(usual * (1 + 0.12 * np.cos(2 * np.pi * (int(month[5:]) - 7) / 12))))
        known = round((1 - UNKNOWN_TO_POLICE) * many)
        met, unseen = unseen[:known], unseen[known:]
        rows = _attendances(site, month, many, met, dice, seed)
        told.attendances[site, month] = many
        told.by_knife[site, month] = sum(row[5] == "knife" for row in rows)
        sent.setdefault(sender, []).extend(rows)
    files = []
    for sender, rows in sent.items():
        path = folder / "health" / f"istv_{sender.lower()}_{month}.csv"
        write_csv(path, _ED_HEADER, rows)
        days = 61 if ("ed_assault_attendances", sender, month) == LATE else 16
        files.append(FeedFile(path, "ed_assault_attendances", "records", sender, (month, month), days_after(month, days)))
    return files


def _attendances(site: str, month: str, many: int, met: Sequence[_Victim], dice: Dice, seed: int) -> list[list[str]]:
    poor = site == POOR_SITE
    where = dice.pick(_PLACES, many)
    where = dice.blanked(where, POOR_SHARE) if poor else where
    words = dice.blanked(dice.pick(dict.fromkeys(_WORDS, 1), many), 0.85 if poor else 0.35)
    how = dice.pick(_METHODS, many)
    knives = round(ED_KNIFE * many)
    how[:knives] = ["knife"] * knives
    how = [how[at] for at in dice.rng.permutation(many)]
    when = [victim.at for victim in met] + dice.times(month, many - len(met))
    waits = dice.rng.integers(15, 240, many)
    ages, sexes = dice.pick(_AGES, many), dice.pick(_SEXES, many)
    guessed = dice.rng.random(many) < 0.12
    first = date.fromisoformat(f"{month}-01")
    rows = []
    for at in range(many):
        known = at < len(met)
        rows.append([
            first.isoformat(), days_after(month, 0).isoformat(), site, moment(when[at] + timedelta(minutes=int(waits[at]))),
            "" if guessed[at] else moment(when[at]), how[at], "a belt" if how[at] == "other" else "", where[at], words[at], ages[at],
            sexes[at], "yes" if known else "no",
            met[at].key if known else key(seed, int(month[5:]) * 1_000_000 + 900_000 + int(site[-1]) * 10_000 + at),
        ])
    return sorted(rows, key=lambda row: row[3])


def _ambulance(folder: Path, month: str, places: Places, crimes: Crimes, dice: Dice, told: Emergencies) -> FeedFile:
    many = int(dice.rng.poisson(118))
    areas = dice.area(places.lsoa21.codes, calls_by_area(places, crimes.rate[:, VIOLENCE]), many)
    kinds = dice.pick({"assault": 86, "stabbing": 7, "sexual assault": 4, "other penetrating injury": 2.5, "shooting": 0.5}, many)
    taken = dice.pick({site: usual for site, _, usual in SITES} | {"": 90}, many)
    columns = zip(dice.times(month, many), kinds, areas, dice.pick(_AGES, many), dice.pick(_SEXES, many), taken, strict=True)
    rows = [[f"AMB-{month}-{at:04d}", moment(when), kind, places.lsoa21.codes[area], age, sex, to]
            for at, (when, kind, area, age, sex, to) in enumerate(columns)]
    told.calls[month] = many
    path = folder / "health" / f"ambulance_{month}.csv"
    write_csv(path, ("Call ID", "Call Date Time", "Call Category", "LSOA21CD", "Age Band", "Sex", "Conveyed To"), rows)
    return FeedFile(path, "ambulance_assault_calls", "records", "ambulance", (month, month), days_after(month, 20))
