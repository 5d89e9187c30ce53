"""Every page of the sample site, read back."""

from __future__ import annotations

import itertools
import posixpath
import re
from urllib.parse import unquote

import pytest
from report.page_reader import all_of, read
from report.sample import a_document, a_page, a_sample, a_table

from upriver.report.html import Ids, shown
from upriver.report.links import links_of
from upriver.report.site import site_files
from upriver.words.document import Callout, Column, Heading, KeyFigure, KeyFigures, Paragraph, TableCell

FILES = site_files(a_sample())
PAGES = {path: data.decode() for path, data in FILES.items() if path.endswith(".html")}
READ = {path: read(page) for path, page in PAGES.items()}
every_page = pytest.mark.parametrize("path", sorted(PAGES))


def one_page(*blocks: object) -> str:
    """The HTML of a document with only these blocks on its front page."""
    return site_files(a_document(a_page(*blocks, slug="", group="Summary")))["index.html"].decode()


@every_page
def test_every_element_is_closed_where_it_was_opened(path):
    assert READ[path].faults == [] and READ[path].open == []


@every_page
def test_a_page_has_one_title_of_the_first_level(path):
    assert len(all_of(READ[path], "h1")) == 1


@every_page
def test_headings_never_skip_a_level(path):
    levels = [int(one.tag[1]) for one in all_of(READ[path], "h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@every_page
def test_no_id_is_given_twice(path):
    ids = [one.attributes["id"] for one in READ[path].elements if "id" in one.attributes]
    assert len(ids) == len(set(ids))


@every_page
def test_every_id_that_is_referred_to_is_there(path):
    ids = {one.attributes["id"] for one in READ[path].elements if "id" in one.attributes}
    named = {
        name
        for one in READ[path].elements
        for key in ("aria-labelledby", "aria-describedby", "for")
        for name in one.attributes.get(key, "").split()
    }
    named |= set(re.findall(r"url\(#([^)]+)\)", PAGES[path]))
    assert named <= ids


@every_page
def test_every_link_leads_to_a_file_and_a_place_in_it(path):
    for link in (one.attributes["href"] for one in all_of(READ[path], "a")):
        target, _, place = link.partition("#")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
        assert found in FILES, link
        if place:
            assert f'id="{place}"' in PAGES[found], link


@every_page
def test_links_are_relative_so_that_the_site_works_from_any_folder(path):
    links = [one.attributes.get(key, "") for one in READ[path].elements for key in ("href", "src")]
    assert [link for link in links if link.startswith(("/", "http", "file"))] == []


@every_page
def test_every_picture_has_a_title_and_a_description_of_forty_characters(path):
    pictures = [one for one in all_of(READ[path], "svg") if one.attributes.get("role") == "img"]
    texts = {one.attributes["id"]: one.text for one in all_of(READ[path], "title", "desc") if "id" in one.attributes}
    for picture in pictures:
        assert texts[picture.attributes["aria-labelledby"]]
        assert len(texts[picture.attributes["aria-describedby"]]) >= 40


@every_page
def test_pages_keep_their_own_content_policy(path):
    bad = [
        one
        for one in READ[path].elements
        if one.tag == "style"
        or "style" in one.attributes
        or any(name.startswith("on") for name in one.attributes)
        or (one.tag == "script" and (one.text.strip() or not one.attributes.get("src")))
    ]
    assert bad == []
    assert "default-src 'none'" in next(
        one.attributes["content"] for one in all_of(READ[path], "meta") if "http-equiv" in one.attributes
    )


@every_page
def test_nothing_is_asked_of_another_machine(path):
    addresses = set(re.findall(r"https?://[^\s\"'<]+", PAGES[path]))
    assert addresses <= {"http://www.w3.org/2000/svg"}


def test_the_style_sheet_asks_for_nothing():
    style = FILES["assets/upriver.css"].decode()
    assert "url(" not in style and "@import" not in style and len(style) < 60 * 1024


def test_the_script_is_small_and_sends_nothing():
    script = FILES["assets/upriver.js"].decode()
    assert len(script) <= 10 * 1024
    assert not re.search(r"fetch\(|XMLHttpRequest|sendBeacon|WebSocket|innerHTML|eval\(", script)


@every_page
def test_nothing_unfinished_is_printed(path):
    seen = " ".join(one.text for one in READ[path].elements if one.tag in {"title", "body"})
    assert not re.search(r"\bNone\b|\bnan\b|\{\{|\}\}|\{%|\bUndefined\b|\binf\b", seen)


@every_page
def test_the_server_can_find_the_root_element(path):
    assert PAGES[path].count('<html lang="en" class="upriver">') == 1


@every_page
def test_the_first_link_skips_to_the_content(path):
    assert all_of(READ[path], "a")[0].attributes["href"] == "#main"


@every_page
def test_every_table_has_a_caption_and_every_header_a_scope(path):
    tables = all_of(READ[path], "table")
    assert len(all_of(READ[path], "caption")) == len(tables)
    assert all(one.attributes.get("scope") in {"row", "col"} for one in all_of(READ[path], "th"))
    assert not any({"colspan", "rowspan"} & set(one.attributes) for one in all_of(READ[path], "th", "td"))


@every_page
def test_a_wide_table_scrolls_inside_a_named_region_that_the_keyboard_reaches(path):
    regions = [one for one in all_of(READ[path], "div") if one.attributes.get("class") == "scroll"]
    assert len(regions) == len(all_of(READ[path], "table"))
    assert all(one.attributes["tabindex"] == "0" and one.attributes["role"] == "region" for one in regions)


def test_a_hidden_number_is_printed_as_its_marker_and_never_as_zero():
    cell = shown(TableCell(None, "c"), Column("Rate", 1), str)
    assert (cell.words, cell.markers) == ("", ("c",))


def test_a_number_without_a_marker_that_is_missing_says_not_available():
    assert shown(TableCell(None), Column("Rate", 1), str).markers == ("x",)


def test_numbers_have_commas_and_their_own_decimals():
    assert shown(TableCell(11_639.0), Column("Offences", 0), str).words == "11,639"
    assert shown(TableCell(-1_204.26), Column("Change", 1), str).words == "−1,204.3"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_that_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="isn't a number"):
        shown(TableCell(value), Column("Rate", 1), str)


def test_a_marker_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="marker"):
        shown(TableCell(1.0, "q"), Column("Rate", 1), str)


