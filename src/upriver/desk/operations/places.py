"""Where this workspace's backups go, and which were made."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from upriver.desk.audit.models import EventRecord
from upriver.store.folder import Folder

NAME = "UPRIVER_BACKUPS"
INSIDE = "backups"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that the log names; `there` says whether it still lies where backups go."""

    name: str
    at: str
    by: str
    seal: str
    files: int
    bytes: int
    there: bool


def backups_of(folder: Folder) -> Path:
    """Where backups go: the folder that the environment names, else one inside of the workspace, which no backup holds."""
    return Path(os.environ[NAME]) if os.environ.get(NAME) else folder.root / INSIDE


def beside_the_workspace(folder: Folder) -> bool:
    """Whether backups lie on the same disk, in the workspace itself, and would be lost with it."""
    return not os.environ.get(NAME)


def backups(folder: Folder, *, most: int = 50) -> tuple[Made, ...]:
    """The backups that the log names, the newest first."""
    place, found = backups_of(folder), []
    for row in EventRecord.objects.filter(verb="backed up").order_by("-number")[:most]:
        body = json.loads(row.body)
        name = str(body.get("backup", ""))
        found.append(Made(name, row.at, row.by, str(body.get("seal", "")), int(body.get("files", 0)), int(body.get("bytes", 0)), (place / name).is_file()))
    return tuple(found)


def made_at(at: str) -> str:
    """The name of the backup that was recorded at a time, "" where none was."""
    row = EventRecord.objects.filter(verb="backed up", at=at).order_by("-number").first()
    return str(json.loads(row.body).get("backup", "")) if row else ""
