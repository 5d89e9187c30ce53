"""What tables are called and how they came about, as the sections and documents that show them say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import ModuleType

from upriver import shelf

SHELVES = ("upriver.report.sections", "upriver.report.documents")


@cache
def titles() -> dict[str, str]:
    """The title of every table, by its name."""
    return {table: title for section in _showing() for table, title in getattr(section, "TABLES", {}).items()}


@cache
def how_made() -> dict[str, str]:
    """What the tables of a section are made by, in a sentence or two for their explanations, by the section's name."""
    return {name: says for section in _showing() for name, says in getattr(section, "MADE", {}).items()}


def _showing() -> Iterator[ModuleType]:
    for each in SHELVES:
        yield from shelf.modules(each)
