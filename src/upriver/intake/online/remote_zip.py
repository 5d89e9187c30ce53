"""Reads the list of a zip archive that lies on a server, and takes only the members wanted.

An archive's list stands at its end. Two small range requests read it; one more takes each member. The
layout is the one PKWARE publishes (APPNOTE.TXT 6.3.10, sections 4.3 and 4.4), ZIP64 included. What the
list says is checked, never trusted: names, offsets, sizes, the inflated length and the checksum.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from upriver.intake.online.polite_http import CHUNK
from upriver.words.refusal import Refusal
from upriver.words.text import number

END = struct.Struct("<4s4H2LH")            # end of central directory
END_64_PLACE = struct.Struct("<4sLQL")     # where the ZIP64 end of central directory is
END_64 = struct.Struct("<4sQ2H2L4Q")       # ZIP64 end of central directory
ENTRY = struct.Struct("<4s6H3L5H2L")       # one member in the central directory
LOCAL = struct.Struct("<4s5H3L2H")         # the header before a member's bytes
LONGEST_COMMENT = 0xFFFF
TAIL_BYTES = END.size + LONGEST_COMMENT + END_64_PLACE.size + END_64.size
MOST_LIST_BYTES = 64_000_000
MOST_MEMBERS = 200_000
LONGEST_NAME, FULL_32 = 0xFFFF, 0xFFFFFFFF  # FULL_32: "too big for this field: look in the ZIP64 one"
STORED, DEFLATED = 0, 8


class Bytes(Protocol):
    """Something whose bytes can be read from any place: an archive on a server, or on the disk."""

    @property
    def name(self) -> str: ...

    @property
    def length(self) -> int: ...

    def stream(self, start: int, size: int) -> Generator[bytes, None, None]:
        """`size` bytes from `start` on, in pieces; fewer only where the archive ends."""
        ...


@dataclass(frozen=True)
class Member:
    """One file in an archive: `packed` bytes there, `size` bytes when inflated."""

    name: str
    method: int
    encrypted: bool
    checksum: int
    packed: int
    size: int
    offset: int
    room: int       # bytes from its header to the next member or the list: it can't be longer


@dataclass(frozen=True)
class LocalBytes:
    """An archive on the disk."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def length(self) -> int:
        return self.path.stat().st_size

    def stream(self, start: int, size: int) -> Generator[bytes, None, None]:
        with self.path.open("rb") as file:
            file.seek(start)
            while size > 0 and (piece := file.read(min(CHUNK, size))):
                size -= len(piece)
                yield piece


def list_members(archive: Bytes) -> tuple[Member, ...]:
    """All files of an archive, folders left out, in the order of the list.

    Raises:
        Refusal: no zip, a broken or far too long list, or a name that points out of the archive.
    """
    tail_at = max(archive.length - TAIL_BYTES, 0)
    tail = b"".join(archive.stream(tail_at, archive.length - tail_at))
    count, size, offset = _find_list(archive, tail, tail_at)
    if size > MOST_LIST_BYTES or count > MOST_MEMBERS:
        raise _broken(archive, "its list of files is far too long")
    written = tail[offset - tail_at : offset - tail_at + size] if offset >= tail_at else b"".join(
        archive.stream(offset, size))
    if len(written) != size:
        raise _broken(archive, "its list of files ends too early")
    members = tuple(_read_list(archive, written, count, offset))
    return tuple(member for member in members if not member.name.endswith("/"))


def take_member(archive: Bytes, member: Member, target: Path, *, at_most: int) -> None:
    """Inflate one member into `target`, in one pass and one request, checked as it goes.

    Raises:
        Refusal: encrypted, packed in another way than deflate, longer than `at_most` bytes or than the
            list says (a zip bomb), or not what its checksum says. `target` is removed then.
    """
    if member.encrypted or member.method not in (STORED, DEFLATED):
        raise _broken(archive, f"{member.name} is encrypted or packed in a way that is not read")
    if member.size > at_most:
        raise _broken(archive, f"{member.name} would be {number(member.size / 1e6)} MB, "
                               f"more than the {number(at_most / 1e6)} MB allowed")
    checksum = written = 0
    try:
        with target.open("wb") as file, closing(_inflated(archive, member)) as pieces:
            for piece in pieces:
                written += len(piece)
                if written > member.size:
                    raise _broken(archive, f"{member.name} is longer than the list says")
                checksum = zlib.crc32(piece, checksum)
                file.write(piece)
        if written != member.size or checksum != member.checksum:
            raise _broken(archive, f"{member.name} does not agree with its checksum")
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _find_list(archive: Bytes, tail: bytes, tail_at: int) -> tuple[int, int, int]:
    """Members, bytes and offset of the list.

    The list ends where its end record starts: that tells the record from bytes in a comment like it.
    """
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0:
        if at + END.size <= len(tail):
            *_, count, size, offset, comment = END.unpack_from(tail, at)
            count, size, offset, end_at = (_find_list_64(archive, tail, tail_at, at)
                                           or (count, size, offset, tail_at + at))
            if at + END.size + comment == len(tail) and offset + size == end_at:
                return count, size, offset
        at = tail.rfind(b"PK\x05\x06", 0, at)
    raise _broken(archive, "it is not a zip archive, it was cut short, or its list is not where it says")


