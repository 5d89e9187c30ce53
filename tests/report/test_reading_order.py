"""The order in which pages are met, and tables without columns that say nothing."""

from __future__ import annotations

from report.sample import a_document, a_page

from upriver.report.drawn import number_cell, worth_printing
from upriver.report.html import LONG_CONTENTS
from upriver.report.leading.reading_order import PLACES, arranged
from upriver.report.site import site_files
from upriver.words.area import Area
from upriver.words.cleared import Cell
from upriver.words.document import Column, TableCell
from upriver.words.figure import Key
from upriver.words.period import month_period


def test_every_question_has_a_place_and_keeps_its_address() -> None:
    pages = [a_page(slug=slug) for slug in reversed(PLACES)]
    met = arranged(pages)
    assert [page.slug for page in met] == list(PLACES)
    assert {page.group for page in met} == {group for group, _ in PLACES.values()}


def test_the_front_page_is_first_and_what_is_not_known_here_comes_last() -> None:
    pages = [a_page(slug="own/page", group="Of our own"), a_page(slug="questions/kinds"), a_page(slug="", group="Summary")]
    assert [page.slug for page in arranged(pages)] == ["", "questions/kinds", "own/page"]


def test_a_long_contents_shows_the_pages_of_the_reader_s_own_group_alone() -> None:
    pages = [a_page(slug=f"{group}/{n}", title=f"{group} {n}", group=group) for group in ("a", "b") for n in range(LONG_CONTENTS // 2 + 1)]
    seen = site_files(a_document(*pages))["a/3/index.html"].decode()
    assert "../../a/7/index.html" in seen and "../../b/7/index.html" not in seen


def test_a_column_that_says_nothing_in_any_row_is_not_printed() -> None:
    columns = (Column("Area"), Column("Rate", 1), Column("England", 1), Column("Hidden", 0))
    rows = ((TableCell(""), TableCell(1.0), TableCell(None, "x"), TableCell(None, "c")), (TableCell(""), TableCell(None, "x"), TableCell(None, "z"), TableCell(None, "c")))
    names = [column.name for column in worth_printing(columns, rows)[0]]
    assert names == ["Area", "Rate", "Hidden"]


def test_a_number_that_never_had_limits_has_no_mark_where_they_would_stand() -> None:
    area = Area("partnership", "p", "P")
    cell = Cell(Key("t", area, month_period("2025-01"), "m", "percent"), None, None, 5.0, None, None, "p", "", 1)
    limit, value = number_cell(cell, "lower"), number_cell(cell)
    assert (limit.value, limit.marker) == ("", "")
    assert (value.value, value.marker) == (5.0, "p")
