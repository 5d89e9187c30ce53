"""The papers as pages in a real browser: no fault that axe-core finds, nothing cut off on a phone, nothing loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_papers_are_well_made import PAPERS, SMALL

from upriver.report.word.page import page as page_of
from upriver.words.sharing.paper import Paper

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(params=[320, 1280])
def opened(request, browser, tmp_path: Path):
    """A paper opened from a file at one width, with all that it asked for."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda each: asked.append(each.url))

    def show(paper: Paper):
        path = tmp_path / "paper.html"
        path.write_bytes(page_of(paper))
        tab.goto(path.as_uri())
        return tab, asked

    yield show
    context.close()


@pytest.mark.parametrize("paper", [*PAPERS, pytest.param(SMALL, id="small")])
def test_a_paper_has_no_fault_is_not_cut_off_and_loads_nothing(opened, axe, paper: Paper):
    tab, asked = opened(paper)
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert [each for each in asked if not each.startswith(("file:", "data:"))] == []
    tab.evaluate(axe)
    found = tab.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    assert [(rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]] == []


def test_the_style_of_a_paper_takes_hold(opened):
    tab, _ = opened(SMALL)
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(18, 67, 109)"
