"""Voting: what has to be weighed before it, one vote more, and the reviewer's first page as the release stands then."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction

from upriver.desk.audit.actions import record
from upriver.desk.audit.models import EventRecord
from upriver.desk.releases import actions
from upriver.desk.releases.convert import request_of
from upriver.desk.releases.models import ReleaseRecord
from upriver.desk.releases.voters import must_be_nobodys_own, voter
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


WEIGHED = "weighed before voting"


def to_weigh(row: ReleaseRecord) -> tuple[Noted, ...]:
    """What the machine found that whoever approves has to say they have read and weighed."""
    return tuple(each for each in (Noted(*given) for given in row.findings) if each.confirm)


def weigh(row: ReleaseRecord, *, by: str, at: str) -> None:
    """Record that somebody read and weighed all of it, before they vote. Of how they will vote it says nothing.

    Raises:
        Refusal: this person may not vote on it.
    """
    account = voter()
    with transaction.atomic():
        must_be_nobodys_own(row, account)
        record(verb=WEIGHED, subject=f"release:{row.release}", body={"number": row.number, "weighed": [each.says for each in to_weigh(row)]}, by=by, at=at)


def has_weighed(row: ReleaseRecord, account: str) -> bool:
    """Whether an account did so for this very asking, or there is nothing to weigh."""
    wanted = {"number": row.number, "weighed": [each.says for each in to_weigh(row)]}
    told = EventRecord.objects.filter(verb=WEIGHED, subject=f"release:{row.release}", account=account).values_list("body", flat=True)
    return not wanted["weighed"] or (bool(account) and any(json.loads(body) == wanted for body in told))
