"""Home Office tables of the fictional force: recorded crime by offence code, knife offences, homicide.

The counts are the same crimes as in the police.uk files, split over offence codes, for every quarter since
2022/23: the month that police.uk lacks is in them and the miscoded month is right. Anti-social behaviour is
not recorded crime and is not here. The knife and homicide layouts are not verified at source.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from upriver.demo.crime import CATEGORIES, Crimes, quarters
from upriver.demo.ground.places import FloatArray, IntArray, Places
from upriver.demo.names import POLICE_AREA
from upriver.demo.tables import Cell, write_csv

_PERSON, _SEXUAL, _THEFT = "Violence against the person", "Sexual offences", "Theft offences"
_INJURY, _NO_INJURY, _STALKING = "Violence with injury", "Violence without injury", "Stalking and harassment"
_WEAPONS, _ORDER, _MISC = "Possession of weapons offences", "Public order offences", "Miscellaneous crimes"
_DAMAGE, _OTHER_SEXUAL = "Criminal damage and arson", "Other sexual offences"

# police.uk category -> (code, description, group, subgroup, weight inside the category). Codes, names and
# groups: Home Office counting rules; the weights are made up and only roughly like a real force's.
_OFFENCES: dict[str, tuple[tuple[str, str, str, str, float], ...]] = {
    "Violence and sexual offences": (
        ("1/4.1/4.10/4.2", "Homicide", _PERSON, "Homicide", 0.4),
        ("2", "Attempted murder", _PERSON, _INJURY, 0.6),
        ("4.4", "Causing death or serious injury by dangerous driving", _PERSON,
         "Death or serious injury - unlawful driving", 1),
        ("5D", "Assault with intent to cause serious harm", _PERSON, _INJURY, 16),
        ("5E", "Endangering life", _PERSON, _INJURY, 3),
        ("8N", "Assault with injury", _PERSON, _INJURY, 205),
        ("8P", "Racially or religiously aggravated assault with injury", _PERSON, _INJURY, 1),
        ("8S", "Assault with injury on a constable", _PERSON, _INJURY, 6),
        ("8T", "Assault with injury on an emergency worker other than a constable", _PERSON, _INJURY, 2),
        ("3B", "Threats to kill", _PERSON, _NO_INJURY, 18),
        ("11A", "Cruelty to children/young persons", _PERSON, _NO_INJURY, 9),
        ("13", "Child abduction", _PERSON, _NO_INJURY, 1),
        ("36", "Kidnapping", _PERSON, _NO_INJURY, 3),
        ("104", "Assault without injury on a constable", _PERSON, _NO_INJURY, 11),
        ("105A", "Assault without injury", _PERSON, _NO_INJURY, 290),
        ("105B", "Racially or religiously aggravated assault without injury", _PERSON, _NO_INJURY, 3),
        ("106", "Modern slavery", _PERSON, _NO_INJURY, 3),
        ("8L", "Harassment", _PERSON, _STALKING, 85),
        ("8M", "Racially or religiously aggravated harassment", _PERSON, _STALKING, 2),
        ("8Q", "Stalking", _PERSON, _STALKING, 55),
        ("8R", "Malicious Communications", _PERSON, _STALKING, 115),
        ("8U", "Controlling or coercive behaviour", _PERSON, _STALKING, 20),
        ("19C", "Rape of a female aged 16 and over", _SEXUAL, "Rape", 22),
        ("19D", "Rape of a female child under 16", _SEXUAL, "Rape", 4),
        ("19E", "Rape of a female child under 13", _SEXUAL, "Rape", 3),
        ("19F", "Rape of a male aged 16 and over", _SEXUAL, "Rape", 3),
        ("17A", "Sexual assault on a male aged 13 and over", _SEXUAL, _OTHER_SEXUAL, 6),
        ("20A", "Sexual assault on a female aged 13 and over", _SEXUAL, _OTHER_SEXUAL, 30),
        ("20B", "Sexual assault on a female child under 13", _SEXUAL, _OTHER_SEXUAL, 6),
        ("21", "Sexual activity involving a child under 13", _SEXUAL, _OTHER_SEXUAL, 6),
        ("22A", "Causing sexual activity without consent", _SEXUAL, _OTHER_SEXUAL, 3),
        ("22B", "Sexual activity involving child under 16", _SEXUAL, _OTHER_SEXUAL, 10),
        ("71", "Abuse of children through sexual exploitation", _SEXUAL, _OTHER_SEXUAL, 2),
        ("88A", "Sexual grooming", _SEXUAL, _OTHER_SEXUAL, 3),
        ("88E", "Exposure and voyeurism", _SEXUAL, _OTHER_SEXUAL, 10),
    ),
    "Robbery": (
        ("34A", "Robbery of business property", "Robbery", "Robbery of business property", 12),
        ("34B", "Robbery of personal property", "Robbery", "Robbery of personal property", 88),
    ),
    "Possession of weapons": (
        ("10A", "Possession of firearms with intent", _WEAPONS, _WEAPONS, 4),
        ("10B", "Possession of firearms offences", _WEAPONS, _WEAPONS, 5),
        ("10C", "Possession of other weapons", _WEAPONS, _WEAPONS, 32),
        ("10D", "Possession of article with blade or point", _WEAPONS, _WEAPONS, 55),
        ("81", "Other firearms offences", _WEAPONS, _WEAPONS, 2),
        ("90", "Other knives offences", _WEAPONS, _WEAPONS, 2),
    ),
    "Public order": (
        ("9A", "Public fear, alarm or distress", _ORDER, _ORDER, 85),
        ("9B", "Racially or religiously aggravated public fear, alarm or distress", _ORDER, _ORDER, 6),
        ("62A", "Violent disorder", _ORDER, _ORDER, 1),
        ("66", "Other offences against the State or public order", _ORDER, _ORDER, 8),
    ),
    "Criminal damage and arson": (
        ("56A", "Arson endangering life", _DAMAGE, "Arson", 1),
        ("56B", "Arson not endangering life", _DAMAGE, "Arson", 5),
        ("58A", "Criminal damage to a dwelling", _DAMAGE, "Criminal damage", 24),
        ("58B", "Criminal damage to a building other than a dwelling", _DAMAGE, "Criminal damage", 14),
        ("58C", "Criminal damage to a vehicle", _DAMAGE, "Criminal damage", 38),
        ("58D", "Other criminal damage", _DAMAGE, "Criminal damage", 17),
        ("58J", "Racially or religiously aggravated criminal damage", _DAMAGE, "Criminal damage", 1),
    ),
    "Drugs": (
        ("92A", "Trafficking in controlled drugs", "Drug offences", "Trafficking of drugs", 22),
        ("92C", "Other drug offences", "Drug offences", "Possession of drugs", 1),
        ("92D", "Possession of controlled drugs (excl. Cannabis)", "Drug offences",
         "Possession of drugs", 21),
        ("92E", "Possession of controlled drugs (Cannabis)", "Drug offences", "Possession of drugs", 56),
    ),
    "Burglary": (
        ("28E", "Burglary Residential", _THEFT, "Domestic burglary", 52),
        ("28F", "Attempted Burglary Residential", _THEFT, "Domestic burglary", 12),
        ("28G", "Distraction Burglary Residential", _THEFT, "Domestic burglary", 2),
        ("29A", "Aggravated Burglary Residential", _THEFT, "Domestic burglary", 1),
        ("30C", "Burglary Business and Community", _THEFT, "Non-domestic burglary", 27),
        ("30D", "Attempted Burglary Business and Community", _THEFT, "Non-domestic burglary", 6),
    ),
    "Vehicle crime": (
        ("37.2", "Aggravated vehicle taking", _THEFT, "Theft of a motor vehicle", 3),
        ("45", "Theft from vehicle", _THEFT, "Theft from a vehicle", 48),
        ("48", "Theft or unauthorised taking of motor vehicle", _THEFT, "Theft of a motor vehicle", 36),
        ("126", "Interfering with a motor vehicle", _THEFT, "Vehicle interference", 13),
    ),
    "Other theft": (
        ("35", "Blackmail", _THEFT, "Other theft offences", 6),
        ("40", "Theft in a dwelling other than from an automatic machine or meter", _THEFT,
         "Other theft offences", 14),
        ("41", "Theft by an employee", _THEFT, "Other theft offences", 3),
        ("43", "Dishonest use of electricity", _THEFT, "Other theft offences", 3),
        ("49", "Other theft", _THEFT, "Other theft offences", 62),
        ("49A", "Making off without payment", _THEFT, "Other theft offences", 12),
    ),
    "Shoplifting": (("46", "Shoplifting", _THEFT, "Shoplifting", 1),),
    "Bicycle theft": (("44", "Theft or unauthorised taking of a pedal cycle", _THEFT, "Bicycle theft", 1),),
    "Theft from the person": (("39", "Theft from the person", _THEFT, "Theft from the person", 1),),
    "Other crime": (
        ("54", "Handling stolen goods", _MISC, _MISC, 12),
        ("61", "Other forgery", _MISC, _MISC, 5),
        ("79", "Perverting the course of justice", _MISC, _MISC, 12),
        ("80", "Absconding from lawful custody", _MISC, _MISC, 3),
        ("86", "Obscene publications etc", _MISC, _MISC, 42),
        ("802", "Dangerous driving", _MISC, _MISC, 12),
        ("99", "Other notifiable offences", _MISC, _MISC, 14),
    ),
}  # fmt: skip
_RECORDED = [CATEGORIES.index(name) for name in _OFFENCES]
_CODES = [offence for offences in _OFFENCES.values() for offence in offences]

# The seven kinds of offence counted when a knife was involved, their codes, and the made-up share that is.
_KNIFE = (
    ("Homicide", ("1/4.1/4.10/4.2",), 0.4),
    ("Attempted murder", ("2",), 0.45),
    ("Threats to kill", ("3B",), 0.18),
    ("Assault with injury and assault with intent to cause serious harm", ("5D", "8N", "8P", "8S"), 0.05),
    ("Robbery", ("34A", "34B"), 0.2),
    ("Rape", ("19C", "19D", "19E", "19F"), 0.015),
    ("Sexual assault", ("17A", "20A", "20B"), 0.004),
)
_OFFENCE_HEADER = (
    "Offence Description",
    "Offence Group",
    "Offence Subgroup",
    "Offence Code",
    "Offence Count",
)


def recorded_by_code(places: Places, crimes: Crimes) -> IntArray:
    """Offences by quarter, Community Safety Partnership and offence code."""
    csp = places.lsoa21.within(places.csp)
    found = []
    for number, (_, _, months) in enumerate(quarters()):
        rng = np.random.default_rng((crimes.seed, 4, number))
        counts = sum(crimes.counts(month) for month in months)
        by_csp = np.zeros((len(places.csp.codes), len(CATEGORIES)), dtype=np.int64)
        np.add.at(by_csp, csp, counts)
        split = [
            rng.multinomial(by_csp[:, category], _shares(name))
            for category, name in zip(_RECORDED, _OFFENCES, strict=True)
        ]
        found.append(np.concatenate(split, axis=1))
    return np.array(found)


def _shares(category: str) -> FloatArray:
    weights = np.array([offence[4] for offence in _OFFENCES[category]])
    shares: FloatArray = weights / weights.sum()
    return shares


def write_recorded(folder: Path, places: Places, crimes: Crimes) -> None:
    """The open tables by partnership and by force, and what is published of knives and homicide by force."""
    counts = recorded_by_code(places, crimes)
    force = POLICE_AREA[1]
    time = ("Financial Year", "Financial Quarter", "Force Name")
    write_csv(
        folder / "prc-csp-open-data-tables.csv",
        (*time, "CSP Name", "ONS Code", *_OFFENCE_HEADER),
        (
            (year, quarter, force, name, code, *offence[1:4], offence[0], int(counts[q, area, number]))
            for q, (year, quarter, _) in enumerate(quarters())
            for area, (code, name) in enumerate(zip(places.csp.codes, places.csp.names, strict=True))
            for number, offence in enumerate(_CODES)
        ),
    )
    whole = counts.sum(axis=1)
    write_csv(
        folder / "prc-pfa-open-data-tables.csv",
        (*time, *_OFFENCE_HEADER),
        (
            (year, quarter, force, *offence[1:4], offence[0], int(whole[q, number]))
            for q, (year, quarter, _) in enumerate(quarters())
            for number, offence in enumerate(_CODES)
        ),
    )
    write_csv(
        folder / "knife-open-data-tables.csv",
        (*time, "Offence", "Number of offences involving a knife", "Total number of offences"),
        _knife_rows(whole, crimes.seed),
    )
    write_csv(
        folder / "homicide-by-force.csv",
        ("Financial Year", "Force Name", "Number of homicides"),
        _homicide_rows(whole),
    )


def _columns(codes: tuple[str, ...]) -> list[int]:
    return [number for number, offence in enumerate(_CODES) if offence[0] in codes]


def _knife_rows(counts: IntArray, seed: int) -> Iterator[tuple[Cell, ...]]:
    rng = np.random.default_rng((seed, 5))
    for q, (year, quarter, _) in enumerate(quarters()):
        for name, codes, share in _KNIFE:
            total = int(counts[q, _columns(codes)].sum())
            yield year, quarter, POLICE_AREA[1], name, int(rng.binomial(total, share)), total


def _homicide_rows(counts: IntArray) -> Iterator[tuple[Cell, ...]]:
    """Complete financial years only."""
    names = [year for year, _, _ in quarters()]
    homicide = counts[:, _columns(_KNIFE[0][1])].sum(axis=1)
    for year in dict.fromkeys(names):
        mine = [int(homicide[q]) for q, name in enumerate(names) if name == year]
        if len(mine) == 4:
            yield year, POLICE_AREA[1], sum(mine)
