"""Which area a publisher's own number means, and which areas are like it: dated tables, joined by code alone."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from upriver.shelf import data_file

ENGLAND = "E92000001"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The areas that a scheme calls most like one: numbers of the education department, nearest first."""

    scheme: str
    version: str
    licence: str
    source: str
    numbers: tuple[int, ...]
    names: Mapping[int, str]


def education_codes(stated: Mapping[str, np.ndarray] | None = None) -> dict[int, str]:
    """GSS code of each number of the Department for Education.

    From the table that is shipped, checked one to one; then from rows of a held table that state both (the department's
    own exclusions table), which win.
    """
    found = dict(_shipped())
    if stated:
        for number, code in zip(stated["old_la_code"], stated["new_la_code"], strict=True):
            if number and code and str(number).strip().isdigit():
                found[int(number)] = str(code)
    return found


@cache
def _shipped() -> dict[int, str]:
    with data_file("education_areas.csv").open(encoding="utf-8", newline="") as lines:
        return {int(row["number"]): row["code"] for row in csv.DictReader(lines)}


@cache
def region_of() -> dict[str, str]:
    """The region's code of each district and council area, by code."""
    with data_file("district_parents.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    found = {row["ltla"]: row["code"] for row in rows if row["level"] == "region"}
    return found | {row["code"]: found[row["ltla"]] for row in rows if row["level"] == "utla" and row["ltla"] in found}


@cache
def similar_areas() -> dict[int, Neighbours]:
    """The neighbours of each area that has any, by its number of the education department."""
    found: dict[int, list[dict[str, str]]] = {}
    with data_file("similar_areas.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(int(row["area"]), []).append(row)
    return {area: _neighbours(sorted(rows, key=lambda row: int(row["rank"]))) for area, rows in found.items()}


def _neighbours(rows: list[dict[str, str]]) -> Neighbours:
    first = rows[0]
    names = {int(row["neighbour"]): row["neighbour_name"] for row in rows}
    return Neighbours(first["scheme"], first["version"], first["licence"], first["source"], tuple(names), names)
