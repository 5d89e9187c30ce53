"""Checking a file against its contract: one bounded pass, all faults at once, never a row's value.

A good file is read once, straight into Parquet, and the reading stops at the first broken row. Only then is it
read again, line by line and by the engine, to say everything that is wrong. Neither way holds it in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from upriver.store.engine import engine, literal, named
from upriver.store.rules import Condition, conditions_of, layers, outputs
from upriver.store.shapes import SHOWN_ROWS, Shaped, clean_rows
from upriver.words.declared import Contract
from upriver.words.part import Fault
from upriver.words.refusal import Refusal

MEMORY = "400MB"
LONGEST_ROW = 1_000_000
_BITS = 62

@dataclass(frozen=True, slots=True)
class Checked:
    """A file that has been read: typed rows in a Parquet file, and its faults by rule.

    `rows` counts all rows read, `kept` those without a fault. The file is there only where there is no fault, or
    where the good rows were asked for. `covers` are (provider, period) pairs with their number of rows, in order.
    """

    file: Path
    rows: int
    kept: int
    faults: tuple[Fault, ...]
    covers: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read one file: its form, all its columns in order, and the fields' columns among them."""

    form: str
    header: tuple[str, ...]
    columns: Mapping[str, str]
    delimiter: str = ","
    skip_lines: int = 0
    wide: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is asked of the engine for one file. `valued` stands for its rows with their texts and typed values,
    `kept` are the columns to be written, `keys` the fields whose values may stand together only once."""

    contract: Contract
    layout: Layout
    valued: str
    kept: str
    checks: tuple[Condition, ...]
    keys: str

    @property
    def broken(self) -> str:
        return " OR ".join(check.broken for check in self.checks) or "FALSE"


def check_rows(path: Path, contract: Contract, layout: Layout, into: Path, *, spill: Path, threads: int = 1,
               keep_good_rows: bool = False, on: duckdb.DuckDBPyConnection | None = None) -> Checked:
    """Read a file by its contract into `into`, typed; nothing is left there where a row breaks a rule.

    The file is UTF-8 with plain line ends, as `unpack` leaves it. A field with publisher's marks gets a second
    column `FIELD_mark`. With `keep_good_rows` the rows without a fault are written all the same; of rows that
    may stand only once and stand more often, none is. `on` is an engine that several files share: starting one
    takes as long as reading a small file. A file with a fault gets one of its own.

    Raises:
        Refusal: it can't be read as rows and columns at all, or the machine has no room for it.
    """
    checked = None
    clean = into.with_name(into.name + ".rows")
    try:
        # A fault of the engine itself ends it for all who share it: each file is then read by one of its own.
        with suppress(duckdb.FatalException, duckdb.InternalException), _quiet_engine(spill, threads, on) as connection:
            checked = _all_good(_plan(path, contract, layout), into, connection)
        if checked is None and layout.form == "parquet":
            checked = _with_faults(_plan(path, contract, layout), Shaped((), ()), into, spill, threads, keep_good_rows)
        elif checked is None:
            skipped = 0 if layout.form == "sheet" else layout.skip_lines
            shaped = clean_rows(path, clean, width=len(layout.header), delimiter=layout.delimiter, skipped=skipped)
            plan = _plan(clean, contract, replace(layout, delimiter=",", skip_lines=0))
            checked = _with_faults(plan, shaped, into, spill, threads, keep_good_rows)
    except duckdb.OutOfMemoryException:
        raise Refusal("there is too little memory or disk for this file", do="Make room and try again.") from None
    except duckdb.Error:  # its words may hold a row's values, so they aren't passed on
        raise Refusal("the file can't be read as rows and columns",
                      do="Save it again as CSV (UTF-8) from where it came; nothing was stored.") from None
    finally:
        clean.unlink(missing_ok=True)
        if checked is None or not checked.kept or (checked.faults and not keep_good_rows):
            into.unlink(missing_ok=True)
    return checked


@contextmanager
def _quiet_engine(
    spill: Path, threads: int, on: duckdb.DuckDBPyConnection | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The engine without its progress bar, which it would print among a command's own lines."""
    shared = on.cursor() if on is not None else engine(spill, threads=threads, memory=MEMORY)
    with shared as connection:
        connection.execute("SET enable_progress_bar = false")
        yield connection


