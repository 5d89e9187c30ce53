"""The real server on a workspace of a test's own, and a visitor who reads and posts without a browser."""

from __future__ import annotations

import html
import http.client
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from web.asking import rows

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Reply:
    """What came back: its status, headers (small letters, every value of each) and text."""

    status: int
    headers: dict[str, list[str]]
    body: bytes
    path: str

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def plain(self) -> str:
        """The words a reader sees in the main part: without tags, spaces joined."""
        main = re.search(r"<main.*?</main>", self.text, re.S)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main[0] if main else self.text)).split())

    @property
    def location(self) -> str:
        return self.headers.get("location", [""])[0]

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.S)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[1])).split()) if found else ""

    def links(self) -> list[str]:
        return [html.unescape(each) for each in re.findall(r'href="([^"]+)"', self.text)]

    def fields(self) -> dict[str, str]:
        """The hidden fields and values of all inputs of the page's forms."""
        found = {}
        for tag in re.findall(r"<input[^>]+>", self.text):
            name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
            checks = re.search(r'type="(checkbox|radio|file)"', tag)
            if name and (not checks or " checked" in tag):
                found[html.unescape(name[1])] = html.unescape(value[1]) if value else ""
        return found


@dataclass
class Visit:
    """One browser's worth of cookies, without the browser. Follows nothing by itself: `get(follow=True)` does."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    link: http.client.HTTPConnection | None = None

    def get(self, path: str, *, follow: bool = False, headers: Mapping[str, str] | None = None) -> Reply:
        reply = self._ask("GET", path, None, dict(headers or {}))
        for _ in range(5):
            if not follow or reply.status not in (301, 302, 303):
                break
            parts = urlsplit(reply.location)
            reply = self._ask("GET", parts.path + (f"?{parts.query}" if parts.query else ""), None, {})
        return reply

    def post(self, path: str, values: Mapping[str, str | Sequence[str]] | None = None, *, token: bool = True, follow: bool = False) -> Reply:
        """Send a form; its token is taken from the browser's cookie as a page would have it, unless `token` is False."""
        pairs = [(name, each) for name, value in (values or {}).items() for each in ([value] if isinstance(value, str) else value)]
        if token:
            pairs.append(("csrfmiddlewaretoken", self.token()))
        reply = self._ask("POST", path, urlencode(pairs).encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        return self.get(reply.location, follow=True) if follow and reply.status == 303 else reply

    def upload(self, path: str, files: Mapping[str, tuple[str, bytes]], values: Mapping[str, str] | None = None) -> Reply:
        """Send files: {field: (name, bytes)}."""
        edge = f"edge{random.randrange(10**12)}"
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                 for name, value in {**(values or {}), "csrfmiddlewaretoken": self.token()}.items()]
        for name, (called, data) in files.items():
            head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"\r\nContent-Type: application/octet-stream\r\n\r\n'
            parts.append(head.encode() + data + b"\r\n")
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        return self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def token(self) -> str:
        if "__Host-csrf" not in self.cookies:
            self.get("/sign-in/")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/preferences/").text)
        return found[1] if found else self.cookies.get("__Host-csrf", "")

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Reply:
        parts = urlsplit(self.address)
        sent = {"Host": parts.netloc, "Origin": self.address.rstrip("/"), **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        for attempt in (1, 2):
            try:
                self.link = self.link or http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
                self.link.request(method, path, body, sent)
                answer = self.link.getresponse()
                data = answer.read()
                break
            except (http.client.HTTPException, ConnectionError):
                self.link = None
                if attempt == 2:
                    raise
        found: dict[str, list[str]] = {}
        for name, value in answer.getheaders():
            found.setdefault(name.lower(), []).append(value)
        for cookie in found.get("set-cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            if value in ("", '""') or "max-age=0" in cookie.lower():
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return Reply(answer.status, found, data, path)


@dataclass
class Served:
    """A workspace that is served: its folder, its address, and the public site's."""

    folder: Path
    address: str
    public: str
    running: subprocess.Popen[str]

    def visit(self, name: str = "") -> Visit:
        """A visitor, signed in as the made-up person of that name; nobody where none is named."""
        visit = Visit(self.address)
        if name:
            page = visit.get("/sign-in/")
            found = re.search(rf'name="account" value="(\d+)"(?:(?!name="account").)*?{re.escape(name)}', page.text, re.S)
            number = found[1] if found else self._number(name)
            reply = visit.post("/sign-in/as/", {"account": number, "next": "/"})
            assert reply.status == 303, reply.plain
        return visit

    def _number(self, name: str) -> str:
        """The account of somebody who isn't offered to be, since they hold no role."""
        found = self.rows("SELECT id FROM accounts_account WHERE name = ?", name)
        assert found, f"{name} can't be signed in as"
        return str(found[0][0])

    def rows(self, words: str, *values: object) -> list[tuple[Any, ...]]:
        """What its database answers, of whichever kind it is; `?` stands for a value."""
        return rows(self.folder, words, *values)


@contextmanager
def serving(folder: Path, *, worker: bool = False) -> Iterator[Served]:
    """The real server over a workspace, until the end of the block."""
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    environment = {**os.environ, "PYTHONPATH": path}
    port = str(random.randrange(20_000, 50_000))
    running = subprocess.Popen([sys.executable, "-m", "web.server", str(folder), port, *(["worker"] if worker else [])],
                               stdout=subprocess.PIPE, text=True, env=environment)
    try:
        line = running.stdout.readline() if running.stdout else ""
        assert line, "the server did not start; what it said stands above"
        address, public = line.split()
        yield Served(folder, address, public, running)
    finally:
        running.terminate()
        try:
            running.wait(timeout=30)
        except subprocess.TimeoutExpired:
            running.kill()


def copy_of(folder: Path, to: Path) -> Path:
    """A workspace of one's own."""
    shutil.copytree(folder, to)
    return to
