"""Counting people by their keyed hash, inside the store: numbers of people come out, and no hash ever does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from upriver.store.engine import engine, literal, named
from upriver.store.feeds import Given, columns_of, period_and_place
from upriver.store.folder import Folder
from upriver.store.steps import people as steps
from upriver.words.declared import Contract
from upriver.words.figure import MetSpec, PeopleSpec
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Permission


@dataclass(frozen=True, slots=True)
class Within:
    """The months asked for, the codes of every area of the partnership, and how codes begin of which others lie beside it."""

    months: tuple[str, ...]
    codes: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Peopled:
    """People with so many rows in the partnership and period: one element a group of people who are alike.

    `times` rows each, the first of them in month `first` (0 is the first month asked for), the second `wait` months later
    (NaN where there was none); `people` of them. `rows` is how many rows there were, `unkeyed` how many had no hash and
    so are nobody's. `missing` are months that some provider hasn't sent in a form that holds people.
    """

    spec: PeopleSpec
    times: np.ndarray
    first: np.ndarray
    wait: np.ndarray
    people: np.ndarray
    rows: int
    unkeyed: int
    missing: tuple[str, ...]
    steps: tuple[str, ...]

    @property
    def by_times(self) -> np.ndarray:
        """People with exactly 1, 2, 3 ... rows."""
        most = int(self.times.max()) if len(self.times) else 0
        return np.bincount(self.times, weights=self.people, minlength=most + 1)[1:].astype(np.int64)


@dataclass(frozen=True, slots=True)
class Met:
    """People on each of two lists and on both; the rows of each, and those of people who are on both."""

    spec: MetSpec
    first: int
    second: int
    both: int
    first_rows: int
    second_rows: int
    first_rows_met: int
    second_rows_met: int
    missing: tuple[str, ...]
    steps: tuple[str, ...]


def people(
    folder: Folder, spec: PeopleSpec, given: Sequence[Given], within: Within, *, permission: Permission, audience: str
) -> Peopled:
    """How many people had how many rows of a feed.

    Raises:
        Refusal: no clause of the permission covers the key for this audience.
    """
    with engine(folder.incoming, threads=1) as connection:
        missing, printed = _list(connection, "first", folder, spec, given, within, permission, audience)
        found = connection.execute(steps.PEOPLE.format(name="first")).fetchnumpy()
        rows, unkeyed = _only_row(connection, steps.UNKEYED.format(name="first"))
    at = {month: number for number, month in enumerate(within.months)}
    first = np.array([at[month] for month in found["first"]], dtype=np.int64)
    wait = np.ma.filled(np.ma.asarray(found["wait"]).astype(float), np.nan)
    return Peopled(spec, found["times"].astype(np.int64), first, wait, found["people"].astype(np.int64), rows, unkeyed, missing,
                   (*printed, steps.PEOPLE.strip()))


def met(
    folder: Folder, spec: MetSpec, given: tuple[Sequence[Given], Sequence[Given]], within: Within, *,
    permission: Permission, audience: str,
) -> Met:  # fmt: skip
    """How many people of one list are on another too.

    Raises:
        Refusal: no clause of the permission covers one of the keys for this audience.
    """
    with engine(folder.incoming, threads=1) as connection:
        gone, printed = _list(connection, "first", folder, spec.first, given[0], within, permission, audience)
        more, also = _list(connection, "second", folder, spec.second, given[1], within, permission, audience)
        numbers = _only_row(connection, steps.MET)
    return Met(spec, *numbers, tuple(sorted({*gone, *more})), (*printed, *also, steps.MET.strip()))


def _only_row(connection: duckdb.DuckDBPyConnection, step: str) -> tuple[int, ...]:
    row = connection.execute(step).fetchone()
    return tuple(int(number) for number in row or ())


def _list(
    connection: duckdb.DuckDBPyConnection, name: str, folder: Folder, spec: PeopleSpec, given: Sequence[Given], within: Within,
    permission: Permission, audience: str,
) -> tuple[tuple[str, ...], tuple[str, ...]]:  # fmt: skip
    """Gather the rows of a list into the engine; gives the months that are missing and the steps as they may be printed."""
    connection.execute(steps.BORN.format(name=name))
    held: set[tuple[str, str]] = set()
    providers: set[str] = set()
    printed = dict[str, None]()
    for part, layout, stands in given:
        providers |= {provider for provider, _ in stands}
        file = folder.held / part.path
        there = columns_of(connection, file) if layout.mode == "records" else frozenset[str]()
        wanted = (spec.key, *(field for field, _ in spec.where))
        if not set(wanted) <= there:
            continue
        _allowed(layout, (*wanted, layout.period_from, layout.place_from), permission, audience)
        step = _gathering(layout, spec, there)
        printed[step.format(file="[a held file named under inputs]").strip()] = None
        values = [value for _, value in spec.where]
        pairs = {period: provider for provider, period in stands}
        reading = f"INSERT INTO {name} SELECT * FROM ({step.format(file=literal(str(file)))}) WHERE list_contains(?, period)"
        connection.execute(reading, [*values, list(pairs)])
        held.update(stands)
    connection.execute(steps.INSIDE.format(name=name), [list(within.months), list(within.beside), list(within.codes)])
    missing = tuple(month for month in within.months if any((provider, month) not in held for provider in providers))
    return missing, tuple(printed)


def _allowed(layout: Contract, fields: Sequence[str], permission: Permission, audience: str) -> None:
    read = tuple(field for field in fields if field)
    if not (permission.covers(layout.slug, audience) and permission.reads(layout.slug, read, audience)):
        raise Refusal(
            f"people of {layout.slug} may not be counted for a {audience} product: no clause covers it",
            do="Widen the agreement to the field that holds the keyed hash, or leave the question out.",
        )


def _gathering(layout: Contract, spec: PeopleSpec, there: frozenset[str]) -> str:
    period, place = period_and_place(layout, there)
    where = " AND ".join(f"{named(field)} = ?" for field, _ in spec.where)
    return steps.GATHERED.format(period=period, place=place, key=named(spec.key), file="{file}", where=f" WHERE {where}" if where else "")
