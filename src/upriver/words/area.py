"""Places: areas with their level, code and dates, and what nests in what."""

from dataclasses import dataclass
from datetime import date

from upriver.words.language.speaking import mark

LEVELS = (
    "lsoa21",
    "msoa21",
    "ward",
    "ltla",
    "utla",
    "csp",
    "force",
    "partnership",
    "icb",
    "fra",
    "region",
    "country",
)
"""Every level of area that a figure may be given for, as written in `cells.csv`, smallest first."""

LEVEL_NAMES = {
    "lsoa21": mark("small area (LSOA 2021)"),
    "msoa21": mark("neighbourhood (MSOA 2021)"),
    "ward": mark("ward"),
    "ltla": mark("district"),
    "utla": mark("upper-tier council area"),
    "csp": mark("community safety partnership"),
    "force": mark("police force area"),
    "partnership": mark("partnership area"),
    "icb": mark("integrated care board area"),
    "fra": mark("fire authority area"),
    "region": mark("region"),
    "country": mark("country"),
}

LEVEL_PLURALS = {
    **{level: name + "s" for level, name in LEVEL_NAMES.items()},
    "lsoa21": "small areas (LSOA 2021)",
    "msoa21": "neighbourhoods (MSOA 2021)",
    "country": "countries",
}


@dataclass(frozen=True, slots=True)
class Area:
    """One area at one level. Codes are ONS GSS codes; a partnership's code is its workspace's slug.

    `vintage` is the year of the boundary (2024 for LAD24). Both dates are included; None means not known.
    """

    level: str
    code: str
    name: str
    vintage: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Nesting:
    """Children that make up a parent. `exact` is False where they only overlap it."""

    parent: Area
    children: tuple[Area, ...]
    exact: bool = True
