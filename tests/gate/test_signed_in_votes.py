"""Where reviewers sign in, a vote is an account's: a name typed beside a command is none, and nobody votes on their own under another name."""

from __future__ import annotations

from pathlib import Path

import pytest
from gate.asked import a_request

from upriver.desk.opening import open_desk
from upriver.store.folder import Folder
from upriver.words.access.rights import Grant, Role
from upriver.words.refusal import Refusal
from upriver.words.releasing import gate
from upriver.words.releasing.gate import CLAIMS, SIGNED, Vote

AT = "2026-02-02T09:00:00Z"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    open_desk(tmp_path / "db.sqlite3")
    return Folder(tmp_path)


def account(name: str, role: Role = Role.REVIEWER) -> int:
    from upriver.desk.accounts.actions import open_account

    return int(open_account(email=f"{name.split()[0]}@x.invalid", name=name, grants=(Grant(role),), by="t", at=AT).pk)


def asked(by: int = 0, author: str = "Ann Author") -> int:
    from upriver.desk.audit.acting import acting
    from upriver.desk.releases import actions

    with acting(by):
        actions.submit(a_request(authors=(author,)), findings=(), clauses=(), by=author, at=AT)
    return int(actions.waiting()[-1].number)


def vote(number: int, by: str, signed: int = 0, answer: str = "approve"):
    from upriver.desk.audit.acting import acting
    from upriver.desk.releases import actions

    with acting(signed):
        return actions.vote(number, answer=answer, why="Read it.", by=by, at=AT)


def test_a_name_given_to_a_command_is_no_vote_where_reviewers_sign_in(folder: Folder) -> None:
    account("Rae Reader")
    with pytest.raises(Refusal, match="sign in to vote"):
        vote(asked(), "Rae Reader")


def test_where_nobody_can_sign_in_to_vote_names_are_all_there_is(folder: Folder) -> None:
    account("Ada Admin", Role.ADMINISTRATOR)
    assert vote(asked(), "Rae Reader").votes[0].account == ""


def test_a_vote_keeps_the_account_that_gave_it(folder: Folder) -> None:
    rae = account("Rae Reader")
    assert vote(asked(), "Rae Reader", rae).votes[0].account == f"account:{rae}"


def test_whoever_asked_under_another_name_does_not_vote_on_it(folder: Folder) -> None:
    rae = account("Rae Reader")
    with pytest.raises(Refusal, match="an author never votes"):
        vote(asked(by=rae, author="Somebody Else"), "Rae Reader", rae)


def test_one_account_votes_once_whatever_it_is_called_by_then(folder: Folder) -> None:
    rae, number = account("Rae Reader"), asked()
    vote(number, "Rae Reader", rae)
    with pytest.raises(Refusal, match="voted already"):
        vote(number, "Rae Renamed", rae)


def test_two_signed_in_votes_are_borne_out_by_the_log(folder: Folder) -> None:
    from upriver.desk.releases.actions import must_be_borne_out

    rae, sam, number = account("Rae Reader"), account("Sam Second"), asked()
    vote(number, "Rae Reader", rae)
    assert vote(number, "Sam Second", sam).state == "approved"
    must_be_borne_out(number)


def test_an_approval_whose_row_names_another_account_is_not_borne_out(folder: Folder) -> None:
    from upriver.desk.releases.actions import must_be_borne_out
    from upriver.desk.releases.models import ReleaseRecord

    rae, sam, number = account("Rae Reader"), account("Sam Second"), asked()
    vote(number, "Rae Reader", rae)
    vote(number, "Sam Second", sam)
    row = ReleaseRecord.objects.get(number=number)
    row.votes[0]["account"] = f"account:{sam}"
    row.save()
    with pytest.raises(Refusal, match="approved by these votes"):
        must_be_borne_out(number)


def test_votes_are_said_to_be_claims_unless_each_was_signed_in() -> None:
    signed, claim = Vote("a", "approve", "x", AT, "account:1"), Vote("b", "approve", "x", AT)
    assert (gate.whose([signed, signed]), gate.whose([signed, claim])) == (SIGNED, CLAIMS)
