"""How full a held part is: for each field that was asked for, in how many rows it was wanted and in how many it is filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from upriver.store.checking import MEMORY
from upriver.store.engine import engine, literal, named
from upriver.store.partners.replacing import period_sql
from upriver.words.declared import Contract, Field

COARSE = ("gss", "outward_postcode")
"""Patterns of places that a small area says already."""


@dataclass(frozen=True, slots=True)
class Filled:
    """One field of one part: the rows for which it is asked, and those in which it is filled."""

    field: str
    asked: int
    filled: int


@dataclass(frozen=True, slots=True)
class Measured:
    """One part: its rows, how many of them are exactly like another, how full each field is, and each site by period.

    `sites` are (site, period, cells asked for, cells filled), where the contract has a field with codes of sites.
    """

    rows: int
    alike: int
    fields: tuple[Filled, ...]
    sites: tuple[tuple[str, str, int, int], ...]


def measured(path: Path, layout: Contract, fields: Sequence[str], *, spill: Path) -> Measured:
    """Measure a held file against its contract, over these fields; one that the file lacks is filled nowhere."""
    asked = [layout.field(name) for name in fields]
    with engine(spill, threads=1, memory=MEMORY) as connection:
        reading = f"read_parquet({literal(str(path))})"
        there = {str(row[0]) for row in connection.execute(f"DESCRIBE SELECT * FROM {reading}").fetchall()}
        wanted = {each.name: _asked(each, layout, there) for each in asked}
        sums = ", ".join(f"count(*) FILTER ({wanted[each.name]}), count(*) FILTER ({wanted[each.name]} AND {_filled(each, there)})"
                         for each in asked)
        told = connection.execute(f"SELECT count(*){', ' + sums if sums else ''} FROM {reading}").fetchone() or (0,)
        distinct = connection.execute(f"SELECT count(*) FROM (SELECT DISTINCT * FROM {reading})").fetchone() or (0,)
        sites = _sites(asked, layout, there)
        found = connection.execute(sites.format(reading=reading)).fetchall() if sites else []
    pairs = zip(asked, told[1::2], told[2::2], strict=True)
    return Measured(int(told[0]), int(told[0]) - int(distinct[0]),
                    tuple(Filled(each.name, int(wanted), int(filled)) for each, wanted, filled in pairs),
                    tuple((str(site), str(period), int(wanted), int(filled)) for site, period, wanted, filled in found))


def _sites(asked: Sequence[Field], layout: Contract, there: set[str]) -> str:
    site = next((field.name for field in layout.fields if field.pattern == "site_code" and field.name in there), None)
    if site is None or not asked:
        return ""
    wanted = " + ".join(f"({_asked(each, layout, there)})::INTEGER" for each in asked)
    filled = " + ".join(f"({_asked(each, layout, there)} AND {_filled(each, there)})::INTEGER" for each in asked)
    return (f"SELECT coalesce({named(site)}, ''), coalesce({period_sql(layout)}, ''), sum({wanted}), sum({filled}) "
            "FROM {reading} GROUP BY 1, 2 ORDER BY 1, 2")


def _filled(field: Field, there: set[str]) -> str:
    given = f"{field.name}_given"
    if given in there:
        return f"coalesce({named(given)}, FALSE)"
    if field.name not in there:
        return "FALSE"
    text = f"coalesce(trim(CAST({named(field.name)} AS VARCHAR)) <> '', FALSE)"
    mark = f"{field.name}_mark"
    return f"({text} OR {named(mark)} IS NOT NULL)" if mark in there else text


def _asked(field: Field, layout: Contract, there: set[str]) -> str:
    """A field that is asked for only where another has certain values is counted in those rows alone; a coarser place only
    where the finer one isn't filled, since whoever gives the finer has said it."""
    if field.pattern in COARSE and layout.place_from in there and field.name != layout.place_from:
        return f"NOT {_filled(layout.field(str(layout.place_from)), there)}"
    if not field.required_if or field.required_if[0] not in there:
        return "TRUE"
    other, *values = field.required_if
    listed = ", ".join(literal(value) for value in values)
    return f"coalesce(CAST({named(other)} AS VARCHAR) IN ({listed}), FALSE)"
