"""Inviting people, granting and ending roles, closing and erasing accounts: each a verb with its author and one event."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from upriver.desk.access.rows import as_desk
from upriver.desk.accounts.convert import actor
from upriver.desk.accounts.models import Account, GrantRecord, InvitationRecord, LinkRecord, TypedRecord, VisitRecord
from upriver.desk.audit.actions import in_turn, record
from upriver.desk.audit.models import EventRecord
from upriver.desk.partners.people import free_entry, new_entry
from upriver.words.access.rights import PURPOSE, Grant, Role
from upriver.words.refusal import Refusal
from upriver.words.releasing.gate import same_name

INVITED_FOR = timedelta(days=7)
PASSWORD = "password"
"""How somebody signs in who has a password and a second factor here; else the method is the slug of a declared one
(`methods.py`), through which their organisation signs them in."""
OF_A_BODY = frozenset({Role.DATA_OFFICER, Role.BOARD_MEMBER})
OF_AN_AREA = frozenset({Role.CSP_OFFICER})


def invite(*, email: str, name: str, grant: Grant, by: str, at: str, method: str = PASSWORD, person: str = "") -> str:
    """Record an invitation and give its secret, once: it is shown to whoever invites, and kept as a hash alone.

    `person` is their id where they are in the register of people already; whoever has the name of somebody there may be another.

    Raises:
        Refusal: the address or name is somebody's already, or the role needs an authority or area that isn't named.
    """
    email, name = email.strip().casefold(), " ".join(name.split())
    _sound(email, name, grant)
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        in_turn()
        if Account.objects.filter(email__iexact=email).exists():
            raise Refusal("somebody with that e-mail address has an account already", do="Give them the role on their own page.")
        if somebodys(name):
            raise Refusal("somebody of that name has an account already", do="Add what tells the two apart, as a middle name or the authority.")
        if person and not free_entry(person, name):
            raise Refusal("the register has nobody of that name and id without an account", do="Leave the id out: they get one of their own.")
        InvitationRecord.objects.filter(email=email, state="open").update(state="replaced", email="", name="")
        event = record(verb="invited", subject="invitation", body=_body(grant) | {"method": method} | ({"person": person} if person else {}), by=by, at=at)
        until = (datetime.fromisoformat(at) + INVITED_FOR).strftime("%Y-%m-%dT%H:%M:%SZ")
        InvitationRecord.objects.create(secret=hidden(secret), email=email, name=name, role=grant.role, authority=grant.authority,
                                        areas=list(grant.areas), method=method, at=at, until=until, event=event.id)
    return secret


def invitation(secret: str, *, at: str) -> InvitationRecord:
    """The open invitation of a secret.

    Raises:
        Refusal: there is none, it was taken up, or it is past its day.
    """
    found = InvitationRecord.objects.filter(secret=hidden(secret), state="open", until__gte=at).first()
    if found is None:
        raise Refusal("this invitation can't be used: it was used, replaced or is older than seven days", do="Ask whoever invited you for a new one.")
    return found


def take_up(secret: str, *, password: str = "", at: str) -> Account:
    """Make the account that an invitation is for, with its first grant; `password` must have been found strong enough.

    Raises:
        Refusal: as for `invitation`.
    """
    with transaction.atomic():
        in_turn()
        return _taken_up(invitation(secret, at=at), password=password, at=at)


def take_up_known(number: int, *, at: str) -> Account:
    """Make the account of an open invitation for whom their organisation vouches: they need no link."""
    with transaction.atomic():
        in_turn()
        return _taken_up(InvitationRecord.objects.get(pk=number, state="open", until__gte=at), password="", at=at)


def _taken_up(found: InvitationRecord, *, password: str, at: str) -> Account:
    grant = Grant(Role(found.role), found.authority, tuple(found.areas))
    with as_desk():  # whoever takes it up has no account yet, and reads no log
        told = EventRecord.objects.filter(id_hash=found.event).values_list("body", flat=True).first() or "{}"
    account = open_account(email=found.email, name=found.name, grants=(grant,), by=found.name, at=at, password=password, method=found.method,
                           person=str(json.loads(told).get("person", "")))
    InvitationRecord.objects.filter(pk=found.pk).update(state="taken up", email="", name="")
    return account


def take_back(number: int, *, by: str, at: str) -> None:
    """Take an open invitation back."""
    with transaction.atomic():
        if InvitationRecord.objects.filter(pk=number, state="open").update(state="taken back", email="", name=""):
            record(verb="took invitation back", subject=f"invitation:{number}", body={}, by=by, at=at)


def _take_back_of(account: int, *, by: str, at: str) -> None:
    """Take back the open invitations of an account that could not make them any more: the log says which are its own."""
    from upriver.desk.accounts.granting import may_give  # which asks here what a role needs

    may = may_give(actor(account))
    with as_desk():
        own = EventRecord.objects.filter(verb="invited", account=f"account:{account}").values_list("id_hash", flat=True)
        found = list(InvitationRecord.objects.filter(state="open", event__in=list(own)).exclude(role__in=may).values_list("pk", flat=True))
    for number in found:
        take_back(number, by=by, at=at)


def open_account(*, email: str, name: str, grants: Sequence[Grant], by: str, at: str, password: str = "", method: str = PASSWORD,
                 person: str = "") -> Account:
    """Make an account with its grants. Without a password it signs in through its organisation alone.

    It stands for `person` of the register where that is somebody of its name without an account, else for a person of its own.

    Raises:
        Refusal: the address or name is somebody's already.
    """
    email, name = email.strip().casefold(), " ".join(name.split())
    with transaction.atomic():
        in_turn()
        readable(name)
        if Account.objects.filter(email__iexact=email).exists() or somebodys(name):
            raise Refusal("somebody of that name or address has an account already", do="Give them the role on their own page.")
        account = Account(email=email, name=name, person=person if free_entry(person, name) else new_entry(name), made_on=at, method=method)
        if password:
            account.set_password(password)
        else:
            account.set_unusable_password()
        account.save()
        record(verb="opened account", subject=f"account:{account.pk}", body={}, by=by, at=at)
        for grant in grants:
            give(account.pk, grant, by=by, at=at)
    return account


def give(account: int, grant: Grant, *, by: str, at: str) -> None:
    """Grant a role; the same grant again changes nothing.

    Raises:
        Refusal: the role needs an authority or an area.
    """
    _whole(grant)
    with transaction.atomic():
        in_turn()
        held = GrantRecord.objects.filter(account_id=account, role=grant.role, authority=grant.authority, ended_on="")
        if any(tuple(row.areas) == grant.areas and tuple(row.purposes) == grant.purposes for row in held):
            return
        event = record(verb="granted role", subject=f"account:{account}", body=_body(grant), by=by, at=at)
        GrantRecord.objects.create(account_id=account, role=grant.role, authority=grant.authority, areas=list(grant.areas),
                                   purposes=list(grant.purposes), event=event.id)


def held_of(account: int, role: Role, authority: str) -> tuple[int, ...]:
    """The numbers of the grants that an account holds of a role for an authority."""
    return tuple(GrantRecord.objects.filter(account_id=account, role=role, authority=authority, ended_on="").values_list("pk", flat=True))


def end_grant(number: int, *, by: str, at: str, why: str) -> None:
    """End a grant from now on; what its holder has open stops at their next click, and so do invitations that they could make by it alone.

    Raises:
        Refusal: it is the last administrator's, or no reason is given.
    """
    with transaction.atomic():
        in_turn()
        row = GrantRecord.objects.select_for_update().get(pk=number, ended_on="")
        if not why.strip():
            raise Refusal("ending a role needs its reason", do="Write a sentence that others can follow.")
        _not_the_last(row.account_id, only_grant=number)
        record(verb="ended role", subject=f"account:{row.account_id}", body={"role": row.role, "authority": row.authority}, by=by, at=at, why=why)
        GrantRecord.objects.filter(pk=number).update(ended_on=at)
        _take_back_of(row.account_id, by=by, at=at)


def close(account: int, *, by: str, at: str, why: str) -> None:
    """Close an account: nobody signs in with it any more, who is signed in with it is out, and open invitations that it made are worth nothing.

    Raises:
        Refusal: it is the last administrator's, or no reason is given.
    """
    with transaction.atomic():
        in_turn()
        if not why.strip():
            raise Refusal("closing an account needs its reason", do="Write a sentence that others can follow.")
        _not_the_last(account)
        if Account.objects.filter(pk=account, is_active=True).update(is_active=False, closed_on=at):
            LinkRecord.objects.filter(account_id=account, state="open").update(state="replaced")
            VisitRecord.objects.filter(account_id=account, ended_on="").update(ended_on=at)
            TypedRecord.objects.filter(account=account).delete()
            record(verb="closed account", subject=f"account:{account}", body={}, by=by, at=at, why=why)
            _take_back_of(account, by=by, at=at)


def reopen(account: int, *, by: str, at: str, why: str) -> None:
    """Open a closed account again, with the roles that it still holds.

    Raises:
        Refusal: no reason is given, or it was erased.
    """
    with transaction.atomic():
        if not why.strip():
            raise Refusal("opening an account again needs its reason", do="Write a sentence that others can follow.")
        if not Account.objects.filter(pk=account).exclude(name="").exists():
            raise Refusal("that account was erased", do="Invite the person anew.")
        if Account.objects.filter(pk=account, is_active=False).update(is_active=True, closed_on=""):
            record(verb="opened account again", subject=f"account:{account}", body={}, by=by, at=at, why=why)


def erase(account: int, *, by: str, at: str, why: str) -> None:
    """Close an account and take away who it was: name, address, password, visits, and which second factors count.

    Its row keeps its number. Its name stays where it was written down with what it did: the log, work, files sent, comments, releases and
    votes. The web's own rows of it go by `web/signing/forgetting.py`, which calls this.

    Raises:
        Refusal: it is the last administrator's, or no reason is given.
    """
    with transaction.atomic():
        close(account, by=by, at=at, why=why)
        row = Account.objects.select_for_update().get(pk=account)
        row.email, row.name, row.person, row.factors, row.seen_at = f"erased-{account}@erased.invalid", "", "", {}, ""
        row.set_unusable_password()
        row.save()
        VisitRecord.objects.filter(account_id=account).delete()
        TypedRecord.objects.filter(account=account).delete()
        GrantRecord.objects.filter(account_id=account, ended_on="").update(ended_on=at)
        record(verb="erased account", subject=f"account:{account}", body={}, by=by, at=at, why=why)


def _not_the_last(account: int, only_grant: int = 0) -> None:
    admins = GrantRecord.objects.filter(role=Role.ADMINISTRATOR, ended_on="", account__is_active=True)
    if not admins.filter(account_id=account).exists():
        return
    others = admins.exclude(pk=only_grant) if only_grant else admins.exclude(account_id=account)
    row = GrantRecord.objects.filter(pk=only_grant).first() if only_grant else None
    if not others.exists() and (row is None or row.role == Role.ADMINISTRATOR):
        raise Refusal("that is the last administrator", do="Make somebody else an administrator first.")


def somebodys(name: str, but: int = 0) -> bool:
    """Whether a name is that of another account: capitals, accents, invisible letters and letters that look alike don't tell two apart."""
    return any(same_name(name, each) for each in Account.objects.exclude(pk=but).exclude(name="").values_list("name", flat=True))


