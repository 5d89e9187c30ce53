"""The public site as a reader meets it, opened from a folder: search, leaving a page, print, reading without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.test_pages import opened, violations
from site_made import a_site

from upriver.report.site import write_site

pytestmark = pytest.mark.browser

OWN = ("", "found/", "working/", "cannot-tell/", "duty/", "help/", "young-people/", "your-area/", "have-your-say/", "data/", "privacy/",
       "corrections/", "earlier-editions/", "about/accessibility/", "search/", "assessment/")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("public")
    write_site(a_site(place / "workspace"), place / "site")
    yield (place / "site").as_uri() + "/"


WAYS = [(1280, "usual"), (320, "usual"), (1280, "class"), (320, "large"), (1280, "forced")]
SEEN = [(path, *WAYS[way % len(WAYS)]) for at, path in enumerate(OWN) for way in (at, at + 2)]
"""Each page in two of the ways, which take turns: tests/browser/test_matrix.py sees all kinds of pages in all of them."""


@pytest.mark.parametrize(("path", "width", "mode"), SEEN)
def test_axe_finds_no_violation_on_any_page_of_the_site(browser, folder, axe, path, width, mode):
    with opened(browser, f"{folder}{path}index.html", width=width, mode=mode) as page:
        assert page.faults == [] and page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(page, axe) == []


def test_search_works_from_a_folder_and_titles_come_first(browser, folder):
    with opened(browser, f"{folder}search/index.html") as page:
        page.fill("#q", "Sexual VIOLENCE")
        assert page.locator(".found a").first.inner_text() == "Sexual violence"
        page.locator(".found a").first.click()
        assert page.url.endswith("kinds/sexual-violence/index.html") and page.faults == []


def test_search_says_how_many_pages_it_found_and_when_none(browser, folder):
    with opened(browser, f"{folder}search/index.html") as page:
        page.fill("#q", "duty")
        said = page.inner_text("#search [role=status]")
        assert said[0].isdigit() and not page.locator("#all-pages").is_visible()
        page.fill("#q", "zzzz")
        assert page.inner_text("#search [role=status]").startswith("No page found")
        page.fill("#q", "")
        assert page.locator("#all-pages").is_visible()


def test_a_search_can_be_linked_to(browser, folder):
    with opened(browser, f"{folder}search/index.html#q=help%20now") as page:
        assert page.locator(".found a").first.inner_text() == "Get help now"


def test_words_that_look_like_markup_are_searched_for_as_words(browser, folder):
    with opened(browser, f"{folder}search/index.html#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E") as page:
        assert page.locator("#search img").count() == 0 and page.faults == []


def test_without_scripts_the_search_page_is_a_list_and_offers_no_box(browser, folder):
    with opened(browser, f"{folder}search/index.html", java_script_enabled=False) as page:
        assert page.locator("#search input").count() == 0
        page.click("#all-pages a >> text=The Duty here")
        assert page.url.endswith("duty/index.html")


def test_escape_three_times_leaves_the_page_for_the_neutral_one(browser, folder):
    with opened(browser, f"{folder}found/index.html") as page:
        wanted = page.get_attribute("#leave", "href")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        with page.expect_request(lambda request: request.url == wanted):
            page.keyboard.press("Escape")


def test_two_presses_of_escape_or_a_key_between_leave_nothing(browser, folder):
    with opened(browser, f"{folder}found/index.html") as page:
        for key in ("Escape", "Escape", "a", "Escape", "Escape"):
            page.keyboard.press(key)
        page.wait_for_timeout(100)
        assert page.url.endswith("found/index.html")


def test_the_way_out_stays_in_sight_on_a_long_page(browser, folder):
    with opened(browser, f"{folder}questions/places/rows-long/index.html", width=320) as page:
        page.evaluate("scrollTo(0, 4000)")
        box = page.locator("#leave").bounding_box()
        assert 0 <= box["y"] < 200


def test_print_leaves_out_the_ways_and_keeps_where_to_get_help(browser, folder):
    with opened(browser, f"{folder}found/index.html") as page:
        page.emulate_media(media="print")
        assert page.locator(".care").is_visible()
        assert not page.locator("#leave").is_visible() and not page.locator(".ways").is_visible()
