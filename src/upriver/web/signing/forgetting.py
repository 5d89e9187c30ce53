"""Erasing an account with all by which the web knew who it was: second factors and what organisations call them."""

from __future__ import annotations

from django.db import transaction

from upriver.desk.accounts.actions import erase


def erase_account(account: int, *, by: str, at: str, why: str) -> None:
    """Erase an account, and in the same step its second factors and the ids under which organisations know its holder.

    Raises:
        Refusal: as for `desk.accounts.actions.erase`.
    """
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount

    with transaction.atomic():
        erase(account, by=by, at=at, why=why)
        Authenticator.objects.filter(user_id=account).delete()
        SocialAccount.objects.filter(user_id=account).delete()
