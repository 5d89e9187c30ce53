"""The exploration in a real browser: WCAG by axe-core, reflow, choosing without a script."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from browser.test_pages import opened, violations
from explore.published_rows import published, three

import upriver
from upriver.web.public.site import Site

pytestmark = pytest.mark.browser

STATES = ("", "?area=E22009901&with=E22009903", "?area=E22009902", "?what=dragons")
every_state = pytest.mark.parametrize("query", STATES)


class Quiet(WSGIRequestHandler):
    """Serves without writing a log."""

    def log_message(self, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture(scope="module")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the exploration of three areas, served as `upriver serve` does."""
    folder = published(tmp_path_factory.mktemp("explored") / "published", three())
    shutil.copytree(Path(upriver.__file__).parent / "report" / "assets", folder / "assets")
    server = make_server("127.0.0.1", 0, Site(folder), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/explore/"
    server.shutdown()
    server.server_close()


@every_state
@pytest.mark.parametrize("width", [1280, 320])
def test_every_state_is_accessible_and_does_not_scroll_sideways(browser, explored, axe, query, width):
    with opened(browser, explored + query, width=width) as page:
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("mode", ["contrast", "forced"])
def test_the_form_is_accessible_in_high_contrast(browser, explored, axe, mode):
    with opened(browser, explored, mode=mode) as page:
        assert violations(page, axe) == []


def test_choosing_an_area_without_a_script_puts_it_into_the_address(browser, explored):
    with opened(browser, explored, java_script_enabled=False) as page:
        page.select_option("#choose-area", "E22009903")
        page.click("text=Show")
        assert "area=E22009903" in page.url and page.locator("h1").inner_text() == "Robbery: Saltby"


def test_nothing_goes_wrong_and_no_other_machine_is_asked(browser, explored):
    with opened(browser, explored) as page:
        assert page.faults == [] and all(address.startswith((explored.removesuffix("explore/"), "data:")) for address in page.asked)


COPYING = """where => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(where));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const held = new DataTransfer();
  document.dispatchEvent(new ClipboardEvent('copy', {clipboardData: held, cancelable: true}));
  return held.getData('text/plain');
}"""


def test_words_copied_off_a_page_take_what_they_are_figures_of_with_them(browser, site):
    with opened(browser, site + "questions/kinds/index.html") as page:
        copied = page.evaluate(COPYING, "main p.lead")
        assert page.locator("main p.lead").inner_text() in copied and page.locator("header .state span").inner_text() in copied


def test_a_table_is_copied_as_it_is(browser, site):
    with opened(browser, site + "questions/kinds/index.html") as page:
        assert page.evaluate(COPYING, "main table") == ""