def test_the_legend_names_the_markers_used_and_no_others():
    rows = ((TableCell("A"), TableCell(1.0, "p"), TableCell(None, "c"), TableCell("")),)
    page = one_page(a_table(rows=rows, explain=""))
    legend = next(one.text for one in all_of(read(page), "p") if one.attributes.get("class") == "legend")
    assert "[p]" in legend and "[c]" in legend and "[x]" not in legend


def test_a_table_without_markers_has_no_legend():
    page = one_page(a_table(rows=((TableCell("A"), TableCell(1.0), TableCell(2.0), TableCell("up")),), explain=""))
    assert 'class="legend"' not in page


def test_rows_beyond_those_shown_are_folded_away_and_none_is_lost():
    rows = tuple((TableCell(f"Area {n}"), TableCell(1.0), TableCell(2.0), TableCell("up")) for n in range(10))
    reader = read(one_page(a_table(rows=rows, shown_rows=4, explain="")))
    folded = [one.text for one in all_of(reader, "th") if "details" in one.inside and one.attributes["scope"] == "row"]
    assert folded == [f"Area {n}" for n in range(4, 10)]
    assert len([one for one in all_of(reader, "tr") if "tbody" in one.inside]) == 10


def test_a_warning_says_that_it_is_one():
    assert "Warning: Look out" in next(
        one.text for one in all_of(read(one_page(Callout("Look out", "warning"))), "div") if "Warning" in one.text
    )


def test_two_headings_with_the_same_words_have_different_ids():
    reader = read(one_page(Heading("Rates"), Heading("Rates"), Heading("main")))
    ids = [one.attributes["id"] for one in all_of(reader, "h2")][:3]
    assert ids == ["rates", "rates-2", "main-2"]


def test_an_id_starts_with_a_letter():
    assert Ids().new("2025: rates")[0].isalpha()


def test_a_link_to_nowhere_is_refused():
    with pytest.raises(ValueError, match="neither a page nor a file"):
        one_page(Paragraph("See", (("this", "areas/nowhere"),)))


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "//elsewhere", "https://a b", "../up"])
def test_a_link_of_another_kind_is_refused(target):
    with pytest.raises(ValueError, match="neither a page nor a file"):
        one_page(Paragraph("See", (("this", target),)))


def test_a_link_climbs_to_the_root_from_the_depth_of_its_page():
    links = links_of(a_sample())
    assert links.to("data/cells.csv", at="areas/e99") == "../../data/cells.csv"
    assert links.to("areas/e99#rates", at="") == "areas/e99/index.html#rates"
    assert links.to("", at="explain/ab12") == "../../index.html"


def test_an_explanation_can_be_linked_by_its_id_alone():
    assert links_of(a_sample()).to("ab12", at="areas/e99") == "../../explain/ab12/index.html"


def test_a_key_figure_leads_to_how_it_was_made():
    figures = KeyFigures((KeyFigure("Rate", "29.4", "per 1,000", explain="https://www.legislation.gov.uk/x"),))
    assert 'href="https://www.legislation.gov.uk/x"' in one_page(figures)


def test_pages_outside_the_contents_are_not_listed_in_it():
    assert "How a figure was made" not in PAGES["index.html"]


def test_the_front_page_lists_every_other_page_by_group():
    assert [one.text for one in all_of(READ["index.html"], "h3")] == ["Questions", "Areas", "About"]


def test_a_large_group_is_folded_away_on_pages_outside_it():
    areas = [a_page(slug=f"areas/a{n}", title=f"Area {n}", group="Areas") for n in range(30)]
    pages = site_files(a_document(a_page(slug="questions/one"), *areas))
    assert "areas/a7/index.html" not in pages["questions/one/index.html"].decode()
    assert "areas/a7/index.html" in pages["areas/a0/index.html"].decode()


def test_the_footer_leads_to_the_accessibility_statement():
    links = [one for one in all_of(READ["areas/e99/index.html"], "a") if "footer" in one.inside]
    assert "../../about/accessibility/index.html" in [one.attributes["href"] for one in links]


def test_the_current_page_is_marked_in_the_contents():
    current = [one for one in all_of(READ["areas/e99/index.html"], "a") if "aria-current" in one.attributes]
    assert [one.text for one in current] == ["Harbourton"]
