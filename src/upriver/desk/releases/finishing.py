"""Recording a release or a withdrawal that stands in the ledger, once it is in place, and after a stop half way."""

from __future__ import annotations

from upriver.desk.audit.acting import acting
from upriver.desk.releases import actions
from upriver.desk.releases.convert import request_of
from upriver.desk.releases.models import ReleaseRecord
from upriver.desk.releases.reviewing import shown
from upriver.pipeline.releasing import placing
from upriver.store.folder import Folder
from upriver.store.ledger import heads, readers
from upriver.words.releasing.released import Entry


def finish(folder: Folder) -> None:
    """Record what a stopped command let out or took back before it could say so here.

    Raises:
        Refusal: the ledger can't be reached, so that it isn't known.
    """
    left = placing.finish(folder)
    if left is not None:
        number = int(left.desk.get("number", 0))
        if ReleaseRecord.objects.filter(number=number).exists():
            with acting(int(str(left.desk.get("account", "")).removeprefix("account:") or 0)):  # whoever was stopped did it, not whoever comes next
                recorded(folder, number, left.entry)
        placing.done(folder)


def recorded(folder: Folder, number: int, entry: Entry) -> None:
    """Record a line of the ledger with its release; done once, however often it is asked."""
    row = ReleaseRecord.objects.get(number=number)
    body = {"ledger": heads(readers(folder.ledger, entry.audience)), "audience": entry.audience}
    if entry.verb == "withdrawn":
        if row.state == "released":
            actions.withdraw(number, why=entry.why, by=entry.by, at=entry.at, body=body)
    elif row.state == "approved":
        corrected = {"corrects": entry.previous, "why": entry.why} if entry.verb == "corrected" else {}
        actions.publish(number, release=entry.release, now=request_of(row), by=entry.by, at=entry.at, body={**body, **corrected})
    shown(folder, number)
