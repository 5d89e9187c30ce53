"""Counting held rows into cubes. Every count is finest first, before any definition, and can print its own SQL."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from upriver.store.engine import engine, listed_files
from upriver.store.folder import Folder
from upriver.store.steps import street
from upriver.words.figure import CubeSpec
from upriver.words.part import Part
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Permission


@dataclass(frozen=True, slots=True)
class Recoding:
    """How published area codes become places of today: exact codes, splits by point, and coarser places.

    `exact` and `coarse` are code -> place; `pointed` is (code, longitude, latitude) -> place.
    """

    exact: Mapping[str, str]
    coarse: Mapping[str, str]
    pointed: Mapping[tuple[str, float, float], str]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cube:
    """Counts by place x month x category x (ordinary point, institution), zeros present.

    `counts` has shape (places, months, categories, 2), int64; `missing` has shape (places, months): True where
    nothing is held for the place in that month, or it is left out, and the counts there mean nothing. `steps` is the SQL.
    """

    spec: CubeSpec
    key: str
    places: tuple[str, ...]
    months: tuple[str, ...]
    categories: tuple[str, ...]
    counts: np.ndarray
    missing: np.ndarray
    steps: tuple[str, ...]

    def without(self, missing: np.ndarray) -> Cube:
        """The same cube with another mask of missing place-months, and zeros under it."""
        counts = np.where(missing[:, :, None, None], 0, self.counts)
        return Cube(self.spec, self.key, self.places, self.months, self.categories, counts, missing, self.steps)


Current = tuple[tuple[Part, tuple[tuple[str, str], ...]], ...]
"""Parts with the (provider, month) pairs that each stands for today."""


def _choose(connection: duckdb.DuckDBPyConnection, folder: Folder, current: Current) -> str:
    """Make `chosen`, the rows that stand today; gives the SQL as printed."""
    files = [str(folder.held / part.path) for part, _ in current]
    gone = [(file, *pair) for file, (part, stands) in zip(files, current, strict=True)
            for pair in part.covers if pair not in stands]
    _fill(connection, "superseded", {"file": str, "falls_within": str, "month": str}, gone)
    connection.execute(f"CREATE TEMP VIEW chosen AS {street.CHOSEN.format(files=listed_files(files))}")
    return street.CHOSEN.format(files="[the held files named under inputs]")


def by_provider(folder: Folder, current: Current) -> tuple[tuple[str, str, str, int], ...]:
    """(provider, month, category, events) for all that stands today: what the anomaly screen reads."""
    if not current:
        return ()
    with engine(folder.incoming) as connection:
        _choose(connection, folder, current)
        return tuple(connection.execute(street.BY_PROVIDER).fetchall())


def split_points(folder: Folder, current: Current, splits: Sequence[str]) -> tuple[tuple[str, float, float], ...]:
    """The distinct (code, longitude, latitude) of rows whose 2011 area was split."""
    if not current or not splits:
        return ()
    with engine(folder.incoming) as connection:
        _choose(connection, folder, current)
        _fill(connection, "splits", {"code": str}, [(code,) for code in splits])
        return tuple(connection.execute(street.SPLIT_POINTS).fetchall())


def cube(folder: Folder, spec: CubeSpec, current: Current, recoding: Recoding, *, permission: Permission,
         audience: str) -> Cube:
    """Count the rows that stand today. Months are those held; nothing is masked yet.

    Raises:
        Refusal: no clause of the permission covers this contract for this audience.
    """
    if not permission.covers(spec.contract, audience):
        raise Refusal(
            f"{spec.contract} may not be used for a {audience} product: no clause covers it",
            do="Add an agreement or a gateway that covers it, or leave the source out.",
        )
    key = _key(spec, current, recoding)
    cached = folder.cubes / f"{key}.npz"
    if cached.is_file():
        return _load(cached, spec, key)
    with engine(folder.incoming) as connection:
        chosen = _choose(connection, folder, current)
        _fill(connection, "exact", {"code": str, "place": str}, list(recoding.exact.items()))
        _fill(connection, "coarse", {"code": str, "place": str}, list(recoding.coarse.items()))
        _fill(connection, "pointed", {"code": str, "longitude": float, "latitude": float, "place": str},
              [(*point, place) for point, place in recoding.pointed.items()])
        connection.execute(f"CREATE TEMP VIEW placed AS {street.PLACED}")
        connection.execute(f"CREATE TEMP TABLE counted AS {street.COUNTED}")
        made = _shape(connection, spec, key, (chosen, street.PLACED, street.COUNTED))
    _save(cached, made)
    return made


def _shape(connection: duckdb.DuckDBPyConnection, spec: CubeSpec, key: str, steps: Sequence[str]) -> Cube:
    """`counted` as an array. The engine numbers places, months and categories: sorting a country's here took longer."""
    axes: dict[str, tuple[str, ...]] = {}
    for name in ("place", "month", "category"):
        connection.execute(f"CREATE TEMP TABLE {name}_axis AS {street.AXIS.format(name=name)}")
        axes[name] = tuple(row[0] for row in connection.execute(f"SELECT {name} FROM {name}_axis ORDER BY nth").fetchall())
    found = connection.execute(street.NUMBERED).fetchnumpy()
    counts = np.zeros((*(len(names) for names in axes.values()), 2), dtype=np.int64)
    counts[found["place"], found["month"], found["category"], found["institution"].astype(int)] = found["events"]
    missing = np.zeros(counts.shape[:2], dtype=bool)
    printed = tuple(step.strip() for step in steps)
    return Cube(spec, key, axes["place"], axes["month"], axes["category"], counts, missing, printed)


