"""Background work as pages show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from upriver.desk.jobs.kinds import kinds
from upriver.desk.jobs.models import JobRecord
from upriver.words.language.speaking import say

STATES = ("waiting", "running", "done", "refused", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: what it is called, who asked when, how it stands, how far it is, what became of it, and which page shows it."""

    number: int
    title: str
    by: str
    at: str
    state: str
    step: str
    share: int
    said: str
    begun_at: str
    ended_at: str
    tries: int
    page: str
    parts: Mapping[str, Any]
    before: int
    """How many wait before it."""

    @property
    def over(self) -> bool:
        return self.state not in ("waiting", "running")


def job(number: int) -> Job:
    """A piece of work by its number."""
    row = JobRecord.objects.get(number=number)
    before = JobRecord.objects.filter(state__in=("waiting", "running"), number__lt=number).count() if row.state == "waiting" else 0
    return _job(row, before)


def jobs_of(account: int | None = None) -> tuple[Job, ...]:
    """Somebody's work, or everybody's where no account is named; the newest first."""
    rows = JobRecord.objects.order_by("-number")
    return tuple(_job(row, 0) for row in (rows if account is None else rows.filter(account=account))[:2_000])


def _job(row: JobRecord, before: int) -> Job:
    kind = kinds().get(row.kind)
    return Job(row.number, say(kind.TITLE) if kind else row.kind, row.by, row.at, row.state, row.step, row.share, row.said, row.begun_at, row.ended_at,
               row.tries, str(row.answer.get("page", "")), dict(row.answer.get("parts", {})), before)
