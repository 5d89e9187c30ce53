"""Counting the open tables of recorded crime by offence code, as published, before any definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import numpy as np

from upriver.store.cubes import Current
from upriver.store.engine import engine, listed_files
from upriver.store.folder import Folder
from upriver.store.steps import recorded as steps
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Permission


@dataclass(frozen=True, slots=True)
class Recorded:
    """Offences by place x quarter x offence of one open table.

    `places` are (force, GSS code or "", name) as published; `quarters` the first months of quarters, in order;
    `offences` are (code, group, subgroup). `counts` is (places, quarters, offences), int64, and may lie below zero
    where earlier offences were withdrawn. `held` (places, quarters) is True where the place has any row in that
    quarter; `listed` (forces, quarters, offences) where any row of a force, in the order of `forces`, speaks of that
    offence in that quarter. What isn't held or listed is missing, and its count means nothing. `steps` is the SQL.
    """

    contract: str
    places: tuple[tuple[str, str, str], ...]
    quarters: tuple[str, ...]
    offences: tuple[tuple[str, str, str], ...]
    counts: np.ndarray
    held: np.ndarray
    forces: tuple[str, ...]
    listed: np.ndarray
    steps: tuple[str, ...]


def recorded(
    folder: Folder, contract: str, current: Current, *, permission: Permission, audience: str
) -> Recorded | None:
    """Count the rows that stand today; None where no table of the contract is held.

    Args:
        current: parts with the (force, financial year) pairs that each stands for.

    Raises:
        Refusal: no clause of the permission covers this contract for this audience.
    """
    if not current:
        return None
    if not permission.covers(contract, audience):
        raise Refusal(
            f"{contract} may not be used for a {audience} product: no clause covers it",
            do="Add an agreement or a gateway that covers it, or leave the source out.",
        )
    places = steps.PLACES[contract]
    with engine(folder.incoming) as connection:
        _fill(connection, folder, current)
        files = [str(folder.held / part.path) for part, _ in current]
        chosen = steps.CHOSEN.format(places=places, files=listed_files(files))
        connection.execute(f"CREATE TEMP VIEW chosen AS {chosen}")
        found = connection.execute(steps.COUNTED).fetchnumpy()
    printed = steps.CHOSEN.format(places=places, files="[the held files named under inputs]")
    return _shape(contract, found, (printed.strip(), steps.COUNTED.strip()))


def _fill(connection: duckdb.DuckDBPyConnection, folder: Folder, current: Current) -> None:
    connection.execute("CREATE TEMP TABLE current (file VARCHAR, force VARCHAR, financial_year VARCHAR)")
    rows = [[str(folder.held / part.path), force, year] for part, stands in current for force, year in stands]
    for start in range(0, len(rows), 1000):
        block = rows[start : start + 1000]
        holes = ", ".join("(?, ?, ?)" for _ in block)
        connection.execute(f"INSERT INTO current VALUES {holes}", [value for row in block for value in row])


def _shape(contract: str, found: Mapping[str, np.ndarray], printed: tuple[str, ...]) -> Recorded:
    places, place_at = _numbered(found, "force", "code", "name")
    offences, offence_at = _numbered(found, "offence_code", "group", "subgroup")
    quarters, quarter_at = _numbered(found, "quarter")
    counts = np.zeros((len(places), len(quarters), len(offences)), dtype=np.int64)
    held = np.zeros(counts.shape[:2], dtype=bool)
    forces = tuple(sorted({force for force, _, _ in places}))
    force_at = np.array([forces.index(force) for force, _, _ in places], dtype=int)
    listed = np.zeros((len(forces), *counts.shape[1:]), dtype=bool)
    counts[place_at, quarter_at, offence_at] = found["events"]
    held[place_at, quarter_at] = True
    listed[force_at[place_at], quarter_at, offence_at] = True
    return Recorded(
        contract,
        tuple((force, code, name) for force, code, name in places),
        tuple(quarter for (quarter,) in quarters),
        tuple((code, group, subgroup) for code, group, subgroup in offences),
        counts,
        held,
        forces,
        listed,
        printed,
    )


def _numbered(found: Mapping[str, np.ndarray], *names: str) -> tuple[list[tuple[str, ...]], np.ndarray]:
    """The distinct rows of some text columns, sorted, and where each row stands among them."""
    rows = list(zip(*(found[name].astype(str).tolist() for name in names), strict=True))
    distinct = sorted(set(rows))
    at = {row: position for position, row in enumerate(distinct)}
    return distinct, np.array([at[row] for row in rows], dtype=int)
