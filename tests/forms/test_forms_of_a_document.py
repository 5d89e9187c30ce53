"""The forms of one document: a Word file with real styles, slides with a finding each, tables that say what they hold."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from xml.etree import ElementTree

import pytest
from docx import Document as read_docx
from forms import planted
from pptx import Presentation
from pptx.util import Emu
from report.pdf_reader import words_of
from report.sample import a_document, a_sample

from upriver.report.packing import files_of
from upriver.report.sheets.tables_csv import dataset
from upriver.words.document import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MARK = {"marking": "OFFICIAL-SENSITIVE", "handling": "Do not pass it on."}
FOUND = (("Cedar is highest, 603.52 per 1,000.", "questions/kinds"),)


@pytest.fixture(scope="module")
def sample() -> dict[str, bytes]:
    return files_of(a_sample(), ())


@pytest.fixture(scope="module")
def public() -> dict[str, bytes]:
    clearance = planted.cleared()
    return files_of(planted.document(clearance), clearance.tables, findings=FOUND)


@pytest.fixture(scope="module")
def marked() -> dict[str, bytes]:
    clearance = planted.cleared("restricted")
    return files_of(planted.document(clearance, **MARK), clearance.tables, findings=FOUND)


def word(files: dict[str, bytes], part: str = "word/document.xml", slug: str = "sna") -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(files[f"{slug}.docx"])) as packed:
        return ElementTree.fromstring(packed.read(part))


def test_files_are_called_after_the_document(sample: dict[str, bytes]) -> None:
    assert {"sna.pdf", "sna.docx", "sna-slides.pptx"} <= set(sample) and not any("assessment" in path for path in sample)


def test_the_same_document_gives_the_same_bytes_in_every_form(public: dict[str, bytes]) -> None:
    clearance = planted.cleared()
    again = files_of(planted.document(clearance), clearance.tables, findings=FOUND)
    assert [path for path in public if public[path] != again[path]] == []


def test_headings_of_the_word_file_start_at_1_and_skip_no_level(sample: dict[str, bytes]) -> None:
    levels = [int(style.style.name[-1]) for style in read_docx(io.BytesIO(sample["sna.docx"])).paragraphs if style.style.name.startswith("Heading ")]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_every_table_of_the_word_file_repeats_its_header_and_has_a_caption(sample: dict[str, bytes]) -> None:
    tables = list(word(sample).iter(f"{W}tbl"))
    captions = [mark for mark in word(sample).iter(f"{W}pStyle") if mark.get(f"{W}val") == "Caption"]
    assert tables and all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables)
    assert len(captions) >= len(tables) and all(table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") for table in tables)


def test_every_picture_of_the_word_file_has_words_of_its_own(sample: dict[str, bytes]) -> None:
    drawn = [mark.get("descr") for mark in word(sample).iter(f"{WP}docPr")]
    assert drawn and all(words and len(words) >= 40 for words in drawn)


def test_every_style_that_the_word_file_uses_is_one_that_it_has(sample: dict[str, bytes]) -> None:
    known = {style.get(f"{W}styleId") for style in word(sample, "word/styles.xml").iter(f"{W}style")}
    used = {mark.get(f"{W}val") for name in ("pStyle", "rStyle", "tblStyle") for mark in word(sample).iter(f"{W}{name}")}
    assert used <= known


def test_a_link_within_the_word_file_leads_to_a_place_in_it(sample: dict[str, bytes]) -> None:
    places = {mark.get(f"{W}name") for mark in word(sample).iter(f"{W}bookmarkStart")}
    assert {mark.get(f"{W}anchor") for mark in word(sample).iter(f"{W}hyperlink")} - {None} <= places


def test_the_word_file_names_its_title_and_language_and_nobody(sample: dict[str, bytes]) -> None:
    core = read_docx(io.BytesIO(sample["sna.docx"])).core_properties
    assert (core.title, core.language, core.author, core.last_modified_by) == (a_document().title, "en-GB", "", "")


def slides(files: dict[str, bytes], slug: str = "assessment") -> Presentation:
    return Presentation(io.BytesIO(files[f"{slug}-slides.pptx"]))


def test_every_slide_has_a_title_and_a_picture_s_slide_says_its_finding(public: dict[str, bytes]) -> None:
    titles = [slide.shapes.title.text for slide in slides(public).slides]
    assert all(titles) and "Cedar is highest" in titles


def test_a_slide_s_picture_has_words_and_its_table_a_marked_head(public: dict[str, bytes]) -> None:
    slide = next(each for each in slides(public).slides if each.shapes.title.text == "Cedar is highest")
    picture = next(shape for shape in slide.shapes if shape.shape_type == 13)
    table = next(shape for shape in slide.shapes if shape.has_table)
    assert "Cedar is highest, 603.52" in picture._element.nvPicPr.cNvPr.get("descr") and table.table.first_row
    assert [cell.text for cell in table.table.rows[1].cells] == ["Alder", "[c]", "[c]", "[c]"]


def test_a_slide_s_notes_say_where_it_all_stands(public: dict[str, bytes]) -> None:
    slide = next(each for each in slides(public).slides if each.shapes.title.text == "Cedar is highest")
    assert "questions/kinds" in slide.notes_slide.notes_text_frame.text


def test_nothing_of_a_slide_lies_outside_it(sample: dict[str, bytes]) -> None:
    deck = slides(sample, "sna")
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width + Emu(10)
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height + Emu(10), (slide.shapes.title.text, shape.name)


def test_each_table_has_a_csv_whose_columns_its_metadata_describes(public: dict[str, bytes]) -> None:
    rows = list(csv.reader(io.StringIO(public["data/tables/kinds_rates.csv"].decode())))
    said = json.loads(public["data/tables/kinds_rates.csv-metadata.json"])
    assert rows[0] == [column["name"] for column in said["tableSchema"]["columns"]] and len(rows) == 7
    assert said["url"] == "kinds_rates.csv" and said["dc:language"] == "en" and all(column["titles"] for column in said["tableSchema"]["columns"])
    assert {note["dc:description"] for note in said["notes"] if note["dc:subject"] == "unit"} == {"number", "per 1,000 residents"}


def test_a_key_of_a_table_s_csv_names_each_row_once(public: dict[str, bytes]) -> None:
    said = json.loads(public["data/tables/kinds_rates.csv-metadata.json"])["tableSchema"]
    rows = list(csv.DictReader(io.StringIO(public["data/tables/kinds_rates.csv"].decode())))
    assert len({tuple(row[name] for name in said["primaryKey"]) for row in rows}) == len(rows)


def test_the_dataset_is_json_that_can_stand_inside_a_page() -> None:
    clearance = planted.cleared()
    said = dataset(planted.document(clearance, title="</script><b>"), clearance.tables)
    assert "<" not in said and json.loads(said)["@type"] == "Dataset" and json.loads(said)["temporalCoverage"] == "2025-01-01/2025-12-31"


def second_rows(ods: bytes) -> list[str]:
    """What stands under the title of each sheet of an ODS file."""
    with zipfile.ZipFile(io.BytesIO(ods)) as book:
        content = ElementTree.fromstring(book.read("content.xml"))
    space = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    return ["".join(list(sheet.iter(f"{space}table-row"))[1].itertext()) for sheet in content.iter(f"{space}table")]


def test_a_restricted_document_carries_its_marking_on_every_page_sheet_and_slide(marked: dict[str, bytes]) -> None:
    sections = read_docx(io.BytesIO(marked["assessment.docx"])).sections
    assert all("OFFICIAL-SENSITIVE" in "".join(each.text for each in part.paragraphs) for section in sections for part in (section.header, section.footer))
    for slide in slides(marked).slides:
        assert any(shape.has_text_frame and "OFFICIAL-SENSITIVE" in shape.text_frame.text for shape in slide.shapes)
    with zipfile.ZipFile(io.BytesIO(marked["data/tables.xlsx"])) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4 and all("&amp;COFFICIAL-SENSITIVE" in sheet for sheet in sheets)
    assert all(row.startswith("OFFICIAL-SENSITIVE") for row in second_rows(marked["data/tables.ods"]))
    pages = words_of(marked["assessment.pdf"]).split("Page ")
    assert len(pages) > 2 and all("OFFICIAL-SENSITIVE" in page for page in pages[:-1])
    assert "Do not pass it on." in words_of(marked["assessment.pdf"])


def test_a_restricted_table_is_under_no_open_licence(marked: dict[str, bytes]) -> None:
    for path in ("data/tables/kinds_rates.csv-metadata.json", "data/cells.csv-metadata.json"):
        said = json.loads(marked[path])
        assert "dc:license" not in said and said["dc:accessRights"].startswith("OFFICIAL-SENSITIVE")


def test_a_public_document_carries_no_marking(public: dict[str, bytes]) -> None:
    assert b"OFFICIAL" not in b"".join(data for path, data in public.items() if path.endswith((".csv", ".json")))
    assert "OFFICIAL" not in words_of(public["assessment.pdf"])


def test_a_document_without_a_picture_still_has_slides() -> None:
    bare: Document = a_document()
    assert [slide.shapes.title.text for slide in slides(files_of(bare, ()), "sna").slides] == [bare.title, "What these figures rest on"]
