"""A partnership's own action plan, as messy as they come, taken in for the first time through a mapping."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from register.commands import upriver
from registers.plans import row, state, take_in

from upriver.intake.records.ids import made_from
from upriver.pipeline.registers.judging import Faulty
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
from upriver.words.registers.delivery import ACTIONS

HEADER = ("Ref", "Priority", "Action", "Owner / Lead agency", "Partners", "By when", "RAG", "Update / comments", "Budget code")


def messy(path: Path, owner: str = "Jane Smith", when: str | date = "Q3 2025") -> Path:
    """Two merged title rows, a blank one, headings between the rows, a block merged down, real dates and written ones."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"})
    book.add_worksheet("Minutes").write(0, 0, "Notes of the meeting in May")
    page = book.add_worksheet("Action plan")
    page.merge_range("A1:I1", "Serious Violence Partnership: Action Plan 2025/26 v7 FINAL")
    page.merge_range("A2:I2", "Kept by the delivery group")
    page.write_row("A4", HEADER)
    page.merge_range("A5:I5", "Theme 1: Young people")
    page.write_row("A6", ("1.1", "", "Bins for knives in car parks", "The police body", "The fire_and_rescue body / Council", "30/04/2026", "Green", "Bins ordered", "X1"))
    page.write_row("A7", ("1.2", "", "Mentors in schools", owner, "", "", "Amber", "", "X2"))
    page.merge_range("B6:B7", "Fewer knives")
    if isinstance(when, date):
        page.write_datetime("F7", datetime(when.year, when.month, when.day))
    else:
        page.write("F7", when)
    page.merge_range("A8:I8", "Theme 2: The night")
    page.write_row("A9", ("2.1", "2. Safer nights", "Street pastors", "The local_authority body", "", "", "Complete"))
    page.write_datetime("F9", datetime(2026, 6, 30))
    book.close()
    return path


def mapping(norsea: Folder, plan: Path, **lines: str) -> Path:
    """The mapping that is suggested, with lines added under a heading."""
    ran = upriver("import", plan, "--suggest", "--workspace", norsea.root)
    assert ran.code == 0, ran.err
    path = plan.with_suffix(".mapping.toml")
    text = path.read_text("utf-8")
    for name, line in lines.items():
        heading = f"[codes.{name}]"
        text = text.replace(heading, f"{heading}\n{line}") if heading in text else f"{text}\n{heading}\n{line}\n"
    path.write_text(text, "utf-8")
    return path


def places(refused: pytest.ExceptionInfo[Faulty]) -> dict[tuple[int, str], str]:
    return {(each.row, each.column): each.says for each in refused.value.faults}


SAID = {"lead": '"Jane Smith" = "council-1"', "due": '"Q3 2025" = "2025-12-31"'}


def test_the_sheet_the_header_and_the_columns_are_found(norsea: Folder) -> None:
    text = mapping(norsea, messy(norsea.root / "ours.xlsx")).read_text("utf-8")
    assert 'sheet = "Action plan"' in text and "header_row = 4" in text
    for line in ('id = "Ref"', 'title = "Action"', 'lead = "Owner / Lead agency"', 'due = "By when"', 'status = "RAG"', 'due = "DD/MM/YYYY"',
                 '"Complete" = "done"', '"Fewer knives" = "knives"', '"2. Safer nights" = "nights"', '"The police body" = "police-1"'):
        assert line in text


def test_a_word_that_is_only_near_is_marked_as_a_question(norsea: Folder) -> None:
    text = mapping(norsea, messy(norsea.root / "ours.xlsx")).read_text("utf-8")
    assert '"Council" = "council-1"  # is it?' in text and '"Green" = "under_way"  # is it?' in text and '"The police body" = "police-1"\n' in text


def test_a_name_in_the_owners_column_is_not_written_into_the_mapping(norsea: Folder) -> None:
    assert "Jane" not in mapping(norsea, messy(norsea.root / "ours.xlsx")).read_text("utf-8")


def test_a_name_and_a_quarter_are_refused_at_their_places_with_what_to_do(norsea: Folder) -> None:
    plan = messy(norsea.root / "ours.xlsx")
    said = mapping(norsea, plan)
    before = state(norsea)
    with pytest.raises(Faulty) as refused:
        take_in(norsea, plan, mapping=said)
    found = places(refused)
    assert set(found) == {(7, "Owner / Lead agency"), (7, "By when")} and {each.sheet for each in refused.value.faults} == {"Action plan"}
    assert "[codes.lead]" in found[7, "Owner / Lead agency"] and "write its last day" in found[7, "By when"]
    assert "Jane" not in str(found) and state(norsea) == before


