"""A person who walks through the workspace in Chromium: with mouse or keyboard alone, with or without script, in either language, wide or narrow."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from browser.matrix import DEBRIS, TAGS
from PIL import Image

from upriver.report.bilingual.held import language
from upriver.words.language.speaking import say, speaking

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "workspace"
HEIGHTS = {320: 640, 1280: 1024}
MOST_TABS = 600
FOCUSED = "e => e === document.activeElement"
SEEN = """e => { const s = getComputedStyle(e), b = e.matches('input[type=radio], input[type=checkbox]') ? getComputedStyle(e.nextElementSibling || e, '::before') : s;
  return s.outlineStyle !== 'none' || s.boxShadow !== 'none' || b.boxShadow !== 'none' || b.outlineStyle !== 'none' }"""


@dataclass(frozen=True)
class Way:
    """How somebody walks: `by` mouse or keyboard, `script` on or off, `lang` en or cy, `width` in CSS pixels."""

    by: str = "mouse"
    script: str = "on"
    lang: str = "en"
    width: int = 1280


@dataclass
class Walk:
    """One person's walk. Words are given in English and looked for in the language of the walk.

    `budget` is how many pages it may load at most; `done()` holds it to that.
    """

    browser: Any
    address: str
    axe: str
    way: Way = Way()
    budget: int = 60
    pages: int = 0
    page: Any = None
    context: Any = None
    asked_elsewhere: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        width = self.way.width
        self.context = self.browser.new_context(viewport={"width": width, "height": HEIGHTS[width]}, java_script_enabled=self.way.script == "on",
                                                locale="cy-GB" if self.way.lang == "cy" else "en-GB", accept_downloads=True, bypass_csp=False)
        self.context.set_default_timeout(60_000)  # a loaded machine is slow, which is no fault of a page
        self.page = self.context.new_page()
        self.page.on("response", self._counted)
        self.page.on("request", lambda each: None if each.url.startswith((self.address, "data:", "blob:")) else self.asked_elsewhere.append(each.url))
        if self.way.lang != "en":
            self.go("/sign-in/?lang=cy")

    def _counted(self, response: Any) -> None:
        if response.request.resource_type == "document" and response.status not in (301, 302, 303):
            self.pages += 1

    def said(self, words: str) -> str:
        with speaking(language(self.way.lang)):
            return str(say(words))

    def sign_in(self, name: str) -> Walk:
        """Be one of the made-up people."""
        self.go("/sign-in/")
        self.press(name)
        assert "/sign-in" not in self.page.url, self.page.url
        return self

    def go(self, path: str) -> Walk:
        answer = self.page.goto(self.address.rstrip("/") + path)
        assert answer is None or answer.status < 500, (path, answer.status)
        return self

    def press(self, words: str, *, within: str = "") -> Walk:
        """Follow a link or press a button by its words (the beginning of them is enough); the first inside `within` (a selector)."""
        self._act(self._named(words, within))
        return self

    def fill(self, label: str, text: str) -> Walk:
        """Type into the field of that label; what stood there goes."""
        place = self.page.get_by_label(self._pattern(label)).first
        if self.way.by == "mouse":
            place.fill(text)
        else:
            self._tab_to(place)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text) if text else self.page.keyboard.press("Delete")
        return self

    def date(self, label: str, day: str) -> Walk:
        """Type a day (YYYY-MM-DD) into the three fields of a date."""
        year, month, number = day.split("-")
        group = self.page.get_by_role("group", name=self._pattern(label)).first
        for words, text in (("Day", number), ("Month", month), ("Year", year)):
            place = group.get_by_label(self._pattern(words)).first
            if self.way.by == "mouse":
                place.fill(text)
            else:
                self._tab_to(place)
                self.page.keyboard.press("Control+A")
                self.page.keyboard.type(text)
        return self

    def choose(self, label: str, choice: str) -> Walk:
        """Choose from a list by the words of the choice."""
        place = self.page.get_by_label(self._pattern(label)).first
        if self.way.by == "keyboard":
            self._tab_to(place)
        option = place.locator("option").filter(has_text=self._pattern(choice)).first
        place.select_option(value=option.get_attribute("value"))
        return self

    def tick(self, words: str) -> Walk:
        """Tick a box or choose a radio button by its words."""
        place = self.page.locator("input[type=radio], input[type=checkbox]").and_(self.page.get_by_label(self._pattern(words))).first
        if self.way.by == "mouse":
            place.check(force=True)
            return self
        kind = place.get_attribute("type")
        if kind == "checkbox":
            self._tab_to(place)
            self.page.keyboard.press("Space")
        else:
            self._to_radio(place)
        assert place.is_checked(), words
        return self

    def upload(self, label: str, *files: Path) -> Walk:
        """Choose files in the field of that label; the system's own window can't be walked."""
        place = self.page.get_by_label(self._pattern(label)).first
        if self.way.by == "keyboard":
            self._tab_to(place)
        place.set_input_files([str(each) for each in files])
        return self

    def download(self, words: str) -> Path:
        """Follow a link that gives a file, and give its place."""
        place = self._named(words, "")
        if self.way.by == "keyboard":
            self._tab_to(place)
        with self.page.expect_download() as waiting:
            place.click() if self.way.by == "mouse" else self.page.keyboard.press("Enter")
        return Path(waiting.value.path())

    def reads(self, words: str) -> Walk:
        """The page's main part says these words."""
        said = self.said(words)
        main = " ".join(self.page.locator("main").inner_text().split())
        assert " ".join(said.split()).casefold() in main.casefold(), f"{said!r} isn't on {self.page.url}: {main[:1500]}"
        return self

    def waits_for(self, words: str, *, tries: int = 60) -> Walk:
        """Work goes on in the background: look again until the page says these words."""
        said = self.said(words)
        for _ in range(tries):
            if said.casefold() in " ".join(self.page.locator("main").inner_text().split()).casefold():
                return self
            self.page.wait_for_timeout(500)
            self.page.reload()
            self.pages -= 1
        raise AssertionError(f"{said!r} never stood on {self.page.url}: {self.page.locator('main').inner_text()[:1500]}")

    def healthy(self) -> Walk:
        """This page has no violation that a machine finds, nothing wider than the screen, and no debris of a template."""
        where = f"{self.page.url} ({self.way})"
        text = self.page.locator("body").inner_text()
        debris = DEBRIS.search(text)
        assert not debris, f"{where}: {text[max(0, debris.start() - 60):debris.end() + 60]!r}"
        if self.way.script == "on":
            wide = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert wide[0] <= wide[1], f"{where} is {wide[0]} wide on a screen of {wide[1]}"
            self.page.evaluate(self.axe)
            found = self.page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", list(TAGS))
            assert not found["violations"], f"{where}: " + "; ".join(
                f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"])
        return self

    def shot(self, name: str) -> Walk:
        """Keep a picture of this page for the docs, where the tests are asked to (UPRIVER_PICTURES=1)."""
        if os.environ.get("UPRIVER_PICTURES") == "1" and self.way == Way(width=self.way.width):
            place = PICTURES / f"{name.lower()}-{self.way.width}.png"
            if os.environ.get("UPRIVER_PICTURES_ALL") == "1" or place.is_file():  # those that the docs show, which are few, are taken anew
                PICTURES.mkdir(parents=True, exist_ok=True)
                self.page.screenshot(path=str(place), full_page=True, clip={"x": 0, "y": 0, "width": self.way.width, "height": 1400})
                with Image.open(place) as taken:
                    taken.quantize(64).save(place, optimize=True)
        return self

    def done(self) -> None:
        """The end: no more pages than the budget, and nothing asked of any other host."""
        self.context.close()
        assert self.pages <= self.budget, f"{self.pages} pages were loaded, {self.budget} at most"
        assert not self.asked_elsewhere, self.asked_elsewhere[:3]

    def _pattern(self, words: str) -> re.Pattern[str]:
        return re.compile(rf"^\s*{re.escape(self.said(words))}", re.I)

    def _named(self, words: str, within: str) -> Any:
        room = self.page.locator(within).first if within else self.page
        said = self._pattern(words)
        found = room.get_by_role("button", name=said).or_(room.get_by_role("link", name=said)).first
        found.wait_for(state="attached")
        return found

    def _act(self, place: Any) -> None:
        if self.way.by == "keyboard":
            self._tab_to(place)
        if place.evaluate("e => !!(e.getAttribute('download') !== null || e.closest('summary'))"):
            place.click() if self.way.by == "mouse" else self.page.keyboard.press("Enter")
            return
        with self.page.expect_navigation(wait_until="load"):
            place.click() if self.way.by == "mouse" else self.page.keyboard.press("Enter")

    def _tab_to(self, place: Any) -> None:
        """Tab to a place, as somebody without a mouse does; it must be reached, and seen to be."""
        place.wait_for(state="attached")
        folded = place.evaluate("e => { const d = e.closest('details:not([open])'); return !!d && !e.closest('summary') }")
        if folded:
            self._tab_to(self.page.locator("details").filter(has=place).locator("summary").first)
            self.page.keyboard.press("Enter")
        for _ in range(MOST_TABS):
            if place.evaluate(FOCUSED):
                assert place.evaluate(SEEN), f"{place} has the focus and doesn't show it"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{place} can't be reached with the keyboard on {self.page.url}")

    def _to_radio(self, place: Any) -> None:
        """Radio buttons of one name are one stop: Tab to it, then arrows."""
        name = place.get_attribute("name")
        group = self.page.locator(f'input[type=radio][name="{name}"]')
        for _ in range(MOST_TABS):
            if any(group.nth(at).evaluate(FOCUSED) for at in range(group.count())):
                break
            self.page.keyboard.press("Tab")
        for _ in range(group.count() + 1):
            if place.evaluate(FOCUSED):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
