"""Debian's Chromium, a site on loopback, and axe-core, for the tests of pages as a reader meets them."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from report.sample import a_sample

from upriver.report.site import write_site

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


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without writing a log."""

    def log_message(self, *args: object) -> None:
        """Nothing is logged."""


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium without a window. Skipped with the reason where it is absent; a failure where CI is true."""
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
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample site, served on loopback from below a folder, as a council might."""
    root = tmp_path_factory.mktemp("served")
    write_site(a_sample(), root / "violence" / "assessment")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/violence/assessment/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site as a folder, to be opened without any server."""
    folder = tmp_path_factory.mktemp("folder") / "site"
    write_site(a_sample(), folder)
    return folder


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text("utf-8")