def readable(name: str) -> None:
    """Refuse a name that can't be read as it is written.

    Raises:
        Refusal: it holds letters that can't be seen or that turn what follows, or no letter at all.
    """
    if not name.isprintable() or not any(each.isalpha() for each in name):
        raise Refusal("a name is made of letters that can be seen", do="Type it again; what was pasted may hold letters that can't be seen.")


def _sound(email: str, name: str, grant: Grant) -> None:
    if email.count("@") != 1 or any(each.isspace() for each in email) or not 3 < len(email) <= 200:
        raise Refusal("that isn't an e-mail address", do="Write it as name@organisation.")
    if not 2 <= len(name) <= 200:
        raise Refusal("an account needs a name of 2 to 200 letters", do="Write first and last name.")
    readable(name)
    _whole(grant)


def _whole(grant: Grant) -> None:
    if grant.role in OF_A_BODY and not grant.authority:
        raise Refusal("that role is held for an authority", do="Choose the authority.")
    if grant.role in OF_AN_AREA and not grant.areas:
        raise Refusal("that role is held for a community safety partnership", do="Choose its area.")


def _body(grant: Grant) -> dict[str, object]:
    return {"role": str(grant.role), "authority": grant.authority, "areas": list(grant.areas), "purposes": list(grant.purposes or (PURPOSE,))}


def hidden(secret: str) -> str:
    """A secret as it is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()
