"""The queue: who has which work, how far it is, and what became of it. None of this is a decision; the verbs that work runs record theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from upriver.desk.jobs.models import JobRecord

TRIES = 3
"""How often a piece of work is begun: a third worker that dies of it is the last."""
URGENT = ("withdraw",)
"""Kinds that don't wait behind others: what must come down shouldn't wait for an assessment."""


def claim(worker: str, *, at: str) -> int | None:
    """Take the next waiting work for a worker; gives its number, None where none waits. No two workers get the same."""
    if not JobRecord.objects.filter(state="waiting").exists():  # so that an idle worker never takes the database's lock
        return None
    with transaction.atomic():
        rows = JobRecord.objects.filter(state="waiting").order_by("number")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        row = rows.filter(kind__in=URGENT).first() or rows.first()
        if row is None:
            return None
        row.state, row.worker, row.seen_at, row.tries, row.share, row.step = "running", worker, at, row.tries + 1, 0, ""
        row.save(update_fields=["state", "worker", "seen_at", "tries", "share", "step"])
        return int(row.number)


def seen(number: int, worker: str, *, at: str) -> bool:
    """Say that a worker lives and still has the work; False where it isn't its any more."""
    return bool(_mine(number, worker).update(seen_at=at))


def begun(number: int, worker: str) -> str:
    """The time as which everything of a work is recorded: when it was begun first, the same for every try, so that a second try finds
    what the first has done. "" where the work isn't the worker's any more."""
    _mine(number, worker).filter(begun_at="").update(begun_at=_seen_at(number))
    return str(_mine(number, worker).values_list("begun_at", flat=True).first() or "")


def told(number: int, worker: str, *, step: str, share: int) -> None:
    """Say how far a work is: what is being done, and about which share of it is done, in percent."""
    _mine(number, worker).update(step=step[:200], share=max(0, min(share, 100)))


def ended(number: int, worker: str, *, state: str, said: str, answer: Mapping[str, Any]) -> bool:
    """Write down what became of a work: done, refused or failed. False where it isn't the worker's any more."""
    return bool(_mine(number, worker).update(state=state, said=said, answer=dict(answer), ended_at=_seen_at(number), step="",
                                             **({"share": 100} if state == "done" else {})))


def left(number: int, worker: str, *, said: str) -> None:
    """What a process left that died over a work: it waits again, or has failed where it was the last try."""
    with transaction.atomic():
        tries = _mine(number, worker).values_list("tries", flat=True).first()
        if tries is not None:
            again = tries < TRIES
            _mine(number, worker).update(**({"state": "waiting", "worker": ""} if again else
                                            {"state": "failed", "said": said, "ended_at": _seen_at(number), "step": ""}))


def put_back(number: int, worker: str) -> None:
    """Let a work wait again that its worker was told to stop: that try doesn't count."""
    row = _mine(number, worker).first()
    if row is not None:
        _mine(number, worker).update(state="waiting", worker="", tries=max(row.tries - 1, 0), step="")


def take_up_again(*, at: str, silent: int, said: str) -> int:
    """Let work wait again whose worker hasn't been seen for `silent` seconds; gives how many."""
    since = (datetime.fromisoformat(at) - timedelta(seconds=silent)).strftime("%Y-%m-%dT%H:%M:%SZ")
    lost = list(JobRecord.objects.filter(state="running", seen_at__lt=since).values_list("number", "worker"))
    for number, worker in lost:
        left(number, worker, said=said)
    return len(lost)


def _mine(number: int, worker: str) -> Any:
    return JobRecord.objects.filter(number=number, worker=worker, state="running")


def _seen_at(number: int) -> str:
    """When its worker was last seen, a second or two ago: the worker's clock is the only one here."""
    return str(JobRecord.objects.filter(number=number).values_list("seen_at", flat=True).first() or "")
