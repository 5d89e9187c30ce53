"""Cells of a table by their names: what its sections are told from."""

from __future__ import annotations

from upriver.words.area import Area
from upriver.words.cleared import Cell


def one(cells: tuple[Cell, ...], measure: str, unit: str, area: Area | None = None, **names: str) -> Cell | None:
    """The cell of that measure and unit whose breakdown holds just these names, of an area where one is given."""
    return next(
        (cell for cell in cells if (cell.key.measure, cell.key.unit) == (measure, unit) and cell.key.names == names
         and (area is None or cell.key.area == area)),
        None,
    )


def in_words(slug: str) -> str:
    """A slug as words with a capital: "Safety in public"."""
    words = slug.replace("_", " ")
    return words[:1].upper() + words[1:]
