"""Every piece of the workspace in every state, in a real browser: axe, reflow, contrast, no script, the policy kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from browser.test_pages import opened, violations
from web.look import specimen

from upriver.report.bilingual.held import language
from upriver.words.language.speaking import PSEUDO, speaking

pytestmark = pytest.mark.browser

POLICY = ("default-src 'none'; style-src 'self'; script-src 'self' 'nonce-abc'; img-src 'self' data:; form-action 'self'; "
          "base-uri 'none'; frame-ancestors 'none'")
ALIKE = {f"error-{code}" for code in (400, 403, 409, 413, 429)}
"""Pages that differ from error-404 in their words alone."""
NAMES = sorted(set(specimen.pages()) - ALIKE)
GENERIC = [name for name in NAMES if name != "components"]
TURNS = ((1280, "usual"), (320, "usual"), (1280, "class"), (320, "large"), (1280, "forced_dark"))
SPILLS = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect(), hidden = one.closest(".govuk-visually-hidden, .govuk-skip-link, .u-sortable, th, option");
  if (!box.width || hidden || one.closest("svg")) return false;
  for (let up = one.parentElement; up; up = up.parentElement) if (getComputedStyle(up).overflowX === "auto") return false;
  return box.right > innerWidth + 1 || box.left < -1;
}).map((one) => one.outerHTML.slice(0, 120))"""


