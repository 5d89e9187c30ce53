"""A register goes out to a spreadsheet and comes back the same; every fault is told by sheet, row and column."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from register.bodies import DAY, a_body, a_cover, a_person, a_register, as_opendocument

from upriver.demo.authorities import COMMISSIONER, MAYOR, fictional_register
from upriver.duty.known_authorities import known
from upriver.duty.register_sheets import AREAS, AUTHORITIES, SHEETS, written
from upriver.intake.registers import read_register
from upriver.pipeline.authorities.register import Faulty, from_spreadsheet, to_spreadsheet
from upriver.report.sheets.registers import register_xlsx
from upriver.words.refusal import Refusal
from upriver.words.sharing.authority import KINDS, RIGHTS, Authority, Register
from upriver.words.sharing.sheet import SheetOf

Rows = dict[str, list[dict[str, str]]]


def to_file(register: Register, folder: Path) -> Path:
    path = folder / "register.xlsx"
    path.write_bytes(to_spreadsheet(register, name="Norsea", on=DAY))
    return path


def edited(register: Register, folder: Path, edit: Callable[[Rows], object]) -> Path:
    """The spreadsheet of a register after somebody changed its rows."""
    rows: Rows = {sheet.name: [dict(row) for row in found] for sheet, found in written(register)}
    edit(rows)
    return raw(rows, folder, SHEETS)


def raw(rows: Mapping[str, list[dict[str, str]]], folder: Path, sheets: tuple[SheetOf, ...]) -> Path:
    path = folder / "edited.xlsx"
    path.write_bytes(register_xlsx("Norsea", [(sheet, rows.get(sheet.name, [])) for sheet in sheets]))
    return path


def faults(path: Path, held: Register | None = None) -> list[tuple[str, int, str, str]]:
    with pytest.raises(Faulty) as found:
        from_spreadsheet(path, held or Register())
    return [(each.sheet, each.row, each.column, each.says) for each in found.value.faults]


def in_order(register: Register) -> Register:
    """By id: a spreadsheet keeps its sheets' order, and kinds stand on three of them."""
    return replace(register, authorities=tuple(sorted(register.authorities, key=lambda body: body.id)))


def test_the_fictional_register_comes_back_the_same(tmp_path: Path) -> None:
    held = fictional_register()
    assert in_order(from_spreadsheet(to_file(held, tmp_path), Register())) == in_order(held)


def test_the_shipped_lists_of_the_whole_country_come_back_the_same(tmp_path: Path) -> None:
    held = Register(tuple(known().bodies.values()))
    back = from_spreadsheet(to_file(held, tmp_path), Register())
    assert in_order(back).authorities == in_order(held).authorities


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters=";\ufffe\uffff"), min_size=1, max_size=40).map(str.strip).filter(bool)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=TEXT, kind=st.sampled_from(sorted(KINDS)), share=st.one_of(st.none(), st.integers(1, 10_000)),
       first=st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 1, 1))), verified=st.booleans())  # fmt: skip
@example(name='=HYPERLINK("x")', kind="police", share=1, first=None, verified=True)
@example(name="123", kind="health", share=10_000, first=date(1900, 1, 1), verified=False)
@example(name="TRUE", kind="invited_participant", share=None, first=None, verified=False)
@example(name="2026-01-01", kind="education", share=1, first=None, verified=False)
def test_any_body_comes_back_the_same(tmp_path: Path, name: str, kind: str, share: int | None, first: date | None, verified: bool) -> None:
    cover = a_cover(share=None if share is None else share / 10_000, valid_from=first, verified=verified)
    rights = "district_figures" if kind == "invited_participant" else ""
    body = a_body(kind, "x-1", areas=(cover,), name=name, valid_from=first, verified=verified, rights=rights)
    assert from_spreadsheet(to_file(a_register(body), tmp_path), Register()).authorities == (body,)


def test_an_opendocument_copy_is_read_too(tmp_path: Path) -> None:
    copy = as_opendocument(to_file(fictional_register(), tmp_path), tmp_path / "register.ods")
    assert in_order(from_spreadsheet(copy, Register())) == in_order(fictional_register())


def test_the_same_register_gives_the_same_bytes() -> None:
    assert to_spreadsheet(fictional_register(), name="N", on=DAY) == to_spreadsheet(fictional_register(), name="N", on=DAY)


