"""Checking a file against its contract: one bounded pass, all faults at once, never a row's value.

A good file is read once, straight into Parquet, and the reading stops at the first broken row. Only then is it
read again, line by line and by the engine, to say everything that is wrong. Neither way holds it in memory.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from upriver.store.engine import engine, literal, named
from upriver.store.reading.covers import covers, one_cover
from upriver.store.reading.plan import Layout as Layout
from upriver.store.reading.plan import Plan, check_headers, plan_of
from upriver.store.reading.shapes import SHOWN_ROWS, Shaped, clean_rows
from upriver.store.rules import Condition
from upriver.words.declared import Contract
from upriver.words.part import Fault
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import KNOWABLE, Known

MEMORY = "400MB"
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


def check_rows(path: Path, contract: Contract, layout: Layout, into: Path, *, spill: Path, threads: int = 1,
               keep_good_rows: bool = False, on: duckdb.DuckDBPyConnection | None = None, shown: int = SHOWN_ROWS,
               known: Sequence[Known] = ()) -> Checked:
    """Read a file by its contract into `into`, typed; nothing is left there where a row breaks a rule.

    The file is UTF-8 with plain line ends, as `unpack` leaves it. A field with publisher's marks gets a second
    column `FIELD_mark`; of free text only `FIELD_given` is kept. With `keep_good_rows` the rows without a fault are
    written all the same; of rows that may stand only once and stand more often, none is. Where any cell of a
    partner's file holds an identifier nothing is kept, whatever is asked. `on` is an engine that several files
    share: starting one takes as long as reading a small file. A file with a fault gets one of its own. `shown` is how
    many rows a fault names; `known` are rows that the provider says are true, and kept though they break a rule.

    Raises:
        Refusal: it can't be read as rows and columns at all, its header names a person, or there is no room for it.
    """
    check_headers(contract, layout)
    checked = None
    clean = into.with_name(into.name + ".rows")
    asked = _Asked(keep_good_rows, shown, known)
    try:
        # A fault of the engine itself ends it for all who share it: each file is then read by one of its own.
        with suppress(duckdb.FatalException, duckdb.InternalException), _quiet_engine(spill, threads, on) as connection:
            checked = _all_good(plan_of(path, contract, layout), into, connection)
        if checked is None and layout.form == "parquet":
            checked = _with_faults(plan_of(path, contract, layout), Shaped((), ()), into, spill, threads, asked)
        elif checked is None:
            skipped = 0 if layout.form == "sheet" else layout.skip_lines
            shaped = clean_rows(path, clean, width=len(layout.header), delimiter=layout.delimiter, skipped=skipped, shown=shown)
            plan = plan_of(clean, contract, replace(layout, delimiter=",", skip_lines=0))
            checked = _with_faults(plan, shaped, into, spill, threads, asked)
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


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the caller asked for where there are faults."""

    keep_good_rows: bool
    shown: int
    known: Sequence[Known]

    def known_of(self, field: str, rule: str, gone: Sequence[int]) -> tuple[bool, list[int]]:
        """Whether every row is known for a rule, and which are, counted without those that couldn't be read."""
        mine = [each.row for each in self.known if each.rule == rule in KNOWABLE and each.field in ("", field)]
        return 0 in mine, [row - bisect_left(gone, row) for row in mine]


