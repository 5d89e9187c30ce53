"""The assessment: what was made last, what changed since the last release, and making it anew in the background."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from upriver.assess import definitions
from upriver.desk.assessments.actions import latest_run
from upriver.desk.assessments.models import RunRecord
from upriver.desk.jobs.actions import ask
from upriver.desk.releases.actions import latest_number
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.assessment.studio import prose_now
from upriver.web.showing.forms import Field, filled, shown
from upriver.web.showing.listing import Cell
from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark, say, several
from upriver.words.period import Period, read_period
from upriver.words.refusal import Refusal
from upriver.words.text import day

AUDIENCES = {"public": mark("Everyone"), "restricted": mark("The partnership's own people")}


@page("assessment/", right=Right.READ_ASSESSMENT, name="assessment", whole=True)
def assessment(asked: Asked) -> HttpResponse:
    """Where the assessment stands."""
    prose = prose_now(asked)
    runs = []
    for audience, words in AUDIENCES.items():
        run = latest_run(audience)
        body = RunRecord.objects.get(run=run).body if run else {}
        runs.append([say(words), _period(body) or say("not made yet"), day(str(body.get("as_of", ""))), _released(asked, audience), run or ""])
    waiting = [each for file in prose.files for each in file.unaccepted]
    return asked.render(
        "assessment/first.html",
        title=say("The assessment"),
        runs=runs,
        moved=[[each.slug, each.old or say("(not said)"), each.new or say("(no longer said)")] for each in prose.moved],
        waiting=several("{n} sentence to read again", "{n} sentences to read again", len(waiting)) if waiting else "",
    )


@waits
def _stale(asked: Asked) -> list[Task]:
    if not asked.may(Right.WRITE_ASSESSMENT):
        return []
    count = sum(len(file.unaccepted) for file in prose_now(asked).files)
    words = several("Read {n} sentence whose figures moved", "Read {n} sentences whose figures moved", count)
    return [Task(words, asked.url("studio"), say("To do"), "blue", order=35)] if count else []


@page("assessment/make/", right=Right.WRITE_ASSESSMENT, name="make_assessment", posts=True)
def make(asked: Asked) -> HttpResponse:
    """Make the assessment anew, in the background."""
    shelf = definitions.definitions(asked.folder.declarations)
    before = _asked_last()
    fields = (
        Field("period", say("Months"), hint=say("As 2025-01..2025-12. Leave it empty for the last twelve months held."), max=40, check=_months),
        Field("definition", say("What is counted"), "select", required=True, choices=[(slug, each.title) for slug, each in shelf.items()]),
        Field("as_of", say("The date that the document gives as its own"), "date", required=True),
        Field("audience", say("Who it is for"), "radios", required=True, choices=[(each, say(words)) for each, words in AUDIENCES.items()]),
    )
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, {**before, "as_of": asked.today.isoformat()})
    if asked.posted and form.sound:
        number = ask("assess", body=form.values, actor=asked.actor, at=asked.at)
        return asked.go("job", ident=number)
    return asked.render("form.html", status=422 if form.errors else 200, title=say("Make the assessment anew"), fields=form.fields, button=say("Make it"),
                        cancel=asked.url("assessment"),
                        intro=say("It takes a minute or two and goes on in the background: you can close this page. Nothing is published by it."))


def _months(value: str) -> str:
    try:
        read_period(value)
    except (Refusal, ValueError) as fault:
        return str(fault)
    return ""


def _released(asked: Asked, audience: str) -> Cell:
    """The last release for an audience, as its own page calls it."""
    number = latest_number("assessment", audience)
    return Cell(say("Release {n}", n=number), asked.url("release", ident=number) if asked.may(Right.READ_GATE) else "") if number else Cell(say("not released yet"))


def _asked_last() -> dict[str, str]:
    run = latest_run()
    body = RunRecord.objects.get(run=run).body if run else {}
    start, end = (str(each)[:7] for each in body["period"]) if body else ("", "")
    return {"period": f"{start}..{end}" if start else "", "definition": str(body.get("definition", "police_uk_proxy")),
            "audience": str(body.get("audience", "public"))}


def _period(body: dict[str, object]) -> str | None:
    period = body.get("period")
    return Period(*(date.fromisoformat(str(each)) for each in period)).words if isinstance(period, list) else None
