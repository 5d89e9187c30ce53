"""Downloads one whole file, or parts of one, and carries on where a broken download stopped.

Beside the file that grows (`NAME.part`) lies a note (`NAME.part.json`) of the address, the server's own
mark of the version (ETag or Last-Modified) and the length. Only when all of them still hold is a
download carried on with; a file that changed at the publisher starts again, so that two versions are
never sewn together.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import shutil
from collections.abc import Generator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from upriver.intake.online.polite_http import (
    Line,
    OutOfRange,
    Passing,
    Patience,
    Progress,
    answer_to,
    chunks_of,
    host_of,
)
from upriver.words.refusal import Refusal
from upriver.words.text import number

MEGABYTE = 1_000_000
SPARE_BYTES = 50 * MEGABYTE      # left free on the disk, so that a download never fills it
_CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)\Z")


class Unwanted(Refusal):
    """What came is not what was asked for, so nothing of it is kept to be carried on with."""


@dataclass(frozen=True)
class Version:
    """How the server marks one version of a file; None where it says nothing."""

    etag: str | None
    last_modified: str | None
    length: int | None

    @property
    def condition(self) -> str | None:
        """What goes into If-Range: a strong ETag, else the date; None where no resuming is safe."""
        if self.etag and not self.etag.startswith("W/"):
            return self.etag
        return self.last_modified

    def is_still(self, later: Version) -> bool:
        """Whether a later answer is about the same version, as far as both say."""
        return all(a is None or b is None or a == b
                   for a, b in zip(asdict(self).values(), asdict(later).values(), strict=True))


def version_of(answer: http.client.HTTPResponse) -> Version:
    """The version an answer is about, with the length of the whole file, also where a part was sent."""
    headers = answer.headers
    length = sent_range(answer)[1] if answer.status == 206 else None
    if answer.status == 200:
        declared = (headers.get("Content-Length") or "").strip()
        length = int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 19 else None
    return Version(headers.get("ETag"), headers.get("Last-Modified"), length)


def sent_range(answer: http.client.HTTPResponse) -> tuple[int, int | None]:
    """First byte sent and length of the whole file (None: not said). Passing where it can't be read."""
    found = _CONTENT_RANGE.match((answer.headers.get("Content-Range") or "").strip())
    if not found:
        raise Passing("the server did not say which part of the file it sent")
    return int(found[1]), None if found[3] == "*" else int(found[3])


def download(line: Line, address: str, target: Path, *, at_most: int,
             progress: Progress | None = None) -> Version:
    """Download a whole file into `target.part`, carrying on with what is there; the caller moves it.

    Args:
        target: the name the file will have; written to are `target.part` and `target.part.json` only.
        at_most: bytes; a longer file is refused, if possible before any of it is read.

    Raises:
        Refusal: too long, no room on the disk, a web page instead of the file, or given up.
    """
    part, patience = part_of(target), Patience(line, address)
    while True:
        try:
            version = _one_go(line, address, target, at_most, progress)
            refuse_web_page(part, address)
            return version
        except Unwanted:
            discard(target)
            raise
        except Passing as fault:
            if isinstance(fault, OutOfRange):
                discard(target)
            patience.after(fault, part.stat().st_size if part.exists() else 0)


@dataclass(frozen=True)
class RemoteBytes:
    """A file on a server that answers range requests. One version of it: a change is refused."""

    line: Line
    name: str       # its address
    version: Version
    length: int     # bytes

    def stream(self, start: int, size: int) -> Generator[bytes, None, None]:
        """`size` bytes from `start` on, in pieces; a broken line is taken up again where it broke."""
        patience, at, end = Patience(self.line, self.name), start, min(start + size, self.length)
        while at < end:
            try:
                with closing(self._ask(at, end)) as pieces:
                    for piece in pieces:
                        at += len(piece)
                        yield piece
                if at < end:
                    raise Passing("the connection broke before the end")
            except OutOfRange as fault:
                raise self._changed() from fault
            except Passing as fault:
                patience.after(fault, at)

    def _ask(self, at: int, end: int) -> Generator[bytes, None, None]:
        headers = {"Range": f"bytes={at}-{end - 1}"}
        if self.version.condition:
            headers["If-Range"] = self.version.condition
        with answer_to(self.line, self.name, headers) as answer:
            if answer.status != 206 or not self.version.is_still(version_of(answer)):
                raise self._changed()
            if sent_range(answer)[0] != at:
                raise Passing("the server sent another part than was asked for")
            yield from chunks_of(answer, end - at)

    def _changed(self) -> Refusal:
        return Refusal(f"{self.name} changed at the publisher while it was read",
                       do="Run the same command again: whole files already taken are kept.")


