"""`upriver check`: what a data officer sees, on any machine, without a workspace."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from checking.made_up import ED_HEADER, a_contract, a_field, an_attendance, attendances, look, upriver
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from upriver.cli.local.checking import LAST_ROW
from upriver.report.sheets.faults import faults_csv, faults_ods
from upriver.report.sheets.inert import inert
from upriver.store.checking import Layout, check_rows
from upriver.words.part import Fault
from upriver.words.sharing.submission import Known

ED = ("--contract", "ed_assault_attendances")


def test_a_clean_file_is_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = upriver(capsys, "check", attendances(tmp_path / "sent.csv"), *ED)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "No fault was found.")


def test_faults_are_told_by_rule_and_then_by_column_and_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [an_attendance(0), an_attendance(1, arrived="2 May"), an_attendance(2, method="axe"), an_attendance(3, age="young", sex="x")]
    ran = upriver(capsys, "check", attendances(tmp_path / "sent.csv", rows), *ED)
    assert ran.code == 1 and "3 rows of 4 break the contract." in ran.out
    told = [line.strip() for line in ran.out.splitlines()]
    assert [line.split(" (")[0] for line in told if line.endswith(("fault)", "faults)"))] == ["type", "codes", "pattern"]
    assert "arrived_at (your column 2)  is not a date and time; write it as YYYY-MM-DDTHH:MM:SS: row 2" in told
    assert "axe" not in ran.said and "young" not in ran.said


def test_a_file_of_another_kind_is_refused_with_what_it_lacks_and_what_was_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = upriver(capsys, "check", attendances(tmp_path / "sent.csv"), "--contract", "police_incidents")
    assert ran.code == 3 and "has no column for: incident_reference, started_at" in ran.err
    less = attendances(tmp_path / "less.csv", [an_attendance()[1:]], ED_HEADER[1:])
    ran = upriver(capsys, "check", less, *ED, "--json")
    assert (ran.code, ran.json["refused"], ran.json["found"]["arrived_at"]) == (3, "the file has no column for: site_code", 1)


def test_without_a_contract_it_says_which_one_it_takes_the_file_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "ed_assault_attendances, version 1" in upriver(capsys, "check", attendances(tmp_path / "sent.csv")).out


@pytest.mark.parametrize("arguments", [
    ("absent.csv",), ("sent.csv", "--contract", "nothing_like_it"), ("sent.csv", "--to", "faults.docx"), ("sent.csv", *ED, "--mapping", "absent.toml"),
    ("sent.csv", *ED, "--known", "codes:3=because"), ("sent.csv", "--as", "table"), ("sent.csv", "--contract", "spend", "--as", "table"),
], ids=["no file", "no such contract", "no such form", "no such mapping", "a rule nobody may know", "a form of nothing", "a contract without it"])  # fmt: skip
def test_wrong_usage_has_its_own_exit_code(arguments: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    attendances(tmp_path / "sent.csv")
    ran = upriver(capsys, "check", *arguments)
    assert ran.code == 2 and "Traceback" not in ran.said


def test_a_contract_that_is_nearly_named_is_offered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = upriver(capsys, "check", attendances(tmp_path / "sent.csv"), "--contract", "ed_attendances")
    assert "Did you mean ed_assault_attendances" in ran.err


def test_a_table_and_a_form_of_a_contract_are_checked_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = tmp_path / "sent.csv"
    sent.write_text("month,ed_assault_attendances measure,number\n2025-01,attendances,20\n2025-01,with_knife,c\n", "utf-8")
    assert upriver(capsys, "check", sent, *ED, "--as", "form").code == 0
    assert "ed_assault_attendances_form" in upriver(capsys, "check", sent, *ED).out
    assert upriver(capsys, "check", sent, *ED, "--as", "records").code == 3


def test_a_number_of_a_form_that_isn_t_known_is_left_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = tmp_path / "sent.csv"
    sent.write_text("month,ed_assault_attendances measure,number\n2025-01,attendances,20\n2025-01,with_knife,\n", "utf-8")
    assert upriver(capsys, "check", sent, *ED, "--as", "form").code == 0


def test_a_total_below_the_table_is_pointed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    total = attendances(tmp_path / "total.csv", [an_attendance(0), ["", "", "", "", "", "", "", "1"]])
    inside = attendances(tmp_path / "inside.csv", [["", "", "", "", "", "", "", "1"], an_attendance(0)])
    assert "total or a note" in upriver(capsys, "check", total, *ED).out
    assert "total or a note" not in upriver(capsys, "check", inside, *ED).out
    assert LAST_ROW in (files("upriver.intake.checker") / "assets" / "page.js").read_text("utf-8")


def test_a_row_that_is_known_and_true_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [an_attendance(0, assaulted="2025-03-09T01:00:00"), an_attendance(1, assaulted="2025-03-09T01:00:00")]
    sent = attendances(tmp_path / "sent.csv", rows)
    assert upriver(capsys, "check", sent, *ED, "--known", "compare:1=the clock was set back").code == 1
    assert upriver(capsys, "check", sent, *ED, "--known", "compare:1=so", "--known", "assaulted_at:compare:2=so").code == 0
    assert upriver(capsys, "check", sent, *ED, "--known", "compare:all=so").code == 0


def test_what_is_known_is_kept_and_rows_are_counted_past_those_that_cannot_be_read(tmp_path: Path) -> None:
    contract = a_contract(a_field("n", "number", high=5), a_field("kept"), unique=["n"])
    rows = [["9", "k"], ["1", "k", "too", "long"], ["9", "k"], ["8", "k"], ["2", "k"], ["2", "k"]]
    known = [Known("range", 3, "so"), Known("unique", 1, "so"), Known("unique", 3, "so")]
    found = look(contract, rows, tmp_path, known=known, keep_good_rows=True)
    assert [(fault.rule, fault.rows) for fault in found.faults] == [("shape", (2,)), ("range", (1, 4)), ("unique", (5, 6))]
    assert found.kept == 1


@pytest.mark.parametrize("form", ["csv", "ods"])
def test_every_fault_stands_in_the_file_of_faults_row_by_row(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = attendances(tmp_path / "sent.csv", [an_attendance(number, sex="x") for number in range(30)])
    to = tmp_path / f"faults.{form}"
    assert upriver(capsys, "check", sent, *ED, "--to", to).code == 1
    if form == "csv":
        rows = list(csv.reader(io.StringIO(to.read_text("utf-8-sig"))))[1:]
    else:
        rows = CalamineWorkbook.from_path(str(to)).get_sheet_by_index(0).to_python()[4:]
    assert [(int(row[0]), *row[1:3]) for row in rows] == [(number, "sex", "codes") for number in range(1, 31)]


def test_the_file_of_faults_is_the_same_bytes_each_time() -> None:
    faults = [Fault("a", "type", "is not a date", 3, (1, 2))]
    assert faults_ods(faults, title="T", lines=("x",)) == faults_ods(faults, title="T", lines=("x",))
    assert faults_csv(faults).decode("utf-8-sig").splitlines()[-1] == ",a,type,is not a date (1 more)"


@settings(max_examples=300, deadline=None)
@given(start=st.sampled_from(["", "=", "+", "-", "@", "\t", "\r", "'", "'="]), rest=st.text(max_size=8))
def test_no_cell_of_a_csv_is_worked_out_and_every_one_comes_back(start: str, rest: str) -> None:
    cell = inert(start + rest)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") == start + rest


def test_what_looks_like_a_formula_is_text_in_both_files_of_faults(tmp_path: Path) -> None:
    faults = [Fault("=1+1", "codes", "@SUM(A1)", 1, (1,))]
    assert faults_csv(faults).decode("utf-8-sig").splitlines()[1] == "1,'=1+1,codes,'@SUM(A1)"
    (tmp_path / "f.ods").write_bytes(faults_ods(faults, title="=x", lines=("+y",)))
    content = zipfile.ZipFile(tmp_path / "f.ods").read("content.xml").decode()
    assert "formula" not in content and "=1+1" in content


LISTED = """
import sys
from upriver.cli.main import run
try:
    run(sys.argv[1:])
