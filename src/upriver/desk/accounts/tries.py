"""How often one may try to sign in: counted before each try, so that many tries at once can't slip through together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from upriver.desk.accounts.models import TriesRecord
from upriver.desk.audit.actions import record

MOST = 10
"""Tries under one e-mail address, and from one network address, before both must wait."""
WITHIN = timedelta(minutes=15)
"""Tries that are further apart than this are counted anew; whoever used up theirs waits as long."""
WRITTEN = "%Y-%m-%dT%H:%M:%SZ"


def another(keys: Sequence[str], *, at: str) -> bool:
    """Count one more try under each key (`account:who@where`, `address:192.0.2.1`); False where one of them has used up its tries.

    A try that isn't let through is counted too, and doesn't lengthen the waiting.
    """
    with transaction.atomic():
        counted = [_counted(_hidden(key), key.partition(":")[0], at) for key in sorted(keys)]  # each of them, whatever the first says
    return all(counted)


def right(keys: Sequence[str], *, at: str) -> None:
    """A try was right: what was counted under these keys is forgotten."""
    with transaction.atomic():
        TriesRecord.objects.filter(key__in=[_hidden(key) for key in keys]).delete()
        long_ago = (datetime.fromisoformat(at) - timedelta(days=1)).strftime(WRITTEN)
        TriesRecord.objects.filter(at__lt=long_ago).delete()


def _counted(key: str, of: str, at: str) -> bool:
    row = TriesRecord.objects.select_for_update().get_or_create(key=key, defaults={"at": at})[0]
    if row.until and row.until > at:
        return False
    if row.until or datetime.fromisoformat(at) - datetime.fromisoformat(row.at) > WITHIN:
        row.count, row.at, row.until = 0, at, ""
    row.count += 1
    if row.count == MOST:
        row.until = (datetime.fromisoformat(at) + WITHIN).strftime(WRITTEN)
        record(verb="stopped tries to sign in", subject=f"tries:{key[:12]}", body={"of": of, "tries": MOST}, by="workspace", at=at)
    row.save()
    return True


def _hidden(key: str) -> str:
    return hashlib.sha256(key.casefold().encode()).hexdigest()
