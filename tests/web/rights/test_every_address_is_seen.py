"""Every page of the workspace in Chromium, in both languages, narrow and wide, in usual colours, high contrast, forced colours and large text (A1, A4).

Each address is opened once, in the next way of seeing in turn, with everything folded away unfolded: axe-core, sideways scroll,
debris of templates, and every drawing of the page.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from browser.matrix import debris, overflow, violations
from web.rights.addresses import ELSEWHERE, FILES, PLACES, PRESSED, address
from web.rights.probing import told
from web.served import Served, Visit

MODES: dict[str, dict[str, str]] = {"usual": {}, "contrast": {}, "forced": {"forced_colors": "active"}, "large": {}, "forced_dark": {"forced_colors": "active", "color_scheme": "dark"}}
CLASSES = {"contrast": "high-contrast", "large": "large-text"}
SCREENS = {"1280": (1280, 1024), "320": (320, 640), "400%": (320, 256)}
WAYS = list(itertools.product(MODES, SCREENS, ("en", "cy")))
STEP = 7
"""The next way is so many further on: neighbours in the list differ in each respect, and all ways come round."""
DRAWN = """() => [...document.querySelectorAll('svg')].filter(one => !one.closest('[aria-hidden=true]') && one.getAttribute('aria-hidden') !== 'true'
    && one.getClientRects().length).map(one => {
  const named = (one.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id)?.textContent || '').join(' ').trim();
  const title = one.querySelector('title')?.textContent.trim() || '', desc = one.querySelector('desc')?.textContent.trim() || '';
  return [one.getAttribute('role'), title || one.getAttribute('aria-label') || named, desc, one.getBoundingClientRect().width];
})"""


def test_every_page_has_an_address_here_or_says_why_not(served: Served) -> None:
    pages = {page.name for page in told(served.folder) if "GET" in page.methods}
    known = {*PLACES, *FILES, *PRESSED, *ELSEWHERE}
    assert pages - known == set() and known - pages == set()
    assert not [one for one, other in itertools.combinations([set(PLACES), FILES, PRESSED, set(ELSEWHERE)], 2) if one & other]


def test_neighbours_differ_and_every_way_comes_round() -> None:
    taken = [WAYS[at * STEP % len(WAYS)] for at in range(len(WAYS))]
    assert set(taken) == set(WAYS) and len(PLACES) > 4 * len(WAYS)


@pytest.fixture(scope="module")
def visits(served: Served) -> dict[str, Visit]:
    """Everybody, after somebody has asked for a pack and somebody has sent a file, which nobody works on here."""
    found = {who: served.visit(who) for who in dict.fromkeys(place.who for place in PLACES.values())}
    assert found["Mina Fictional"].post("/packs/make/board_pack/", {"audience": "restricted"}).status == 303
    sent = found["Priya Pretend"].upload("/sharing/of/E23009901/send/", {"file": ("january.csv", b"Crime Number,HO Code,Recorded Date\nNP/1/26,8N,2026-01-01T10:05\n")},
                                         {"contract": "police_crime_extract"})
    assert sent.status == 303
    return found


@pytest.fixture(scope="module")
def looked(served: Served, visits: dict[str, Visit], browser: Any, axe: str) -> dict[str, list[str]]:
    """Each page once: what is wrong with it, and each of its drawings."""
    there = {name: address(served, place, visits[place.who]) for name, place in PLACES.items()}
    found: dict[str, list[str]] = {"missing": [name for name, path in there.items() if not path], "wrong": [], "drawn": [], "seen": [], "ways": []}
    for who, places in itertools.groupby(sorted(PLACES.values(), key=lambda place: place.who), key=lambda place: place.who):
        with_cookies = _as(browser, served, visits[who])
        for place in places:
            mode, screen, lang = way = WAYS[len(found["seen"]) * STEP % len(WAYS)]
            page = with_cookies(lang, mode)
            width, height = SCREENS[screen]
            page.set_viewport_size({"width": width, "height": height})
            answer = page.goto(served.address.rstrip("/") + there[place.name]) if there[place.name] else None
            where = f"{place.name} {there[place.name]} {'/'.join(way)}"
            if answer is None or answer.status != 200:
                found["missing"].append(f"{where}: {answer.status if answer else 'no address'}")
                continue
            page.evaluate("mode => { if (mode) document.documentElement.classList.add(mode); document.querySelectorAll('details').forEach(one => { one.open = true; }); }",
                          CLASSES.get(mode, ""))
            found["wrong"] += [f"{where}: {each}" for each in (*violations(page, axe), *overflow(page), *debris(page))]
            found["drawn"] += [f"{where}: {role}|{title}|{desc}" for role, title, desc, _ in page.evaluate(DRAWN)]
            found["seen"].append(place.name)
            found["ways"].append("/".join(way))
    return found


def _as(browser: Any, served: Served, visit: Visit) -> Callable[[str, str], Any]:
    """A tab for a language and a mode, with somebody's cookies: a tab whose colours are forced later keeps some of its own."""
    held: dict[tuple[str, str], Any] = {}

    def tab(lang: str, mode: str) -> Any:
        key = (lang, mode if MODES[mode] else "")
        if key not in held:
            context = browser.new_context(locale=f"{lang}-GB", **MODES[mode])
            context.add_cookies([{"name": name, "value": value, "url": served.address.replace("http:", "https:"), "secure": True} for name, value in visit.cookies.items()])
            held[key] = context.new_page()
            if lang != "en":
                held[key].goto(f"{served.address.rstrip('/')}/preferences/?lang={lang}")
        return held[key]

    return tab


@pytest.mark.browser
def test_every_page_opens(looked: dict[str, list[str]]) -> None:
    assert looked["missing"] == []


@pytest.mark.browser
def test_no_page_has_a_violation_a_sideways_scroll_or_debris(looked: dict[str, list[str]]) -> None:
    print(f"A1: {len(looked['seen'])} named addresses, each in one of {len(set(looked['ways']))} ways of seeing: {len(looked['wrong'])} violations, overflows and debris")
    assert looked["wrong"] == []
    assert set(Counter(looked["ways"])) == {"/".join(way) for way in WAYS}


@pytest.mark.browser
def test_every_drawing_is_an_image_with_a_title_and_a_description(looked: dict[str, list[str]]) -> None:
    told_badly = [each for each in looked["drawn"] if not _told(each.split(": ", 1)[1])]
    print(f"A4: {len(looked['drawn'])} drawings on the pages of the workspace, {len(told_badly)} without role, title or a description of 40 signs")
    assert looked["drawn"] and told_badly == []


def _told(drawn: str) -> bool:
    role, title, desc = drawn.split("|", 2)
    return role == "img" and bool(title) and len(desc) >= 40
