"""The lists outside the registers that their values must stand in."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Mapping

from upriver import shelf
from upriver.store.folder import Folder
from upriver.words.registers.slip import Known
from upriver.words.sharing.authority import Register

DECLARED = ("indicators", "questions", "requirements", "readiness")
"""Lists that are declarations of the same name."""


def known_of(folder: Folder, register: Register, approaches: Iterable[tuple[str, str]],
             figures: Callable[[str], Collection[str] | None]) -> Known:
    """Everything that is known of: bodies, people by id alone, what is declared, approaches from elsewhere and our own.

    Areas are held to the shape of a code alone: a plan may name one that no look-up was taken in for. `figures` gives
    the names of a run's figures when they are asked for.
    """
    lists: dict[str, Mapping[str, str]] = {
        "authorities": {body.id: body.name for body in register.authorities},
        "people": dict.fromkeys((person.id for person in register.people if not person.erased_on), ""),
        "approaches": {**shipped_approaches(), **dict(approaches)},
    }
    for kind in DECLARED:
        if found := _declared(folder, kind):
            lists[kind] = found
    return Known(lists, figures)


def shipped_approaches() -> dict[str, str]:
    """The approaches of the evidence library that comes with Upriver: their ids and names."""
    with shelf.data_file("evidence/approaches.csv").open(encoding="utf-8-sig", newline="") as lines:
        return {row["slug"]: row["name"] for row in csv.DictReader(lines)}


def _declared(folder: Folder, kind: str) -> dict[str, str]:
    try:
        found = shelf.declared(kind, folder.declarations)
    except FileNotFoundError:  # a list that this version doesn't ship: whatever has the right shape passes
        return {}
    # Requirements are called A1 wherever people meet them; their files can't be.
    return {slug.upper() if kind == "requirements" else slug: str(table.get("title") or table.get("name") or table.get("says") or "")
            for slug, table in found.items()}
