"""Mapping profiles: made once by answering questions, saved as one file, and used wherever a file is read."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest
from checking.made_up import a_contract, a_field, an_attendance, attendances, look, upriver
from click.testing import CliRunner

from upriver.cli.local.mapping import map_
from upriver.intake.contracts import layouts
from upriver.intake.mapping import check_profile, profiles, read_profile, written
from upriver.intake.suggesting import Column, code_for, suggest
from upriver.words.refusal import Refusal
from upriver.words.sharing.profile import DATE_FORMATS, Profile

THEIRS = ("Hosp Site", "Arr Date/Time", "Assault_DateTime", "Weapon/method", "Place type", "Patient Gender", "Age Group", "Notes", "LSOA")
ED = layouts()["ed_assault_attendances"]


def an_extract(path: Path, rows: int = 12, note: str = "waited outside", **changes: str) -> Path:
    """A trust's own extract, with its own headings, codes and dates."""
    ways = ("Fist", "KNIFE", "07", "other")
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(THEIRS)
        for number in range(rows):
            row = {"site": "RZZ01", "arrived": f"{number % 28 + 1:02d}/03/2025 01:15", "assaulted": "", "method": ways[number % 4], "place": "OTHER",
                   "sex": "MF"[number % 2], "age": "18-24", "note": note, "lsoa": "E01017145"}
            writer.writerow((row | changes).values())
    return path


def a_profile(**changes: object) -> Profile:
    given = {"contract": ED.slug, "contract_version": ED.version, "version": 1, "columns": {
        "site_code": "Hosp Site", "arrived_at": "Arr Date/Time", "assaulted_at": "Assault_DateTime", "assault_method": "Weapon/method",
        "location_type": "Place type", "sex": "Patient Gender"}, "codes": {"assault_method": {"07": "fist"}, "sex": {"M": "male", "F": "female"}},
        "dates": {"arrived_at": "DD/MM/YYYY HH:MM", "assaulted_at": "DD/MM/YYYY HH:MM"}}
    return Profile(**(given | changes))


def saved(path: Path, profile: Profile) -> Path:
    path.write_text(written(profile), "utf-8")
    return path


def test_a_profile_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    awkward = a_profile(title='He said "x" \\ é', codes={"assault_method": {'a "b"\tc\\': "fist", "": "not known", "\u202e": "fist"}}, constants={"told_police": "no"})
    back = read_profile(saved(tmp_path / "p.toml", awkward), layouts())
    assert (back.columns, back.codes, back.dates, back.constants, back.title) == (
        awkward.columns, awkward.codes, awkward.dates, awkward.constants, awkward.title)


