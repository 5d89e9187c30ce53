"""Counting held rows by LSOA, month and type: ours with its recoding, beside the engines asked directly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from benchmarks import national
from benchmarks.measuring import Row, best


def run() -> list[Row]:
    """A year of all forces from the Parquet files that are held; the best of three, in one program."""
    if not national.STREET.is_file():
        return []
    folder = national.taken_in().workspace
    files = sorted(map(str, (folder / "held" / "open" / "police_uk_street").rglob("*.parquet")))
    ours = best(_ours(folder))
    others = {"DuckDB asked directly": best(lambda: _duckdb(files))}
    if (polars := _polars(files)) is not None:
        others["polars asked directly"] = best(polars)
    name, quickest = min(others.items(), key=lambda item: item[1])
    what = "counts by LSOA, month and type, a year of all forces"
    return [Row(what, ours, name, quickest, "1.2 times the quicker", ours <= 1.2 * quickest)]


def _ours(root: Path) -> Callable[[], object]:
    """The cube of street-level crime with nothing kept from before: recoded, institutions apart."""
    from upriver.desk.opening import open_desk
    from upriver.store.folder import Folder

    folder = Folder(root)
    open_desk(folder.database)
    from upriver.desk.submissions.convert import receipts
    from upriver.duty.permitting import allowed, open_clauses
    from upriver.intake.contracts import contracts
    from upriver.pipeline.counting import street, survey
    from upriver.store import cubes
    from upriver.words.figure import CubeSpec
    from upriver.words.sharing.agreement import Use

    known = contracts(folder.declarations)
    uses = [Use(contract, (), (), "small_area", "strategic_needs_assessment", "public") for contract in known]
    permission = allowed(uses, open_clauses(known.values()), on=date(2026, 1, 1))
    got = receipts()
    held = street.held_today(folder, got, survey.gazette(folder, got))

    def count() -> object:
        for kept in folder.cubes.glob("*.npz"):
            kept.unlink()
        return cubes.cube(
            folder, CubeSpec(street.STREET), held.current, held.recoding, permission=permission, audience="public"
        )

    return count


def _duckdb(files: list[str]) -> object:
    with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as connection:
        return connection.execute(
            "SELECT lsoa_code, month, category, count(*) AS events FROM read_parquet($files) GROUP BY ALL",
            {"files": files},
        ).fetchnumpy()


def _polars(files: list[str]) -> Callable[[], object] | None:
    """The same in polars; None where it isn't installed, since Upriver doesn't need it."""
    try:
        import polars
    except ImportError:
        return None
    return lambda: polars.scan_parquet(files).group_by("lsoa_code", "month", "category").len().collect()
