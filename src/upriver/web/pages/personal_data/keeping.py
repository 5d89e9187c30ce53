"""What is past the time that its agreement lets it be kept: looking first, then deleting, with a certificate."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from django.http import Http404, HttpResponse

from upriver.desk.agreements.convert import agreements
from upriver.desk.agreements.papers import FORMS, paper_of_all
from upriver.desk.jobs.actions import ask
from upriver.desk.opening import settings_of
from upriver.desk.submissions import keeping
from upriver.intake.contracts import layouts
from upriver.intake.receiving.retention import Past
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.people.overview import log_ways
from upriver.web.showing.forms import Field, empty, filled
from upriver.web.signing.again import asks_again
from upriver.words.access.rights import Right
from upriver.words.language.dates import day_words
from upriver.words.language.speaking import say, several

TYPES = {".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".html": "text/html; charset=utf-8"}
CERTIFICATE = re.compile(r"(retention|erasure)-\d{4}-\d{2}-\d{2}\.(html|json)")


def past_on(asked: Asked, on: date) -> tuple[Past, ...]:
    """What is past its time on a day."""
    return keeping.due(layouts(asked.folder.declarations), on=on)


@page("personal-data/", right=Right.HANDLE_PERSONAL_DATA, name="personal_data")
def personal_data(asked: Asked) -> HttpResponse:
    """What is past its time, requests of people, and the papers that go with it."""
    due = past_on(asked, asked.today)
    titles = {slug: each.title for slug, each in layouts(asked.folder.declarations).items()}
    named = {each.id: each.title for each in agreements()}
    rows = [[titles.get(each.receipt.part.contract, each.receipt.part.contract), each.receipt.part.provider, several("{n} row", "{n} rows", each.receipt.part.rows, n=f"{each.receipt.part.rows:,}"),
             named.get(each.agreement, each.agreement), day_words(each.until)] for each in due]
    papers = [[{"words": path.name, "href": asked.url("certificate", name=path.name)},
               say("Deleted when its time was over") if path.name.startswith("retention") else say("Erased because somebody asked")] for path in _certificates(asked)]
    return asked.render("show.html", title=say("Personal data"), back="/",
                        intro=say("What is held of people is kept only as long as its agreement says, and whoever asks is told what is held of them."),
                        actions=[*([{"words": say("Delete what is past its time"), "href": asked.url("retention"), "kind": "warning"}] if due else []),
                                 {"words": say("Somebody asks about their data"), "href": asked.url("subject")},
                                 {"words": say("Erase somebody who works here"), "href": asked.url("erase_person")},
                                 {"words": say("Record of processing"), "href": asked.url("processing") + "?as=.docx"},
                                 *([{"words": say("Review who has what"), "href": asked.url("access_review")}] if asked.may(Right.READ_AUDIT) else []), *log_ways(asked)],
                        tables=[{"caption": say("Past its time today"), "rows": rows, "empty": say("Nothing is past its time."),
                                 "columns": [say("What"), say("Whose"), say("How much"), say("Agreement"), say("Could be kept until")]},
                                {"caption": say("Certificates"), "rows": papers, "empty": say("Nothing was deleted yet."), "columns": [say("File"), say("Why")]}])


@page("personal-data/retention/", right=Right.HANDLE_PERSONAL_DATA, name="retention", posts=True)
def retention(asked: Asked) -> HttpResponse:
    """What would be deleted on a day, and deleting it."""
    if again := asks_again(asked, asked.path):
        return again
    fields = (Field("sure", say("I have read the list, and these may be deleted"), "checkbox", required=True, choices=(("yes", ""),)),)
    form = filled(fields, asked.typed) if asked.posted else empty(fields)
    if asked.posted and form.sound:
        return asked.go("job", ident=ask("retention", body={"on": asked.today.isoformat()}, actor=asked.actor, at=asked.at))
    due = past_on(asked, asked.today)
    lists = [{"rows": [{"words": f"{each.receipt.part.contract}, {each.receipt.part.provider}",
                        "value": [several("{n} row", "{n} rows", each.receipt.part.rows, n=f"{each.receipt.part.rows:,}"),
                                  say("Agreement {agreement} lets it be kept for {months} months, until {day}.", agreement=each.agreement, months=each.months,
                                      day=day_words(each.until))]} for each in due]}]
    if not due:
        return asked.go("personal_data", flash=say("Nothing is past its time."))
    return asked.render("check.html", status=200 if form.sound else 422, title=say("Delete what is past its time"), lists=lists, fields=form.fields, errors=form.errors,
                        button=say("Delete"), cancel=asked.url("personal_data"), promise_title=say("Before you delete"),
                        promise=say("The rows and everything that was made of them and isn't published go for good. Backups made before today still hold them until they are too old."))


@page("personal-data/certificates/<str:name>/", right=Right.HANDLE_PERSONAL_DATA, name="certificate")
def certificate(asked: Asked, name: str) -> HttpResponse:
    """A certificate of what was deleted, as a file."""
    if not CERTIFICATE.fullmatch(name):
        raise Http404
    path = asked.folder.root / "certificates" / name
    if not path.is_file():
        raise Http404
    return _file(path.read_bytes(), TYPES[".html"] if path.suffix == ".html" else "application/json", name)


@page("personal-data/record/", right=Right.HANDLE_PERSONAL_DATA, name="processing", logged="exported the record of processing")
def processing(asked: Asked) -> HttpResponse:
    """The record of processing activities, as a Word file or a page."""
    form = asked.query.get("as", ".docx")
    if form not in FORMS:
        raise Http404
    made = FORMS[form](paper_of_all(asked.folder, "ropa", name=settings_of(asked.folder).name, on=asked.today))
    return _file(made, TYPES[form], f"record-of-processing-{asked.today.isoformat()}{form}")


def _certificates(asked: Asked) -> list[Path]:
    place = asked.folder.root / "certificates"
    return sorted((path for path in place.glob("*.html") if CERTIFICATE.fullmatch(path.name)), reverse=True) if place.is_dir() else []


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@waits
def waiting(asked: Asked) -> list[Task]:
    """What is past its time, for whoever looks after personal data."""
    if not asked.may(Right.HANDLE_PERSONAL_DATA):
        return []
    due = past_on(asked, asked.today)
    if not due:
        return []
    return [Task(several("{n} file of rows is past the time it may be kept", "{n} files of rows are past the time they may be kept", len(due)), asked.url("personal_data"),
                 say("Overdue"), "red", say("Its agreement doesn't let it be kept any longer."), late=True, order=15)]
