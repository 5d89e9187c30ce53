"""What the accessibility matrix is made of: pairs of ways of seeing a page, and what is looked for on each."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MODES: Mapping[str, Mapping[str, str]] = {
    "usual": {},
    "box": {},
    "large": {},
    "contrast": {"contrast": "more"},
    "forced": {"forced_colors": "active"},
    "forced_dark": {"forced_colors": "active", "color_scheme": "dark"},
    "still": {"reduced_motion": "reduce"},
}
SCREENS: Mapping[str, tuple[int, int, float]] = {"1280": (1280, 1024, 1.0), "320": (320, 640, 2.0), "400%": (320, 256, 4.0)}
"""Width, height and the pixels of one CSS pixel: 1280 by 1024 at 400% zoom leaves 320 by 256 (WCAG 2.2, 1.4.10)."""
DEBRIS = re.compile(
    r"\{\{|\}\}|\{%|%\}|\bundefined\b|\b[nN]a[nN]\b|\[object |\bNone\b(?! (?:of|is|was|has|stands|can|lies|goes|moved|are|were)\b)|(?<!\w)%[sd](?!\w)"
    r"|\(\)|\[\]|^#{1,6} |\*\*\w|\w\*\*|\]\(http|&(?:amp|lt|gt|quot|nbsp);|\{[a-z_]+\}",
    re.MULTILINE,
)
"""What a template, a missing value or raw Markdown leaves on a page."""


def pairwise(*factors: Sequence[str], begun: Sequence[tuple[str, ...]] = ()) -> list[tuple[str, ...]]:
    """Rows in which every two values of two factors meet at least once, in them or in those that were `begun`; greedy, the same each time."""
    wanted = missed(*factors, rows=begun)
    rows: list[tuple[str, ...]] = []
    every = list(itertools.product(*factors))
    while wanted:
        best = max(every, key=lambda row: len(pairs_of(row) & wanted))
        rows.append(best)
        wanted -= pairs_of(best)
    return rows


def missed(*factors: Sequence[str], rows: Iterable[Sequence[str]]) -> set[tuple[int, str, int, str]]:
    """Every two values of two factors that meet in none of the rows."""
    wanted = {
        (one, first, other, second)
        for one, other in itertools.combinations(range(len(factors)), 2)
        for first in factors[one] for second in factors[other]
    }  # fmt: skip
    return wanted - {pair for row in rows for pair in pairs_of(row)}


def pairs_of(row: Sequence[str]) -> set[tuple[int, str, int, str]]:
    """Every two values of a row, with their places."""
    return {(one, row[one], other, row[other]) for one, other in itertools.combinations(range(len(row)), 2)}


def kinds_of(published: Path) -> dict[str, str]:
    """One page of each kind of a published site: the shape of its address to the address, every chapter a kind of its own."""
    found: dict[str, str] = {}
    for path in sorted(published.rglob("index.html")):
        parts = path.relative_to(published).parent.parts
        if parts[:1] in (("editions",), ("cy",)):
            continue
        kind = "/".join(parts) if parts[:1] in (("questions",), ("about",), ()) or len(parts) == 1 else f"{parts[0]}/*" + (f"/{len(parts)}" if len(parts) > 2 else "")
        if parts[:1] == ("areas",) and len(parts) == 2:
            kind = f"areas/{parts[1][:3]}*"
        found.setdefault(kind, "/".join(parts) + ("/" if parts else ""))
    return found


@contextmanager
def seen(browser, address: str, *, mode: str = "usual", screen: str = "1280", script: bool = True) -> Iterator:
    """A page in one way of seeing it, in a context of its own, everything folded away unfolded."""
    width, height, scale = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=scale, java_script_enabled=script, **MODES[mode])
    page = context.new_page()
    page.goto(address)
    if script:
        if mode == "box" and page.locator("#contrast").count():
            page.check("#contrast")
        if mode == "large":
            page.evaluate("document.documentElement.classList.add('large-text')")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    try:
        yield page
    finally:
        context.close()


def violations(page, axe: str) -> list[str]:
    """What axe-core finds wrong: rule, element, what to do."""
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS)
    return [f"{one['id']}: {node['target']} {node['failureSummary'][:160]}" for one in found["violations"] for node in one["nodes"]]


OVER = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
[...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1
  && !one.closest('.scroll, .hidden, svg *')).slice(0, 3).map(one => one.tagName + '.' + one.className + ' ' + one.id)"""


