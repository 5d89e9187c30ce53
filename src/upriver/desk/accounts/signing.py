"""What an account signs in with: its password, its second factors, and links that let it be set anew once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from upriver.desk.accounts import visits
from upriver.desk.accounts.actions import hidden, readable, somebodys
from upriver.desk.accounts.models import Account, LinkRecord
from upriver.desk.audit.actions import in_turn, record
from upriver.desk.partners.people import renamed
from upriver.words.refusal import Refusal

LASTS = timedelta(hours=24)
WHAT = ("password", "everything")
"""What a link lets somebody set anew: their password alone, or their second factor too."""


def reset(account: int, what: str, *, by: str, at: str, why: str) -> str:
    """Make what an account signs in with worthless, sign it out everywhere, and give the secret of a link, once, to set it anew.

    The link is kept as a hash alone and lasts a day.

    Raises:
        Refusal: no reason is given, or the account is closed or signs in through its organisation.
    """
    if what not in WHAT:
        raise Refusal("that can't be set anew", do="Choose the password, or the password and the second factor.")
    if not why.strip():
        raise Refusal("setting somebody's sign-in anew needs its reason", do="Write how you made sure that it is them who asked.")
    with transaction.atomic():
        row = Account.objects.select_for_update().filter(pk=account, is_active=True).first()
        if row is None:
            raise Refusal("that account is closed", do="Open it again first.")
        if row.method != "password" and what == "password":
            raise Refusal("that account has no password: its organisation signs it in", do="Ask the organisation.")
        if row.method == "password":
            row.set_unusable_password()
        if what == "everything":
            row.factors = {}
        row.save()
        visits.end(account, by=by, at=at)
        LinkRecord.objects.filter(account=row, state="open").update(state="replaced")
        event = record(verb="reset sign-in", subject=f"account:{account}", body={"what": what}, by=by, at=at, why=why)
        secret = secrets.token_urlsafe(32)
        until = (datetime.fromisoformat(at) + LASTS).strftime(visits.WRITTEN)
        LinkRecord.objects.create(secret=hidden(secret), account=row, what=what, at=at, until=until, event=event.id)
    return secret


def link(secret: str, *, at: str) -> LinkRecord:
    """The open link of a secret.

    Raises:
        Refusal: there is none, it was used, or it is past its day.
    """
    found = LinkRecord.objects.select_related("account").filter(secret=hidden(secret), state="open", until__gte=at, account__is_active=True).first()
    if found is None:
        raise Refusal("this link can't be used: it was used, replaced or is older than a day", do="Ask the administrator for a new one.")
    return found


def use_link(secret: str, *, password: str, at: str) -> Account:
    """Set the password that a link is for; `password` must have been found strong enough.

    Raises:
        Refusal: as for `link`.
    """
    with transaction.atomic():
        found = link(secret, at=at)
        account = found.account
        if account.method == "password":
            account.set_password(password)
            account.save()
        LinkRecord.objects.filter(pk=found.pk).update(state="used")
        record(verb="set sign-in anew", subject=f"account:{account.pk}", body={"what": found.what}, by=account.name, at=at)
    return account


def change_password(account: int, password: str, *, by: str, at: str, visit: int = 0) -> None:
    """Another password; everywhere else the account is signed out. `password` must have been found strong enough."""
    with transaction.atomic():
        row = Account.objects.select_for_update().get(pk=account)
        row.set_password(password)
        row.save()
        visits.end(account, by=by, at=at, but=visit)
        record(verb="changed password", subject=f"account:{account}", body={}, by=by, at=at)


def count_factor(account: int, number: int, kind: str, *, by: str, at: str, visit: int = 0) -> None:
    """From now on a second factor counts, and everywhere but in `visit` the account is signed out.

    `number` is its row in the table of whoever checks it, `kind` totp, webauthn or codes.
    """
    with transaction.atomic():
        row = Account.objects.select_for_update().get(pk=account)
        row.factors = {**row.factors, str(number): kind}
        row.save(update_fields=["factors"])
        visits.end(account, by=by, at=at, but=visit)
        record(verb="added second factor", subject=f"account:{account}", body={"kind": kind}, by=by, at=at)


def drop_factor(account: int, number: int, *, by: str, at: str) -> None:
    """From now on a second factor counts no more; recovery codes go with the last one."""
    with transaction.atomic():
        row = Account.objects.select_for_update().get(pk=account)
        kind = row.factors.get(str(number))
        if kind is None:
            return
        left = {key: value for key, value in row.factors.items() if key != str(number)}
        row.factors = left if set(left.values()) - {"codes"} else {}
        row.save(update_fields=["factors"])
        record(verb="removed second factor", subject=f"account:{account}", body={"kind": kind}, by=by, at=at)


def rename(account: int, name: str, *, by: str, at: str) -> None:
    """Another name for an account and for its person in the register. The log keeps the name that it had.

    Raises:
        Refusal: it is no name, or that of another account or person of the register.
    """
    name = " ".join(name.split())
    if not 2 <= len(name) <= 200:
        raise Refusal("an account needs a name of 2 to 200 letters", do="Write first and last name.")
    readable(name)
    with transaction.atomic():
        in_turn()
        if somebodys(name, but=account):
            raise Refusal("somebody of that name has an account already", do="Add what tells the two apart, as a middle name or the authority.")
        row = Account.objects.select_for_update().get(pk=account)
        if row.name != name:
            row.name, row.person = name, renamed(row.person, name)
            row.save(update_fields=["name", "person"])
            record(verb="renamed account", subject=f"account:{account}", body={}, by=by, at=at)


def speak(account: int, language: str, *, by: str, at: str) -> None:
    """The language that somebody works in."""
    with transaction.atomic():
        if Account.objects.filter(pk=account).exclude(language=language).update(language=language):
            record(verb="chose language", subject=f"account:{account}", body={"language": language}, by=by, at=at)
