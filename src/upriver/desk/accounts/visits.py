"""Who is signed in: each time somebody signs in is a row, so that they see where, and can be signed out from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from upriver.desk.accounts.models import Account, VisitRecord
from upriver.desk.audit.actions import record

IDLE = timedelta(minutes=30)
WHOLE = timedelta(hours=8)
KEPT = timedelta(days=90)
"""A visit ends when nothing was opened for so long; it ends after so long in any case; its row is deleted after so long."""
A_MINUTE = timedelta(minutes=1)
WRITTEN = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Visit:
    """One time that somebody signed in; `open` while it lasts."""

    number: int
    how: str
    browser: str
    address: str
    at: str
    seen_at: str
    open: bool


def begin(account: int, *, how: str, browser: str, address: str, at: str) -> int:
    """Somebody signed in; gives the number of the visit, which their session names."""
    with transaction.atomic():
        row = Account.objects.get(pk=account)
        VisitRecord.objects.filter(at__lt=_before(at, KEPT)).delete()
        made = VisitRecord.objects.create(account=row, how=how, browser=browser[:200], address=address[:60], at=at, seen_at=at)
        Account.objects.filter(pk=account).update(seen_at=at)
        record(verb="signed in", subject=f"account:{account}", body={"how": how}, by=row.name, at=at)
    return made.pk


def still(number: int, account: int, *, at: str) -> bool:
    """Whether a visit still lasts; that it does is noted once a minute at most."""
    row = VisitRecord.objects.filter(pk=number, account_id=account, ended_on="").first()
    if row is None or row.seen_at < _before(at, IDLE) or row.at < _before(at, WHOLE):
        return False
    if row.seen_at < _before(at, A_MINUTE):
        VisitRecord.objects.filter(pk=number).update(seen_at=at)
    return True


def end(account: int, *, by: str, at: str, only: int = 0, but: int = 0, why: str = "") -> int:
    """Sign somebody out: everywhere, or of one visit, or of all but one; gives of how many."""
    with transaction.atomic():
        open_now = VisitRecord.objects.filter(account_id=account, ended_on="", seen_at__gte=_before(at, IDLE)).exclude(pk=but)
        ended = (open_now.filter(pk=only) if only else open_now).update(ended_on=at)
        if ended:
            record(verb="signed out", subject=f"account:{account}", body={"visits": ended}, by=by, at=at, why=why)
    return ended


def of(account: int, *, at: str) -> tuple[Visit, ...]:
    """The visits of an account that are remembered, the newest first."""
    rows = VisitRecord.objects.filter(account_id=account).order_by("-id")[:50]
    return tuple(Visit(row.pk, row.how, row.browser, row.address, row.at, row.seen_at,
                       not row.ended_on and row.seen_at >= _before(at, IDLE) and row.at >= _before(at, WHOLE)) for row in rows)


def _before(at: str, much: timedelta) -> str:
    return (datetime.fromisoformat(at) - much).strftime(WRITTEN)
