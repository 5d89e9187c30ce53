"""What is really published, served as `upriver serve` serves it: every kind of page, wide and narrow, by machine."""

from __future__ import annotations

import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress
from browser.test_pages import opened, violations
from journeys.made import Journey

from upriver.web.public.site import Site

KINDS = (("", 1280), ("your-area", 320), ("search", 1280), ("areas/E22009901", 320), ("preferences", 320), ("nowhere", 1280))
"""What the server changes on its way, or makes itself; tests/browser/test_matrix.py sees every kind of page in many more ways."""


@pytest.fixture(scope="session")
def served(fiction: Journey) -> Iterator[str]:
    """The fictional partnership's site on loopback."""
    server = waitress.create_server(Site(fiction.folder / "published"), host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}/"
    server.close()


def at(path: str) -> str:
    return f"{path}/" if path else ""


@pytest.mark.browser
@pytest.mark.parametrize(("path", "width"), KINDS)
def test_a_page_as_it_is_served_reads_well(browser, served: str, axe: str, path: str, width: int) -> None:
    with opened(browser, served + at(path), width=width, mode="class") as page:
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not re.search(r"\{\{|\{%|\b[nN]a[nN]\b|\bundefined\b|\bNone\b(?! [a-z])|\(\)|\[\]", page.inner_text("body"))


def test_preferences_are_kept_in_a_cookie_and_dress_every_page(served: str) -> None:
    plain = urllib.request.urlopen(served).read()
    asked = urllib.request.Request(served, headers={"Cookie": "preferences=contrast.text"})
    dressed = urllib.request.urlopen(asked).read()
    assert b'class="upriver"' in plain and b'class="upriver high-contrast large-text"' in dressed


def test_nothing_outside_the_published_folder_can_be_reached(served: str, fiction: Journey) -> None:
    for path in ("../db.sqlite3", "..%2fdb.sqlite3", "%2e%2e/db.sqlite3", "....//db.sqlite3", "/etc/passwd", "assets/../../db.sqlite3", "a%00b"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(served + path)
        assert refused.value.code in (400, 404), path


def test_every_answer_carries_the_headers_that_keep_it_safe(served: str) -> None:
    for path in ("", "data/cells.csv", "questions/kinds/", "preferences/"):
        headers = urllib.request.urlopen(served + path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"] and headers["X-Content-Type-Options"] == "nosniff"


def test_only_reading_is_answered(served: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(served, data=b"x", method="PUT"))
    assert refused.value.code == 405


def test_every_link_of_the_site_leads_somewhere(fiction: Journey) -> None:
    published = fiction.folder / "published"
    for path in published.rglob("*.html"):
        for target in re.findall(r'href="([^"#]+)', path.read_text("utf-8")):
            if not target.startswith(("http", "mailto", "data:", "/preferences")):
                assert (path.parent / Path(target.split("#")[0])).resolve().exists(), (path, target)