def open_remote(line: Line, address: str) -> RemoteBytes | None:
    """Look at a file on a server; None where the server does not send parts of a file."""
    patience = Patience(line, address)
    while True:
        try:
            with answer_to(line, address, {"Range": "bytes=0-0"}) as answer:
                if answer.status != 206:
                    return None
                version = version_of(answer)
            if version.length is None:
                return None
            return RemoteBytes(line, address, version, version.length)
        except OutOfRange:
            raise Refusal(f"{address} is empty", do="Look on the publisher's page.") from None
        except Passing as fault:
            patience.after(fault, 0)


def part_of(target: Path) -> Path:
    """Where a file grows until it is whole."""
    return target.with_name(target.name + ".part")


def note_of(target: Path) -> Path:
    """Where the version of a growing file is noted."""
    return target.with_name(target.name + ".part.json")


def discard(target: Path) -> None:
    """Forget a download that was begun."""
    part_of(target).unlink(missing_ok=True)
    note_of(target).unlink(missing_ok=True)


def settle(target: Path) -> None:
    """Give the finished file its name, in one step, and forget the note."""
    part_of(target).replace(target)
    note_of(target).unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def refuse_web_page(path: Path, address: str) -> None:
    """Refuse an answer that is a web page: a proxy's block page comes as a success, too."""
    with path.open("rb") as file:
        start = file.read(512).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise Unwanted(f"{host_of(address)} answered with a web page, not with the file",
                       do="A proxy may be asking you to sign in, or the file has moved: look in a browser.")


def check_room(folder: Path, length: int, already: int = 0) -> None:
    """Refuse a download for which the disk has no room."""
    if length - already > shutil.disk_usage(folder).free - SPARE_BYTES:
        raise Refusal(f"There is no room for {number(length / MEGABYTE)} MB in {folder}",
                      do="Free some space or choose another folder.")


def begun(target: Path, address: str) -> tuple[Version, int] | None:
    """The version of a download that was begun and how many bytes are there; None: nothing to carry on."""
    try:
        note = json.loads(note_of(target).read_text(encoding="utf-8"))
        have = part_of(target).stat().st_size
        if note["address"] != address:
            return None
        version = Version(note["etag"], note["last_modified"], note["length"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    whole = version.length is not None and have == version.length
    return (version, have) if have and (whole or version.condition) else None


def _one_go(line: Line, address: str, target: Path, at_most: int, progress: Progress | None) -> Version:
    """One connection's worth of a download. Passing where it broke; the bytes that came are kept."""
    earlier = begun(target, address)
    headers: dict[str, str] = {}
    if earlier:
        version, have = earlier
        if have == version.length:
            return version
        headers = {"Range": f"bytes={have}-", "If-Range": version.condition or ""}
    with answer_to(line, address, headers) as answer:
        version = version_of(answer)
        carried_on = answer.status == 206
        same = earlier is not None and earlier[0].is_still(version)
        if carried_on and not (same and earlier and sent_range(answer)[0] == earlier[1]):
            raise OutOfRange
        if version.length is None and answer.headers.get("Transfer-Encoding", "").lower() != "chunked":
            raise Refusal(f"{host_of(address)} does not say how long the file is, so a broken download "
                          "could not be told from a whole one",
                          do="Download the file in a browser and take it in.")
        if (version.length or 0) > at_most:
            raise _too_long(address, at_most)
        check_room(target.parent, version.length or 0, earlier[1] if earlier and carried_on else 0)
        return _pour(answer, address, target, version, at_most, progress, carried_on=carried_on)


def _pour(answer: http.client.HTTPResponse, address: str, target: Path, version: Version, at_most: int,
          progress: Progress | None, *, carried_on: bool) -> Version:
    with part_of(target).open("ab" if carried_on else "wb") as part:
        if not carried_on:  # only after the old part is emptied may the note name the new version
            note_of(target).write_text(json.dumps({"address": address, **asdict(version)}), encoding="utf-8")
        have = part.tell()
        for piece in chunks_of(answer):
            have += len(piece)
            if have > at_most:
                raise _too_long(address, at_most)
            part.write(piece)
            if progress:
                progress(target.name, have, version.length)
    if version.length is not None and have != version.length:
        if have > version.length:
            raise OutOfRange
        raise Passing("the connection broke before the end of the file")
    return version


def _too_long(address: str, at_most: int) -> Unwanted:
    return Unwanted(f"{address} is longer than the {number(at_most / MEGABYTE)} MB allowed for it",
                    do="Check the address; if the file has really grown, raise `at_most_mb` of its source.")
