"""Rows of accounts to words, one way."""

from __future__ import annotations

from upriver.desk.accounts.models import Account, GrantRecord
from upriver.words.access.rights import NOBODY, Actor, Grant, Role


def actor(account: int | None) -> Actor:
    """The actor of an account with what it holds now; nobody where it is none or closed. Two queries."""
    row = Account.objects.filter(pk=account, is_active=True).first() if account else None
    if row is None:
        return NOBODY
    held = GrantRecord.objects.filter(account_id=row.pk, ended_on="")
    return Actor(row.pk, row.name, row.email, row.person, row.language, tuple(_grant(each) for each in held))


def _grant(row: GrantRecord) -> Grant:
    return Grant(Role(row.role), row.authority, tuple(row.areas), tuple(row.purposes))
