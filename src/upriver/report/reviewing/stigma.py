"""Tables that could stain a neighbourhood or a group: ethnicity, or people who are suspected, beside areas below the partnership."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from upriver.words.cleared import ClearedTable
from upriver.words.figure import Key

SMALL = ("lsoa21", "lsoa11", "msoa21", "ward", "csp", "ltla", "utla")
"""Levels that lie below a partnership."""
GROUPS = ("ethnic",)
SUSPECTED = ("suspect", "offender", "perpetrator", "who_harm")


@dataclass(frozen=True, slots=True)
class Stain:
    """One such table, what it sets beside areas, and how many of its numbers do."""

    table: str
    title: str
    what: str
    cells: int


def stains(tables: Iterable[ClearedTable], shared: Collection[str]) -> tuple[Stain, ...]:
    """The tables that a person has to agree to, in their order, of those that rest on partners' data (`shared`).

    Of open data the publisher has set the same beside the same areas already.
    """
    found = []
    for table in tables:
        told = (
            [what for cell in table.cells if cell.value is not None and (what := _sets_beside(cell.key))]
            if table.slug in shared
            else []
        )
        if told:
            found.append(Stain(table.slug, table.title, " and ".join(sorted(set(told))), len(told)))
    return tuple(found)


def _sets_beside(key: Key) -> str:
    if key.area.level not in SMALL:
        return ""
    named = " ".join((key.table, key.measure, *key.names))
    if any(word in " ".join(key.names) for word in GROUPS):
        return "ethnicity"
    return "people who are suspected or were convicted" if any(word in named for word in SUSPECTED) else ""
