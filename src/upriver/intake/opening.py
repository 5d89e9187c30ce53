"""Opening what people send: plain files, gzip, zips and spreadsheets, within bounds and never by their names."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from upriver.intake.recognising import encoding_of, form_of
from upriver.words.refusal import Refusal

LARGEST = 16 * 2**30
"""The most bytes that one file may unpack to: a year of every force's crimes is about 1 GiB."""
DENSEST = 400
"""The most bytes out for one byte in: police.uk's files shrink to about a tenth, a zip bomb to a thousandth."""
ALWAYS_ROOM = 32 * 2**20
"""Bytes that a file may unpack to however dense it is: a short look-up of one area repeats itself."""
MOST_MEMBERS = 20_000
LONGEST_LINE = 2**20
HEAD = 256 * 1024
BLOCK = 2**20

_BEFORE_VALUE = (b"", b",", b";", b"\t", b"\n", b"\r")
_BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Source:
    """One readable file: a path, and a member's name where it lies in a zip. `dated` is the member's own date."""

    path: Path
    member: str = ""
    dated: str = ""

    @property
    def label(self) -> str:
        """The name for a person, without characters that would turn or hide the rest of a line."""
        inner = self.member.rsplit("/", 1)[-1]
        whole = f"{self.path.name}:{inner}" if inner else self.path.name
        return "".join(letter if letter.isprintable() else "?" for letter in whole)


def sources(path: Path) -> Iterator[Source]:
    """Every file below a path, in the order of their names; hidden ones and links are passed over.

    Raises:
        Refusal: nothing is there.
    """
    if path.is_dir():
        for inner in sorted(item for item in path.rglob("*") if item.is_file() and not item.is_symlink()):
            if not any(part.startswith((".", "__MACOSX")) for part in inner.relative_to(path).parts):
                yield Source(inner)
    elif not path.is_file():
        raise Refusal(f"there is no file or folder {path.name}", do="Check the path; nothing was stored.")
    else:
        yield Source(path)


def members(source: Source) -> tuple[Source, ...] | None:
    """The members of a zip that isn't a spreadsheet, or None where the file is no zip.

    Raises:
        Refusal: the zip is broken, hostile (a name that climbs out of its folder) or too large.
    """
    try:
        with source.path.open("rb") as stream:
            if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
                return None
        with zipfile.ZipFile(source.path) as archive:
            entries = archive.infolist()
    except _BROKEN as fault:
        raise _unreadable(source) from fault
    names = {entry.filename for entry in entries}
    if "mimetype" in names or "[Content_Types].xml" in names:
        return None
    if len(entries) > MOST_MEMBERS:
        raise Refusal(f"{source.label} holds more than {MOST_MEMBERS:,} files", do="Unpack it and send what is needed.")
    for entry in entries:
        _check_entry(source.label, entry)
    kept = sorted((entry for entry in entries if _wanted(entry)), key=lambda entry: entry.filename)
    newest = max((entry.date_time[:3] for entry in kept), default=(1980, 1, 1))
    dated = "" if newest[0] <= 1980 else f"{newest[0]:04d}-{newest[1]:02d}-{newest[2]:02d}"
    return tuple(Source(source.path, entry.filename, dated) for entry in kept)


def _wanted(entry: zipfile.ZipInfo) -> bool:
    return not entry.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in entry.filename.split("/"))


