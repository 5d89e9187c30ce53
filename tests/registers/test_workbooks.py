"""What an exported workbook offers to whoever edits it, and what is seen in one that was saved as OpenDocument or made by hand."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from registers.plans import Book, book_of, export, keep, state, take_in

from upriver.pipeline.registers.judging import Faulty
from upriver.store.folder import Folder
from upriver.words.registers.plan import REGISTERS


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as held:
        return held.read(name).decode()


def page(path: Path, sheet: str) -> str:
    """The mark-up of one sheet of an XLSX file."""
    names = re.findall(r'<sheet name="([^"]*)"', part(path, "xl/workbook.xml"))
    return part(path, f"xl/worksheets/sheet{names.index(sheet) + 1}.xml")


def test_the_first_sheet_says_how_to_edit_and_carries_the_stamp(norsea: Folder) -> None:
    book = book_of(export(norsea))
    name, rows = next(iter(book.sheets.items()))
    cells = [str(cell) for line in rows for cell in line]
    assert name == "How to fill in" and any("upriver import FILE" in cell for cell in cells)
    assert any(re.fullmatch(r"state \d+, check [0-9a-f]{16}, all registers", cell) for cell in cells)


def test_every_register_has_a_sheet_with_all_its_columns(norsea: Folder) -> None:
    book = book_of(export(norsea))
    for register in REGISTERS:
        header = book.sheets[register.sheet.name][book.header(register.sheet.name)]
        assert header == [column.heading for column in register.sheet.columns]


def test_a_list_offers_its_words_and_refuses_others(norsea: Folder) -> None:
    path = export(norsea)
    book = book_of(path)
    lists = book.sheets["Lists"]
    column = lists[3].index("Status")
    assert [line[column] for line in lists[4:9]] == ["Planned", "Under way", "Done", "Paused", "Stopped"]
    found = re.search(r'<dataValidation type="list"(?: errorStyle="(\w+)")?[^>]*promptTitle="Status"[^>]*><formula1>(.*?)</formula1>', page(path, "Actions"))
    assert found and found[1] is None and found[2].startswith("'Lists'!")


def test_ids_of_other_sheets_are_offered_and_a_new_one_is_asked_about(norsea: Folder) -> None:
    found = re.search(r'<dataValidation type="list" errorStyle="(\w+)"[^>]*promptTitle="Priority"[^>]*><formula1>(.*?)</formula1>', page(export(norsea), "Actions"))
    assert found and found[1] == "warning" and found[2].startswith("'Priorities'!$A$5:")


def test_authorities_are_offered_with_their_names_and_people_without(norsea: Folder) -> None:
    lists = book_of(export(norsea)).sheets["Lists"]
    header = lists[3]
    bodies, people = header.index("Ids of authorities"), header.index("Ids of people")
    assert (lists[4][bodies], lists[4][bodies + 1]) == ("police-1", "The police body")
    assert lists[4][people] == "p1" and (people + 1 == len(header) or header[people + 1] != "What it is")


@pytest.mark.parametrize("form", [".xlsx", ".ods"])
def test_words_that_look_like_a_formula_stay_words(form: str, norsea: Folder) -> None:
    keep('[[actions]]\nid = "a1"\ntitle = "=1+1"\n', norsea.root)
    path = export(norsea, form)
    text = page(path, "Actions") if form == ".xlsx" else part(path, "content.xml")
    assert "<f>" not in text and "table:formula" not in text
    assert not take_in(norsea, path).changed


def in_content(path: Path, old: str, new: str) -> Path:
    """An ODS file with one thing of its content changed."""
    to = path.with_name("edited.ods")
    with zipfile.ZipFile(path) as held, zipfile.ZipFile(to, "w") as out:
        for name in held.namelist():
            data = held.read(name)
            if name == "content.xml":
                assert data.decode().count(old) == 1
                data = data.decode().replace(old, new).encode()
            out.writestr(name, data)
    return to


AMOUNT = 'office:value-type="float" office:value="12000.5"'


@pytest.mark.parametrize(("new", "says"), [
    (f'table:formula="of:=1+1" {AMOUNT}', "holds a formula"),
    (f'table:number-rows-spanned="2" {AMOUNT}', "is merged with other cells"),
    ('office:value-type="float" office:value="-1"', "is not a number from 0 up"),
    ('office:value-type="string" office:string-value="much"', "is not a number from 0 up"),
])
def test_what_is_broken_in_opendocument_is_told_at_its_cell(new: str, says: str, norsea: Folder) -> None:
    path = in_content(export(norsea, ".ods"), AMOUNT, new)
    if "string" in new:
        path = in_content(path.rename(path.with_name("again.ods")), "<text:p>12000.5</text:p>", "<text:p>much</text:p>")
    before = state(norsea)
    with pytest.raises(Faulty) as refused:
        take_in(norsea, path)
    fault, = refused.value.faults
    assert (fault.sheet, fault.row, fault.column) == ("Money", 5, "Planned") and says in fault.says and state(norsea) == before


def by_hand(norsea: Folder) -> Book:
    """A workbook whose first sheet, and with it the stamp, somebody took out."""
    book = book_of(export(norsea))
    del book.sheets["How to fill in"]
    return book


def test_a_workbook_made_by_hand_adds_rows_and_fills_what_is_empty(norsea: Folder) -> None:
    book = by_hand(norsea)
    book.add("Actions", id="a9", title="Lights", status="Planned")
    book.set("Actions", "a2", "Planned reach", 12)
    outcome = take_in(norsea, book.save(norsea.root / "hand.xlsx"))
    assert (outcome.added, outcome.changed) == ({"actions": ("a9",)}, {"actions": ("a2",)})


def test_a_workbook_made_by_hand_that_would_change_what_stands_is_refused(norsea: Folder) -> None:
    book = by_hand(norsea)
    place = book.set("Actions", "a1", "Status", "Done")
    before = state(norsea)
    with pytest.raises(Faulty) as refused:
        take_in(norsea, book.save(norsea.root / "hand.xlsx"))
    fault, = refused.value.faults
    assert (fault.sheet, fault.row, fault.column) == place and "carries no stamp" in fault.says and state(norsea) == before


def test_rows_that_somebody_filtered_out_of_sight_are_read_all_the_same(norsea: Folder) -> None:
    path = export(norsea)
    to = path.with_name("filtered.xlsx")
    name = next(f"xl/worksheets/sheet{at}.xml" for at, each in enumerate(re.findall(r'<sheet name="([^"]*)"', part(path, "xl/workbook.xml")), 1) if each == "Actions")
    with zipfile.ZipFile(path) as held, zipfile.ZipFile(to, "w") as out:
        for each in held.namelist():
            data = held.read(each)
            out.writestr(each, data.replace(b'<row r="5"', b'<row r="5" hidden="1"') if each == name else data)
    outcome = take_in(norsea, to)
    assert not outcome.left_out and not outcome.changed
