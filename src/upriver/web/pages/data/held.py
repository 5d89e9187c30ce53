"""What is held: every source with its months, what is missing, late or odd, and what each question has to rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse

from upriver.desk.overview.held import held_body, subjects
from upriver.desk.overview.receiving import receiving_body
from upriver.desk.submissions import actions
from upriver.intake.contracts import layouts
from upriver.places.forces import known_forces
from upriver.web.framework.asked import Asked
from upriver.web.framework.page import page
from upriver.web.framework.remembering import remembered
from upriver.web.framework.waiting import Task, waits
from upriver.web.pages.sharing.body import period_words
from upriver.web.showing.forms import Field, filled, shown
from upriver.web.showing.listing import Cell
from upriver.words.access.rights import Right
from upriver.words.decision import ANSWERS
from upriver.words.declared import Contract
from upriver.words.language.speaking import mark, say, several
from upriver.words.refusal import Refusal
from upriver.words.text import day

ANSWERED = {"keep": mark("Keep it: it is right"), "exclude": mark("Leave it out of the assessment"), "annotate": mark("Keep it, with a note beside it")}


@page("data/", right=Right.READ_DATA, name="data")
def data(asked: Asked) -> HttpResponse:
    """The sources that are held, and what is missing or odd."""
    body = _body(asked)
    owed = remembered(asked, "owed", lambda: receiving_body(asked.folder, on=asked.today))
    undecided = [each for each in body["odd"] if not each["decided"]]
    known = layouts(asked.folder.declarations)
    return asked.render(
        "data/held.html",
        title=say("Data we hold"),
        undecided=[{"subject": _subject(asked, each["subject"]), "says": each["says"], "href": asked.url("decide", subject=each["subject"])} for each in undecided],
        decided=[[_subject(asked, each["subject"]), say(ANSWERED[each["answer"]]), each["reason"]] for each in body["decisions"]],
        missing=[say("{force}, {month}", force=_force(force), month=period_words(month)) for force, month in body["missing"]],
        held=_held(known, body),
        questions=[[each["words"], *(_listed(known, each[how]) for how in ("held", "elsewhere", "dark"))] for each in body["sharing"]["questions"]],
        late=_owed(known, owed),
    )


def _body(asked: Asked) -> Mapping[str, Any]:
    """How the data stand: months are looked through, so it is kept until anything changes."""
    return remembered(asked, "held", lambda: held_body(asked.folder, slug=asked.office.slug, name=asked.office.name, on=asked.today))


@waits
def _odd(asked: Asked) -> list[Task]:
    if not asked.may(Right.DECIDE_DATA):
        return []
    body = _body(asked)
    count = sum(1 for each in body["odd"] if not each["decided"])
    words = several("Decide about {n} month that looks odd", "Decide about {n} months that look odd", count)
    return [Task(words, asked.url("data"), say("To do"), "blue", order=30)] if count else []


@page("data/decide/<str:subject>/", right=Right.DECIDE_DATA, name="decide", posts=True)
def decide(asked: Asked, subject: str) -> HttpResponse:
    """Keep, leave out or annotate a month of a source, with the reason."""
    if subject not in subjects():
        raise Http404
    fields = (
        Field("answer", say("What to do with it"), "radios", required=True, choices=[(each, say(ANSWERED[each])) for each in ANSWERS]),
        Field("reason", say("Why"), "textarea", required=True, max=1_000, hint=say("It is printed beside the figures that rest on it. Name nobody.")),
        Field("answered_by", say("Who at the provider answered"), hint=say("If somebody was asked. Leave it empty otherwise."), max=200),
    )
    form = filled(fields, asked.typed) if asked.posted else shown(fields, asked.kept)
    if asked.posted and form.sound:
        try:
            actions.decide(subject=subject, answer=form.values["answer"], reason=form.values["reason"], known=subjects(), by=asked.by, at=asked.at,
                           answered_by=form.values["answered_by"])
            return asked.go("data", flash=say("It is recorded, and takes effect when the assessment is next made."))
        except Refusal as refusal:
            form = form.wrong("answer", str(refusal))
    return asked.render("form.html", status=422 if form.errors else 200, title=say("What to do with an odd month"), over=_subject(asked, subject) if subject in subjects() else subject, fields=form.fields,
                        button=say("Save the decision"), cancel=asked.url("data"))


def _held(known: Mapping[str, Contract], body: Mapping[str, Any]) -> list[list[object]]:
    rows = sorted(body["held"].items())
    return [[Cell(known[slug].title if slug in known else slug), f"{entry['files']:,}", f"{entry['rows']:,}"] for slug, entry in rows]


def _owed(known: Mapping[str, Contract], owed: Mapping[str, Any]) -> list[list[object]]:
    """By provider and source: how many periods are missing or late, and the one that is longest overdue."""
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for each in (*owed["missing"], *owed["late"]):
        found.setdefault((each["provider"], each["contract"]), []).append(each)
    return [[provider, known[contract].title if contract in known else contract, f"{len(rows):,}",
             period_words(min(row["period"] for row in rows)), day(min(row["due_on"] for row in rows))] for (provider, contract), rows in sorted(found.items())]


def _listed(known: Mapping[str, Contract], slugs: list[str]) -> str:
    return "; ".join(known[slug].title if slug in known else slug.replace("_", " ") for slug in slugs) or say("none")


def _subject(asked: Asked, subject: str) -> str:
    """What a decision is about, in words: the source, the force and the month of `contract:force:month`."""
    contract, force, month = subject.split(":")
    known = layouts(asked.folder.declarations)
    return say("{source}: {force}, {month}", source=known[contract].title if contract in known else contract, force=_force(force), month=period_words(month))


def _force(slug: str) -> str:
    """A force as files name it, which is how it is known here: its slug in capitals where it has no other name."""
    return next((each.name for each in known_forces().values() if each.slug == slug), slug.replace("-", " ").title())
