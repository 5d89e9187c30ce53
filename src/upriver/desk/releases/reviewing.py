"""Reading and voting: what waits at the gate, where its page is, and one vote more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from upriver.desk.releases import actions
from upriver.desk.releases.convert import request_of
from upriver.desk.releases.models import ReleaseRecord
from upriver.pipeline.reviewing.writing import write_front
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
from upriver.words.releasing.noted import Noted


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
            "votes": [{"by": each.by, "answer": each.answer, "why": each.why, "at": each.at} for each in request.open_votes],
            "page": str(page) if (folder.root / page).is_file() else "",
        })
    return found


def page_of(folder: Folder, run: str) -> Path:
    """Where the reviewer's page of a run lies, below the workspace."""
    return (folder.drafts / run / "review" / "index.html").relative_to(folder.root)


def shown(folder: Folder, number: int) -> None:
    """Write the first of the reviewer's pages again, as a release stands now."""
    row = ReleaseRecord.objects.get(number=number)
    write_front(folder, request_of(row), [Noted(*each) for each in row.findings])


def vote(folder: Folder, named: str, *, answer: str, why: str, confirmed: bool, by: str, at: str) -> dict[str, Any]:
    """Record one vote on a release, and show it on the reviewer's page once all are in.

    Raises:
        Refusal: no release is called so, it doesn't wait for a vote, or this person may not vote.
    """
    row = actions.the_one(named)
    found = [Noted(*each) for each in row.findings]
    if answer == "approve" and not confirmed and (stained := [each.says for each in found if each.confirm]):
        raise Refusal(stained[0], do="Read them on the reviewer's page; then vote again with --confirm.")
    request = actions.vote(row.number, answer=answer, why=why, by=by, at=at)
    shown(folder, row.number)
    return {"release": request.release, "state": request.state, "needs": request.needs, "wanted": request.wanted,
            "voted": len(request.votes)}
