"""What arrives in a browser: streamed to disk under a name that nobody chose, bounded as it comes, then named by its hash.

It lies in `held/arriving`, closed to other accounts and outside everything that is served. A file that a stopped server left
half written is known by its lock, which the system lets go of however a process ends.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import uuid4

from upriver.store.folder import Folder
from upriver.words.refusal import Refusal

MOST_MEGABYTES = 500
"""The largest file by default; `largest_upload_mb` in workspace.toml says another."""
PART = ".part"


class TooLarge(Refusal):
    """More came than the operator lets through."""

    def __init__(self, most: int) -> None:
        super().__init__(f"the file is larger than {most // 10**6:,} MB", do="Send a shorter period, or a zip of it; nothing was kept.")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A whole file: where it lies, its hash and its bytes."""

    path: Path
    sha256: str
    size: int


def most_bytes(folder: Folder) -> int:
    """How large a file may be, as the operator has set it.

    Raises:
        Refusal: what is set is no whole number of megabytes.
    """
    try:
        told = tomllib.loads(folder.settings.read_text("utf-8")).get("largest_upload_mb", MOST_MEGABYTES)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Refusal("workspace.toml can't be read", do="It needs lines slug = and name =; mend it.") from None
    if type(told) is not int or not 0 < told <= 16_000:
        raise Refusal("`largest_upload_mb` in workspace.toml is no whole number from 1 to 16,000", do="Mend it, or take the line out.")
    return told * 10**6


def place_of(folder: Folder) -> Path:
    """The folder that arriving files lie in, made closed where it isn't there.

    Raises:
        Refusal: other accounts can read it.
    """
    place = folder.held / "arriving"
    if not place.is_dir():
        place.mkdir(parents=True, mode=0o700)
        place.chmod(0o700)
    elif os.name == "posix" and place.stat().st_mode & 0o077:
        raise Refusal("held/arriving can be read by other accounts on this machine, so nothing may be put into it",
                      do="Tell the operator: it needs chmod 700, and somebody to ask who may have looked.")
    return place


class Arriving:
    """One file on its way in. Whatever happens, it ends as `whole()` or `dropped()`; a process that dies leaves a part to be swept."""

    def __init__(self, folder: Folder, most: int) -> None:
        self._place, self._most, self._size = place_of(folder), most, 0
        self._part = self._place / f"{uuid4().hex}{PART}"
        handle = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        self._out: IO[bytes] | None = os.fdopen(handle, "wb", buffering=0)
        _lock(self._out)
        self._digest = hashlib.sha256()

    @property
    def size(self) -> int:
        """Bytes that have come so far."""
        return self._size

    def add(self, block: bytes) -> None:
        """Write the next bytes.

        Raises:
            TooLarge: that would be more than may come; what came is gone.
            Refusal: the disk takes no more.
        """
        if self._out is None:
            return
        self._size += len(block)
        if self._size > self._most:
            self.dropped()
            raise TooLarge(self._most)
        try:
            left = memoryview(block)
            while left:
                left = left[self._out.write(left):]
        except OSError:
            self.dropped()
            raise Refusal("there is no room for this file", do="Tell the operator that the disk is full; nothing was kept.") from None
        self._digest.update(block)

    def whole(self, ident: str) -> Arrived:
        """All of it came: on disk for good, under its hash and the name of its upload."""
        if self._out is None:
            raise Refusal("the file didn't come whole", do="Send it again; nothing was kept.")
        sha256 = self._digest.hexdigest()
        path = self._place / f"{sha256}-{ident}"
        os.fsync(self._out.fileno())
        if os.name == "posix":  # the lock goes with the part's name: from here on its record says whose it is
            os.replace(self._part, path)
            self._out.close()
        else:
            self._out.close()
            os.replace(self._part, path)
        self._out = None
        return Arrived(path, sha256, self._size)

    def dropped(self) -> None:
        """It isn't wanted, or didn't come whole: nothing of it is kept."""
        if self._out is not None:
            self._out.close()
            self._out = None
            self._part.unlink(missing_ok=True)

    def __del__(self) -> None:  # a browser that went away in the middle: nobody asks for the rest any more
        if getattr(self, "_out", None) is not None:
            self.dropped()


def arrived(folder: Folder, sha256: str, ident: str) -> Path:
    """Where a whole file lies."""
    return folder.held / "arriving" / f"{sha256}-{ident}"


def let_fall(folder: Folder, sha256: str, ident: str) -> None:
    """Delete a file that has arrived: it was taken in, refused, or is waited for no longer."""
    arrived(folder, sha256, ident).unlink(missing_ok=True)


def swept(folder: Folder, known: Collection[str]) -> int:
    """Delete what a stopped server left: parts that nobody writes, and whole files that no record speaks of.

    `known` are the names (SHA256-IDENT) that records speak of. A file whose record is about to be written is younger than
    any server that is starting, so that only one that lies here for a minute is taken for lost.
    """
    count = 0
    for path in (folder.held / "arriving").glob("*"):
        lost = _abandoned(path) if path.name.endswith(PART) else path.name not in known and _idle(path)
        if path.is_file() and lost:
            path.unlink(missing_ok=True)
            count += 1
    return count


def _idle(path: Path) -> bool:
    """Whether nothing has been written to a file for a minute, by the disk's own clock."""
    beside = path.parent / f".{uuid4().hex}"
    try:
        beside.touch(mode=0o600)
        return beside.stat().st_mtime - path.stat().st_mtime > 60
    except OSError:
        return False
    finally:
        beside.unlink(missing_ok=True)


def _abandoned(path: Path) -> bool:
    """Whether no process holds a part any more."""
    try:
        with path.open("rb+") as there:
            return _lock(there)
    except OSError:  # Windows: somebody has it open
        return False


def _lock(stream: IO[bytes]) -> bool:
    """Hold a file until it is closed or the process ends; False where another holds it."""
    try:
        import fcntl
    except ImportError:
        return _lock_elsewhere(stream)
    try:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _lock_elsewhere(stream: IO[bytes]) -> bool:
    import msvcrt

    try:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True
