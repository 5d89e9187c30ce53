"""Take a release back: its pages are taken down, and its address says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from upriver.desk.jobs.kinds import GIB
from upriver.desk.jobs.outcome import Done, Tell
from upriver.store.folder import Folder
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say
from upriver.words.refusal import Refusal

KIND, TITLE = "withdraw", mark("Withdraw a release")
RIGHT, OF = Right.READ_GATE, ("release", "number")
MEMORY, SECONDS = 4 * GIB, 900


def run(folder: Folder, body: Mapping[str, Any], *, by: str, at: str, tell: Tell) -> Done:
    """`body`: number, that of the release, and why."""
    from upriver.desk.opening import settings_of
    from upriver.desk.releases.models import ReleaseRecord
    from upriver.desk.releases.withdrawing import withdraw

    row = ReleaseRecord.objects.get(number=int(body["number"]))
    why = str(body.get("why", "")).strip()
    if row.state == "withdrawn" and row.why != why:  # with the same reason it is this very work, begun again after a stop
        raise Refusal(say("it is withdrawn already"), do=say("Why stands on its page and in the ledger. Nothing was changed."))
    if row.state != "withdrawn":
        tell(say("Taking its pages down"), 20)
        withdraw(folder, row.release, name=settings_of(folder).name, why=why, by=by, at=at)
    return Done(say("It is withdrawn: its pages are down, and its address says so. What was read stays known."), "release", {"ident": str(row.number)})
