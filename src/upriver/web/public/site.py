"""Serving a published site: plain files with safe headers, the reader's preferences in a cookie, and Have your say where it is open."""

from __future__ import annotations

import html
import mimetypes
import os
from collections.abc import Callable, Collection, Iterable
from http import cookies
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from upriver.web.public import exploring, voicing
from upriver.web.public.exploring import Explorer
from upriver.web.public.saying import style
from upriver.web.public.voicing import Voices

Start = Callable[[str, list[tuple[str, str]]], Any]

TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".html": "text/html; charset=utf-8",
}
HEADERS = [
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cache-Control", "no-cache"),
]
PREFERENCES = {"contrast": "high-contrast", "text": "large-text"}
"""Preference to the class that the page's root is given."""
MARK = b'class="upriver'
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""What this machine calls itself."""


class Site:
    """A WSGI application over one folder. Reads files below it and nothing else; writes nothing.

    `hosts` are the names that it answers to, any where none is given: a page elsewhere that has its own name point here learns nothing.
    """

    def __init__(self, folder: Path, voices: Voices | None = None, hosts: Collection[str] = ()) -> None:
        self.folder = folder.resolve()
        self.hosts = frozenset(hosts)
        self.voices = voices
        self.explorer = Explorer(self.folder)

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        path, method = environ.get("PATH_INFO", "/"), environ.get("REQUEST_METHOD", "GET")
        if self.hosts and _named(environ) not in self.hosts:
            return _answer(start, "400 Bad Request", b"This site has another name.", "text/plain; charset=utf-8", head=method == "HEAD")
        if path == "/preferences":
            return _answer(start, "301 Moved Permanently", b"", "text/plain", [("Location", "/preferences/")])
        if path == "/preferences/" and method == "POST":
            return self._prefer(environ, start)
        if self.voices is not None and path in (*voicing.PATHS, voicing.STYLE) and (said := self._voiced(path, environ)):
            status, body, more = said
            kind = "text/css; charset=utf-8" if path == voicing.STYLE else TYPES[".html"]
            return _answer(start, status, body, kind, more, head=method == "HEAD")
        if method not in ("GET", "HEAD"):
            return _answer(
                start, "405 Method Not Allowed", b"This address only shows pages.", "text/plain; charset=utf-8", [("Allow", "GET, HEAD")]
            )
        if path == "/preferences/":
            return _answer(start, "200 OK", self._choices(environ), TYPES[".html"], head=method == "HEAD")
        if path in (exploring.PAGE, exploring.TABLE, exploring.PAGE.rstrip("/")):
            return self._explore(path, environ, start, head=method == "HEAD")
        found = self._file(path)
        if found is None:
            return _answer(start, "404 Not Found", _not_found(), TYPES[".html"], head=method == "HEAD")
        if found.is_dir():
            return _answer(start, "301 Moved Permanently", b"", "text/plain", [("Location", _slashed(environ))])
        body = found.read_bytes()
        kind = TYPES.get(found.suffix) or mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        if found.suffix == ".html":
            body = _dressed(body, _preferred(environ))
        return _answer(start, "200 OK", body, kind, head=method == "HEAD")

    def _voiced(self, path: str, environ: dict[str, Any]) -> voicing.Reply | None:
        """Have your say, where the workspace serves it; None where the published page stands as it is."""
        if self.voices is None:
            return None
        if path == voicing.STYLE:
            return "200 OK", style(), []
        said = self.voices.answer(environ, lambda code: self._file("/have-your-say/" if code == "en" else f"/{code}/have-your-say/"))
        return (said[0], _dressed(said[1], _preferred(environ)), said[2]) if said else None

    def _explore(self, path: str, environ: dict[str, Any], start: Start, *, head: bool) -> Iterable[bytes]:
        query = str(environ.get("QUERY_STRING", ""))
        if not path.endswith("/") and path != exploring.TABLE:
            safe = query if len(query) < 2_000 and query.isascii() and query.isprintable() else ""
            return _answer(start, "301 Moved Permanently", b"", "text/plain", [("Location", exploring.PAGE + (f"?{safe}" if safe else ""))])
        found = self.explorer.answer(path, query)
        whole = path == exploring.TABLE and found.status == 200
        kind = TYPES[".csv"] if whole else "text/plain; charset=utf-8" if path == exploring.TABLE else TYPES[".html"]
        body = found.body if path == exploring.TABLE else _dressed(found.body, _preferred(environ))
        more = [("Content-Disposition", 'attachment; filename="cells.csv"')] if whole else []
        return _answer(start, exploring.STATUS[found.status], body, kind, more, head=head)

    def _file(self, path: str) -> Path | None:
        """The file an address means, or None; never one outside the folder."""
        try:
            wanted = (self.folder / path.lstrip("/")).resolve()
            if not wanted.is_relative_to(self.folder) or not wanted.exists():
                return None
        except (OSError, ValueError):
            return None
        if wanted.is_dir():
            index = wanted / "index.html"
            return (index if path.endswith("/") else wanted) if index.is_file() else None
        return wanted

    def _prefer(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        size = min(int(environ.get("CONTENT_LENGTH") or 0), 1000)
        sent = parse_qs(environ["wsgi.input"].read(size).decode("ascii", "replace"))
        chosen = [name for name in PREFERENCES if sent.get(name) == ["on"]]
        cookie = f"preferences={'.'.join(chosen)}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly"
        return _answer(
            start, "303 See Other", b"", "text/plain", [("Location", "/preferences/"), ("Set-Cookie", cookie)]
        )

    def _choices(self, environ: dict[str, Any]) -> bytes:
        chosen = _preferred(environ)
        boxes = "".join(
            f'<p><input type="checkbox" id="{name}" name="{name}" value="on"{" checked" if name in chosen else ""}> '
            f'<label for="{name}">{label}</label></p>'
            for name, label in (("contrast", "High contrast"), ("text", "Larger text"))
        )
        form = f'<form method="post" action="/preferences/">{boxes}<button type="submit">Save</button></form>'
        says = "<p>These are kept in a cookie on this device and sent nowhere else.</p>"
        return _dressed(_page("How these pages look", says + form).encode(), chosen)


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en" class="upriver"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/assets/upriver.css"></head><body><main id="main-content" class="u-main">'
        f'<h1>{html.escape(title)}</h1>{body}<p><a href="/">Back to the first page</a></p></main></body></html>'
    )


def _named(environ: dict[str, Any]) -> str:
    """The name that was asked for, without its port; "" where it can't be read."""
    try:
        return urlsplit(f"//{environ.get('HTTP_HOST', '')}").hostname or ""
    except ValueError:
        return ""


