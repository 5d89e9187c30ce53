"""Whether the place where partners' data would lie is closed enough, and putting aside what may not be opened yet."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from upriver.store.folder import Folder, place_whole, write_whole
from upriver.words.refusal import Refusal

SYNCED = frozenset({
    "dropbox", "onedrive", "google drive", "googledrive", "my drive", "icloud drive", "iclouddrive", "mobile documents",
    "com~apple~clouddocs", "cloudstorage", "nextcloud", "owncloud", "box", "box sync", "pcloud drive",
    "pclouddrive", "megasync", "mega", "seafile", "sync.com",
})
"""Folders that a programme copies to somebody else's machines, in small letters. Known ones; there are others."""
MARKS = (".dropbox", ".dropbox.cache", ".nextcloudsync.log", ".owncloudsync.log", ".sync_*.db", "._sync_*.db",
         ".tmp.drivedownload", ".tmp.driveupload", ".stfolder", ".seafile-data", ".megaignore")
"""Files that such programmes leave in the folder they copy."""
OTHERS = 0o077


def check_closed(folder: Folder, *, posix: bool = os.name == "posix") -> str:
    """Refuse to put partners' data where other accounts can read them or where they would be copied away.

    Gives a note where the system has no permissions that could be asked (Windows); "" where all is well.

    Raises:
        Refusal: says which place it is and what to do.
    """
    held = [place.resolve() for place in (folder.root, folder.held / "restricted", folder.incoming, folder.held / "quarantine")]
    for place in dict.fromkeys(above for each in held for above in (each, *each.parents)):
        name = place.name.casefold()
        if name in SYNCED or name.startswith(("onedrive - ", "onedrive-")) or any(True for mark in MARKS for _ in place.glob(mark)):
            raise Refusal(f"the workspace, or what it holds, lies in {place.name}, which is copied to machines outside it",
                          do="Move the workspace to a folder that isn't synchronised, then take the files in again.")
    if not posix:
        return "who else can read held/restricted can't be checked on this system; ask IT to close it to other accounts"
    for place in (folder.held / "restricted", folder.incoming, folder.held / "quarantine"):
        if place.is_dir() and place.stat().st_mode & OTHERS:
            where = place.relative_to(folder.root).as_posix()
            raise Refusal(f"{where} can be read by other accounts on this machine, so no partner's data go into it",
                          do=f"Close it (chmod 700 {where}), ask who may have looked, then take the files in again.")
    return ""


@dataclass(frozen=True, slots=True)
class Aside:
    """Something in quarantine: the name it is asked for by, its own name, why it lies there, since when."""

    id: str
    label: str
    why: str
    since: str
    path: Path


def put_aside(folder: Folder, files: tuple[Path, ...], *, digest: str, label: str, why: str, on: str) -> Aside:
    """Copy what was sent into `held/quarantine`, whole or not at all; the same bytes lie there once."""
    name = digest[:16]
    place = _quarantine(folder) / name
    if not (place / "why.json").is_file():
        place.mkdir(mode=0o700, exist_ok=True)
        for path in files:
            # The name in the middle keeps a command that is stopped here from leaving half a file under the real one.
            beside = folder.incoming / f"{name}.{path.name}.aside"
            shutil.copyfile(path, beside)
            place_whole(beside, place / path.name)
        body = {"label": label, "why": why, "since": on}
        write_whole(place / "why.json", (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode())
    return Aside(name, label, why, on, place)


def set_aside(folder: Folder) -> tuple[Aside, ...]:
    """All that lies in quarantine, in the order of their names."""
    found = []
    for reason in sorted((folder.held / "quarantine").glob("*/why.json")):
        body = json.loads(reason.read_text("utf-8"))
        found.append(Aside(reason.parent.name, body["label"], body["why"], body["since"], reason.parent))
    return tuple(found)


def one_aside(folder: Folder, name: str) -> Aside:
    """The one thing in quarantine of this name.

    Raises:
        Refusal: nothing there is called that.
    """
    found = [each for each in set_aside(folder) if each.id == name]
    if not found:
        there = ", ".join(each.id for each in set_aside(folder)[:5])
        raise Refusal(f"nothing in quarantine is called {name}", do=f"There is {there}." if there else "Nothing lies there.")
    return found[0]


def files_of(aside: Aside) -> tuple[Path, ...]:
    """What was sent, without the note that says why it lies there."""
    return tuple(path for path in sorted(aside.path.iterdir()) if path.name != "why.json" and not path.name.startswith("."))


def let_go(aside: Aside) -> None:
    """Delete it from quarantine. The note goes first, so that a rest left by a stopped command is no longer listed."""
    (aside.path / "why.json").unlink(missing_ok=True)
    shutil.rmtree(aside.path)


def _quarantine(folder: Folder) -> Path:
    place = folder.held / "quarantine"
    place.mkdir(mode=0o700, exist_ok=True)
    return place
