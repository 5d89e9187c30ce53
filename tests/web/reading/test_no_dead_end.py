"""Every link that a page shows leads somewhere for whoever sees it: each of the ten made-up people follows one of each kind."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from web.rights.probing import told
from web.served import Reply, Served, Visit

from upriver.demo.inside.accounts import PEOPLE

NOT_FOLLOWED = ("sign_out",)
"""Nor is the other language, which each page has: it would be every page once more."""
ALIKE = {"sort", "page"}
"""What says only how a list stands: beside another question it is no link of its own."""
LEAST = 25
PARTS = {"int": "[0-9]+", "slug": "[-a-zA-Z0-9_]+", "str": "[^/]+", "path": ".+"}


@dataclass(frozen=True)
class Shape:
    """A page's name and a pattern of its addresses."""

    name: str
    pattern: re.Pattern[str]


@pytest.fixture(scope="module")
def shapes(served: Served) -> list[Shape]:
    def pattern(path: str) -> re.Pattern[str]:
        parts = re.split(r"(<[^>]+>)", path)
        return re.compile("/" + "".join(f"(?:{PARTS.get(each[1:-1].split(':')[0], '[^/]+')})" if each.startswith("<") else re.escape(each) for each in parts))

    return sorted((Shape(page.name, pattern(page.path)) for page in told(served.folder)), key=lambda each: "?:" in each.pattern.pattern)


def kind(address: str, shapes: list[Shape]) -> str:
    """What one link stands for: its page, the kind of row where its address names one, and what is in its question. "" of no page."""
    parts = urlsplit(address)
    keys = {key for key, _ in parse_qsl(parts.query, keep_blank_values=True)}
    name = next((each.name for each in shapes if each.pattern.fullmatch(parts.path)), "")
    rows = ",".join(sorted(set(re.findall(r"/([a-z_]+):", parts.path))))
    return f"{name} {rows} {sorted(keys - ALIKE or keys)}" if name else ""


def links(reply: Reply, address: str) -> list[str]:
    """The addresses within the workspace that a page links to, without their fragments."""
    if "text/html" not in reply.headers.get("content-type", [""])[0]:
        return []
    whole = [urljoin(address + reply.path, each).split("#")[0] for each in reply.links() if not each.startswith(("mailto:", "data:", "tel:"))]
    root = address.rstrip("/")
    return [each[len(root):] for each in whole if each.startswith(root + "/") and not each.startswith(root + "/static/")]


def followed(visit: Visit, shapes: list[Shape]) -> tuple[int, list[str]]:
    """How many addresses were asked, and those that led nowhere, with the page that shows them."""
    waiting, seen, asked, wrong = deque([("/", "")]), set(), 0, []
    while waiting:
        path, shown_on = waiting.popleft()
        if re.search(r"\s", path):
            wrong.append(f"{path!r} is no address; it stands on {shown_on}")
            continue
        of = kind(path, shapes) or f"nothing: {path}"
        if of in seen or of.split(" ")[0] in NOT_FOLLOWED or "'lang'" in of:
            continue
        seen.add(of)
        reply = visit.get(path)
        asked += 1
        if reply.status in (301, 302, 303):
            if reply.location.startswith("/sign-in/"):
                wrong.append(f"{path} on {shown_on} asks to sign in again")
            waiting.append((urljoin(path, reply.location), shown_on))
        elif reply.status >= 400:
            wrong.append(f"{reply.status} {path} on {shown_on}: {reply.heading}")
        waiting.extend((each, path) for each in links(reply, visit.address.rstrip("/")))
    return asked, wrong


@pytest.mark.big
@pytest.mark.parametrize("name", [name for name, _, _ in PEOPLE])
def test_no_link_that_somebody_sees_leads_nowhere(name: str, served: Served, shapes: list[Shape]) -> None:
    asked, wrong = followed(served.visit(name), shapes)
    assert not wrong, f"{name}, {len(wrong)} of {asked}:\n" + "\n".join(wrong[:20])
    assert asked >= LEAST, f"{name} followed {asked} links alone: the pages weren't read"


def test_a_link_is_told_from_others_by_its_page_its_kind_of_row_and_its_question(shaped: Callable[[str], str]) -> None:
    assert shaped("/plans/row/actions:a1/") == shaped("/plans/row/actions:a2/") != shaped("/plans/row/risks:a1/")
    assert shaped("/plans/?sort=a") == shaped("/plans/?sort=b") != shaped("/plans/")
    assert shaped("/no/such/page/") == ""


@pytest.fixture
def shaped() -> Callable[[str], str]:
    made = [Shape("plans", re.compile("/plans/")), Shape("plan_row", re.compile("/plans/row/(?:[^/]+)/"))]
    return lambda address: kind(address, made)


FIRST = ("/", "/duty/", "/partnership/", "/sharing/", "/data/", "/assessment/", "/releases/", "/plans/", "/monitoring/", "/listening/", "/people/")
UNSPOKEN = re.compile(r"\b20\d\d-(?:0[1-9]|1[0-2])\b|\b[a-z]+_[a-z_]+\b|\b[EWKN]\d{8}\b")
"""A month or day as machines write it, a name of a file or source, a code of an area."""


@pytest.mark.big
def test_the_first_page_of_each_part_holds_no_word_of_a_machine(served: Served) -> None:
    visit = served.visit("Mina Fictional")
    assert {path: found for path in FIRST if (found := UNSPOKEN.findall(visit.get(path).plain))} == {}
