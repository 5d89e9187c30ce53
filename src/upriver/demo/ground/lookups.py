"""Boundaries and look-ups of the fictional partnership, in the geography portal's columns and properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import cos, radians
from pathlib import Path

import numpy as np

from upriver.demo.ground.outlines import outline
from upriver.demo.ground.places import Level, Places
from upriver.demo.names import FIRE_AUTHORITY, ICB, REGION, SUB_ICB
from upriver.demo.tables import Cell, global_id, write_csv, write_geojson

_BOUNDARIES = (
    ("lsoa21", "LSOA21", False),
    ("lsoa11", "LSOA11", True),
    ("msoa21", "MSOA21", False),
    ("ward", "WD25", True),
    ("lad", "LAD24", False),
    ("csp", "CSP24", False),
    ("pfa", "PFA24", False),
)


def write_boundaries(folder: Path, places: Places) -> None:
    """One GeoJSON file a level; the first two columns after FID are code and name, as the portal has them."""
    for slug, prefix, with_middle in _BOUNDARIES:
        level: Level = getattr(places, slug)
        write_geojson(folder / f"{slug}.geojson", slug, _features(places, level, prefix, with_middle))


def _features(
    places: Places, level: Level, prefix: str, with_middle: bool
) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    district, county = level.within(places.lad), level.within(places.utla)
    for number, (code, name) in enumerate(zip(level.codes, level.names, strict=True)):
        cells = places.cells_of(level, number)
        parent, parent_name = places.lad.codes[district[number]], places.lad.names[district[number]]
        properties: dict[str, object] = {"FID": number + 1, f"{prefix}CD": code, f"{prefix}NM": name}
        if with_middle:
            properties[f"{prefix}NMW"] = " " if prefix == "WD25" else name
            if prefix == "WD25":
                properties |= {"LAD25CD": parent, "LAD25NM": parent_name}
            properties |= _middle(places, cells)
        properties["GlobalID"] = global_id(code)
        if prefix not in ("CSP24", "PFA24"):
            utla = places.utla.codes[county[number]]
            properties |= {"LADCD_ACTIVE": parent, "UTLACD": utla, "CAUTHCD": None, "RGNCD": REGION[0]}
        yield properties, outline(places.grid, cells)


def _middle(places: Places, cells: Sequence[int]) -> dict[str, object]:
    """A label point. The national grid figures are rough (a flat sheet at 54.5 north): nobody goes there."""
    longitude, latitude = np.mean([places.grid.inside(cell, 0.5, 0.5) for cell in cells], axis=0)
    easting = 400_000 + (longitude + 2) * 111_320 * cos(radians(54.5))
    northing = 513_000 + (latitude - 54.5) * 111_320
    return {
        "BNG_E": round(float(easting)),
        "BNG_N": round(float(northing)),
        "LONG": round(float(longitude), 5),
        "LAT": round(float(latitude), 5),
    }


def write_lookups(folder: Path, places: Places) -> None:
    """The eight look-ups that carry a small area up to every body of the Duty."""
    small, old, district = places.lsoa21, places.lsoa11, places.lad
    write_csv(
        folder / "LSOA11_LSOA21_LAD22_EW_LU.csv",
        (
            "LSOA11CD",
            "LSOA11NM",
            "LSOA21CD",
            "LSOA21NM",
            "CHGIND",
            "LAD22CD",
            "LAD22NM",
            "LAD22NMW",
            "ObjectId",
        ),
        _numbered(
            (*_pair(old, o), *_pair(small, n), places.change[n], *_pair(district, d), "")
            for n, o, d in zip(small.of_piece, old.of_piece, district.of_piece, strict=True)
        ),
    )
    write_csv(
        folder / "LSOA21_WD24_LAD24_EW_LU.csv",
        ("LSOA21CD", "LSOA21NM", "LSOA21NMW", "WD24CD", "WD24NM", "WD24NMW")
        + ("LAD24CD", "LAD24NM", "LAD24NMW", "ObjectId"),
        _numbered((*s, "", *w, "", *d, "") for s, w, d in _chain(small, places.ward, district)),
    )
    write_csv(
        folder / "LSOA21_MSOA21_LAD22_EW_LU.csv",
        ("LSOA21CD", "LSOA21NM", "MSOA21CD", "MSOA21NM", "LAD22CD", "LAD22NM"),
        ((*s, *m, *d) for s, m, d in _chain(small, places.msoa21, district)),
    )
    write_csv(
        folder / "LSOA21_SICBL24_ICB24_LAD24_EN_LU.csv",
        ("LSOA21CD", "LSOA21NM", "SICBL24CD", "SICBL24CDH", "SICBL24NM", "ICB24CD", "ICB24CDH", "ICB24NM")
        + ("LAD24CD", "LAD24NM"),
        ((*s, *SUB_ICB, *ICB, *d) for s, d in _chain(small, district)),
    )
    _write_district_lookups(folder, places)


def _write_district_lookups(folder: Path, places: Places) -> None:
    district = places.lad
    write_csv(
        folder / "LAD24_CSP24_PFA24_EW_LU.csv",
        ("LAD24CD", "LAD24NM", "CSP24CD", "CSP24NM", "PFA24CD", "PFA24NM", "ObjectId"),
        _numbered((*d, *c, *p) for d, c, p in _chain(district, places.csp, places.pfa)),
    )
    write_csv(
        folder / "LAD24_FRA24_EW_LU.csv",
        ("LAD24CD", "LAD24NM", "FRA24CD", "FRA24NM"),
        ((*d, *FIRE_AUTHORITY) for (d,) in _chain(district)),
    )
    write_csv(
        folder / "LTLA24_UTLA24_EW_LU.csv",
        ("LTLA24CD", "LTLA24NM", "UTLA24CD", "UTLA24NM"),
        ((*d, *u) for d, u in _chain(district, places.utla)),
    )
    write_csv(
        folder / "LAD24_RGN24_EN_LU.csv",
        ("LAD24CD", "LAD24NM", "RGN24CD", "RGN24NM"),
        ((*d, *REGION) for (d,) in _chain(district)),
    )


def _pair(level: Level, number: int) -> tuple[str, str]:
    return level.codes[number], level.names[number]


def _chain(level: Level, *parents: Level) -> Iterator[tuple[tuple[str, str], ...]]:
    """Code and name of each area of a level, and of what it lies in."""
    inside = [level.within(parent) for parent in parents]
    for number in range(len(level.codes)):
        held_by = (_pair(parent, of[number]) for parent, of in zip(parents, inside, strict=True))
        yield _pair(level, number), *held_by


def _numbered(rows: Iterable[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    for number, row in enumerate(rows, start=1):
        yield *row, number
