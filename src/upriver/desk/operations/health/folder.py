"""The workspace's folder: who may read it, what a stopped command left, and held files against what receipts say."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from upriver.desk.operations.health.line import Line, look, ok, wrong
from upriver.store.folder import Folder
from upriver.words.text import listed, plural

CLOSED = ("held/restricted", "held/arriving", "held/incoming", "held/quarantine", "held/unrecorded", "runs", "cubes", "drafts", "packs", "receipts", "restricted",
          "signed", "backups", "db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm", "audit.heads", "web.secret", "factors.secret")
"""What only the account that runs Upriver may read."""
BLOCK = 2**20


def folder(place: Folder) -> Iterator[Line]:
    """The lines about the folder."""
    yield rights(place)
    yield _writable(place)
    yield left(place)


def rights(place: Folder) -> Line:
    """Whether other accounts can read what isn't for them, or write anything."""
    about = "Who may read it"
    if os.name != "posix":
        return look(about, "not looked at on this system", "Ask whoever runs the machine that only the account of Upriver may open the folder.")
    there = [(name, (place.root / name).stat().st_mode & 0o777) for name in CLOSED if (place.root / name).exists()]
    if opened := [name for name, mode in there if mode & 0o077]:
        return wrong(about, f"other accounts of this machine may enter {listed(opened)}", f"chmod go= {' '.join(opened)}")
    if place.root.stat().st_mode & 0o022 or place.settings.stat().st_mode & 0o022:
        return wrong(about, "other accounts may write to the folder or to workspace.toml", "chmod go-w . workspace.toml")
    return ok(about, f"{plural(len(there), 'place')} that only this account may enter {'is' if len(there) == 1 else 'are'} closed to others")


def _writable(place: Folder) -> Line:
    if os.access(place.root, os.W_OK):
        return ok("Writing in it", "this account may")
    return wrong("Writing in it", "this account may not", "Run Upriver as the account that owns the folder.")


def left(place: Folder) -> Line:
    """What a stopped command left, for the next one to put right."""
    about = "Work that was stopped"
    if (place.root / ".release.json").is_file():
        return wrong(about, "a release or withdrawal was stopped half way, or is under way now",
                     "If nobody is releasing: run `upriver publish` or any command that writes; it is put right first.")
    unrecorded = sum(1 for _ in (place.held / "unrecorded").rglob("*.parquet"))
    if unrecorded:
        return look(about, f"{plural(unrecorded, 'file')} in held/unrecorded that no receipt speaks of", "Take the files in again, then delete them there.")
    return ok(about, "nothing is left of any")


def held(place: Folder, needed: Mapping[str, int], *, deep: bool, hashes: Mapping[str, str], rows: Any) -> Iterator[Line]:
    """Whether every held file that a receipt speaks of is there; deep: with as many rows, and as a backup had it.

    Args:
        needed: rows by path below `held`. hashes: SHA-256 by path of the same, from a backup. rows: counts the rows of a file.
    """
    about = "Held files"
    missing = sorted(path for path in needed if not (place.held / path).is_file())
    if missing:
        yield wrong(about, f"{plural(len(missing), 'file')} of {len(needed):,} {'is' if len(missing) == 1 else 'are'} not there, the first {missing[0]}",
                    "Restore them from a backup, to the same place.")
        return
    if not deep:
        yield ok(about, f"{plural(len(needed), 'file')}, all there; --deep reads each one")
        return
    bad = [path for path, count in sorted(needed.items()) if not _fits(rows(place.held / path), count)]
    other = [path for path in sorted(needed) if path in hashes and _hash(place.held / path) != hashes[path]]
    if bad or other:
        yield wrong(about, f"{plural(len(set(bad) | set(other)), 'file')} can't be read or changed since received, the first {(bad + other)[0]}",
                    "Restore them from a backup, to the same place.")
        return
    compared = sum(1 for path in needed if path in hashes)
    yield ok(about, f"{plural(len(needed), 'file')}, each read, with the rows of its receipt; {compared:,} byte for byte as in the backup")
    if not hashes:
        yield look("Held files, byte for byte", "not held against a backup", "Name one: upriver doctor --deep --against BACKUP")


def _fits(read: int | None, count: int) -> bool:
    """Whether a file has the rows of its receipt. One whose columns were ages or years holds a row for each of them."""
    return read is not None and (read == count or (count > 0 and read > 0 and read % count == 0))


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def spare(place: Folder, needed: Collection[str]) -> int:
    """How many held files no receipt speaks of: the next command that writes moves them aside."""
    found = (path.relative_to(place.held).as_posix() for shelf in ("open", "restricted") for path in (place.held / shelf).rglob("*.parquet"))
    return sum(1 for path in found if path not in needed)
