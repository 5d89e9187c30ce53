"""What is held: parts in their place under the hash of their source, and reading them back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from upriver.store.checking import Checked
from upriver.store.engine import engine, listed_files, literal, named
from upriver.store.folder import Folder, place_whole
from upriver.words.declared import Contract
from upriver.words.part import Found, Part
from upriver.words.period import Period, first_month, month_name, month_number, months_period
from upriver.words.refusal import Refusal
from upriver.words.sharing.submission import Submission

MEND = "Look with `upriver doctor WORKSPACE`, then bring them back with `upriver restore` from a backup, or take the same files in again."
_MONTHLY = ("date", "datetime", "month")


def hold(folder: Folder, checked: Checked, contract: Contract, found: Found, source_hash: str,
         sent: Submission | None = None) -> Part:
    """Put a checked file in its place; the same bytes under the same contract always lie in the same place.

    What a provider `sent` lies in a place of its own for each provider, and covers the months that were declared too.
    """
    covers = _covers(checked, contract, sent)
    period = _period(tuple(when for _, when in covers), 3 if contract.quarterly else 1)
    where = f"{period.start:%Y-%m}..{period.end:%Y-%m}" if period else "undated"
    shelf = "open" if contract.protection == "open" else "restricted"
    place = Path(shelf) / contract.slug / (_plain_name(sent.provider) if sent else "")
    path = place / where.replace("..", "_") / f"{source_hash}.v{contract.version}.parquet"
    place_whole(checked.file, folder.held / path)
    # An interrupted command may have left the same file aside; now that it is in its place again, once is enough.
    (folder.held / "unrecorded" / path).unlink(missing_ok=True)
    providers = sorted({provider for provider, _ in covers if provider})
    return Part(
        contract=contract.slug,
        version=contract.version,
        source_hash=source_hash,
        period=period,
        covers=covers if contract.provider_from or sent else (),
        rows=checked.kept,
        provider=providers[0] if len(providers) == 1 else f"{len(providers)} providers" if providers else "",
        vintage=found.dated or (sent.signed_on if sent else ""),
        vintage_reason=found.dated_by or ("date signed" if sent and sent.signed_on else ""),
        path=path.as_posix(),
        label=sent.file if sent and sent.file else found.label,
        facts={name: str(year) for name, year in sorted(found.years.items())} | _mapped(found),
    )


def _covers(checked: Checked, contract: Contract, sent: Submission | None) -> tuple[tuple[str, str], ...]:
    """(provider, period) pairs; a quarter goes by its first month. What a provider declares is covered without a row too."""
    quarterly = contract.quarterly
    found = {(sent.provider if sent else provider, first_month(when) if quarterly else when)
             for provider, when, _ in checked.covers}
    if sent and contract.period_from and (quarterly or contract.field(contract.period_from).type in _MONTHLY):
        declared = (month for month in sent.months if not quarterly or int(month[5:]) % 3 == 1)
        found |= {(sent.provider, month) for month in declared}
    return tuple(sorted(found))


def _period(covers: tuple[str, ...], months_each: int) -> Period | None:
    months = sorted(when for when in covers if len(when) == 7 and when[4] == "-" and int(when[5:]) in range(1, 13))
    if months and len(months) == len([when for when in covers if when]):
        return months_period(months[0], month_name(month_number(months[-1]) + months_each - 1))
    years = sorted(when[:4] for when in covers if when[:4].isdigit())
    return months_period(f"{years[0]}-01", f"{years[-1]}-12") if years else None


def _mapped(found: Found) -> dict[str, str]:
    """By which mapping a partner's own columns and codes were read, where they were."""
    return {"mapping": found.mapping.name} if found.mapping else {}


