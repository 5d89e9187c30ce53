"""Taking a release back: the staircase's work, then one event."""

from __future__ import annotations

from typing import Any

from upriver.desk.audit.acting import account_now
from upriver.desk.audit.seen import heads_seen
from upriver.desk.releases import actions
from upriver.desk.releases.convert import request_of
from upriver.desk.releases.finishing import finish, recorded
from upriver.pipeline.releasing import placing, withdrawing
from upriver.store.folder import Folder
from upriver.words.releasing import gate


def withdraw(folder: Folder, named: str, *, name: str, why: str, by: str, at: str) -> dict[str, Any]:
    """Take a release down and say so at its address; the ledger keeps what it told. `name` is the partnership's.

    Raises:
        Refusal: no release is called so, it isn't released, or it isn't said why.
    """
    finish(folder)
    row = actions.the_one(named)
    request = gate.withdrawn(request_of(row), why)  # refused before anything is touched
    entry = withdrawing.withdraw(folder, release=row.release, audience=row.audience, name=name, by=by, at=at, why=why.strip(),
                                 seen=heads_seen(), desk={"number": row.number, "account": account_now()})
    recorded(folder, row.number, entry)
    placing.done(folder)
    return {"release": row.release, "document": row.document, "audience": row.audience, "state": request.state, "why": why.strip()}
