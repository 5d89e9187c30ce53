"""Fetching open data: against a local server that answers, and fails, as publishers do."""

from __future__ import annotations

import hashlib
import json
import shutil
import ssl
import struct
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from urllib.request import OpenerDirector

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from upriver import __version__, shelf
from upriver.intake.online.fetching import Fetched, fetch, plan, summary_lines
from upriver.intake.online.polite_http import check_address
from upriver.intake.online.remote_zip import list_members, take_member
from upriver.intake.online.sources import (
    UNVERIFIED,
    Source,
    check_file_name,
    source_from,
    source_named,
    sources,
    wanted_files,
)
from upriver.words.period import month_name, month_number
from upriver.words.refusal import Refusal

NOW = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
TABLE = b"LSOA code (2021),rank\n" + b"".join(b"E0100%04d,%d\n" % (n, n) for n in range(20_000))
ONE_FILE = Source(
    slug="one_file", title="One file", says="A table.", publisher="A publisher", licence="OGL",
    page="https://example.org/", kind="file", address="https://example.org/table.csv", save_as="table.csv",
    feeds=(), at_most_mb=1, verified=False, caveat=UNVERIFIED)
POLICE = source_named("police_uk_archive")
ARCHIVE = "/data/archive/2025-03.zip"


# A small publisher: a local server with files, ranges, marks of version, and faults on demand

Fault = Callable[[BaseHTTPRequestHandler, bytes], None]


@dataclass
class Asked:
    path: str
    headers: dict[str, str]

    @property
    def range(self) -> str | None:
        return self.headers.get("range")


@dataclass
class Publisher:
    """Serves `files`; for each path the faults in `faults` come first, one a request."""

    files: dict[str, bytes] = field(default_factory=dict)
    etags: dict[str, str | None] = field(default_factory=dict)
    dated: str | None = None
    ranges: bool = True
    heeds_if_range: bool = True
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    base: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, path: str, content: bytes, *faults: Fault, etag: str | None = '"one"') -> None:
        self.files[path], self.etags[path], self.faults[path] = content, etag, list(faults)

    def change(self, path: str, content: bytes, etag: str | None = '"two"') -> None:
        self.files[path], self.etags[path] = content, etag

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self.asked.append(Asked(request.path, {k.lower(): v for k, v in request.headers.items()}))
        waiting = self.faults.get(request.path, [])
        content = self.files.get(request.path)
        if waiting:
            waiting.pop(0)(request, content or b"")
        elif content is None:
            say(request, 404)
        else:
            self.serve(request, content)

    def serve(self, request: BaseHTTPRequestHandler, content: bytes, *,
              stop_after: int | None = None) -> None:
        """The file or the part that was asked for; `stop_after` breaks the line after so many bytes."""
        etag = self.etags.get(request.path)
        start, stop = 0, len(content)
        wanted = request.headers.get("Range") if self.ranges else None
        condition = request.headers.get("If-Range")
        if wanted and condition and self.heeds_if_range and condition not in (etag, self.dated):
            wanted = None
        if wanted:
            first, last = wanted.removeprefix("bytes=").split("-")
            start, stop = int(first), min(int(last or len(content) - 1) + 1, len(content))
            if start >= len(content):
                return say(request, 416)
        request.send_response(206 if wanted else 200)
        request.send_header("Content-Length", str(stop - start))
        if wanted:
            request.send_header("Content-Range", f"bytes {start}-{stop - 1}/{len(content)}")
        if etag:
            request.send_header("ETag", etag)
        if self.dated:
            request.send_header("Last-Modified", self.dated)
        request.end_headers()
        request.wfile.write(content[start:stop][:stop_after])


def say(request: BaseHTTPRequestHandler, code: int, **headers: str) -> None:
    """An answer without a body."""
    request.send_response(code)
    request.send_header("Content-Length", "0")
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()


def answers(code: int, **headers: str) -> Fault:
    return lambda request, content: say(request, code, **headers)


def start(publisher: Publisher, wrap: Callable[[ThreadingHTTPServer], None] | None = None,
          scheme: str = "http") -> ThreadingHTTPServer:
    """Start serving on a free port of this machine; the caller shuts it down."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            publisher.handle(self)

        def log_message(self, *args: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a client that hangs up early is part of the tests

    server = Quiet(("127.0.0.1", 0), Handler)
    if wrap:
        wrap(server)
    publisher.base = f"{scheme}://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    return server


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY",
                 "SSL_CERT_FILE", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    published = Publisher()
    server = start(published)
    yield published
    server.shutdown()
    server.server_close()


class Waits(list[float]):
    """Stands for the clock: notes how long it was asked to wait, and does not."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def get(publisher: Publisher, into: Path, source: Source = ONE_FILE, **how: object) -> tuple[Fetched, ...]:
    settled = {"base": publisher.base, "pause": Waits(), "now": NOW, **how}
    return fetch(source, into=into, **settled)  # type: ignore[arg-type]


def get_police(publisher: Publisher, into: Path, **how: object) -> tuple[Fetched, ...]:
    settled = {"months": ["2025-03"], "forces": ["hampshire"], "parts": ["street"], **how}
    return get(publisher, into, POLICE, **settled)


def ledger(into: Path) -> dict[str, dict[str, object]]:
    return json.loads((into / "fetched.json").read_text("utf-8"))["files"]


