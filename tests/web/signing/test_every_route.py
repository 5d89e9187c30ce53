"""S8 and S11 on every page that is declared: forms without their token, addresses that lead elsewhere, headers and cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from web.served import Served, Visit

from upriver.desk.opening import open_desk
from upriver.web.framework.page import Page, declared

PEOPLE = ("Ada Nobody", "Mina Fictional", "Ira Fictional", "")
ALWAYS = {
    "content-security-policy": r"default-src 'none'; .*frame-ancestors 'none'",
    "x-content-type-options": r"nosniff",
    "referrer-policy": r"same-origin",
    "x-frame-options": r"DENY",
    "cross-origin-opener-policy": r"same-origin",
    "cross-origin-resource-policy": r"same-origin",
    "permissions-policy": r".*camera=\(\).*",
    "cache-control": r".+",
}
ELSEWHERE = (
    "//evil.example", "https://evil.example", "http://evil.example/", "///evil.example", "////evil.example", r"/\evil.example", r"\\evil.example",
    r"\/evil.example", "/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "\t//evil.example", " //evil.example", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example/%2f..", "https:evil.example", "https:/evil.example", "http:evil.example",
    "//evil%E3%80%82example", "/%09/evil.example\x00", "//localhost@evil.example", "https://localhost@evil.example", "https://localhost.evil.example",
    r"/\/evil.example", r"//\evil.example", "ftp://evil.example", "evil.example", "./evil", "?next=//evil.example", "\u2028//evil.example", "/\u00a0//evil.example\x1f",
)
"""Thirty-four ways to write an address of another site."""


def paths(page: Page) -> Iterator[str]:
    """An address of a page, its parts filled with what fits their kind."""
    yield "/" + re.sub(r"<(int|slug|str|path|uuid):[^>]+>", lambda part: "1" if part[1] == "int" else "x", page.path)


@pytest.fixture(scope="module", autouse=True)
def desk(served: Served) -> None:
    """Pages are listed once a desk is open."""
    open_desk(served.folder / "db.sqlite3")


@pytest.fixture(scope="module")
def visits(served: Served) -> list[Visit]:
    return [served.visit(name) for name in PEOPLE]


def test_no_form_is_taken_without_its_token(visits: list[Visit], capsys: pytest.CaptureFixture[str]) -> None:
    probes, taken = 0, []
    for page in declared():
        for path in paths(page):
            for visit in visits[:3]:
                probes += 1
                status = visit.post(path, {"anything": "x"}, token=False).status
                if status != (403 if "POST" in page.methods else 405) and not (status == 403):
                    taken.append((page.name, status))
    with capsys.disabled():
        print(f"\nS8: {probes} forms without a token, {len(taken)} taken")
    assert not taken


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_other_unsafe_method_is_answered(visits: list[Visit], method: str) -> None:
    answers = {visits[0]._ask(method, path, b"", {}).status for page in declared() for path in paths(page)}
    assert answers <= {403, 405}


def test_headers_stand_on_every_page_for_everybody(visits: list[Visit], capsys: pytest.CaptureFixture[str]) -> None:
    probes, lacking = 0, []
    for page in declared():
        if page.name == "sign_out":
            continue
        for path in paths(page):
            for visit in (visits[0], visits[3]):
                reply = visit.get(path)
                probes += 1
                lacking += [(page.name, name) for name, pattern in ALWAYS.items() if not re.search(pattern, reply.headers.get(name, [""])[0])]
                if "unsafe" in reply.headers.get("content-security-policy", [""])[0]:
                    lacking.append((page.name, "unsafe"))
                for cookie in reply.headers.get("set-cookie", []):
                    if not all(word in cookie.lower() for word in ("secure", "httponly", "samesite=lax", "path=/")) or "domain=" in cookie.lower():
                        lacking.append((page.name, cookie.split("=")[0]))
    with capsys.disabled():
        print(f"\nS11: {probes} answers, {len(lacking)} without a header or with an open cookie")
    assert not lacking


def test_the_cookies_of_session_and_forms_belong_to_this_host_alone(served: Served) -> None:
    visit = served.visit("Mina Fictional")
    assert {"__Host-session", "__Host-csrf"} <= set(visit.cookies)


def test_nobody_is_sent_elsewhere_after_signing_in(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    account = re.search(r'name="account" value="(\d+)"', served.visit().get("/sign-in/").text)[1]  # type: ignore[index]
    visit, led = served.visit(), []
    for address in ELSEWHERE:
        there = visit.post("/sign-in/as/", {"account": account, "next": address}).location
        if not re.fullmatch(r"/(?![/\\])[\x21-\x7e]*", there) or "evil" in there:
            led.append((address, there))
        page = re.sub(r'href="/preferences/[^"]*"', "", visit.get(f"/preferences/?next={quote(address)}").text)  # its own address in the other language
        if re.search(r'(href|value)="[^"]*evil', page):
            led.append((address, "preferences"))
    with capsys.disabled():
        print(f"\nS8: {len(ELSEWHERE)} addresses of other sites, {len(led)} followed")
    assert not led


@pytest.mark.parametrize("address", ["/people/", "/operating/audit/?verb=invited&first=2026-01-01", "/"])
def test_addresses_of_the_workspace_are_kept(address: str) -> None:
    from upriver.web.signing.entering import home_or

    assert home_or(address) == address
