"""The folder that a document becomes."""

from __future__ import annotations

import pytest
from report.sample import a_chart, a_document, a_map, a_page, a_sample

from upriver.report.links import check_path, name_for
from upriver.report.site import site_files, write_site
from upriver.words.refusal import Refusal


def test_the_same_document_gives_the_same_bytes():
    assert site_files(a_sample()) == site_files(a_sample())


def test_what_is_returned_is_what_was_written(tmp_path):
    written = write_site(a_sample(), tmp_path / "site")
    found = sorted(path.relative_to(tmp_path / "site").as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert list(written) == found


def test_every_chart_and_map_stands_beside_the_pages_as_svg_and_png(tmp_path):
    charts = {path for path in site_files(a_sample()) if path.startswith("charts/")}
    names = ("sample_bars", "sample_months", "sample_steps", "sample_curve", "sample_funnel", "sample_map")
    assert charts == {f"charts/{name}.{kind}" for name in names for kind in ("svg", "png")}


def test_a_folder_that_holds_something_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("keep me")
    with pytest.raises(Refusal, match="not empty"):
        write_site(a_sample(), tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "keep me"


def test_the_documents_own_files_are_kept_as_they_are():
    assert site_files(a_sample())["data/cells.csv"] == b"table,value\n"


def test_a_document_without_a_front_page_is_given_one():
    assert b"Strategic needs assessment" in site_files(a_document(a_page()))["index.html"]


def test_the_same_chart_on_two_pages_is_one_file():
    files = site_files(a_document(a_page(a_chart(), slug="a"), a_page(a_chart(), slug="b")))
    assert len([path for path in files if path.endswith(".svg")]) == 1


def test_two_different_charts_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two parts"):
        site_files(a_document(a_page(a_chart(), slug="a"), a_page(a_chart(title="Another"), slug="b")))


def test_two_pages_that_differ_by_capitals_alone_are_refused():
    with pytest.raises(ValueError, match="two parts"):
        site_files(a_document(a_page(slug="areas/E01"), a_page(slug="areas/e01")))


@pytest.mark.parametrize(
    "slug", ["../up", "a//b", "con", "a/nul.html", "a:b", "a?b", "a b", "trailing.", "/root", "a\\b"]
)
def test_a_page_that_windows_could_not_hold_or_that_leaves_the_site_is_refused(slug):
    with pytest.raises(ValueError, match="can't be the name"):
        check_path(slug)


@pytest.mark.parametrize(
    ("slug", "name"),
    [("a/b#c", "a-b-c"), ("CON", "con-"), ("", "x"), ("..", "x"), ("kinds_by_month", "kinds_by_month")],
)
def test_a_slug_becomes_a_name_that_any_system_can_hold(slug, name):
    assert name_for(slug) == name


def test_a_map_of_1_231_areas_stays_light():
    shape = "m100 200l12 4 3 9-8 11 4 6-15 3-9-2 1-14 6-7 2-3-4-5 8-2z" * 2
    from upriver.words.document import MapShape

    shapes = tuple(MapShape(str(n), f"Harbourton {n:03d}A", shape, n % 5, "12.3 per 1,000") for n in range(1231))
    page = site_files(a_document(a_page(a_map(shapes=shapes), slug="")))
    assert len(page["charts/sample_map.svg"]) <= 400 * 1024
    assert len(page["index.html"]) <= 400 * 1024
