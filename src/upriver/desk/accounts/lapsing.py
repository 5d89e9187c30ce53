"""What is kept of people for a time only, and goes when that is over, whether or not anybody comes by."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction

from upriver.desk.accounts.models import BriefRecord, InvitationRecord, TypedRecord, VisitRecord
from upriver.desk.accounts.visits import KEPT, WRITTEN

TYPED = timedelta(days=1)
SESSIONS = "django_session"
"""The web's own table, which isn't there where only commands were ever used."""


def lapse(*, at: str) -> None:
    """Empty invitations that nobody took up in time, delete forms typed more than a day ago, old sign-ins and sessions that ended."""
    now = datetime.fromisoformat(at)
    with transaction.atomic():
        InvitationRecord.objects.filter(state="open", until__lt=at).update(state="lapsed", email="", name="")
        TypedRecord.objects.filter(at__lt=(now - TYPED).strftime(WRITTEN)).delete()
        VisitRecord.objects.filter(at__lt=(now - KEPT).strftime(WRITTEN)).delete()
        BriefRecord.objects.filter(expires__lt=now).delete()
        with connection.cursor() as cursor:
            if SESSIONS in connection.introspection.table_names(cursor):
                cursor.execute(f"DELETE FROM {SESSIONS} WHERE expire_date < %s", [connection.ops.adapt_datetimefield_value(now)])
