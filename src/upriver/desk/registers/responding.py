"""How a strategy stands by the rules, and resting a priority on a finding."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from upriver.desk.access.rows import as_desk
from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.models import RunRecord
from upriver.desk.partners.convert import register
from upriver.desk.registers.actions import keep
from upriver.desk.registers.convert import plan
from upriver.desk.releases.models import ReleaseRecord
from upriver.pipeline.plans.kept import cleared
from upriver.pipeline.plans.responding import citation, standing_of
from upriver.store.folder import Folder
from upriver.words.registers.plan import Row
from upriver.words.standing.response import Response


def stands(folder: Folder, *, strategy: str, on: date, as_it_stood: bool = False) -> tuple[Response, str]:
    """What the rules say of a strategy, and its title; of the one that holds on that day where none is named."""
    held = plan(on=on.isoformat() if as_it_stood else "")
    return standing_of(held, register(), strategy=strategy, on=on, declarations=folder.declarations)


def cite(folder: Folder, *, priority: str, figure: str, note: str, audience: str, by: str, at: str) -> Row:
    """Keep that a priority rests on a figure of the latest assessment for an audience.

    Raises:
        Refusal: there is no such priority, assessment or figure, the figure is hidden, or the priority rests on it already.
    """
    run = latest_run(audience) or ""
    body = RunRecord.objects.get(run=run).body if run else {}
    clearance = cleared(folder, run, sha256=str(body.get("cleared", ""))) if run else None
    with transaction.atomic(), as_desk():
        released = ReleaseRecord.objects.filter(run=run, state="released").order_by("-number").first() if run else None
        change = citation(plan(), clearance, priority=priority, figure=figure, note=note, run=run, release=released.release if released else "")
        keep(changes=(change,), by=by, at=at)
    return Row(change[0], change[1], change[2], at)
