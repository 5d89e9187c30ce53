"""A release is withdrawn once, with one reason: whoever comes second is told so, and their reason isn't lost behind a "done"."""

from __future__ import annotations

import pytest
from web.asking import desk, opened
from web.served import Served

from upriver.store.folder import opened as opened_folder
from upriver.words.refusal import Refusal

AT = "2026-02-03T09:00:00Z"


@pytest.fixture(scope="module")
def withdrawn(served: Served) -> int:
    """A release that somebody has withdrawn meanwhile."""
    number = int(served.rows("SELECT min(number) FROM releases_releaserecord WHERE state = 'released'")[0][0])
    with opened(served.folder) as held:
        held.execute("UPDATE releases_releaserecord SET state = 'withdrawn', why = 'The first reason.' WHERE number = ?", [number])
    return number


def test_a_second_withdrawal_is_refused_on_its_page(served: Served, withdrawn: int) -> None:
    reply = served.visit("Ira Fictional").post(f"/releases/{withdrawn}/withdraw/", {"why": "Another reason."})
    assert reply.status == 409 and "It is withdrawn already" in reply.plain
    assert served.rows("SELECT count(*) FROM jobs_jobrecord WHERE kind = 'withdraw'") == [(0,)]


def test_the_second_of_two_that_waited_is_refused_too(served: Served, withdrawn: int) -> None:
    desk(served.folder)
    from upriver.desk.jobs.kinds import withdraw

    def run(why: str) -> object:
        return withdraw.run(opened_folder(served.folder), {"number": withdrawn, "why": why}, by="Ira Fictional", at=AT, tell=lambda *told: None)

    with pytest.raises(Refusal, match="withdrawn already"):
        run("Another reason.")
    assert run("The first reason. "), "the same work, begun again after a stop"
