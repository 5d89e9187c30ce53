"""The made-up names and codes of the fictional partnership.

Every code is out of the range that the Office for National Statistics has given out, and no district, county,
force or region of these names exists. The places lie in the North Sea.
"""

from __future__ import annotations

from dataclasses import dataclass

REGION = ("E12009901", "Doggerland")
COUNTRY = ("E92000001", "England")
POLICE_AREA = ("E23009901", "Norsea")
POLICE_FORCE = "Norsea Police"
POLICE_FILE_NAME = "norsea"
FIRE_AUTHORITY = ("E31009901", "Norsea and Eastmarch")
ICB = ("E54009901", "QZZ", "NHS Norsea and Eastmarch Integrated Care Board")
SUB_ICB = ("E38009901", "99Z", "NHS Norsea and Eastmarch ICB - 99Z")
NEIGHBOUR_FORCE_AREA = "Outholme"


@dataclass(frozen=True)
class District:
    """One district, what it lies in, and its town centre as shares of the map's width and height."""

    code: str
    name: str
    county: tuple[str, str]
    safety_partnership: tuple[str, str]
    town: tuple[float, float]


_COUNTY = ("E10009901", "Eastmarch")
_INLAND = ("E22009902", "Harrowmere and Wexholme")
DISTRICTS = (
    District("E06009901", "Norsea", ("E06009901", "Norsea"), ("E22009901", "Norsea"), (0.66, 0.46)),
    District("E07009901", "Harrowmere", _COUNTY, _INLAND, (0.20, 0.72)),
    District("E07009902", "Saltby Vale", _COUNTY, ("E22009903", "Saltby Vale"), (0.26, 0.20)),
    District("E07009903", "Wexholme", _COUNTY, _INLAND, (0.60, 0.86)),
)
EDUCATION_NUMBERS = {"E06009901": 998, "E10009901": 997}

_WARD_FIRST = (
    "Amber", "Barrow", "Cobble", "Drift", "Eider", "Fen", "Gull", "Heron", "Iron", "Kelp", "Lantern",
    "Marram", "Neap", "Otter", "Pebble", "Quarry", "Rook", "Samphire", "Tern", "Vane", "Willow", "Yarrow",
)  # fmt: skip
_WARD_LAST = ("gate", "holme", "wick", "ford", "mere", "stead", "haven", "croft", "ness", "thwaite")
_SIDES = ("", " North", " South", " East", " West")
_STREET_FIRST = (
    "Alder", "Anchor", "Beacon", "Bramble", "Chapel", "Cinder", "Cooper", "Dune", "Ferry", "Finch", "Garth",
    "Harbour", "Hazel", "Jetty", "Kiln", "Larch", "Lime", "Mallow", "Mill", "Oar", "Priory", "Reed", "Rowan",
    "Sail", "Sedge", "Shingle", "Smithy", "Tide", "Weaver", "Wharf",
)  # fmt: skip
_STREET_LAST = (
    "Avenue",
    "Close",
    "Court",
    "Crescent",
    "Drive",
    "Grove",
    "Lane",
    "Road",
    "Row",
    "Street",
    "Way",
)

HOSPITAL = "On or near Hospital"
PRISON = "On or near Prison"
NO_LOCATION = "No Location"
BUSY_PLACES = (
    "Supermarket", "Parking Area", "Petrol Station", "Shopping Area", "Sports/Recreation Area", "Nightclub",
    "Park/Open Space", "Bus/Coach Station",
)  # fmt: skip


def ward_name(number: int) -> str:
    """The name of the ward with this running number; different for every number."""
    firsts, lasts = len(_WARD_FIRST), len(_WARD_LAST)
    # Both parts move with every ward, so that neighbours do not share a first half.
    first, last = number % firsts, (number + number // firsts) % lasts
    round_of_names = number // (firsts * lasts)
    side = _SIDES[round_of_names] if round_of_names < len(_SIDES) else f" {round_of_names}"
    return f"{_WARD_FIRST[first]}{_WARD_LAST[last]}{side}"


def street_name(number: int) -> str:
    """What police.uk would print for a snapped point on a street; names repeat as they do in real towns."""
    first = _STREET_FIRST[number % len(_STREET_FIRST)]
    last = _STREET_LAST[(number // len(_STREET_FIRST)) % len(_STREET_LAST)]
    return f"On or near {first} {last}"


def running_code(prefix: str, number: int, how_many: int) -> str:
    """A code out of the real range, such as E01990001; starts lower only where 9,000 codes are too few."""
    first = 990_001 if how_many <= 8_900 else 900_001
    return f"{prefix}{first + number:06d}"
