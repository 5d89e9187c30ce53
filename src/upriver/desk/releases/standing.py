"""What waits at the gate and where its page is, told without making anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from upriver.desk.assessments.actions import latest_run
from upriver.desk.releases import actions
from upriver.desk.releases.convert import request_of
from upriver.desk.releases.models import ReleaseRecord
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
from upriver.words.releasing import gate


def standing(folder: Folder, named: str = "") -> list[dict[str, Any]]:
    """What waits at the gate; or one release, wherever it stands. Votes only once all of them are in.

    Raises:
        Refusal: no release is called so.
    """
    rows = [actions.the_one(named)] if named else actions.waiting()
    found = []
    for row in rows:
        request = request_of(row)
        page = page_of(folder, request.run)
        found.append({
            "release": request.release, "document": request.document, "audience": request.audience, "run": request.run,
            "state": request.state, "by": row.by, "at": request.at, "needs": request.needs, "reason": request.reason,
            "voted": len(request.votes), "context": request.context, "controls": request.controls, "why": request.why,
            "votes": [{"by": each.by, "answer": each.answer, "why": each.why, "at": each.at, "signed_in": bool(each.account)}
                      for each in request.open_votes],
            "page": str(page) if (folder.root / page).is_file() else "",
        })
    return found


def must_be_approved(row: ReleaseRecord) -> None:
    """Refuse to begin letting a release out that isn't approved, or that a newer assessment has overtaken.

    Raises:
        Refusal: says which.
    """
    request = request_of(row)
    gate.released(request, request)
    if latest_run(row.audience) != row.run:
        raise Refusal("a newer assessment was made since this one was approved, and votes count only for what was read",
                      do="Ask for the release of the newer one: upriver publish.")


def page_of(folder: Folder, run: str) -> Path:
    """Where the reviewer's page of a run lies, below the workspace."""
    return (folder.drafts / run / "review" / "index.html").relative_to(folder.root)