except SystemExit:
    pass
print([name for name in ("django", "numpy", "shapely", "pyogrio", "socket") if name in sys.modules and name != "socket"])
"""


def test_it_loads_neither_the_desk_nor_geometry_and_needs_no_workspace(tmp_path: Path) -> None:
    sent = attendances(tmp_path / "sent.csv")
    done = subprocess.run([sys.executable, "-c", LISTED, "check", str(sent), *ED], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "django" not in done.stdout and "shapely" not in done.stdout and "pyogrio" not in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sent.csv"]


def test_a_workspace_s_own_contract_is_known_where_it_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from upriver import shelf

    own = tmp_path / "declarations" / "contracts"
    own.mkdir(parents=True)
    shipped = Path(str(shelf.data_file("x"))).parents[1] / "contracts" / "s17a_hospital_returns.toml"
    (own / "our_returns.toml").write_text(shipped.read_text("utf-8"), "utf-8")
    sent = attendances(tmp_path / "sent.csv")
    assert upriver(capsys, "check", sent, "--contract", "our_returns").code == 2
    assert upriver(capsys, "check", sent, "--contract", "our_returns", "--workspace", tmp_path).code == 3


def test_rows_below_a_blank_line_are_rows_also_under_a_preamble(tmp_path: Path) -> None:
    contract = a_contract(a_field("n", "number"), a_field("kept"))
    path = tmp_path / "raw"
    path.write_text("a title\n\nn,kept\n1,k\n\nx,k\n3,k\n\nSource: somewhere\n", "utf-8")
    found = check_rows(path, contract, Layout("csv", ("n", "kept"), {"n": "n", "kept": "kept"}, skip_lines=2), tmp_path / "typed.parquet",
                       spill=tmp_path / "spill", keep_good_rows=True)
    assert [(fault.rule, fault.rows) for fault in found.faults] == [("type", (2,))]
    assert (found.rows, found.kept) == (3, 2)