def _plan(path: Path, contract: Contract, layout: Layout) -> _Plan:
    places = {name: f"c{layout.header.index(name)}" for name in (*layout.columns.values(), *layout.wide)}
    columns = {field: places[name] for field, name in layout.columns.items()}
    wide = [places[name] for name in layout.wide] if contract.wide else []
    texts, numbers, values = layers(contract, columns)
    kept = outputs(contract, columns)
    for name, place in zip(layout.wide, wide, strict=False):
        texts += f", {place}"
        kept += f", TRY_CAST(replace({place}, ',', '') AS DOUBLE) AS {named('wide ' + name.strip())}"
    valued = f"(SELECT {texts} FROM {_reading(path, layout)})"
    valued = f"(SELECT *, {numbers} FROM {valued})" if numbers else valued
    keys = ", ".join(named(name) for name in contract.unique if name in columns)
    return _Plan(contract, layout, f"(SELECT *, {values} FROM {valued})", kept, conditions_of(contract, columns, wide),
                 keys)


def _reading(path: Path, layout: Layout) -> str:
    """SQL that stands for the rows of a file. No text of the file's own header gets into it, but for Parquet."""
    if layout.form == "parquet":
        needed = dict.fromkeys((*layout.columns.values(), *layout.wide))
        texts = ", ".join(f"CAST({named(name)} AS VARCHAR) AS c{layout.header.index(name)}" for name in needed)
        return f"(SELECT {texts} FROM read_parquet({literal(str(path))}))"
    skipped = 0 if layout.form == "sheet" else layout.skip_lines
    columns = "{" + ", ".join(f"c{number}: 'VARCHAR'" for number in range(len(layout.header))) + "}"
    return (
        f"read_csv({literal(str(path))}, header = true, auto_detect = false, columns = {columns}, "
        f"delim = {literal(layout.delimiter)}, quote = '\"', escape = '\"', skip = {skipped}, "
        f"max_line_size = {LONGEST_ROW}, null_padding = false)"
    )


def _all_good(plan: _Plan, into: Path, connection: duckdb.DuckDBPyConnection) -> Checked | None:
    """Read and write in one go; None where there is any fault at all."""
    stop = "CASE WHEN broken THEN error('a row breaks a rule') ELSE TRUE END"
    rows = f"SELECT * EXCLUDE (broken) FROM (SELECT {plan.kept}, ({plan.broken}) AS broken FROM {plan.valued})"
    try:
        count, spans = _write(connection, plan, f"{rows} WHERE {stop}", into)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        return None
    written = _written(plan, into)
    if plan.layout.wide:
        (count,) = connection.execute(f"SELECT count(*) FROM {written}").fetchone() or (0,)
    if _repeats(connection, plan, written, ()):
        return None
    covers = _one_cover(plan.contract, count, spans) or _covers(connection, plan.contract, written)
    return Checked(into, count, count, (), covers)


def _written(plan: _Plan, into: Path) -> str:
    """SQL for the rows that were written, one for each row of the file though a wide table has made many of it."""
    reading = f"read_parquet({literal(str(into))})"
    if not plan.contract.wide or not plan.layout.wide:
        return reading
    return f"(SELECT * FROM {reading} WHERE {named(plan.contract.wide[0])} = {literal(plan.layout.wide[0].strip())})"


def _with_faults(plan: _Plan, shaped: Shaped, into: Path, spill: Path, threads: int, keep_good_rows: bool) -> Checked:
    """Read again, for all that is wrong: only the numbers of broken rows are kept, and which rules they break."""
    masks = [_mask(plan.checks[start : start + _BITS]) for start in range(0, len(plan.checks), _BITS)] or ["0"]
    marked = ", ".join(f"{mask} AS m{number}" for number, mask in enumerate(masks))
    some = " OR ".join(f"m{number} <> 0" for number in range(len(masks)))
    with _quiet_engine(spill, threads) as connection:
        connection.execute(
            f"CREATE TEMP TABLE broken AS SELECT * FROM (SELECT row_number() OVER () AS row, {marked} "
            f"FROM {plan.valued}) WHERE {some}"
        )
        (rows,) = connection.execute(f"SELECT count(*) FROM {plan.valued}").fetchone() or (0,)
        (bad,) = connection.execute("SELECT count(*) FROM broken").fetchone() or (0,)
        faults = shaped.faults + _faults(connection, plan, shaped.gone)
        faults += _repeats(connection, plan, plan.valued, shaped.gone)
        if faults and not keep_good_rows:
            return Checked(into, rows + len(shaped.gone), rows - bad, faults, ())
        single = f" AND ({plan.keys}) NOT IN (SELECT ({plan.keys}) FROM repeated)" if plan.keys else ""
        _write(connection, plan, f"SELECT {plan.kept} FROM {plan.valued} WHERE NOT ({plan.broken}){single}", into)
        written = _written(plan, into)
        (kept,) = connection.execute(f"SELECT count(*) FROM {written}").fetchone() or (0,)
        return Checked(into, rows + len(shaped.gone), kept, faults, _covers(connection, plan.contract, written))


