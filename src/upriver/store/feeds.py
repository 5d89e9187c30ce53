"""Counting what partners sent, by period and place, before any question is asked of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from upriver.store.engine import engine, literal, named
from upriver.store.folder import Folder
from upriver.store.steps import feeds as steps
from upriver.words.declared import Contract
from upriver.words.part import Part
from upriver.words.period import month_name, month_number
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Permission

Given = tuple[Part, Contract, tuple[tuple[str, str], ...]]
"""A part, the layout that it came in, and the (provider, period) pairs that it stands for today."""
FeedRow = tuple[str, str, str, int, bool]
"""Provider, period, place, events, and whether some part of them was too small to be sent."""


@dataclass(frozen=True, slots=True)
class FeedCounts:
    """Events of one feed by provider, period and place.

    `periods` are first months (YYYY-MM) of months or, where `months_each` is 3, of quarters. `rows` are (provider,
    period, place, events, hidden): a place is a code or "" where none is known; `hidden` says that some part was too
    small to be sent, so that the sum is no count. `detail` is the finest in which it may be told; `tally` says whether periods add up (events) or not (stock). `held` are the (provider, period) pairs that anything stands for.
    """

    contract: str
    detail: str
    tally: str
    months_each: int
    rows: tuple[FeedRow, ...]
    held: frozenset[tuple[str, str]]
    steps: tuple[str, ...]

    @property
    def providers(self) -> tuple[str, ...]:
        return tuple(sorted({provider for provider, _ in self.held}))

    @property
    def periods(self) -> tuple[str, ...]:
        return tuple(sorted({period for _, period in self.held}))


def feed_counts(
    folder: Folder, contract: str, given: Sequence[Given], *, permission: Permission, audience: str
) -> FeedCounts:
    """Count the rows of a feed that stand today.

    Raises:
        Refusal: no clause of the permission covers this contract for this audience.
    """
    layouts = sorted({layout.slug for _, layout, _ in given})
    if not all(permission.covers(layout, audience) for layout in layouts):
        raise Refusal(
            f"{contract} may not be used for a {audience} product: no clause covers it",
            do="Add an agreement or a gateway that covers it, or leave the source out.",
        )
    rows: dict[bool, list[FeedRow]] = {False: [], True: []}
    held: dict[bool, set[tuple[str, str]]] = {False: set(), True: set()}
    printed = dict[str, None]()
    with engine(folder.incoming, threads=1) as connection:
        for part, layout, stands in given:
            there = columns_of(connection, folder.held / part.path)
            chosen = _chosen(layout, "{file}", there)
            printed |= {chosen.format(file="[a held file named under inputs]").strip(): None, steps.COUNTED.strip(): None}
            quarterly = layout.quarterly
            rows[quarterly] += _of_part(connection, chosen.format(file=literal(str(folder.held / part.path))), stands)
            held[quarterly].update(stands)
    if held[True]:
        _by_quarter(rows, held)
    fine = all(permission.covers(layout, audience, "district") for layout in layouts)
    detail = "district" if fine else "partnership"
    by = bool(held[True])
    return FeedCounts(contract, detail, given[0][1].tally, 3 if by else 1, tuple(sorted(rows[by])), frozenset(held[by]), tuple(printed))


def _by_quarter(rows: dict[bool, list[FeedRow]], held: dict[bool, set[tuple[str, str]]]) -> None:
    """Put what came by the month into quarters, where anything of the feed came by the quarter.

    A quarter of which a provider has sent only some months isn't held: those months alone would read as a low quarter.
    """
    whole = {(provider, first) for provider, month in held[False] if (first := _first_of_quarter(month)) and all(
        (provider, month_name(month_number(first) + step)) in held[False] for step in range(3))} - held[True]
    held[True] |= whole
    rows[True] += [(provider, first, place, events, hidden) for provider, month, place, events, hidden in rows[False]
                   if (provider, first := _first_of_quarter(month)) in whole]


def _first_of_quarter(month: str) -> str:
    return month_name(month_number(month) // 3 * 3)


def _of_part(
    connection: duckdb.DuckDBPyConnection, chosen: str, stands: Sequence[tuple[str, str]]
) -> list[FeedRow]:
    provider_of = {period: provider for provider, period in stands}
    connection.execute(f"CREATE OR REPLACE TEMP VIEW chosen AS {chosen}")
    found = connection.execute(steps.COUNTED).fetchall()
    return [(provider_of[period], period, place, events, hidden) for period, place, events, hidden in found if period in provider_of]


def columns_of(connection: duckdb.DuckDBPyConnection, path: Path) -> frozenset[str]:
    """The columns of a held file: a field that may be absent has none there."""
    found = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(path))})").fetchall()
    return frozenset(row[0] for row in found)


def period_and_place(layout: Contract, there: Collection[str]) -> tuple[str, str]:
    """The period (first month) and the place of a row, as SQL over the columns that are there."""
    period = "NULL"
    if layout.period_from in there:
        period = named(layout.period_from)
        kind = layout.field(layout.period_from).type
        if kind in ("date", "datetime"):
            period = f"strftime({period}, '%Y-%m')"
        elif kind == "quarter":
            period = steps.FIRST_MONTH.format(quarter=period)
    return period, f"coalesce({named(layout.place_from)}, '')" if layout.place_from in there else "''"


def _chosen(layout: Contract, file: str, there: Collection[str]) -> str:
    period, place = period_and_place(layout, there)
    events, hidden = "1", "FALSE"
    if layout.mode != "records":
        events, hidden = "events", "events_mark IS NOT NULL"
    if layout.mode == "form":
        # The first number of a form is its total; the others are parts of it.
        total = f"measure = {literal(layout.field('measure').codes[0])}"
        events, hidden = f"CASE WHEN {total} THEN events END", f"{total} AND events_mark IS NOT NULL"
    return steps.CHOSEN.format(period=period, place=place, events=events, hidden=hidden, file=file)
