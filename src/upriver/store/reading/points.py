"""Counting street-level rows whose map point is named for a kind of place: a supermarket, a nightclub, a car park."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from upriver.store.engine import engine, literal
from upriver.store.folder import Folder
from upriver.store.holding import plain_column
from upriver.store.steps.points import KINDS, NAMED
from upriver.words.figure import PointSpec
from upriver.words.part import Part


@dataclass(frozen=True, slots=True)
class Pointed:
    """Rows at named points: `columns` month, place (as written, of 2011 or 2021), category and kind, with `events`."""

    spec: PointSpec
    columns: Mapping[str, np.ndarray]
    events: np.ndarray

    def within(
        self, places: Collection[str], months: Collection[str], categories: Collection[str], slug: Callable[[str], str]
    ) -> dict[str, int]:
        """Events by kind of place, in some places and months, of some categories by their slugs."""
        taken = {name for name in set(self.columns["category"].tolist()) if slug(name) in categories}
        found: dict[str, int] = {}
        rows = zip(*(self.columns[name].tolist() for name in ("month", "place", "category", "kind")), self.events.tolist(), strict=True)
        for month, place, category, kind, events in rows:
            if place in places and month in months and category in taken:
                found[kind] = found.get(kind, 0) + events
        return found


def points(folder: Folder, spec: PointSpec, parts: Sequence[tuple[Part, Sequence[tuple[str, str]]]]) -> Pointed:
    """Count the rows of the parts that stand today, for the (provider, month) pairs that each stands for."""
    blocks: list[dict[str, np.ndarray]] = []
    kinds = ", ".join(literal(name) for name in KINDS)
    with engine(folder.incoming, threads=1) as connection:
        for part, stands in parts:
            pairs = " OR ".join(f"(falls_within = {literal(provider)} AND month = {literal(month)})" for provider, month in stands)
            step = NAMED.format(file=literal(str(folder.held / part.path)), kinds=kinds, stands=pairs or "FALSE")
            blocks.append({name: plain_column(column) for name, column in connection.execute(step).fetchnumpy().items()})
    names = ("month", "place", "category", "kind", "events")
    every = {name: np.concatenate([block[name].astype(object) for block in blocks]) if blocks else np.array([], dtype=object) for name in names}
    events = every.pop("events").astype(np.int64)
    return Pointed(spec, every, events)
