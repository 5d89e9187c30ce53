"""What tables are called and how they came about, as the sections that show them say."""

from __future__ import annotations

from functools import cache

from upriver import shelf

SHELF = "upriver.report.sections"


@cache
def titles() -> dict[str, str]:
    """The title of every table, by its name."""
    return {table: title for section in shelf.modules(SHELF) for table, title in getattr(section, "TABLES", {}).items()}


@cache
def how_made() -> dict[str, str]:
    """What the tables of a section are made by, in a sentence or two for their explanations, by the section's name."""
    return {name: says for section in shelf.modules(SHELF) for name, says in getattr(section, "MADE", {}).items()}
