"""The document on paper: what a reader sees, what a screen reader hears, what no text can do."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from report.pdf_reader import opened, tags_of, words_of
from report.sample import a_chart, a_document, a_map, a_page, a_sample, a_table

from upriver.report.paper.chapters import date_of
from upriver.report.paper.glyphs import STAND_IN, printable
from upriver.report.paper.pdf import pdf
from upriver.words.document import (
    Bullets,
    Callout,
    Code,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Point,
    Series,
    Table,
    TableCell,
)

TESTS = Path(__file__).parent.parent
HOSTILE = (
    '#eval("1 + 1")',
    "#panic()",
    "$x^2$ *bold* _it_ `raw`",
    "@ref <label>",
    "\\u{41} \\ \"quoted\" 'single'",
    "]] }) // comment /* open",
    "= Not a heading",
    "- not / a: list",
    "https://example.org/#{1+1}",
    "<script>alert(1)</script> &amp; ]]>",
    "#import sys: inputs",
)


@pytest.fixture(scope="module")
def made() -> bytes:
    return pdf(a_sample())


def blocks_of(words: str) -> tuple:
    """A block of every kind that carries prose, with the words in each place of it."""
    cells = (TableCell(words), TableCell(1.0))
    return (
        Heading(words),
        Paragraph(words, ((words, "https://example.org/"),)),
        Bullets((words,)),
        Callout(words, "warning"),
        Code(words, words),
        KeyFigures((KeyFigure(words, words, words, words),)),
        Table("t", words, (Column(words), Column("n", 0)), (cells,), (words,), words),
        a_chart("bars", title=words, subtitle=words, alt=words, source=words),
        a_map(title=words, subtitle=words, alt=words, source=words),
    )


def a_document_of(words: str):
    page = a_page(*blocks_of(words), title=words, lead=words, group=words)
    return a_document(
        page, title=words, partnership=words, period=words, as_of=words, facts=((words, words),), attribution=(words,)
    )


def squeezed(text: str) -> str:
    """Text without what a line break may swallow."""
    return "".join(text.split()).replace("\u200b", "")


def test_the_file_says_its_title_and_language(made):
    held = opened(made)
    assert (str(held.Root.Lang), str(held.docinfo.Title)) == ("en-GB", "Strategic needs assessment")
    assert bool(held.Root.ViewerPreferences.DisplayDocTitle)


def test_the_file_claims_the_standard_for_universal_access(made):
    assert b"<pdfuaid:part>1</pdfuaid:part>" in opened(made).Root.Metadata.read_bytes()
    assert bool(opened(made).Root.MarkInfo.Marked)


def test_a_welsh_document_is_read_in_welsh():
    assert str(opened(pdf(a_document(a_page(), language="cy"))).Root.Lang) == "cy-GB"


def test_every_page_that_belongs_on_paper_is_a_chapter():
    made = pdf(a_document(a_page(title="Kept"), a_page(title="Left out", slug="other", in_pdf=False)))
    headings = [tag.title for tag in tags_of(made) if tag.kind == "H1"]
    assert "Kept" in headings and "Left out" not in headings


def test_no_heading_skips_a_level():
    page = a_page(Heading("Two"), Heading("Six", 6), Heading("Four", 4), Heading("One", 1), Heading("Nine", 9))
    levels = [int(tag.kind[1]) for tag in tags_of(pdf(a_document(page))) if re.fullmatch(r"H\d", tag.kind)]
    assert levels[-5:] == [2, 3, 4, 2, 3]


def test_a_page_that_starts_with_a_deep_heading_is_still_made():
    assert pdf(a_document(a_page(Heading("Deep", 4))))


def test_every_chart_and_map_is_described(made):
    figures = [tag.alt for tag in tags_of(made) if tag.kind == "Figure"]
    assert len(figures) == 6
    assert all("made-up" in words for words in figures)


def test_a_table_has_a_header_row_and_a_caption(made):
    tags = [tag.kind for tag in tags_of(made)]
    tables = tags.count("Table")
    assert tables == 6
    assert tags.count("Caption") == tables and tags.count("THead") == tables and tags.count("TH") == 4 * tables


def test_the_header_of_a_table_is_printed_again_on_each_page():
    rows = tuple((TableCell(f"Area {at}"), TableCell(float(at))) for at in range(200))
    made = pdf(a_document(a_page(Table("t", "Long", (Column("Name of area"), Column("Number", 0)), rows))))
    pages = words_of(made).split("\n")
    with_rows = [page for page in pages if "Area 1" in page]
    assert len(with_rows) > 2 and all("Name of area" in page for page in with_rows)


def test_a_folded_table_shows_its_first_rows_and_says_where_all_are():
    words = words_of(pdf(a_document(a_page(a_table(shown_rows=2, explain="")))))
    assert "Eastmoor" in words and "Long Marsh" not in words
    assert "The first 2 of 9 rows" in words and "data/tables.ods" in words and "questions/kinds" in words


def test_a_hidden_number_shows_its_marker_and_never_a_zero():
    table = Table("t", "c", (Column("a"), Column("n", 0)), ((TableCell("Here"), TableCell(None, "c")),))
    words = words_of(pdf(a_document(a_page(table))))
    assert "Here[c]" in words.replace("\n", "").replace(" ", "")
    assert "[c] hidden to protect people" in words.replace("\n", " ")


def test_a_marker_that_is_not_in_the_table_is_not_explained():
    table = Table("t", "c", (Column("a"), Column("n", 0)), ((TableCell("Here"), TableCell(4.0, "p")),))
    words = words_of(pdf(a_document(a_page(table))))
    assert "[p] provisional" in words and "[c]" not in words


def test_the_words_of_a_chart_are_printed_in_our_own_typeface(made):
    chart = a_document(a_page(a_chart("bars")))
    assert "Stony Vale and Upper Reach" in words_of(pdf(chart))
    held = opened(pdf(chart))
    names = {str(each.BaseFont) for each in held.objects if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each}
    assert names and all("Arimo" in name for name in names)


def test_a_map_says_its_classes_and_what_is_hatched_in_words():
    words = words_of(pdf(a_document(a_page(a_map()))))
    assert all(said in words for said in ("Under 10", "45 or more", "Not shown or not available"))


def test_a_chart_taller_than_a_page_is_made_to_fit_on_one():
    points = tuple(Point(f"Area {at}", float(at)) for at in range(1, 90))
    pages = words_of(pdf(a_document(a_page(a_chart("bars", series=(Series("Rate", points),)))))).split("\n")
    assert ["Area 1" in page and "Area 89" in page for page in pages].count(True) == 1


def test_each_page_says_whose_it_is_and_which(made):
    pages = words_of(made).split("\n")
    assert "As of 22 November 2026" in pages[4] and f"Page 5 of {len(pages)}" in pages[4]


def test_a_link_to_a_chapter_stays_in_the_file_and_one_to_a_left_out_page_says_where():
    links = (("chapter", "areas/e99"), ("left out", "explain/ab12"), ("outside", "https://example.org/x"))
    pages = (
        a_page(Paragraph("See", links)),
        a_page(slug="areas/e99", title="Area"),
        a_page(slug="explain/ab12", in_pdf=False),
    )
    made = pdf(a_document(*pages))
    assert "web edition, page explain/ab12" in words_of(made)
    addresses = {str(note.A.get("/URI", "")) for page in opened(made).pages for note in page.obj.get("/Annots", [])
                 if "/A" in note}
    assert "https://example.org/x" in addresses


def test_a_link_to_nowhere_is_refused():
    with pytest.raises(ValueError, match="neither a page nor a file"):
        pdf(a_document(a_page(Paragraph("See", (("it", "no/such"),)))))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_printed_as_they_are(words):
    made = pdf(a_document_of(words))
    printed = squeezed(words_of(made))
    # Title page 6 times; chapter title, lead, contents and every prose place of the blocks: at least 20 in all.
    assert printed.count(squeezed(words)) >= 20
    assert str(opened(made).docinfo.Title) == words


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
@example("")
@example("\U0001f600 emoji")
@example("\u6f22\u5b57")
@example("\x00\x07\x1b")
@example("\u202eturned")
@example("\ufffe\ue000\ud800")
@example("e\u0301 \u0627\u0644")
@example("x" * 300)
@example("0\xad")
@example("0\u1dc0")
@example("\u3164\u115f")
@example("\u200b\u200d\ufeff")
def test_no_text_can_stop_the_document(words):
    page = a_page(*(block for block in blocks_of(words) if not hasattr(block, "alt")), title=words, lead=words)
    assert pdf(a_document(page, title=words)).startswith(b"%PDF")


def test_a_letter_that_the_typeface_lacks_becomes_a_box_and_welsh_letters_do_not():
    assert printable("Tŷ Ŵyl \U0001f600") == f"Tŷ Ŵyl {STAND_IN}"


def test_the_bytes_are_the_same_in_another_run_time_zone_and_hash_seed(made):
    code = (
        "import hashlib,sys;from report.sample import a_sample;from upriver.report.paper.pdf import pdf;"
        "print(hashlib.sha256(pdf(a_sample())).hexdigest())"
    )
    path = os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])
    there = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "SOURCE_DATE_EPOCH": "1"}
    other = subprocess.run([sys.executable, "-c", code], env=there, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(made).hexdigest()


def test_another_as_of_changes_the_date_of_the_file(made):
    other = opened(pdf(replace(a_sample(), as_of="1 March 2027")))
    assert str(opened(made).docinfo.CreationDate).startswith("D:20261122")
    assert str(other.docinfo.CreationDate).startswith("D:20270301")


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("22 November 2026", (2026, 11, 22)),
        ("2026-11-22", (2026, 11, 22)),
        ("31 February 2026", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_are_read_as_documents_print_them(words, read):
    assert date_of(words) == read


def test_empty_lists_and_tables_without_rows_do_no_harm():
    table = Table("t", "Nothing yet", (Column("a"), Column("n", 0)), ())
    assert "Nothing yet" in words_of(pdf(a_document(a_page(Bullets(()), KeyFigures(()), table))))