def overflow(page) -> list[str]:
    """What reaches beyond the right edge, where the page scrolls sideways; nothing where it does not."""
    return page.evaluate(OVER)


def debris(page) -> list[str]:
    """What a template or a missing value left in the words that are seen, read aloud, or said of pictures; code is left out."""
    words = page.evaluate(
        """() => { const copy = document.body.cloneNode(true); copy.querySelectorAll('pre, code, script, style').forEach(one => one.remove());
        const said = [...copy.querySelectorAll('[alt],[aria-label],[aria-valuetext],[data-read]')].flatMap(one =>
          ['alt', 'aria-label', 'aria-valuetext', 'data-read'].map(name => one.getAttribute(name) || ''));
        return [document.title, copy.textContent, ...said].join('\\n'); }"""
    )
    return [words[max(0, hit.start() - 30) : hit.end() + 30].replace("\n", " ") for hit in DEBRIS.finditer(words)]


STOP = """() => { const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
if (at === document.body || at === document.documentElement) return null;
if (!at.dataset.stop) at.dataset.stop = String(document.querySelectorAll('[data-stop]').length + 1);
return { stop: at.dataset.stop, name: at.tagName + '.' + at.className + ' ' + (at.textContent || at.id).trim().slice(0, 40),
  skip: at.classList.contains('skip'), seen: box.width > 0 && box.height > 0,
  marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.backgroundColor === 'rgb(255, 221, 0)' }; }"""
STOPS = """[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(one =>
  one.tabIndex >= 0 && !one.disabled && one.getClientRects().length && getComputedStyle(one).visibility !== 'hidden').length"""


def walked(page, most: int = 900) -> list[str]:
    """What is wrong when the whole page is walked with Tab: the first stop, a stop that can't be seen, a trap, a stop left out."""
    wrong, stops, there = [], [], page.evaluate(STOPS)
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(STOP)
        if at is None or at["stop"] in stops:
            if at is not None and at["stop"] != stops[0]:
                wrong.append(f"a trap: from {stops[-1]} back to {at['name']}")
            break
        stops.append(at["stop"])
        if len(stops) == 1 and not at["skip"]:
            wrong.append(f"the first stop doesn't skip to the content: {at['name']}")
        if not (at["seen"] and at["marked"]):
            wrong.append(f"a stop can't be seen: {at['name']}")
    if len(stops) < min(there, most):
        wrong.append(f"{len(stops)} stops of {there}")
    return wrong


@dataclass(slots=True)
class Check:
    """What a check of many pages found, as the accessibility statement tells it."""

    tool: str = ""
    pages: list[str] = field(default_factory=list)
    ways: int = 0
    languages: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    overflow: list[str] = field(default_factory=list)
    debris: list[str] = field(default_factory=list)
    keyboard: list[str] = field(default_factory=list)
    walked: int = 0

    def add(self, kind: str, where: str, found: Iterable[str]) -> None:
        """What was found in one way of seeing a page."""
        getattr(self, kind).extend(f"{where}: {each}" for each in found)

    def as_toml(self) -> str:
        """The file that the statement is made from; its date is that of the check."""
        kinds = sorted(set(self.pages))
        where = (f"every kind of page of the fictional partnership's site, and every kind of block in {len(set(self.languages))} languages; by pairs, in the "
                 f"usual colours, high contrast, forced colours, large text, at 1280 and 320 pixels and at 400% zoom; {self.walked} walked by keyboard alone")
        found = sorted({each.partition(": ")[2].partition(":")[0] for each in (*self.violations, *self.debris, *self.keyboard)})
        rows = {"checked_on": datetime.now(UTC).date().isoformat(), "tool": self.tool, "pages": len(kinds), "kinds": len(kinds), "ways": self.ways,
                "failures": len(self.violations) + len(self.debris) + len(self.keyboard), "sideways": len(self.overflow), "looked_at": where,
                "found": found}  # fmt: skip
        return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in rows.items())