def _plain_name(name: str) -> str:
    """A name as a folder's: small letters, digits and dashes, and a few digits that tell two such names apart."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40]
    return f"{plain}-{hashlib.sha256(name.casefold().encode()).hexdigest()[:6]}"


def rows_of(
    folder: Folder, parts: Sequence[Part], columns: Sequence[str], *, where: tuple[str, str] | None = None
) -> dict[str, np.ndarray]:
    """Columns of held parts as arrays, in the order of the rows; a column a part lacks is None there.

    `where` is a column and the text that it must hold, for rows of one kind alone.

    Raises:
        Refusal: a file of theirs isn't there any more, or can't be read.
    """
    if not parts:
        return {name: np.array([], dtype=object) for name in columns}
    _must_be_there(folder, parts)
    files = listed_files([str(folder.held / part.path) for part in parts])
    kept = f" WHERE {named(where[0])} = {literal(where[1])}" if where else ""
    with engine() as connection:
        reading = f"read_parquet({files}, union_by_name = true)"
        try:
            there = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {reading}").fetchall()}
        except duckdb.Error:  # its words may hold a path or a value, so they aren't passed on
            raise Refusal("a held file can't be read", do=MEND) from None
        chosen = ", ".join(named(name) if name in there else f"NULL AS {named(name)}" for name in columns)
        table = connection.execute(f"SELECT {chosen} FROM {reading}{kept}").fetchnumpy()
    return {name: plain_column(table[name]) for name in columns}


def _must_be_there(folder: Folder, parts: Sequence[Part]) -> None:
    lost = [part.path for part in parts if not (folder.held / part.path).is_file()]
    if lost:
        several = f"{len(lost):,} held files are lost, the first" if len(lost) > 1 else "a held file is lost"
        raise Refusal(f"{several}: held/{lost[0]}", do=MEND)


def plain_column(column: Any) -> np.ndarray:
    """An array with None for missing text, NaN for missing numbers and NaT for missing moments."""
    if not np.ma.isMaskedArray(column):
        return np.asarray(column)
    if column.dtype.kind in "iuf":
        return np.ma.filled(column.astype(float), np.nan)
    if column.dtype.kind == "M":
        return np.ma.filled(column, np.datetime64("NaT"))
    plain = np.asarray(column.data, dtype=object)
    plain[np.ma.getmaskarray(column)] = None
    return plain


def write_rows(path: Path, columns: Mapping[str, np.ndarray]) -> None:
    """Write arrays of one length as a Parquet file; object arrays hold text or bytes, None for missing."""
    given, shown = {}, []
    for name, array in columns.items():
        if array.dtype.kind in "iuf":
            given[name] = array
            shown.append(f"CASE WHEN isnan({named(name)}) THEN NULL ELSE {named(name)} END AS {named(name)}"
                         if array.dtype.kind == "f" else named(name))
            continue
        bytes_there = any(isinstance(value, bytes) for value in array[:1])
        given[name] = np.array([value.hex() if bytes_there else value for value in array], dtype=object)
        shown.append(f"unhex({named(name)}) AS {named(name)}" if bytes_there else f"CAST({named(name)} AS VARCHAR) AS {named(name)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with engine() as connection:
        connection.register("given", given)
        query = f"SELECT {', '.join(shown)} FROM given"
        connection.execute(f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")


def rows_in(path: Path) -> int | None:
    """How many rows a held file has, every column of it read; None where it can't be read."""
    try:
        with engine() as connection:
            names = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(path))})").fetchall()]
            read = ", ".join(f"count({named(name)})" for name in names)
            found = connection.execute(f"SELECT count(*), {read} FROM read_parquet({literal(str(path))})").fetchone()
    except duckdb.Error:
        return None
    return int((found or (0,))[0])


def raw_columns(path: Path, names: Sequence[str]) -> tuple[np.ndarray, ...]:
    """Columns of a Parquet file that somebody sent, as they are, in the order asked for."""
    chosen = ", ".join(f"{named(name)} AS c{number}" for number, name in enumerate(names))
    with engine() as connection:
        table = connection.execute(f"SELECT {chosen} FROM read_parquet({literal(str(path))})").fetchnumpy()
    return tuple(plain_column(table[f"c{number}"]) for number in range(len(names)))


def parquet_columns(path: Path) -> tuple[str, ...]:
    """The columns of a Parquet file that somebody sent."""
    try:
        with engine() as connection:
            found = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(path))})").fetchall()
    except duckdb.Error as fault:
        raise Refusal(f"{path.name} opens like Parquet and can't be read as it", do="Download or write it again.") from fault
    return tuple(row[0] for row in found)


def sweep(folder: Folder, known: frozenset[str]) -> int:
    """Move held files that no receipt speaks of to `held/unrecorded`: what an interrupted command put down before it
    was recorded, or what a lost database has forgotten. Nothing is deleted; gives how many there were."""
    aside, swept = folder.held / "unrecorded", 0
    found = [path for shelf in ("open", "restricted") for path in (folder.held / shelf).rglob("*.parquet")]
    for path in sorted(found):
        name = path.relative_to(folder.held)
        if name.as_posix() not in known:
            aside.mkdir(mode=0o700, exist_ok=True)
            aside.chmod(0o700)
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            path.replace(aside / name)
            swept += 1
    folder.sweep_incoming()
    return swept
