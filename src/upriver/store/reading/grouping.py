"""Counting checked rows by the columns of a contract's protected table, and giving rows back as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod
from pathlib import Path

from upriver.store.engine import engine, literal, named
from upriver.words.declared import Contract, Field, Grouping
from upriver.words.refusal import Refusal

MOST_CELLS_OF_GRID = 5_000
"""The most rows that a table may have where the groups that nobody is in are written too."""
MOST_GROUPS = 200_000
CLOSED_GRAINS = {"hour": tuple(map(str, range(24))), "weekday": tuple(map(str, range(1, 8)))}
_BLOCK = 10_000


@dataclass(frozen=True, slots=True)
class Grouped:
    """Counts by group, in their order. `undated` rows have no date where the table needs one, and are in no group."""

    rows: tuple[tuple[tuple[str, ...], int], ...]
    undated: int


def grouped(typed: Path, contract: Contract) -> Grouped:
    """Count the rows of a checked file by its contract's table.

    The columns without a closed list stand in the combinations that occur; each of them with every closed code, hour or
    weekday, so that a nought is written where there were others of that month and place and never where nothing was
    seen. Past 5,000 rows only the groups that occur are written. Sorted column by column, numbers by their value and
    words by their letters, what is empty last.

    Raises:
        Refusal: the contract has no table, or more than 200,000 groups would be told apart.
    """
    if not contract.table:
        raise Refusal(f"{contract.slug} has no table to be counted into", do="Send what its specification asks for.")
    with engine() as connection:
        reading = f"read_parquet({literal(str(typed))})"
        there = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {reading}").fetchall()}
        values = [_value(each, contract, there) for each in contract.table]
        dated = " AND ".join(f"{named(each.field)} IS NOT NULL" for each in contract.table if each.grain) or "TRUE"
        (undated,) = connection.execute(f"SELECT count(*) FROM {reading} WHERE NOT ({dated})").fetchone() or (0,)
        found = connection.execute(
            f"SELECT {', '.join(values)}, count(*) FROM {reading} WHERE {dated} GROUP BY ALL LIMIT {MOST_GROUPS + 1}"
        ).fetchall()
    if len(found) > MOST_GROUPS:
        raise Refusal(f"the table would have more than {MOST_GROUPS:,} groups", do="Check that the columns are the right ones.")
    counts: dict[tuple[str, ...], int] = {}
    for *cells, count in found:
        key = tuple(_text(cell) for cell in cells)
        counts[key] = counts.get(key, 0) + count
    whole = _grid(counts, contract) or dict.fromkeys(counts)
    numeric = [_numeric(each, contract) for each in contract.table]
    ordered = sorted(whole, key=lambda cells: [_order(cell, by) for cell, by in zip(cells, numeric, strict=True)])
    return Grouped(tuple((cells, counts.get(cells, 0)) for cells in ordered), undated)


def text_rows(written: Path) -> Iterator[tuple[str, ...]]:
    """The rows of a file that was written as text, in their order, an empty text for what is empty."""
    with engine() as connection:
        answer = connection.execute(f"SELECT * FROM read_parquet({literal(str(written))})")
        while block := answer.fetchmany(_BLOCK):
            yield from (tuple(cell or "" for cell in row) for row in block)


def _value(grouping: Grouping, contract: Contract, there: set[str]) -> str:
    """SQL for one column of the table."""
    field, column = contract.field(grouping.field), named(grouping.field)
    if field.name not in there:
        return "NULL"
    if grouping.grain:
        return _grain(field, column, grouping.grain)
    if field.type in ("text", "code"):
        return f"trim({column})"
    if field.type == "datetime":
        return f"strftime({column}, '%Y-%m-%dT%H:%M:%S')"
    return f"CAST({column} AS VARCHAR)" if field.type == "date" else column


def _grain(field: Field, column: str, grain: str) -> str:
    if field.type == "month":
        column = f"CAST({column} || '-01' AS DATE)"
    if grain == "month":
        return f"strftime({column}, '%Y-%m')"
    if grain == "quarter":
        first = f"(year({column}) - CASE WHEN month({column}) < 4 THEN 1 ELSE 0 END)"
        return f"printf('%04d-%02d Q%d', {first}, ({first} + 1) % 100, (month({column}) + 8) % 12 // 3 + 1)"
    return f"CAST({'hour' if grain == 'hour' else 'isodow'}({column}) AS VARCHAR)"


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return "" if cell is None else str(cell)


def _closed(grouping: Grouping, contract: Contract) -> tuple[str, ...]:
    if grouping.grain:
        return CLOSED_GRAINS.get(grouping.grain, ())
    field = contract.field(grouping.field)
    return () if field.look_up else field.codes


def _numeric(grouping: Grouping, contract: Contract) -> bool:
    return grouping.grain in CLOSED_GRAINS if grouping.grain else contract.field(grouping.field).type in ("integer", "number", "year")


def _grid(counts: dict[tuple[str, ...], int], contract: Contract) -> dict[tuple[str, ...], None]:
    """The combinations that occur, each with every closed code; empty where that would be too many."""
    closed = [_closed(each, contract) for each in contract.table]
    codes = [(*each, "") if each and any(cells[place] == "" for cells in counts) else each for place, each in enumerate(closed)]
    occurring = dict.fromkeys(tuple(None if closed[place] else cell for place, cell in enumerate(cells)) for cells in counts)
    if len(occurring) * prod(len(each) or 1 for each in codes) > MOST_CELLS_OF_GRID:
        return {}
    whole: dict[tuple[str, ...], None] = {}
    for kept in occurring:
        choices = [codes[place] if cell is None else (cell,) for place, cell in enumerate(kept)]
        whole.update(dict.fromkeys(product(*choices)))
    return whole


def _order(cell: str, numeric: bool) -> tuple[bool, float, str]:
    return (cell == "", float(cell), "") if numeric and cell else (cell == "", 0.0, cell)
