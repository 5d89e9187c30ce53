"""Make a document of the response or a pack, as `upriver pack` does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from upriver.desk.jobs.kinds import GIB
from upriver.desk.jobs.outcome import Done, Tell
from upriver.store.folder import Folder
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several

KIND, TITLE = "pack", mark("Make a document")
RIGHT = Right.MAKE_PACKS
MEMORY, SECONDS = 4 * GIB, 900


def run(folder: Folder, body: Mapping[str, Any], *, by: str, at: str, tell: Tell) -> Done:
    """`body`: document, audience, on (a date), and as needed about and as_it_stood. `page` and `parts` say which page shows it: the
    folder's own name is given to it as `called`."""
    from upriver.desk.opening import settings_of
    from upriver.desk.registers.packing import pack

    tell(say("Making its pages and files"), 10)
    place, paths = pack(folder, document=str(body["document"]), name=settings_of(folder).name, audience=str(body.get("audience") or "restricted"),
                        on=date.fromisoformat(str(body.get("on") or at[:10])), about=str(body.get("about") or ""),
                        as_it_stood=bool(body.get("as_it_stood")))
    return Done(several("It is made: {n} file.", "It is made: {n} files.", len(paths)), str(body.get("page") or ""),
                {**dict(body.get("parts") or {}), **({"called": place.name} if body.get("page") else {})})
