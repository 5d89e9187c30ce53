"""People counted by their keyed hash: numbers come out, hashes stay, and nobody without a clause may count."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import duckdb
import pytest

from upriver.intake.contracts import contracts
from upriver.store.folder import Folder
from upriver.store.partners.people import Met, Peopled, Within, met, people
from upriver.words.figure import MetSpec, PeopleSpec
from upriver.words.part import Part
from upriver.words.refusal import Refusal
from upriver.words.sharing.agreement import Clause, Permission, Use

EXTRACT = contracts()["police_crime_extract"]
VICTIMS, SUSPECTS = PeopleSpec("police_crime_extract", "victim_key"), PeopleSpec("police_crime_extract", "suspect_key")
MONTHS = ("2025-01", "2025-02", "2025-03")
WITHIN = Within(MONTHS, ("E01000001",), ("E01",))
ANN, BEN, CAT = "a" * 64, "b" * 64, "c" * 64


def allowed(fields_read: tuple[str, ...] = ()) -> Permission:
    use = Use(EXTRACT.slug, fields_read, (), "district", "strategic_needs_assessment", "public")
    return Permission((use,), (Clause("c", "pcsc_s16", (), use, ""),), date(2026, 1, 1))


def a_file(tmp_path: Path, rows: list[tuple[str, str, str, str]], provider: str = "norsea", months: tuple[str, ...] = MONTHS):
    """Rows are (month, small area, victim's key, suspect's key)."""
    folder = Folder(tmp_path)
    folder.held.mkdir(parents=True, exist_ok=True)
    name = f"{provider}.parquet"
    table = [(f"{month}-15", place or None, victim or None, suspect or None, "yes" if at % 2 else "no")
             for at, (month, place, victim, suspect) in enumerate(rows)]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t (recorded_at TIMESTAMP, lsoa21 VARCHAR, victim_key VARCHAR, suspect_key VARCHAR, domestic_abuse VARCHAR)")
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?)", table)
        connection.execute(f"COPY t TO '{(folder.held / name).as_posix()}' (FORMAT parquet)")
    part = Part("police_crime_extract", 1, "0" * 64, None, (), len(rows), provider, "", "", name, name)
    return folder, (part, EXTRACT, tuple((provider, month) for month in months))


ROWS = [("2025-01", "E01000001", ANN, BEN), ("2025-03", "E01000001", ANN, ""), ("2025-02", "", BEN, BEN), ("2025-02", "E01000001", "", CAT),
        ("2025-02", "E01999999", CAT, CAT)]


def counted(tmp_path: Path, spec: PeopleSpec = VICTIMS) -> Peopled:
    folder, given = a_file(tmp_path, ROWS)
    return people(folder, spec, [given], WITHIN, permission=allowed(), audience="public")


def test_people_are_counted_by_how_many_rows_they_have(tmp_path: Path) -> None:
    assert counted(tmp_path).by_times.tolist() == [1, 1]


def test_a_row_beside_the_partnership_is_left_out_and_one_without_a_place_stays(tmp_path: Path) -> None:
    found = counted(tmp_path)
    assert (found.rows, int(found.people.sum())) == (4, 2)


def test_a_row_without_a_key_is_nobody(tmp_path: Path) -> None:
    assert counted(tmp_path).unkeyed == 1


def test_the_second_row_is_so_many_months_after_the_first(tmp_path: Path) -> None:
    found = counted(tmp_path)
    at = found.times.tolist().index(2)
    assert (found.first[at], found.wait[at]) == (0, 2)


def test_only_rows_with_the_wanted_value_count(tmp_path: Path) -> None:
    assert counted(tmp_path, PeopleSpec("police_crime_extract", "victim_key", (("domestic_abuse", "yes"),))).by_times.tolist() == [1]


def test_no_key_comes_out(tmp_path: Path) -> None:
    folder, given = a_file(tmp_path, ROWS)
    both = met(folder, MetSpec(VICTIMS, SUSPECTS), ([given], [given]), WITHIN, permission=allowed(), audience="public")
    for found in (counted(tmp_path), both):
        told = " ".join(str(getattr(found, each.name)) for each in fields(found))
        assert not any(key in told for key in (ANN, BEN, CAT))


def test_people_on_two_lists_are_counted_once(tmp_path: Path) -> None:
    folder, given = a_file(tmp_path, ROWS)
    found: Met = met(folder, MetSpec(VICTIMS, SUSPECTS), ([given], [given]), WITHIN, permission=allowed(), audience="public")
    # victims Ann and Ben; suspects Ben (twice) and Cat; Ben is both
    assert (found.first, found.second, found.both) == (2, 2, 1)
    assert (found.first_rows, found.second_rows, found.first_rows_met, found.second_rows_met) == (3, 3, 1, 2)


def test_a_month_that_one_provider_has_not_sent_is_missing(tmp_path: Path) -> None:
    folder, given = a_file(tmp_path, ROWS)
    _, other = a_file(tmp_path, ROWS, provider="south", months=("2025-01", "2025-02"))
    found = people(folder, VICTIMS, [given, other], WITHIN, permission=allowed(), audience="public")
    assert found.missing == ("2025-03",)


def test_the_steps_that_are_printed_name_no_file(tmp_path: Path) -> None:
    assert all("norsea.parquet" not in step for step in counted(tmp_path).steps)


def test_a_clause_that_leaves_the_key_out_is_refused(tmp_path: Path) -> None:
    folder, given = a_file(tmp_path, ROWS)
    with pytest.raises(Refusal, match="may not be counted"):
        people(folder, VICTIMS, [given], WITHIN, permission=allowed(("recorded_at", "lsoa21")), audience="public")


def test_an_audience_that_no_clause_names_is_refused(tmp_path: Path) -> None:
    folder, given = a_file(tmp_path, ROWS)
    with pytest.raises(Refusal):
        people(folder, VICTIMS, [given], WITHIN, permission=allowed(), audience="press")
