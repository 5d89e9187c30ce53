"""The published pages in a real browser: WCAG by axe-core, reflow, keyboard, no scripts, no other machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "questions/kinds/index.html",
    "questions/where/index.html",
    "areas/e99/index.html",
    "explain/ab12/index.html",
    "about/accessibility/index.html",
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
every_page = pytest.mark.parametrize("path", PAGES)
both_widths = pytest.mark.parametrize("width", [1280, 320])
MODES: dict[str, dict[str, str]] = {
    "usual": {},
    "box": {},
    "class": {},
    "large": {},
    "contrast": {"contrast": "more"},
    "forced": {"forced_colors": "active"},
    "forced_dark": {"forced_colors": "active", "color_scheme": "dark"},
}


@contextmanager
def opened(browser, address: str, *, width: int = 1280, mode: str = "usual", **more: object) -> Iterator:
    """A page of its own, with what went wrong on it in `faults`, in one of the ways of seeing it."""
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=False, **MODES[mode], **more)
    page = context.new_page()
    page.faults = []
    page.on("console", lambda message: page.faults.append(message.text) if message.type != "log" else None)
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("requestfailed", lambda request: page.faults.append(f"failed: {request.url}"))
    page.on("response", lambda answer: page.faults.append(answer.url) if answer.status >= 400 else None)
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(address)
    if mode == "box":
        page.check("#contrast")
    if mode in {"class", "large"}:
        name = {"class": "high-contrast", "large": "large-text"}[mode]
        page.evaluate("name => document.documentElement.classList.add(name)", name)
    yield page
    context.close()


def violations(page, axe: str) -> list[str]:
    """What axe-core finds wrong: rule and element."""
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary'][:200]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@every_page
def test_axe_finds_no_violation_with_everything_unfolded(browser, site, axe, path):
    """Folded, every page is seen in every pair of ways in test_matrix.py; here in the one that a server sets."""
    with opened(browser, site + path, mode="class") as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert violations(page, axe) == []


def test_axe_would_find_a_fault(browser, site, axe):
    with opened(browser, site) as page:
        page.evaluate("document.querySelector('h1').innerHTML = '<img src=\"data:,\">'")
        assert any("image-alt" in one for one in violations(page, axe))


@every_page
@pytest.mark.parametrize("mode", ["usual", "box", "large"])
def test_no_page_scrolls_sideways(browser, site, path, mode):
    with opened(browser, site + path, mode=mode) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        for width in (320, 400, 768, 1000, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


@every_page
def test_nothing_goes_wrong_and_no_other_machine_is_asked(browser, site, path):
    with opened(browser, site + path) as page:
        assert page.faults == []
        assert page.asked and all(address.startswith((site, "data:")) for address in page.asked)


@every_page
def test_a_page_opens_from_a_folder_with_its_style(browser, site_folder: Path, path):
    with opened(browser, (site_folder / path).as_uri()) as page:
        assert page.faults == []
        assert page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor") == "rgb(18, 67, 109)"


def test_the_first_stop_of_the_keyboard_skips_to_the_content(browser, site):
    with opened(browser, site + "questions/kinds/index.html") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
        assert page.locator(".skip").bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_every_stop_of_the_keyboard_can_be_seen(browser, site):
    with opened(browser, site + "questions/kinds/index.html") as page:
        seen = []
        for _ in range(200):
            page.keyboard.press("Tab")
            found = page.evaluate(
                """() => { const at = document.activeElement, box = at.getBoundingClientRect();
                const style = getComputedStyle(at);
                return [at.tagName, box.width > 0 && box.height > 0,
                        style.outlineStyle !== 'none' || style.boxShadow !== 'none', at === document.body]; }"""
            )
            if found[3]:
                break
            seen.append(found)
        assert len(seen) > 20 and all(size and marked for _, size, marked, _ in seen)


def test_a_wide_table_scrolls_inside_its_own_region_by_keyboard(browser, site):
    with opened(browser, site + "questions/kinds/index.html", width=320) as page:
        region = page.locator(".scroll").first
        assert region.evaluate("at => at.scrollWidth > at.clientWidth")
        region.focus()
        page.keyboard.press("ArrowRight")
        moved = 0
        for _ in range(40):
            page.wait_for_timeout(50)
            moved = moved or region.evaluate("at => at.scrollLeft")
        assert moved > 0


@both_widths
def test_one_drawing_of_each_chart_is_seen_and_read(browser, site, width):
    with opened(browser, site + "questions/kinds/index.html", width=width) as page:
        seen = page.evaluate(
            "[...document.querySelectorAll('.plot')].map(plot => [...plot.querySelectorAll('svg')]"
            ".filter(one => getComputedStyle(one).display !== 'none').map(one => one.getAttribute('class')))"
        )
        assert seen == [["chart wide" if width == 1280 else "chart narrow"]] * 3


@pytest.mark.parametrize(("width", "least"), [(1280, 12), (768, 11), (320, 12)])
def test_the_text_of_charts_stays_readable(browser, site, width, least):
    with opened(browser, site + "questions/kinds/index.html", width=width) as page:
        sizes = page.evaluate(
            """[...document.querySelectorAll('.plot svg')].filter(one => getComputedStyle(one).display !== 'none')
            .flatMap(one => [...one.querySelectorAll('text')].map(text => parseFloat(getComputedStyle(text).fontSize)
                * one.getBoundingClientRect().width / one.viewBox.baseVal.width))"""
        )
        assert sizes and min(sizes) >= least


def test_the_pages_work_without_scripts(browser, site):
    with opened(browser, site + "questions/kinds/index.html", java_script_enabled=False) as page:
        page.click("summary >> nth=0")
        assert page.locator("details[open] tbody tr").first.is_visible()
        page.click("text=Where does it happen?")
        assert page.url.endswith("questions/where/index.html")


def test_high_contrast_works_without_scripts(browser, site):
    with opened(browser, site, java_script_enabled=False) as page:
        page.check("#contrast")
        page.wait_for_selector("header")
        picture = page.locator("header").evaluate("at => getComputedStyle(at).backgroundColor")
        assert picture == "rgb(0, 0, 0)"


def test_larger_text_works_without_scripts(browser, site):
    with opened(browser, site, java_script_enabled=False) as page:
        before = page.locator("main p").first.bounding_box()["height"]
        page.check("#larger")
        assert page.locator("main p").first.bounding_box()["height"] > before


def test_larger_text_is_remembered_on_the_next_page(browser, site):
    with opened(browser, site) as page:
        page.check("#larger")
        page.click("text=Where does it happen?")
        assert page.is_checked("#larger") and not page.is_checked("#contrast")


def test_every_value_of_a_chart_is_read_by_keyboard(browser, site):
    with opened(browser, site + "questions/kinds/index.html") as page:
        page.locator(".reader input").first.focus()
        said = [page.locator(".reader input").first.get_attribute("aria-valuetext")]
        for _ in range(3):
            page.keyboard.press("ArrowRight")
            said.append(page.locator(".reader input").first.get_attribute("aria-valuetext"))
        assert len(set(said)) == 4 and page.locator(".readout").first.inner_text() == said[-1]
        page.keyboard.press("End")
        assert page.locator(".ring").count() == 1


def test_a_hidden_value_is_read_as_hidden(browser, site):
    with opened(browser, site + "questions/kinds/index.html") as page:
        titles = page.locator(".chart.wide .mark > title").all_text_contents()
        assert any("hidden to protect people" in each for each in titles)


def test_a_mark_is_read_where_it_is_touched(browser, site):
    with opened(browser, site + "questions/kinds/index.html", width=320, has_touch=True) as page:
        mark = page.locator(".chart.narrow .mark").nth(2)
        mark.scroll_into_view_if_needed()
        place = mark.bounding_box()
        page.touchscreen.tap(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        wanted = mark.locator("title").text_content()
        assert wanted in page.locator(".readout").all_inner_texts()


def test_high_contrast_is_remembered_on_the_next_page(browser, site):
    with opened(browser, site) as page:
        page.check("#contrast")
        page.click("text=Where does it happen?")
        assert page.is_checked("#contrast")


def test_a_table_is_sorted_by_its_numbers_with_missing_ones_last(browser, site):
    with opened(browser, site + "questions/where/index.html") as page:
        page.click("#map_table thead button >> text=Rate per 1,000")
        cells = page.locator("#map_table tbody td:nth-child(3)").all_inner_texts()
        numbers = [cell.split()[0] for cell in cells]
        assert numbers[:3] == ["45.1", "43.8", "36.2"] and all("[" in cell for cell in numbers[-2:])
        assert page.get_attribute("#map_table thead th:nth-child(3)", "aria-sort") == "descending"


def test_sorting_a_folded_table_keeps_its_first_rows_few(browser, site):
    with opened(browser, site + "questions/kinds/index.html") as page:
        table = page.locator(".table").first
        table.locator("thead button >> nth=0").click()
        assert table.locator(".scroll >> nth=0").locator("tbody tr").count() == 4
        names = table.locator("tbody th").all_text_contents()
        assert len(names) == 9 and names == sorted(names, key=str.lower)


def test_an_area_of_a_map_says_its_name_when_pointed_at(browser, site):
    with opened(browser, site + "questions/where/index.html") as page:
        page.locator("svg.map path[d]").nth(3).dispatch_event("click")
        assert page.inner_text(".readout").startswith("Area ")


def test_print_shows_the_wide_charts_and_no_way_through(browser, site):
    with opened(browser, site + "questions/kinds/index.html", width=320) as page:
        page.emulate_media(media="print")
        assert page.locator(".plot .wide").first.is_visible() and not page.locator(".plot .narrow").first.is_visible()
        assert not page.locator(".side").is_visible()
