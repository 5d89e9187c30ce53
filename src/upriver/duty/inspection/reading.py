"""Criteria that inspectorates published, what this system doesn't hold, and the respects of readiness, read from dated data."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache

from upriver import shelf
from upriver.words.standing.requirement import Criterion, Respect, Unheld


@cache
def criteria() -> tuple[Criterion, ...]:
    """What the inspectorates said about serious youth violence, in their order; a row that wasn't read at its source says so."""
    return tuple(
        Criterion(row["id"], row["framework"], row["says"], row["kind"], row["source"], row["dated"], row["verified"] == "yes", row["note"],
                  tuple(row["rests_on"].split()), row["elsewhere"])
        for row in _rows("criteria.csv")
    )


@cache
def not_held() -> tuple[Unheld, ...]:
    """What inspectors ask for and this system doesn't hold, with who does."""
    return tuple(Unheld(row["id"], row["what"], row["holder"], row["why"], row["source"], row["verified"] == "yes") for row in _rows("not_held.csv"))


@cache
def bank_holidays() -> frozenset[date]:
    """Bank holidays of England and Wales, for the years that the data name."""
    return frozenset(date.fromisoformat(row["date"]) for row in _rows("bank_holidays.csv"))


@cache
def respects() -> tuple[Respect, ...]:
    """The respects in which readiness is judged, in their order.

    Raises:
        shelf.Unreadable: a declaration has a key that means nothing there, or not four levels.
    """
    found = []
    for slug, table in shelf.declared("readiness").items():
        what = f"The respect {slug}"
        shelf.shaped(what, table, {"title": str, "asks": str, "order": int, "levels": list, "verified": bool, "source": str}, {"rests_on": list})
        levels = shelf.texts(f"{what}: levels", table["levels"])
        if len(levels) != 4:
            raise shelf.Unreadable(f"{what} must have four levels, the lowest first.")
        one, two, three, four = levels
        found.append((table["order"], Respect(slug, table["title"], table["asks"], (one, two, three, four),
                                              shelf.texts(f"{what}: rests_on", table.get("rests_on", [])))))
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with shelf.data_file(f"inspection/{name}").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
