"""Opening what people send: plain files, gzip, zips and spreadsheets, within bounds and never by their names."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from upriver.words.refusal import Refusal

LARGEST = 16 * 2**30
"""The most bytes that one file may unpack to: a year of every force's crimes is about 1 GiB."""
DENSEST = 400
"""The most bytes out for one byte in: police.uk's files shrink to about a tenth, a zip bomb to a thousandth."""
MOST_MEMBERS = 20_000
HEAD = 256 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """One readable file: a path, and a member's name where it lies in a zip. `dated` is the member's own date."""

    path: Path
    member: str = ""
    dated: str = ""

    @property
    def label(self) -> str:
        inner = self.member.rsplit("/", 1)[-1]
        return f"{self.path.name}:{inner}" if inner else self.path.name


def sources(path: Path) -> Iterator[Source]:
    """Every file below a path, in the order of their names; a zip is entered, a spreadsheet isn't.

    Raises:
        Refusal: nothing is there, or the zip is broken, hostile (a name that climbs out of its folder) or too large.
    """
    if path.is_dir():
        for inner in sorted(item for item in path.rglob("*") if item.is_file()):
            if not inner.name.startswith(".") and not inner.is_symlink():
                yield Source(inner)
    elif not path.is_file():
        raise Refusal(f"there is no file or folder {path.name}", do="Check the path; nothing was stored.")
    else:
        yield Source(path)


def members(source: Source) -> tuple[Source, ...] | None:
    """The members of a zip that isn't a spreadsheet, or None where the file is no zip."""
    if not zipfile.is_zipfile(source.path):
        return None
    try:
        with zipfile.ZipFile(source.path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise Refusal(f"{source.label} is a zip that can't be read", do="Download it again.") from fault
    names = {entry.filename for entry in entries}
    if "mimetype" in names or "[Content_Types].xml" in names:
        return None
    if len(entries) > MOST_MEMBERS:
        raise Refusal(f"{source.label} holds more than {MOST_MEMBERS:,} files", do="Unpack it and send what is needed.")
    for entry in entries:
        _check_entry(source.label, entry)
    kept = sorted((entry for entry in entries if not entry.is_dir()), key=lambda entry: entry.filename)
    newest = max((entry.date_time[:3] for entry in kept), default=(1980, 1, 1))
    dated = "" if newest[0] <= 1980 else f"{newest[0]:04d}-{newest[1]:02d}-{newest[2]:02d}"
    return tuple(Source(source.path, entry.filename, dated) for entry in kept)


def _check_entry(label: str, entry: zipfile.ZipInfo) -> None:
    parts = entry.filename.replace("\\", "/").split("/")
    link = (entry.external_attr >> 16) & 0o170000 == 0o120000
    if entry.filename.startswith("/") or ".." in parts or ":" in parts[0] or link:
        raise Refusal(f"{label} holds a name that leads out of its folder", do="Don't use this file; ask who made it.")
    if entry.file_size > LARGEST or entry.file_size > DENSEST * max(entry.compress_size, 1024):
        raise Refusal(f"{label} unpacks to far more than it holds", do="Don't use this file; ask who made it.")
    if entry.flag_bits & 1:
        raise Refusal(f"{label} is locked with a password", do="Send it without one, by a safe road.")


def opened(source: Source) -> BinaryIO:
    """The bytes of a source, gunzipped and out of its zip, as a stream."""
    if source.member:
        archive = zipfile.ZipFile(source.path)
        return _gunzipped(io.BufferedReader(archive.open(source.member)))  # type: ignore[arg-type]
    return _gunzipped(source.path.open("rb"))  # type: ignore[arg-type]


def _gunzipped(stream: io.BufferedReader) -> BinaryIO:
    return gzip.open(stream) if stream.peek(2)[:2] == b"\x1f\x8b" else stream  # type: ignore[return-value]


def head(source: Source) -> bytes:
    """The first bytes of a source, enough to see what it is."""
    try:
        with opened(source) as stream:
            return stream.read(HEAD)
    except (OSError, EOFError, zipfile.BadZipFile, ValueError, RuntimeError) as fault:
        raise _unreadable(source) from fault


def unpack(source: Source, into: Path) -> tuple[str, int]:
    """Write a source's bytes to a file; gives their SHA-256 and how many there are.

    Raises:
        Refusal: truncated or damaged, or it unpacks to more than the bounds allow.
    """
    digest, size = hashlib.sha256(), 0
    packed = max(source.path.stat().st_size, 1024)
    try:
        with opened(source) as stream, into.open("wb") as out:
            while block := stream.read(1 << 20):
                size += len(block)
                if size > LARGEST or size > DENSEST * packed:
                    raise Refusal(f"{source.label} unpacks to far more than it holds", do="Don't use this file.")
                digest.update(block)
                out.write(block)
    except (OSError, EOFError, zipfile.BadZipFile, ValueError) as fault:
        raise _unreadable(source) from fault
    return digest.hexdigest(), size


def _unreadable(source: Source) -> Refusal:
    return Refusal(
        f"{source.label} can't be read to its end: it is cut short, damaged or closed to you",
        do="Download or copy it again; nothing was stored.",
    )
