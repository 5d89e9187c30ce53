"""Pages in more than one language: the toggle, what language each passage is in, and a made-up language that finds what isn't marked."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace

import pytest
from language.made import in_both, in_pseudo, read
from report.pdf_reader import opened
from report.sample import a_chart, a_document, a_page, a_sample

from upriver.report.bilingual.held import language
from upriver.report.bilingual.pseudo import CLOSE, OPEN, stretched
from upriver.report.charts import KINDS, chart_inline
from upriver.report.html import page_html
from upriver.report.links import links_of
from upriver.report.site import laid_out, site_files
from upriver.words.document import Callout, Heading, Paragraph, TableCell
from upriver.words.language.speaking import ENGLISH, PSEUDO, say, speaking

LETTERS = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    """The sample site in both languages."""
    return site_files(in_both())


def pages(site: dict[str, bytes], under: str = "") -> list[str]:
    return [path for path in site if path.endswith(".html") and path.startswith("cy/") is (under == "cy/")]


def test_every_page_is_there_in_both_languages_at_the_same_address(site) -> None:
    assert {f"cy/{path}" for path in pages(site)} == set(pages(site, "cy/"))


def test_the_toggle_leads_to_the_same_page_by_a_plain_link(site) -> None:
    for path in pages(site):
        for here, there, code in ((path, f"cy/{path}", "cy"), (f"cy/{path}", path, "en")):
            found = re.search(r'<p class="tongue"><a href="([^"]+)" lang="(\w+)" hreflang="(\w+)">', site[here].decode())
            assert found is not None and found[2] == found[3] == code
            assert posixpath.normpath(posixpath.join(posixpath.dirname(here), found[1])) == there


def test_each_page_names_its_language_and_its_alternates(site) -> None:
    for path in (*pages(site), *pages(site, "cy/")):
        html = site[path].decode()
        assert f'<html lang="{"cy" if path.startswith("cy/") else "en"}"' in html
        assert re.findall(r'<link rel="alternate" hreflang="(\w+)"', html) == ["en", "cy"]


def test_every_link_of_a_welsh_page_leads_to_a_page_or_a_file(site) -> None:
    for path in pages(site, "cy/"):
        for href in read(site[path]).links:
            if not re.match(r"https?:|mailto:|data:|#", href):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), href.partition("#")[0]))
                assert target in site, f"{path} leads to {href}"


def test_figures_that_are_the_same_in_every_language_lie_at_the_root_alone(site) -> None:
    assert "data/cells.csv" in site and "cy/data/cells.csv" not in site


def test_assets_lie_at_the_root_alone(site) -> None:
    assert not [path for path in site if path.startswith("cy/assets/")]


def test_an_english_passage_on_a_welsh_page_is_marked_as_english(site) -> None:
    words = read(site["cy/questions/kinds/index.html"]).words
    english = [word for word in words if word.text.startswith("Violence was unusually high")]
    assert english and all(word.language == "en" for word in english)


def test_fixed_words_on_a_welsh_page_are_welsh(site) -> None:
    words = {word.text: word.language for word in read(site["cy/questions/kinds/index.html"]).words}
    assert words["Neidio i’r prif gynnwys"] == words["Yn ôl i’r brig"] == "cy"


def test_an_english_page_has_no_mark_of_another_language_but_on_the_toggle(site) -> None:
    assert {word.text for word in read(site["questions/kinds/index.html"]).words if word.language != "en"} == {"Cymraeg"}


def test_a_welsh_page_says_that_it_is_a_draft_translation_while_nobody_has_signed(site) -> None:
    said = "Cyfieithiad drafft" in site["cy/index.html"].decode()
    assert said is language("cy").draft
    assert "Cyfieithiad drafft" not in site["index.html"].decode()


def test_a_document_in_one_language_has_no_toggle() -> None:
    files = site_files(a_sample())
    assert b"tongue" not in files["index.html"] and b"hreflang" not in files["index.html"]


def test_the_paper_states_its_own_language(site) -> None:
    for path, code in ((f"{a_sample().slug}.pdf", "en-GB"), (f"cy/{a_sample().slug}.pdf", "cy-GB")):
        with opened(site[path]) as pdf:
            assert str(pdf.Root.Lang) == code


def test_a_place_called_as_a_month_keeps_its_name_in_welsh() -> None:
    table = replace(next(block for page in a_sample().pages for block in page.blocks if type(block).__name__ == "Table"), explain="")
    named = replace(table, rows=((TableCell("March"), *table.rows[0][1:]), *table.rows[1:]))
    version = in_both(a_document(a_page(named))).versions[0]
    block = next(block for page in version.pages for block in page.blocks if type(block).__name__ == "Table")
    assert block.rows[0][0].value == "March"


def test_a_marked_sentence_of_a_section_is_said_in_welsh_and_an_unmarked_one_in_english() -> None:
    page = a_page(Heading("Contents"), Paragraph(say("Source: {source}", source="ONS")), Callout(f"{3} months are missing"))
    version = in_both(a_document(page)).versions[0]
    words = {word.text: word.language for word in read(site_files(version)["questions/kinds/index.html"]).words}
    assert words["Ffynhonnell: ONS"] == "cy" and words["3 months are missing"] == "en"


def test_the_months_of_a_chart_are_welsh_on_a_welsh_page() -> None:
    with speaking(language("cy")):
        drawn = chart_inline(a_chart("months"), "c", narrow=False)
    assert ">Chwef<" in drawn or ">Gorff<" in drawn or ">Ion<" in drawn
    assert ">Jan<" not in drawn


def unmarked(page: bytes, allowed: set[str]) -> list[str]:
    """Words that are neither content, which is marked as English, nor said through the catalogue, which brackets them."""
    reader = read(page)
    found = []
    depth = 0
    for word in (*reader.words, *reader.labels):
        outside = depth == 0
        depth += word.text.count(OPEN) - word.text.count(CLOSE)
        if outside and OPEN not in word.text and word.language != ENGLISH and word.inside not in ("title", "code") and LETTERS.search(word.text) and word.text not in allowed:
            found.append(word.text)
    return found


NAMES = {"SVG", "PNG", "[low]"}
"""What needs no translation: the partnership's own name, and names of formats and of shorthand."""


