"""The tables as spreadsheets: read back with another library, as a reader's program would."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from report.sample import a_document, a_page

from upriver.report.cells import COLUMNS, cells_csv
from upriver.report.packing import files_of
from upriver.report.sheets import workbook
from upriver.report.sheets.csvw import csvw_metadata
from upriver.report.sheets.ods import MIMETYPE, ods
from upriver.report.sheets.xlsx import xlsx
from upriver.words.area import Area
from upriver.words.cleared import Cell, ClearedTable
from upriver.words.figure import Key
from upriver.words.period import months_period
from upriver.words.refusal import Refusal

TESTS = Path(__file__).parent.parent
YEAR = months_period("2025-01", "2025-12")
FACTS = (("As of", "22 November 2026"), ("Run", "9f" * 32))
OGL = ("Contains public sector information licensed under the Open Government Licence v3.0.",)
BOTH = pytest.mark.parametrize("write", [ods, xlsx])
Write = Callable[..., bytes]


def a_cell(name: str = "Harbourton", **more: object) -> Cell:
    held: dict = {
        "count": 1204,
        "denominator": 41_000.0,
        "value": 29.37,
        "lower": 27.73,
        "upper": 31.07,
        "marker": "",
        "explain": "x",
        "decimals": 2,
    }
    keyed: dict = {"unit": "per_1000_residents", "breakdown": (), "level": "ltla", "table": "assessment/kinds/rates"}
    keyed |= {name: more.pop(name) for name in tuple(keyed) if name in more}
    area = Area(keyed.pop("level"), f"E07{sum(map(ord, name)) % 10**6:06d}", name)
    key = Key(keyed["table"], area, YEAR, "violence_and_sexual_offences", keyed["unit"], keyed["breakdown"])
    return Cell(key, **{**held, **more})


def hidden(name: str = "Little Holt", marker: str = "c", **more: object) -> Cell:
    nothing = dict.fromkeys(("count", "denominator", "value", "lower", "upper"))
    return a_cell(name, **{**nothing, "marker": marker, **more})


def a_table(*cells: Cell, slug: str = "assessment/kinds/rates", title: str = "Rates by type", **more) -> ClearedTable:
    return ClearedTable(slug, title, cells or (a_cell(), hidden()), **more)


def sheets_of(made: bytes) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def rows_of(made: bytes, sheet: str = "1_kinds_rates") -> list[dict]:
    """The table of a sheet as one mapping a row: all from the row that starts with "Area type"."""
    lines = sheets_of(made)[sheet]
    at = next(index for index, line in enumerate(lines) if line[0] == "Area type")
    return [dict(zip(lines[at], line, strict=True)) for line in lines[at + 1 :]]


def where_the_table_stands(made: bytes) -> tuple[int, int, str]:
    """The row of the header, the last row, the letter of the last column, as read back."""
    lines = sheets_of(made)["1_kinds_rates"]
    at = next(index for index, line in enumerate(lines, start=1) if line[0] == "Area type")
    return at, len(lines), "ABCDEFGHIJKLM"[sum(map(bool, lines[at - 1])) - 1]


def part(made: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(made)).read(name).decode()


@BOTH
def test_numbers_are_numbers_and_equal_the_cells(write: Write):
    row = rows_of(write([a_table()], FACTS, OGL))[0]
    numbers = [row[name] for name in ("Count", "Denominator", "Value", "Lower 95% limit", "Upper 95% limit")]
    assert numbers == [1204, 41_000, 29.37, 27.73, 31.07]
    assert all(isinstance(number, float | int) for number in numbers)


@BOTH
@pytest.mark.parametrize("marker", ["c", "x", "z"])
def test_a_number_that_is_not_shown_is_its_shorthand_and_never_zero_or_empty(write: Write, marker: str):
    row = rows_of(write([a_table(a_cell(), hidden(marker=marker))], FACTS, OGL))[1]
    numbers = {row[name] for name in ("Count", "Denominator", "Value", "Lower 95% limit", "Upper 95% limit")}
    assert numbers == {f"[{marker}]"}


@BOTH
def test_a_hidden_cell_that_still_carries_a_count_does_not_show_it(write: Write):
    made = write([a_table(a_cell(), a_cell("Little Holt", count=3, value=None, marker="c"))], FACTS, OGL)
    assert rows_of(made)[1]["Count"] == "[c]"


@BOTH
def test_a_limit_that_does_not_exist_is_not_applicable(write: Write):
    row = rows_of(write([a_table(a_cell(), a_cell("Eastmoor", lower=None))], FACTS, OGL))[1]
    assert (row["Lower 95% limit"], row["Upper 95% limit"]) == ("[z]", 31.07)


@BOTH
def test_a_true_zero_is_a_number(write: Write):
    row = rows_of(write([a_table(a_cell(count=0, value=0.0, lower=0.0))], FACTS, OGL))[0]
    assert (row["Count"], row["Value"]) == (0, 0)


@BOTH
@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_that_is_not_a_number_is_a_fault(write: Write, value: float):
    with pytest.raises(ValueError, match="missing one is None"):
        write([a_table(a_cell(value=value))], FACTS, OGL)


@BOTH
def test_a_marker_of_a_shown_figure_has_its_own_column(write: Write):
    rows = rows_of(write([a_table(a_cell(marker="p;r"), a_cell("Eastmoor"))], FACTS, OGL))
    assert (rows[0]["Marker"], rows[0]["Value"], rows[1]["Marker"]) == ("[p] [r]", 29.37, "")


@BOTH
def test_no_column_is_empty_throughout(write: Write):
    cells = (a_cell(unit="count", value=1204.0, lower=None, upper=None, denominator=None, decimals=0),)
    row = rows_of(write([a_table(*cells)], FACTS, OGL))[0]
    assert list(row) == ["Area type", "Area code", "Area", "Period", "What is counted", "Value", "Unit"]


@BOTH
def test_words_are_for_people(write: Write):
    row = rows_of(write([a_table(a_cell(breakdown=(("tenth", "01"),)))], FACTS, OGL))[0]
    assert row["Area type"] == "district"
    assert row["Period"] == "1 January 2025 to 31 December 2025"
    assert row["What is counted"] == "Violence and sexual offences"
    assert (row["Split"], row["Unit"]) == ("Tenth: 01", "per 1,000 residents")


@BOTH
def test_a_measure_is_named_in_the_words_that_are_given(write: Write):
    made = write([a_table()], FACTS, OGL, measures={"violence_and_sexual_offences": "Violence (police.uk)"})
    assert rows_of(made)[0]["What is counted"] == "Violence (police.uk)"


@BOTH
def test_the_sheets_are_cover_contents_notes_then_one_a_table(write: Write):
    made = write([a_table(), a_table(slug="assessment/change/months")], FACTS, OGL)
    assert list(sheets_of(made)) == ["Cover", "Contents", "Notes", "1_kinds_rates", "2_change_months"]


@BOTH
def test_names_of_sheets_are_short_legal_and_unique_whatever_the_slugs(write: Write):
    slugs = ("a/" + "very_long_" * 9, "a/" + "very_long_" * 9, "bad/[x]:*?'name", "History")
    names = list(sheets_of(write([a_table(slug=slug) for slug in slugs], FACTS, OGL)))
    assert len({name.lower() for name in names}) == 7
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


@BOTH
def test_the_title_stands_first_and_lines_and_table_follow_without_an_empty_row(write: Write):
    made = write([a_table(notes=("Counts are by place of occurrence.",))], FACTS, OGL)
    lines = sheets_of(made)["1_kinds_rates"]
    assert lines[0][0] == "Table 1: Rates by type"
    assert lines[1][0] == "This worksheet contains one table."
    assert "Counts are by place of occurrence." in [line[0] for line in lines]
    assert all(line[0] for line in lines)


@BOTH
def test_the_shorthand_that_a_table_uses_is_explained_above_it(write: Write):
    lines = [line[0] for line in sheets_of(write([a_table()], FACTS, OGL))["1_kinds_rates"]]
    said = next(line for line in lines if str(line).startswith("Shorthand"))
    assert "[c] hidden" in said and "[r]" not in said


@BOTH
def test_the_notes_explain_every_shorthand_and_the_units_used(write: Write):
    notes = [str(line[1]) for line in sheets_of(write([a_table()], FACTS, OGL))["Notes"]]
    assert {"[c]", "[x]", "[z]", "[low]", "[p]", "[r]", "per 1,000 residents"} <= set(notes)


@BOTH
def test_the_cover_states_the_facts_and_the_licence(write: Write):
    lines = [line[0] for line in sheets_of(write([a_table()], FACTS, OGL, title="Harbour and Moor"))["Cover"]]
    assert lines[0] == "Harbour and Moor" and "As of: 22 November 2026" in lines and OGL[0] in lines


@BOTH
def test_the_contents_lead_to_each_sheet(write: Write):
    made = write([a_table()], FACTS, OGL)
    where = "content.xml" if write is ods else "xl/worksheets/sheet2.xml"
    assert "1_kinds_rates" in part(made, where)
    link = "#'1_kinds_rates'.A1" if write is ods else 'location="\'1_kinds_rates\'!A1"'
    assert link in part(made, where).replace("&apos;", "'")


@BOTH
@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=HYPERLINK(\"http://x\")", "{=1}"])
def test_words_that_look_like_a_formula_stay_words(write: Write, words: str):
    made = write([a_table(a_cell(words), title=words)], ((words, words),), (words,), title=words)
    assert rows_of(made)[0]["Area"].strip() == words.strip()
    whole = "".join(part(made, name) for name in zipfile.ZipFile(io.BytesIO(made)).namelist() if name.endswith("xml"))
    assert "<f>" not in whole and "<f " not in whole and "table:formula" not in whole


@BOTH
@settings(max_examples=25, deadline=None)
@given(words=st.text(max_size=40))
@example(words="<a> & \"b\" ]]> &amp;")
@example(words="\x00\x0b\ud800\ufffe")
@example(words="  two  spaces ")
@example(words="_x0041_")
@example(words="http://example.org/")
def test_any_words_give_a_file_that_opens(write: Write, words: str):
    made = write([a_table(a_cell(words), notes=(words,))], ((words, words),), (words,), title=words)
    for name in zipfile.ZipFile(io.BytesIO(made)).namelist():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part(made, name))
    assert rows_of(made)[0]["Area"].split() == workbook.plain(words).split()


@BOTH
@settings(max_examples=40, deadline=None)
@given(value=st.floats(-1e9, 1e9), decimals=st.integers(0, 4))
@example(value=-0.004, decimals=2)
@example(value=0.1 + 0.2, decimals=1)
@example(value=1e-7, decimals=4)
def test_a_number_is_the_one_that_cells_csv_prints(write: Write, value: float, decimals: int):
    table = a_table(a_cell(value=value, decimals=decimals))
    printed = next(csv.DictReader(io.StringIO(cells_csv([table]).decode())))["value"]
    assert rows_of(write([table], FACTS, OGL))[0]["Value"] == float(printed)


@BOTH
def test_the_bytes_are_the_same_in_another_run(write: Write):
    code = (
        "import hashlib;from report.test_spreadsheets import *;"
        f"print(hashlib.sha256({write.__name__}([a_table()], FACTS, OGL)).hexdigest())"
    )
    path = os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])
    there = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    other = subprocess.run([sys.executable, "-c", code], env=there, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(write([a_table()], FACTS, OGL)).hexdigest()


@BOTH
def test_a_table_longer_than_a_sheet_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    with pytest.raises(Refusal, match=r"more than a sheet can hold.*cells\.csv"):
        write([a_table()], FACTS, OGL)


@BOTH
def test_a_table_without_a_cell_has_no_sheet(write: Write):
    made = write([ClearedTable("assessment/none", "None", ())], FACTS, OGL)
    assert list(sheets_of(made)) == ["Cover", "Contents", "Notes"]


@BOTH
def test_no_cells_are_merged(write: Write):
    made = write([a_table()], FACTS, OGL)
    whole = "".join(part(made, name) for name in zipfile.ZipFile(io.BytesIO(made)).namelist() if name.endswith("xml"))
    assert "mergeCell" not in whole and "number-columns-spanned" not in whole


def test_an_ods_says_first_and_unpacked_what_it_is():
    first = zipfile.ZipFile(io.BytesIO(ods([a_table()], FACTS, OGL))).infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert ods([a_table()], FACTS, OGL)[38 : 38 + len(MIMETYPE)] == MIMETYPE.encode()


def test_an_ods_marks_up_its_tables_and_header_rows():
    content = part(ods([a_table()], FACTS, OGL), "content.xml")
    assert content.count("<table:database-range ") == content.count("<table:table-header-rows>") == 3
    first, last, letter = where_the_table_stands(ods([a_table()], FACTS, OGL))
    assert f"target-range-address=\"'1_kinds_rates'.A{first}:'1_kinds_rates'.{letter}{last}\"" in content


def test_an_ods_states_title_and_language():
    made = ods([a_table()], FACTS, OGL, title="Harbour & Moor", language="cy", made=date(2026, 11, 22))
    meta = part(made, "meta.xml")
    assert "<dc:title>Harbour &amp; Moor</dc:title>" in meta and "<dc:language>cy-GB</dc:language>" in meta
    assert "2026-11-22T00:00:00" in meta
    assert 'fo:language="cy"' in part(made, "styles.xml")


def test_an_xlsx_marks_up_its_tables():
    made = xlsx([a_table()], FACTS, OGL)
    table = ElementTree.fromstring(part(made, "xl/tables/table3.xml"))
    first, last, letter = where_the_table_stands(made)
    assert table.get("ref") == f"A{first}:{letter}{last}" and table.get("headerRowCount") != "0"


def test_an_xlsx_states_title_and_language():
    core = part(xlsx([a_table()], FACTS, OGL, title="Harbour & Moor", made=date(2026, 11, 22)), "docProps/core.xml")
    assert "<dc:title>Harbour &amp; Moor</dc:title>" in core and "<dc:language>en-GB</dc:language>" in core
    assert "2026-11-22T00:00:00Z" in core


def test_the_description_of_cells_csv_names_its_columns_in_order():
    said = json.loads(csvw_metadata(FACTS, OGL))
    names = [column["name"] for column in said["tableSchema"]["columns"]]
    assert tuple(names) == COLUMNS
    assert said["url"] == "cells.csv" and said["dc:license"]["@id"].endswith("open-government-licence/version/3/")


def test_each_column_of_cells_csv_may_be_known_by_the_title_in_its_header():
    columns = json.loads(csvw_metadata(FACTS, OGL))["tableSchema"]["columns"]
    assert all(column["name"] in column["titles"] for column in columns if isinstance(column["titles"], list))
    header = cells_csv([a_table()]).decode().splitlines()[0].split(",")
    titles = [column["titles"] for column in columns]
    assert header == [title[0] if isinstance(title, list) else title for title in titles]


def test_a_required_column_of_cells_csv_is_never_empty():
    columns = json.loads(csvw_metadata(FACTS, OGL))["tableSchema"]["columns"]
    required = {column["name"] for column in columns if column["required"]}
    rows = csv.DictReader(io.StringIO(cells_csv([a_table()]).decode()))
    assert required and all(row[name] for row in rows for name in required)


def test_all_files_of_a_document_are_made_together():
    files = files_of(a_document(a_page()), [a_table()])
    beside = ["data/cells.csv", "data/cells.csv-metadata.json", "data/tables.ods", "data/tables.xlsx"]
    tables = ["data/tables/assessment_kinds_rates.csv", "data/tables/assessment_kinds_rates.csv-metadata.json"]
    assert set(files) == {"sna.pdf", "sna.docx", "sna-slides.pptx", "data/dataset.jsonld", *beside, *tables}
    assert "2026-11-22" in part(files["data/tables.ods"], "meta.xml")
