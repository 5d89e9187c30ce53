"""Fifty people at the workspace of the fictional partnership, for `locust -f benchmarks/crowd.py`: each signs in as one of the made-up
people and opens reading pages of their role, one click every 2 to 3 seconds."""

from __future__ import annotations

import random
import re
from http.cookiejar import Cookie

from locust import HttpUser, between, task
from requests.cookies import RequestsCookieJar

PAGES = {
    "Mina Fictional": ("/", "/duty/", "/duty/requirements/", "/partnership/", "/agreements/", "/plans/", "/plans/registers/actions/", "/packs/", "/sharing/"),
    "Aled Made-Up": ("/", "/data/", "/data/explore/", "/assessment/", "/assessment/studio/", "/plans/registers/priorities/"),
    "Priya Pretend": ("/", "/sharing/of/E23009901/", "/sharing/of/E23009901/sent/"),
    "Hana Imaginary": ("/", "/sharing/of/hospital/", "/sharing/of/hospital/sent/"),
    "Ira Fictional": ("/", "/releases/", "/releases/ledger/", "/people/review/"),
    "Dee Supposed": ("/", "/board/", "/board/actions/", "/monitoring/"),
    "Cas Notional": ("/", "/area/", "/area/E22009902/", "/area/E22009902/plan/"),
    "Ada Nobody": ("/", "/people/", "/operating/audit/"),
}


class OnLoopback(RequestsCookieJar):
    """Browsers send secure cookies to this machine itself; so does this."""

    def set_cookie(self, cookie: Cookie, *args: object, **others: object) -> None:
        """Keep it as one that needs no TLS."""
        cookie.secure = False
        super().set_cookie(cookie, *args, **others)


class Visitor(HttpUser):
    """Somebody who signs in as one of the made-up people."""

    abstract = True
    people: tuple[str, ...]

    def on_start(self) -> None:
        """Sign in."""
        self.client.cookies = OnLoopback()
        self.name = random.choice(self.people)
        page = self.client.get("/sign-in/").text
        account = re.search(rf'name="account" value="(\d+)"(?:(?!name="account").)*?{re.escape(self.name)}', page, re.S)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert account and token
        self.opened("/sign-in/as/", posted={"account": account[1], "csrfmiddlewaretoken": token[1], "next": "/"})

    def opened(self, path: str, *, asked: dict[str, str] | None = None, posted: dict[str, str] | None = None) -> str:
        """A page's text. One that turns out to be the way in again is a failure: its time is no page's time."""
        with self.client.request("POST" if posted else "GET", path, params=asked, data=posted, name=path, catch_response=True,
                                 headers={"Origin": self.host or ""} if posted else {}) as told:
            if told.status_code == 200 and self.name not in told.text:
                told.failure("not signed in")
            return told.text


class Person(Visitor):
    """One of the fifty."""

    wait_time = between(2.0, 3.0)
    people = tuple(PAGES)

    @task
    def click(self) -> None:
        """Open a page."""
        self.opened(random.choice(PAGES[self.name]))