def street(month: str, force: str, rows: int = 300) -> bytes:
    lines = (f"{hashlib.sha256(f'{force}{n}'.encode()).hexdigest()},{month}\n" for n in range(rows))
    return b"Crime ID,Month\n" + "".join(lines).encode()


def police_zip(months: tuple[str, ...] = ("2025-02", "2025-03"),
               forces: tuple[str, ...] = ("hampshire", "surrey")) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for month in months:
            for force in forces:
                for part in ("street", "outcomes", "stop-and-search"):
                    archive.writestr(f"{month}/{month}-{force}-{part}.csv", street(month, force + part))
    return buffer.getvalue()


def breaks_after(publisher: Publisher, count: int):
    return lambda request, content: publisher.serve(request, content, stop_after=count)


# One whole file

def test_a_file_arrives_as_it_was_published(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    (fetched,) = get(publisher, tmp_path)
    assert fetched.path.read_bytes() == TABLE


def test_a_fetched_file_is_noted_with_where_when_how_long_what_and_under_which_licence(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    get(publisher, tmp_path)
    noted = ledger(tmp_path)["table.csv"]
    assert {key: noted[key] for key in ("address", "fetched_at", "size", "sha256", "licence", "etag")} == {
        "address": f"{publisher.base}/table.csv", "fetched_at": "2026-01-15T09:30:00Z", "size": len(TABLE),
        "sha256": hashlib.sha256(TABLE).hexdigest(), "licence": "OGL", "etag": '"one"'}


def test_nothing_but_the_file_and_the_note_is_left_behind(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    get(publisher, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fetched.json", "table.csv"]


def test_what_is_there_with_the_right_hash_is_not_asked_for_again(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    get(publisher, tmp_path)
    (again,) = get(publisher, tmp_path)
    assert (again.state, len(publisher.asked)) == ("already there", 1)


def test_a_file_that_was_taken_away_is_fetched_again(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    get(publisher, tmp_path)
    (tmp_path / "table.csv").unlink()
    assert get(publisher, tmp_path)[0].state == "fetched"


@pytest.mark.parametrize("fetched_first", [True, False])
def test_a_file_that_is_not_ours_or_was_changed_is_never_written_over(publisher, tmp_path, fetched_first):
    publisher.put("/table.csv", TABLE)
    if fetched_first:
        get(publisher, tmp_path)
    own = b"an analyst's own work".ljust(len(TABLE))
    (tmp_path / "table.csv").write_bytes(own)
    with pytest.raises(Refusal, match="not written over"):
        get(publisher, tmp_path)
    assert (tmp_path / "table.csv").read_bytes() == own


@pytest.mark.skipif(sys.platform == "win32", reason="making a link needs rights on Windows")
@pytest.mark.parametrize("name", ["table.csv", "table.csv.part", "table.csv.part.json"])
def test_a_link_out_of_the_folder_is_not_written_through(publisher, tmp_path, name):
    publisher.put("/table.csv", TABLE)
    into, outside = tmp_path / "into", tmp_path / "outside"
    into.mkdir()
    (into / name).symlink_to(outside)
    with pytest.raises(Refusal, match="link"):
        get(publisher, into)
    assert not outside.exists()


def test_a_note_that_cannot_be_read_is_a_refusal(publisher, tmp_path):
    (tmp_path / "fetched.json").write_text("{", encoding="utf-8")
    with pytest.raises(Refusal, match="can't be read"):
        get(publisher, tmp_path)


def test_a_folder_that_cannot_be_used_is_a_refusal(publisher, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refusal, match="could not be used"):
        get(publisher, tmp_path / "file")


def test_the_server_is_told_that_upriver_asks(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    get(publisher, tmp_path)
    assert publisher.asked[0].headers["user-agent"] == f"Upriver/{__version__}"


def test_nothing_is_sent_but_the_request(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    get(publisher, tmp_path)
    assert set(publisher.asked[0].headers) == {"host", "user-agent", "accept-encoding", "connection"}


def test_progress_ends_with_all_bytes(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    heard: list[tuple[str, int, int | None]] = []
    get(publisher, tmp_path, progress=lambda *told: heard.append(told))
    assert heard[-1] == ("table.csv", len(TABLE), len(TABLE))


# Carrying on

def note_begun(into: Path, address: str) -> None:
    version = {"etag": '"one"', "last_modified": None, "length": len(TABLE)}
    (into / "table.csv.part.json").write_text(json.dumps({"address": address, **version}), "utf-8")


def test_a_broken_download_carries_on_where_it_broke(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    publisher.faults["/table.csv"] = [breaks_after(publisher, 100_000)]
    (fetched,) = get(publisher, tmp_path)
    assert (publisher.asked[1].range, fetched.path.read_bytes()) == ("bytes=100000-", TABLE)


def test_a_later_run_carries_on_where_an_earlier_one_gave_up(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    publisher.faults["/table.csv"] = [breaks_after(publisher, 70_000)]
    with pytest.raises(Refusal, match="what has arrived is kept"):
        get(publisher, tmp_path, tries=1)
    (fetched,) = get(publisher, tmp_path)
    assert (publisher.asked[1].range, fetched.path.read_bytes()) == ("bytes=70000-", TABLE)


def test_a_run_stopped_before_the_file_got_its_name_needs_no_request(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    get(publisher, tmp_path)
    (tmp_path / "table.csv").rename(tmp_path / "table.csv.part")
    note_begun(tmp_path, f"{publisher.base}/table.csv")
    (fetched,) = get(publisher, tmp_path)
    assert (len(publisher.asked), fetched.path.read_bytes()) == (1, TABLE)


@pytest.mark.parametrize("heeds_if_range", [True, False])
def test_a_file_that_changed_between_the_parts_starts_again(publisher, tmp_path, heeds_if_range):
    changed = TABLE.replace(b"E01", b"W01")
    publisher.put("/table.csv", TABLE)
    publisher.heeds_if_range = heeds_if_range

    def breaks_and_changes(request: BaseHTTPRequestHandler, content: bytes) -> None:
        publisher.serve(request, content, stop_after=100_000)
        publisher.change("/table.csv", changed)

    publisher.faults["/table.csv"] = [breaks_and_changes]
    (fetched,) = get(publisher, tmp_path)
    assert fetched.path.read_bytes() == changed


def test_a_file_that_grew_shorter_between_the_parts_starts_again(publisher, tmp_path):
    publisher.put("/table.csv", TABLE, etag=None)
    publisher.dated, publisher.heeds_if_range = "Mon, 01 Dec 2025 00:00:00 GMT", False

    def breaks_and_shrinks(request: BaseHTTPRequestHandler, content: bytes) -> None:
        publisher.serve(request, content, stop_after=100_000)
        publisher.change("/table.csv", TABLE[:50_000], None)

    publisher.faults["/table.csv"] = [breaks_and_shrinks]
    (fetched,) = get(publisher, tmp_path)
    assert fetched.path.read_bytes() == TABLE[:50_000]


def test_without_a_mark_of_version_a_broken_download_starts_again(publisher, tmp_path):
    publisher.put("/table.csv", TABLE, etag=None)
    publisher.faults["/table.csv"] = [breaks_after(publisher, 100_000)]
    (fetched,) = get(publisher, tmp_path)
    assert (publisher.asked[1].range, fetched.path.read_bytes()) == (None, TABLE)


def test_a_weak_mark_of_version_is_not_relied_on(publisher, tmp_path):
    publisher.put("/table.csv", TABLE, etag='W/"one"')
    publisher.dated = "Mon, 01 Dec 2025 00:00:00 GMT"
    publisher.faults["/table.csv"] = [breaks_after(publisher, 100_000)]
    get(publisher, tmp_path)
    assert publisher.asked[1].headers["if-range"] == publisher.dated


def test_a_server_that_sends_no_parts_starts_again(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    publisher.ranges, publisher.faults["/table.csv"] = False, [breaks_after(publisher, 100_000)]
    (fetched,) = get(publisher, tmp_path)
    assert fetched.path.read_bytes() == TABLE


def test_a_part_of_another_address_is_not_carried_on(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    (tmp_path / "table.csv.part").write_bytes(b"other")
    note_begun(tmp_path, "https://elsewhere/table.csv")
    (fetched,) = get(publisher, tmp_path)
    assert fetched.path.read_bytes() == TABLE


# Patience

def test_the_wait_a_server_asks_for_is_kept(publisher, tmp_path):
    publisher.put("/table.csv", TABLE, answers(429, Retry_After="7"), answers(503, Retry_After="11"))
    waits = Waits()
    get(publisher, tmp_path, pause=waits)
    assert waits == [7.0, 11.0]


def test_a_wait_given_as_a_date_counts_from_the_servers_own_clock(publisher, tmp_path):
    def later(request: BaseHTTPRequestHandler, content: bytes) -> None:
        request.send_response_only(503)
        request.send_header("Date", "Mon, 01 Dec 2025 10:00:00 GMT")
        request.send_header("Retry-After", "Mon, 01 Dec 2025 10:01:30 GMT")
        request.send_header("Content-Length", "0")
        request.end_headers()

    publisher.put("/table.csv", TABLE, later)
    waits = Waits()
    get(publisher, tmp_path, pause=waits)
    assert waits == [90.0]


def test_without_a_wait_asked_for_each_wait_is_twice_the_last(publisher, tmp_path):
    publisher.put("/table.csv", TABLE, *[answers(503)] * 4)
    waits = Waits()
    get(publisher, tmp_path, pause=waits)
    assert waits == [1.0, 2.0, 4.0, 8.0]


def test_a_server_that_never_recovers_is_given_up_after_the_tries(publisher, tmp_path):
    publisher.put("/table.csv", TABLE, *[answers(503)] * 9)
    with pytest.raises(Refusal, match="3 times in a row without success: the server answered 503"):
        get(publisher, tmp_path, tries=3)
    assert len(publisher.asked) == 3


def test_a_server_that_asks_for_a_day_is_left_alone_at_once(publisher, tmp_path):
    publisher.put("/table.csv", TABLE, answers(429, Retry_After="86400"))
    waits = Waits()
    with pytest.raises(Refusal, match="left alone for 1440 minutes"):
        get(publisher, tmp_path, pause=waits)
    assert waits == []


def test_a_file_that_is_still_being_made_is_asked_for_again(publisher, tmp_path):
    publisher.put("/table.csv", TABLE, answers(202))
    (fetched,) = get(publisher, tmp_path)
    assert fetched.path.read_bytes() == TABLE


def test_a_file_that_is_not_there_is_not_asked_for_twice(publisher, tmp_path):
    with pytest.raises(Refusal, match="look on the publisher's page"):
        get(publisher, tmp_path)
    assert len(publisher.asked) == 1


def test_a_machine_without_a_network_is_told_so(tmp_path):
    with pytest.raises(Refusal, match="tried 2 times in a row"):
        fetch(ONE_FILE, into=tmp_path, now=NOW, base="http://127.0.0.1:9", tries=2, pause=Waits())


def test_there_is_never_more_than_one_connection(publisher, tmp_path, monkeypatch):
    answers_so_far, still_open = [], []
    really_open = OpenerDirector.open

    def watched(*args: object, **how: object) -> HTTPResponse:
        still_open.append(sum(not answer.isclosed() for answer in answers_so_far))
        answers_so_far.append(really_open(*args, **how))
        return answers_so_far[-1]

    monkeypatch.setattr(OpenerDirector, "open", watched)
    publisher.put(ARCHIVE, police_zip())
    publisher.faults[ARCHIVE] = [publisher.serve, publisher.serve, breaks_after(publisher, 2_000)]
    get_police(publisher, tmp_path, months=["2025-02", "2025-03"], forces=["hampshire", "surrey"], parts=())
    assert still_open == [0] * 15


# Where it goes, and how much

def test_a_redirect_is_followed(publisher, tmp_path):
    publisher.put("/table.csv", b"", answers(302, Location="/elsewhere.csv"))
    publisher.put("/elsewhere.csv", TABLE)
    (fetched,) = get(publisher, tmp_path)
    assert fetched.path.read_bytes() == TABLE


@pytest.mark.parametrize("onward", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/plain,x", "gopher://x/"])
def test_a_redirect_to_another_scheme_is_refused(publisher, tmp_path, onward):
    publisher.put("/table.csv", b"", answers(302, Location=onward))
    with pytest.raises(Refusal, match="not safe to follow"):
        get(publisher, tmp_path)


def test_a_redirect_without_end_is_refused(publisher, tmp_path):
    publisher.put("/table.csv", b"", *[answers(301, Location="/table.csv")] * 50)
    with pytest.raises(Refusal, match="without end"):
        get(publisher, tmp_path)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://host/x", "//host/x", "https://", "https:///x",
                                     "https://me:secret@host/x", "https://host/a b", "https://host:99999/x",
                                     "https://host/x\r\nInjected: y"])
def test_an_address_that_is_not_plain_http_is_refused_without_repeating_it(address):
    with pytest.raises(Refusal) as refused:
        check_address(address)
    assert "secret" not in str(refused.value)


def test_a_file_longer_than_allowed_is_refused_before_it_is_read(publisher, tmp_path):
    publisher.put("/table.csv", b"x" * 1_000_001)
    heard: list[object] = []
    with pytest.raises(Refusal, match="longer than the 1 MB allowed"):
        get(publisher, tmp_path, progress=lambda *told: heard.append(told))
    assert heard == []


def test_a_file_of_exactly_the_length_allowed_is_taken(publisher, tmp_path):
    publisher.put("/table.csv", b"x" * 1_000_000)
    assert get(publisher, tmp_path)[0].size == 1_000_000


def in_chunks(size: int, *, finished: bool = True):
    def send(request: BaseHTTPRequestHandler, content: bytes) -> None:
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        for at in range(0, len(content), size):
            piece = content[at : at + size]
            request.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        request.wfile.write(b"0\r\n\r\n" if finished else b"")
    return send


def test_a_file_sent_in_chunks_without_a_length_arrives_whole(publisher, tmp_path):
    publisher.put("/table.csv", TABLE, in_chunks(7_001))
    assert get(publisher, tmp_path)[0].path.read_bytes() == TABLE


def test_a_file_sent_in_chunks_that_breaks_off_is_never_taken_for_whole(publisher, tmp_path):
    publisher.put("/table.csv", TABLE[:90_000], in_chunks(7_001, finished=False), etag=None)
    with pytest.raises(Refusal, match="the connection broke"):
        get(publisher, tmp_path, tries=1)
    assert not (tmp_path / "table.csv").exists()


def test_a_file_sent_in_chunks_past_the_length_allowed_is_refused_and_nothing_kept(publisher, tmp_path):
    publisher.put("/table.csv", b"x" * 3_000_000, in_chunks(100_000))
    with pytest.raises(Refusal, match="longer than the 1 MB allowed"):
        get(publisher, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_whose_end_cannot_be_told_is_refused(publisher, tmp_path):
    def no_length(request: BaseHTTPRequestHandler, content: bytes) -> None:
        request.send_response(200)
        request.end_headers()
        request.wfile.write(content)

    publisher.put("/table.csv", TABLE, no_length)
    with pytest.raises(Refusal, match="does not say how long"):
        get(publisher, tmp_path)


@pytest.mark.parametrize("page", [b"<!DOCTYPE html><p>Please sign in", b"\xef\xbb\xbf\r\n <HTML>blocked"])
def test_a_web_page_in_place_of_the_file_is_refused_and_nothing_kept(publisher, tmp_path, page):
    publisher.put("/table.csv", page)
    with pytest.raises(Refusal, match="a web page, not with the file"):
        get(publisher, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_packed_answer_that_was_not_asked_for_is_refused(publisher, tmp_path):
    publisher.put("/table.csv", TABLE, answers(200, Content_Encoding="gzip"))
    with pytest.raises(Refusal, match="packed answer"):
        get(publisher, tmp_path)


def test_a_file_with_another_hash_than_declared_is_refused_and_nothing_kept(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    with pytest.raises(Refusal, match="SHA-256 differs"):
        get(publisher, tmp_path, replace(ONE_FILE, sha256="0" * 64))
    assert list(tmp_path.iterdir()) == []


def test_a_file_with_the_hash_declared_is_taken(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    pinned = replace(ONE_FILE, sha256=hashlib.sha256(TABLE).hexdigest())
    assert get(publisher, tmp_path, pinned)[0].state == "fetched"


# Proxy and certificates

def test_the_proxy_of_the_environment_is_used(publisher, tmp_path, monkeypatch):
    monkeypatch.setenv("http_proxy", publisher.base)
    publisher.put("http://data.example/table.csv", TABLE)
    (fetched,) = get(publisher, tmp_path, base="http://data.example")
    assert (publisher.asked[0].path, fetched.state) == ("http://data.example/table.csv", "fetched")


def test_a_host_named_in_no_proxy_is_asked_directly(publisher, tmp_path, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    publisher.put("/table.csv", TABLE)
    assert get(publisher, tmp_path)[0].state == "fetched"


def test_a_proxy_that_asks_who_you_are_is_named_without_its_password(publisher, tmp_path, monkeypatch):
    monkeypatch.setenv("http_proxy", publisher.base.replace("//", "//me:secret@"))
    publisher.put("http://data.example/table.csv", b"", answers(407))
    with pytest.raises(Refusal, match="407") as refused:
        get(publisher, tmp_path, base="http://data.example")
    assert "secret" not in str(refused.value)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not on this machine, so no private certificate can be made")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run([openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                    "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1",
                    "-keyout", str(folder / "key.pem"), "-out", str(folder / "ca.pem")],
                   check=True, capture_output=True)
    return folder / "ca.pem"


@pytest.fixture
def private(certificate: Path) -> Iterator[Publisher]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))

    def wrap(server: ThreadingHTTPServer) -> None:
        server.socket = context.wrap_socket(server.socket, server_side=True)

    published = Publisher()
    server = start(published, wrap, "https")
    published.put("/table.csv", TABLE)
    yield published
    server.shutdown()
    server.server_close()


def test_a_certificate_nobody_vouches_for_is_refused_and_the_way_out_named(private, tmp_path):
    with pytest.raises(Refusal, match="--ca-file"):
        get(private, tmp_path)


def test_a_private_certificate_is_trusted_when_its_file_is_given(private, tmp_path, certificate):
    assert get(private, tmp_path, ca_file=certificate)[0].path.read_bytes() == TABLE


def test_a_private_certificate_is_trusted_when_the_environment_names_it(private, tmp_path, certificate,
                                                                         monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert get(private, tmp_path)[0].path.read_bytes() == TABLE


def test_a_redirect_down_from_https_to_http_is_refused(private, publisher, tmp_path, certificate):
    publisher.put("/table.csv", TABLE)
    private.put("/table.csv", b"", answers(302, Location=f"{publisher.base}/table.csv"))
    with pytest.raises(Refusal, match="not safe to follow"):
        get(private, tmp_path, ca_file=certificate)
    assert publisher.asked == []


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_a_certificate_file_that_cannot_be_read_is_a_refusal(publisher, tmp_path, content):
    if content:
        (tmp_path / "ca.pem").write_bytes(content)
    with pytest.raises(Refusal, match="certificate file"):
        get(publisher, tmp_path / "into", ca_file=tmp_path / "ca.pem")


# Taking a little out of an archive

def test_only_the_members_wanted_are_taken(publisher, tmp_path):
    publisher.put(ARCHIVE, police_zip())
    get_police(publisher, tmp_path, months=["2025-02", "2025-03"])
    assert sorted(ledger(tmp_path)) == ["2025-02-hampshire-street.csv", "2025-03-hampshire-street.csv"]


def test_a_member_is_what_was_put_into_the_archive(publisher, tmp_path):
    publisher.put(ARCHIVE, police_zip())
    (fetched,) = get_police(publisher, tmp_path)
    assert fetched.path.read_bytes() == street("2025-03", "hampshirestreet")


def test_all_parts_are_taken_where_none_is_named(publisher, tmp_path):
    publisher.put(ARCHIVE, police_zip())
    names = [file.name for file in get_police(publisher, tmp_path, parts=())]
    assert names == [f"2025-03-hampshire-{part}.csv" for part in ("street", "outcomes", "stop-and-search")]


def test_far_less_than_the_archive_is_asked_for(publisher, tmp_path):
    archive = police_zip(("2025-03",), tuple(f"force-{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"))
    publisher.put(ARCHIVE, archive)
    get_police(publisher, tmp_path, forces=["force-c"])
    spans = [asked.range.removeprefix("bytes=").split("-") for asked in publisher.asked]
    assert sum(int(last) - int(first) + 1 for first, last in spans) < len(archive) / 5


def test_each_member_takes_one_request(publisher, tmp_path):
    publisher.put(ARCHIVE, police_zip())
    get_police(publisher, tmp_path)
    one = len(publisher.asked)
    get_police(publisher, tmp_path / "other", parts=("street", "outcomes"))
    assert len(publisher.asked) - one == one + 1


def test_a_zip64_archive_is_read(publisher, tmp_path, monkeypatch):
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 50)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 3)
    archive = police_zip()
    assert b"PK\x06\x06" in archive and b"PK\x06\x07" in archive
    publisher.put(ARCHIVE, archive)
    (fetched,) = get_police(publisher, tmp_path)
    assert fetched.path.read_bytes() == street("2025-03", "hampshirestreet")


def test_a_member_whose_line_breaks_is_carried_on(publisher, tmp_path):
    publisher.put(ARCHIVE, police_zip())
    whole = publisher.serve
    publisher.faults[ARCHIVE] = [whole, whole, breaks_after(publisher, 2_000)]
    (fetched,) = get_police(publisher, tmp_path)
    assert fetched.path.read_bytes() == street("2025-03", "hampshirestreet")


@pytest.mark.parametrize("heeds_if_range", [True, False])
@pytest.mark.parametrize("months", [("2025-03",), ("2025-01", "2025-02", "2025-03")],
                         ids=["shorter", "longer"])
def test_an_archive_that_changes_while_it_is_read_is_refused(publisher, tmp_path, heeds_if_range, months):
    publisher.put(ARCHIVE, police_zip())
    publisher.heeds_if_range = heeds_if_range

    def changes_first(request: BaseHTTPRequestHandler, content: bytes) -> None:
        publisher.change(ARCHIVE, police_zip(months))
        publisher.serve(request, publisher.files[ARCHIVE])

    publisher.faults[ARCHIVE] = [publisher.serve, publisher.serve, changes_first]
    with pytest.raises(Refusal, match="changed at the publisher"):
        get_police(publisher, tmp_path)
    assert not list(tmp_path.glob("*.csv*"))


def test_an_archive_is_not_opened_when_its_members_are_there(publisher, tmp_path):
    publisher.put(ARCHIVE, police_zip())
    get_police(publisher, tmp_path)
    before = len(publisher.asked)
    get_police(publisher, tmp_path)
    assert len(publisher.asked) == before


def test_a_force_month_the_archive_does_not_hold_is_named_and_no_file_made(publisher, tmp_path):
    publisher.put(ARCHIVE, police_zip(("2025-03",)))
    missing, _ = get_police(publisher, tmp_path, months=["2025-02", "2025-03"])
    assert (missing.state, missing.path, missing.size) == ("not in the archive", None, None)


def test_a_misspelt_force_is_refused_with_the_likely_one(publisher, tmp_path):
    publisher.put(ARCHIVE, police_zip())
    with pytest.raises(Refusal, match="Did you mean hampshire"):
        get_police(publisher, tmp_path, forces=["hampshre"])


def test_a_server_that_sends_no_parts_is_refused_unless_the_whole_is_allowed(publisher, tmp_path):
    publisher.put(ARCHIVE, police_zip())
    publisher.ranges = False
    with pytest.raises(Refusal, match="does not send parts"):
        get_police(publisher, tmp_path)


def test_a_whole_archive_gives_the_same_members_and_is_not_kept(publisher, tmp_path):
    publisher.put(ARCHIVE, police_zip())
    publisher.ranges = False
    (fetched,) = get_police(publisher, tmp_path, whole=True)
    assert fetched.path.read_bytes() == street("2025-03", "hampshirestreet")
    assert {path.name for path in tmp_path.iterdir()} == {"2025-03-hampshire-street.csv", "fetched.json"}


def test_an_archive_longer_than_allowed_is_refused(publisher, tmp_path):
    publisher.put(ARCHIVE, police_zip() + b"x" * 1_000_000)
    with pytest.raises(Refusal, match="longer than the 1 MB allowed"):
        get(publisher, tmp_path, replace(POLICE, at_most_mb=1), months=["2025-03"], forces=["hampshire"])


# Archives that lie

@dataclass
class Memory:
    """An archive in memory, sent in pieces of a chosen size."""

    content: bytes
    piece: int = 1 << 16
    name: str = "made up.zip"

    @property
    def length(self) -> int:
        return len(self.content)

    def stream(self, start: int, size: int) -> Generator[bytes, None, None]:
        for at in range(start, min(start + size, self.length), self.piece):
            yield self.content[at : min(at + self.piece, start + size)]


def a_zip(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.comment = comment
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def listed_with(archive: bytes, offset: int, form: str, value: int) -> bytes:
    """The archive with one field of its first list entry changed."""
    changed = bytearray(archive)
    struct.pack_into(form, changed, archive.index(b"PK\x01\x02") + offset, value)
    return bytes(changed)


def read_back(content: bytes, folder: Path, piece: int = 1 << 16,
              at_most: int = 10_000_000) -> dict[str, bytes]:
    archive, found = Memory(content, piece), {}
    for member in list_members(archive):
        take_member(archive, member, folder / "taken", at_most=at_most)
        found[member.name] = (folder / "taken").read_bytes()
    return found


@pytest.mark.parametrize("name", ["../evil.csv", "a/../../evil.csv", "/evil.csv", "C:/evil.csv",
                                  "a\\..\\evil.csv", "./a.csv", "a//b.csv"])
def test_an_archive_with_a_name_that_points_elsewhere_is_refused(name):
    with pytest.raises(Refusal, match="points out of the archive"):
        list_members(Memory(a_zip(("x" * len(name), b"1")).replace(b"x" * len(name), name.encode())))


def test_a_member_longer_than_allowed_is_refused_before_it_is_inflated(tmp_path):
    with pytest.raises(Refusal, match="more than the 1 MB allowed"):
        read_back(a_zip(("bomb.csv", b"0" * 2_000_000)), tmp_path, at_most=1_000_000)


def test_a_member_that_inflates_to_more_than_the_list_says_is_stopped(tmp_path):
    bomb = listed_with(a_zip(("bomb.csv", b"0" * 2_000_000)), 24, "<L", 10)
    with pytest.raises(Refusal, match="longer than the list says"):
        read_back(bomb, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("what", "offset", "form", "value"), [
    ("checksum", 16, "<L", 1), ("inflated length", 24, "<L", 300_001), ("packed length", 20, "<L", 5),
    ("offset", 42, "<L", 7), ("offset past the end", 42, "<L", 4_000_000), ("way of packing", 10, "<H", 9),
    ("encryption", 8, "<H", 1), ("ZIP64 that is not there", 24, "<L", 0xFFFFFFFF)])
def test_a_list_that_lies_is_refused(tmp_path, what, offset, form, value):
    with pytest.raises(Refusal):
        read_back(listed_with(a_zip(("a.csv", TABLE)), offset, form, value), tmp_path)
    assert list(tmp_path.iterdir()) == [], what


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all" * 99, a_zip(("a.csv", TABLE))[:-9],
                                     a_zip(("a.csv", TABLE))[500:]])
def test_what_is_no_whole_archive_is_refused(tmp_path, content):
    with pytest.raises(Refusal):
        read_back(content, tmp_path)


def test_an_archive_that_lists_a_file_twice_is_refused(publisher, tmp_path):
    name = "2025-03/2025-03-hampshire-street.csv"
    with pytest.warns(UserWarning, match="Duplicate"):
        publisher.put(ARCHIVE, a_zip((name, b"1"), (name, b"2")))
    with pytest.raises(Refusal, match="lists a file twice"):
        get_police(publisher, tmp_path)


NAMES = st.lists(st.text("abc/é", min_size=1).filter(lambda n: all(n.split("/"))), unique=True, max_size=4)


@settings(deadline=None, max_examples=60)
@given(names=NAMES, content=st.binary(max_size=300), repeats=st.integers(0, 2_000), packed=st.booleans(),
       comment=st.binary(max_size=60), piece=st.integers(1, 500))
@example(names=[], content=b"", repeats=0, packed=True, comment=b"", piece=1)
@example(names=["a"], content=b"", repeats=0, packed=True, comment=b"PK\x05\x06" + b"\0" * 18, piece=1)
@example(names=["a", "b"], content=b"\0" * 262, repeats=2_000, packed=True, comment=b"PK\x05\x06", piece=3)
@example(names=["a"], content=b"\0", repeats=0xFFFF + 1, packed=False, comment=b"", piece=500)
def test_what_was_put_into_an_archive_comes_out_of_it(tmp_path_factory, names, content, repeats, packed,
                                                      comment, piece):
    put = {name: name.encode() + content * repeats for name in names}
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    made = a_zip(*put.items(), method=method, comment=comment)
    assert read_back(made, tmp_path_factory.getbasetemp(), piece) == put


SMALL = a_zip(("2025-03/a.csv", TABLE[:900]), ("2025-03/b.csv", TABLE[900:2000]))


@pytest.mark.parametrize("size", [262_143, 262_144, 262_145, 262_144 + 242, 262_144 + 258, 262_144 + 259])
def test_the_last_bytes_of_a_member_come_also_where_a_piece_ended_at_its_bound(tmp_path, size):
    assert read_back(a_zip(("a.csv", b"0" * size)), tmp_path) == {"a.csv": b"0" * size}


@settings(deadline=None, max_examples=400)
@given(at=st.integers(0, len(SMALL) - 1), value=st.integers(0, 255))
@example(at=SMALL.index(b"PK\x01\x02") + 28, value=0)
@example(at=len(SMALL) - 22 + 16, value=0)
@example(at=len(SMALL) - 22 + 10, value=0)
def test_a_flipped_byte_is_refused_or_does_no_harm(tmp_path_factory, at, value):
    flipped = SMALL[:at] + bytes([value]) + SMALL[at + 1 :]
    try:
        found = read_back(flipped, tmp_path_factory.getbasetemp())
    except Refusal:
        return
    assert set(found.values()) <= {TABLE[:900], TABLE[900:2000]}


# What would be fetched

def test_a_plan_contacts_nobody_and_writes_nothing(publisher, tmp_path):
    plan(POLICE, into=tmp_path / "into", months=["2025-03"], forces=["hampshire"], base=publisher.base)
    assert (publisher.asked, list(tmp_path.iterdir())) == ([], [])


def test_a_plan_knows_no_size_before_anything_was_fetched(tmp_path):
    (planned,) = plan(ONE_FILE, into=tmp_path)
    assert (planned.address, planned.size) == ("https://example.org/table.csv", None)


def test_a_plan_knows_the_size_of_what_was_begun(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    publisher.faults["/table.csv"] = [breaks_after(publisher, 70_000)]
    with pytest.raises(Refusal):
        get(publisher, tmp_path, tries=1)
    (planned,) = plan(ONE_FILE, into=tmp_path, base=publisher.base)
    assert (planned.size, planned.state) == (len(TABLE), "begun")


def test_a_plan_says_what_is_already_there(publisher, tmp_path):
    publisher.put("/table.csv", TABLE)
    get(publisher, tmp_path)
    (planned,) = plan(ONE_FILE, into=tmp_path, base=publisher.base)
    assert (planned.size, planned.state) == (len(TABLE), "already there")


# What is told

def test_the_summary_says_what_came_what_was_there_and_what_is_missing(publisher, tmp_path):
    publisher.put(ARCHIVE, police_zip(("2025-03",)))
    get_police(publisher, tmp_path)
    lines = summary_lines(get_police(publisher, tmp_path, months=["2025-02", "2025-03"],
                                     parts=("street", "outcomes")))
    assert lines == [
        "Fetched 1 file, 0.0 MB, from 127.0.0.1.",
        "Already there and unchanged, so not fetched again: 1 file.",
        "Not in the publisher's archive: 2025-02-hampshire-street.csv and 2025-02-hampshire-outcomes.csv. "
        "A file that is missing is not a count of zero.",
        "Licence: Open Government Licence v3.0.",
        "The address was not verified at source: check that the files are what you expect."]


def test_the_summary_of_nothing_says_so():
    assert summary_lines(()) == ["Nothing was wanted, so nothing was fetched."]


# Sources

@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.slug)
def test_every_declared_source_says_that_its_address_is_unverified(source):
    assert (source.verified, source.caveat) == (False, "address not verified at source")


@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.slug)
def test_every_declared_source_names_safe_files_at_its_own_address(source):
    files = wanted_files(source, months=["2025-03"], forces=["hampshire"])
    assert files
    assert all(file.address.startswith("https://") and "{" not in file.address + file.name for file in files)


@pytest.mark.parametrize("source", sources().values(), ids=lambda source: source.slug)
def test_every_declared_source_feeds_contracts_that_there_are(source):
    assert source.feeds and set(source.feeds) <= set(shelf.declared("contracts"))


def test_a_source_of_the_workspace_stands_in_for_one_that_moved(tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    shipped = Path(sys.modules["upriver"].__file__).parent / "declarations" / "sources" / "iod2025_file7.toml"
    (folder / "iod2025_file7.toml").write_text(
        shipped.read_text("utf-8").replace("https://assets.publishing.service.gov.uk", "https://moved.example"),
        encoding="utf-8")
    assert source_named("iod2025_file7", tmp_path).address.startswith("https://moved.example/")


def a_table(**changes: object) -> dict[str, object]:
    names = ("slug", "title", "says", "publisher", "licence", "page", "kind", "address", "save_as", "feeds",
             "at_most_mb", "verified", "caveat")
    declared = {name: getattr(ONE_FILE, name) for name in names}
    return {key: value for key, value in {**declared, **changes}.items() if value is not None}


@pytest.mark.parametrize(("changes", "says"), [
    ({"licence": None}, "has no `licence`"), ({"licences": "x"}, "means nothing"),
    ({"kind": "ftp"}, "neither"), ({"kind": "zip"}, "neither"),
    ({"address": "http://example.org/table.csv"}, "https"),
    ({"save_as": "{slug.__class__}.csv"}, "never filled"), ({"caveat": ""}, "unverified")])
def test_a_source_that_is_not_sound_is_refused(changes, says):
    with pytest.raises(Refusal, match=says):
        source_from(a_table(**changes))


@pytest.mark.parametrize("save_as", ["../evil.csv", "a/b.csv", ".hidden", "con.csv", "NUL", "a.", "a b.csv",
                                     ""])
def test_a_source_that_would_write_elsewhere_is_refused(tmp_path, save_as):
    with pytest.raises(Refusal, match="safe on every machine"):
        wanted_files(replace(ONE_FILE, save_as=save_as))


def test_a_plain_file_name_is_accepted():
    check_file_name("2025-03-avon-and-somerset-stop-and-search.csv")


@pytest.mark.parametrize(("how", "says"), [
    ({"months": []}, "comes by month"), ({"forces": []}, "comes by police force"),
    ({"months": ["2025-13"]}, "YYYY-MM"), ({"months": ["2025-03\n"]}, "YYYY-MM"),
    ({"forces": ["../x"]}, "as the publisher writes it"),
    ({"forces": ["Hampshire"]}, "as the publisher writes it"), ({"parts": ["points"]}, "no such part")])
def test_a_wish_that_cannot_be_read_is_refused(how, says):
    with pytest.raises(Refusal, match=says):
        wanted_files(POLICE, **{"months": ["2025-03"], "forces": ["hampshire"], **how})


def test_an_unknown_source_is_refused_with_the_names_there_are():
    with pytest.raises(Refusal, match="police_uk_archive"):
        source_named("police")


@given(st.sets(st.integers(month_number("2011-01"), month_number("2026-12")), min_size=1, max_size=60))
@example({month_number("2022-02"), month_number("2025-01")})
@example({month_number("2022-01"), month_number("2025-01")})
def test_every_month_is_taken_from_an_archive_that_holds_it(numbers):
    files = wanted_files(POLICE, months=[month_name(number) for number in numbers], forces=["hampshire"],
                         parts=["street"])
    archives = [month_number(file.address[-11:-4]) for file in files]
    assert all(0 <= archive - month < 36 for archive, month in zip(archives, sorted(numbers), strict=True))


def test_months_that_one_archive_holds_are_taken_from_one():
    files = wanted_files(POLICE, months=["2022-02", "2025-01"], forces=["hampshire"])
    assert {file.address for file in files} == {"https://data.police.uk/data/archive/2025-01.zip"}
