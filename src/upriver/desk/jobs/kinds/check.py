"""Check a file that was sent in a browser, and take it in where nothing is wrong with it; it is used once an officer has signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upriver.desk.jobs.kinds import GIB
from upriver.desk.jobs.outcome import Done, Tell
from upriver.store.folder import Folder
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say

KIND, TITLE = "check", mark("Check a file")
RIGHT, OF = Right.SUBMIT, ("upload", "upload")
MEMORY, SECONDS = 2 * GIB, 1800


def run(folder: Folder, body: Mapping[str, Any], *, by: str, at: str, tell: Tell) -> Done:
    """`body`: upload, its id."""
    from upriver.desk.sharing.receiving import received

    state = received(folder, str(body["upload"]), by=by, at=at, tell=tell)
    return Done(say(SAYS.get(state, SAYS["held"])), "upload", {"ident": str(body["upload"])})


SAYS = {
    "held": mark("Nothing is wrong with it. It waits for a signature."),
    "faulty": mark("Rows of it break the contract: see which."),
    "unknown": mark("Its columns aren't those that are asked for: say which is which."),
    "refused": mark("It can't be taken as it is: see why."),
    "quarantined": mark("It lies in quarantine until somebody of the partnership has looked."),
    "dropped": mark("It was withdrawn before it was checked."),
}
