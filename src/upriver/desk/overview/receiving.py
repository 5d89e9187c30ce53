"""What was received: what waits for a signature, lies in quarantine, is late, missing or due next."""

from __future__ import annotations

from datetime import date
from typing import Any

from upriver.desk.submissions.convert import submissions
from upriver.desk.submissions.due import dues
from upriver.intake.contracts import layouts
from upriver.store.folder import Folder
from upriver.store.partners.closing import set_aside


def receiving_body(folder: Folder, *, on: date) -> dict[str, Any]:
    """What `status` says of providers: what waits for a signature, lies in quarantine, is late, missing or due next."""
    due = dues(layouts(folder.declarations), own=folder.declarations, on=on)
    waiting = [kept for kept in submissions() if kept.state == "held" and not kept.sent.signed]
    listed = [{"contract": each.feed, "provider": each.provider, "period": each.period, "due_on": each.due_on.isoformat(),
               "state": each.state, "days_late": each.days_late} for each in due]
    return {
        "unsigned": [{"submission": kept.sent.id, "contract": kept.sent.contract, "provider": kept.sent.provider,
                      "received_on": kept.received_on} for kept in waiting],
        "quarantine": [{"id": each.id, "file": each.label, "why": each.why, "since": each.since} for each in set_aside(folder)],
        "missing": [each for each in listed if each["state"] == "missing"],
        "late": [each for each in listed if each["state"] == "late"],
        "due": [each for each in listed if each["state"] == "due"],
    }