def _write(connection: duckdb.DuckDBPyConnection, plan: _Plan, rows: str,
           into: Path) -> tuple[int, Mapping[str, Mapping[str, str]]]:
    """Write rows; gives how many, and the least and greatest value of each column as the engine kept them in passing."""
    if plan.contract.wide:
        name, value, _ = plan.contract.wide
        rows = (f"SELECT * REPLACE (replace({named(name)}, 'wide ', '') AS {named(name)}) FROM "
                f"(UNPIVOT ({rows}) ON COLUMNS('^wide ') INTO NAME {named(name)} VALUE {named(value)})")
    # The lightest packing is the quickest, and on the publishers' files no larger than the usual one.
    packing = "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, RETURN_STATS"
    done = connection.execute(f"COPY ({rows}) TO {literal(str(into))} ({packing})")
    columns = [column[0] for column in done.description or ()]
    told = dict(zip(columns, done.fetchone() or (), strict=False))
    return told.get("count", 0), told.get("column_statistics") or {}


def _mask(checks: Sequence[Condition]) -> str:
    return " | ".join(f"(CASE WHEN {check.broken} THEN {1 << number} ELSE 0 END)::BIGINT"
                      for number, check in enumerate(checks))


def _faults(connection: duckdb.DuckDBPyConnection, plan: _Plan, gone: Sequence[int]) -> tuple[Fault, ...]:
    faults = []
    for number, check in enumerate(plan.checks):
        found = connection.execute(
            f"SELECT count(*), list(row ORDER BY row)[1:{SHOWN_ROWS}] FROM broken WHERE m{number // _BITS} & ? <> 0",
            [1 << number % _BITS],
        ).fetchone()
        if found and found[0]:
            rows = tuple(_in_file(row, gone) for row in found[1])
            faults.append(Fault(check.field, check.rule, check.says, found[0], rows))
    return tuple(faults)


def _in_file(row: int, gone: Sequence[int]) -> int:
    """The number of a row in the file, where rows that couldn't be read stand before it."""
    for earlier in gone:
        row += earlier <= row
    return row


def _repeats(connection: duckdb.DuckDBPyConnection, plan: _Plan, source: str,
             gone: Sequence[int]) -> tuple[Fault, ...]:
    if not plan.keys:
        return ()
    connection.execute(f"CREATE OR REPLACE TEMP TABLE repeated AS SELECT {plan.keys} FROM {source} "
                       "GROUP BY ALL HAVING count(*) > 1")
    if connection.execute("SELECT count(*) FROM repeated").fetchone() == (0,):
        return ()
    numbered = f"(SELECT row_number() OVER () AS row, {plan.keys} FROM {source})"
    count, rows = connection.execute(
        f"SELECT count(*), list(row ORDER BY row)[1:{SHOWN_ROWS}] FROM {numbered} "
        f"WHERE ({plan.keys}) IN (SELECT ({plan.keys}) FROM repeated)"
    ).fetchone() or (0, [])
    names = " and ".join(name for name in plan.contract.unique if name in plan.layout.columns)
    return (Fault(names, "unique", "stands more than once; each may stand once", count,
                  tuple(_in_file(row, gone) for row in rows or ())),)


def _one_cover(contract: Contract, count: int,
               spans: Mapping[str, Mapping[str, str]]) -> tuple[tuple[str, str, int], ...]:
    """What a file covers where it is all of one provider and one month, as most are: told without reading it again."""
    found = []
    for name in (contract.provider_from, contract.period_from):
        span = spans.get(named(name), {}) if name else {"min": "", "max": "", "null_count": "0"}
        text = not name or contract.field(name).type in ("text", "code", "month")
        if not text or span.get("null_count") != "0" or span.get("min") != span.get("max"):
            return ()
        if name and span.get("min_is_exact") != "true":
            return ()
        found.append(span["min"])
    return ((found[0], found[1], count),) if count else ()


def _covers(connection: duckdb.DuckDBPyConnection, contract: Contract,
            written: str) -> tuple[tuple[str, str, int], ...]:
    provider = named(contract.provider_from) if contract.provider_from else "''"
    period = "''"
    if contract.period_from:
        period = named(contract.period_from)
        dated = contract.field(contract.period_from).type in ("date", "datetime")
        period = f"strftime({period}, '%Y-%m')" if dated else f"CAST({period} AS VARCHAR)"
    return tuple(connection.execute(
        f"SELECT coalesce({provider}, ''), coalesce({period}, ''), count(*) FROM {written} "
        "GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 100000"
    ).fetchall())
