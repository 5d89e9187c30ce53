"""One cleared table as tidy rows: a figure a row, columns in plain words, none of them empty throughout."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from upriver.words.area import LEVEL_NAMES
from upriver.words.cleared import Cell, ClearedTable
from upriver.words.figure import UNITS
from upriver.words.language.speaking import mark, say, spoken
from upriver.words.period import Period

Held = str | tuple[float, int]
PARTS = (
    mark("Area type"),
    mark("Area code"),
    mark("Area"),
    mark("Period"),
    mark("What is counted"),
    mark("Split"),
    mark("Count"),
    mark("Denominator"),
    mark("Value"),
    mark("Lower 95% limit"),
    mark("Upper 95% limit"),
    mark("Unit"),
    mark("Marker"),
)
NUMBERS = ("Count", "Denominator", "Value", "Lower 95% limit", "Upper 95% limit")
HIDES = ("c", "x", "z")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns a table has. `gaps`: something in them doesn't apply; `marked`: some figure carries a marker."""

    names: tuple[str, ...]
    gaps: bool
    marked: bool

    @property
    def right(self) -> frozenset[int]:
        """Where the columns of numbers stand, from 0; shorthand in them is set right too."""
        return frozenset(at for at, name in enumerate(self.names) if name in NUMBERS)


def columns_of(table: ClearedTable) -> Columns:
    """The columns in which some cell of the table has something to say; all others are left out.

    Where every figure is itself a count, the column Count would say the same again and is left out.
    """
    empty = set(NUMBERS) - {"Value"} | {"Split", "Marker"}
    for cell in table.cells:
        numbers = _numbers(cell)
        empty -= {name for name, number in numbers.items() if number is not None}
        empty -= {"Marker"} if cell.marker else set()
        empty -= {"Split"} if cell.key.breakdown else set()
    if all(cell.key.unit == "count" for cell in table.cells):
        empty.add("Count")
    names = tuple(name for name in PARTS if name not in empty)
    gaps = any(
        not hider(cell) and any(number is None for name, number in _numbers(cell).items() if name in names)
        for cell in table.cells
    )
    split = "Split" in names and any(not cell.key.breakdown for cell in table.cells)
    return Columns(names, gaps or split, "Marker" in names)


def tidy_rows(table: ClearedTable, columns: Columns, measures: Mapping[str, str]) -> Iterator[tuple[Held, ...]]:
    """The table's cells in their order. Where a number can't stand, its shorthand does, never a zero.

    `measures` holds the words for measures whose short name doesn't say what is counted.
    """
    for cell in table.cells:
        row = _row(cell)
        row["What is counted"] = measures.get(cell.key.measure) or sentence(cell.key.measure)
        yield tuple(row[name] for name in columns.names)


def hider(cell: Cell) -> str:
    """The marker that stands in place of the cell's numbers: c, x or z; "" where they are shown."""
    markers = cell.marker.split(";")
    return next((marker for marker in HIDES if marker in markers), "" if cell.value is not None else "x")


def _numbers(cell: Cell) -> dict[str, float | None]:
    plain_count = cell.key.unit == "count"
    return {
        "Count": cell.count,
        "Denominator": None if plain_count else cell.denominator,
        "Value": cell.value,
        "Lower 95% limit": cell.lower,
        "Upper 95% limit": cell.upper,
    }


def _row(cell: Cell) -> dict[str, Held]:
    key, hidden = cell.key, hider(cell)
    row: dict[str, Held] = {
        "Area type": say(LEVEL_NAMES.get(key.area.level, key.area.level)),
        "Area code": key.area.code,
        "Area": key.area.name,
        "Period": _words_of(key.period, spoken().code),
        "Split": "; ".join(f"{sentence(name)}: {value}" for name, value in sorted(key.breakdown)) or "[z]",
        "Unit": say(UNITS[key.unit][0]) if key.unit in UNITS else key.unit,
        "Marker": " ".join(f"[{marker}]" for marker in cell.marker.split(";") if marker),
    }
    for name, number in _numbers(cell).items():
        if hidden or number is None:
            # A hidden figure hides its count and limits too, whatever the cell still carries.
            row[name] = f"[{hidden or 'z'}]"
        else:
            row[name] = _shown(number, 0 if name == "Count" else 4 if name == "Denominator" else cell.decimals)
    return row


def _shown(number: float, decimals: int) -> tuple[float, int]:
    """The number rounded to what is printed; a denominator with no more decimals than it needs."""
    if not math.isfinite(number):
        raise ValueError("a cleared cell holds a value that isn't a number; a missing one is None")
    rounded = round(number, decimals) + 0.0
    if decimals == 4:
        decimals = next((few for few in range(4) if round(rounded, few) == rounded), 4)
    return rounded, decimals


@lru_cache(maxsize=4_096)
def _words_of(period: Period, _language: str) -> str:
    return period.words


@lru_cache(maxsize=4_096)
def sentence(slug: str) -> str:
    """A slug as words: `violence_and_sexual_offences` as "Violence and sexual offences"."""
    words = slug.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
