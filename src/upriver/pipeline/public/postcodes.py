"""Postcodes, where the partnership has supplied a list of them: the ONS Postcode Directory, or any CSV with the same columns."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from upriver.places.ground import Ground
from upriver.words.refusal import Refusal

NAMES = ("postcodes.csv", "postcodes.csv.gz")
"""The file in `declarations/site/` of a workspace."""
POSTCODE = ("pcds", "pcd", "pcd7", "pcd8", "postcode")
PLACE = ("lsoa21cd", "lsoa21", "lad25cd", "lad24cd", "lad23cd", "oslaua", "laua", "ltla", "district")
ENDED = ("doterm",)
_CODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})")


def postcodes_of(declarations: Path, ground: Ground, pages: Mapping[str, str]) -> dict[str, dict[str, list[str]]]:
    """Live postcodes of the partnership: first part -> code of the area with a page -> last parts, all sorted.

    `pages` gives for the code of a district that of the area whose page tells of it. A postcode whose small area or district
    is no part of the partnership is passed over; one that can't be a postcode too. Nothing where no file was supplied.

    Raises:
        Refusal: the file has no column of postcodes, or none of small areas or districts.
    """
    path = next((place for name in NAMES if (place := declarations / "site" / name).is_file()), None)
    if path is None:
        return {}
    home = _homes(ground, pages)
    found: dict[str, dict[str, set[str]]] = {}
    for written, lies_in in _rows(path):
        code = _CODE.fullmatch(re.sub(r"\s", "", written).upper())
        if code and lies_in in home:
            found.setdefault(code.group(1), {}).setdefault(home[lies_in], set()).add(code.group(2))
    return {first: {area: sorted(last) for area, last in sorted(areas.items())} for first, areas in sorted(found.items(), key=_in_order)}


def scripts_of(found: Mapping[str, Mapping[str, list[str]]], names: Mapping[str, str]) -> dict[str, bytes]:
    """A small script for each first part, so that looking one up loads no more than it needs, also from a folder."""
    return {
        f"your-area/postcodes/{first.lower()}.js": (
            f"(window.upriverPostcodes=window.upriverPostcodes||{{}})[{json.dumps(first)}]="
            + json.dumps([[code, names.get(code, code), "".join(last)] for code, last in areas.items()], ensure_ascii=False, separators=(",", ":"))
            .replace("<", "\\u003c") + ";\n"
        ).encode()
        for first, areas in found.items()
    }  # fmt: skip


def _in_order(item: tuple[str, object]) -> tuple[str, int, str]:
    letters = re.match(r"[A-Z]+", item[0])
    rest = item[0][letters.end() :] if letters else item[0]
    digits = re.match(r"[0-9]+", rest)
    return (letters.group() if letters else "", int(digits.group()) if digits else 0, rest)


def _homes(ground: Ground, pages: Mapping[str, str]) -> dict[str, str]:
    """The code of a district or small area -> the code of the area with a page that tells of it."""
    level = ground.levels.get("ltla")
    if level is None:
        return {}
    home = {area.code: pages[area.code] for area in level.areas if area.code in pages}
    for row, area in enumerate(level.areas):
        if area.code in pages:
            home |= {ground.small[place]: pages[area.code] for place in level.member[row].indices if place < len(ground.small)}
    return home


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """Each live postcode with the code that it is placed by; a postcode with a day on which it ended is passed over."""
    with (gzip.open(path, "rt", encoding="utf-8-sig", newline="") if path.suffix == ".gz" else path.open(encoding="utf-8-sig", newline="")) as lines:
        rows = csv.reader(lines)
        head = [name.strip().lower() for name in next(rows, [])]
        at, place = (next((head.index(name) for name in names if name in head), None) for names in (POSTCODE, PLACE))
        if at is None or place is None:
            raise Refusal(f"declarations/site/{path.name} has no column of postcodes, or none of areas",
                          do="It needs pcds and lsoa21cd or a district's code, as the ONS Postcode Directory has them.")
        ended = next((head.index(name) for name in ENDED if name in head), None)
        for row in rows:
            if len(row) > max(at, place) and (ended is None or len(row) <= ended or not row[ended].strip()):
                yield row[at], row[place].strip()
