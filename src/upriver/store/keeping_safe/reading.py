"""Reading a backup back, trusting nothing in it: names that lead out of their folder, members nobody listed, wrong hashes."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upriver.store.keeping_safe.archive import BLOCK, FORMAT, MANIFEST
from upriver.words.refusal import Refusal
from upriver.words.text import plural

LARGEST_MANIFEST = 2**28
ANOTHER = "Take another backup. Nothing was restored."
BROKEN = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)
_NAME = re.compile(r"[^\\:*?\"<>|\x00-\x1f]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was opened: what its manifest says, and the manifest's own hash."""

    path: Path
    told: Mapping[str, Any]
    seal: str
    _zip: zipfile.ZipFile

    @property
    def members(self) -> list[dict[str, Any]]:
        """Each member: name, bytes, sha256 and mode."""
        return list(self.told["members"])

    @property
    def bytes(self) -> int:
        """How much room it takes laid out."""
        return sum(int(each["bytes"]) for each in self.members)

    def lay_out(self, name: str, into: Path | None) -> None:
        """Read one member in blocks, and write it to a file unless that is None.

        Raises:
            Refusal: it isn't what the manifest says.
        """
        wanted = next(each for each in self.members if each["name"] == name)
        _lay_out(self, wanted, into)


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """Open a backup and check that its members are just those that its manifest names, all with names that stay inside.

    Raises:
        Refusal: it isn't a backup, was cut short, or holds what no backup holds.
    """
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as fault:
        what = "isn't there" if not path.exists() else "isn't a whole backup: it was cut short, or is another kind of file"
        raise Refusal(f"{path.name} {what}", do="Name a file that `upriver backup` made.") from fault
    with archive:
        data = _manifest(archive, path)
        backup = Backup(path, _told(data, path), hashlib.sha256(data).hexdigest(), archive)
        _must_be_listed(backup, archive)
        yield backup


def check(backup: Backup, *, told: Callable[[int], None] | None = None) -> int:
    """Read every member and hold it against its hash; gives how many there are. `told` hears the bytes as they are read.

    Raises:
        Refusal: names the first that isn't what the manifest says.
    """
    for member in backup.members:
        _lay_out(backup, member, None)
        if told:
            told(int(member["bytes"]))
    return len(backup.members)


def unpack(backup: Backup, into: Path) -> None:
    """Lay everything out in a folder of its own, each file checked as it is written and closed as it was.

    Raises:
        Refusal: there isn't room, or a member isn't what the manifest says.
    """
    free = shutil.disk_usage(into).free
    if free < backup.bytes:
        raise Refusal(f"there isn't room: {backup.bytes / 2**20:,.0f} MiB are needed and {free / 2**20:,.0f} are free", do="Name a folder on another disk.")
    for each in backup.told["folders"]:
        place = into / each["name"]
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    for member in backup.members:
        place = into / member["name"]
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _lay_out(backup, member, place)
        place.chmod(_closed(member["mode"]))
    for each in backup.told["folders"]:
        (into / each["name"]).chmod(_closed(each["mode"]) | 0o700)


def _closed(mode: object) -> int:
    """A file's rights as they were, without any that let others write or run as another account."""
    return int(str(mode)) & 0o755


def _lay_out(backup: Backup, member: Mapping[str, Any], into: Path | None) -> None:
    digest, size, wanted = hashlib.sha256(), 0, int(member["bytes"])
    out = into.open("wb") if into else None
    try:
        with backup._zip.open(str(member["name"])) as source:
            # Never more than the manifest says, so that a member that unpacks without end stops here.
            while block := source.read(BLOCK):
                digest.update(block)
                size += len(block)
                if size > wanted:
                    break
                if out:
                    out.write(block)
    except BROKEN as fault:
        raise Refusal(f"{_shown(member['name'])} in the backup can't be read", do=ANOTHER) from fault
    finally:
        if out:
            out.close()
    if size != wanted or digest.hexdigest() != member["sha256"]:
        raise Refusal(f"{_shown(member['name'])} in the backup isn't what its manifest says", do=ANOTHER)


def _manifest(archive: zipfile.ZipFile, path: Path) -> bytes:
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise ValueError
        return archive.read(MANIFEST)
    except (KeyError, *BROKEN) as fault:
        raise Refusal(f"{path.name} holds no manifest that can be read, so it is no backup of Upriver", do=ANOTHER) from fault


def _told(data: bytes, path: Path) -> Mapping[str, Any]:
    try:
        told = json.loads(data)
        members = [(str(each["name"]), int(each["bytes"]), str(each["sha256"]), int(each["mode"])) for each in told["members"]]
        folders = [(str(each["name"]), int(each["mode"])) for each in told["folders"]]
        known = told["format"] == FORMAT
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise Refusal(f"the manifest of {path.name} can't be read", do=ANOTHER) from fault
    if not known:
        raise Refusal(f"{path.name} was made by another version of Upriver, in a form that this one doesn't read",
                      do="Install the version that made it, or a newer one.")
    names = [name for name, *_ in (*members, *folders)]
    if bad := [name for name in names if not stays_inside(name)]:
        raise Refusal(f"{path.name} names {plural(len(bad), 'file')} outside of the workspace, so it isn't a backup of ours", do=ANOTHER)
    if len({name.casefold() for name in names}) != len(names):
        raise Refusal(f"{path.name} names a file twice", do=ANOTHER)
    return dict(told)


def _must_be_listed(backup: Backup, archive: zipfile.ZipFile) -> None:
    there = archive.infolist()
    wanted = sorted([each["name"] for each in backup.members] + [MANIFEST])
    if sorted(each.filename for each in there) != wanted:
        raise Refusal(f"{backup.path.name} doesn't hold just the files that its manifest names", do=ANOTHER)
    if any(stat.S_IFMT(each.external_attr >> 16) not in (0, stat.S_IFREG) for each in there):
        raise Refusal(f"{backup.path.name} holds links, which no backup does", do=ANOTHER)


def stays_inside(name: str) -> bool:
    """Whether a member's name stays in the folder that it is laid out in, on Linux and on Windows."""
    parts = name.split("/")
    return all(_NAME.fullmatch(part) and part not in (".", "..") and part == part.rstrip(" .") and not _RESERVED.fullmatch(part)
               for part in parts) and name != MANIFEST


def _shown(name: object) -> str:
    return str(name)[:200]
