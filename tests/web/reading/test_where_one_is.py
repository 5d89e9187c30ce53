"""Each page shows which part of the workspace it is in, and what a right opens can be reached by pressing."""

from __future__ import annotations

import re
from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from web.reading.test_no_dead_end import Shape, kind, shapes
from web.rights.probing import told
from web.served import Served

from upriver.web.framework.navigation import ALSO, PARTS, part_of

__all__ = ["shapes"]
SEEN = {name: begins for name, _, begins in PARTS}


@pytest.mark.parametrize(("name", "path", "part"), [
    ("Mina Fictional", "/agreements/", "/partnership/"), ("Mina Fictional", "/new-agreement/", "/partnership/"), ("Mina Fictional", "/packs/", "/duty/"),
    ("Dee Supposed", "/packs/made/", "/duty/"), ("Dee Supposed", "/board/", "/plans/"), ("Cas Notional", "/board/", "/plans/"),
    ("Mina Fictional", "/operating/audit/", "/people/"), ("Ira Fictional", "/operating/audit/", "/personal-data/"), ("Ada Nobody", "/operating/audit/", "/operating/")])
def test_a_page_marks_its_part(name: str, path: str, part: str, served: Served) -> None:
    page = served.visit(name).get(path)
    assert page.status == 200 and re.findall(r'href="([^"]+)" aria-current="(?:page|true)"', page.text.split("<main")[0]) == [part]


def test_no_part_is_marked_where_none_that_is_seen_fits() -> None:
    assert part_of("/operating/audit/", {"home": "/", "duty": "/duty/"}) == part_of("/help/", SEEN) == ""


def test_each_part_that_pages_are_lent_to_is_one() -> None:
    assert {name for _, names in ALSO for name in names} <= set(SEEN)


NOT_PRESSED = {"/sign-in/", "/sign-in/again/", "/account/stay/", "/listening/keeping/past/", "/packs/made/", "/theme.css"}
"""Reached by what happens: a visit that ended or is about to, entries that fell due, a first document that was made; or no page at all."""


@pytest.mark.big
@pytest.mark.parametrize("name", ["Mina Fictional", "Ira Fictional", "Dee Supposed", "Cas Notional"])
def test_what_a_right_opens_is_reached_by_pressing(name: str, served: Served, shapes: list[Shape]) -> None:
    visit = served.visit(name)
    single = {"/" + page.path for page in told(served.folder) if "<" not in page.path} - NOT_PRESSED
    waiting, asked, reached = deque(["/"]), set(), set()
    while waiting:
        path = waiting.popleft()
        shape = kind(path, shapes)
        if shape in asked or not shape or path.startswith("/sign-out"):
            continue
        asked.add(shape)
        reached.add(path)
        reply = visit.get(path)
        found = [reply.location] if reply.status in (301, 302, 303) else reply.links()
        waiting.extend(urlsplit(urljoin(visit.address.rstrip("/") + path, each)).path for each in found if each.startswith(("/", "?", visit.address)) and "/static/" not in each)
    assert [path for path in sorted(single - reached) if visit.get(path).status == 200] == []