def test_a_file_checks_with_its_mapping_and_not_without(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent, mapping = an_extract(tmp_path / "sent.csv"), saved(tmp_path / "p.toml", a_profile())
    assert upriver(capsys, "check", sent, "--contract", ED.slug).code == 3
    ran = upriver(capsys, "check", sent, "--mapping", mapping, "--json")
    assert (ran.code, ran.json["mapping"][:35]) == (0, "ed_assault_attendances@1 mapping 1 ")


def test_a_workspace_s_mapping_is_recognised_by_the_header(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "declarations" / "mappings").mkdir(parents=True)
    saved(tmp_path / "declarations" / "mappings" / "trust.toml", a_profile())
    sent = an_extract(tmp_path / "sent.csv")
    assert "by your mapping" in upriver(capsys, "check", sent, "--workspace", tmp_path).out
    assert len(profiles(tmp_path / "declarations", layouts())) == 1


def test_codes_dates_and_constants_are_mapped_before_anything_is_checked(tmp_path: Path) -> None:
    contract = a_contract(a_field("kind", codes=["knife", "other"], must_fill=True), a_field("at", "datetime"), a_field("day", "date"), a_field("in", "month"),
                          a_field("site", pattern="site_code", must_fill=True))
    profile = Profile("made_up", 1, 1, {"kind": "K", "at": "A", "day": "D", "in": "M"}, {"kind": {"07": "knife", "x": ""}},
                      {"at": "DD/MM/YYYY HH:MM", "day": "DD MON YYYY", "in": "MON-YY"}, {"site": "RZZ01"})
    rows = [[" 07 ", "31/12/2025 23:59", "1 Feb 2025", "Mar-25"], ["other", "2025-01-02T03:04", "2025-02-03", "2025-04"], ["x", "31/13/2025 10:00", "30 Feb 2025", "M"]]
    found = look(contract, rows, tmp_path, header=("K", "A", "D", "M"), columns=dict(profile.columns), profile=profile, keep_good_rows=True)
    assert [(fault.field, fault.rule, fault.rows) for fault in found.faults] == [
        ("kind", "required", (3,)), ("at", "type", (3,)), ("day", "type", (3,)), ("in", "type", (3,))]
    with duckdb.connect() as connection:
        kept = connection.execute(f"SELECT kind, strftime(\"at\", '%Y-%m-%d %H:%M'), CAST(day AS VARCHAR), \"in\", site FROM '{tmp_path / 'typed.parquet'}'").fetchall()
    assert kept == [("knife", "2025-12-31 23:59", "2025-02-01", "2025-03", "RZZ01"), ("other", "2025-01-02 03:04", "2025-02-03", "2025-04", "RZZ01")]


@pytest.mark.parametrize("form", DATE_FORMATS)
def test_every_way_of_writing_dates_is_read_by_the_engine(form: str) -> None:
    spelled = {"DD": "09", "MM": "02", "YYYY": "2025", "MON": "Feb", "HH": "03", "SS": "05"}
    text = form.replace("HH:MM", "03:04")
    for part in ("YYYY", "MON", "DD", "SS", "MM"):
        text = text.replace(part, spelled[part])
    text = text.replace("YY", "25")
    with duckdb.connect() as connection:
        (read,) = connection.execute("SELECT strftime(try_strptime(?, ?), '%Y-%m-%d %H:%M')", [text, DATE_FORMATS[form]]).fetchone()
    assert read == f"2025-02-{'09' if 'DD' in form else '01'} {'03:04' if 'HH' in form else '00:00'}"


@pytest.mark.parametrize(("change", "told"), [
    ({"contract": "nothing"}, "isn't known here"), ({"contract_version": 99}, "made for version 99"), ({"columns": {"shoe_size": "X"}}, "that ed_assault_attendances hasn't"),
    ({"dates": {"arrived_at": "%d/%m"}}, "unknown way of writing dates"), ({"dates": {"arrived_at": "MON-YY"}}, "without a day"),
    ({"dates": {"sex": "DD/MM/YYYY"}}, "is no date"), ({"codes": {"sex": {"M": "man"}}}, "no code of it"), ({"constants": {"told_police": "man"}}, "no code of it"),
    ({"codes": {"location_description": {"a": "b"}}}, "free text"), ({"constants": {"site_code": "RZZ01"}}, "a column and a constant"),
])  # fmt: skip
def test_a_profile_that_does_not_fit_its_contract_is_refused_with_what_is_wrong(change: dict[str, object], told: str) -> None:
    with pytest.raises(Refusal, match=told):
        check_profile("p.toml", a_profile(**change), layouts())


@pytest.mark.parametrize("text", ["", "contract = 3", "contract = 'x'\nsecret = 'Zanzibar'", "[columns\nx=1", "contract='a'\ncolumns = 3", "contract='a'\n[columns]\na = 3",
                                  "contract='a'\nversion = true", "contract='a'\n[codes]\nsex = 'Zanzibar'"])  # fmt: skip
def test_a_file_that_is_no_profile_is_refused_without_being_quoted(text: str, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(text, "utf-8")
    with pytest.raises(Refusal) as refused:
        read_profile(tmp_path / "p.toml", layouts())
    assert "Zanzibar" not in str(refused.value)


def test_the_sure_suggestions_are_taken_and_the_rest_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = tmp_path / "p.toml"
    ran = upriver(capsys, "map", an_extract(tmp_path / "sent.csv"), "--contract", ED.slug, "--to", to, "--yes")
    assert ran.code == 1 and "Needed and still open: site_code" in ran.out
    made = read_profile(to, layouts())
    assert made.codes["sex"] == {"F": "female", "M": "male"} and made.columns["lsoa21"] == "LSOA"
    assert made.dates["arrived_at"] == "DD/MM/YYYY HH:MM"


def test_a_day_without_a_time_can_be_mapped_as_it_can_be_written(tmp_path: Path) -> None:
    contract = a_contract(a_field("at", "datetime"))
    profile = Profile("made_up", 1, 1, {"at": "A"}, {}, {"at": "DD/MM/YYYY"}, {})
    found = look(contract, [["31/12/2025"], ["2025-12-30"], ["12/31/2025"]], tmp_path, header=("A",), columns={"at": "A"}, profile=profile)
    assert [(fault.rule, fault.rows) for fault in found.faults] == [("type", (3,))]


def test_a_field_that_is_answered_with_none_is_not_read_under_its_own_heading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header, *rows = attendances(tmp_path / "sent.csv").read_text("utf-8").splitlines()
    sent, to = tmp_path / "own.csv", tmp_path / "p.toml"
    sent.write_text("\n".join([f"{header},Police informed", *(f"{row},perhaps" for row in rows)]) + "\n", "utf-8")
    lines = ["-" if field.name == "told_police" else "" for field in ED.fields]
    done = CliRunner().invoke(map_, [str(sent), "--contract", ED.slug, "--to", str(to)], input="\n".join(lines + [""] * 20), standalone_mode=False)
    assert done.return_value == 0, done.output
    assert read_profile(to, layouts()).columns["told_police"] == ""
    assert upriver(capsys, "check", sent, "--contract", ED.slug).code == 1
    ran = upriver(capsys, "check", sent, "--mapping", to)
    assert ran.code == 0, ran.out


def test_a_column_of_other_words_is_not_offered_for_codes_that_only_sound_alike() -> None:
    (ethnicity,) = a_contract(a_field("suspect_ethnicity", codes=["Asian", "Other", "not known"])).fields
    assert code_for(ethnicity, "Violence desc") == ("", False) and code_for(ethnicity, "Asian Indian") == ("Asian", False)


def test_a_saved_profile_gets_the_next_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent, to = attendances(tmp_path / "sent.csv"), tmp_path / "p.toml"
    for version in (1, 2):
        assert upriver(capsys, "map", sent, "--contract", ED.slug, "--to", to, "--yes").code == 0
        assert read_profile(to, layouts()).version == version


def test_a_person_answers_and_the_file_then_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent, to = an_extract(tmp_path / "sent.csv"), tmp_path / "p.toml"
    answers = {"assault_method": ["", "fist"]}
    lines = [line for field in ED.fields for line in answers.get(field.name, [""])] + [""] * 20
    done = CliRunner().invoke(map_, [str(sent), "--contract", ED.slug, "--to", str(to)], input="\n".join(lines), standalone_mode=False)
    assert done.return_value == 0, done.output
    assert "waited outside" not in done.output, "the words of a column of free text were shown"
    ran = upriver(capsys, "check", sent, "--mapping", to)
    assert ran.code == 0, ran.out


@pytest.mark.parametrize("note", ["Mrs Madeup", "943 476 5919", "SW1A 1AA"])
def test_values_that_could_be_a_person_s_are_never_offered_as_codes(note: str) -> None:
    assert Column("Method", 1, frozenset({"fist", note}), True).codes == ()
    assert Column("Surname", 1, frozenset({"fist"}), True).codes == ()


def test_a_column_is_known_by_what_it_holds(tmp_path: Path) -> None:
    columns = (Column("Area", 1, frozenset({"E01017145", "E01017146"}), True), Column("lsoa small area", 2, frozenset({"Northam", "Bitterne"}), True))
    found = {each.field.name: each.column.header for each in suggest(ED, columns) if each.column}
    assert found.get("lsoa21") != "lsoa small area"


@pytest.mark.parametrize(("theirs", "ours", "sure"), [("M", "male", True), ("FEMALE", "female", True), ("NK", "not known", True), ("femal", "female", False), ("7", "", False)])
def test_codes_are_suggested_and_only_plain_ones_are_sure(theirs: str, ours: str, sure: bool) -> None:
    assert code_for(ED.field("sex"), theirs) == (ours, sure)


def test_an_identifier_in_a_mapped_file_refuses_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent, mapping = an_extract(tmp_path / "sent.csv", note="ring 943 476 5919"), saved(tmp_path / "p.toml", a_profile())
    ran = upriver(capsys, "check", sent, "--mapping", mapping)
    assert ran.code == 3 and "column 8" in ran.out


def test_an_attendance_as_the_contract_has_it_needs_no_mapping(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sent = attendances(tmp_path / "sent.csv", [an_attendance()])
    ran = upriver(capsys, "map", sent, "--contract", ED.slug, "--to", tmp_path / "p.toml", "--yes", "--json")
    assert ran.code == 0 and ran.json["required_open"] == []


def test_the_mapping_in_the_guide_is_one_that_upriver_reads(tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "map-a-file.md").read_text("utf-8")
    (tmp_path / "p.toml").write_text(page.split("```toml\n")[1].split("```")[0], "utf-8")
    assert read_profile(tmp_path / "p.toml", layouts()).constants == {"site_code": "RZZ01"}


@pytest.mark.parametrize("slug", [each.slug for each in layouts().values() if each.protection != "open" and each.mode == "records"])
def test_the_contract_s_own_headings_are_always_sure(slug: str) -> None:
    contract = layouts()[slug]
    columns = tuple(Column(field.headers[0] if field.headers else field.name, place, frozenset(), False) for place, field in enumerate(contract.fields, 1))
    wrong = [each.field.name for each in suggest(contract, columns) if not each.sure or each.column != columns[contract.fields.index(each.field)]]
    assert not wrong
