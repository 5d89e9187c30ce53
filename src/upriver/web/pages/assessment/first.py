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
from upriver.web.showing.forms import Field, Filled, filled, shown
from upriver.web.showing.listing import Cell
from upriver.web.showing.months import wrong_month
from upriver.words.access.rights import Right
from upriver.words.language.dates import month_words
from upriver.words.language.months import read_month
from upriver.words.language.speaking import mark, say, several
from upriver.words.period import Period
from upriver.words.text import day

AUDIENCES = {"public": mark("Everyone"), "restricted": mark("The partnership's own people")}


@page("assessment/", right=Right.READ_ASSESSMENT, name="assessment", whole=True)
def assessment(asked: Asked) -> HttpResponse:
    """Where the assessment stands."""
    prose = prose_now(asked)
    runs, made = [], []
    for audience, words in AUDIENCES.items():
        run = latest_run(audience)
        body = RunRecord.objects.get(run=run).body if run else {}
        runs.append([say(words), _period(body) or say("not made yet"), day(str(body.get("as_of", ""))), _released(asked, audience)])
        made += [(say(words), run)] if run else []
    waiting = [each for file in prose.files for each in file.unaccepted]
    return asked.render(
        "assessment/first.html",
        title=say("The assessment"),
        runs=runs,
        made=made,
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
        Field("first", say("From which month?"), hint=say("For example: January 2025. Leave both months empty for the last twelve that are held."), width="20", max=40, check=wrong_month),
        Field("last", say("Until the end of which month?"), width="20", max=40, check=wrong_month),
        Field("definition", say("What is counted"), "select", required=True, choices=[(slug, each.title) for slug, each in shelf.items()]),
        Field("as_of", say("The date that the document gives as its own"), "date", required=True),
        Field("audience", say("Who it is for"), "radios", required=True, choices=[(each, say(words)) for each, words in AUDIENCES.items()]),
    )
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept, {**before, "as_of": asked.today.isoformat()})
    form = _in_order(form) if asked.posted else form
    if asked.posted and form.sound:
        values = form.values
        period = f"{read_month(values.pop('first'))}..{read_month(values.pop('last'))}".strip(".")
        number = ask("assess", body={**values, "period": period}, actor=asked.actor, at=asked.at)
        return asked.go("job", ident=number)
    return asked.render("form.html", status=422 if form.errors else 200, title=say("Make the assessment anew"), fields=form.fields, button=say("Make it"),
                        cancel=asked.url("assessment"),
                        intro=say("It takes a minute or two and goes on in the background: you can close this page. Nothing is published by it."))


def _in_order(form: Filled) -> Filled:
    """Both months or neither, and the first before the last."""
    first, last = form.values["first"], form.values["last"]
    if bool(first) != bool(last):
        return form.wrong("last" if first else "first", say("Write both months, or neither"))
    if form.sound and read_month(first) > read_month(last):
        return form.wrong("last", say("The last month must not be before the first"))
    return form


def _released(asked: Asked, audience: str) -> Cell:
    """The last release for an audience, as its own page calls it."""
    number = latest_number("assessment", audience)
    return Cell(say("Release {n}", n=number), asked.url("release", ident=number) if asked.may(Right.READ_GATE) else "") if number else Cell(say("not released yet"))


def _asked_last() -> dict[str, str]:
    run = latest_run()
    body = RunRecord.objects.get(run=run).body if run else {}
    first, last = (month_words(date.fromisoformat(str(each))) for each in body["period"]) if body else ("", "")
    return {"first": first, "last": last, "definition": str(body.get("definition", "police_uk_proxy")),
            "audience": str(body.get("audience", "public"))}


def _period(body: dict[str, object]) -> str | None:
    period = body.get("period")
    return Period(*(date.fromisoformat(str(each)) for each in period)).words if isinstance(period, list) else None
