"""What a provider sent again laid beside what it sent before, row by row: how many were added, changed and removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from upriver.store.checking import MEMORY
from upriver.store.engine import engine, literal, named
from upriver.store.steps.feeds import FIRST_MONTH
from upriver.words.declared import Contract

BY_KEY = """
-- rows of the older and the newer file that have the same key, laid side by side; a key stands once in each
WITH old AS (SELECT {keys}, hash({rest}) AS rest FROM {old}), new AS (SELECT {keys}, hash({rest}) AS rest FROM {new})
SELECT (SELECT count(*) FROM old), (SELECT count(*) FROM new),
       count(*) FILTER (old.here IS NULL), count(*) FILTER (new.here IS NULL),
       count(*) FILTER (old.here AND new.here AND old.rest <> new.rest)
FROM (SELECT *, TRUE AS here FROM old) AS old FULL JOIN (SELECT *, TRUE AS here FROM new) AS new ON {same}
"""
BY_ROW = """
-- whole rows counted in each file: one more of a kind is added, one less is removed; without a key none can be told as changed
WITH old AS (SELECT hash({rest}) AS rest, count(*) AS rows FROM {old} GROUP BY 1),
     new AS (SELECT hash({rest}) AS rest, count(*) AS rows FROM {new} GROUP BY 1)
SELECT coalesce(sum(old.rows), 0), coalesce(sum(new.rows), 0),
       coalesce(sum(greatest(coalesce(new.rows, 0) - coalesce(old.rows, 0), 0)), 0),
       coalesce(sum(greatest(coalesce(old.rows, 0) - coalesce(new.rows, 0), 0)), 0), 0
FROM old FULL JOIN new USING (rest)
"""
NAMES = ("rows_before", "rows_after", "added", "removed", "changed")


def compare_rows(old: Path, new: Path, contract: Contract, periods: Sequence[str], *, spill: Path) -> dict[str, int]:
    """How the rows of two held files differ, in the periods that both speak for.

    By the contract's `unique` fields where both files have them all; else by whole rows, so that a changed row counts as
    one removed and one added. `periods` are as in a part's `covers`. Rows are compared by a 64-bit hash of their values.
    """
    with engine(spill, threads=1, memory=MEMORY) as connection:
        columns = [
            {str(row[0]) for row in connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(path))})").fetchall()}
            for path in (old, new)
        ]
        both, either = columns[0] & columns[1], sorted(columns[0] | columns[1])
        keys = [name for name in contract.unique if name in both]
        parts = [_rows(path, there, either, contract, periods) for path, there in zip((old, new), columns, strict=True)]
        filled = {"old": parts[0], "new": parts[1], "rest": _joined(either)}
        query = BY_ROW.format(**filled)
        if keys and len(keys) == len(contract.unique):
            same = " AND ".join(f"old.{named(key)} IS NOT DISTINCT FROM new.{named(key)}" for key in keys)
            query = BY_KEY.format(**filled, keys=", ".join(map(named, keys)), same=same)
        row = connection.execute(query).fetchone() or ()
    return dict(zip(NAMES, (int(value or 0) for value in row), strict=True))


def _joined(columns: Sequence[str]) -> str:
    """The values of a row as one text in which no two rows look alike: each by its length, a missing one by none."""
    texts = (f"coalesce(concat(length(CAST({named(name)} AS VARCHAR)), ':', {named(name)}), '-')" for name in columns)
    return f"concat({', '.join(texts)})"


def _rows(path: Path, there: set[str], columns: Sequence[str], contract: Contract, periods: Sequence[str]) -> str:
    chosen = ", ".join(named(name) if name in there else f"NULL AS {named(name)}" for name in columns)
    rows = f"(SELECT {chosen} FROM read_parquet({literal(str(path))}))"
    if not contract.period_from or contract.period_from not in there:
        return rows
    kept = ", ".join(literal(period) for period in periods)
    return f"(SELECT * FROM {rows} WHERE {period_sql(contract)} IN ({kept}))"


def period_sql(contract: Contract) -> str:
    """SQL for the period of a row as a part's `covers` say it; a quarter goes by its first month."""
    if not contract.period_from:
        return "''"
    name, kind = named(contract.period_from), contract.field(contract.period_from).type
    if kind in ("date", "datetime"):
        return f"strftime({name}, '%Y-%m')"
    if kind == "quarter":
        return FIRST_MONTH.format(quarter=name)
    return f"CAST({name} AS VARCHAR)"


def values_of(path: Path, column: str) -> tuple[str, ...]:
    """The distinct values of a column of a Parquet file, in their order; none where it has no such column."""
    with engine(threads=1, memory=MEMORY) as connection:
        reading = f"read_parquet({literal(str(path))})"
        there = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {reading}").fetchall()}
        if column not in there:
            return ()
        name = named(column)
        found = connection.execute(f"SELECT DISTINCT CAST({name} AS VARCHAR) FROM {reading} WHERE {name} IS NOT NULL ORDER BY 1")
        return tuple(str(row[0]) for row in found.fetchall())


def periods_of(path: Path, contract: Contract) -> tuple[str, ...]:
    """The periods of the rows of a checked file, as its contract writes them; months of days."""
    if not contract.period_from:
        return ()
    if contract.field(contract.period_from).type not in ("date", "datetime"):
        return values_of(path, contract.period_from)
    with engine(threads=1, memory=MEMORY) as connection:
        found = connection.execute(f"SELECT DISTINCT {period_sql(contract)} FROM read_parquet({literal(str(path))}) ORDER BY 1")
        return tuple(str(row[0]) for row in found.fetchall() if row[0] is not None)
