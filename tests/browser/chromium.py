"""Debian's Chromium and axe-core, for the tests of pages as a reader meets them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Chromium without a window. Skipped with the reason where it is absent; a failure where CI is true.

    One a file: while it runs its driver holds an event loop, and Django opens no desk in a process that has one.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sync_playwright = None
    if sync_playwright is None or not Path(CHROMIUM).exists():
        missing = "playwright isn't installed" if sync_playwright is None else f"{CHROMIUM} isn't there"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing}, and with CI=true the browser tests may not be skipped")
        pytest.skip(f"{missing}: install Debian's chromium to look at the pages")
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text("utf-8")