def _not_found() -> bytes:
    return _page("Page not found", "<p>Nothing is published at this address.</p>").encode()


def _slashed(environ: dict[str, Any]) -> str:
    return "/" + environ.get("PATH_INFO", "/").strip("/") + "/"


def _preferred(environ: dict[str, Any]) -> tuple[str, ...]:
    try:
        jar = cookies.SimpleCookie(environ.get("HTTP_COOKIE", ""))
    except cookies.CookieError:
        return ()
    given = jar["preferences"].value.split(".") if "preferences" in jar else []
    return tuple(name for name in PREFERENCES if name in given)


def _dressed(body: bytes, chosen: tuple[str, ...]) -> bytes:
    classes = " ".join(PREFERENCES[name] for name in chosen)
    return body.replace(MARK, MARK + b" " + classes.encode(), 1) if classes else body


def _answer(
    start: Start, status: str, body: bytes, kind: str, more: list[tuple[str, str]] | None = None, *, head: bool = False
) -> Iterable[bytes]:
    start(status, [("Content-Type", kind), ("Content-Length", str(len(body))), *HEADERS, *(more or [])])
    return [b"" if head else body]


def serve(folder: Path, *, port: int, tries: int, told: Callable[[str], None]) -> None:
    """Serve a folder on 127.0.0.1 at a port, or at the next free one, until interrupted; tells the address."""
    import waitress

    for offset in range(tries):
        try:
            server = waitress.create_server(Site(folder, hosts=HERE), host="127.0.0.1", port=port + offset, threads=4, ident=None)
        except OSError:
            continue
        told(f"http://127.0.0.1:{port + offset}/")
        try:
            server.run()
        finally:
            server.close()
        return
    raise OSError(f"no port from {port} to {port + tries - 1} is free on {os.name}")
