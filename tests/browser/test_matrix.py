"""The accessibility matrix: every kind of page, in each language, contrast, width and zoom, by pairs; and by keyboard alone.

With UPRIVER_ACCESSIBILITY=FILE what was found is written there: declarations/site/accessibility_check.toml, from which the
accessibility statement is made, is such a file.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from browser.conftest import Quiet
from browser.matrix import (
    DEBRIS,
    MODES,
    SCREENS,
    Check,
    debris,
    kinds_of,
    overflow,
    pairs_of,
    pairwise,
    seen,
    violations,
    walked,
)
from journeys.made import Journey
from report.sample import a_sample

from upriver.report.bilingual.versions import in_every_language
from upriver.report.site import write_site

LANGUAGES = {"en": "", "cy": "cy/", "en-XA": "en-XA/"}
PAGES = ("index.html", "questions/kinds/index.html", "questions/where/index.html", "areas/e99/index.html", "explain/ab12/index.html",
         "about/accessibility/index.html")  # fmt: skip
FORMED = ("", "help", "young-people", "your-area", "questions/change", "questions/victims", "areas/E22*", "explain/*", "assessment")
"""Kinds of published pages that differ most in how they are made."""
ROWS = pairwise(PAGES, tuple(LANGUAGES), tuple(MODES), tuple(SCREENS))


def served(folder: Path) -> Iterator[str]:
    """The address of a folder, served on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def check() -> Iterator[Check]:
    """What the whole matrix found, written where it is asked for."""
    found = Check()
    yield found
    if place := os.environ.get("UPRIVER_ACCESSIBILITY"):
        Path(place).write_text(found.as_toml(), "utf-8")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample document with every kind of block, in every language and in the pseudo-language that shows what is unmarked."""
    folder = tmp_path_factory.mktemp("matrix") / "site"
    write_site(in_every_language(a_sample(), tuple(LANGUAGES), lambda version: replace(version, files=a_sample().files)), folder)
    yield from served(folder)


@pytest.fixture(scope="module")
def published(fiction: Journey) -> Iterator[str]:
    """The fictional partnership's public site, as it is published."""
    yield from served(fiction.folder / "published")


def look(check: Check, page, axe: str, where: str) -> list[str]:
    """Everything that is looked for on a page, kept for the statement and given back for the test."""
    check.ways += 1
    found = {"violations": violations(page, axe), "overflow": overflow(page), "debris": debris(page)}
    check.tool = f"axe-core {page.evaluate('axe.version')}"
    for kind, each in found.items():
        check.add(kind, where, each)
    return [f"{where}: {one}" for each in found.values() for one in each]


def test_every_two_ways_of_seeing_a_page_meet():
    wanted = pairwise(("a", "b"), ("x", "y", "z"), ("1", "2"))
    met = set().union(*(pairs_of(row) for row in wanted))
    assert len(met) == 2 * 3 + 2 * 2 + 3 * 2 and len(wanted) < 12


@pytest.mark.parametrize("words", ["{{ name }}", "undefined", "a NaN b", "None", "%s", "**bold**", "[x](https://y)", "{period}", "&amp;", "[object Object]"])
def test_debris_would_be_found(words):
    assert DEBRIS.search(f"before {words} after")


@pytest.mark.parametrize("words", ["None of them is held.", "12%", "nobody (95% interval 1 to 2)", "[c] hidden", "5 * 3", "Nantwich"])
def test_plain_words_are_no_debris(words):
    assert not DEBRIS.search(words)


@pytest.mark.browser
@pytest.mark.parametrize("row", ROWS, ids="-".join)
def test_every_block_in_every_language_and_way_of_seeing_it(browser, sample, axe, check, row):
    path, language, mode, screen = row
    check.pages.append(f"sample:{path}")
    check.languages.append(language)
    with seen(browser, sample + LANGUAGES[language] + path, mode=mode, screen=screen) as page:
        assert look(check, page, axe, " ".join(row)) == []


def ways(kinds: Iterable[str]) -> list[tuple[str, str, str]]:
    """How published pages are looked at: every kind in one way, the ways in turn, and those whose make differs most in two more.

    Every block meets every way on the sample; here every mode meets every screen several times, on pages of all kinds.
    """
    every = [(mode, screen) for screen in SCREENS for mode in MODES]
    rows = [(kind, *every[at * 8 % len(every)]) for at, kind in enumerate(kinds)]
    formed = [kind for kind in FORMED if kind in set(kinds)]
    return list(dict.fromkeys(rows + [(kind, *every[(at * 2 + more) * 5 % len(every)]) for at, kind in enumerate(formed) for more in (0, 1)]))


def test_every_mode_meets_every_screen_on_published_pages():
    kinds = [*FORMED, *(f"kind {at}" for at in range(40))]
    looked = ways(kinds)
    assert {kind for kind, _, _ in looked} == set(kinds) and len(looked) <= len(kinds) + 2 * len(FORMED)
    assert {(mode, screen) for _, mode, screen in looked} == {(mode, screen) for mode in MODES for screen in SCREENS}


@pytest.mark.browser
def test_every_kind_of_published_page_in_each_way_of_seeing_it(browser, published, fiction, axe, check):
    kinds, wrong = kinds_of(fiction.folder / "published"), []
    for kind, mode, screen in ways(kinds):
        check.pages.append(kind)
        with seen(browser, published + kinds[kind], mode=mode, screen=screen) as page:
            wrong += look(check, page, axe, f"{kinds[kind] or 'first page'} {mode} {screen}")
    assert len(kinds) > 40 and wrong == []


@pytest.mark.browser
def test_every_kind_of_published_page_is_walked_by_keyboard_alone(browser, published, fiction, check):
    wrong = []
    for at, (kind, path) in enumerate(kinds_of(fiction.folder / "published").items()):
        if kind.startswith("questions/") and at % 8:
            continue
        with seen(browser, published + path, screen="1280" if at % 3 else "320") as page:
            found = walked(page)
        check.walked += 1
        check.add("keyboard", kind, found)
        wrong += [f"{kind}: {each}" for each in found]
    assert check.walked > 20 and wrong == []


@pytest.mark.browser
def test_a_trap_and_a_hidden_stop_would_be_found(browser, sample):
    with seen(browser, sample + PAGES[1]) as page:
        page.evaluate("document.querySelector('main a').addEventListener('keydown', event => event.preventDefault())")
        assert any("trap" in each for each in walked(page))
    with seen(browser, sample + PAGES[1]) as page:
        page.evaluate("document.querySelector('.skip').remove()")
        assert any("first stop" in each for each in walked(page))


@pytest.mark.browser
def test_a_page_that_is_too_wide_would_be_found(browser, sample):
    with seen(browser, sample + PAGES[0], screen="320") as page:
        page.evaluate("document.querySelector('main p').style.width = '900px'")
        assert overflow(page)


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_all_that_it_says_without_scripts(browser, sample, path):
    with seen(browser, sample + path) as page:
        usual = page.evaluate("document.querySelector('main').cloneNode(true).textContent.length")
        words = page.evaluate("document.querySelectorAll('.reader').forEach(one => one.remove()), document.querySelector('main').textContent")
    with seen(browser, sample + path, script=False) as page:
        plain = page.locator("main").text_content()
    assert usual and "".join(plain.split()) == "".join(words.split())