def test_every_closed_list_is_offered_in_its_cells(tmp_path: Path) -> None:
    with zipfile.ZipFile(to_file(fictional_register(), tmp_path)) as book:
        sheet = book.read("xl/worksheets/sheet2.xml").decode()
    lists = [column for column in AUTHORITIES.columns if column.codes and not column.told]
    assert sheet.count('type="list"') == len(lists) == 3


def test_every_column_says_what_it_means(tmp_path: Path) -> None:
    with zipfile.ZipFile(to_file(fictional_register(), tmp_path)) as book:
        shared = book.read("xl/sharedStrings.xml").decode()
    assert [c.name for sheet in SHEETS for c in sheet.columns if c.says.replace("&", "&amp;")[:40] not in shared] == []


def a_police(**more: str) -> dict[str, str]:
    return {"id": "x", "kind": "police", "name": "X", "verified": "yes", **more}


EDITS: list[tuple[Callable[[Rows], object], tuple[str, int, str, str]]] = [
    (lambda r: r["Authorities"][0].update(kind="polise"), ("Authorities", 5, "Kind", "is not one of police")),
    (lambda r: r["Authorities"][1].update(name=""), ("Authorities", 6, "Name", "is empty; it must be filled")),
    (lambda r: r["Authorities"][0].update(valid_to="6 May 2026"), ("Authorities", 5, "Valid to", "is not a date; write it as YYYY-MM-DD")),
    (lambda r: r["Authorities"][0].update(valid_from="2026-02-30"), ("Authorities", 5, "Valid from", "is not a date")),
    (lambda r: r["Authorities"][0].update(valid_from="2026-02-02", valid_to="2026-02-01"), ("Authorities", 5, "Valid to", "is before the first day")),
    (lambda r: r["Authorities"][0].update(contact="p99"), ("Authorities", 5, "Contact", "is no id of the sheet People")),
    (lambda r: r["Authorities"].append(dict(r["Authorities"][0])), ("Authorities", 23, "Id", "stands in row 5 already")),
    (lambda r: r["Authorities"][0].update(tier="single"), ("Authorities", 5, "Tier", "is for councils alone")),
    (lambda r: r["Authorities"][0].update(successors="E23009901; Z"), ("Authorities", 5, "Successors", "names the body itself")),
    (lambda r: r["Authorities"][0].update(note="x" * 1_001), ("Authorities", 5, "Note", "is longer than 1,000 characters")),
    (lambda r: r["Areas"][0].update(body="nobody"), ("Areas", 5, "Body", "is the id of no body")),
    (lambda r: r["Areas"][0].update(share="0"), ("Areas", 5, "Share", "is not a share")),
    (lambda r: r["Areas"][0].update(share="1.01"), ("Areas", 5, "Share", "is not a share")),
    (lambda r: r["Areas"][0].update(share="76%"), ("Areas", 5, "Share", "is not a share")),
    (lambda r: r["Areas"][0].update(small_areas="-1"), ("Areas", 5, "Small areas", "is not a whole number")),
    (lambda r: r["Areas"].append(dict(r["Areas"][0])), ("Areas", 71, "Body", "stands in row 5 already")),
    (lambda r: r["People"][0].update(name=""), ("People", 5, "Name", "is empty; it must be filled")),
    (lambda r: r["CSPs"][0].update(id="E23009901"), ("CSPs", 5, "Id", "stands on the sheet Authorities too")),
    (lambda r: r["Invited"][0].update(rights="everything"), ("Invited", 5, "Rights", "is not one of published_only")),
]


@pytest.mark.parametrize(("edit", "fault"), EDITS, ids=[f"{each[1][0]} {each[1][2]}: {each[1][3]}" for each in EDITS])
def test_a_fault_is_told_by_sheet_row_and_column(tmp_path: Path, edit: Callable[[Rows], object], fault: tuple[str, int, str, str]) -> None:
    told = faults(edited(fictional_register(), tmp_path, edit))
    assert any(each[:3] == fault[:3] and each[3].startswith(fault[3]) for each in told), told


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    def edit(rows: Rows) -> None:
        rows["Authorities"][0].update(kind="polise", valid_to="soon", contact="p99")
        rows["Areas"][3].update(share="lots")

    told = [each[:3] for each in faults(edited(fictional_register(), tmp_path, edit))]
    assert told == [("Authorities", 5, "Contact"), ("Authorities", 5, "Kind"), ("Authorities", 5, "Valid to"), ("Areas", 8, "Share")]