def test_no_fixed_word_of_a_page_is_unmarked() -> None:
    document = in_pseudo()
    links = links_of(document)
    for page in document.pages:
        assert unmarked(page_html(document, page, links).encode(), NAMES | {page.title, document.title, document.partnership}) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("narrow", [False, True])
def test_no_fixed_word_of_a_chart_is_unmarked(kind: str, narrow: bool) -> None:
    with speaking(language(PSEUDO)):
        drawn = chart_inline(a_chart(kind), "c", narrow=narrow)
    points = [point for series in a_chart(kind).series for point in series.points]
    content = {str(point.x) for point in points} | {point.name or "" for point in points} | {series.name for series in a_chart(kind).series}
    plain = f"<html lang={PSEUDO}>{drawn}</html>".encode()
    assert [word for word in unmarked(plain, content) if word not in " ".join(content)] == []


def test_the_search_for_unmarked_words_finds_one() -> None:
    page = f'<html lang="{PSEUDO}"><p>{stretched("Contents")}</p><p lang="en">An area</p><p>Forgotten words</p></html>'
    assert unmarked(page.encode(), set()) == ["Forgotten words"]


def test_the_made_up_language_is_two_fifths_longer_and_keeps_what_is_filled_in() -> None:
    made = stretched("Figures for {period}, as known on {day}.")
    assert "{period}" in made and "{day}" in made and len(made) >= 1.3 * len("Figures for {period}, as known on {day}.")


def test_a_whole_site_in_the_made_up_language_is_laid_out() -> None:
    assert laid_out(in_pseudo())[0].document.language == PSEUDO


@pytest.mark.browser
def test_no_page_scrolls_sideways_on_a_phone_with_words_two_fifths_longer(browser, tmp_path) -> None:
    files = site_files(in_pseudo())
    for path, data in files.items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    context = browser.new_context(viewport={"width": 320, "height": 800})
    tab = context.new_page()
    wide = {}
    for path in files:
        if path.endswith(".html"):
            tab.goto((tmp_path / path).as_uri())
            if (reach := tab.evaluate("document.documentElement.scrollWidth")) > 320:
                wide[path] = reach
    context.close()
    assert wide == {}
