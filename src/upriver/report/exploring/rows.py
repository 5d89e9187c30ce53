"""Cleared cells as they stand in cells.csv, read back: what is explored, what prose names, what a notebook shows."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from upriver import shelf
from upriver.report.cells import COLUMNS
from upriver.words.cleared import Cell
from upriver.words.figure import UNITS
from upriver.words.period import Period, month_period
from upriver.words.text import number


@dataclass(frozen=True, slots=True)
class Row:
    """One cleared cell, with its numbers as they were printed. None is hidden or not available, never zero."""

    table: str
    level: str
    code: str
    name: str
    start: str
    end: str
    measure: str
    breakdown: str
    count: int | None
    denominator: float | None
    value: float | None
    lower: float | None
    upper: float | None
    unit: str
    marker: str
    places: int | None = None
    """The decimals that it was printed with; None for those of its unit."""

    @property
    def figure(self) -> str:
        """The name of the figure, stable for ever."""
        name = f"{self.table}#{self.level}:{self.code},{self.start}..{self.end}"
        return ",".join(part for part in (name, self.measure, self.unit, self.breakdown) if part)

    @property
    def splits(self) -> tuple[str, ...]:
        """The names of what it is split by."""
        return tuple(part.partition("=")[0] for part in self.breakdown.split(";") if part)

    @property
    def decimals(self) -> int:
        if self.places is not None:
            return self.places
        return UNITS.get(self.unit, ("", 2))[1]

    @property
    def shown(self) -> str:
        """The number as it is printed, or its mark."""
        return f"[{self.marker.split(';')[0] or 'x'}]" if self.value is None else number(self.value, self.decimals)

    @property
    def between(self) -> str:
        """The number with its interval, where it has one."""
        if self.value is None or self.lower is None or self.upper is None:
            return self.shown
        return f"{self.shown} (95% interval {number(self.lower, self.decimals)} to {number(self.upper, self.decimals)})"

    @property
    def when(self) -> str:
        """Its period in words."""
        return period_words(self.start, self.end)

    @property
    def plain(self) -> dict[str, object]:
        """Its columns by the names of cells.csv."""
        held = (self.table, self.level, self.code, self.name, self.start, self.end, self.measure, self.breakdown, self.count,
                self.denominator, self.value, self.lower, self.upper, self.unit, self.marker)
        return dict(zip(COLUMNS, held, strict=True))


    @property
    def printed(self) -> tuple[str, ...]:
        """Its columns as texts, numbers with the decimals that they were printed with; nothing where one is missing."""
        def text(name: str, value: object) -> str:
            if isinstance(value, float):
                return f"{value:.4f}".rstrip("0").rstrip(".") if name == "denominator" else f"{value:.{self.decimals}f}"
            return "" if value is None else str(value)

        return tuple(text(name, value) for name, value in self.plain.items())


def rows_of_csv(text: str) -> tuple[Row, ...]:
    """Every row of a cells.csv that was written here.

    Raises:
        ValueError: it lacks a column, or a number in it can't be read.
    """
    given = csv.DictReader(io.StringIO(text))
    if missing := set(COLUMNS) - set(given.fieldnames or ()):
        raise ValueError(f"cells.csv lacks {', '.join(sorted(missing))}")
    return tuple(_row(each) for each in given)


def _row(each: Mapping[str, str]) -> Row:
    return Row(
        each["table"], each["area_level"], each["area_code"], each["area_name"], each["period_start"], each["period_end"],
        each["measure"], each["breakdown"], int(each["count"]) if each["count"] else None, _float(each["denominator"]),
        _float(each["value"]), _float(each["lower"]), _float(each["upper"]), each["unit"], each["marker"],
        len(each["value"].partition(".")[2]) if each["value"] else None,
    )


def _float(text: str) -> float | None:
    found = float(text) if text else None
    if found is not None and not math.isfinite(found):
        raise ValueError("cells.csv holds a number that is none")
    return found


def rows_of_cells(cells: Iterable[Cell]) -> Iterator[Row]:
    """Cleared cells as rows."""
    for cell in cells:
        key = cell.key
        yield Row(
            key.table, key.area.level, key.area.code, key.area.name, key.period.start.isoformat(), key.period.end.isoformat(),
            key.measure, key.breakdown_text, cell.count, None if key.unit == "count" else cell.denominator, cell.value, cell.lower,
            cell.upper, key.unit, cell.marker, cell.decimals if cell.value is not None else None,
        )


def period_words(start: str, end: str) -> str:
    """A period of two ISO days in words; as it stands where they are none."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", start) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", end):
        return f"{start} to {end}"
    if start[:7] == end[:7]:
        month = month_period(start[:7])
        if month.end.isoformat() == end and start.endswith("-01"):
            return month.words
    return Period(date.fromisoformat(start), date.fromisoformat(end)).words


def measure_said(measure: str) -> str:
    """A measure as people read it: what its definition calls it, else its slug as words."""
    found = _titles().get(measure) or measure.replace("_", " ")
    return found[:1].upper() + found[1:]


def meaning(measure: str) -> str:
    """What a measure holds and doesn't, where a shipped definition says so; else nothing."""
    definitions = shelf.declared("definitions")
    if measure in definitions:
        return str(definitions[measure].get("says", ""))
    limbs = definitions.get("police_uk_proxy", {}).get("limbs", ())
    return next((str(limb.get("says", "")) for limb in limbs if limb.get("slug") == measure), "")


def is_definition(measure: str) -> bool:
    """Whether a measure is a whole definition, not a part of one."""
    return measure in _titles()


@cache
def _titles() -> dict[str, str]:
    """What the shipped definitions call themselves."""
    return {slug: str(table["title"]) for slug, table in shelf.declared("definitions").items() if "title" in table}


def unit_said(unit: str) -> str:
    """A unit in words."""
    return "number of events" if unit == "count" else UNITS.get(unit, (unit.replace("_", " "), 2))[0]
