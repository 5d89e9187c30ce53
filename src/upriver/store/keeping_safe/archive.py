"""Writing a backup: one ZIP file, written beside its place and put there when it is whole.

Every member is read once, in blocks, and its SHA-256 stands in `manifest.json`, the last member. Whoever holds the archive and
the manifest's own hash can tell that no byte was changed. It isn't encrypted: it goes to a disk that is.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from upriver.words.refusal import Refusal

BLOCK = 2**20
MANIFEST = "manifest.json"
FORMAT = 1
STAMP = (2026, 1, 1, 0, 0, 0)
PACKED = (".parquet", ".gz", ".zip", ".png", ".pdf", ".docx", ".xlsx", ".ods", ".pptx", ".pgdump", ".woff2")
"""Files that are packed already: packing them again takes time and saves nothing."""
NO_ROOM = "Make room on that disk or name a folder on another, then run it again. Nothing was put there."


class Writing:
    """A backup while it is written. Use `written`, which puts it in place or leaves nothing."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(stream, "w", allowZip64=True)
        self.members: list[dict[str, Any]] = []
        self.folders: list[dict[str, Any]] = []

    def add_folder(self, name: str, mode: int) -> None:
        """Say that a folder is there, and who may enter it."""
        self.folders.append({"name": name, "mode": mode})

    def add_file(self, name: str, path: Path, mode: int = 0o600) -> None:
        """Add a file in blocks; a FileNotFoundError says that it is gone, and nothing was added."""
        try:
            source = path.open("rb")
        except PermissionError as fault:
            raise Refusal(f"{name} can't be read by this account", do="Run the backup as the account that runs Upriver. Nothing was written.") from fault
        with source:
            self._add(name, _blocks(source), mode)

    def add_bytes(self, name: str, data: bytes, mode: int = 0o600) -> None:
        """Add a small file from memory."""
        self._add(name, iter((data,)), mode)

    def _add(self, name: str, blocks: Iterator[bytes], mode: int) -> None:
        told = zipfile.ZipInfo(name, STAMP)
        told.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
        told.external_attr = (stat.S_IFREG | mode) << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(told, "w", force_zip64=True) as member:
            for block in blocks:
                member.write(block)
                digest.update(block)
                size += len(block)
        self.members.append({"name": name, "bytes": size, "sha256": digest.hexdigest(), "mode": mode})

    def finish(self, told: Mapping[str, Any]) -> str:
        """Add the manifest and close; gives the manifest's SHA-256, the seal of the whole archive."""
        body = {"format": FORMAT, **told, "members": list(self.members), "folders": list(self.folders)}
        data = (json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
        self._add(MANIFEST, iter((data,)), 0o600)
        self._zip.close()
        return hashlib.sha256(data).hexdigest()

    def abandon(self) -> None:
        """Leave it half written: nothing more is put into it."""
        self._zip.fp = None


@contextmanager
def written(place: Path) -> Iterator[Writing]:
    """A backup that is put in its place when all went well, whole and on the disk; otherwise nothing of it is left.

    Raises:
        Refusal: something lies there already, or there is no room or right to write.
    """
    beside = place.with_name(f".{place.name}.new")
    if place.exists():
        raise Refusal(f"{place.name} is there already", do="A backup is never written over: wait a second, then run it again.")
    try:
        handle = os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "w+b") as stream:
            archive = Writing(stream)
            try:
                yield archive
            except BaseException:
                archive.abandon()
                raise
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, place)
        _settle(place.parent)
    except OSError as fault:
        raise Refusal(f"the backup can't be written to {place.parent.name or place.parent} ({fault.strerror or 'the disk does not answer'})", do=NO_ROOM) from fault
    finally:
        beside.unlink(missing_ok=True)


def sweep(place: Path) -> int:
    """Remove what killed backups left half written in a folder; gives how many there were."""
    left = [path for path in place.glob(".upriver-*.new") if path.is_file()]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _settle(place: Path) -> None:
    """Have the disk keep the new name too, where the system can be asked to."""
    if os.name == "posix":
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    while block := stream.read(BLOCK):
        yield block
