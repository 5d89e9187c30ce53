"""Looks at a published site with axe-core and records what it found, for the accessibility statement.

    python scripts/check_accessibility.py PUBLISHED --on 2026-02-01 --out declarations/site/accessibility_check.toml

One page of every kind is opened from the folder in Chromium: every page of the site and of the questions, and the first of
each other folder; wide, at 320 pixels, and in high contrast. Needs playwright, Chromium and the copy of axe-core that the
tests keep. The record says what was looked at, so that a statement never claims more.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "tests" / "vendor" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WAYS = {"1,280 pixels wide": (1280, False), "320 pixels wide": (320, False), "high contrast": (1280, True)}
ONE_OF_EACH = ("areas", "kinds", "sources", "explain", "explore", "partners", "editions")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def chosen(site: Path) -> list[Path]:
    """One page of every kind."""
    found = sorted(path.relative_to(site) for path in site.rglob("index.html"))
    first: dict[str, Path] = {}
    for path in found:
        kind = path.parts[0] if path.parts[0] in ONE_OF_EACH else path.as_posix()
        first.setdefault(kind, path)
    return list(first.values())


def looked_at(site: Path, pages: list[Path], chromium: str) -> Iterator[tuple[Path, str, list[str], bool]]:
    """Each page in each way: rules that fail on elements, and whether it scrolls sideways."""
    from playwright.sync_api import sync_playwright

    axe = AXE.read_text("utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for way, (width, contrast) in WAYS.items():
            page = browser.new_page(viewport={"width": width, "height": 800})
            for path in pages:
                page.goto((site / path).resolve().as_uri())
                if contrast:
                    page.evaluate("document.documentElement.classList.add('high-contrast')")
                page.evaluate(axe)
                told: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
                rules = [one["id"] for one in told["violations"] for _ in one["nodes"]]
                yield path, way, rules, bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
            page.close()
        browser.close()


def main() -> int:
    """Check, record, and say it; 1 where anything failed."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    asked.add_argument("site", type=Path)
    asked.add_argument("--on", default=date.today().isoformat(), help="the day of the check")
    asked.add_argument("--out", type=Path)
    asked.add_argument("--chromium", default="/usr/bin/chromium")
    given = asked.parse_args()
    pages = chosen(given.site)
    failures, sideways, rules = 0, set(), dict[str, set[str]]()
    for path, way, failed, scrolls in looked_at(given.site, pages, given.chromium):
        failures += len(failed)
        for rule in failed:
            rules.setdefault(rule, set()).add(path.as_posix())
        if scrolls and way.startswith("320"):
            sideways.add(path)
    version = re.search(r"axe v([0-9.]+)", AXE.read_text("utf-8")[:400])
    record = {
        "checked_on": given.on, "tool": f"axe-core {version.group(1) if version else ''}".strip(), "pages": len(pages),
        "kinds": len({path.parts[0] for path in pages}), "ways": len(WAYS), "failures": failures, "sideways": len(sideways),
        "looked_at": "one page of every kind of the fictional partnership's site, " + ", ".join(WAYS),
        "found": [f"{rule} on {len(where)} pages" for rule, where in sorted(rules.items())],
    }  # fmt: skip
    text = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in record.items())
    print(text, *(f"{rule}: {sorted(where)[:5]}" for rule, where in rules.items()), *sorted(map(str, sideways)), sep="\n")
    if given.out:
        head = "# The last check of the pages by machine, as scripts/check_accessibility.py recorded it; the statement is made from it.\n"
        given.out.write_text(head + text, "utf-8")
    return 1 if failures or sideways else 0


if __name__ == "__main__":
    sys.exit(main())
