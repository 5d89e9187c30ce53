"""Export and import: what goes out comes in again unchanged, in all three forms, and two people's copies come together."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from registers.plans import PLAN, Book, book_of, export, keep, row, state, take_in, workspace

from upriver.intake.records import toml
from upriver.intake.records.cells import read
from upriver.pipeline.registers.judging import Faulty
from upriver.report.sheets.records.layout import short
from upriver.store.folder import Folder
from upriver.words.registers.plan import REGISTERS
from upriver.words.registers.stamp import stamp_of, stamp_read

FORMS = (".xlsx", ".ods", ".toml")
NOTHING = ({}, {}, {}, {})


def parts(outcome: object) -> tuple[object, ...]:
    return tuple(dict(getattr(outcome, name)) for name in ("added", "changed", "taken_out", "left_out"))


@pytest.mark.parametrize("form", FORMS)
def test_an_export_taken_in_again_changes_nothing(form: str, norsea: Folder) -> None:
    path, before = export(norsea, form), state(norsea)
    assert parts(take_in(norsea, path)) == NOTHING and state(norsea) == before


@pytest.mark.parametrize("form", FORMS)
def test_an_export_is_the_same_bytes_each_time(form: str, norsea: Folder) -> None:
    assert export(norsea, form).read_bytes() == export(norsea, form, to="again").read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_an_export_taken_in_by_another_workspace_is_refused(form: str, norsea: Folder, tmp_path: Path) -> None:
    path = export(norsea, form)
    other = workspace(tmp_path / "other", PLAN.replace("Fewer knives", "No knives"))
    with pytest.raises(Faulty) as refused:
        take_in(other, path)
    assert "isn't one of this workspace's exports" in refused.value.faults[0].says


@pytest.mark.parametrize("form", FORMS)
def test_an_export_of_some_registers_leaves_the_others_alone(form: str, norsea: Folder) -> None:
    path, before = export(norsea, form, only=("actions", "milestones")), state(norsea)
    assert parts(take_in(norsea, path, remove_missing=True)) == NOTHING and state(norsea) == before


@pytest.mark.parametrize("form", FORMS)
def test_an_older_state_edited_and_taken_in_changes_only_what_was_edited(form: str, norsea: Folder) -> None:
    keep('[[actions]]\nid = "a1"\nstatus = "done"\n', norsea.root, at="2026-03-01T09:00:00Z")
    path = export(norsea, form, on="2026-02-03")
    assert parts(take_in(norsea, path)) == NOTHING and row("actions", "a1")["status"] == "done"


def test_no_name_of_a_person_is_in_an_export(norsea: Folder) -> None:
    cells = " ".join(str(cell) for rows in book_of(export(norsea)).sheets.values() for line in rows for cell in line)
    assert "p1" in cells and "Oriel" not in cells and "Tansley" not in cells


def edited(norsea: Folder, name: str, ident: str, heading: str, value: str, *, of: Path) -> Path:
    book: Book = book_of(of)
    book.set("Actions", ident, heading, value)
    return book.save(norsea.root / name)


def test_two_people_who_change_different_cells_both_find_theirs(norsea: Folder) -> None:
    out = export(norsea)
    take_in(norsea, edited(norsea, "one.xlsx", "a1", "Status", "Done", of=out), by="B. Second")
    take_in(norsea, edited(norsea, "two.xlsx", "a1", "Due", "2026-04-30", of=out), by="C. Third")
    assert (row("actions", "a1")["status"], row("actions", "a1")["due"]) == ("done", "2026-04-30")


def test_who_changed_the_same_cell_and_when_is_told_and_nothing_is_kept(norsea: Folder) -> None:
    out = export(norsea)
    take_in(norsea, edited(norsea, "one.xlsx", "a1", "Status", "Done", of=out), by="B. Second")
    before = state(norsea)
    with pytest.raises(Faulty) as refused:
        take_in(norsea, edited(norsea, "two.xlsx", "a1", "Status", "Stopped", of=out), by="C. Third")
    fault, = refused.value.faults
    assert (fault.sheet, fault.column) == ("Actions", "Status")
    assert "(by B. Second, 2026-02-04 09:00)" in fault.says and state(norsea) == before


def test_two_good_edits_that_make_a_bad_row_together_are_refused(norsea: Folder) -> None:
    out = export(norsea)
    take_in(norsea, edited(norsea, "one.xlsx", "a1", "Starts", "2026-03-01", of=out))
    with pytest.raises(Faulty) as refused:
        take_in(norsea, edited(norsea, "two.xlsx", "a1", "Due", "2026-02-01", of=out))
    assert [(each.column, each.says) for each in refused.value.faults] == [("Due", "is before Starts")]


def without(norsea: Folder, sheet: str, ident: str) -> Path:
    book = book_of(export(norsea))
    book.sheets[sheet].pop(book.row(sheet, ident))
    return book.save(norsea.root / "less.xlsx")


def test_a_row_deleted_in_the_file_stays_and_is_said(norsea: Folder) -> None:
    assert parts(take_in(norsea, without(norsea, "Milestones", "m1"))) == ({}, {}, {}, {"milestones": ("m1",)})


def test_a_row_deleted_in_the_file_is_taken_out_when_asked(norsea: Folder) -> None:
    assert parts(take_in(norsea, without(norsea, "Milestones", "m1"), remove_missing=True)) == ({}, {}, {"milestones": ("m1",)}, {})


def test_a_row_that_others_name_is_not_taken_out(norsea: Folder) -> None:
    with pytest.raises(Faulty) as refused:
        take_in(norsea, without(norsea, "Actions", "a1"), remove_missing=True)
    assert any("can't be taken out: the row m1 of Milestones names it" in each.says for each in refused.value.faults)


def test_a_dry_run_says_what_would_be_kept_and_keeps_nothing(norsea: Folder) -> None:
    before = state(norsea)
    outcome = take_in(norsea, edited(norsea, "one.xlsx", "a1", "Status", "Done", of=export(norsea)), dry_run=True)
    assert outcome.changed == {"actions": ("a1",)} and state(norsea) == before


def test_a_new_row_may_name_another_new_row_of_the_file(norsea: Folder) -> None:
    book = book_of(export(norsea))
    book.add("Actions", id="a3", title="Lights", status="Planned", priority="nights")
    book.add("Milestones", id="m3", action="a3", title="Lights are up", due="2026-05-01")
    outcome = take_in(norsea, book.save(norsea.root / "more.xlsx"))
    assert outcome.added == {"actions": ("a3",), "milestones": ("m3",)}


def test_a_file_made_by_hand_in_toml_adds_rows(norsea: Folder) -> None:
    path = norsea.root / "hand.toml"
    path.write_text('[[actions]]\nid = "a4"\ntitle = "Lights"\nstatus = "planned"\nplaces = ["E06009901"]\nplanned_reach = 7\ndue = 2026-05-01\n', "utf-8")
    assert take_in(norsea, path).added == {"actions": ("a4",)} and row("actions", "a4")["due"] == "2026-05-01"


@pytest.mark.parametrize(("line", "column"), [('due = "soon"', "due"), ("due = 2026-05-01T10:00:00", "due"), ("planned_reach = 2.5", "planned_reach"),
                                              ('lead = "nobody"', "lead"), ('title = ["a", "b"]', "title"), ('places = ["a;b"]', "places"),
                                              ('surprise = "x"', "surprise"), ("level = true", "level"), ("progress = {a = 1}", "progress")])
def test_a_fault_of_toml_is_told_by_table_number_and_key(line: str, column: str, norsea: Folder) -> None:
    path = norsea.root / "hand.toml"
    title = "" if column == "title" else 'title = "Lights"'
    path.write_text(f'[[actions]]\nid = "a4"\nstatus = "planned"\n{title}\n{line}\n', "utf-8")
    before = state(norsea)
    with pytest.raises(Faulty) as refused:
        take_in(norsea, path)
    assert ("[[actions]]", 1, column) in {(each.sheet, each.row, each.column) for each in refused.value.faults} and state(norsea) == before


texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")) | st.sampled_from("\n\"'\\=;#"), max_size=60)


@settings(max_examples=150)
@given(texts)
@example('a "b" \\ c\nd')
@example("\x7f")
@example("=1+1")
def test_any_words_come_back_from_toml_as_they_were_kept(text: str) -> None:
    actions = next(each for each in REGISTERS if each.slug == "actions")
    what = next(column for column in actions.sheet.columns if column.name == "what")
    kept, wrong = read(text, what)
    written = toml.written([(actions, [{"id": "a", "what": kept}])], stamp=None)
    import tomllib

    assert wrong or tomllib.loads(written)["actions"][0].get("what", "") == kept


@pytest.mark.parametrize("register", REGISTERS, ids=lambda each: each.slug)
def test_the_short_words_of_a_list_mean_one_code_each(register: object) -> None:
    for column in register.sheet.columns:  # type: ignore[attr-defined]
        for code, words in (column.codes or {}).items():
            assert read(short(words), column) == read(code, column) == (code, "")


def test_a_stamp_is_read_as_it_is_written() -> None:
    stamp = stamp_of(7, [("actions", "a", {"id": "a"})], ("actions", "money"))
    assert stamp_read(str(stamp)) == stamp


def test_a_stamp_changes_with_any_value() -> None:
    assert stamp_of(7, [("actions", "a", {"title": "x"})]) != stamp_of(7, [("actions", "a", {"title": "y"})])


@pytest.mark.big
@pytest.mark.parametrize(("form", "other"), [(".xlsx", "ods"), (".ods", "xlsx")])
def test_an_export_saved_by_a_spreadsheet_program_changes_nothing(form: str, other: str, norsea: Folder, tmp_path: Path) -> None:
    program = shutil.which("libreoffice") or shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice isn't installed")
    path = export(norsea, form)
    subprocess.run([program, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", other, "--outdir", str(tmp_path), str(path)],
                   check=True, capture_output=True, timeout=180)
    assert parts(take_in(norsea, tmp_path / f"out.{other}")) == NOTHING
