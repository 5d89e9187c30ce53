"""Whoever can't invite any more leaves no way in behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from upriver.desk.opening import open_desk
from upriver.words.access.rights import Grant, Role
from upriver.words.refusal import Refusal

AT = "2026-02-03T09:00:00Z"


@pytest.fixture
def inviter(tmp_path: Path) -> int:
    """A manager who is administrator too, beside another administrator."""
    open_desk(tmp_path / "db.sqlite3")
    from upriver.desk.accounts.actions import open_account

    open_account(email="b@b.invalid", name="Bel Other", grants=(Grant(Role.ADMINISTRATOR),), by="x", at=AT)
    return int(open_account(email="a@b.invalid", name="Ann Inviter", grants=(Grant(Role.MANAGER), Grant(Role.ADMINISTRATOR)), by="x", at=AT).pk)


def invites(account: int, role: Role, email: str) -> str:
    from upriver.desk.accounts.actions import invite
    from upriver.desk.audit.acting import acting

    with acting(account):
        return invite(email=email, name=f"Somebody {role}", grant=Grant(role), by="Ann Inviter", at=AT)


def good(secret: str) -> bool:
    from upriver.desk.accounts.actions import invitation

    try:
        return bool(invitation(secret, at=AT))
    except Refusal:
        return False


def test_invitations_of_an_account_that_is_closed_are_worth_nothing(inviter: int) -> None:
    from upriver.desk.accounts.actions import close
    from upriver.desk.accounts.models import InvitationRecord

    secret = invites(inviter, Role.ANALYST, "n@b.invalid")
    close(inviter, by="Bel Other", at=AT, why="Left")
    assert not good(secret) and InvitationRecord.objects.get().email == ""


def test_invitations_that_somebody_may_make_no_more_go_with_their_role(inviter: int) -> None:
    from upriver.desk.accounts.actions import end_grant, held_of

    reviewer, analyst = invites(inviter, Role.REVIEWER, "r@b.invalid"), invites(inviter, Role.ANALYST, "n@b.invalid")
    stands = []
    for role in (Role.ADMINISTRATOR, Role.MANAGER):
        end_grant(held_of(inviter, role, "")[0], by="Bel Other", at=AT, why="Moved on")
        stands.append((good(reviewer), good(analyst)))
    assert stands == [(False, True), (False, False)]


def test_what_others_invited_stands(inviter: int) -> None:
    from upriver.desk.accounts.actions import close
    from upriver.desk.accounts.models import Account

    secret = invites(Account.objects.get(name="Bel Other").pk, Role.ANALYST, "n@b.invalid")
    close(inviter, by="Bel Other", at=AT, why="Left")
    assert good(secret)
