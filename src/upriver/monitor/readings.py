"""Finding an indicator's readings among cleared figures, in order, with the holes between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from upriver.words.area import Area
from upriver.words.cleared import Cell, ClearedTable
from upriver.words.figure import Key
from upriver.words.monitoring.indicator import CADENCES, Indicator, ReadFrom
from upriver.words.period import month_name, month_number, months_period

RESIDENTS = "assessment/people/residents"
DIVIDED = ("assessment/recorded/rates", "assessment/places/force", "assessment/places/csp", "assessment/kinds/rates")
"""Tables whose rates say how many residents an area has, where the table of residents doesn't."""
UNITARY = ("E06", "E08", "E09", "W06")
"""How codes of councils begin that are district and upper tier in one."""
Name = tuple[str, str, str, tuple[tuple[str, str], ...]]
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Series:
    """Readings of one area, one after the other: every time between the first and the last has a cell, held or not."""

    read_from: ReadFrom
    area: Area
    cells: tuple[Cell, ...]
    each: int
    """Months in each."""


@dataclass(frozen=True)
class Held:
    """All cleared cells by what they count and where."""

    cells: Mapping[Name, Mapping[Place, tuple[Cell, ...]]]
    residents: Mapping[Place, float]
    upto: date | None = None
    """The last day that any of the cells is of."""


def held(tables: Iterable[ClearedTable], wanted: Iterable[Indicator]) -> Held:
    """The cells that indicators are read from, and how many residents each area has."""
    names = {(each.table, each.measure, each.unit, each.breakdown) for one in wanted for each in one.reads}
    needed = {name[0] for name in names}
    found: dict[Name, dict[Place, list[Cell]]] = {}
    residents: dict[Place, float] = {}
    for table in tables:
        if table.slug == RESIDENTS or table.slug in DIVIDED:
            _count_residents(table, residents)
        for cell in table.cells if table.slug in needed else ():
            name = (cell.key.table, cell.key.measure, cell.key.unit, cell.key.breakdown)
            if name in names:
                found.setdefault(name, {}).setdefault((cell.key.area.level, cell.key.area.code), []).append(cell)
    whole = {name: {place: tuple(cells) for place, cells in places.items()} for name, places in found.items()}
    ends = (cell.key.period.end for places in whole.values() for cells in places.values() for cell in cells)
    return Held(whole, residents, max(ends, default=None))


def _count_residents(table: ClearedTable, residents: dict[Place, float]) -> None:
    for cell in table.cells:
        place = (cell.key.area.level, cell.key.area.code)
        if table.slug == RESIDENTS and cell.key.unit == "residents" and not cell.key.breakdown and cell.value is not None:
            residents[place] = cell.value
        elif cell.key.unit == "per_1000_residents" and cell.denominator:
            residents.setdefault(place, cell.denominator)


def series_of(indicator: Indicator, among: Held, area: Area) -> Series | None:
    """The best series that is held of an indicator for an area; of the partnership, its one force's where it has none itself.

    A series with a number is better than one without, and of those the first that the indicator names.
    """
    bare: Series | None = None
    for read in indicator.reads:
        places = among.cells.get((read.table, read.measure, read.unit, read.breakdown), {})
        cells = places.get((area.level, area.code), ())
        forces = [place for place in places if place[0] == "force"]
        if not cells and area.level == "partnership" and len(forces) == 1:
            cells = places[forces[0]]
        found = _in_order(read, cells, CADENCES[read.cadence or indicator.cadence])
        if found and any(cell.value is not None for cell in found.cells):
            return found
        bare = bare or found
    return bare


def councils_of(indicator: Indicator, among: Held) -> tuple[Area, ...]:
    """The councils that it is read for: upper-tier ones, and districts that are councils of their own without one above."""
    found: dict[str, Area] = {}
    for read in indicator.reads:
        places = among.cells.get((read.table, read.measure, read.unit, read.breakdown), {})
        for (level, code), cells in places.items():
            if level == "utla" or (level == "ltla" and code[:3] in UNITARY):
                found.setdefault(code, cells[0].key.area)
    return tuple(sorted(found.values(), key=lambda area: (area.name, area.code)))


def others(series: Series, among: Held) -> tuple[Series, ...]:
    """The same readings of every other area, smaller ones first."""
    read = series.read_from
    places = among.cells.get((read.table, read.measure, read.unit, read.breakdown), {})
    found = (_in_order(read, cells, series.each) for place, cells in places.items() if place != (series.area.level, series.area.code))
    return tuple(sorted((each for each in found if each), key=lambda each: (each.area.level, each.area.name, each.area.code)))


def _in_order(read: ReadFrom, cells: Sequence[Cell], each: int) -> Series | None:
    """The cells whose period is of the right length, in order; a time without one gets an empty cell.

    What isn't held before the first reading and after the last isn't a gap of the series: it hasn't begun, or isn't there yet.
    """
    right = {cell.key.period.months[0]: cell for cell in cells if len(cell.key.period.months) == each}
    known = sorted(month for month, cell in right.items() if cell.value is not None or "c" in cell.marker.split(";"))
    right = {month: cell for month, cell in right.items() if known and known[0] <= month <= known[-1]}
    if not right:
        return None
    area = next(iter(right.values())).key.area
    if each > 12:  # pooled years overlap: there is no next one to miss
        return Series(read, area, tuple(right[first] for first in sorted(right)), each)
    first, last = month_number(min(right)), month_number(max(right))
    ordered = []
    for at in range(first, last + 1, each):
        month = month_name(at)
        ordered.append(right.get(month) or _empty(read, area, month, each))
    placed = sum(month_name(at) in right for at in range(first, last + 1, each))
    return Series(read, area, tuple(ordered), each) if placed == len(right) else None


def _empty(read: ReadFrom, area: Area, month: str, each: int) -> Cell:
    period = months_period(month, month_name(month_number(month) + each - 1))
    return Cell(Key(read.table, area, period, read.measure, read.unit, read.breakdown), None, None, None, None, None, "x", "")
