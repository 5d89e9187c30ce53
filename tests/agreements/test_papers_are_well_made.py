"""The papers as Word files and pages: the same bytes, real headings, marked header rows, a language, nobody's name as author."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from agreed import a_contract, an_agreement, from_kinds

from upriver.duty.agreements.standing import flows
from upriver.duty.gateways import gateways, questions
from upriver.report.agreements.dpia import RISKS, dpia
from upriver.report.agreements.parts import BLANK, was_read
from upriver.report.agreements.ropa import FIELDS, ropa
from upriver.report.agreements.sharing_agreement import sharing_agreement
from upriver.report.agreements.transparency import transparency
from upriver.report.word.docx import docx
from upriver.report.word.page import page
from upriver.words.document import Callout, Column, Heading, Paragraph, Table, TableCell
from upriver.words.sharing.paper import Paper

GATEWAYS, CONTRACTS = gateways(), {"calls": a_contract()}
ONE = an_agreement()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {"p1": "Ann Own", "p2": "Bo Other", "p3": "Cy Third"}


def papers() -> dict[str, Paper]:
    gateway = GATEWAYS[ONE.gateway]
    day = "2026-03-01"
    return {
        "sharing_agreement": sharing_agreement(ONE, CONTRACTS["calls"], gateway, asked=questions(gateway, flows(ONE)), names=NAMES,
                                               state="live", as_of=day),
        "dpia": dpia(ONE, CONTRACTS["calls"], gateway, as_of=day),
        "ropa": ropa([ONE], CONTRACTS, partnership="Ours", as_of=day),
        "transparency": transparency([ONE], CONTRACTS, GATEWAYS, partnership="Ours", open_sources=("Street crime",), as_of=day),
    }


PAPERS = [pytest.param(paper, id=kind) for kind, paper in papers().items()]
SMALL = Paper("small", "A & <b>", "Sum", (
    Heading("Part"), Heading("Part"), Paragraph("Read", (("out", "https://example.org"), ("beside", "x/y"))), Callout("Mind", "warning"),
    Table("t", "Cap", (Column("A"), Column("N", 0)), ((TableCell("one"), TableCell(1204.0)), (TableCell("two"), TableCell(None, "c")))),
), "2026-03-01")


def xml(paper: Paper, part: str = "word/document.xml") -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(docx(paper))) as packed:
        return ElementTree.fromstring(packed.read(part))


def headings(paper: Paper) -> list[int]:
    styles = [mark.get(f"{W}val", "") for mark in xml(paper).iter(f"{W}pStyle")]
    return [int(style[-1]) for style in styles if re.fullmatch(r"Heading\d", style)]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("make", [docx, page])
def test_the_same_paper_gives_the_same_bytes(make, paper: Paper):
    assert make(paper) == make(paper)


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_says_that_it_is_a_draft_for_legal_advice(paper: Paper):
    assert "legal adviser" in paper.draft
    assert paper.draft in page(paper).decode().replace("&#39;", "'")
    assert paper.draft in "".join(xml(paper).itertext())


@pytest.mark.parametrize("paper", PAPERS)
def test_headings_skip_no_level(paper: Paper):
    for levels in (headings(paper), [int(level) for level in re.findall(r"<h(\d)", page(paper).decode())]):
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("paper", PAPERS)
def test_every_table_of_a_word_file_marks_its_header_row_and_has_a_caption(paper: Paper):
    tables = list(xml(paper).iter(f"{W}tbl"))
    assert tables and all(table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for table in tables)
    captions = [mark for mark in xml(paper).iter(f"{W}pStyle") if mark.get(f"{W}val") == "Caption"]
    assert len(captions) == len(tables)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_word_file_names_its_title_and_language_and_no_author(paper: Paper):
    core = "".join(ElementTree.tostring(xml(paper, "docProps/core.xml"), "unicode"))
    assert paper.title in core.replace("&amp;", "&") and "en-GB" in core
    assert re.search(r"creator[^>]*(?:/>|></)", core) and "python-docx" not in core
    assert {mark.get(f"{W}val") for mark in xml(paper, "word/styles.xml").iter(f"{W}lang")} == {"en-GB"}


def test_a_word_file_holds_no_time_of_its_making_and_no_picture_of_another_document():
    with zipfile.ZipFile(io.BytesIO(docx(SMALL))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in name for name in packed.namelist())


def test_a_wide_table_turns_the_paper_on_its_side():
    wide = Paper("w", "Wide", "", (Table("t", "C", tuple(Column(f"c{n}") for n in range(7)), ()),))
    assert next(xml(wide).iter(f"{W}pgSz")).get(f"{W}orient") == "landscape"
    assert next(xml(SMALL).iter(f"{W}pgSz")).get(f"{W}orient") is None


@pytest.mark.parametrize("paper", PAPERS)
def test_a_page_asks_nothing_of_anywhere_and_runs_no_script(paper: Paper):
    text = page(paper).decode()
    assert "<script" not in text and not re.search(r'(?:src|href)="(?!data:|#|https://)', text) and "url(" not in text
    assert "default-src 'none'" in text.replace("&#39;", "'")


def test_the_policy_of_a_page_lets_its_own_style_through():
    import base64
    import hashlib

    text = page(SMALL).decode()
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    assert base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode() in text.replace("&#43;", "+").replace("&#61;", "=")


def test_words_stay_words_on_a_page_and_ids_are_given_once():
    text = page(SMALL).decode()
    assert "A &amp; &lt;b&gt;" in text and 'href="x/y"' not in text and 'href="https://example.org"' in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("said", ["1,204", "[c]"])
def test_numbers_and_what_is_hidden_print_as_everywhere(said: str):
    assert said in page(SMALL).decode() and said in "".join(xml(SMALL).itertext())


def test_a_paper_that_is_final_says_nothing_of_a_draft():
    assert "Draft" not in page(SMALL).decode().split("</style>")[1]


def test_control_characters_never_break_a_word_file():
    assert "bad" in "".join(xml(Paper("x", "b\x01ad \ud800", "", ())).itertext())


def test_the_record_of_processing_has_every_field_of_the_template_for_each_party():
    tables = [block for block in papers()["ropa"].blocks if isinstance(block, Table)]
    assert len(tables) == len(ONE.parties)
    assert all([row[0].value for row in table.rows] == list(FIELDS) for table in tables)


def test_what_the_records_do_not_know_is_left_to_be_filled_in():
    (first, _) = [block for block in papers()["ropa"].blocks if isinstance(block, Table)]
    told = {str(row[0].value): str(row[1].value) for row in first.rows}
    assert told["Name and contact details of its data protection officer"] == BLANK
    assert told["Link to that assessment"] == "DPIA 1" and "24 months" in told["Retention schedule"]


def test_the_assessment_lists_each_field_with_why_and_asks_about_every_risk():
    tables = {block.slug: block for block in papers()["dpia"].blocks if isinstance(block, Table)}
    assert [str(row[2].value) for row in tables["fields"].rows] == [f"To know the {field.name}." for field in a_contract().fields]
    assert len(tables["risks"].rows) == len(RISKS)
    assert {str(row[3].value) for row in tables["risks"].rows} == {BLANK}


def test_an_agreement_that_leaves_fields_out_says_which():
    gateway = GATEWAYS["pcsc_s16"]
    made = sharing_agreement(an_agreement(fields=("month",)), CONTRACTS["calls"], gateway, asked=(), names={}, state="live", as_of="")
    (fields,) = [block for block in made.blocks if isinstance(block, Table) and block.slug == "fields"]
    assert len(fields.rows) == 1 and fields.notes == ("Not shared: lsoa, method, age_band.",)


def test_the_public_page_names_agencies_and_nobody():
    text = page(papers()["transparency"]).decode()
    assert "Police" in text and "Council" in text and not any(name in text for name in NAMES.values())


def test_the_public_page_of_a_partnership_without_agreements_says_so():
    made = transparency([], {}, GATEWAYS, partnership="Ours", open_sources=(), as_of="2026-03-01")
    assert "No agency shares data" in page(made).decode()


def test_unverified_law_is_marked_in_every_paper_that_names_it():
    made = an_agreement(gateway="not_personal_data")
    gateway = GATEWAYS["not_personal_data"]
    for paper in (sharing_agreement(made, None, gateway, asked=(), names={}, state="live", as_of=""), dpia(made, None, gateway, as_of=""),
                  transparency([made], {}, GATEWAYS, partnership="Ours", open_sources=(), as_of="")):
        assert "Not verified at source" in page(paper).decode(), paper.slug


def test_a_limit_that_was_not_read_marks_the_law_for_those_it_speaks_of():
    police, health = (from_kinds(kind, "local_authority", gateway="cda_s17a") for kind in ("police", "health"))
    assert [was_read(each, GATEWAYS["cda_s17a"]) for each in (police, health)] == [True, False]


def test_areas_are_called_by_name_where_one_is_known():
    made = dpia(an_agreement(areas=("E06000044", "E06000045")), None, None, as_of="2026-03-01", places={"E06000044": "Portsmouth"})
    assert "Portsmouth (E06000044), E06000045" in page(made).decode()


def test_the_papers_of_the_report_room_know_nothing_of_the_duty_room():
    room = Path(__file__).resolve().parents[2] / "src" / "upriver" / "report"
    assert not [path.name for path in [*room.glob("agreements/*.py"), *room.glob("word/*.py")] if "upriver.duty" in path.read_text("utf-8")]
