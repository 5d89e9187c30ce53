"""What a document of the response is told from, gathered from the desk for the staircase."""

from __future__ import annotations

from datetime import date

from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.models import RunRecord
from upriver.desk.partners.actions import partnership
from upriver.desk.partners.convert import register
from upriver.desk.partners.people import names
from upriver.desk.registers.convert import plan
from upriver.pipeline.plans.kept import cleared
from upriver.pipeline.plans.telling import Given, told_of
from upriver.report.plans.told import Told
from upriver.store.folder import Folder
from upriver.words.area import Area
from upriver.words.period import Period


def told(folder: Folder, *, document: str, name: str, audience: str, on: date, about: str = "", as_it_stood: bool = False) -> Told:
    """All that a document may draw from: the latest assessment for its audience, and the records.

    `as_it_stood` True takes the records as they stood at the end of that day, for a historic state.
    """
    found = partnership()
    run = latest_run(audience) or (latest_run("public") if audience == "restricted" else None)  # what anyone may see, they may
    body = RunRecord.objects.get(run=run).body if run else {}
    clearance = cleared(folder, run, sha256=str(body.get("cleared", ""))) if run else None
    period = Period(*(date.fromisoformat(each) for each in body["period"])).words if run else ""
    given = Given(
        slug=document,
        partnership=Area("partnership", found.slug if found else "", (found.name if found else "") or name),
        audience=audience,
        on=on,
        plan=plan(on=on.isoformat() if as_it_stood else ""),
        register=register(),
        clearance=clearance,
        run=run or "",
        period=period,
        assessed_on=str(body.get("as_of", "")),
        about=about,
        names=names() if audience != "public" else {},
    )
    return told_of(folder, given)
