"""Make the assessment for a period, as `upriver assess` does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from upriver.desk.jobs.kinds import GIB
from upriver.desk.jobs.outcome import Done, Tell
from upriver.store.folder import Folder
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say

KIND, TITLE = "assess", mark("Make the assessment")
RIGHT = Right.WRITE_ASSESSMENT
MEMORY, SECONDS = 6 * GIB, 3600


def run(folder: Folder, body: Mapping[str, Any], *, by: str, at: str, tell: Tell) -> Done:
    """`body`: period (FROM..TO, "" for the last twelve months), definition, as_of (a date), audience."""
    from upriver.desk.assessments.making import assess
    from upriver.desk.opening import settings_of

    said = settings_of(folder)
    tell(say("Counting, and putting every number through the lock"), 10)
    made = assess(folder, slug=said.slug, name=said.name, period=str(body.get("period", "")), definition=str(body.get("definition") or "police_uk_proxy"),
                  as_of=date.fromisoformat(str(body.get("as_of") or at[:10])), by=by, at=at, audience=str(body.get("audience") or "public"))
    hidden, shown = made.clearance.hidden, sum(len(table.cells) for table in made.clearance.tables)
    left = say(" A fault of ours left parts out: {parts}.", parts=", ".join(each.part for each in made.faults)) if made.faults else ""
    return Done(say("The assessment is made: {shown} numbers, {hidden} of them hidden to protect people.", shown=f"{shown:,}", hidden=f"{hidden:,}") + left,
                "assessment")
