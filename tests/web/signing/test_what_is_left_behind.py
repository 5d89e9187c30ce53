"""S11: what a browser is given and what stays on the server's side: cookies of this host alone, no secret in a log, bounds on what is kept."""

from __future__ import annotations

import io
import logging
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from web.served import Served, Visit, serving
from web.signing.test_signing_in import by_password, joined, secret_link

MOST, LONGEST = 50, 200_000


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server writes what it says."""
    return tmp_path_factory.mktemp("said") / "log"


@pytest.fixture(scope="module")
def served(copied: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory, said: Path) -> Iterator[Served]:
    before, log = os.dup(2), said.open("wb")
    os.dup2(log.fileno(), 2)  # the server inherits it
    try:
        with serving(copied(tmp_path_factory.mktemp("left"))) as one:
            os.dup2(before, 2)
            yield one
    finally:
        os.dup2(before, 2)
        log.close()


def test_the_servers_log_has_no_secret_of_a_link(served: Served, said: Path) -> None:
    link = secret_link(served, "Logged")
    secret = link.split("/")[2]
    visit = served.visit()
    assert visit.post(link, {"password_new": "short", "password_again": "short"}).status == 422
    assert visit.post(link, {}, token=False).status == 403
    assert visit.get(f"{link.rstrip('/')})/").status == 400 and visit.get(f"/Invitation/{secret}/").status == 404
    told = said.read_text("utf-8")
    assert told.count("/invitation/...") >= 3 and secret not in told and secret[:20] not in told


def test_the_log_of_the_server_before_us_has_none_either() -> None:
    from upriver.web.guarding.logs import without_secrets

    without_secrets()
    told, access = io.StringIO(), logging.getLogger("gunicorn.access")
    handler = logging.StreamHandler(told)
    access.addHandler(handler)
    access.setLevel(logging.INFO)
    access.info('"%(r)s" %(s)s', {"r": f"GET /new-sign-in/{'aB3_-' * 8}xyz/ HTTP/1.1", "s": 200})
    access.removeHandler(handler)
    assert told.getvalue() == '"GET /new-sign-in/.../ HTTP/1.1" 200\n'


def test_every_cookie_is_of_this_host_alone(served: Served) -> None:
    visit, _ = joined(served, "Crumbs")
    visit.post("/preferences/", {"looks": "large-text"})
    visit.get("/?lang=cy")
    visit.post("/account/name/", {"name": "Crumbs Invented", "language": "cy"})
    by_password(served, "crumbs@norsea.invalid")
    visit.post("/sign-out/")
    visit.post("/account/name/", {"name": "Typed Too Late", "language": "en"})
    kept = {"__Host-session", "__Host-csrf", "__Host-who", "__Host-kept", "__Host-language", "__Host-preferences"}
    assert kept - {"__Host-session"} <= set(visit.cookies) and all(name.startswith("__Host-") for name in visit.cookies)


def test_a_link_chooses_no_language_that_nobody_offers(served: Served) -> None:
    visit = served.visit()
    page = visit.get("/sign-in/?lang=en-XA")
    assert "__Host-language" not in visit.cookies and 'lang="en"' in page.text
    assert visit.get("/sign-in/?lang=cy").status == 200 and visit.cookies["__Host-language"] == "cy"


def signed_out(served: Served, name: str) -> Visit:
    """A browser that knows whose it was and is signed out."""
    visit, _ = joined(served, name)
    visit.post("/sign-out/")
    return visit


def kept_of(served: Served, name: str) -> int:
    return int(served.rows("SELECT count(*) FROM accounts_typedrecord WHERE account = (SELECT id FROM accounts_account WHERE name = ?)", f"{name} Invented")[0][0])


def test_a_browser_that_is_signed_out_fills_no_database(served: Served) -> None:
    visit = signed_out(served, "Filler")
    token = visit.token()
    for number in range(MOST + 5):
        visit.post(f"/people/{number}/close/", {"why": "x", "csrfmiddlewaretoken": token}, token=False)
    small = kept_of(served, "Filler")
    for number in range(7):
        visit.post(f"/people/{number}/close/", {"why": "x" * (LONGEST - 100), "csrfmiddlewaretoken": token}, token=False)
    assert small == MOST and kept_of(served, "Filler") < 6
    assert served.rows("SELECT count(*) FROM accounts_typedrecord WHERE path = '/people/6/close/'")[0][0] == 1, "the newest is kept"


def test_nothing_is_kept_for_an_account_that_was_closed(served: Served) -> None:
    visit = signed_out(served, "Shut")
    visit.post("/people/1/close/", {"why": "before"})
    before = kept_of(served, "Shut")
    ada = served.visit("Ada Nobody")
    number = re.search(r'href="/people/(\d+)/"[^>]*>Shut Invented', ada.get("/people/").text)[1]  # type: ignore[index]
    ada.post(f"/people/{number}/close/", {"why": "Left"})
    closed = kept_of(served, "Shut")
    visit.post("/people/1/close/", {"why": "after"})
    assert (before, closed, kept_of(served, "Shut")) == (1, 0, 0)
