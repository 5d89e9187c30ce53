"""Counting a feed's rows by fields of theirs, and reading open tables whole: what analyses say they need."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from upriver.store.engine import engine, literal, named
from upriver.store.feeds import Given, columns_of, period_and_place
from upriver.store.folder import Folder
from upriver.store.holding import plain_column
from upriver.store.steps import feeds as steps
from upriver.words.declared import Contract
from upriver.words.figure import TallySpec
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Permission

ALWAYS = ("provider", "period", "place")


@dataclass(frozen=True, slots=True)
class Tallied:
    """Rows of one feed, counted by provider, period, place and the fields asked for.

    `columns` are arrays of one length: `provider`, `period` (first month, YYYY-MM), `place` (a code, or "" where none is
    known) and each field, None (or NaT) where blank. `events` is int64; `hidden` says that some part was too small to be
    sent, so that the number is no count. `held` are the (provider, period) pairs that these rows stand for, `coarser` those
    that came as a table or form which can't be split so. `detail` is the finest in which it may be told. `steps` is the SQL.
    """

    spec: TallySpec
    columns: Mapping[str, np.ndarray]
    events: np.ndarray
    hidden: np.ndarray
    held: frozenset[tuple[str, str]]
    coarser: frozenset[tuple[str, str]]
    detail: str
    steps: tuple[str, ...]

    @property
    def providers(self) -> tuple[str, ...]:
        """Who has sent any of the feed, in whatever form."""
        return tuple(sorted({provider for provider, _ in self.held | self.coarser}))


def tally(
    folder: Folder, spec: TallySpec, given: Sequence[Given], *, permission: Permission, audience: str
) -> Tallied:
    """Count the rows of a feed that stand today by the fields asked for.

    Raises:
        Refusal: no clause of the permission covers the layouts and fields for this audience.
    """
    asked = [(layout, _fields(layout, spec)) for _, layout, _ in given]
    if not all(permission.covers(layout.slug, audience) and permission.reads(layout.slug, fields, audience) for layout, fields in asked):
        raise Refusal(
            f"{spec.contract} may not be counted by {', '.join(spec.by)} for a {audience} product: no clause covers it",
            do="Widen the agreement to these fields, or leave the question out.",
        )
    blocks: list[dict[str, np.ndarray]] = []
    held: set[tuple[str, str]] = set()
    coarser: set[tuple[str, str]] = set()
    printed = dict[str, None]()
    with engine(folder.incoming, threads=1) as connection:
        for part, layout, stands in given:
            file = literal(str(folder.held / part.path))
            there = columns_of(connection, folder.held / part.path)
            if layout.mode == "form" or (layout.mode != "records" and not set(spec.by) <= there):
                coarser.update(stands)
                continue
            held.update(stands)
            printed[_step(layout, spec, there, "[a held file named under inputs]").strip()] = None
            blocks += _read(connection, _step(layout, spec, there, file), spec, stands)
    every = {name: _joined([block[name] for block in blocks]) for name in (*ALWAYS, *spec.by, "events", "hidden")}
    fine = all(permission.covers(layout.slug, audience, "district") for layout, _ in asked)
    events, hidden = every.pop("events").astype(np.int64), every.pop("hidden").astype(bool)
    return Tallied(spec, every, events, hidden, frozenset(held), frozenset(coarser), "district" if fine else "partnership", tuple(printed))


def _fields(layout: Contract, spec: TallySpec) -> tuple[str, ...]:
    """The fields of a layout that are read; a table of it is made of its own and has been allowed whole."""
    if layout.mode != "records":
        return ()
    return tuple(name for name in (layout.period_from, layout.place_from, *spec.by) if name)


def _step(layout: Contract, spec: TallySpec, there: Collection[str], file: str) -> str:
    period, place = period_and_place(layout, there)
    fields = "".join(f"{named(name) if name in there else 'NULL'} AS {named(name)}, " for name in spec.by)
    events, hidden = ("1", "FALSE") if layout.mode == "records" else ("events", "events_mark IS NOT NULL")
    return steps.TALLIED.format(period=period, place=place, fields=fields, events=events, hidden=hidden, file=file)


def _read(
    connection: duckdb.DuckDBPyConnection, step: str, spec: TallySpec, stands: Sequence[tuple[str, str]]
) -> list[dict[str, np.ndarray]]:
    """The counted rows of one file, for each provider and period that it stands for."""
    found = {name: plain_column(column) for name, column in connection.execute(step).fetchnumpy().items()}
    provider_of = {period: provider for provider, period in stands}
    kept = np.array([period in provider_of for period in found["period"]], dtype=bool)
    block = {name: found[name][kept] for name in ("period", "place", *spec.by, "events", "hidden")}
    block["provider"] = np.array([provider_of[period] for period in block["period"]], dtype=object)
    return [block] if kept.any() else []


def _joined(columns: Sequence[np.ndarray]) -> np.ndarray:
    if not columns:
        return np.array([], dtype=object)
    kinds = {column.dtype.kind for column in columns}
    return np.concatenate(columns if len(kinds) == 1 else [column.astype(object) for column in columns])
