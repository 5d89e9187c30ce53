"""Recording a run."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from upriver.desk.assessments.models import RunRecord
from upriver.desk.audit.actions import record


def record_run(*, run: str, body: Mapping[str, object], by: str, at: str) -> None:
    """Record that an assessment was made; the same run twice is one row and two events."""
    with transaction.atomic():
        event = record(verb="assessed", subject=f"run:{run}", body=body, by=by, at=at)
        # Made anew, so that the run asked for last is the last in order.
        RunRecord.objects.filter(run=run).delete()
        RunRecord.objects.create(run=run, body=dict(body), event=event.id)


def latest_run(audience: str = "") -> str | None:
    """The run made last, for an audience where one is named; None before the first."""
    rows = RunRecord.objects.order_by("-pk").values_list("run", "body")
    return next((run for run, body in rows if audience in ("", body.get("audience", "public"))), None)
