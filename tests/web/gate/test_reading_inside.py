"""The reviewer's pages inside the workspace: their own words, the workspace's addresses, and nothing of the folder they lie in."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from upriver.desk.opening import open_desk
from upriver.store.folder import Folder

PAGE = ('<html><body><main id="main" tabindex="-1"><p class="over">Before release</p><h1>Checks</h1><nav class="places"><a href="#a">A</a></nav>'
        '<p class="lead">Read &amp; weigh.</p><p><a href="../hidden/index.html">Hidden</a></p>'
        '<nav class="turn"><a href="../index.html">Back</a></nav></main><footer>outside</footer></body></html>')


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    open_desk(tmp_path / "db.sqlite3")
    return Folder(tmp_path)


def test_only_the_main_part_is_shown_without_its_heading_and_ways_on(folder: Folder) -> None:
    from upriver.web.pages.gate.reading import inside

    shown = inside(PAGE, lambda href: "/there/")
    assert shown == '<p class="lead">Read &amp; weigh.</p><p><a href="/there/">Hidden</a></p>'


def test_an_address_can_not_break_out_of_its_link(folder: Folder) -> None:
    from upriver.web.pages.gate.reading import inside

    assert 'href="/&quot;&gt;&lt;script&gt;"' in inside(PAGE, lambda href: '/"><script>')


@pytest.mark.parametrize("path", ["../index.html", "a/../../x", "/etc/passwd", "..\\x", "C:x", "link.html", "sub/.."])
def test_no_name_leads_out_of_the_draft(folder: Folder, path: str) -> None:
    from gate.asked import a_request

    from upriver.desk.releases import actions
    from upriver.desk.releases.seen.standing import file_of_draft, one

    actions.submit(a_request(), findings=(), clauses=(), by="Ann", at="2026-02-02T09:00:00Z")
    review = folder.drafts / "run1" / "review"
    (review / "draft" / "sub").mkdir(parents=True)
    for name in ("index.html", "x", "draft/index.html"):
        (review / name).write_text("secret" if "draft" not in name else "shown", "utf-8")
    with suppress(OSError):  # Windows lets few people make links
        (review / "draft" / "link.html").symlink_to(review / "index.html")
    found = one(folder, actions.waiting()[-1].number)
    assert file_of_draft(folder, found, "index.html") == b"shown" and file_of_draft(folder, found, path) is None
