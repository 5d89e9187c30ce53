"""Builders of cleared readings: every cell as it leaves the lock, with everything defaulted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from upriver.monitor.indicators import one
from upriver.monitor.readings import Held, held
from upriver.words.area import Area
from upriver.words.cleared import Cell, ClearedTable
from upriver.words.declared import Break
from upriver.words.figure import Key
from upriver.words.monitoring.indicator import Indicator, ReadFrom
from upriver.words.period import month_name, month_number, months_period
from upriver.words.registers.strategy import Measure

HERE = Area("partnership", "here", "Here")
MONTHLY = "robbery_monthly"


def robbery() -> Indicator:
    """An indicator of monthly counts, where lower is better."""
    return one(MONTHLY)


def a_cell(read: ReadFrom, month: str, value: float | None, *, each: int = 1, area: Area = HERE, marker: str = "") -> Cell:
    period = months_period(month, month_name(month_number(month) + each - 1))
    counted = int(value) if read.unit == "count" and value is not None else None
    return Cell(Key(read.table, area, period, read.measure, read.unit, read.breakdown), counted, None, value, None, None,
                marker or ("c" if value is None else ""), "")


def readings(values: Sequence[float | None], *, of: Indicator | None = None, start: str = "2023-01", each: int = 1, area: Area = HERE,
             provisional: Sequence[int] = (), residents: float | None = None) -> tuple[ClearedTable, ...]:
    """A table of readings one after the other; None is hidden; `provisional` are positions."""
    read = (of or robbery()).reads[0]
    cells = tuple(
        a_cell(read, month_name(month_number(start) + at * each), value, each=each, area=area, marker="p" if at in provisional else "")
        for at, value in enumerate(values)
    )
    tables = [ClearedTable(read.table, "", cells, (), ())]
    if residents is not None:
        key = Key("assessment/people/residents", area, months_period("2021-03", "2021-03"), "residents", "residents")
        tables.append(ClearedTable(key.table, "", (Cell(key, int(residents), None, residents, None, None, "", ""),), (), ()))
    return tuple(tables)


def among(tables: Sequence[ClearedTable], of: Indicator | None = None) -> Held:
    return held(tables, (of or robbery(),))


def a_break(month: str, touches: str = "robbery", what: str = "A new system") -> Break:
    return Break(month, what, (touches,), ("E",), True, "made up")


def a_measure(target: int | None = None, *, by: str = "2026-12-31", start: str = "2025-01-01", end: str = "2025-12-31", indicator: str = MONTHLY) -> Measure:
    return Measure("m1", "o1", indicator, "", date.fromisoformat(start), date.fromisoformat(end), None if target is None else Decimal(target),
                   date.fromisoformat(by), "")