def _key(spec: CubeSpec, current: Current, recoding: Recoding) -> str:
    rests_on = {
        "spec": [spec.contract, spec.place, spec.grain, spec.by],
        "step": street.VERSION,
        "parts": sorted([part.source_hash, part.version, sorted(map(list, stands))] for part, stands in current),
        "exact": sorted(recoding.exact.items()),
        "coarse": sorted(recoding.coarse.items()),
        "pointed": sorted((list(point), place) for point, place in recoding.pointed.items()),
    }
    return hashlib.sha256(json.dumps(rests_on, sort_keys=True).encode()).hexdigest()[:24]


def _fill(connection: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, type],
          rows: Sequence[tuple[object, ...]]) -> None:
    """A temporary table from rows, handed over by column: bound one by one, a country's codes took a second."""
    shape = ", ".join(f"{name} {'DOUBLE' if kind is float else 'VARCHAR'}" for name, kind in columns.items())
    connection.execute(f"CREATE TEMP TABLE {table} ({shape})")
    if rows:
        given = {name: np.array(values, dtype=float if kind is float else object)
                 for (name, kind), values in zip(columns.items(), zip(*rows, strict=True), strict=True)}
        connection.register("given", given)
        connection.execute(f"INSERT INTO {table} SELECT {', '.join(columns)} FROM given")
        connection.unregister("given")


def _save(target: Path, made: Cube) -> None:
    """Keep a cube; cubes may be deleted at any time and are counted again."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.new.npz")
    texts = {name: np.array(getattr(made, name), dtype=str) for name in ("places", "months", "categories", "steps")}
    fits = int(made.counts.max(initial=0)) < 2**31
    np.savez(beside, counts=made.counts.astype(np.int32) if fits else made.counts, **texts)
    beside.replace(target)


def _load(path: Path, spec: CubeSpec, key: str) -> Cube:
    with np.load(path) as held:
        counts = held["counts"].astype(np.int64)
        texts = {name: tuple(str(text) for text in held[name]) for name in ("places", "months", "categories", "steps")}
    missing = np.zeros(counts.shape[:2], dtype=bool)
    return Cube(spec, key, texts["places"], texts["months"], texts["categories"], counts, missing, texts["steps"])
