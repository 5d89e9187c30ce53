"""Voting: one vote more, and the reviewer's first page as the release stands then."""

from __future__ import annotations

from typing import Any

from upriver.desk.releases import actions
from upriver.desk.releases.convert import request_of
from upriver.desk.releases.models import ReleaseRecord
from upriver.pipeline.reviewing.writing import write_front
from upriver.store.folder import Folder
from upriver.words.refusal import Refusal
from upriver.words.releasing.noted import Noted


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
    return vote_on(folder, row, answer=answer, why=why, confirmed=confirmed, by=by, at=at)


def vote_on(folder: Folder, row: ReleaseRecord, *, answer: str, why: str, confirmed: bool, by: str, at: str) -> dict[str, Any]:
    """The same on a release that is known by its row.

    Raises:
        Refusal: it doesn't wait for a vote, this person may not vote, or they don't say that they read what they have to.
    """
    found = [Noted(*each) for each in row.findings]
    if answer == "approve" and not confirmed and (stained := [each.says for each in found if each.confirm]):
        raise Refusal(stained[0], do="Read them on the reviewer's page; then vote again with --confirm.")
    request = actions.vote(row.number, answer=answer, why=why, by=by, at=at)
    shown(folder, row.number)
    return {"release": request.release, "state": request.state, "needs": request.needs, "wanted": request.wanted,
            "voted": len(request.votes), "signed_in": bool(request.votes[-1].account)}
