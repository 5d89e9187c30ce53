"""One engine for many files: the same rows, the same cover, and a fault in one file is no fault of the next."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from upriver.intake.contracts import contracts
from upriver.store import checking
from upriver.store.checking import Checked, Layout, check_rows
from upriver.store.engine import Engine, engine

STREET = contracts()["police_uk_street"]
HEADER = tuple(field.headers[0] for field in STREET.fields)


def a_line(month: str = "2025-01", force: str = "Norsea Police", category: str = "Robbery") -> str:
    return f",{month},{force},{force},-1.1,51.2,On or near High Street,E01990001,Norsea 001A,{category},"


def checked(work: Path, *lines: str, on: Engine | None = None) -> Checked:
    path = work / "raw"
    path.write_text("\n".join([",".join(HEADER), *lines]) + "\n", "utf-8")
    columns = {field.name: field.headers[0] for field in STREET.fields}
    return check_rows(path, STREET, Layout("csv", HEADER, columns), work / "typed.parquet", spill=work / "spill", on=on)


def rows(work: Path) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT * FROM '{work / 'typed.parquet'}'").fetchall()


def test_a_shared_engine_reads_the_rows_that_one_of_its_own_reads(tmp_path: Path) -> None:
    alone, own = checked(tmp_path, a_line(), a_line("2025-02")), rows(tmp_path)
    with engine(threads=1) as on:
        assert (checked(tmp_path, a_line(), a_line("2025-02"), on=on), rows(tmp_path)) == (alone, own)


def test_after_a_broken_file_the_engine_reads_the_next(tmp_path: Path) -> None:
    with engine(threads=1) as on:
        assert checked(tmp_path, a_line(category="Something else"), on=on).faults
        assert checked(tmp_path, a_line(), on=on).kept == 1


def test_a_file_is_read_by_an_engine_of_its_own_where_the_shared_one_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failed(*_: object) -> None:
        raise duckdb.FatalException("the engine has failed")

    monkeypatch.setattr(checking, "_all_good", failed)
    with engine(threads=1) as on:
        assert checked(tmp_path, a_line(), on=on).kept == 1


@pytest.mark.parametrize("lines", [
    (a_line(), a_line()),
    (a_line(), a_line("2025-02")),
    (a_line(), a_line(force="Westfold Police")),
    (a_line("2025-02", "Westfold Police"), a_line(), a_line()),
])  # fmt: skip
def test_what_a_file_covers_is_counted_the_same_whether_told_in_passing_or_read_again(
    tmp_path: Path, lines: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = checked(tmp_path, *lines).covers
    monkeypatch.setattr(checking, "one_cover", lambda *_: ())
    assert told == checked(tmp_path, *lines).covers
