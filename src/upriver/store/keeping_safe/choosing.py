"""Which files of a workspace a backup holds: all but what is made again when it is needed.

What isn't known here is kept: a folder that a later version adds is in its backups before anybody thinks of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from upriver.store.folder import Folder

REMADE = ("cubes", "held/arriving", "held/incoming", "held/quarantine", "held/unrecorded", "packs", "backups")
"""Folders that are left out, as paths in the workspace."""
STAYING = (".lock", ".lock.tables", ".release.json", "web.secret")
"""Files at the top that say what is under way at this moment, and what signs cookies; the database is copied in its own way."""
ELSEWHERE = "ledger-from-elsewhere"
"""Where an archive holds a ledger that lies outside of the workspace."""
_HALF_WRITTEN = re.compile(r"\..*\.(?:new|old)")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One file or folder of a workspace, by its path in it. `link` is one that leads elsewhere: it is named, never followed."""

    name: str
    path: Path
    mode: int
    folder: bool = False
    link: bool = False


def chosen(folder: Folder) -> Iterator[Chosen]:
    """Every file and folder that a backup holds, each folder before what lies in it, in the order of their names."""
    yield from _in(folder.root, "")


def _in(place: Path, above: str) -> Iterator[Chosen]:
    try:
        found = sorted(os.scandir(place), key=lambda each: each.name)
    except FileNotFoundError:  # gone since it was listed
        return
    for each in found:
        name = f"{above}{each.name}"
        if _left_out(name):
            continue
        try:
            mode = each.stat(follow_symlinks=False).st_mode & 0o777
        except FileNotFoundError:
            continue
        if each.is_symlink():
            yield Chosen(name, Path(each.path), mode, link=True)
        elif each.is_dir():
            yield Chosen(name, Path(each.path), mode, folder=True)
            yield from _in(Path(each.path), f"{name}/")
        elif each.is_file():
            yield Chosen(name, Path(each.path), mode)


def _left_out(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name in REMADE or name in STAYING or name.startswith("db.sqlite3") or bool(_HALF_WRITTEN.fullmatch(last))
