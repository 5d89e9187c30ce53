"""Make a backup of the whole workspace, as `upriver backup` does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upriver.desk.jobs.kinds import GIB
from upriver.desk.jobs.outcome import Done, Tell
from upriver.store.folder import Folder
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say

KIND, TITLE = "backup", mark("Make a backup")
RIGHT = Right.OPERATE
MEMORY, SECONDS = 4 * GIB, 7200
MIB = 2**20


def run(folder: Folder, body: Mapping[str, Any], *, by: str, at: str, tell: Tell) -> Done:
    """`body` holds nothing: the operator alone says where backups go (`desk/operations/places.py`)."""
    from upriver.desk.opening import settings_of
    from upriver.desk.operations.keeping import backup
    from upriver.desk.operations.places import backups_of, made_at

    said, to = settings_of(folder), backups_of(folder)
    before = made_at(at)
    if before:  # made by an earlier try of this very work, which was stopped before it could say so
        return Done(say("The backup {name} is made.", name=before), "backups")
    tell(say("Copying the database and every file, each with its hash"), 10)
    left = to / f"upriver-{said.slug}-{at.replace(':', '')}.zip"
    if left.exists():  # half made by a try that was stopped: nothing names it
        left.unlink()
    kept = backup(folder, to, slug=said.slug, name=said.name, by=by, at=at, address=said.database)
    if kept.wrong:
        return Done(say("The backup was made, and the workspace that it holds isn't sound: look at its health."), "health")
    return Done(say("The backup {name} is made: {files} files, {size} MiB. Its seal is {seal}.", name=kept.path.name, files=f"{kept.files:,}",
                    size=f"{kept.bytes / MIB:,.1f}", seal=kept.seal), "backups")
