"""Police forces as data.police.uk names them, with the slug and the area code of each."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

from upriver import shelf

NO_TERRITORY = ("btp",)
"""Forces with no area of their own: their rows are in no area's total."""

_TITLE = re.compile(r"\b(constabulary|police service|police|heddlu)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Force:
    """A force: slug as in data.police.uk, GSS code of its area ("" where not known), name of the area."""

    slug: str
    code: str
    name: str


def plain_name(name: str) -> str:
    """A force's name without its title, for comparing: "Devon & Cornwall Police" is "devon and cornwall"."""
    bare = _TITLE.sub(" ", name.casefold()).replace("&", " and ")
    if "," in bare:
        bare = " ".join(reversed(bare.split(",")))
    return " ".join(bare.split())


@cache
def known_forces() -> dict[str, Force]:
    """Every territorial force of England and Wales, by each plain name it goes by."""
    forces: dict[str, Force] = {}
    with shelf.data_file("forces.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            force = Force(row["slug"], row["code"], row["name"])
            for name in (row["name"], row["publisher_name"], row["slug"].replace("-", " ")):
                forces[plain_name(name)] = force
    forces[plain_name("Hampshire and Isle of Wight Constabulary")] = forces["hampshire"]
    forces[plain_name("British Transport Police")] = Force("btp", "", "British Transport Police")
    return forces


def force_of(name: str) -> Force:
    """The force that a file's rows name; one that isn't known gets a slug made from its name and no code."""
    bare = plain_name(name)
    found = known_forces().get(bare)
    return found or Force(re.sub(r"[^a-z0-9]+", "-", bare).strip("-") or "unknown", "", name)