def _check_entry(label: str, entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    parts = name.split("/")
    link = (entry.external_attr >> 16) & 0o170000 == 0o120000
    if name.startswith("/") or ".." in parts or ":" in parts[0] or link:
        raise Refusal(f"{Source(Path(label)).label} holds a name that leads out of its folder",
                      do="Don't use this file; ask who made it.")
    if entry.file_size > _most(entry.compress_size):
        raise _bomb(label)
    if entry.flag_bits & 1:
        raise Refusal(f"{label} is locked with a password", do="Send it without one, by a safe road.")


def _most(packed: int) -> int:
    """How many bytes may come out of so many."""
    return min(LARGEST, max(DENSEST * packed, ALWAYS_ROOM))


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The bytes of a source, gunzipped and out of its zip, as a stream."""
    with ExitStack() as stack:
        if source.member:
            archive = stack.enter_context(zipfile.ZipFile(source.path))
            raw: Any = io.BufferedReader(cast(io.RawIOBase, stack.enter_context(archive.open(source.member))))
        else:
            raw = stack.enter_context(source.path.open("rb"))
        if raw.peek(2)[:2] == b"\x1f\x8b":
            yield cast(BinaryIO, stack.enter_context(gzip.open(raw)))
        else:
            yield raw


def head(source: Source) -> bytes:
    """The first bytes of a source, enough to see what it is.

    Raises:
        Refusal: not even they can be read.
    """
    try:
        with opened(source) as stream:
            return stream.read(HEAD)
    except _BROKEN as fault:
        raise _unreadable(source) from fault


def unpack(source: Source, into: Path) -> tuple[str, int]:
    """Write a source to a file; gives the SHA-256 and the number of its own bytes, out of gzip and zip.

    Text is written as UTF-8 with plain line ends and without a byte-order mark, whatever it came as; the hash is
    always of the bytes as they came, so that the same file has one hash however it is packed.

    Raises:
        Refusal: truncated or damaged, not text of one encoding, or larger than the bounds allow. Nothing is left.
    """
    digest, text = hashlib.sha256(), _Text(source)
    size, most = 0, _most(source.path.stat().st_size)
    try:
        with opened(source) as stream, into.open("wb") as out:
            while block := stream.read(BLOCK):
                size += len(block)
                if size > most:
                    raise _bomb(source.label)
                text.look(block)
                digest.update(block)
                out.write(block)
        text.settle(into)
    except Refusal:
        into.unlink(missing_ok=True)
        raise
    except _BROKEN as fault:
        into.unlink(missing_ok=True)
        raise _unreadable(source) from fault
    return digest.hexdigest(), size


class _Text:
    """Watches the blocks of a file go by: what encoding its text has, and whether it must be written anew."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.form = ""
        self.encoding = "utf-8"
        self.renew = False
        self.since_line_end = 0
        self.quoted_for = 0
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.beyond_ascii = False

    def look(self, block: bytes) -> None:
        if not self.form:
            self.form = form_of(block)
            marked = encoding_of(block)
            self.encoding, self.renew = marked or "utf-8", marked is not None
        if self.form not in ("csv", "geojson"):
            return
        if self.form == "csv":
            self._measure(block)
        self.renew = self.renew or b"\r" in block
        if self.encoding in ("utf-8", "utf-8-sig"):
            self._decode(block)

    def _measure(self, block: bytes) -> None:
        ends = [block.find(mark) for mark in (b"\n", b"\r") if mark in block]
        if self.since_line_end + (min(ends) if ends else len(block)) >= LONGEST_LINE:
            raise Refusal(f"{self.source.label} has a line of more than {LONGEST_LINE:,} characters",
                          do="It is no table of rows; download it again as CSV. Nothing was stored.")
        last = max(block.rfind(b"\n"), block.rfind(b"\r"))
        self.since_line_end = len(block) - last - 1 if ends else self.since_line_end + len(block)
        self._watch_quotes(block)

    def _watch_quotes(self, block: bytes) -> None:
        """A quotation mark that opens a value and is never closed would make one row of the rest of the file."""
        # Looking for one is a hundred times as quick as counting, and most blocks have none.
        marks = block.count(b'"') if b'"' in block else 0
        if self.quoted_for and not marks:
            self.quoted_for += len(block)
        elif marks % 2 != (self.quoted_for > 0):
            last = block.rfind(b'"')
            self.quoted_for = len(block) - last if block[last - 1 : last] in _BEFORE_VALUE else 0
        else:
            self.quoted_for = 0
        if self.quoted_for > LONGEST_LINE:
            raise Refusal(f"{self.source.label} has a quotation mark that is never closed",
                          do="Save it again as CSV from where it came; nothing was stored.")

    def _decode(self, block: bytes, *, last: bool = False) -> None:
        """Text that isn't UTF-8 is taken for Windows text, unless some of it was: then it is damaged."""
        if b"\x00" in block:
            raise self._no_text()
        try:
            self.beyond_ascii = self.beyond_ascii or not self.decoder.decode(block, last).isascii()
        except UnicodeDecodeError as fault:
            if self.beyond_ascii or not block[: fault.start].isascii() or self.encoding == "utf-8-sig":
                raise self._no_text() from None
            self.encoding, self.renew = "cp1252", True

    def settle(self, path: Path) -> None:
        """Write the file anew where it isn't UTF-8 with plain line ends."""
        if self.encoding == "utf-8" and self.form in ("csv", "geojson"):
            self._decode(b"", last=True)
        if self.form not in ("csv", "geojson") or not self.renew:
            return
        beside = path.with_name(path.name + ".utf8")
        try:
            with path.open("r", encoding=self.encoding, newline=None) as came:
                with beside.open("w", encoding="utf-8", newline="\n") as out:
                    while text := came.read(BLOCK):
                        if "\x00" in text:
                            raise self._no_text()
                        out.write(text.removeprefix("\ufeff"))
            beside.replace(path)
        except UnicodeError:
            raise self._no_text() from None
        finally:
            beside.unlink(missing_ok=True)

    def _no_text(self) -> Refusal:
        return Refusal(f"{self.source.label} holds bytes that aren't text of one encoding",
                       do="Save it again as CSV (UTF-8) from where it came; nothing was stored.")


def _bomb(label: str) -> Refusal:
    return Refusal(f"{label} unpacks to far more than it holds", do="Don't use this file; ask who made it.")


def _unreadable(source: Source) -> Refusal:
    return Refusal(
        f"{source.label} can't be read to its end: it is cut short, damaged or closed to you",
        do="Download or copy it again; nothing was stored.",
    )
