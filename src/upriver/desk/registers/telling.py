"""What a document of the response is told from, gathered from the desk for the staircase."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.models import RunRecord
from upriver.desk.partners.actions import partnership
from upriver.desk.partners.convert import register
from upriver.desk.partners.people import names
from upriver.desk.registers.convert import plan
from upriver.desk.registers.evidence import held
from upriver.pipeline.plans.kept import cleared
from upriver.pipeline.plans.telling import Given, told_of
from upriver.report.plans.told import Told
from upriver.store.folder import Folder
from upriver.words.area import Area
from upriver.words.cleared import Clearance
from upriver.words.period import Period
from upriver.words.registers.plan import Plan


def told(folder: Folder, *, document: str, name: str, audience: str, on: date, about: str = "", as_it_stood: bool = False) -> Told:
    """All that a document may draw from: the latest assessment for its audience, and the records.

    `as_it_stood` True takes the records as they stood at the end of that day, for a historic state.
    """
    run = latest_run(audience) or (latest_run("public") if audience == "restricted" else None)  # what anyone may see, they may
    body = RunRecord.objects.get(run=run).body if run else {}
    clearance = cleared(folder, run, sha256=str(body.get("cleared", ""))) if run else None
    period = Period(*(date.fromisoformat(each) for each in body["period"])).words if run else ""
    drawn = given(clearance, name=name, audience=audience, on=on, records=plan(on=on.isoformat() if as_it_stood else ""), run=run or "",
                  period=period, assessed_on=str(body.get("as_of", "")))
    gathered = held(folder, on=on, records=drawn.plan, known=(run, clearance) if run and clearance else None)
    return told_of(folder, replace(drawn, slug=document, about=about, held=gathered, attribution=tuple(body.get("attribution", ()))))


def given(clearance: Clearance | None, *, name: str, audience: str, on: date, records: Plan, run: str, period: str, assessed_on: str) -> Given:
    """What the desk hands over for any document of the response; which one, and about what, is still to be said."""
    found = partnership()
    return Given(
        slug="",
        partnership=Area("partnership", found.slug if found else "", (found.name if found else "") or name),
        audience=audience,
        on=on,
        plan=records,
        register=register(),
        clearance=clearance,
        run=run,
        period=period,
        assessed_on=assessed_on,
        about="",
        names=names() if audience != "public" else {},
    )