def test_no_fault_tells_what_stands_in_the_cell(tmp_path: Path) -> None:
    secret = "Zebedee Quux"

    def edit(rows: Rows) -> None:
        for column in ("kind", "valid_to", "contact", "tier"):
            rows["Authorities"][0][column] = secret
        rows["Areas"][0].update(body=secret, share=secret, small_areas=secret)

    assert all(secret not in " ".join(map(str, each)) for each in faults(edited(fictional_register(), tmp_path, edit)))


def test_a_sheet_that_is_gone_is_told(tmp_path: Path) -> None:
    kept = tuple(sheet for sheet in SHEETS if sheet is not AREAS)
    assert ("Areas", 0, "", "is not there; keep every sheet, empty where there is nothing") in faults(raw({}, tmp_path, kept))


def test_a_column_that_is_gone_and_one_that_is_unknown_are_told(tmp_path: Path) -> None:
    other = replace(AUTHORITIES.columns[3], name="colour")
    changed = replace(AUTHORITIES, columns=(*AUTHORITIES.columns[:3], other, *AUTHORITIES.columns[4:]))
    told = faults(raw({}, tmp_path, tuple(changed if sheet is AUTHORITIES else sheet for sheet in SHEETS)))
    assert told == [
        ("Authorities", 0, "Code", "is not there; keep every column"),
        ("Authorities", 0, "column 4", "is a column that the register doesn't know; take it out"),
    ]


def test_blank_rows_between_do_not_move_the_numbers(tmp_path: Path) -> None:
    def edit(rows: Rows) -> None:
        rows["Authorities"] = [{}, a_police(), {}, a_police(id="y", kind="jail")]

    told = faults(edited(Register(), tmp_path, edit))
    assert [each[:3] for each in told] == [("Authorities", 8, "Kind")]


def test_a_kind_may_be_written_in_words_and_in_capitals(tmp_path: Path) -> None:
    path = edited(Register(), tmp_path, lambda rows: rows["Authorities"].append(a_police(kind="Fire and Rescue")))
    assert from_spreadsheet(path, Register()).authorities[0].kind == "fire_and_rescue"


def test_a_person_who_was_erased_cannot_come_back_under_the_same_id(tmp_path: Path) -> None:
    held = a_register(a_body(), people=(a_person(name="", erased_on="2026-01-01"),))
    path = edited(held, tmp_path, lambda rows: rows["People"][0].update(name="Idris Quayle"))
    assert [each[:3] for each in faults(path, held)] == [("People", 5, "Id")]
    assert from_spreadsheet(to_file(held, tmp_path), held).people[0].name == ""


@pytest.mark.parametrize("content", [b"", b"not a spreadsheet", b"PK\x03\x04 cut short", b"id,kind,name\nx,police,X\n"])
def test_what_is_no_spreadsheet_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=r"hostile\.xlsx"):
        read_register(path, SHEETS)


def bodies_by_role() -> Iterator[tuple[str, Authority]]:
    for body in fictional_register().authorities:
        yield body.kind, body


def test_the_fictional_partnership_has_every_kind_and_every_right() -> None:
    assert {kind for kind, _ in bodies_by_role()} == set(KINDS)
    assert {body.rights for _, body in bodies_by_role()} - {""} == set(RIGHTS)


def test_its_commissioner_ends_the_day_before_its_mayor_begins() -> None:
    held = fictional_register().by_id()
    assert (held[MAYOR].valid_from, held[COMMISSIONER].successors) == (date(2026, 5, 7), (MAYOR,))
    assert held[COMMISSIONER].valid_to == date(2026, 5, 6)


def test_a_new_persons_id_may_not_tell_the_name(tmp_path: Path) -> None:
    path = edited(a_register(people=(a_person("p_tansley"),)), tmp_path, lambda rows: None)
    assert [(sheet, column) for sheet, _, column, _ in faults(path)] == [("People", "Id")]


def test_faults_within_cells_and_between_rows_are_told_at_once(tmp_path: Path) -> None:
    def both(rows: Rows) -> None:
        rows["Authorities"][0]["valid_from"] = "1 April 2026"
        rows["Areas"][0] |= {"body": "nobody", "district": "Pompey"}

    told = {(sheet, column) for sheet, _, column, _ in faults(edited(fictional_register(), tmp_path, both))}
    assert told == {("Authorities", "Valid from"), ("Areas", "Body"), ("Areas", "District")}