@pytest.mark.parametrize("when", ["March 2026", "2025/26", "ongoing", "by the summer", "13/13/2026"])
def test_what_is_no_day_is_refused(when: str, norsea: Folder) -> None:
    plan = messy(norsea.root / "ours.xlsx", when=when)
    said = mapping(norsea, plan, lead=SAID["lead"])
    with pytest.raises(Faulty) as refused:
        take_in(norsea, plan, mapping=said)
    assert set(places(refused)) == {(7, "By when")}


def test_with_its_words_said_the_whole_plan_comes_in(norsea: Folder) -> None:
    plan = messy(norsea.root / "ours.xlsx")
    outcome = take_in(norsea, plan, mapping=mapping(norsea, plan, **SAID))
    assert outcome.added == {"actions": ("1-1", "1-2", "2-1")}
    first, second, third = (row("actions", ident) for ident in ("1-1", "1-2", "2-1"))
    assert (first["lead"], first["supporting"], first["due"], first["priority"]) == ("police-1", "fire-1;council-1", "2026-04-30", "knives")
    assert (second["lead"], second["due"], second["priority"]) == ("council-1", "2025-12-31", "knives"), "a block merged down counts for each of its rows"
    assert (third["due"], third["status"], third["priority"]) == ("2026-06-30", "done", "nights")


def test_no_name_of_a_person_is_kept_anywhere(norsea: Folder) -> None:
    plan = messy(norsea.root / "ours.xlsx")
    take_in(norsea, plan, mapping=mapping(norsea, plan, **SAID))
    assert not any("Jane" in line for line in state(norsea))


def test_the_same_plan_taken_in_again_changes_nothing(norsea: Folder) -> None:
    plan = messy(norsea.root / "ours.xlsx")
    said = mapping(norsea, plan, **SAID)
    take_in(norsea, plan, mapping=said)
    before = state(norsea)
    take_in(norsea, plan, mapping=said)
    assert state(norsea) == before


def test_what_is_not_taken_in_is_said(norsea: Folder) -> None:
    plan = messy(norsea.root / "ours.xlsx")
    out = upriver("import", plan, "--map", mapping(norsea, plan, **SAID), "--dry-run", "--workspace", norsea.root).out
    assert "Passed over as headings: row 5 and 8." in out and "Budget code" in out


def test_headings_between_the_rows_can_stand_for_the_priority(norsea: Folder) -> None:
    plan = messy(norsea.root / "ours.xlsx")
    said = mapping(norsea, plan, priority='"Theme 1: Young people" = "knives"\n"Theme 2: The night" = "nights"',
                   **SAID)
    text = said.read_text("utf-8").replace('section = ""', 'section = "priority"').replace('priority = "Priority"\n', "")
    said.write_text(text, "utf-8")
    take_in(norsea, plan, mapping=said)
    assert [row("actions", ident)["priority"] for ident in ("1-1", "1-2", "2-1")] == ["knives", "knives", "nights"]


@pytest.mark.parametrize(("old", "new", "says"), [
    ('register = "actions"', 'register = "deeds"', "names no register"),
    ("header_row = 4", "header_row = 3", "has no heading for"),
    ('sheet = "Action plan"', 'sheet = "Plan"', "has no sheet of the name"),
    ('due = "DD/MM/YYYY"', 'due = "MM/YYYY"', "isn't one"),
    ("[columns]", "[colums]", "means nothing there"),
    ('title = "Action"', 'deed = "Action"', "that actions hasn't"),
    ("[constants]", "[constants]\nstatus = 1", "can't be read as lines"),
    ("[constants]", '[constants]\nstatus = "planned"', "a column and a constant"),
    ("header_row = 4", "header_row = ", "isn't TOML that can be read"),
])
def test_a_mapping_that_does_not_fit_is_refused(old: str, new: str, says: str, norsea: Folder) -> None:
    plan = messy(norsea.root / "ours.xlsx")
    said = mapping(norsea, plan)
    text = said.read_text("utf-8")
    assert old in text
    said.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(Refusal) as refused:
        take_in(norsea, plan, mapping=said)
    assert says in str(refused.value) and refused.value.do


def test_a_mapping_that_is_there_is_never_written_over(norsea: Folder) -> None:
    plan = messy(norsea.root / "ours.xlsx")
    said = mapping(norsea, plan).read_bytes()
    assert upriver("import", plan, "--suggest", "--workspace", norsea.root).code == 1
    assert plan.with_suffix(".mapping.toml").read_bytes() == said


def test_ids_are_made_of_titles_the_same_each_time_and_never_twice() -> None:
    taken: set[str] = set()
    for _ in range(3):
        taken.add(made_from({"title": "The café's youth hub, after school"}, ACTIONS, taken))
    assert taken == {"cafes-youth-hub-after-school", "cafes-youth-hub-after-school-2", "cafes-youth-hub-after-school-3"}
