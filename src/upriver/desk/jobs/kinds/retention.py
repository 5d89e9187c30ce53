"""Delete what agreements no longer let be kept, as `upriver retention` does, with a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from upriver.desk.jobs.kinds import GIB
from upriver.desk.jobs.outcome import Done, Tell
from upriver.store.folder import Folder
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several

KIND, TITLE = "retention", mark("Delete what is past its time")
RIGHT = Right.HANDLE_PERSONAL_DATA
MEMORY, SECONDS = 4 * GIB, 3600


def run(folder: Folder, body: Mapping[str, Any], *, by: str, at: str, tell: Tell) -> Done:
    """`body`: on, the day to ask for. Begun again, it finishes what was recorded as deleted and finds no more."""
    from upriver.desk.opening import settings_of
    from upriver.desk.submissions.keeping import retain
    from upriver.desk.voices import keeping as said
    from upriver.intake.contracts import layouts

    on = date.fromisoformat(str(body.get("on") or at[:10]))
    tell(say("Deleting, with all that was made of it"), 10)
    found = retain(folder, layouts(folder.declarations), on=on, name=settings_of(folder).name, by=by, at=at)
    voices = said.retain(folder, on=on, by=by, at=at)
    told = [several("{n} file of rows was deleted. The certificate says which.", "{n} files of rows were deleted. The certificate says which.", len(found))] * bool(found)
    told += [several("{n} entry of what people said was deleted.", "{n} entries of what people said were deleted.", len(voices))] * bool(voices)
    return Done(" ".join(told) or say("Nothing was past its time any more."), "personal_data")
