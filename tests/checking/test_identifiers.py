"""What identifies a person is found wherever words can stand, the whole file is refused, and the value is never told or kept."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from checking.made_up import ED_HEADER, a_contract, a_field, an_attendance, attendances, broken, look, upriver
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from upriver.words.refusal import Refusal

PLANTED = {
    "nhs number": "943 476 5919", "nhs number with dashes": "ring 943-476-5919 first", "nhs number in words": "no9434765919x", "e-mail": "write to a.b@example.org",
    "postcode": "flat 3, SW1A 1AA", "postcode without a space": "at sw1a1aa.", "date of birth": "DOB 1 May", "born": "born in the spring",
    "name": "taken home by Mrs Madeup", "second number": "943 476 5910 943 476 5919", "number after number": "1234567890,9434765919",
}
WORDS = a_contract(a_field("words", "text"), a_field("told", "text", free_text=True), a_field("kept", pattern="reference"))


def check_digit(digits: str) -> bool:
    """Modulus 11, as the NHS Data Dictionary gives it for the NHS number."""
    left = 11 - sum((10 - place) * int(digit) for place, digit in enumerate(digits[:9])) % 11
    return len(digits) == 10 and (0 if left == 11 else left) == int(digits[9])


@pytest.mark.parametrize("value", PLANTED.values(), ids=PLANTED)
@pytest.mark.parametrize("where", ["a column of words", "free text", "a column that isn't asked for"])
def test_an_identifier_refuses_the_whole_file(value: str, where: str, tmp_path: Path) -> None:
    cells = {"a column of words": [value, "", "k", ""], "free text": ["", value, "k", ""], "a column that isn't asked for": ["", "", "k", value]}
    found = look(WORDS, [["fine", "fine", "k", "fine"], cells[where]], tmp_path, header=("words", "told", "kept", "local"), keep_good_rows=True)
    assert broken(found, "identifier") == {2}
    assert (found.kept, list(tmp_path.glob("typed*"))) == (0, [])


@pytest.mark.parametrize("value", ["943 476 5918", "94347659190", "SO14", "E01012345", "a@b", "10.30", "Mr", "MRSA", "adobe", "unborn", "2025-03-02", "x" * 64])
def test_what_only_looks_like_one_is_let_be(value: str, tmp_path: Path) -> None:
    assert not look(WORDS, [[value, value, "k", value]], tmp_path, header=("words", "told", "kept", "local")).faults


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(st.text("0123456789", min_size=10, max_size=10), min_size=1, max_size=60))
@example(numbers=["0000000000", "9434765919", "9434765870", "1000000001", "0000000011"])
def test_ten_digits_are_an_nhs_number_where_the_last_one_is_right(numbers: list[str], tmp_path: Path) -> None:
    found = look(WORDS, [[number, "", "k"] for number in numbers], tmp_path)
    assert broken(found, "identifier") == {row for row, number in enumerate(numbers, 1) if check_digit(number)}


@pytest.mark.parametrize(("header", "says"), [("DOB", "column 4 (dob)"), ("NHS_Number", "column 4 (nhs number)"), (" Patient  name ", "column 4 (patient name)")])
def test_a_heading_that_names_a_person_refuses_the_file_before_its_rows(header: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        look(WORDS, [["", "", "k", ""]], tmp_path, header=("words", "told", "kept", header))
    assert refused.value.what == f"the file has a column that names a person: {says}"


def test_a_heading_that_the_contract_asks_for_is_no_fault(tmp_path: Path) -> None:
    asked = a_contract(a_field("postcode", pattern="outward_postcode"), a_field("kept", pattern="reference"))
    assert not look(asked, [["SO14", "k"]], tmp_path).faults


def test_open_data_is_not_searched(tmp_path: Path) -> None:
    assert not look(a_contract(a_field("words", "text"), a_field("kept"), protection="open"), [["943 476 5919", "k"]], tmp_path).faults


def test_two_columns_for_one_field_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="more than one column for: words"):
        look(WORDS, [["a", "b", "k"]], tmp_path, header=("words", "Words", "kept"), columns={"words": "words", "kept": "kept"})


def test_of_free_text_only_whether_it_was_given_is_written(tmp_path: Path) -> None:
    look(WORDS, [["a", "outside the shop", "k"], ["b", " ", "k"]], tmp_path)
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT * FROM '{tmp_path / 'typed.parquet'}'")
        assert [column[0] for column in rows.description or ()] == ["words", "told_given", "kept"]
        assert [row[1] for row in rows.fetchall()] == [True, False]
    assert b"outside" not in (tmp_path / "typed.parquet").read_bytes()


@pytest.mark.parametrize("form", ["csv", "ods"])
def test_the_command_names_the_row_and_never_the_value(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [an_attendance(), an_attendance(1, other="ring 943 476 5919"), an_attendance(2)]
    sent = attendances(tmp_path / "sent.csv", rows)
    ran = upriver(capsys, "check", sent, "--contract", "ed_assault_attendances", "--to", tmp_path / f"faults.{form}")
    assert ran.code == 3
    assert "assault_method_other (your column" in ran.out and "holds what reads as an NHS number; take it out: row 2" in ran.out
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path != sent)
    assert "5919" not in ran.said and b"5919" not in left


def test_a_heading_that_names_a_person_is_told_by_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = attendances(tmp_path / "sent.csv", [[*an_attendance(), "1980-05-01"]], (*ED_HEADER, "Date of Birth"))
    ran = upriver(capsys, "check", sent, "--contract", "ed_assault_attendances")
    assert ran.code == 3 and "column 9 (date of birth)" in ran.err and "1980" not in ran.said
