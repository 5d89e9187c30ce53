"""Rows are checked against their contract: all faults at once, by row and rule, in bounded memory, never a value."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from upriver.intake.contracts import contract_from, contracts
from upriver.store.checking import Checked, Layout, check_rows
from upriver.store.reading.shapes import MOST_FAULTS, MOST_NOTES
from upriver.words.declared import Contract
from upriver.words.refusal import Refusal

STREET = contracts()["police_uk_street"]
SECRET = "Do Not Repeat Me"


def a_field(name: str, type: str, **rules: Any) -> dict[str, Any]:
    return {"name": name, "type": type, "says": f"The {name}.", "headers": [name], **rules}


def a_contract(*fields: dict[str, Any], **more: Any) -> Contract:
    return contract_from({
        "slug": "made_up", "version": 1, "title": "Made up", "holds": "counts", "says": "One row.",
        "publisher": "Nobody", "licence": "None", "cadence": "never", "rule": "already_public",
        "fields": list(fields), **more,
    })


def checked(text: str | bytes, contract: Contract, work: Path, **layout: Any) -> Checked:
    keep = layout.pop("keep_good_rows", False)
    path = work / "raw"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    line = path.read_text("utf-8", "replace").splitlines()[layout.get("skip_lines", 0)]
    header = layout.pop("header", tuple(line.split(",")))
    columns = {field.name: name for field in contract.fields for name in header if name in field.headers}
    return check_rows(path, contract, Layout("csv", header, columns, **layout), work / "typed.parquet",
                      spill=work / "spill", keep_good_rows=keep)


def rows(work: Path, what: str = "*") -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT {what} FROM '{work / 'typed.parquet'}'").fetchall()


def faults(found: Checked) -> list[tuple[str, str, int, tuple[int, ...]]]:
    return [(fault.field, fault.rule, fault.count, fault.rows) for fault in found.faults]


AREA_COUNT = a_contract(a_field("area", "text", must_fill=True), a_field("count", "integer", low=0, marks=["*"]))


def test_good_rows_are_typed_and_keep_their_order(tmp_path: Path) -> None:
    found = checked("area,count\nc,3\na,1\nb,2\n", AREA_COUNT, tmp_path)
    assert (found.rows, found.kept, found.faults) == (3, 3, ())
    assert rows(tmp_path, "area, count") == [("c", 3), ("a", 1), ("b", 2)]


def test_a_mark_is_kept_beside_the_number_and_is_not_nought(tmp_path: Path) -> None:
    checked("area,count\na,*\nb,0\n", AREA_COUNT, tmp_path)
    assert rows(tmp_path) == [("a", None, "*"), ("b", 0, None)]


def test_an_empty_number_is_missing_and_not_nought(tmp_path: Path) -> None:
    checked("area,count\na,\n", AREA_COUNT, tmp_path)
    assert rows(tmp_path, "count") == [(None,)]


def test_all_faults_are_told_at_once_with_their_rows(tmp_path: Path) -> None:
    found = checked("area,count\na,1\n,2\nb,many\nc,-1\n ,0.5\n", AREA_COUNT, tmp_path)
    assert faults(found) == [
        ("area", "required", 2, (2, 5)), ("count", "type", 2, (3, 5)), ("count", "range", 1, (4,)),
    ]
    assert (found.rows, found.kept) == (5, 1)


def test_nothing_is_left_where_a_row_breaks_a_rule(tmp_path: Path) -> None:
    checked("area,count\na,1\nb,many\n", AREA_COUNT, tmp_path)
    assert not (tmp_path / "typed.parquet").exists()


def test_good_rows_are_kept_where_they_are_asked_for(tmp_path: Path) -> None:
    found = checked("area,count\na,1\nb,many\nc,3\n", AREA_COUNT, tmp_path, keep_good_rows=True)
    assert (found.rows, found.kept) == (3, 2)
    assert rows(tmp_path, "area") == [("a",), ("c",)]


def test_a_header_without_rows_has_no_rows_and_leaves_nothing(tmp_path: Path) -> None:
    found = checked("area,count\n", AREA_COUNT, tmp_path)
    assert (found.rows, found.kept, found.faults) == (0, 0, ())
    assert not (tmp_path / "typed.parquet").exists()


@pytest.mark.parametrize(
    ("line", "says"),
    [("b", "fewer columns"), ("b,2,3", "more columns"), ('"b"x,2', "quotation mark"), ('b,"2', "quotation mark")],
)
def test_a_line_that_is_no_row_is_told_by_its_number(line: str, says: str, tmp_path: Path) -> None:
    found = checked(f"area,count\na,1\n{line}\n", AREA_COUNT, tmp_path)
    assert [(fault.rule, fault.rows) for fault in found.faults] == [("shape", (2,))]
    assert says in found.faults[0].says


def test_rows_after_one_that_can_t_be_read_keep_their_own_numbers(tmp_path: Path) -> None:
    found = checked("area,count\na,1\nb\nc,many\nd\ne,many\n", AREA_COUNT, tmp_path)
    assert faults(found) == [("the row", "shape", 2, (2, 4)), ("count", "type", 2, (3, 5))]
    assert (found.rows, found.kept) == (5, 1)


def test_bytes_that_are_not_text_are_a_fault_of_their_row(tmp_path: Path) -> None:
    found = checked(b"area,count\na,1\nb\xe9,2\n", AREA_COUNT, tmp_path)
    assert [(fault.rule, fault.rows) for fault in found.faults] == [("shape", (2,))]


def test_a_spare_comma_at_the_end_of_header_and_rows_does_no_harm(tmp_path: Path) -> None:
    found = checked("area,count,,\na,1,,\n", AREA_COUNT, tmp_path)
    assert (found.kept, found.faults) == (1, ())


def test_of_two_columns_of_one_name_the_first_is_read(tmp_path: Path) -> None:
    checked("area,count,count\na,1,2\n", AREA_COUNT, tmp_path)
    assert rows(tmp_path, "count") == [(1,)]


def test_a_heading_that_looks_like_sql_is_only_a_heading(tmp_path: Path) -> None:
    nasty = "a'); DROP TABLE x; --"
    contract = a_contract(a_field("area", "text", headers=[nasty]))
    found = checked(f"{nasty},\"b\"\"\na,1\n", contract, tmp_path, header=(nasty, 'b"'))
    assert found.rows <= 1


def test_lines_above_the_header_are_passed_over_and_not_counted(tmp_path: Path) -> None:
    found = checked('"title"\n\narea,count\na,1\nb,many\n', AREA_COUNT, tmp_path, skip_lines=2)
    assert faults(found) == [("count", "type", 1, (2,))]


def test_notes_below_a_table_with_a_preamble_are_passed_over(tmp_path: Path) -> None:
    text = '"title"\n\narea,count\na,1\nb,2\n\nNote: some, perhaps many, of these\nare estimates\n'
    found = checked(text, AREA_COUNT, tmp_path, skip_lines=2)
    assert (found.kept, found.faults) == (2, ())


def test_a_last_line_cut_short_is_no_note(tmp_path: Path) -> None:
    found = checked('"title"\n\narea,count\na,1\nb', AREA_COUNT, tmp_path, skip_lines=2)
    assert [fault.rule for fault in found.faults] == ["shape"]


def test_what_stands_below_a_blank_line_and_is_too_long_for_notes_is_no_note(tmp_path: Path) -> None:
    more = "".join(f"b{number},{number}\n" for number in range(MOST_NOTES + 1))
    found = checked(f'"title"\n\narea,count\na,1\n\n{more}c\n', AREA_COUNT, tmp_path, skip_lines=2)
    assert [(fault.rule, fault.rows) for fault in found.faults] == [("shape", (MOST_NOTES + 3,))]


def test_a_file_of_nothing_but_wrong_lines_is_not_read_to_its_end(tmp_path: Path) -> None:
    found = checked("area,count\n" + "a\n" * 3 * MOST_FAULTS, AREA_COUNT, tmp_path)
    assert [fault.count for fault in found.faults] == [MOST_FAULTS, 1]
    assert "no further" in found.faults[1].says


def test_one_line_of_very_many_cells_is_told_as_any_other(tmp_path: Path) -> None:
    found = checked("area,count\na,1\n" + "x," * 200_000 + "x\nb,2\n", AREA_COUNT, tmp_path)
    assert [(fault.rule, fault.rows) for fault in found.faults] == [("shape", (2,))]


def test_a_row_that_may_stand_once_and_stands_twice_is_told_with_its_rows(tmp_path: Path) -> None:
    contract = a_contract(a_field("area", "text"), a_field("count", "integer"), unique=["area"])
    found = checked("area,count\na,1\nb,2\na,3\n", contract, tmp_path)
    assert faults(found) == [("area", "unique", 2, (1, 3))]
    assert not (tmp_path / "typed.parquet").exists()


def test_of_rows_that_stand_twice_none_is_kept(tmp_path: Path) -> None:
    contract = a_contract(a_field("area", "text"), a_field("count", "integer"), unique=["area"])
    found = checked("area,count\na,1\nb,2\na,3\n", contract, tmp_path, keep_good_rows=True)
    assert (found.kept, rows(tmp_path, "area")) == (1, [("b",)])


def test_more_rules_than_one_number_has_bits_are_all_kept(tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(70)]
    contract = a_contract(*(a_field(name, "integer") for name in names))
    good, bad = ",".join("1" for _ in names), ",".join("x" for _ in names)
    found = checked(f"{','.join(names)}\n{good}\n{bad}\n", contract, tmp_path)
    assert faults(found) == [(name, "type", 1, (2,)) for name in names]


@pytest.mark.parametrize(
    ("given", "kept"),
    [("2017/18", "2017-18"), ("2017-18", "2017-18"), ("2017/2018", "2017-18"), ("2017 to 2018", "2017-18"),
     ("Apr 2017 to Mar 2018", "2017-18"), ("April 2017 to March 2018", "2017-18"), ("1999/00", "1999-00"),
     ("2017/19", None), ("2017", None), ("17/18", None), ("2017/1", None)],
)
def test_a_financial_year_is_read_in_the_ways_it_is_written(given: str, kept: str | None, tmp_path: Path) -> None:
    found = checked(f"year\n{given}\n", a_contract(a_field("year", "financial_year")), tmp_path)
    assert [fault.rule for fault in found.faults] == ([] if kept else ["type"])
    assert not kept or rows(tmp_path) == [(kept,)]


@pytest.mark.parametrize(
    ("given", "kept"),
    [("1234", 1234.0), ('"1,234"', 1234.0), ('"-1,234,567.5"', -1234567.5), (" 12 ", 12.0), ("1e3", 1000.0),
     ('"1,5"', None), ('"1,2345"', None), ("inf", None), ("nan", None), ("12%", None), ("0x10", None), ("£5", None)],
)
def test_a_number_is_read_with_commas_only_between_thousands(given: str, kept: float | None, tmp_path: Path) -> None:
    found = checked(f"n\n{given}\n", a_contract(a_field("n", "number")), tmp_path)
    assert [fault.rule for fault in found.faults] == ([] if kept is not None else ["type"])
    assert kept is None or rows(tmp_path) == [(kept,)]


@pytest.mark.parametrize(
    ("type", "given", "good"),
    [("month", "2025-01", True), ("month", "2025-12", True), ("month", "2025-00", False), ("month", "2025-13", False),
     ("month", "01/2025", False), ("date", "2024-02-29", True), ("date", "2025-02-29", False),
     ("date", "31/01/2025", False), ("datetime", "2025-01-31T23:10:00+00:00", True), ("datetime", "soon", False),
     ("year", "2025", True), ("year", "25", False), ("integer", "850.0", True), ("integer", "850.5", False),
     ("integer", "1e99", False)],
)
def test_a_value_is_of_its_type_or_a_fault(type: str, given: str, good: bool, tmp_path: Path) -> None:
    found = checked(f"x\n{given}\n", a_contract(a_field("x", type)), tmp_path)
    assert [fault.rule for fault in found.faults] == ([] if good else ["type"])


@pytest.mark.parametrize(("given", "good"), [("0", True), ("10", True), ("-1", False), ("11", False), ("-0.5", False)])
def test_both_ends_of_a_range_are_inside_it(given: str, good: bool, tmp_path: Path) -> None:
    found = checked(f"n\n{given}\n", a_contract(a_field("n", "number", low=0, high=10)), tmp_path)
    assert [fault.rule for fault in found.faults] == ([] if good else ["range"])


def test_a_code_is_kept_in_the_contract_s_own_spelling(tmp_path: Path) -> None:
    contract = a_contract(a_field("kind", "code", codes=["Robbery", "Drugs"], fold_case=True))
    checked("kind\nROBBERY\n drugs \n", contract, tmp_path)
    assert rows(tmp_path) == [("Robbery",), ("Drugs",)]


def test_wide_columns_become_rows_and_blanks_among_them_are_faults(tmp_path: Path) -> None:
    contract = a_contract(a_field("area", "text"), wide=["age", "residents", "age"], unique=["area"])
    found = checked("area,0,90+\na,1,2\nb,,x\n", contract, tmp_path, wide=("0", "90+"), keep_good_rows=True)
    assert faults(found) == [("residents", "required", 1, (2,)), ("residents", "type", 1, (2,))]
    assert rows(tmp_path) == [("a", "0", 1.0), ("a", "90+", 2.0)]


def test_a_day_speaks_for_its_month(tmp_path: Path) -> None:
    contract = a_contract(a_field("day", "datetime"), a_field("force", "text"), period_from="day",
                          provider_from="force")
    found = checked("day,force\n2025-01-31T10:00:00,N\n2025-01-02,N\n2025-02-01,N\n", contract, tmp_path)
    assert found.covers == (("N", "2025-01", 2), ("N", "2025-02", 1))


def a_street_row(**changes: str) -> str:
    row = dict(zip((field.headers[0] for field in STREET.fields),
                   ("", "2025-01", "Norsea", "Norsea", "-1.1", "51.2", "On or near", "E01990001", "Norsea 001A",
                    "Robbery", ""), strict=True))
    return ",".join((row | changes).values())


@settings(max_examples=20, deadline=None)
@given(where=st.sampled_from(["Crime ID", "Month", "Longitude", "Latitude", "LSOA code", "Crime type"]))
@example(where="Month")
def test_no_fault_ever_tells_a_value(where: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    work = tmp_path_factory.mktemp("street")
    header = ",".join(field.headers[0] for field in STREET.fields)
    found = checked("\n".join([header, a_street_row(**{where: SECRET}), ""]), STREET, work)
    assert found.faults
    assert SECRET not in repr(found.faults)


def test_parquet_with_other_columns_than_it_promised_is_refused(tmp_path: Path) -> None:
    (tmp_path / "raw").write_bytes(b"PAR1" + SECRET.encode() * 20 + b"PAR1")
    with pytest.raises(Refusal) as refused:
        check_rows(tmp_path / "raw", AREA_COUNT, Layout("parquet", ("area",), {"area": "area"}),
                   tmp_path / "typed.parquet", spill=tmp_path / "spill")
    assert SECRET not in str(refused.value)
    assert refused.value.__suppress_context__


def test_parquet_is_held_to_the_same_rules(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("COPY (SELECT * FROM (VALUES ('a', 1.0), ('b', -1.0)) AS t(area, count)) "
                           f"TO '{tmp_path / 'raw'}' (FORMAT parquet)")
    layout = Layout("parquet", ("area", "count"), {"area": "area", "count": "count"})
    found = check_rows(tmp_path / "raw", AREA_COUNT, layout, tmp_path / "typed.parquet", spill=tmp_path / "spill")
    assert faults(found) == [("count", "range", 1, (2,))]


MEASURE = """
import resource, sys
from pathlib import Path
from upriver.intake.contracts import contracts
from upriver.store.checking import Layout, check_rows
work = Path(sys.argv[1])
contract = contracts()["police_uk_street"]
header = tuple(field.headers[0] for field in contract.fields)
columns = {field.name: field.headers[0] for field in contract.fields}
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    found = check_rows(work / "raw", contract, Layout("csv", header, columns), work / "typed.parquet", spill=work / "s")
    told = f"{found.rows} {len(found.faults)}"
except Exception as fault:
    told = type(fault).__name__
print(told, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def measured(work: Path) -> tuple[str, int]:
    """What checking `raw` as street crime tells, and by how many megabytes the process grew."""
    done = subprocess.run([sys.executable, "-c", MEASURE, str(work)], capture_output=True, text=True, check=True)
    *told, grown = done.stdout.split()
    return " ".join(told), int(grown)


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is not measured on Windows")
@pytest.mark.parametrize("broken", [False, True], ids=["good", "all broken"])
def test_memory_stays_bounded_for_a_large_file(broken: bool, tmp_path: Path) -> None:
    header = ",".join(field.headers[0] for field in STREET.fields)
    block = (a_street_row(Month="2025-13" if broken else "2025-01") + "\n") * 50_000
    with (tmp_path / "raw").open("w", encoding="utf-8") as out:
        out.write(header + "\n")
        for _ in range(40):
            out.write(block)
    assert (tmp_path / "raw").stat().st_size > 140 * 2**20
    told, grown = measured(tmp_path)
    assert told == f"2000000 {1 if broken else 0}"
    assert grown < 700