class Strict(SimpleHTTPRequestHandler):
    """Files under the policy that the workspace answers with."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of every specimen page, in English, and below pseudo/ in words half as long again."""
    folder = tmp_path_factory.mktemp("look")
    specimen.write(folder)
    with speaking(language(PSEUDO)):
        specimen.write(folder / "pseudo", specimen.Visit(lang="cy"))
    specimen.write(folder / "yellow")
    (folder / "yellow" / "theme.css").write_text(":root { --theme-brand: #ffd500; --theme-on-brand: #000000; --theme-link: #5a4a00; --theme-link-over: #000; }")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Strict, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("mode", ["usual", "class", "large", "contrast", "forced", "forced_dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_no_violation_on_any_piece(browser, axe, shown, width, mode):
    with opened(browser, shown + "components.html", width=width, mode=mode) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert violations(page, axe) == []


@pytest.mark.parametrize(("name", "width", "mode"), [(name, *TURNS[at % len(TURNS)]) for at, name in enumerate(GENERIC)])
def test_axe_finds_no_violation_on_any_generic_page(browser, axe, shown, name, width, mode):
    with opened(browser, f"{shown}{name}.html", width=width, mode=mode) as page:
        assert violations(page, axe) == []


@pytest.mark.parametrize("name", ["components", "confirm", "document"])
def test_a_partnership_whose_colour_is_light_is_read_as_well(browser, axe, shown, name):
    with opened(browser, f"{shown}yellow/{name}.html") as page:
        assert violations(page, axe) == []


def test_on_paper_stands_what_was_found_without_the_ways_to_it(browser, shown):
    with opened(browser, shown + "list.html") as page:
        page.emulate_media(media="print")
        assert page.get_by_role("table").is_visible() and page.get_by_role("heading", name="Authorities").is_visible()
        assert not page.get_by_text("Sign out").is_visible() and not page.get_by_text("Apply filters").is_visible()


def test_who_asks_for_less_motion_sees_nothing_move(browser, shown):
    moving = "() => [...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration !== '0s').length"
    with opened(browser, shown + "components.html") as page:
        page.evaluate("document.documentElement.classList.add('less-motion')")
        assert page.evaluate(moving) == 0
    with opened(browser, shown + "components.html", reduced_motion="reduce") as page:
        assert page.evaluate(moving) == 0


def test_no_page_breaks_the_policy_or_asks_for_anything_that_is_not_there(browser, shown):
    with opened(browser, shown + "done.html") as page:
        for name in NAMES:
            page.goto(f"{shown}{name}.html")
            assert [fault for fault in page.faults if not fault.startswith("[DOM]") and "icon.svg" not in fault] == [], name


@pytest.mark.parametrize("language", ["", "pseudo/"])
@pytest.mark.parametrize("preference", ["", "large-text"])
def test_nothing_reaches_over_the_edge_at_four_hundred_per_cent(browser, shown, language, preference):
    with opened(browser, shown + "done.html", width=320) as page:
        for name in NAMES:
            page.goto(f"{shown}{language}{name}.html", wait_until="domcontentloaded")
            page.evaluate("name => name && document.documentElement.classList.add(name)", preference)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
            assert page.evaluate(SPILLS) == [], name


def test_wider_spacing_of_letters_and_lines_hides_nothing(browser, shown):
    spaced = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
    with opened(browser, shown + "components.html", width=320) as page:
        page.evaluate("words => { const sheet = new CSSStyleSheet(); sheet.replaceSync(words); document.adoptedStyleSheets = [sheet]; }", spaced)
        assert page.evaluate(SPILLS) == []


def test_without_a_script_everything_is_there_and_can_be_reached(browser, shown):
    with opened(browser, shown + "list.html", width=320, java_script_enabled=False) as page:
        assert page.get_by_role("link", name="Sharing data").is_visible()
        assert page.get_by_role("button", name="Apply filters").is_visible()


def test_with_a_script_the_menu_and_the_filters_begin_closed_on_a_phone(browser, shown):
    with opened(browser, shown + "list.html", width=320) as page:
        assert not page.get_by_role("link", name="Sharing data").is_visible()
        page.get_by_role("button", name="Menu").click()
        assert page.get_by_role("link", name="Sharing data").is_visible()


def test_faults_take_the_focus_and_lead_to_their_fields(browser, shown):
    with opened(browser, shown + "form-wrong.html") as page:
        assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
        assert page.title().startswith("Error: ")
        for link in page.locator(".govuk-error-summary__list a").all():
            link.click()
            assert page.evaluate("document.activeElement.getAttribute('name').split('-wrong')[0]") in link.get_attribute("href")


def test_a_form_is_sent_once_however_often_its_button_is_pressed(browser, shown):
    send = """() => [1, 2].map(() => document.querySelector("form.u-form").dispatchEvent(
      new SubmitEvent("submit", {bubbles: true, cancelable: true})))"""
    with opened(browser, shown + "form.html") as page:
        assert page.evaluate(send) == [True, False]


def test_leaving_a_form_with_words_in_it_is_asked_about(browser, shown):
    with opened(browser, shown + "form.html") as page:
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.fill("#name", "Westmarsh")
        page.click("text=Cancel", no_wait_after=True)
        page.wait_for_timeout(300)
        assert asked == ["beforeunload"]


def test_every_control_is_large_enough_to_touch(browser, shown):
    small = """() => [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, .u-top a, nav a")]
      .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()]).filter(([, box]) => box.width && (box.height < 24 || box.width < 24))"""
    with opened(browser, shown + "components.html", width=320) as page:
        assert page.evaluate(small) == []


def test_focus_is_seen_on_everything_that_takes_it(browser, shown):
    with opened(browser, shown + "components.html") as page:
        for _ in range(60):
            page.keyboard.press("Tab")
            seen = page.evaluate("""() => { const one = getComputedStyle(document.activeElement), label = document.activeElement.labels?.[0];
              return one.outlineStyle !== "none" || one.boxShadow !== "none" || (label && getComputedStyle(label, "::before").boxShadow !== "none") }""")
            assert seen, page.evaluate("document.activeElement.outerHTML")


def test_axe_would_find_a_fault(browser, axe, shown):
    with opened(browser, shown + "done.html") as page:
        page.evaluate("document.querySelector('h1').innerHTML = '<img src=\"data:,\">'")
        assert any("image-alt" in one for one in violations(page, axe))