@contextmanager
def _quiet_engine(
    spill: Path, threads: int, on: duckdb.DuckDBPyConnection | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The engine without its progress bar, which it would print among a command's own lines."""
    shared = on.cursor() if on is not None else engine(spill, threads=threads, memory=MEMORY)
    with shared as connection:
        connection.execute("SET enable_progress_bar = false")
        yield connection


def _all_good(plan: Plan, into: Path, connection: duckdb.DuckDBPyConnection) -> Checked | None:
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
    if _repeats(connection, plan, plan.valued if plan.layout.as_text else written, (), _Asked(False, 1, ())):
        return None
    if plan.layout.as_text:
        return Checked(into, count, count, (), ())
    found = one_cover(plan.contract, count, spans) or covers(connection, plan.contract, written)
    return Checked(into, count, count, (), found)


def _written(plan: Plan, into: Path) -> str:
    """SQL for the rows that were written, one for each row of the file though a wide table has made many of it."""
    reading = f"read_parquet({literal(str(into))})"
    if not plan.contract.wide or not plan.layout.wide:
        return reading
    return f"(SELECT * FROM {reading} WHERE {named(plan.contract.wide[0])} = {literal(plan.layout.wide[0].strip())})"


def _with_faults(plan: Plan, shaped: Shaped, into: Path, spill: Path, threads: int, asked: _Asked) -> Checked:
    """Read again, for all that is wrong: only the numbers of broken rows are kept, and which rules they break."""
    masks = [_mask(plan.checks[start : start + _BITS]) for start in range(0, len(plan.checks), _BITS)] or ["0"]
    marked = ", ".join(f"{mask} AS m{number}" for number, mask in enumerate(masks))
    some = " OR ".join(f"m{number} <> 0" for number in range(len(masks)))
    with _quiet_engine(spill, threads) as connection:
        connection.execute(
            f"CREATE TEMP TABLE broken AS SELECT * FROM (SELECT row_number() OVER () AS row, {marked} "
            f"FROM {plan.valued}) WHERE {some}"
        )
        _let_known_go(connection, plan, shaped.gone, asked)
        connection.execute(f"DELETE FROM broken WHERE NOT ({some})")
        (rows,) = connection.execute(f"SELECT count(*) FROM {plan.valued}").fetchone() or (0,)
        (bad,) = connection.execute("SELECT count(*) FROM broken").fetchone() or (0,)
        faults = shaped.faults + _faults(connection, plan, shaped.gone, asked)
        faults += _repeats(connection, plan, plan.valued, shaped.gone, asked)
        named_there = any(fault.rule == "identifier" for fault in faults)
        named_there = named_there and not plan.layout.staying
        if named_there or (faults and not asked.keep_good_rows):
            return Checked(into, rows + len(shaped.gone), 0 if named_there else rows - bad, faults, ())
        good = '"row at" NOT IN (SELECT row FROM broken)'
        good += ' AND "row at" NOT IN (SELECT row FROM again)' if plan.keys else ""
        numbered = f'(SELECT *, row_number() OVER () AS "row at" FROM {plan.valued})'
        _write(connection, plan, f"SELECT {plan.kept} FROM {numbered} WHERE {good}", into)
        written = _written(plan, into)
        (kept,) = connection.execute(f"SELECT count(*) FROM {written}").fetchone() or (0,)
        found = () if plan.layout.as_text else covers(connection, plan.contract, written)
        return Checked(into, rows + len(shaped.gone), kept, faults, found)


def _let_known_go(connection: duckdb.DuckDBPyConnection, plan: Plan, gone: Sequence[int], asked: _Asked) -> None:
    for number, check in enumerate(plan.checks):
        every, rows = asked.known_of(check.field, check.rule, gone)
        if rows:
            mask, bit = f"m{number // _BITS}", 1 << number % _BITS
            connection.execute(f"UPDATE broken SET {mask} = {mask} - {bit} WHERE {mask} & {bit} <> 0 AND "
                               "(? OR row IN (SELECT unnest(?::BIGINT[])))", [every, rows])


def _write(connection: duckdb.DuckDBPyConnection, plan: Plan, rows: str,
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


def _faults(connection: duckdb.DuckDBPyConnection, plan: Plan, gone: Sequence[int], asked: _Asked) -> tuple[Fault, ...]:
    faults = []
    for number, check in enumerate(plan.checks):
        found = connection.execute(
            f"SELECT count(*), list(row ORDER BY row)[1:{asked.shown}] FROM broken WHERE m{number // _BITS} & ? <> 0",
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


def _repeats(connection: duckdb.DuckDBPyConnection, plan: Plan, source: str, gone: Sequence[int],
             asked: _Asked) -> tuple[Fault, ...]:
    """Rows whose key stands more than once, left in the table `again`; an empty key of one field isn't asked."""
    if not plan.keys:
        return ()
    some = f"{plan.key} IS NOT NULL" if len(plan.keys) == 1 else "TRUE"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE repeated AS SELECT {plan.key} FROM {source} WHERE {some} "
                       "GROUP BY ALL HAVING count(*) > 1")
    connection.execute("CREATE OR REPLACE TEMP TABLE again (row BIGINT)")
    if connection.execute("SELECT count(*) FROM repeated").fetchone() == (0,):
        return ()
    names = " and ".join(plan.keys)
    every, known = asked.known_of(names, "unique", gone)
    if every:
        return ()
    connection.execute(
        f"INSERT INTO again SELECT row FROM (SELECT row_number() OVER () AS row, {plan.key} FROM {source}) "
        f"WHERE ({plan.key}) IN (SELECT ({plan.key}) FROM repeated) AND row NOT IN (SELECT unnest(?::BIGINT[]))",
        [known],
    )
    count, rows = connection.execute(
        f"SELECT count(*), list(row ORDER BY row)[1:{asked.shown}] FROM again").fetchone() or (0, [])
    if not count:
        return ()
    return (Fault(names, "unique", "stands more than once; each may stand once", count,
                  tuple(_in_file(row, gone) for row in rows or ())),)
