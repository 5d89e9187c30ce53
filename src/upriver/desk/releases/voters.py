"""Whose a vote is: an account's where people sign in to vote, else a name's that somebody gave."""

from __future__ import annotations

from collections.abc import Sequence

from upriver.desk.accounts.models import GrantRecord
from upriver.desk.audit.acting import account_now
from upriver.desk.audit.models import EventRecord
from upriver.desk.releases.models import ReleaseRecord
from upriver.words.access.rights import Role
from upriver.words.refusal import Refusal


def voter() -> str:
    """The account that votes now; "" where nobody can sign in to vote in this workspace, so that names are all there is.

    Raises:
        Refusal: reviewers sign in here, and whoever votes hasn't: a name typed beside a command is no signed-in person's vote.
    """
    account = account_now()
    if not account and GrantRecord.objects.filter(role=Role.REVIEWER, ended_on="", account__is_active=True).exists():
        raise Refusal("in this workspace release reviewers sign in to vote, so a name given to a command doesn't count",
                      do="Open the workspace in a browser (upriver serve), sign in, and vote under Releases.")
    return account


def must_be_nobodys_own(row: ReleaseRecord, account: str) -> None:
    """Refuse the vote of an account that made the run or asked for the release, under whatever name it did.

    Raises:
        Refusal: it is an author.
    """
    if account and account in accounts_of_authors(row):
        raise Refusal("an author never votes on their own release", do="Somebody else has to read it.")


def accounts_of_authors(row: ReleaseRecord) -> frozenset[str]:
    """The accounts that made the run or asked for the release, as the log has them."""
    made = EventRecord.objects.filter(verb="assessed", subject=f"run:{row.run}")
    asked = EventRecord.objects.filter(verb="asked for release", subject=f"release:{row.release}")
    return frozenset(each for found in (made, asked) for each in found.exclude(account="").values_list("account", flat=True))


def signed_in(verbs: Sequence[str], subject: str) -> bool:
    """Whether the last event of some verbs about a thing was done by somebody who had signed in."""
    row = EventRecord.objects.filter(verb__in=list(verbs), subject=subject).order_by("-number").first()
    return bool(row and row.account)
