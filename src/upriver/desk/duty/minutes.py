"""What a meeting leaves in the log: attendance, a decision with its reason, something asked for. All of it is kept, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from upriver.desk.planning.changing import add
from upriver.store.folder import Folder


@dataclass(frozen=True, slots=True)
class Minutes:
    """What is to be kept of one meeting: who came (authority -> how), one decision with its reason, one thing asked for. "" is nothing."""

    meeting: str
    came: Mapping[str, str]
    decision: str = ""
    reason: str = ""
    says: str = ""
    owner: str = ""
    due: str = ""


def keep_minutes(folder: Folder, minutes: Minutes, *, by: str, at: str) -> int:
    """Keep it; gives how many rows were added.

    Raises:
        Faulty: something in it is wrong.
    """
    one = minutes.meeting
    rows = [("attendances", {"meeting": one, "authority": authority, "attended": how}) for authority, how in minutes.came.items()]
    if minutes.decision:
        rows.append(("decisions", {"meeting": one, "decision": minutes.decision, "reason": minutes.reason}))
    if minutes.says:
        rows.append(("meeting_actions", {"meeting": one, "says": minutes.says, "owner": minutes.owner, "due": minutes.due}))
    with transaction.atomic():
        for slug, given in rows:
            add(folder, slug=slug, given=given, by=by, at=at)
    return len(rows)
