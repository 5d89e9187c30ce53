"""Cells of a table by their names: what its sections are told from."""

from __future__ import annotations

from collections.abc import Mapping

from upriver.report.story import Story
from upriver.words.area import Area
from upriver.words.cleared import Cell


def cells_of(story: Story, table: str) -> tuple[Cell, ...]:
    """All cells of a table; nothing where the run made none."""
    found = story.clearance.table(table)
    return tuple(found.cells) if found else ()


def named(cell: Cell) -> Mapping[str, str]:
    """The breakdown of a cell by name."""
    return dict(cell.key.breakdown)


def one(cells: tuple[Cell, ...], measure: str, unit: str, area: Area | None = None, **names: str) -> Cell | None:
    """The cell of that measure and unit whose breakdown holds just these names, of an area where one is given."""
    return next(
        (cell for cell in cells if (cell.key.measure, cell.key.unit) == (measure, unit) and named(cell) == names
         and (area is None or cell.key.area == area)),
        None,
    )


def in_words(slug: str) -> str:
    """A slug as words with a capital: "Safety in public"."""
    words = slug.replace("_", " ")
    return words[:1].upper() + words[1:]