def _find_list_64(archive: Bytes, tail: bytes, tail_at: int, at: int) -> tuple[int, int, int, int] | None:
    """Members, bytes, offset and end of the list from the ZIP64 record; None where there is none."""
    place_at = at - END_64_PLACE.size
    if place_at < 0 or tail[place_at : place_at + 4] != b"PK\x06\x07":
        return None
    start = min(END_64_PLACE.unpack_from(tail, place_at)[2], archive.length)
    if start >= tail_at:
        record = tail[start - tail_at : start - tail_at + END_64.size]
    else:
        record = b"".join(archive.stream(start, END_64.size))
    if len(record) != END_64.size or record[:4] != b"PK\x06\x06":
        return None
    *_, count, size, offset = END_64.unpack(record)
    return count, size, offset, start


def _read_list(archive: Bytes, written: bytes, count: int, list_at: int) -> Iterator[Member]:
    entries, at = [], 0
    for _ in range(count):
        if at + ENTRY.size > len(written) or written[at : at + 4] != b"PK\x01\x02":
            raise _broken(archive, "its list of files is broken")
        entry = ENTRY.unpack_from(written, at)
        name_at, extra_at = at + ENTRY.size, at + ENTRY.size + entry[10]
        at = extra_at + entry[11] + entry[12]
        name = _safe_name(archive, written[name_at:extra_at], utf8=bool(entry[3] & 0x800))
        size, packed, offset = _wide(archive, entry, written[extra_at : extra_at + entry[11]])
        entries.append((name, entry, packed, size, offset))
    starts = sorted({offset for *_, offset in entries} | {list_at})
    following = dict(pairwise(starts))
    for name, entry, packed, size, offset in entries:
        if offset >= list_at:
            raise _broken(archive, "a file in it is not where the list says")
        yield Member(name, entry[4], bool(entry[3] & 1), entry[7], packed, size, offset,
                     following[offset] - offset)


def _wide(archive: Bytes, entry: tuple[int, ...], extra: bytes) -> tuple[int, int, int]:
    """Size, packed size and offset of a member, from the ZIP64 field where they did not fit."""
    values = [entry[9], entry[8], entry[16]]
    at = 0
    while FULL_32 in values and at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            wide = iter(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
            values = [next(wide, value) if value == FULL_32 else value for value in values]
            break
        at += 4 + length
    if FULL_32 in values:
        raise _broken(archive, "the ZIP64 sizes of a file in it are missing")
    return values[0], values[1], values[2]


def _safe_name(archive: Bytes, raw: bytes, *, utf8: bool) -> str:
    name = raw.decode("utf-8" if utf8 else "cp437", errors="replace")
    steps = name.removesuffix("/").split("/")
    if "\\" in name or ":" in name or "\0" in name or any(step in ("", ".", "..") for step in steps):
        raise _broken(archive, "a name in it points out of the archive")
    return name


def _inflated(archive: Bytes, member: Member) -> Generator[bytes, None, None]:
    """A member's own bytes, in pieces of a bounded size."""
    most = min(member.room, LOCAL.size + 2 * LONGEST_NAME + member.packed)
    with closing(archive.stream(member.offset, most)) as pieces:
        held, starts = b"", LOCAL.size
        while len(held) < starts or len(held) < (starts := _starts(archive, held)):
            piece = next(pieces, b"")
            if not piece:
                raise _broken(archive, f"{member.name} is not where the list says")
            held += piece
        left, engine, piece = member.packed, zlib.decompressobj(-zlib.MAX_WBITS), held[starts:]
        while left > 0:
            piece = (piece or next(pieces, b""))[:left]
            if not piece:
                raise _broken(archive, f"{member.name} ends too early")
            left -= len(piece)
            yield from [piece] if member.method == STORED else _unpacked(archive, engine, piece)
            piece = b""
    if member.method == DEFLATED:
        yield engine.flush()  # a last few bytes may wait where a piece ended at its bound
        if not engine.eof:
            raise _broken(archive, f"{member.name} ends too early")


def _starts(archive: Bytes, header: bytes) -> int:
    """Where a member's bytes start after its own header."""
    fields = LOCAL.unpack_from(header)
    if fields[0] != b"PK\x03\x04":
        raise _broken(archive, "a file in it is not where the list says")
    return LOCAL.size + int(fields[9]) + int(fields[10])


def _unpacked(archive: Bytes, engine: zlib._Decompress, piece: bytes) -> Iterator[bytes]:
    while piece and not engine.eof:
        try:
            yield engine.decompress(piece, CHUNK * 4)
        except zlib.error:
            raise _broken(archive, "a file in it can't be unpacked") from None
        piece = engine.unconsumed_tail


def _broken(archive: Bytes, why: str) -> Refusal:
    return Refusal(f"The archive {archive.name} was not read: {why}",
                   do="Nothing of it was kept. Run the command again; if it stays so, tell the publisher.")
